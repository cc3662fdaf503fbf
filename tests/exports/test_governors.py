from __future__ import annotations

import io
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from exports.figures.view import GovernorsView
from exports.governors import HANDLING, governors_book, governors_workbook
from exports.suppress import governors_view
from exports.workbook.writing import write
from store.register import Register
from store.totals import totals
from tests.exports.reading_back import expected_cells, read_cells
from tests.exports.registers import AS_AT, HOSTILE, a_school, a_usual_school
from tests.exports.workbook_checker import problems
from tests.exports.workbook_parts import Package

SHEETS = [
    "Cover",
    "Contents",
    "Summary",
    "Evidence",
    "Staff groups",
    "Trend",
    "Coming due",
    "Actions",
    "Questions",
    "Notes",
]


def view_of(register: Register) -> GovernorsView:
    return governors_view(register, AS_AT)


@pytest.mark.parametrize("staff", [0, 1, 2, 34, 400])
def test_the_file_is_sound_and_says_what_the_model_says(staff: int) -> None:
    book = governors_book(view_of(a_usual_school(staff)))
    content = write(book)
    assert problems(content) == []
    found, expected = read_cells(content), expected_cells(book)
    assert list(found) == SHEETS
    assert found == expected
    for tab, cells in expected.items():
        for place, value in cells.items():
            read = found[tab][place]
            if isinstance(value, str | date):
                assert type(read) is type(value), (tab, place)
            else:
                assert isinstance(read, int | float), (tab, place)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_school_and_a_version_of_any_name_make_a_sound_file(hostile: str) -> None:
    book = governors_book(view_of(a_usual_school(2, name=hostile, version=hostile[:60])))
    content = write(book)
    assert problems(content) == []
    assert read_cells(content) == expected_cells(book)


def test_staff_of_any_name_make_a_sound_file() -> None:
    register = a_usual_school(len(HOSTILE) - 1)
    odd = a_school(len(HOSTILE), called=lambda number: HOSTILE[number - 1])
    assert problems(governors_workbook(view_of(odd))) == []
    assert problems(governors_workbook(view_of(register))) == []


def table(content: bytes, tab: str) -> list[dict[str, object]]:
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(tab).to_python()
    start = next(n for n, row in enumerate(rows) if row[-1] != "")
    return [dict(zip(map(str, rows[start]), row, strict=True)) for row in rows[start + 1 :]]


def test_the_summary_adds_up_and_agrees_with_the_register() -> None:
    register = a_usual_school(34)
    rows = table(governors_workbook(view_of(register)), "Summary")
    assert len(rows) == 7
    for row in rows:
        assert row["Complete"] + row["Overdue"] == row["Staff due"]  # type: ignore[operator]
    shown = totals(register, AS_AT)
    by_measure = {str(row["Measure"]): row for row in rows}
    assert by_measure["Privacy self-check up to date"]["Overdue"] == shown["self_check"].outstanding
    assert by_measure["AUP signed and linked"]["Complete"] == shown["aup"].complete
    assert by_measure["All up to date"]["This term %"] == pytest.approx(0.76)
    assert by_measure["All up to date"]["Rating"] == "Action"


def test_nobody_due_is_a_row_in_words() -> None:
    rows = table(governors_workbook(view_of(a_school(0))), "Summary")
    assert {row["Rating"] for row in rows} == {"No staff due"}
    assert {row["This term %"] for row in rows} == {"[z]"}
    assert {row["Staff due"] for row in rows} == {0}


def cover(content: bytes) -> dict[str, object]:
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("Cover").to_python()
    return {str(row[0]): row[1] for row in rows if len(row) > 1}


def test_the_cover_says_what_a_clerk_needs() -> None:
    content = governors_workbook(view_of(a_usual_school(34)))
    said = cover(content)
    assert said["As at"] == AS_AT
    assert "Friday 20 November 2026" in str(read_cells(content)["Cover"][2, 1])
    assert said["Records entered to"] == "Monday 14 September 2026, 10:00"
    assert said["Handling"] == f"{HANDLING}."
    assert said["Policy dated"] == "May 2023"
    assert said["Policy review"] == "No review date recorded"
    assert "30 June 2026" in str(said["Link to the AUP, 6(ii)"])
    assert str(said["Clause 4.2"]).startswith("Clause 4.2 / online-search practice: last reconciled on ____")
    assert "free to sit on a panel" in str(said["Conduct"])
    assert {"Note", "Challenge", "Agree", "Message 1", "Message 5", "Signed, for governors"} <= set(said)


def test_the_notes_say_that_the_intervals_are_the_schools_own() -> None:
    notes = {
        str(row["Subject"]): str(row["Explanation"]) for row in table(governors_workbook(view_of(a_school(1))), "Notes")
    }
    assert "The policy sets no dates" in notes["School’s own rule"]
    assert {"As at", "Staff due", "Complete", "Overdue", "Percentages", "Ratings", "Connections"} <= set(notes)


def test_the_figures_others_quote_have_names() -> None:
    view = view_of(a_usual_school(34))
    package = Package(governors_workbook(view))
    named = {name: refers for name, local, refers in package.defined if local is None}
    by_tab = {sheet.tab: sheet for sheet in package.sheets}

    def value(name: str) -> object:
        tab, _, cell = named[name].rpartition("!")
        row = int(cell.rsplit("$", 1)[1])
        column = ord(cell[1]) - ord("A") + 1
        return by_tab[tab.strip("'")].cells[row, column].value

    assert value("Staff_due") == view.row("all").due
    assert value("All_up_to_date") == view.row("all").this_term / 100  # type: ignore[operator]
    assert value("Staff_in_service") == 34
    assert value("As_at_date") == (AS_AT - date(1899, 12, 30)).days


def test_the_rating_is_coloured_by_a_rule_on_its_word() -> None:
    sheet = Package(governors_workbook(view_of(a_usual_school(34)))).sheets[2]
    rules = [rule.findtext("{*}formula") for rule in sheet.xml.iter("{*}cfRule")]
    assert rules == ['"On track"', '"Watch"', '"Action"', '"No AUP linked"']
