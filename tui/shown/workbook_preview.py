"""What a workbook will hold, in lines for the screen: figures without names at once, rows with names when asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import islice

from exports.kinds import Kind
from exports.workbook.book import Book, Cell, Column, Link, Sheet, Table
from store.dates import say, say_with_weekday
from store.wording import counted
from tui.widgets.cells import Line, Phrase, fit, width

NEVER_SHOWN = frozenset({"connections", "record-card", "audit"})
"""Connections are in these: their rows are not for a screen that visitors see."""
FIRST_ROWS = 5
SPARE = ("Policy clause", "Change (percentage points)", "Last term %", "Staff due")
"""Columns that give way to the others where there is no room for all, the first of them first."""
WIDEST = 38
"""Cells of a column."""
NARROWEST = 26
"""Cells of the first, with its gap, where the others need room."""
GAP = 2


def outline(book: Book) -> list[Line]:
    """The sheets, and how much is on each."""
    return [
        (
            Phrase(f" {fit(sheet.tab, 24)}"),
            Phrase(_amount(sheet)),
            Phrase("" if sheet.title == sheet.tab else f"  {sheet.title}", "quiet"),
        )
        for sheet in book.sheets
    ]


def _amount(sheet: Sheet) -> str:
    if sheet.table is not None:
        return f"{counted(len(sheet.table.rows), 'row'):>9}"
    if sheet.slips is not None:
        return f"{counted(len(sheet.slips.slips), 'slip'):>9}"
    return f"{counted(len(sheet.facts), 'line'):>9}"


def figures(kind: Kind, book: Book) -> Table | None:
    """The table that is shown at once: that of an open paper, which names nobody."""
    if kind.marking:
        return None
    tables = [sheet.table for sheet in book.sheets if sheet.table is not None]
    return next((table for table in tables if table.name.startswith("Summary")), tables[0] if tables else None)


def first_rows(kind: Kind, book: Book) -> Table | None:
    """The table whose first rows are shown when asked for; none where they are never shown."""
    if kind.word in NEVER_SHOWN:
        return None
    return next((sheet.table for sheet in book.sheets if sheet.table is not None), None)


def table_lines(table: Table, room: int, most: int) -> list[Line]:
    """The heading and the first rows, as many columns as there is room for."""
    rows = [
        [_said(cell, column) for cell, column in zip(row, table.columns, strict=True)]
        for row in islice(table.rows, most)
    ]
    widths = {
        at: min(WIDEST, max(width(text) for text in (column.heading, *(row[at] for row in rows)))) + GAP
        for at, column in enumerate(table.columns)
    }
    columns = list(widths)
    for spare in SPARE:
        if sum(widths[at] for at in columns) > room:
            columns = [at for at in columns if table.columns[at].heading != spare]
    over = sum(widths[at] for at in columns) - room
    widths[0] = max(NARROWEST, widths[0] - max(0, over))
    while len(columns) > 1 and sum(widths[at] for at in columns) > room:
        columns.pop()
    fitted = [(at, widths[at] - GAP) for at in columns]
    return [
        _line([column.heading for column in table.columns], fitted, table, "key"),
        *(_line(row, fitted, table, "") for row in rows),
    ]


def _line(texts: Sequence[str], columns: Sequence[tuple[int, int]], table: Table, tone: str) -> Line:
    cells = (fit(texts[at], room, right=table.columns[at].kind != "text") for at, room in columns)
    return (Phrase(f" {(' ' * GAP).join(cells)}", tone),)


def _said(cell: Cell, column: Column) -> str:
    """A value as the workbook shows it."""
    if isinstance(cell, Link):
        return cell.text
    if cell is None:
        return "–"
    if isinstance(cell, date):
        return say_with_weekday(cell) if column.kind == "day" else say(cell)
    if isinstance(cell, str):
        return cell
    if column.kind == "percent":
        return f"{cell:.0%}"
    return f"{cell:+}" if column.kind == "points" and cell else str(cell)
