"""Where everything on a sheet goes: rows, columns, widths and heights. Pure; nothing of openpyxl."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Literal, NamedTuple

from exports.workbook import fitting
from exports.workbook.book import Cell, Column, Fact, Heading, Kind, Link, Sheet, Slip, Slips, Table
from exports.workbook.text import clean

Role = Literal[
    "title",
    "line",
    "heading",
    "label",
    "value",
    "column_heading",
    "filter_heading",
    "space_heading",
    "entry",
    "space",
    "note",
    "cut",
]
"""What a cell is, which decides its looks. A space is for writing by hand; a note and a cut are a slip's."""

SIZES: dict[Role, float] = {
    "title": 16,
    "line": 11,
    "heading": 13,
    "label": 11,
    "value": 11,
    "column_heading": 11,
    "filter_heading": 11,
    "space_heading": 11,
    "entry": 11,
    "space": 11,
    "note": 11,
    "cut": 11,
}
COLUMN_HEADINGS: frozenset[Role] = frozenset({"column_heading", "filter_heading", "space_heading"})
IN_TABLES: frozenset[Role] = COLUMN_HEADINGS | {"entry", "space"}
BOXED: frozenset[Role] = frozenset({"space_heading", "space"})
BOLD: frozenset[Role] = COLUMN_HEADINGS | {"title", "heading", "label"}
_WRAPPED: frozenset[Role] = IN_TABLES | {"label", "value"}
_FILTER_BUTTON, _AIR = 14.0, 8.0
"""Points that Excel's button takes at the foot of a heading, and what keeps the heading off the lines above."""
LONG = 1_000
"""Rows from which a table is written straight into the file: cell by cell it would take minutes and gigabytes."""
CHART_ROW = 15.0
"""Points of the empty rows a chart lies over."""
_PAGE = 735.0
"""Points an upright A4 page holds between its margins, with a little to spare between one program and another."""


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
    long_rows: tuple[tuple[Cell, ...], ...]
    """The rows of a table too long to be laid out cell by cell; they follow the others."""
    heading_row: int
    """The row of the table's headings; 0 where there is no table."""
    chart_rows: int
    """The empty rows below the others that a chart lies over; 0 where there is none."""
    fact_rows: tuple[tuple[str, int], ...]
    """Defined names, each with the row its value stands in, always in the second column."""
    page_breaks: tuple[int, ...]
    """The rows after which a page ends."""

    @property
    def last_row(self) -> int:
        return len(self.rows) + len(self.long_rows)

    @property
    def chart_row(self) -> int:
        """The row a chart begins in, one below what is written."""
        return self.last_row + 2

    @property
    def printed_to(self) -> int:
        """The last row that is printed."""
        return self.last_row + self.chart_rows


def plan(sheet: Sheet) -> Plan:
    """The sheet laid out. Lines too long for the sheet's width go on in the next row, for nothing may be merged."""
    widths = _widths(sheet)
    room = sum(widths) - fitting.PADDING
    rows = []
    if not sheet.bare:
        rows.append(_row((Placed(1, sheet.title, "title"),), widths))
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
    if sheet.slips:
        _add_slips(rows, breaks, sheet.slips, widths)
    heading_row = 0
    long_rows: tuple[tuple[Cell, ...], ...] = ()
    if sheet.table:
        if sheet.table.filters and rows:  # whose headings stand at the top of their row
            rows[-1] = rows[-1]._replace(height=rows[-1].height + _AIR)
        heading_row = len(rows) + 1
        if len(sheet.table.rows) > LONG and not sheet.table.to_sign:
            rows.append(_table_headings(sheet.table, widths))
            long_rows = sheet.table.rows
        else:
            rows += _table(sheet.table, widths)
    # Rows of its own, so that what is printed ends below it.
    chart_rows = math.ceil(sheet.chart.pixels / fitting.POINTS_TO_PIXELS / CHART_ROW) + 2 if sheet.chart else 0
    return Plan(widths, tuple(rows), long_rows, heading_row, chart_rows, tuple(named), tuple(breaks))


def _widths(sheet: Sheet) -> tuple[int, ...]:
    """Pixels of every column: as they are asked for, but wide enough for the longest text in so many lines."""
    if sheet.table:
        columns, rows = sheet.table.columns, sheet.table.rows
    elif sheet.slips:
        columns, rows = sheet.slips.columns, tuple(row for slip in sheet.slips.slips for row in slip.rows)
    else:
        return sheet.widths
    return tuple(
        fitting.wide_enough(column.pixels, [_text(row[place]) for row in rows], SIZES["entry"])
        for place, column in enumerate(columns)
    )


def _lines(text: str, room: int, role: Role = "line") -> list[Line]:
    size = SIZES[role]
    return [
        Line(fitting.row_height(1, size), (Placed(1, line, role),)) for line in fitting.lines(clean(text), room, size)
    ]


def _fact(fact: Heading | Fact, widths: tuple[int, ...]) -> Line:
    if isinstance(fact, Heading):
        placed = Placed(1, fact.text, "heading")
        height = fitting.row_height(1, SIZES["heading"]) + 8
        return Line(height, (placed,))
    row = _row((Placed(1, fact.label, "label"), Placed(2, fact.value, "value", fact.kind)), widths)
    return row._replace(height=max(row.height, fitting.HANDWRITING)) if fact.to_write_on else row


def _table(table: Table, widths: tuple[int, ...]) -> list[Line]:
    role: Role = "space" if table.to_sign else "entry"
    lowest = fitting.HANDWRITING if table.to_sign else 0.0
    rows = [_entries(values, table.columns, role, widths) for values in table.rows]
    return [_table_headings(table, widths), *(row._replace(height=max(row.height, lowest)) for row in rows)]


def _table_headings(table: Table, widths: tuple[int, ...]) -> Line:
    if not table.filters:
        return _headings(table.columns, "space_heading" if table.to_sign else "column_heading", widths)
    headings = _headings(table.columns, "filter_heading", widths)
    return headings._replace(height=headings.height + _FILTER_BUTTON)


def _headings(columns: tuple[Column, ...], role: Role, widths: tuple[int, ...]) -> Line:
    headings = (Placed(number, column.heading, role, column.kind) for number, column in enumerate(columns, 1))
    return _row(tuple(headings), widths)


def _entries(values: tuple[Cell, ...], columns: tuple[Column, ...], role: Role, widths: tuple[int, ...]) -> Line:
    entries = (
        Placed(number, value, role, column.kind)
        for number, (column, value) in enumerate(zip(columns, values, strict=True), 1)
    )
    return _row(tuple(entries), widths)


def _row(cells: tuple[Placed, ...], widths: tuple[int, ...]) -> Line:
    return Line(max(_height(cell, widths) for cell in cells), cells)


def _height(cell: Placed, widths: tuple[int, ...]) -> float:
    size = SIZES[cell.role]
    text = _text(cell.value)
    if cell.role not in _WRAPPED or not text:
        return fitting.row_height(1, size)
    indented = is_indented(cell.role, cell.kind, first=cell.column == 1)
    room = widths[cell.column - 1] - fitting.PADDING - (fitting.INDENT if indented else 0)
    return fitting.row_height(len(fitting.lines(text, room, size, bold=cell.role in BOLD)), size)


def is_number(role: Role, kind: Kind) -> bool:
    """Whether a cell of a table stands as numbers do. Facts read as a list, whatever they are."""
    return role in IN_TABLES and kind not in {"text", "day"}


def is_indented(role: Role, kind: Kind, *, first: bool) -> bool:
    """Text of a table keeps off a number in the column before it, or the line beside it; numbers never do."""
    return role in IN_TABLES and not is_number(role, kind) and (role in BOXED or not first)


def entry_height(values: tuple[Cell, ...], widths: tuple[int, ...]) -> float:
    """The height of one row of a long table."""
    size = SIZES["entry"]
    most = 1
    for column, value in enumerate(values):
        if isinstance(value, str):
            room = widths[column] - fitting.PADDING - (fitting.INDENT if column else 0)
            if len(value) * size * fitting.POINTS_TO_PIXELS > room or not value.isascii():
                most = max(most, _lines_taken(value, room))
    return fitting.row_height(most, size)


@lru_cache(maxsize=4096)
def _lines_taken(text: str, room: int) -> int:
    return len(fitting.lines(clean(text), room, SIZES["entry"]))


def _text(value: Cell) -> str:
    """What is written in a cell in letters, which may take more than one line."""
    text = value.text if isinstance(value, Link) else value
    return clean(text) if isinstance(text, str) else ""


# Slips ----------------------------------------------------------------------


def _add_slips(rows: list[Line], breaks: list[int], slips: Slips, widths: tuple[int, ...]) -> None:
    """Each slip whole: one that does not fit below the last begins a page."""
    used = sum(row.height for row in rows)
    for slip in slips.slips:
        block = _slip(slip, slips.columns, widths)
        high = sum(row.height for row in block)
        if used + high > _PAGE and rows:
            breaks.append(len(rows))
            used = 0
        used += high
        rows += block


def _slip(slip: Slip, columns: tuple[Column, ...], widths: tuple[int, ...]) -> list[Line]:
    room = sum(widths) - fitting.PADDING
    heading = SIZES["heading"]
    name = fitting.lines(clean(slip.name), room, heading, bold=True)
    cut = tuple(Placed(number, None, "cut") for number in range(1, len(columns) + 1))
    return [
        *(
            Line(fitting.row_height(1, heading) + (10 if not n else 0), (Placed(1, line, "heading"),))
            for n, line in enumerate(name)
        ),
        *_lines(slip.opening, room, "note"),
        _headings(columns, "column_heading", widths),
        *(_entries(values, columns, "entry", widths) for values in slip.rows),
        *_lines(slip.closing, room, "note"),
        Line(fitting.row_height(1, SIZES["cut"]), cut),
    ]
