"""The evidence pack: what a visitor asks to see, from the same figures as everywhere else."""

from __future__ import annotations

from datetime import date
from typing import Any

from exports.figures.measures import MEASURES, picture
from exports.figures.rating import percent
from exports.kinds import KINDS, Wanted
from exports.workbook.book import Book, Fact, Link
from store.changes import AdoptVersion, CheckHandbook, LinkAup, RecordBriefing
from store.register import Register
from tests.exports.registers import AS_AT, NOW, a_school, a_usual_school, add, enter

TABS = ["Cover", "Where it stands", "Matrix", "Latest starters", "Versions", "Calendar"]


def pack(register: Register, as_at: date = AS_AT) -> Book:
    return KINDS["evidence"].make(Wanted(register, as_at, None, "J", as_at))


def rows(book: Book, tab: str) -> list[dict[str, Any]]:
    table = next(sheet.table for sheet in book.sheets if sheet.tab == tab)
    assert table is not None
    return [dict(zip([column.heading for column in table.columns], row, strict=True)) for row in table.rows]


def test_its_sheets_and_the_way_to_each() -> None:
    book = pack(a_usual_school(34))
    assert [sheet.tab for sheet in book.sheets] == TABS
    labels = [fact.label for fact in book.sheets[0].facts if isinstance(fact, Fact)]
    assert [label.sheet for label in labels if isinstance(label, Link)] == TABS[1:]


def test_the_figures_are_those_of_the_governors_workbook() -> None:
    register = a_usual_school(34)
    found = picture(register, AS_AT).figures
    for measure, row in zip(MEASURES, rows(pack(register), "Where it stands"), strict=True):
        figures = found[measure.key]
        assert (row["Measure"], row["Staff due"], row["Complete"], row["Overdue"]) == (
            measure.title,
            figures.due,
            figures.complete,
            figures.overdue,
        )
        assert round(row["Share"] * 100) == percent(figures)


def test_the_last_three_starters_and_how_soon_each_was_briefed() -> None:
    starts = (date(2026, 9, 1), date(2026, 10, 5), date(2026, 11, 2), date(2026, 11, 16))
    register = enter(a_school(), [add(number, on) for number, on in enumerate(starts, 1)], NOW)
    enter(register, [RecordBriefing((4,), date(2026, 11, 13)), RecordBriefing((3,), date(2026, 11, 5))], NOW)
    found = rows(pack(register), "Latest starters")
    assert list(dict.fromkeys(row["Surname"] for row in found)) == ["Quillfeather4", "Quillfeather3", "Quillfeather2"]
    briefings = {row["Surname"]: row for row in found if row["What"] == "Briefing"}
    assert briefings["Quillfeather4"]["Days"] == -3
    assert (briefings["Quillfeather3"]["Done"], briefings["Quillfeather3"]["Days"]) == (date(2026, 11, 5), 3)
    assert (briefings["Quillfeather2"]["Done"], briefings["Quillfeather2"]["Today"]) == (None, "Overdue")


def test_versions_issued_by_the_day_and_their_links() -> None:
    register = enter(
        a_school(1),
        [
            AdoptVersion(
                "policy", "2027", date(2026, 11, 10), date(2026, 12, 1), material=False, decided_by="Governors"
            ),
            LinkAup("2027", "2025", date(2026, 11, 12)),
        ],
        NOW,
    )
    found = rows(pack(register), "Versions")
    assert [row["Version"] for row in found] == [
        "May 2023",
        "No. 2027",
        "No. 2025",
        "May 2023 and 2025",
        "2027 and 2025",
    ]
    assert found[1]["What kind"] == "Minor"
    assert found[1]["Decided or checked by"] == "Governors"
    before = rows(pack(register, date(2026, 11, 9)), "Versions")
    assert [row["Version"] for row in before] == ["May 2023", "No. 2025", "May 2023 and 2025"]


def test_the_year_behind_and_ahead_in_order() -> None:
    register = enter(a_usual_school(34), [CheckHandbook(date(2026, 10, 1), "J Patel")], NOW)
    found = rows(pack(register), "Calendar")
    days = [row["Date"] for row in found]
    assert days == sorted(days)
    said = {(row["Date"], row["What"]): row["How it stands"] for row in found}
    assert said[date(2026, 9, 10), "Briefing"] == "26 people"
    assert said[date(2026, 10, 1), "Handbook copy of the policy, 6(i)"] == "Checked"
    assert said[date(2027, 9, 30), "Due: briefing"] == "26 people"
    assert said[date(2026, 9, 1), "Autumn term 2026"] == "To 31 December 2026"


def test_a_school_with_nobody_and_nothing() -> None:
    book = pack(a_school(linked=False))
    assert rows(book, "Latest starters")[0]["Surname"] == "No starter"
    assert {row["Rating"] for row in rows(book, "Where it stands")} == {"No staff due"}
