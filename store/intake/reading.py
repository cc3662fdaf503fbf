"""A file into the lines of a staff list: sheet and heading row found, only the columns that are used kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import Literal, NamedTuple

from msgspec import Struct

from store.intake.cells import Cell, cell_of, cells_of, is_american
from store.intake.fields import DATES, EXAMPLE_CODES, Field
from store.intake.headings import Columns, known_headings, map_headings, shown, source_of
from store.intake.refused import IntakeRefused, Stopped
from store.intake.remarks import remarks
from store.intake.tables import Row, Table, tables_of

LARGEST_FILE = 50 * 1024 * 1024
MOST_ROWS = 100_000
ROWS_SEARCHED = 50
"""How far down the heading row is looked for; report titles stand above it."""
BLANK_ROWS_THAT_END = 2
"""One blank row parts groups of staff; more end the list."""
ROWS_A_STEP = 2_000
"""How often progress is told, and the user's wish to stop looked for."""

Memory = Mapping[str, Mapping[str, str]]
"""For each kind of export that was brought in before, which heading each field was read from."""


class Question(NamedTuple):
    """Something the file does not decide, and what may be answered."""

    about: Literal["sheet", "start_date", "leavers"]
    sentence: str
    options: tuple[str, ...] = ()


class Sheet(NamedTuple):
    """A sheet that may be the staff list."""

    table: Table
    heading_row: int
    """Its number, as a spreadsheet shows it."""
    headings: tuple[str, ...]
    score: int
    """How many of its headings are known."""

    @property
    def name(self) -> str:
        return self.table.name

    @property
    def people(self) -> int:
        """How many rows stand below the headings, roughly."""
        return max(0, self.table.height - self.heading_row)


class ListFile(NamedTuple):
    """A file that has been opened: its sheets with headings that are known, none of its people."""

    name: str
    sha256: str
    sheets: tuple[Sheet, ...]
    """In the order of the workbook, hidden ones last."""

    @property
    def best(self) -> Sheet | None:
        """The sheet that is plainly the list: it knows twice the headings of any other. None: the user says which."""
        ranked = sorted(self.sheets, key=lambda sheet: (not sheet.table.hidden, sheet.score), reverse=True)
        if len(ranked) == 1 or ranked[0].score >= 2 * ranked[1].score:
            return ranked[0]
        return ranked[0] if ranked[1].table.hidden and not ranked[0].table.hidden else None

    @property
    def question(self) -> Question | None:
        """Which sheet is meant, where that is not plain."""
        if self.best is not None:
            return None
        sheets = ", ".join(f"“{shown(sheet.name)}” ({sheet.people} rows)" for sheet in self.sheets)
        sentence = f"The file has {len(self.sheets)} sheets that may be the staff list: {sheets}. Which is it?"
        return Question("sheet", sentence, tuple(sheet.name for sheet in self.sheets))

    def sheet(self, name: str) -> Sheet:
        """The sheet of that name, whatever its case. Raises IntakeRefused."""
        for sheet in self.sheets:
            if sheet.name.casefold() == name.strip().casefold():
                return sheet
        names = ", ".join(f"“{shown(sheet.name)}”" for sheet in self.sheets)
        raise IntakeRefused(f"No sheet “{shown(name)}” with a heading row was found: choose one of {names}.")


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


def _never() -> bool:
    return False


def _unseen(done: int, of: int) -> None:
    pass


# Opening --------------------------------------------------------------------


def open_list(path: Path, memory: Memory | None = None, *, stopped: Callable[[], bool] = _never) -> ListFile:
    """Opens a file and finds its heading rows. `memory` helps to know headings that were mapped by hand before.

    Raises IntakeRefused with a sentence for the user where the file cannot be used at all.
    """
    return _opened(path, [words for used in (memory or {}).values() for words in used.values()], stopped)


def _opened(path: Path, also: Iterable[str], stopped: Callable[[], bool]) -> ListFile:
    data = _bytes_of(path)
    sheets = []
    asked = list(also)
    for table in tables_of(data, stopped):
        if stopped():
            raise Stopped
        found = _heading_row(table, asked)
        if found is not None:
            sheets.append(found)
    if not sheets:
        raise IntakeRefused(
            "No row of headings was found: the list needs one with at least two such as Surname, Forename, Start date."
        )
    with_people = [sheet for sheet in sheets if sheet.people]
    return ListFile(path.name, sha256(data).hexdigest(), tuple(with_people or sheets))


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise IntakeRefused("The file is larger than 50 MB: bring in only the sheet with the staff.")
        data = path.read_bytes()
    except FileNotFoundError:
        raise IntakeRefused("There is no such file: check its name and folder.") from None
    except (OSError, ValueError):
        raise IntakeRefused("The file cannot be opened: close it in other programs and try again.") from None
    if not data.strip():
        raise IntakeRefused("The file is empty: export the list again.")
    return data


def _heading_row(table: Table, also: Sequence[str]) -> Sheet | None:
    """The first row with two known headings."""
    for number, row in enumerate(islice(table.rows(), ROWS_SEARCHED), 1):
        headings = tuple(str(cell_of(cell)) for cell in row)
        known = known_headings(headings, also)
        if known > 1:
            return Sheet(table, number, headings, known)
    return None


# Reading --------------------------------------------------------------------


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
    memory = memory or {}
    also = [*(overrides or {}).values(), *(words for used in memory.values() for words in used.values())]
    file = _opened(path, also, _never)
    found = file.sheet(sheet) if sheet else file.best
    if found is None:
        assert file.question is not None
        raise IntakeRefused(f"{file.question.sentence} Say so with --sheet NAME.")
    remembered = memory.get(source_of(found.headings))
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
    stopped: Callable[[], bool] = _never,
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
