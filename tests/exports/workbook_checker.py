"""What is wrong with a finished workbook, read from its raw XML.

Each rule is a function of the package that yields sentences; a sound workbook yields none. Papers for the board
have stricter rules than the office's own lists, which are filtered, filled in and signed.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from lxml import etree

from tests.exports.chart_checker import the_charts
from tests.exports.workbook_parts import LINKED, SHEET, Package, SheetPart, area, position

DUBLIN = "{http://purl.org/dc/elements/1.1/}"
FONT_ORDER = ["b", "i", "strike", "u", "sz", "color", "name", "family", "charset", "scheme"]


# The file -------------------------------------------------------------------


def the_zip(package: Package) -> Iterator[str]:
    if len(set(package.names)) != len(package.names):
        yield "a part is there twice"
    if package.names[0] != "[Content_Types].xml":
        yield "the content types do not come first"
    if {entry.date_time for entry in package.zip.infolist()} != {(1980, 1, 1, 0, 0, 0)}:
        yield "the zip tells the time it was made"
    declared = {part.get("PartName") for part in package.xml("[Content_Types].xml")}
    for name in package.names:
        if not name.endswith(".rels") and name != "[Content_Types].xml" and "/" + name not in declared:
            yield f"{name} has no content type"
        if re.search(r"vbaProject|externalLink|\.bin$", name):
            yield f"{name} has no business in a paper"
    for name in package.names:
        if name.endswith(".rels"):
            folder = posixpath.dirname(posixpath.dirname(name))
            owner = posixpath.join(folder, posixpath.basename(name).removesuffix(".rels"))
            for target in package.relations(owner).values():
                if target not in package.names:
                    yield f"{owner} leads to {target}, which is not there"


def the_properties(package: Package) -> Iterator[str]:
    core = package.xml("docProps/core.xml")
    if not (core.findtext(DUBLIN + "title") or "").strip():
        yield "the file has no title"
    if (core.findtext(DUBLIN + "creator") or "") in {"", "openpyxl", "XlsxWriter"}:
        yield "the file has no author of ours"
    if core.findtext(DUBLIN + "language") != "en-GB":
        yield "the file does not say its language"


def the_styles(package: Package) -> Iterator[str]:
    for font in package.xml("xl/styles.xml").iter(SHEET + "font"):
        places = [FONT_ORDER.index(etree.QName(part).localname) for part in font]
        if places != sorted(places):
            yield "a font has its parts out of order"
        name = font.find(SHEET + "name")
        if name is not None and name.get("val") != "Arial":
            yield f"a font is {name.get('val')}"


def the_sheets(package: Package) -> Iterator[str]:
    seen: set[str] = set()
    for sheet in package.sheets:
        tab = sheet.tab
        if not 1 <= len(tab) <= 31 or re.search(r"[\[\]:*?/\\]", tab) or tab.lower() == "history":
            yield f"{tab!r} cannot name a sheet"
        if tab.lower() in seen:
            yield f"{tab} names two sheets"
        seen.add(tab.lower())
        if not sheet.visible:
            yield f"{tab} is hidden"
    if (view := package.workbook.find(f".//{SHEET}workbookView")) is None or view.get("activeTab") not in (None, "0"):
        yield "the first sheet is not the one that opens"


def the_names(package: Package) -> Iterator[str]:
    by_tab = {sheet.tab: sheet for sheet in package.sheets}
    for name, local, refers in package.defined:
        tab, _, reference = refers.rpartition("!")
        sheet = by_tab.get(tab.strip("'").replace("''", "'"))
        if sheet is None:
            yield f"{name} points at no sheet"
        elif local is None and position(reference) not in sheet.cells:
            yield f"{name} points at an empty cell"


# Sheets ---------------------------------------------------------------------


def the_cells(package: Package) -> Iterator[str]:
    styles = package.xml("xl/styles.xml").find(SHEET + "cellXfs")
    assert styles is not None
    for sheet in package.sheets:
        if list(sheet.xml.iter(SHEET + "f")):
            yield f"{sheet.tab} holds a formula"
        if sheet.xml.findall(f".//{SHEET}is"):
            yield f"{sheet.tab} keeps text inside its cells"
        if any(cell.get("t") in {"e", "str", "b"} for cell in sheet.xml.iter(SHEET + "c")):
            yield f"{sheet.tab} holds an error or a computed text"
        for found in sheet.cells.values():
            where = f"{sheet.tab} row {found.row} column {found.column}"
            if found.value != found.value:
                yield f"{where} is not a number"
            if isinstance(found.value, str):
                if re.fullmatch(r"\s*-?\d+(\.\d+)?%?\s*", found.value):
                    yield f"{where} holds a number as text"
                if re.fullmatch(r"\d{1,2}/\d{1,2}/\d{2,4}|\d{4}-\d\d-\d\d", found.value):
                    yield f"{where} holds a date as text"
                if len(found.value) > 32767:
                    yield f"{where} holds more than a cell can"
            if found.style >= len(styles):
                yield f"{where} has a style that is not there"
        for place in ((1, 1), (2, 1)):
            if (said := sheet.cells.get(place)) is None or not said.is_text:
                yield f"{sheet.tab} does not say in A1 and A2 what it is"


def the_shape(package: Package) -> Iterator[str]:
    for sheet in package.sheets:
        if sheet.xml.find(SHEET + "mergeCells") is not None:
            yield f"{sheet.tab} has merged cells"
        if sheet.xml.find(SHEET + "autoFilter") is not None:
            yield f"{sheet.tab} has a filter of its own"
        for part in [*sheet.xml.iter(SHEET + "row"), *sheet.xml.iter(SHEET + "col")]:
            if part.get("hidden") in {"1", "true"}:
                yield f"{sheet.tab} hides a row or column"
        for row in sheet.xml.iter(SHEET + "row"):
            if row.get("customHeight") != "1" or not 0 < float(row.get("ht") or 0) <= 409.5:
                yield f"{sheet.tab} row {row.get('r')} has no height of its own"
        for link in sheet.xml.iter(SHEET + "hyperlink"):
            tab = (link.get("location") or "").rpartition("!")[0].strip("'")
            if link.get(LINKED) or tab not in [other.tab for other in package.sheets] or not link.get("tooltip"):
                yield f"{sheet.tab} has a link that leaves the workbook, leads nowhere or does not say where"


def the_printing(package: Package) -> Iterator[str]:
    for number, sheet in enumerate(package.sheets):
        paper = sheet.xml.find(SHEET + "pageSetup")
        if paper is None or paper.get("paperSize") != "9":
            yield f"{sheet.tab} is not for A4"
        fit = sheet.xml.find(f"{SHEET}sheetPr/{SHEET}pageSetUpPr")
        if fit is None or fit.get("fitToPage") != "1":
            yield f"{sheet.tab} is not fitted to the page"
        foot = sheet.xml.findtext(f"{SHEET}headerFooter/{SHEET}oddFooter") or ""
        if len(foot) > 255 or "Page &P of &N" not in foot or not re.search("(?i)confidential|personal|no names", foot):
            yield f"{sheet.tab} has a footer that is too long or says too little"
        if re.search(r"&(?![LCRPN8])", foot.replace("&&", "")):
            yield f"{sheet.tab} has an ampersand in its footer that is not doubled"
        own = {name: refers for name, local, refers in package.defined if local == str(number)}
        if sheet.tables and "_xlnm.Print_Titles" not in own:
            yield f"{sheet.tab} does not repeat its headings"
        if (printed := own.get("_xlnm.Print_Area")) is None:
            continue  # then everything is
        _, _, bottom, right = area(printed.rpartition("!")[2])
        if any(row > bottom or column > right for row, column in sheet.cells):
            yield f"{sheet.tab} has cells outside what is printed"


def the_tables(package: Package) -> Iterator[str]:
    taken = {name.lower() for name, _, _ in package.defined}
    if not any(sheet.tables for sheet in package.sheets):
        yield "the workbook has no table"
    for sheet in package.sheets:
        if len(sheet.tables) > 1:
            yield f"{sheet.tab} has two tables"
        for table in sheet.tables:
            name = table.get("displayName") or ""
            if not re.fullmatch(r"[A-Za-z]+_[A-Za-z_]+", name) or name.lower() in taken:
                yield f"{name} is no good name for a table, or is taken"
            taken.add(name.lower())
            yield from _headings_and_rows(sheet, table, name)


def _headings_and_rows(sheet: SheetPart, table: etree._Element, name: str) -> Iterator[str]:
    top, left, bottom, right = area(table.get("ref") or "")
    headings = [column.get("name") or "" for column in table.iter(SHEET + "tableColumn")]
    found = [sheet.cells.get((top, column)) for column in range(left, right + 1)]
    if [cell.value if cell and cell.is_text else None for cell in found] != headings:
        yield f"{name} has headings that are not its cells"
    if len({heading.lower() for heading in headings}) != len(headings):
        yield f"{name} has a heading twice"
    if left != 1 or bottom <= top:
        yield f"{name} does not start in column A or has no row"
    if any(row > bottom for row, _ in sheet.cells):
        yield f"{sheet.tab} has something below its table"
    for column in range(left, right + 1):
        kinds = set()
        for row in range(top + 1, bottom + 1):
            cell = sheet.cells.get((row, column))
            if cell and not re.fullmatch(r"\[[cxz]\]", str(cell.value)):
                kinds.add(cell.is_text)
        if len(kinds) > 1:
            yield f"{name} mixes text and numbers in column {column}"
    for row in range(top + 1, bottom + 1):
        if not any((row, column) in sheet.cells for column in range(left, right + 1)):
            yield f"{name} has a blank row {row}"


def the_choices(package: Package) -> Iterator[str]:
    for sheet in package.sheets:
        for rule in sheet.xml.iter(SHEET + "dataValidation"):
            words = rule.findtext(SHEET + "formula1") or ""
            if rule.get("showErrorMessage") != "1" or rule.get("showDropDown") == "1":
                yield f"{sheet.tab} offers words but takes others, or hides what it offers"
            if len(words) > 257 or len(rule.get("prompt") or "") > 255 or len(rule.get("promptTitle") or "") > 32:
                yield f"{sheet.tab} offers more than a workbook can hold"


# Papers for the board -------------------------------------------------------


def the_open_paper(package: Package) -> Iterator[str]:
    for sheet in package.sheets:
        paper = sheet.xml.find(SHEET + "pageSetup")
        if paper is None or paper.get("orientation") != "landscape":
            yield f"{sheet.tab} is not landscape"
        if "no names" not in (sheet.xml.findtext(f"{SHEET}headerFooter/{SHEET}oddFooter") or ""):
            yield f"{sheet.tab} does not say that it has no names"
        if sheet.xml.find(f".//{SHEET}pane") is not None:
            yield f"{sheet.tab} freezes panes"
        for table in sheet.tables:
            if table.find(SHEET + "autoFilter") is not None:
                yield f"{sheet.tab} has filter buttons"
            top, left, bottom, right = area(table.get("ref") or "")
            for row in range(top + 1, bottom + 1):
                if any((row, column) not in sheet.cells for column in range(left, right + 1)):
                    yield f"{sheet.tab} has an empty cell in row {row}"


RULES = (
    the_zip,
    the_properties,
    the_styles,
    the_sheets,
    the_names,
    the_cells,
    the_shape,
    the_printing,
    the_tables,
    the_choices,
    the_charts,
)


def office_problems(content: bytes) -> list[str]:
    """Everything wrong with one of the office's own lists; empty for a sound one."""
    package = Package(content)
    return [sentence for rule in RULES for sentence in rule(package)]


def problems(content: bytes) -> list[str]:
    """Everything wrong with a paper for the board; empty for a sound one."""
    return [*office_problems(content), *the_open_paper(Package(content))]
