"""A file into the lines of a staff list: heading row found, columns mapped, only what is used kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from store.intake.cells import Cell, cell_of, is_american
from store.intake.headings import DATES, Columns, Field, known_headings, map_headings, shown
from store.intake.refused import IntakeRefused
from store.intake.tables import Row, tables_of

LARGEST_FILE = 50 * 1024 * 1024
MOST_ROWS = 100_000
ROWS_SEARCHED = 50
"""How far down the heading row is looked for; report titles stand above it."""
BLANK_ROWS_THAT_END = 2
"""One blank row parts groups of staff; more end the list."""

_TOTALS = re.compile(r"(?:grand |sub[- ]?)?totals?\b|number of staff\b|end of report\b", re.IGNORECASE)


class Line(NamedTuple):
    """One row of the list: its number as a spreadsheet shows it, and the cells that are used."""

    number: int
    cells: Mapping[Field, Cell]

    def text(self, field: Field) -> str:
        """A cell as text, empty where there is none."""
        cell = self.cells.get(field, "")
        return cell if isinstance(cell, str) else cell.isoformat()


class StaffList(Struct, frozen=True):
    """A staff list as read: nothing of the columns that are not used."""

    file_name: str
    file_sha256: str
    columns: Columns
    lines: tuple[Line, ...]
    unread: int = 0
    """Filled rows below the end of the list, which were not read."""


def read_staff_list(path: Path, overrides: Mapping[str, str] | None = None) -> StaffList:
    """Reads a CSV file or a workbook; `overrides` gives the heading for a field where the table is wrong or silent.

    Raises IntakeRefused with a sentence for the user where the file cannot be used at all.
    """
    data = _bytes_of(path)
    found = _table_with_headings(data, overrides or {})
    if found is None:
        raise IntakeRefused(
            "No row of headings was found: the list needs one with at least two such as Surname, Forename, Start date."
        )
    number, headings, rows = found
    columns = map_headings(headings, overrides or {})
    lines, unread = _lines(rows, number + 1, columns)
    if not lines:
        raise IntakeRefused("The file has headings but nobody below them: export the list again with its staff.")
    return StaffList(path.name, sha256(data).hexdigest(), columns, lines, unread)


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise IntakeRefused("The file is larger than 50 MB: bring in only the sheet with the staff.")
        data = path.read_bytes()
    except FileNotFoundError:
        raise IntakeRefused("There is no such file: check its name and folder.") from None
    except OSError:
        raise IntakeRefused("The file cannot be opened: close it in other programs and try again.") from None
    if not data.strip():
        raise IntakeRefused("The file is empty: export the list again.")
    return data


def _table_with_headings(data: bytes, overrides: Mapping[str, str]) -> tuple[int, list[str], Iterator[Row]] | None:
    """The first row with two known headings, with what follows it, of the sheet that knows most of them."""
    best: tuple[int, list[str], Iterator[Row]] | None = None
    most = 1
    for rows in tables_of(data):
        for number, row in enumerate(islice(rows, ROWS_SEARCHED), 1):
            headings = [str(cell_of(cell)) for cell in row]
            known = known_headings(headings, overrides)
            if known > most:
                best, most = (number, headings, rows), known
            if known > 1:
                break
    return best


def _lines(rows: Iterator[Row], first: int, columns: Columns) -> tuple[tuple[Line, ...], int]:
    """The lines of the list, and how many filled rows stand below its end."""
    lines: list[Line] = []
    blank = 0
    for number, row in enumerate(rows, first):
        filled = [cell for cell in row if str(cell).strip()]
        if not filled:
            blank += 1
            if blank >= BLANK_ROWS_THAT_END and lines:
                return tuple(lines), _filled(rows)
            continue
        blank = 0
        line = Line(number, _cells(row, columns))
        if _TOTALS.match(str(filled[0]).strip()) and not line.cells.get("start_date"):
            return tuple(lines), _filled(rows)
        if len(lines) >= MOST_ROWS:
            raise IntakeRefused("The file has more than 100,000 rows: bring in only current staff.")
        _refuse_american(line, columns)
        lines.append(line)
    return tuple(lines), 0


def _filled(rows: Iterator[Row]) -> int:
    return sum(any(str(cell).strip() for cell in row) for row in islice(rows, MOST_ROWS))


def _cells(row: Row, columns: Columns) -> dict[Field, Cell]:
    cells: dict[Field, Cell] = {}
    for field, position in columns.positions.items():
        cell = cell_of(row[position]) if position < len(row) else ""
        if cell:
            cells[field] = cell
    return cells


def _refuse_american(line: Line, columns: Columns) -> None:
    for field in DATES:
        if is_american(line.cells.get(field, "")):
            heading = shown(columns.used[field])
            raise IntakeRefused(
                f"The dates in “{heading}” have the month first (line {line.number}): "
                "export the list again with dates as day/month/year."
            )
