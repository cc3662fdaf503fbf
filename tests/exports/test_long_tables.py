"""A table of thousands of rows is written another way, and must come out the same."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from exports.refusals import ExportRefused
from exports.workbook import layout
from exports.workbook.book import Book, Cell, Column, Properties, Sheet, Table
from exports.workbook.writing import write
from tests.exports.registers import HOSTILE
from tests.exports.workbook_parts import Package

STAMP = datetime(2026, 11, 20, 9, 41, tzinfo=UTC)
COLUMNS = (
    Column("Sequence", "count", 90),
    Column("When", "moment", 150),
    Column("Day", "date", 100),
    Column("Words", "text", 200),
    Column("Share", "percent", 80),
)


def rows(count: int) -> tuple[tuple[Cell, ...], ...]:
    texts: tuple[str | None, ...] = (*HOSTILE, None, "plain", "a longer text that has to be broken into lines " * 3, "")
    return tuple(
        (
            number,
            STAMP.replace(tzinfo=None) + timedelta(minutes=37 * number, microseconds=number),
            None if number % 5 == 0 else date(1999, 12, 31) + timedelta(days=number),
            texts[number % len(texts)],
            number / 7,
        )
        for number in range(count)
    )


def a_book(count: int) -> Book:
    table = Table("Log_entries", COLUMNS, rows(count), filters=True, frozen=1)
    return Book(
        sheets=(
            Sheet("First", "First", "Another sheet before it.", facts=(), lines=("A line.",), widths=(300,)),
            Sheet("Log", "Log", "One table.", table=table),
        ),
        properties=Properties("Log", "All of it", "School office", "Confidential", "log", STAMP),
        footer=("Bradley", "Confidential", "As at 20 November 2026"),
    )


def cells(content: bytes) -> Iterator[tuple[object, ...]]:
    """Every cell with all its looks, every row with its height, and what stands around them."""
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in workbook.worksheets:
        yield (
            sheet.title,
            sheet.dimensions,
            sheet.print_area,
            sheet.freeze_panes,
            [t.ref for t in sheet.tables.values()],
        )
        for line in sheet.iter_rows():
            row = sheet.row_dimensions[line[0].row or 0]
            yield row.height, row.customHeight
            for cell in line:
                yield cell.coordinate, cell.data_type, cell.value, cell.number_format, cell.quotePrefix
                yield repr(cell.font), repr(cell.alignment), repr(cell.border)


def test_it_is_the_same_either_way(monkeypatch: pytest.MonkeyPatch) -> None:
    cell_by_cell = write(a_book(60))
    monkeypatch.setattr(layout, "LONG", 10)
    straight = write(a_book(60))
    assert list(cells(straight)) == list(cells(cell_by_cell))
    assert Package(straight).strings == Package(cell_by_cell).strings
    assert write(a_book(60)) == straight


def test_it_reads_back_as_it_was_given() -> None:
    count = layout.LONG + 1
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(write(a_book(count)))).get_sheet_by_name("Log")
    read = sheet.to_python()
    assert len(read) == count + 3
    assert read[-1][0] == count - 1
    for given, found in zip(rows(count)[:60], read[3:], strict=False):
        assert isinstance(found[1], datetime)
        assert isinstance(given[1], datetime)
        assert abs(found[1] - given[1]) < timedelta(seconds=1)
        assert found[2] == (given[2] or "")


def test_more_rows_than_excel_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "LONG", 10)
    monkeypatch.setattr("exports.workbook.long_tables.MOST_ROWS", 50)
    with pytest.raises(ExportRefused, match="There are 60 rows, and a sheet holds 50"):
        write(a_book(60))
