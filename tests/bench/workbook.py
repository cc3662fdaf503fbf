"""How long the governors' workbook takes, beside XlsxWriter writing the same cells. Run by hand:

python -m tests.bench.workbook [--staff 34 3000 12000] [--times 5]

The figures are computed from every member of staff; the workbook itself is small, whatever the school.
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import Any

from exports.book import Book, Chart, Link, Marked, Sheet
from exports.governors import governors_book
from exports.layout import plan
from exports.suppress import governors_view
from exports.writing import write
from tests.exports.registers import AS_AT, a_usual_school


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--staff", type=int, nargs="+", default=[34, 3000, 12000])
    parser.add_argument("--times", type=int, default=5)
    asked = parser.parse_args()
    write(governors_book(governors_view(a_usual_school(1), AS_AT)))
    heads = ("staff", "figures ms", "again ms", "writing ms", "XlsxWriter ms", "ratio", "KB")
    print("{:>7} {:>11} {:>9} {:>11} {:>14} {:>6} {:>6}".format(*heads))
    for staff in asked.staff:
        register = a_usual_school(staff)
        began = perf_counter()
        book = governors_book(governors_view(register, AS_AT))
        first = perf_counter() - began
        again = timed(lambda known=register: governors_view(known, AS_AT), asked.times)  # type: ignore[misc]
        ours = timed(lambda made=book: write(made), asked.times)  # type: ignore[misc]
        theirs = timed(lambda made=book: same_cells(made), asked.times)  # type: ignore[misc]
        size = len(write(book)) / 1024
        print(
            f"{staff:>7} {first * 1000:>11.1f} {again * 1000:>9.1f} {ours * 1000:>11.1f} {theirs * 1000:>14.1f} "
            f"{ours / theirs:>6.2f} {size:>6.1f}"
        )


def timed(work: Callable[[], object], times: int) -> float:
    """The median of several runs, in seconds."""
    found = []
    for _ in range(times):
        began = perf_counter()
        work()
        found.append(perf_counter() - began)
    return median(found)


def same_cells(book: Book) -> bytes:
    """The same values, widths, heights and tables, as XlsxWriter writes them."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    made = io.BytesIO()
    workbook = Workbook(made, {"in_memory": True, "strings_to_formulas": False})
    shown = workbook.add_format({"font_name": "Arial", "font_size": 11, "text_wrap": True})
    for sheet in book.sheets:
        laid_out = plan(sheet)
        worksheet = workbook.add_worksheet(sheet.tab)
        for number, pixels in enumerate(laid_out.widths):
            worksheet.set_column_pixels(number, number, pixels)
        for number, line in enumerate(laid_out.rows):
            worksheet.set_row(number, line.height)
            for placed in line.cells:
                value = placed.value.text if isinstance(placed.value, Link) else placed.value
                value = value.value if isinstance(value, Marked) else value
                worksheet.write(number, placed.column - 1, str(value) if placed.kind == "day" else value, shown)
        if sheet.table:
            headings = [{"header": column.heading} for column in sheet.table.columns]
            first = laid_out.heading_row - 1
            details = {"name": sheet.table.name, "columns": headings, "autofilter": False}
            worksheet.add_table(first, 0, len(laid_out.rows) - 1, len(headings) - 1, details)
        if sheet.chart:
            worksheet.insert_chart(laid_out.chart_row - 1, 0, same_chart(workbook, sheet, sheet.chart))
    workbook.close()
    return made.getvalue()


def same_chart(workbook: Any, sheet: Sheet, chart: Chart) -> Any:
    """The same bars, from the same cells."""
    assert sheet.table is not None
    laid_out = plan(sheet)
    headings = [column.heading for column in sheet.table.columns]
    drawn = workbook.add_chart({"type": "bar" if chart.shape == "bars" else "column"})
    rows = laid_out.heading_row, laid_out.last_row - 1
    names = headings.index(chart.categories)
    for heading in chart.series:
        column = headings.index(heading)
        drawn.add_series(
            {
                "name": [sheet.tab, laid_out.heading_row - 1, column],
                "categories": [sheet.tab, rows[0], names, rows[1], names],
                "values": [sheet.tab, rows[0], column, rows[1], column],
                "data_labels": {"value": True},
            }
        )
    drawn.set_title({"name": chart.title})
    return drawn


if __name__ == "__main__":
    main()
