"""A chart drawn from the table above it, with everything in it that a preview needs. openpyxl is imported here only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from exports.workbook.book import Chart, Sheet
from exports.workbook.layout import Plan
from exports.workbook.looks import FONT, INK, NAVY, NUMBER_FORMATS
from exports.workbook.text import clean

if TYPE_CHECKING:
    from openpyxl.chart import BarChart
    from openpyxl.chart.label import DataLabelList
    from openpyxl.chart.layout import Layout
    from openpyxl.chart.series import Series
    from openpyxl.chart.text import RichText
    from openpyxl.chart.title import Title
    from openpyxl.drawing.text import CharacterProperties

_SHADES = (NAVY, "B4C3DE")
"""Dark for this term, pale for the last: they stay apart in grey (exports 37)."""
_CENTIMETRES_OF_A_PIXEL = 2.54 / 96
_SMALL, _LARGE = 1000, 1200
"""Hundredths of a point."""


class _Box(NamedTuple):
    """Where the bars lie, as shares of the chart: room is kept for names at the side and for values at the end."""

    x: float
    y: float
    width: float
    height: float


_BOXES = {"bars": _Box(0.29, 0.11, 0.64, 0.74), "columns": _Box(0.06, 0.22, 0.92, 0.58)}


def draw(sheet: Sheet, chart: Chart, laid_out: Plan) -> BarChart:
    """The chart of a sheet: bars from zero, values on them and so no grid, both axes shown (exports 38 to 40)."""
    from openpyxl.chart import BarChart
    from openpyxl.chart.shapes import GraphicalProperties

    assert sheet.table is not None
    drawn = BarChart()
    drawn.type = "bar" if chart.shape == "bars" else "col"
    drawn.grouping = "clustered"
    drawn.gapWidth = 60
    drawn.overlap = 0
    drawn.roundedCorners = False
    drawn.title = _title(chart.title)
    drawn.series = [_series(sheet, chart, laid_out, number) for number in range(len(chart.series))]
    _set_axes(drawn, chart)
    drawn.layout = _layout(_BOXES[chart.shape])
    if len(chart.series) > 1:
        assert drawn.legend is not None
        drawn.legend.position = "b"
        drawn.legend.txPr = _text(_SMALL)
    else:
        drawn.legend = None
    drawn.graphical_properties = GraphicalProperties(solidFill="FFFFFF")
    drawn.graphical_properties.line.noFill = True
    frame: Any = drawn  # its size may be a fraction, whatever the stubs say
    frame.anchor = f"A{laid_out.chart_row}"
    frame.width = sum(laid_out.widths) * _CENTIMETRES_OF_A_PIXEL
    frame.height = chart.pixels * _CENTIMETRES_OF_A_PIXEL
    return drawn


def _set_axes(drawn: BarChart, chart: Chart) -> None:
    from openpyxl.chart.shapes import GraphicalProperties

    names, values = drawn.x_axis, drawn.y_axis
    for axis in (names, values):
        axis.delete = False
        axis.txPr = _text(_SMALL, level=True)
        axis.majorGridlines = None
        axis.graphicalProperties = GraphicalProperties()
        axis.graphicalProperties.line.solidFill = "595959"
    names.tickLblPos = "low"
    values.numFmt = NUMBER_FORMATS[chart.kind]
    values.number_format = NUMBER_FORMATS[chart.kind]
    values.scaling.min = 0
    if chart.kind == "percent":
        values.scaling.max = 1
        values.majorUnit = 0.2
    if chart.shape == "bars":
        # As the table reads, from the top down; the values stay below.
        names.scaling.orientation = "maxMin"
        values.crosses = "max"


def _series(sheet: Sheet, chart: Chart, laid_out: Plan, number: int) -> Series:
    """One column of the table as bars, with its names and values beside the references, for who cannot follow them."""
    from openpyxl.chart.data_source import (
        AxDataSource,
        NumData,
        NumDataSource,
        NumRef,
        NumVal,
        StrData,
        StrRef,
        StrVal,
    )
    from openpyxl.chart.series import Series, SeriesLabel
    from openpyxl.chart.shapes import GraphicalProperties

    assert sheet.table is not None
    heading = chart.series[number]
    names = _column(sheet, chart.categories)
    values = _column(sheet, heading)
    drawn = [(place, value) for place, value in enumerate(values) if isinstance(value, int | float)]
    shade = _SHADES[number % len(_SHADES)]
    looks = GraphicalProperties(solidFill=shade)
    if number:
        looks.line.solidFill = NAVY  # what is pale has an edge
    else:
        looks.line.noFill = True
    heading_cell = _reference(sheet, heading, laid_out.heading_row, laid_out.heading_row)
    rows = (laid_out.heading_row + 1, laid_out.last_row)
    return Series(
        idx=number,
        order=number,
        tx=SeriesLabel(
            strRef=StrRef(f=heading_cell, strCache=StrData(ptCount=1, pt=[StrVal(idx=0, v=clean(heading))]))
        ),
        spPr=looks,
        invertIfNegative=False,
        dLbls=_labels(chart, [place for place in range(len(values)) if place not in dict(drawn)]),
        cat=AxDataSource(
            strRef=StrRef(
                f=_reference(sheet, chart.categories, *rows),
                strCache=StrData(
                    ptCount=len(names), pt=[StrVal(idx=place, v=clean(str(name))) for place, name in enumerate(names)]
                ),
            )
        ),
        val=NumDataSource(
            numRef=NumRef(
                f=_reference(sheet, heading, *rows),
                numCache=NumData(
                    formatCode=NUMBER_FORMATS[chart.kind],
                    ptCount=len(values),
                    pt=[NumVal(idx=place, v=repr(value)) for place, value in drawn],
                ),
            )
        ),
    )


def _column(sheet: Sheet, heading: str) -> list[object]:
    """What stands in a column; the number itself where it is marked."""
    from exports.workbook.book import Marked

    assert sheet.table is not None
    place = [column.heading for column in sheet.table.columns].index(heading)
    found = [row[place] for row in sheet.table.rows]
    return [value.value if isinstance(value, Marked) else value for value in found]


def _reference(sheet: Sheet, heading: str, first: int, last: int) -> str:
    from openpyxl.utils import get_column_letter

    assert sheet.table is not None
    letter = get_column_letter([column.heading for column in sheet.table.columns].index(heading) + 1)
    tab = sheet.tab.replace("'", "''")
    cells = f"${letter}${first}" if first == last else f"${letter}${first}:${letter}${last}"
    return f"'{tab}'!{cells}"


def _labels(chart: Chart, without: list[int]) -> DataLabelList:
    """The value on every bar; none where there is no figure, which is not a nought."""
    from openpyxl.chart.label import DataLabel, DataLabelList

    flags = {"showLegendKey": False, "showCatName": False, "showSerName": False, "showPercent": False}
    return DataLabelList(
        dLbl=[DataLabel(idx=place, showVal=False, **flags) for place in without],
        numFmt=NUMBER_FORMATS[chart.kind],
        txPr=_text(_SMALL),
        dLblPos="outEnd",
        showVal=True,
        **flags,
    )


# Text and places ------------------------------------------------------------


def _text(size: int, *, level: bool = False) -> RichText:
    """How text looks; `level` text is never turned to make it fit."""
    from openpyxl.chart.text import RichText
    from openpyxl.drawing.text import Paragraph, ParagraphProperties, RichTextProperties

    said = Paragraph(pPr=ParagraphProperties(defRPr=_font(size, INK)), endParaRPr=None)
    return RichText(bodyPr=RichTextProperties(rot=0, vert="horz") if level else None, p=[said])


def _font(size: int, colour: str, *, bold: bool = False) -> CharacterProperties:
    from openpyxl.drawing.text import CharacterProperties, Font

    return CharacterProperties(latin=Font(typeface=FONT), sz=size, b=bold, solidFill=colour)


def _title(text: str) -> Title:
    from openpyxl.chart.text import RichText, Text
    from openpyxl.chart.title import Title
    from openpyxl.drawing.text import Paragraph, ParagraphProperties, RegularTextRun

    font = _font(_LARGE, NAVY, bold=True)
    said = Paragraph(pPr=ParagraphProperties(defRPr=font), r=[RegularTextRun(rPr=font, t=clean(text))])
    return Title(tx=Text(rich=RichText(p=[said])), overlay=False)


def _layout(box: _Box) -> Layout:
    from openpyxl.chart.layout import Layout, ManualLayout

    return Layout(
        manualLayout=ManualLayout(
            layoutTarget="inner", xMode="edge", yMode="edge", x=box.x, y=box.y, w=box.width, h=box.height
        )
    )
