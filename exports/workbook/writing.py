"""From a book's values to the bytes of a workbook. The only place that imports openpyxl's workbook."""

from __future__ import annotations

import io
from datetime import UTC
from typing import TYPE_CHECKING, Any

from exports.workbook import looks
from exports.workbook.book import Book, Cell, Column, Kind, Link, Marked, Sheet, Table, check
from exports.workbook.finisher import finish
from exports.workbook.fitting import column_width
from exports.workbook.layout import CHART_ROW, Placed, Plan, Role, plan
from exports.workbook.long_tables import LongTable, Styles
from exports.workbook.text import (
    FOOTER_SIZE,
    LANDSCAPE,
    PORTRAIT,
    clean,
    footer,
    header,
    needs_quote_prefix,
    one_line,
    safe_text,
    shortened,
)

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

PAGES = "Page &P of &N"
_CENTIMETRE = 1 / 2.54
_A4 = 9


def write(book: Book) -> bytes:
    """The workbook as a file's bytes: the same book gives the same bytes.

    Raises ExportRefused for names, headings or texts that no workbook can hold.
    """
    from openpyxl import Workbook

    check(book)
    charts = [sheet.chart for sheet in book.sheets if sheet.chart]
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    long_tables: dict[int, LongTable] = {}
    worn: _Worn = {}
    for number, sheet in enumerate(book.sheets, 1):
        laid_out = plan(sheet)
        worksheet = workbook.create_sheet(safe_text(sheet.tab))
        _fill(worksheet, laid_out, worn)
        _set_up_page(worksheet, sheet, laid_out)
        _say_on_every_page(worksheet, book, sheet)
        if sheet.table:
            _make_table(worksheet, sheet.table, laid_out)
        if sheet.chart:
            from exports.workbook.charts import draw

            worksheet.add_chart(draw(sheet, sheet.chart, laid_out))
            for row in range(laid_out.last_row + 1, laid_out.printed_to + 1):
                worksheet.row_dimensions[row].height = CHART_ROW
        for name, row in laid_out.fact_rows:
            _define(workbook, name, sheet.tab, f"$B${row}")
        if sheet.table and laid_out.long_rows:
            long_tables[number] = LongTable(laid_out, _styles(workbook, sheet.table))
    _define_figures(workbook, book)
    _describe(workbook, book)
    drafted = io.BytesIO()
    workbook.save(drafted)
    told = [(one_line(chart.title), one_line(chart.alternative)) for chart in charts]
    return finish(drafted.getvalue(), book.properties.stamp, long_tables, told)


# Cells ----------------------------------------------------------------------


def _fill(worksheet: Worksheet, laid_out: Plan, worn: _Worn) -> None:
    from openpyxl.utils import get_column_letter

    for number, pixels in enumerate(laid_out.widths, 1):
        worksheet.column_dimensions[get_column_letter(number)].width = column_width(pixels)
    for number, line in enumerate(laid_out.rows, 1):
        worksheet.row_dimensions[number].height = line.height
        for placed in line.cells:
            _write_cell(worksheet, number, placed, worn)


_Look = tuple[Role, Kind, bool, bool, bool, str]
_Worn = dict[_Look, Any]
"""Every look that a workbook's cells have had: openpyxl takes its time over each cell that is dressed from nothing."""


def _write_cell(worksheet: Worksheet, row: int, placed: Placed, worn: _Worn) -> None:
    cell: Any = worksheet.cell(row, placed.column)
    value = placed.value
    number_format, quoted = "", False
    link = value if isinstance(value, Link) else None
    if isinstance(value, Link):
        value = value.text
    if value is None or (isinstance(value, str) and not clean(value)):
        pass  # left empty, with its looks
    elif isinstance(value, str):
        cell.value = safe_text(value)
        # After the value: openpyxl makes a formula of any text that begins with an equals sign.
        cell.data_type = "s"
        quoted = needs_quote_prefix(value)
    else:
        cell.value = value.value if isinstance(value, Marked) else value
        number_format = looks.NUMBER_FORMATS[placed.kind] + (f'" {value.mark}"' if isinstance(value, Marked) else "")
    look = (placed.role, placed.kind, placed.column == 1, link is not None, quoted, number_format)
    if look not in worn:
        _dress(cell, look)
        worn[look] = cell._style  # noqa: SLF001 - openpyxl's own way to a look already known
    cell._style = worn[look]  # noqa: SLF001
    if link is not None:
        from openpyxl.worksheet.hyperlink import Hyperlink

        cell.hyperlink = Hyperlink(
            ref=cell.coordinate, location=f"{_quoted(link.sheet)}!A1", tooltip=link.tip, display=link.text
        )


def _dress(cell: Any, look: _Look) -> None:
    role, kind, first, link, quoted, number_format = look
    cell.quotePrefix = quoted
    if number_format:
        cell.number_format = number_format
    cell.font = looks.font(role, link=link)
    cell.alignment = looks.alignment(role, kind, first=first)
    if (border := looks.border(role)) is not None:
        cell.border = border


def _styles(workbook: Workbook, table: Table) -> tuple[Styles, ...]:
    """The numbers of the looks that the cells of each column have, found by trying them on."""
    scratch = workbook.create_sheet("Scratch")
    found = []
    for number, column in enumerate(table.columns, 1):
        tried: tuple[Cell, ...] = ("text", "=text", 1)
        for row, value in enumerate(tried, 1):
            _write_cell(scratch, row, Placed(number, value, "entry", column.kind), {})
        found.append(Styles(*(scratch.cell(row, number).style_id for row in (1, 2, 3))))
    workbook.remove(scratch)
    return tuple(found)


def _quoted(tab: str) -> str:
    return "'" + tab.replace("'", "''") + "'"


# Tables ---------------------------------------------------------------------


def _make_table(worksheet: Worksheet, table: Table, laid_out: Plan) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.filters import AutoFilter
    from openpyxl.worksheet.table import Table as RealTable
    from openpyxl.worksheet.table import TableColumn

    first, last = laid_out.heading_row, laid_out.last_row
    reference = f"A{first}:{get_column_letter(len(table.columns))}{last}"
    real = RealTable(displayName=table.name, name=table.name, ref=reference)
    # By hand, or openpyxl puts filter buttons on it (exports 21).
    real.tableColumns = [
        TableColumn(id=number, name=safe_text(column.heading)) for number, column in enumerate(table.columns, 1)
    ]
    real.autoFilter = AutoFilter(ref=reference) if table.filters else None
    worksheet.add_table(real)
    if table.frozen is not None:
        worksheet.freeze_panes = f"{get_column_letter(table.frozen + 1)}{first + 1}"
    if table.colours:
        _colour(worksheet, table, first + 1, last)
    for number, column in enumerate(table.columns, 1):
        if column.choices:
            letter = get_column_letter(number)
            _offer(worksheet, column, f"{letter}{first + 1}:{letter}{last}")


def _colour(worksheet: Worksheet, table: Table, first: int, last: int) -> None:
    from openpyxl.formatting.rule import Rule
    from openpyxl.utils import get_column_letter

    assert table.colours is not None
    letter = get_column_letter([column.heading for column in table.columns].index(table.colours.heading) + 1)
    for word, tone in table.colours.colours.items():
        quoted = word.replace('"', '""')
        rule = Rule(type="cellIs", operator="equal", formula=[f'"{quoted}"'], dxf=looks.tone(tone))
        worksheet.conditional_formatting.add(f"{letter}{first}:{letter}{last}", rule)


def _offer(worksheet: Worksheet, column: Column, cells: str) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    assert column.choices is not None
    words, prompt = column.choices
    # Said outright: openpyxl leaves the box that stops a wrong entry off (exports 3).
    rule = DataValidation(
        type="list",
        formula1=f'"{",".join(words)}"',
        allow_blank=True,
        showErrorMessage=True,
        errorTitle=shortened(column.heading, 32),
        error="Choose one of the words in the list.",
        showInputMessage=True,
        promptTitle=shortened(column.heading, 32),
        prompt=prompt,
    )
    rule.add(cells)
    worksheet.add_data_validation(rule)


# The page and the workbook --------------------------------------------------


def _set_up_page(worksheet: Worksheet, sheet: Sheet, laid_out: Plan) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.page import PageMargins
    from openpyxl.worksheet.pagebreak import Break
    from openpyxl.worksheet.properties import PageSetupProperties

    worksheet.sheet_view.showGridLines = False
    worksheet.page_setup.paperSize = _A4
    worksheet.page_setup.orientation = "portrait" if sheet.portrait else "landscape"
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    worksheet.page_setup.fitToWidth = 1
    worksheet.page_setup.fitToHeight = int(sheet.one_page)
    side = 1.3 * _CENTIMETRE
    worksheet.page_margins = PageMargins(
        left=side, right=side, top=side, bottom=1.8 * _CENTIMETRE, header=0.8 * _CENTIMETRE, footer=0.8 * _CENTIMETRE
    )
    for row in laid_out.page_breaks:
        worksheet.row_breaks.append(Break(id=row))
    if not sheet.bare:  # Word would offer the area as a second list to merge
        worksheet.print_area = f"A1:{get_column_letter(len(laid_out.widths))}{laid_out.printed_to}"
    if laid_out.heading_row:
        worksheet.print_title_rows = f"{laid_out.heading_row}:{laid_out.heading_row}"


def _say_on_every_page(worksheet: Worksheet, book: Book, sheet: Sheet) -> None:
    parts = footer(*book.footer, PAGES, PORTRAIT if sheet.portrait else LANDSCAPE)
    shown: Any = worksheet.oddFooter
    for part, text in zip((shown.left, shown.center, shown.right), parts, strict=True):
        part.text, part.size = text, FOOTER_SIZE
    if book.header:
        top: Any = worksheet.oddHeader
        top.right.text, top.right.size = header(book.header), FOOTER_SIZE


def _define_figures(workbook: Workbook, book: Book) -> None:
    from openpyxl.utils import get_column_letter

    for name in book.names:
        sheet = next(sheet for sheet in book.sheets if sheet.tab == name.tab)
        assert sheet.table is not None
        column = [column.heading for column in sheet.table.columns].index(name.heading) + 1
        row = plan(sheet).heading_row + 1 + name.row
        _define(workbook, name.name, name.tab, f"${get_column_letter(column)}${row}")


def _define(workbook: Workbook, name: str, tab: str, cell: str) -> None:
    from openpyxl.workbook.defined_name import DefinedName

    workbook.defined_names[name] = DefinedName(name, attr_text=f"{_quoted(tab)}!{cell}")


def _describe(workbook: Workbook, book: Book) -> None:
    said = book.properties
    properties = workbook.properties
    properties.title = one_line(said.title)
    properties.subject = one_line(said.subject)
    properties.creator = one_line(said.author)
    properties.lastModifiedBy = one_line(said.author)
    properties.category = one_line(said.category)
    properties.keywords = one_line(said.keywords)
    properties.language = "en-GB"
    properties.created = said.stamp.astimezone(UTC).replace(tzinfo=None)
