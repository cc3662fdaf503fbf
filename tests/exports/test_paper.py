"""What is printed and handed round: chase slips, the sign-off sheet, the induction sheet."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any

import openpyxl
import pytest

from exports.kinds import KINDS, Wanted
from exports.refusals import ExportRefused
from exports.workbook.book import Book, Sheet, Slip
from exports.workbook.layout import plan
from exports.workbook.writing import write
from store.changes import AddStaff, Change, EndService, GrantExemption, RecordAbsence
from store.checklists import BRIEFING_POINTS
from store.register import Register
from store.totals import owing
from tests.exports.registers import AS_AT, NOW, a_school, a_usual_school, add, enter, everybody
from tests.exports.workbook_parts import Package

A4_POINTS = 842 - (1.3 + 1.8) / 2.54 * 72


def make(word: str, register: Register, staff: int | None = None) -> Book:
    return KINDS[word].make(Wanted(register, AS_AT, None, "J Patel", AS_AT, staff))


def rows(sheet: Sheet) -> list[dict[str, Any]]:
    assert sheet.table is not None
    headings = [column.heading for column in sheet.table.columns]
    return [dict(zip(headings, row, strict=True)) for row in sheet.table.rows]


# Chase slips ----------------------------------------------------------------


def slips(made: Book) -> tuple[Slip, ...]:
    (found,) = (sheet.slips for sheet in made.sheets if sheet.slips)
    return found.slips


def test_a_slip_for_each_person_who_owes_something_and_nobody_else_on_it() -> None:
    register = a_usual_school(34)
    made = make("chase", register)
    people = [member for member in register.staff() if owing(register, member.id, AS_AT)]
    found = slips(made)
    assert sorted(slip.name for slip in found) == sorted(member.name for member in people)
    assert [row["Surname"] for row in rows(made.sheets[0])] == [slip.name.split()[1] for slip in found]
    for slip, row in zip(found, rows(made.sheets[0]), strict=True):
        assert len(slip.rows) == row["Items"]
        others = {member.surname for member in register.staff()} - {slip.name.split()[1]}
        assert not any(re.search(rf"\b{surname}\b", repr(slip)) for surname in others)


def test_a_slip_says_what_and_which_clause_and_by_when_and_whom_to_see() -> None:
    (slip,) = slips(make("chase", a_school(1)))
    assert slip.name == "Nickname1 Quillfeather1"
    assert slip.rows == (
        ("Induction briefing", "6(i)", date(2026, 1, 5), "The school office, for a time"),
        ("Policy acknowledgement", "6(i), 6(iv)", date(2026, 1, 5), "The school office"),
        ("AUP agreement", "6(ii)", date(2026, 1, 5), "The school office"),
        ("Privacy self-check", "4.1(ii)", date(2026, 1, 19), "The school office"),
        ("Connections declaration or advice", "4.1 footnote", date(2026, 1, 5), "The headteacher"),
    )


@pytest.mark.parametrize("staff", [1, 3, 40])
def test_no_slip_is_parted_by_the_end_of_a_page(staff: int) -> None:
    sheet = make("chase", a_school(staff)).sheets[1]
    laid_out = plan(sheet)
    pages, start = [], 0
    for end in (*laid_out.page_breaks, len(laid_out.rows)):
        page = laid_out.rows[start:end]
        pages.append(page)
        start = end
    for page in pages:
        assert sum(line.height for line in page) <= A4_POINTS
        assert page[-1].cells[0].role == "cut"
    assert all(page[0].cells[0].role == "heading" for page in pages[1:])


def test_a_page_of_slips_is_an_upright_one_as_wide_as_the_paper() -> None:
    made = make("chase", a_school(40))
    sheet = openpyxl.load_workbook(io.BytesIO(write(made))).worksheets[1]
    assert sheet.page_setup.orientation == "portrait"
    assert [b.id for b in sheet.row_breaks.brk] == list(plan(made.sheets[1]).page_breaks)
    assert sum(plan(made.sheets[1]).widths) <= (21 - 2.6) / 2.54 * 96


def test_nobody_owing_anything_is_said_and_gets_no_slip() -> None:
    made = make("chase", a_school(0))
    assert slips(made) == ()
    assert made.sheets[1].lines[-1] == "No staff due."


# INSET sign-off -------------------------------------------------------------


def test_the_sign_off_sheet_has_room_for_everybody_and_three_more() -> None:
    made = make("sign-off", a_usual_school(12))
    found = rows(made.sheets[0])
    assert [row["No."] for row in found] == list(range(1, 16))
    assert [row["Surname"] for row in found[12:]] == [None] * 3
    assert [row["Group"] for row in found[11:]] == ["Employee", "Supply", "Supply", "Supply"]
    assert {(row["Signature"], row["Time"]) for row in found} == {(None, None)}
    laid_out = plan(made.sheets[0])
    assert min(line.height for line in laid_out.rows[laid_out.heading_row :]) >= 26
    sheet = openpyxl.load_workbook(io.BytesIO(write(made))).worksheets[0]
    corner = sheet.cell(laid_out.heading_row + 1, 5)
    assert corner.border.left.style == corner.border.bottom.style == "thin"
    assert sheet.print_title_rows == f"${laid_out.heading_row}:${laid_out.heading_row}"
    assert "&P of &N" in (Package(write(made)).sheets[0].xml.findtext("{*}headerFooter/{*}oddFooter") or "")


def test_the_sign_off_sheet_says_what_is_signed() -> None:
    said = " ".join(make("sign-off", a_school(1)).sheets[0].lines)
    assert "I have received and read the Social Media and Networking Plan, version May 2023" in said
    assert "understand 6(iv)" in said


def test_nothing_on_the_sign_off_sheet_tells_who_owes_what_or_is_away() -> None:
    """It is read by everyone in the room: the same whether people have done everything, nothing, or are on leave."""
    nothing_done, done = a_school(8), a_usual_school(8)
    away = a_school(8)
    enter(away, [RecordAbsence(2, date(2026, 9, 1)), GrantExemption(3, "briefing", AS_AT, None, "Mr Head")], NOW)
    sheets = [make("sign-off", register).sheets for register in (nothing_done, done, away)]
    assert sheets[0] == sheets[1] == sheets[2]


def test_leavers_future_starters_and_those_never_briefed_are_not_on_the_sign_off_sheet() -> None:
    register = a_school(3)
    more: list[Change] = [
        EndService(1, date(2026, 11, 19)),
        add(4, started=date(2026, 12, 1)),
        AddStaff(5, "CON", "Contractor", "Cy", date(2026, 9, 1), engagement="contractor"),
        AddStaff(6, "VOL", "Volunteer", "Vi", date(2026, 9, 1), engagement="volunteer"),
    ]
    enter(register, more, NOW)
    surnames = [row["Surname"] for row in rows(make("sign-off", register).sheets[0])]
    assert surnames == ["Quillfeather2", "Quillfeather3", "Volunteer", None, None, None]


# Induction ------------------------------------------------------------------


def induction(register: Register, staff: int) -> tuple[str, list[dict[str, Any]]]:
    sheet = make("induction", register, staff).sheets[0]
    return " ".join(sheet.lines), rows(sheet)


def test_the_induction_sheet_has_the_twelve_points_and_everything_to_sign() -> None:
    register = a_school(1)
    enter(register, [add(2, started=date(2026, 11, 30))], NOW)
    said, found = induction(register, 2)
    assert said.startswith("For Nickname2 Quillfeather2, Postholder 2, at Bradley Primary School.")
    assert "First day: Monday 30 November 2026." in said
    assert [row["Step"] for row in found[:12]] == [point.text for point in BRIEFING_POINTS]
    assert {row["Done"] for row in found[:12]} == {"☐ Heard"}
    policy, aup, connections, self_check = found[12:16]
    assert policy["Step"].startswith("Social Media and Networking Plan, version May 2023:")
    assert "dismissal for gross misconduct" in policy["Step"]
    assert aup["Step"] == "Acceptable use agreement, 2025: read and signed"
    assert connections["Clause"] == "4.1 footnote"
    assert "by Monday 14 December 2026" in self_check["Step"]
    assert [str(row["Step"]).rstrip("_ ") for row in found[16:]] == [
        "Signed, member of staff:",
        "Signed, for the school:",
    ]


def test_the_induction_sheet_asks_only_what_is_asked_of_that_person() -> None:
    register = a_school(1, linked=False)
    enter(register, [AddStaff(2, "VOL", "Reader", "Vi", date(2026, 11, 30), engagement="volunteer")], NOW)
    volunteer = [row["Clause"] for row in induction(register, 2)[1][12:]]
    assert volunteer == ["6(i), 6(iv)", "Date:", "Date:"]
    unlinked = " ".join(str(row["Step"]) for row in induction(register, 1)[1][12:])
    assert "Acceptable use agreement" not in unlinked


@pytest.mark.parametrize("called", ["Carter", "W" * 300])
def test_the_induction_sheet_is_one_page(called: str) -> None:
    made = make("induction", a_school(1, called=lambda _: called), 1)
    sheet = openpyxl.load_workbook(io.BytesIO(write(made))).worksheets[0]
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 1)
    assert sum(line.height for line in plan(made.sheets[0]).rows) <= A4_POINTS * 1.3
    assert made.sheets[0].tab == "Induction"


def test_an_induction_sheet_for_nobody_is_refused() -> None:
    register = a_school(1)
    with pytest.raises(ExportRefused, match="one person"):
        make("induction", register)
    with pytest.raises(ExportRefused, match="nobody"):
        make("induction", register, 99)
    more: list[Change] = [
        EndService(1, date(2026, 11, 19)),
        AddStaff(2, "CON", "Contractor", "Cy", date(2026, 9, 1), engagement="contractor"),
    ]
    enter(register, more, NOW)
    for nothing_asked in (1, 2):
        with pytest.raises(ExportRefused, match="Nothing is asked"):
            make("induction", register, nothing_asked)


def test_a_sheet_for_one_person_shows_nobody_else() -> None:
    register = a_usual_school(6)
    for person in everybody(register):
        package = Package(write(make("induction", register, person)))
        said = " ".join(str(cell.value) for cell in package.sheets[0].cells.values())
        assert [n for n in range(1, 7) if f"Quillfeather{n}" in said] == [person]
