"""A workbook read back by a reader that is not ours, and what the model says it should find."""

from __future__ import annotations

import io

from python_calamine import CalamineWorkbook

from exports.workbook.book import Book, Link, Marked
from exports.workbook.layout import plan
from exports.workbook.text import clean


def expected_cells(book: Book) -> dict[str, dict[tuple[int, int], object]]:
    """Every cell the model says there is, by sheet and by row and column from 1."""
    found: dict[str, dict[tuple[int, int], object]] = {}
    for sheet in book.sheets:
        cells = found.setdefault(sheet.tab, {})
        laid_out = plan(sheet)
        rows = [[(placed.column, placed.value) for placed in line.cells] for line in laid_out.rows]
        rows += [list(enumerate(values, 1)) for values in laid_out.long_rows]
        for number, row in enumerate(rows, 1):
            for column, given in row:
                value = given.text if isinstance(given, Link) else given
                value = value.value if isinstance(value, Marked) else value
                value = clean(value) if isinstance(value, str) else value
                if value is not None and value != "":
                    cells[number, column] = value
    return found


def read_cells(content: bytes) -> dict[str, dict[tuple[int, int], object]]:
    """Every cell a reader that is not ours finds."""
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {
        tab: {
            (row, column): value
            for row, values in enumerate(workbook.get_sheet_by_name(tab).to_python(), 1)
            for column, value in enumerate(values, 1)
            if value != ""
        }
        for tab in workbook.sheet_names
    }
