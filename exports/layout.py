"""Where everything on a sheet goes: rows, columns, widths and heights. Pure; nothing of openpyxl."""

from __future__ import annotations

from typing import Literal, NamedTuple

from exports import fitting
from exports.book import Cell, Fact, Heading, Kind, Link, Sheet, Table
from exports.text import clean

Role = Literal["title", "line", "heading", "label", "value", "column_heading", "entry"]
"""What a cell is, which decides its looks."""

SIZES: dict[Role, float] = {
    "title": 16,
    "line": 11,
    "heading": 13,
    "label": 11,
    "value": 11,
    "column_heading": 11,
    "entry": 11,
}
BOLD: frozenset[Role] = frozenset({"title", "heading", "label", "column_heading"})
_WRAPPED: frozenset[Role] = frozenset({"label", "value", "column_heading", "entry"})


class Placed(NamedTuple):
    """One cell: its column from 1, what stands in it and how it is shown."""

    column: int
    value: Cell
    role: Role
    kind: Kind = "text"


class Line(NamedTuple):
    """One row: its height in points and its cells, from the left."""

    height: float
    cells: tuple[Placed, ...]


class Plan(NamedTuple):
    """A sheet laid out: rows from 1 down, without a gap in the numbering."""

    widths: tuple[int, ...]
    rows: tuple[Line, ...]
    heading_row: int
    """The row of the table's headings; 0 where there is no table."""
    fact_rows: tuple[tuple[str, int], ...]
    """Defined names, each with the row its value stands in, always in the second column."""
    page_breaks: tuple[int, ...]
    """The rows after which a page ends."""


def plan(sheet: Sheet) -> Plan:
    """The sheet laid out. Lines too long for the sheet's width go on in the next row, for nothing may be merged."""
    widths = tuple(column.pixels for column in sheet.table.columns) if sheet.table else sheet.widths
    room = sum(widths) - fitting.PADDING
    rows = [_row((Placed(1, sheet.title, "title"),), widths)]
    rows += _lines(sheet.holds, room)
    for text in sheet.lines:
        rows += _lines(text, room)
    named = []
    breaks = []
    for fact in sheet.facts:
        if isinstance(fact, Heading) and fact.new_page:
            breaks.append(len(rows))
        if isinstance(fact, Fact) and fact.name:
            named.append((fact.name, len(rows) + 1))
        rows.append(_fact(fact, widths))
    heading_row = 0
    if sheet.table:
        heading_row = len(rows) + 1
        rows += _table(sheet.table, widths)
    return Plan(widths, tuple(rows), heading_row, tuple(named), tuple(breaks))


def _lines(text: str, room: int) -> list[Line]:
    size = SIZES["line"]
    return [
        Line(fitting.row_height(1, size), (Placed(1, line, "line"),)) for line in fitting.lines(clean(text), room, size)
    ]


def _fact(fact: Heading | Fact, widths: tuple[int, ...]) -> Line:
    if isinstance(fact, Heading):
        placed = Placed(1, fact.text, "heading")
        height = fitting.row_height(1, SIZES["heading"]) + 8
        return Line(height, (placed,))
    row = _row((Placed(1, fact.label, "label"), Placed(2, fact.value, "value", fact.kind)), widths)
    return row._replace(height=max(row.height, fitting.HANDWRITING)) if fact.to_write_on else row


def _table(table: Table, widths: tuple[int, ...]) -> list[Line]:
    headings = tuple(
        Placed(number, column.heading, "column_heading", column.kind) for number, column in enumerate(table.columns, 1)
    )
    rows = [_row(headings, widths)]
    for values in table.rows:
        entries = tuple(
            Placed(number, value, "entry", column.kind)
            for number, (column, value) in enumerate(zip(table.columns, values, strict=True), 1)
        )
        rows.append(_row(entries, widths))
    return rows


def _row(cells: tuple[Placed, ...], widths: tuple[int, ...]) -> Line:
    return Line(max(_height(cell, widths) for cell in cells), cells)


def _height(cell: Placed, widths: tuple[int, ...]) -> float:
    size = SIZES[cell.role]
    text = cell.value.text if isinstance(cell.value, Link) else cell.value
    if cell.role not in _WRAPPED or not isinstance(text, str):
        return fitting.row_height(1, size)
    indented = cell.role in {"column_heading", "entry"} and cell.column > 1
    room = widths[cell.column - 1] - fitting.PADDING - (fitting.INDENT if indented else 0)
    return fitting.row_height(len(fitting.lines(clean(text), room, size, bold=cell.role in BOLD)), size)
