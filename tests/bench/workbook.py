"""What a workbook costs, beside XlsxWriter writing the same cells. Run by hand:

python tests/bench/workbook.py [--staff 34 12000] [--runs 9]

Each run is a process of its own, from its start to its end: Python, the imports, reading the values and writing the
file. Ours and XlsxWriter's take turns, and what is said is the median, of the clock and of the processor. XlsxWriter
keeps nothing in memory (constant_memory) and is given every width and height, worked out beforehand; it leaves out
tables, which it cannot write so.
"""

from __future__ import annotations

import argparse
import os
import pickle
import subprocess
import sys
import tempfile
from datetime import date, datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

if TYPE_CHECKING:
    from exports.workbook.book import Chart, Sheet

WORKBOOKS = "governors", "matrix"

PlainCell = str | int | float | date | datetime | None


class PlainSheet(NamedTuple):
    """A sheet as XlsxWriter is given it: nothing is left to be worked out."""

    tab: str
    widths: tuple[int, ...]
    rows: tuple[tuple[float, tuple[PlainCell, ...]], ...]
    """Each with its height."""
    coloured: tuple[tuple[int, int, int, int], tuple[str, ...]] | None
    """The column of words with rules for their colours, from row and column to row and column."""
    charts: tuple[dict[str, Any], ...]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--staff", type=int, nargs="+", default=[34, 3000, 12000])
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--step", nargs=2, metavar=("STEP", "OF"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.step:
        step, of = asked.step
        {"ours": ours, "theirs": theirs, "values": values_of}[step](Path(of))
        return
    heads = ("workbook", "staff", "ours ms", "XlsxWriter ms", "ratio", "ours cpu", "its cpu", "ratio", "MB", "its MB")
    print("{:<10} {:>6} {:>8} {:>14} {:>6} {:>9} {:>8} {:>6} {:>5} {:>6}".format(*heads))
    with tempfile.TemporaryDirectory() as folder:
        for staff in asked.staff:
            school = Path(folder) / str(staff)
            school.mkdir()
            a_process("values", school)
            for name in WORKBOOKS:
                print(f"{name:<10} {staff:>6} {compared(school / name, asked.runs)}", flush=True)


def values_of(school: Path) -> None:
    """Puts what is to be written into a folder that is called by the number of staff; they are in their fifth year."""
    from exports.kinds import KINDS, Wanted
    from store.demo.entries import demo_entries
    from store.ledger import MemoryLedger
    from store.register import Register

    as_at = date(2026, 11, 20)
    register = Register(MemoryLedger(demo_entries(today=date(2026, 11, 22), staff=int(school.name), years=5)))
    wanted = Wanted(register, as_at, None, "J Patel", as_at)
    for word in WORKBOOKS:
        book = KINDS[word].make(wanted)
        (school / f"{word}.ours").write_bytes(pickle.dumps(book))
        (school / f"{word}.theirs").write_bytes(pickle.dumps(tuple(plain(sheet) for sheet in book.sheets)))


def compared(values: Path, runs: int) -> str:
    found: dict[str, list[tuple[float, float, float]]] = {"ours": [], "theirs": []}
    for _ in range(runs):
        for who, times in found.items():
            times.append(a_process(who, values.with_suffix(f".{who}")))
    (wall, cpu, memory), (its_wall, its_cpu, its_memory) = (
        tuple(median(column) for column in zip(*times, strict=True)) for times in found.values()
    )
    return (
        f"{wall * 1000:>8.0f} {its_wall * 1000:>14.0f} {wall / its_wall:>6.2f} {cpu * 1000:>9.0f} "
        f"{its_cpu * 1000:>8.0f} {cpu / its_cpu:>6.2f} {memory:>5.0f} {its_memory:>6.0f}"
    )


def a_process(step: str, of: Path) -> tuple[float, float, float]:
    """Seconds by the clock and of the processor, and the most memory in MB."""
    began = perf_counter()
    with subprocess.Popen([sys.executable, __file__, "--step", step, str(of)]) as process:
        _, status, used = os.wait4(process.pid, 0)
        taken = perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{step} failed on {of.name}")
    return taken, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


# Ours -----------------------------------------------------------------------


def ours(file: Path) -> None:
    """Writes a book as the program does."""
    book = pickle.loads(file.read_bytes())
    from exports.workbook.writing import write

    file.with_suffix(".ours.xlsx").write_bytes(write(book))


# XlsxWriter's ---------------------------------------------------------------


def theirs(file: Path) -> None:
    """The same values, widths, heights, rules and charts, as XlsxWriter writes them."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    sheets: tuple[PlainSheet, ...] = pickle.loads(file.read_bytes())
    workbook = Workbook(file.with_suffix(".theirs.xlsx"), {"constant_memory": True, "strings_to_formulas": False})
    shown = workbook.add_format({"font_name": "Arial", "font_size": 11, "text_wrap": True})
    days = workbook.add_format({"font_name": "Arial", "font_size": 11, "num_format": "dd/mm/yyyy"})
    colour = workbook.add_format({"bg_color": "#E2F0D9"})
    for sheet in sheets:
        worksheet = workbook.add_worksheet(sheet.tab)
        for number, pixels in enumerate(sheet.widths):
            worksheet.set_column_pixels(number, number, pixels)
        for number, (height, cells) in enumerate(sheet.rows):
            worksheet.set_row(number, height)
            for column, value in enumerate(cells):
                if isinstance(value, date):
                    worksheet.write_datetime(number, column, value, days)
                else:
                    worksheet.write(number, column, value, shown)
        if sheet.coloured:
            place, words = sheet.coloured
            for word in words:
                rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": colour}
                worksheet.conditional_format(*place, rule)
        for chart in sheet.charts:
            drawn = workbook.add_chart({"type": chart["type"]})
            for series in chart["series"]:
                drawn.add_series(series)
            worksheet.insert_chart(chart["row"], 0, drawn)
    workbook.close()


def plain(sheet: Sheet) -> PlainSheet:
    """A sheet laid out as ours is, in values alone."""
    from exports.workbook.layout import entry_height, plan

    laid_out = plan(sheet)
    rows = [(line.height, tuple(bare(placed.value) for placed in line.cells)) for line in laid_out.rows]
    rows += [(entry_height(row, laid_out.widths), tuple(map(bare, row))) for row in laid_out.long_rows]
    coloured = None
    if sheet.table and sheet.table.colours:
        column = [column.heading for column in sheet.table.columns].index(sheet.table.colours.heading)
        place = laid_out.heading_row, column, laid_out.last_row - 1, column
        coloured = place, tuple(sheet.table.colours.colours)
    charts = (plain_chart(sheet, sheet.chart),) if sheet.chart else ()
    return PlainSheet(sheet.tab, laid_out.widths, tuple(rows), coloured, charts)


def bare(value: object) -> PlainCell:
    from exports.workbook.book import Link, Marked

    if isinstance(value, Link):
        return value.text
    shown = value.value if isinstance(value, Marked) else value
    assert shown is None or isinstance(shown, str | int | float | date)
    return shown


def plain_chart(sheet: Sheet, chart: Chart) -> dict[str, Any]:
    """The same bars, from the same cells."""
    from exports.workbook.layout import plan

    assert sheet.table is not None
    laid_out = plan(sheet)
    headings = [column.heading for column in sheet.table.columns]
    rows = laid_out.heading_row, laid_out.last_row - 1
    names = headings.index(chart.categories)
    series = [
        {
            "name": [sheet.tab, laid_out.heading_row - 1, column],
            "categories": [sheet.tab, rows[0], names, rows[1], names],
            "values": [sheet.tab, rows[0], column, rows[1], column],
            "data_labels": {"value": True},
        }
        for column in map(headings.index, chart.series)
    ]
    return {"type": "bar" if chart.shape == "bars" else "column", "row": laid_out.chart_row - 1, "series": series}


if __name__ == "__main__":
    main()
