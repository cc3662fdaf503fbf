"""The checker itself: a sound workbook with one thing broken is never passed."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest

from exports.governors import governors_workbook
from exports.kinds import KINDS, Wanted
from exports.suppress import governors_view
from exports.workbook.writing import write
from tests.exports.registers import AS_AT, a_usual_school
from tests.exports.workbook_checker import office_problems, problems

Parts = dict[str, bytes]


@pytest.fixture(scope="module")
def sound() -> bytes:
    return governors_workbook(governors_view(a_usual_school(5), AS_AT))


def rebuilt(content: bytes, change: Callable[[Parts], Parts], when: tuple[int, ...] = (1980, 1, 1, 0, 0, 0)) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, part in change(parts).items():
            archive.writestr(zipfile.ZipInfo(name, when), part)  # type: ignore[arg-type]
    return made.getvalue()


def swapped(part: str, old: str, new: str) -> Callable[[Parts], Parts]:
    def change(parts: Parts) -> Parts:
        assert old.encode() in parts[part], f"{part} has no {old}"
        return {**parts, part: parts[part].replace(old.encode(), new.encode(), 1)}

    return change


COVER, SUMMARY = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet3.xml"
CHART, DRAWING = "xl/charts/chart1.xml", "xl/drawings/drawing1.xml"
TABLE, WORKBOOK, STRINGS = "xl/tables/table2.xml", "xl/workbook.xml", "xl/sharedStrings.xml"

MUTATIONS: dict[str, Callable[[Parts], Parts]] = {
    "content types last": lambda parts: dict(reversed(parts.items())),
    "a part missing": lambda parts: {name: part for name, part in parts.items() if name != TABLE},
    "a part of no type": lambda parts: {**parts, "xl/extra.xml": b"<a/>"},
    "a macro": lambda parts: {**parts, "xl/vbaProject.bin": b""},
    "a heading renamed": swapped(TABLE, 'name="Overdue"', 'name="Late"'),
    "a heading twice": swapped(TABLE, 'name="Overdue"', 'name="complete"'),
    "a table that says nothing": swapped(TABLE, 'displayName="Summary_measures"', 'displayName="Table1"'),
    "a table named like a figure": swapped(TABLE, 'displayName="Summary_measures"', 'displayName="Staff_due"'),
    "filter buttons": swapped(TABLE, "<tableColumns", '<autoFilter ref="A5:I12"/><tableColumns'),
    "a formula": swapped(SUMMARY, "<v>", "<f>1+1</f><v>"),
    "an error": swapped(SUMMARY, 't="s"', 't="e"'),
    "a cell emptied": swapped(SUMMARY, 't="n"><v>5</v>', 't="n"><v></v>'),
    "cells merged": swapped(SUMMARY, "</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>'),
    "a row hidden": swapped(SUMMARY, "<row ", '<row hidden="1" '),
    "a row without height": swapped(SUMMARY, 'customHeight="1"', ""),
    "a style that is not there": swapped(SUMMARY, ' s="', ' s="99'),
    "text below the table": swapped(
        SUMMARY, "</sheetData>", '<row r="99" ht="20" customHeight="1"><c r="A99" t="s"><v>0</v></c></row></sheetData>'
    ),
    "a number as text": swapped(STRINGS, "<t>6(i)</t>", "<t>6</t>"),
    "a date as text": swapped(STRINGS, "<t>6(i)</t>", "<t>20/11/2026</t>"),
    "text among numbers": swapped(SUMMARY, 't="n"><v>5</v>', 't="s"><v>0</v>'),
    "letter paper": swapped(SUMMARY, 'paperSize="9"', 'paperSize="1"'),
    "upright": swapped(COVER, "landscape", "portrait"),
    "not fitted": swapped(COVER, 'fitToPage="1"', 'fitToPage="0"'),
    "no handling": swapped(COVER, "no names", "names"),
    "no page number": swapped(COVER, "Page &amp;P", "Page"),
    "a lone ampersand": swapped(COVER, "Bradley", "Bradley &amp; co"),
    "no title": swapped("docProps/core.xml", "Social media policy: termly report to governors, Autumn term 2026", ""),
    "no language": swapped("docProps/core.xml", "en-GB", "fr"),
    "openpyxl as author": swapped(
        "docProps/core.xml", "School office, Bradley Primary School</dc:creator>", "openpyxl</dc:creator>"
    ),
    "a sheet hidden": swapped(WORKBOOK, 'state="visible"', 'state="hidden"'),
    "a sheet called History": swapped(WORKBOOK, 'name="Notes"', 'name="History"'),
    "two sheets of one name": swapped(WORKBOOK, 'name="Notes"', 'name="cover"'),
    "a name that points nowhere": swapped(WORKBOOK, "'Summary'!$C$", "'Summary'!$Z$"),
    "another sheet opens": swapped(WORKBOOK, 'activeTab="0"', 'activeTab="1"'),
    "a link that leads nowhere": swapped(COVER, "'Contents'!A1", "'Contentz'!A1"),
    "a link that does not say where": swapped(COVER, "tooltip=", "display2="),
    "headings that do not repeat": swapped(WORKBOOK, "_xlnm.Print_Titles", "_xlnm.Other"),
    "cells that are not printed": swapped(WORKBOOK, "$A$1:$B$", "$A$1:$A$"),
    "a chart without words": swapped(DRAWING, "descr=", "title="),
    "a chart whose words have no figures": lambda parts: {
        **parts,
        DRAWING: re.sub(rb'descr="[^"]*"', b'descr="A chart."', parts[DRAWING]),
    },
    "a chart not announced": swapped(STRINGS, "One table and, below it, one chart: what", "One table: what"),
    "a chart without a title": lambda parts: {**parts, CHART: re.sub(rb"<title>.*?</title>", b"", parts[CHART])},
    "a chart over its table": lambda parts: {**parts, DRAWING: re.sub(rb"<row>\d+", b"<row>5", parts[DRAWING])},
    "a chart that is not printed whole": swapped(DRAWING, 'cy="', 'cy="9'),
    "an axis left out": swapped(CHART, '<delete val="0"/>', '<delete val="1"/>'),
    "an axis that does not begin at nought": swapped(CHART, '<min val="0"/>', '<min val="0.5"/>'),
    "a share beyond the axis": swapped(CHART, '<max val="1"/>', '<max val="0.5"/>'),
    "a figure that is not the table’s": swapped(CHART, '<pt idx="0"><v>', '<pt idx="0"><v>9'),
    "no figures for a preview": lambda parts: {
        **parts,
        CHART: re.sub(rb"<numCache>.*?</numCache>", b"", parts[CHART]),
    },
    "no values on the bars": swapped(CHART, '<showVal val="1"/>', '<showVal val="0"/>'),
    "a grid behind the bars": swapped(CHART, "<valAx>", "<valAx><majorGridlines/>"),
    "a chart on a page of its own": swapped(SUMMARY, 'fitToHeight="1"', 'fitToHeight="0"'),
    "another font": swapped("xl/styles.xml", 'val="Arial"', 'val="Comic Sans MS"'),
    "a font in disorder": swapped("xl/styles.xml", '<name val="Arial"/>', '<name val="Arial"/><b/>'),
}


def test_a_sound_workbook_rebuilt_is_sound(sound: bytes) -> None:
    assert problems(rebuilt(sound, lambda parts: parts)) == []


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_a_workbook_with_one_thing_broken_is_found_out(mutation: str, sound: bytes) -> None:
    try:
        found = problems(rebuilt(sound, MUTATIONS[mutation]))
    except (KeyError, IndexError) as broken:
        found = [repr(broken)]
    assert found


LIST = "xl/worksheets/sheet1.xml"
OFFICE_MUTATIONS: dict[str, Callable[[Parts], Parts]] = {
    "a wrong word is taken": swapped(LIST, 'showErrorMessage="1"', 'showErrorMessage="0"'),
    "choices too long": swapped(LIST, '<formula1>"', '<formula1>"' + "long," * 60),
    "a row left blank": lambda parts: {**parts, LIST: re.sub(rb"<c r=.[A-J]7.[^/].*?</c>", b"", parts[LIST])},
    "no marking": swapped(LIST, "Confidential", ""),
    "letter paper": swapped(LIST, 'paperSize="9"', 'paperSize="1"'),
}


@pytest.fixture(scope="module")
def sound_list() -> bytes:
    register = a_usual_school(5)
    return write(KINDS["due"].make(Wanted(register, AS_AT, None, "J Patel", AS_AT)))


@pytest.mark.parametrize("mutation", OFFICE_MUTATIONS)
def test_a_list_with_one_thing_broken_is_found_out(mutation: str, sound_list: bytes) -> None:
    assert office_problems(sound_list) == []
    assert office_problems(rebuilt(sound_list, OFFICE_MUTATIONS[mutation]))


def test_an_office_list_is_no_paper_for_the_board(sound_list: bytes) -> None:
    found = " ".join(problems(sound_list))
    for what in ("filter buttons", "freezes panes", "no names", "an empty cell"):
        assert what in found


def test_a_zip_that_tells_the_time_is_found_out(sound: bytes) -> None:
    assert problems(rebuilt(sound, lambda parts: parts, (2026, 11, 20, 9, 0, 0))) == [
        "the zip tells the time it was made"
    ]
