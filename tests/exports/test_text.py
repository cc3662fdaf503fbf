from __future__ import annotations

import io
import unicodedata
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from exports.refusals import ExportRefused
from exports.workbook.book import Book, Column, Properties, Sheet, Table
from exports.workbook.fitting import width
from exports.workbook.text import FOOTER_SIZE, LANDSCAPE, PORTRAIT, clean, footer, needs_quote_prefix, safe_text
from exports.workbook.writing import write
from tests.exports.registers import HOSTILE
from tests.exports.workbook_parts import Package

STAMP = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def book_of(texts: list[str]) -> Book:
    table = Table("Texts_typed", (Column("Typed", "text", 300),), tuple((text,) for text in texts))
    sheet = Sheet("Texts", "Texts", "One table: texts.", table=table)
    return Book((sheet,), Properties("t", "s", "Office", "c", "k", STAMP), ("School", "no names", "As at"))


def read_back(texts: list[str]) -> list[object]:
    rows = CalamineWorkbook.from_filelike(io.BytesIO(write(book_of(texts)))).get_sheet_by_name("Texts").to_python()
    return [row[0] for row in rows[3:]]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet=st.characters(codec=None), min_size=1, max_size=40), min_size=1, max_size=8))
def test_whatever_is_typed_stays_text_and_reads_back_as_typed(texts: list[str]) -> None:
    assert read_back(texts) == [clean(text) for text in texts]


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="_x0041Ff=\r\n ", max_size=30))
def test_what_looks_like_an_escape_is_kept(text: str) -> None:
    assert read_back([f"a{text}a"]) == [clean(f"a{text}a")]


def test_hostile_texts_come_back_as_they_were() -> None:
    assert read_back(list(HOSTILE)) == [
        unicodedata.normalize("NFC", text).replace("\x07", "\ufffd").replace("\t", " ").replace("\u202e", "")
        for text in HOSTILE
    ]


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("http://x")', "==", "=", "#N/A", "#REF!"])
def test_no_text_becomes_a_formula_or_an_error(text: str) -> None:
    package = Package(write(book_of([text])))
    (sheet,) = package.sheets
    assert sheet.cells[4, 1].value == text
    assert sheet.cells[4, 1].is_text
    assert not list(sheet.xml.iter("{*}f"))


def test_a_text_excel_would_take_for_a_formula_carries_the_quote_prefix() -> None:
    package = Package(write(book_of(["=1+1", "plain"])))
    formats = package.xml("xl/styles.xml").find("{*}cellXfs")
    assert formats is not None
    prefixed = [formats[package.sheets[0].cells[row, 1].style].get("quotePrefix") for row in (4, 5)]
    assert prefixed[0] == "1"
    assert prefixed[1] in {None, "0"}
    assert all(needs_quote_prefix(text) for text in ("-1", "+44", "@x", "'x"))


def test_a_text_too_long_for_a_cell_is_refused_not_cut() -> None:
    assert len(safe_text("x" * 32767)) == 32767
    with pytest.raises(ExportRefused, match="32,768"):
        safe_text("x" * 32768)
    with pytest.raises(ExportRefused):
        safe_text("😀" * 16384)


def test_half_a_character_is_replaced() -> None:
    assert clean("a\ud800b\uffff") == "a\ufffdb\ufffd"


@given(st.text(max_size=400), st.text(max_size=20))
def test_a_footer_fits_and_doubles_every_ampersand(school: str, centre: str) -> None:
    left, middle, right = footer(school, "no names", centre, "Page &P of &N")
    assert len(f"&L&8 {left}&C&8 {middle}&R&8 {right}") <= 255
    assert left.endswith("no names")
    assert left.replace("&&", "").count("&") == 0


@pytest.mark.parametrize("page", [LANDSCAPE, PORTRAIT])
@pytest.mark.parametrize(
    "school", ["W" * 300, "St Mary’s and St John’s Church of England Voluntary Aided Primary School"]
)
def test_a_schools_long_name_does_not_run_into_the_date(school: str, page: float) -> None:
    left, middle, _ = footer(school, "Strictly confidential", "As at 20 November 2026", "", page)
    assert width(left, FOOTER_SIZE) + width(middle, FOOTER_SIZE) / 2 <= page / 2
    assert left.endswith("Strictly confidential")


def test_a_schools_ampersand_prints_as_one() -> None:
    assert footer("St Mary's & St John's", "no names", "x", "")[0] == "St Mary's && St John's. no names"


@pytest.mark.parametrize(
    ("tab", "name", "headings"),
    [
        ("History", "Good_name", ("A",)),
        ("a/b", "Good_name", ("A",)),
        ("x" * 32, "Good_name", ("A",)),
        ("Sheet1", "Good_name", ("A",)),
        ("Good", "T1", ("A",)),
        ("Good", "Table1", ("A",)),
        ("Good", "two words", ("A",)),
        ("Good", "Good_name", ("Due", "DUE")),
        ("Good", "Good_name", (" ",)),
    ],
)
def test_what_excel_would_repair_is_refused(tab: str, name: str, headings: tuple[str, ...]) -> None:
    columns = tuple(Column(heading, "text", 90) for heading in headings)
    table = Table(name, columns, (("x",) * len(headings),))
    book = book_of(["x"])._replace(sheets=(Sheet(tab, "Title", "Holds", table=table),))
    with pytest.raises(ExportRefused):
        write(book)


def test_a_table_without_rows_is_refused() -> None:
    with pytest.raises(ExportRefused, match="no row"):
        write(book_of([]))


def test_a_date_is_a_date() -> None:
    table = Table("Days_off", (Column("Day", "date", 100),), ((date(2026, 9, 3),),))
    book = book_of(["x"])._replace(sheets=(Sheet("Days", "Days", "One table: days.", table=table),))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(write(book))).get_sheet_by_name("Days").to_python()
    assert rows[-1] == [date(2026, 9, 3)]
