"""The nouns of a workbook: sheets, tables, lines, cells. Values only; writing.py turns them into a file.

A workbook is written from values, not formulas (exports 0.2), so that every reader and every preview shows them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Literal, NamedTuple

from exports.refusals import ExportRefused

Kind = Literal["text", "count", "percent", "points", "date", "day", "moment"]
"""How a value is shown: as it is, 31, 87%, +6, 20/11/2026, Friday 20 November 2026, 20/11/2026 09:41:07."""

Value = str | int | float | date | datetime


class Link(NamedTuple):
    """A text that leads to another sheet, with what it says when pointed at."""

    text: str
    sheet: str
    tip: str


class Marked(NamedTuple):
    """A number that stays one, shown with a mark behind it: 87% [r]."""

    value: float
    mark: str


Cell = Value | Link | Marked | None
"""None is a cell left empty: a day that has not come, a space to write in."""


class Choices(NamedTuple):
    """The words a column takes, and nothing else, with what is said to whoever fills it in (exports 52)."""

    words: tuple[str, ...]
    prompt: str


class Column(NamedTuple):
    """A table's column: pixels wide at 100%, more where a long text would make a row absurdly high."""

    heading: str
    kind: Kind
    pixels: int
    choices: Choices | None = None


class WordColours(NamedTuple):
    """Colours by a rule on the word in a column, so that they stay right when somebody edits it (exports 34)."""

    heading: str
    colours: dict[str, Literal["good", "warning", "bad", "quiet"]]


class Table(NamedTuple):
    """A real table. Its name and headings follow Excel's rules or `check` refuses them."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    colours: WordColours | None = None
    filters: bool = False
    frozen: int | None = None
    """How many columns stay in sight beside the heading; None where nothing is frozen (exports 51)."""
    to_sign: bool = False
    """Whether people write in it, on paper: high rows, black lines (exports 50)."""


class Chart(NamedTuple):
    """A chart below a table, which it repeats: the table is the record (exports 39)."""

    shape: Literal["bars", "columns"]
    title: str
    alternative: str
    """What somebody is told who cannot see it, figures included."""
    categories: str
    """The heading of the column its bars are named by."""
    series: tuple[str, ...]
    """The headings of the columns it draws, the darkest first."""
    kind: Literal["percent", "count"]
    pixels: int
    """How high it is."""


class Heading(NamedTuple):
    """A heading between the facts of a sheet; on paper it may begin a page."""

    text: str
    new_page: bool = False


class Fact(NamedTuple):
    """A label, and what there is to say."""

    label: Cell
    value: Cell
    kind: Kind = "text"
    name: str = ""
    """The defined name of the value's cell, for figures others will quote."""
    to_write_on: bool = False
    """Whether somebody fills it in by hand, on paper."""


class Slip(NamedTuple):
    """What one person is handed: a few lines and a list, cut off below. Nobody else is on it."""

    name: str
    opening: str
    rows: tuple[tuple[Cell, ...], ...]
    closing: str


class Slips(NamedTuple):
    """Slips below each other; none is parted by the end of a page."""

    columns: tuple[Column, ...]
    slips: tuple[Slip, ...]


class Sheet(NamedTuple):
    """A title in A1, what the sheet holds in A2, and below it lines and facts, slips or one table."""

    tab: str
    title: str
    holds: str
    lines: tuple[str, ...] = ()
    table: Table | None = None
    facts: tuple[Heading | Fact, ...] = ()
    widths: tuple[int, ...] = ()
    """Pixels of the columns of facts."""
    slips: Slips | None = None
    chart: Chart | None = None
    one_page: bool = False
    portrait: bool = False
    bare: bool = False
    """A table alone, its heading in row 1, for a program to read: the title and what it holds are not written."""


class Name(NamedTuple):
    """A defined name for one cell of a table: row counted from 0."""

    name: str
    tab: str
    row: int
    heading: str


class Properties(NamedTuple):
    """What the file says of itself. The author is an office, never a person."""

    title: str
    subject: str
    author: str
    category: str
    keywords: str
    stamp: datetime
    """Of the data, not of the making, so that the same data make the same file."""


class Book(NamedTuple):
    """A whole workbook."""

    sheets: tuple[Sheet, ...]
    properties: Properties
    footer: tuple[str, str, str]
    """School, handling and the as-at date; all of it stands in cells too."""
    names: tuple[Name, ...] = ()
    header: str = ""
    """What every page says at the top, such as whose copy it is."""

    @property
    def rows(self) -> int:
        """Rows of every table: what the audit line keeps."""
        return sum(len(sheet.table.rows) for sheet in self.sheets if sheet.table)


# Rules ----------------------------------------------------------------------

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,254}")
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*")
_SAYS_NOTHING = re.compile(r"(?i)(table|sheet)\d*")
_FORBIDDEN_IN_TABS = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_LIST = 255
"""Characters Excel keeps of a list of choices, its commas included, and of a prompt."""


def check(book: Book) -> None:
    """Raises ExportRefused where Excel would repair the file or openpyxl would stay silent (exports 2 and 3)."""
    for problem in _problems(book):
        raise ExportRefused(problem)


def _problems(book: Book) -> Iterator[str]:
    if not book.sheets:
        yield "A workbook needs a sheet."
    yield from _twice("sheet", [sheet.tab for sheet in book.sheets])
    tables = [sheet.table for sheet in book.sheets if sheet.table]
    facts = [fact for sheet in book.sheets for fact in sheet.facts if isinstance(fact, Fact)]
    names = [*(name.name for name in book.names), *(fact.name for fact in facts if fact.name)]
    names += [table.name for table in tables]
    yield from _twice("name", names)
    for name in names:
        if not _NAME.fullmatch(name) or _LIKE_A_CELL.fullmatch(name) or _SAYS_NOTHING.fullmatch(name):
            yield f"“{name}” cannot be a name in a workbook."
    for sheet in book.sheets:
        yield from _tab_problems(sheet.tab)
        if not sheet.title.strip() or not sheet.holds.strip():
            yield f"The sheet “{sheet.tab}” needs a title and a line that says what it holds."
        if sheet.table:
            yield from _table_problems(sheet.table)
        if sheet.chart:
            yield from _chart_problems(sheet, sheet.chart)


def _tab_problems(tab: str) -> Iterator[str]:
    forbidden = _FORBIDDEN_IN_TABS.search(tab) or tab.startswith("'") or tab.endswith("'")
    if not 1 <= len(tab) <= 31 or forbidden or tab.lower() == "history" or _SAYS_NOTHING.fullmatch(tab):
        yield f"“{tab}” cannot be the name of a sheet."


def _table_problems(table: Table) -> Iterator[str]:
    headings = [column.heading for column in table.columns]
    yield from _twice("heading", headings)
    if not all(heading.strip() and "\n" not in heading for heading in headings):
        yield f"The table {table.name} has a heading that is empty or has more than one line."
    if not table.rows:
        yield f"The table {table.name} has no row; say so in a row."
    if any(len(row) != len(headings) for row in table.rows):
        yield f"The table {table.name} has a row of another length than its heading."
    for column in table.columns:
        yield from _choice_problems(column)
    if table.colours and table.colours.heading not in headings:
        yield f"The table {table.name} has no column “{table.colours.heading}” to colour."


def _chart_problems(sheet: Sheet, chart: Chart) -> Iterator[str]:
    headings = [column.heading for column in sheet.table.columns] if sheet.table else []
    if not {chart.categories, *chart.series} <= set(headings) or not chart.series:
        yield f"The chart on “{sheet.tab}” has no table with its columns above it."
    if not chart.title.strip() or not chart.alternative.strip():
        yield f"The chart on “{sheet.tab}” needs a title and its figures in words."


def _choice_problems(column: Column) -> Iterator[str]:
    if column.choices is None:
        return
    words, prompt = column.choices
    unfit = any(not word.strip() or "," in word or '"' in word for word in words)
    if not words or unfit or len(",".join(words)) > _LONGEST_LIST or len(prompt) > _LONGEST_LIST:
        yield f"The column “{column.heading}” has choices that no workbook can hold."


def _twice(what: str, names: list[str]) -> Iterator[str]:
    seen = set()
    for name in names:
        if name.casefold() in seen:
            yield f"The {what} “{name}” is used twice."
        seen.add(name.casefold())
