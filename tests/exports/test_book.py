"""What any workbook can be asked for: choices, a header, a page that holds its slips."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from exports.refusals import ExportRefused
from exports.workbook.book import Book, Choices, Column, Properties, Sheet, Table
from exports.workbook.writing import write
from tests.exports.workbook_parts import Package


def a_book(choices: Choices | None = None, header: str = "") -> Book:
    table = Table("Things_owed", (Column("Next step", "text", 120, choices),), (("To decide",),))
    return Book(
        sheets=(Sheet("Things", "Things", "One table.", table=table),),
        properties=Properties("Things", "", "School office", "", "", datetime(2026, 11, 20, tzinfo=UTC)),
        footer=("Bradley", "Confidential", ""),
        header=header,
    )


@pytest.mark.parametrize(
    "choices",
    [
        Choices((), ""),
        Choices(("To decide", " "), ""),
        Choices(("Yes, at once", "No"), ""),
        Choices(('the "list"',), ""),
        Choices(tuple(f"step {number}" for number in range(40)), ""),
        Choices(("To decide",), "long " * 60),
    ],
)
def test_choices_that_excel_would_repair_are_refused(choices: Choices) -> None:
    with pytest.raises(ExportRefused, match="choices that no workbook can hold"):
        write(a_book(choices))


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Copy for Zoë Łukasz", "&R&8Copy for Zoë Łukasz"),
        ("Copy for O'Brien & Sons", "&R&8Copy for O'Brien && Sons"),
        ("Copy\nfor\tsomebody", "&R&8Copy for somebody"),
        ("&" * 400, "&R&8" + "&&" * 124 + "…"),
    ],
)
def test_every_page_says_whose_copy_it_is(said: str, shown: str) -> None:
    (sheet,) = Package(write(a_book(header=said))).sheets
    found = sheet.xml.findtext("{*}headerFooter/{*}oddHeader") or ""
    assert len(found) <= 255
    assert found.replace("&8 ", "&8") == shown
