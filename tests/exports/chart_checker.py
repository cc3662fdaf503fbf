"""What is wrong with a workbook's charts, read from their raw XML: words, axes, figures, and where they lie."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from lxml import etree

from tests.exports.workbook_parts import LINKED, SHEET, Package, SheetPart, area

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
EMU_OF_A_POINT = 12700


def the_charts(package: Package) -> Iterator[str]:
    for number, sheet in enumerate(package.sheets):
        said = sheet.cells.get((2, 1))
        announced = said is not None and "one chart" in str(said.value)
        found = sheet.xml.find(SHEET + "drawing")
        if announced != (found is not None):
            yield f"{sheet.tab} has a chart it does not announce, or announces one it has not"
        if found is None:
            continue
        path = package.relations(sheet.path)[found.get(LINKED) or ""]
        drawing = package.xml(path)
        yield from _words(sheet, drawing)
        yield from _place(package, sheet, number, drawing)
        for chart in package.relations(path).values():
            yield from _chart(sheet, posixpath.basename(chart), package.xml(chart))


def _words(sheet: SheetPart, drawing: etree._Element) -> Iterator[str]:
    for frame in drawing.iter(DRAWN + "cNvPr"):
        words = frame.get("descr") or ""
        if not any(character.isdigit() for character in words):
            yield f"{sheet.tab} has a chart whose figures nobody can hear"


def _place(package: Package, sheet: SheetPart, number: int, drawing: etree._Element) -> Iterator[str]:
    """Below the table, within what is printed, and on one page with it."""
    fit = sheet.xml.find(SHEET + "pageSetup")
    if fit is None or fit.get("fitToHeight") != "1" or fit.get("fitToWidth") != "1":
        yield f"{sheet.tab} may part its chart from its table on paper"
    printed = next(
        refers for name, local, refers in package.defined if (name, local) == ("_xlnm.Print_Area", str(number))
    )
    _, _, bottom, _ = area(printed.rpartition("!")[2])
    _, _, last, _ = area(sheet.tables[0].get("ref") or "")
    heights = {int(row.get("r") or 0): float(row.get("ht") or 0) for row in sheet.xml.iter(SHEET + "row")}
    for anchor in drawing:
        row = int(anchor.findtext(f"{DRAWN}from/{DRAWN}row") or 0) + 1
        size = anchor.find(DRAWN + "ext")
        high = int(size.get("cy") or 0) / EMU_OF_A_POINT if size is not None else 1e9
        if row <= last or high > sum(heights.get(below, 0) for below in range(row, bottom + 1)):
            yield f"{sheet.tab} has a chart over its table, or one that is not printed whole"


def _chart(sheet: SheetPart, name: str, chart: etree._Element) -> Iterator[str]:
    if not "".join(run.text or "" for run in chart.findall(f"{CHART}chart/{CHART}title//{TEXT}")).strip():
        yield f"{name} has no title"
    if chart.find(f".//{CHART}barChart") is None or chart.find(f".//{CHART}view3D") is not None:
        yield f"{name} has no plain bars"
    values = chart.find(f".//{CHART}valAx")
    for axis in (values, chart.find(f".//{CHART}catAx")):
        if axis is None or _value(axis, "delete") != "0":
            yield f"{name} does not show both its axes"
        elif axis.find(CHART + "majorGridlines") is not None:
            yield f"{name} has a grid behind bars that say their values"
    if values is not None and _value(values, "scaling/min") != "0":
        yield f"{name} does not begin at nought"
    for series in chart.iter(CHART + "ser"):
        yield from _series(sheet, name, series, values)


def _series(sheet: SheetPart, name: str, series: etree._Element, axis: etree._Element | None) -> Iterator[str]:
    labels = series.find(CHART + "dLbls")
    if labels is None or _value(labels, "showVal") != "1":
        yield f"{name} does not say its values on the bars"
    unlabelled = {_value(label, "idx") for label in series.iter(CHART + "dLbl") if _value(label, "showVal") == "0"}
    for part, kept in (("tx", "str"), ("cat", "str"), ("val", "num")):
        cells = _cells(sheet, series.findtext(f"{CHART}{part}/{CHART}{kept}Ref/{CHART}f") or "")
        cache = series.find(f"{CHART}{part}/{CHART}{kept}Ref/{CHART}{kept}Cache")
        points = {} if cache is None else {p.get("idx"): p.findtext(CHART + "v") for p in cache.iter(CHART + "pt")}
        if cache is None or _value(cache, "ptCount") != str(len(cells)):
            yield f"{name} has nothing for a preview to show"
            continue
        for place, cell in enumerate(cells):
            kept_point = points.get(str(place))
            if isinstance(cell, float):
                limit = float(_value(axis, "scaling/max") or "inf") if axis is not None else 0
                if kept_point is None or abs(float(kept_point) - cell) > 1e-9 or cell > limit:
                    yield f"{name} shows a figure that its table does not have, or cannot show one"
            elif part == "val":
                if kept_point is not None or str(place) not in unlabelled:
                    yield f"{name} shows a figure where there is none"
            elif kept_point != cell:
                yield f"{name} calls something by another name than its table"


def _cells(sheet: SheetPart, reference: str) -> list[str | float | None]:
    tab, _, cells = reference.rpartition("!")
    assert tab.strip("'").replace("''", "'") == sheet.tab, "a chart repeats the table above it"
    top, left, bottom, right = area(cells)
    found = [sheet.cells.get((row, column)) for row in range(top, bottom + 1) for column in range(left, right + 1)]
    return [cell.value if cell else None for cell in found]


def _value(element: etree._Element, path: str) -> str | None:
    found = element.find("/".join(CHART + step for step in path.split("/")))
    return None if found is None else found.get("val")
