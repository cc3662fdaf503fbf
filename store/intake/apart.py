"""Old workbooks (xls), parsed in a process of their own: `python -m store.intake.apart`, bytes in, cells out.

Nothing in them tells damage from data, and a damaged cell number makes the parser ask for terabytes, which ends its
process. Zipped workbooks have checksums and are looked over beforehand, so they are parsed here.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from functools import partial

import msgspec

from store.intake.cells import Cell, cell_of
from store.intake.refused import ENCRYPTED, UNREADABLE, IntakeRefused
from store.intake.tables import Row, Table

MOST_MEMORY = 2 * 1024**3
"""Bytes the parser may have, where the system can hold it to that."""
LONGEST = 120
"""Seconds after which a file is given up."""
_HAS_PASSWORD = 3

Packed = str | tuple[int]
"""A cell on its way between the two: text, or the ordinal of a date."""
PackedSheet = tuple[str, bool, list[list[Packed]]]
"""A sheet's name, whether it is hidden, and its rows."""


def sheets_apart(data: bytes) -> Iterator[Table]:
    """The sheets of an old workbook. Raises IntakeRefused where it has a password or is damaged."""
    paths = os.pathsep.join(path for path in sys.path if path)
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "store.intake.apart"],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": paths},
            timeout=LONGEST,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        raise IntakeRefused(UNREADABLE) from None
    if done.returncode:
        raise IntakeRefused(ENCRYPTED if done.returncode == _HAS_PASSWORD else UNREADABLE)
    for name, hidden, rows in msgspec.json.decode(done.stdout, type=list[PackedSheet]):
        yield Table(name, partial(_unpacked, rows), len(rows), hidden=hidden)


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
