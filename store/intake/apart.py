"""Workbooks but for xlsx, parsed in a process of their own: `python -m store.intake.apart`, bytes in, cells out.

The parser can be brought to end its process by a damaged xls, to print over the screen by a damaged xlsb, and to go on
for ever by a damaged ods. What an xlsx may do to it is seen beforehand (`bounds`), so that one is parsed here.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from operator import itemgetter

import msgspec

from store.intake.cells import Cell, cell_of
from store.intake.refused import ENCRYPTED, UNREADABLE, IntakeRefused, Stopped
from store.intake.tables import Row, Table

MOST_MEMORY = 2 * 1024**3
"""Bytes the parser may have, where the system can hold it to that."""
LONGEST = 120
"""Seconds after which a file is given up."""
A_STEP = 0.1
"""Seconds between looks at whether the user has stopped it."""
_HAS_PASSWORD = 3

Packed = str | tuple[int]
"""A cell on its way between the two: text, or the ordinal of a date."""
PackedSheet = tuple[str, bool, list[list[Packed]]]
"""A sheet's name, whether it is hidden, and its rows."""


def sheets_apart(data: bytes, stopped: Callable[[], bool]) -> Iterator[Table]:
    """The sheets of a workbook, hidden ones last.

    Raises IntakeRefused where it has a password, is damaged or takes too long, and Stopped.
    """
    paths = os.pathsep.join(path for path in sys.path if path)
    try:
        with subprocess.Popen(
            [sys.executable, "-P", "-m", "store.intake.apart"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": paths},
        ) as process:
            try:
                packed = _what_it_says(process, data, stopped)
            finally:
                process.kill()
    except OSError:
        raise IntakeRefused(UNREADABLE) from None
    if process.returncode:
        raise IntakeRefused(ENCRYPTED if process.returncode == _HAS_PASSWORD else UNREADABLE)
    sheets = msgspec.json.decode(packed, type=list[PackedSheet])
    for name, hidden, rows in sorted(sheets, key=itemgetter(1)):
        yield Table(name, partial(_unpacked, rows), len(rows), hidden=hidden)


def _what_it_says(process: subprocess.Popen[bytes], data: bytes, stopped: Callable[[], bool]) -> bytes:
    """What the other process makes of the workbook. Raises IntakeRefused where it takes too long, and Stopped."""
    given: bytes | None = data
    for _ in range(round(LONGEST / A_STEP)):
        with suppress(subprocess.TimeoutExpired):
            return process.communicate(given, A_STEP)[0]
        given = None  # it is on its way
        if stopped():
            raise Stopped
    raise IntakeRefused(UNREADABLE)


def _unpacked(rows: Sequence[Sequence[Packed]]) -> Iterator[Row]:
    for row in rows:
        yield [cell if isinstance(cell, str) else date.fromordinal(cell[0]) for cell in row]


# In the other process -------------------------------------------------------


def main() -> int:
    """Reads a workbook from the standard input and writes its sheets to the standard output."""
    with suppress(ImportError, OSError, ValueError):
        import resource  # which Windows has not

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    import python_calamine

    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        sheets = [
            (
                sheet.name,
                sheet.visible != python_calamine.SheetVisibleEnum.Visible,
                [list(map(_packed, row)) for row in workbook.get_sheet_by_name(sheet.name).iter_rows()],
            )
            for sheet in workbook.sheets_metadata
            if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
        ]
    except python_calamine.PasswordError:
        return _HAS_PASSWORD
    sys.stdout.buffer.write(msgspec.json.encode(sheets))
    return 0


def _packed(value: object) -> Packed:
    cell: Cell = cell_of(value)
    return cell if isinstance(cell, str) else (cell.toordinal(),)


if __name__ == "__main__":
    sys.exit(main())
