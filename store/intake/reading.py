"""The lines of a staff list: every row below the headings, only the columns that are used kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from store.intake.cells import Cell, cells_of, is_american
from store.intake.fields import DATES, EXAMPLE_CODES, Field
from store.intake.headings import Columns, map_headings, shown, source_of
from store.intake.opening import ListFile, Memory, Sheet, open_list
from store.intake.refused import IntakeRefused, Stopped, never
from store.intake.remarks import remarks
from store.intake.tables import Row

MOST_ROWS = 100_000
BLANK_ROWS_THAT_END = 2
"""One blank row parts groups of staff; more end the list."""
ROWS_A_STEP = 2_000
"""How often progress is told, and the user's wish to stop looked for."""


class Line(NamedTuple):
    """One row of the list: its number as a spreadsheet shows it, and the cells that are used."""

    number: int
    cells: Mapping[Field, Cell]

    def text(self, field: Field) -> str:
        """A cell as text, empty where there is none."""
        cell = self.cells.get(field, "")
        return cell if isinstance(cell, str) else cell.isoformat()


class StaffList(Struct, frozen=True):
    """A staff list as read, column by column: nothing of the columns that are not used."""

    file_name: str
    file_sha256: str
    columns: Columns
    numbers: tuple[int, ...]
    """Of each row, as a spreadsheet shows it."""
    cells: Mapping[Field, Sequence[Cell]]
    sheet: str = ""
    notes: tuple[str, ...] = ()
    """What the user should know of the file."""
    unread: int = 0
    """Filled rows below the end of the list, which were not read."""

    @property
    def lines(self) -> tuple[Line, ...]:
        """Row by row, for looking at a few."""
        return tuple(
            Line(number, {field: column[i] for field, column in self.cells.items() if column[i]})
            for i, number in enumerate(self.numbers)
        )

    def texts(self, field: Field) -> Sequence[str]:
        """A column as text, all empty where the list has none."""
        column = self.cells.get(field)
        if column is None:
            return [""] * len(self.numbers)
        return [cell if cell.__class__ is str else str(cell) for cell in column]


def _unseen(done: int, of: int) -> None:
    pass


def read_staff_list(
    path: Path,
    overrides: Mapping[str, str] | None = None,
    *,
    sheet: str = "",
    memory: Memory | None = None,
    history: bool = False,
) -> StaffList:
    """All of it at once, for a command that asks nothing: opens the file, maps its headings and reads it.

    Raises IntakeRefused also where the sheet is not plain.
    """
    file = open_list(path, memory, also=(overrides or {}).values())
    found = file.sheet(sheet) if sheet else file.best
    if found is None:
        assert file.question is not None
        raise IntakeRefused(f"{file.question.sentence} Say so with --sheet NAME.")
    remembered = (memory or {}).get(source_of(found.headings))
    columns = map_headings(found.headings, overrides, remembered=remembered, history=history)
    if columns.missing:
        raise IntakeRefused(f"{columns.missing} Say so with --map surname=HEADING.")
    return read_lines(file, found, columns)


def read_lines(
    file: ListFile,
    sheet: Sheet,
    columns: Columns,
    *,
    on_progress: Callable[[int, int], None] = _unseen,
    stopped: Callable[[], bool] = never,
) -> StaffList:
    """The people of a sheet, as far as its columns are used.

    `on_progress` is told how many rows of how many are done. Raises IntakeRefused, and Stopped where `stopped` says so.
    """
    if columns.missing:
        raise IntakeRefused(columns.missing)
    steps = _Steps(sheet.people, on_progress, stopped)
    numbers, rows, unread = _rows(sheet, columns, steps)
    if not rows:
        raise IntakeRefused("The file has headings but nobody below them: export the list again with its staff.")
    examples = _drop_examples(columns, numbers, rows)
    if not rows:
        raise IntakeRefused("The file has only the template’s examples: write your staff over them and try again.")
    cells: dict[Field, Sequence[Cell]] = {}
    for field, column in zip(columns.positions, zip(*rows, strict=True), strict=True):
        cells[field] = cells_of(column)
        if field in DATES and any(map(is_american, set(cells[field]))):
            _refuse_american(columns.used[field], numbers, cells[field])
    on_progress(steps.total, steps.total)
    notes = tuple(remarks(sheet.table, cells, examples))
    return StaffList(file.name, file.sha256, columns, tuple(numbers), cells, sheet.name, notes, unread)


class _Steps(NamedTuple):
    total: int
    on_progress: Callable[[int, int], None]
    stopped: Callable[[], bool]

    def take(self, done: int) -> None:
        if self.stopped():
            raise Stopped
        self.on_progress(min(done, self.total), self.total)


_TOTALS = re.compile(r"(?:grand |sub[- ]?)?totals?\b|number of staff\b|end of report\b", re.IGNORECASE)


def _rows(sheet: Sheet, columns: Columns, steps: _Steps) -> tuple[list[int], list[Row], int]:
    """The cells that are used of every row of the list, and how many filled rows stand below its end."""
    positions = list(columns.positions.values())
    pick: Callable[[Row], Row] = itemgetter(*positions) if len(positions) > 1 else lambda row: (row[positions[0]],)
    width = max(positions) + 1
    start = columns.positions.get("start_date")
    numbers: list[int] = []
    kept: list[Row] = []
    blank = 0
    rows = islice(sheet.table.rows(), sheet.heading_row, None)
    for number, row in enumerate(rows, sheet.heading_row + 1):
        if number % ROWS_A_STEP == 0:
            steps.take(number - sheet.heading_row)
        first = next(filter(None, row), "")
        text = first.strip() if isinstance(first, str) else "…"
        if not text and not any(str(cell).strip() for cell in row):
            blank += 1
            if blank >= BLANK_ROWS_THAT_END and kept:
                return numbers, kept, _filled(rows)
            continue
        blank = 0
        if len(row) < width:
            row = [*row, *[""] * (width - len(row))]  # noqa: PLW2901 - a short line of a CSV file, made whole
        if _TOTALS.match(text) and (start is None or not row[start]):
            return numbers, kept, _filled(rows)
        if len(kept) >= MOST_ROWS:
            raise IntakeRefused("The file has more than 100,000 rows: bring in only current staff.")
        numbers.append(number)
        kept.append(pick(row))
    return numbers, kept, 0


def _filled(rows: Iterator[Row]) -> int:
    return sum(any(str(cell).strip() for cell in row) for row in islice(rows, MOST_ROWS))


def _refuse_american(heading: str, numbers: Sequence[int], column: Sequence[Cell]) -> None:
    line = next(number for number, cell in zip(numbers, column, strict=True) if is_american(cell))
    raise IntakeRefused(
        f"The dates in “{shown(heading)}” have the month first (line {line}): "
        "export the list again with dates as day/month/year."
    )


def _drop_examples(columns: Columns, numbers: list[int], rows: list[Row]) -> int:
    """Takes out the template's sample rows, and says how many there were."""
    if "code" not in columns.positions:
        return 0
    at = list(columns.positions).index("code")
    samples = [i for i, row in enumerate(rows[:_SAMPLES_WITHIN]) if str(row[at]).strip().casefold() in EXAMPLE_CODES]
    for i in reversed(samples):
        del numbers[i], rows[i]
    return len(samples)


_SAMPLES_WITHIN = 20
