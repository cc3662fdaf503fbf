"""A file and its sheets: which of them may be the staff list, and where their headings stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Literal, NamedTuple

from store.intake.cells import cell_of
from store.intake.headings import known_headings, shown
from store.intake.refused import IntakeRefused, Stopped, never
from store.intake.tables import Table, tables_of

LARGEST_FILE = 50 * 1024 * 1024
"""Bytes."""
ROWS_SEARCHED = 50
"""How far down the heading row is looked for; report titles stand above it."""

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


def open_list(
    path: Path, memory: Memory | None = None, *, also: Iterable[str] = (), stopped: Callable[[], bool] = never
) -> ListFile:
    """Opens a file and finds its heading rows; headings mapped by hand before, in `memory`, or now, are known too.

    Raises IntakeRefused with a sentence for the user where the file cannot be used at all, and Stopped where `stopped`
    says so.
    """
    asked = [*also, *(words for used in (memory or {}).values() for words in used.values())]
    data = _bytes_of(path)
    sheets = []
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
