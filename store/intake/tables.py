"""The bytes of a staff list as tables of raw cells: CSV in the encodings Excel writes, and workbooks."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from store.intake.refused import UNREADABLE, IntakeRefused

Row = Sequence[object]


class Table(NamedTuple):
    """One sheet of a workbook, or a CSV file."""

    name: str
    """Empty for a CSV file."""
    rows: Callable[[], Iterator[Row]]
    """From the first row of the sheet; each time from the beginning."""
    height: int
    """How many rows, roughly: for a progress bar."""
    hidden: bool = False
    encoding: str = ""
    """What a CSV file was read as."""
    errors: int = 0
    """Cells of the workbook that hold an error such as #REF!, which read as empty."""


_LONGEST_CELL = 1_000_000


def tables_of(data: bytes, stopped: Callable[[], bool]) -> Iterator[Table]:
    """The tables of a file, one for each sheet; a CSV file has one.

    Raises IntakeRefused where the file is encrypted or is neither a workbook nor text.
    """
    from store.intake import workbooks

    if data.startswith((workbooks.OLE, workbooks.ZIP)):
        yield from workbooks.sheets_of(data, stopped)
    else:
        text, encoding = _text(data)
        delimiter = _delimiter(text)
        height = text.count("\n") + 1
        yield Table("", lambda: _csv_rows(text, delimiter), height, encoding=encoding)


def _text(data: bytes) -> tuple[str, str]:
    """The text of a CSV file, and the encoding it was read by."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        # A stray nul is a control character like others; many of them are some other kind of file.
        encodings = [] if data.count(b"\0") * 20 > len(data) else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise IntakeRefused(UNREADABLE)


def _csv_rows(text: str, delimiter: str) -> Iterator[Row]:
    csv.field_size_limit(_LONGEST_CELL)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error:
        raise IntakeRefused(UNREADABLE) from None


def _delimiter(text: str) -> str:
    """The separator that most of the first twenty lines have equally often; a comma where there is none."""
    lines = text[:100_000].splitlines()[:20]
    best, most = ",", 0
    for delimiter in (",", ";", "\t", "|"):
        times = Counter(line.count(delimiter) for line in lines if delimiter in line)
        agreeing = max(times.values(), default=0)
        if agreeing > most:
            best, most = delimiter, agreeing
    return best
