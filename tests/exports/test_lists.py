"""The matrix, the due list and the mail merge: what they say is what the register says."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import openpyxl
import pytest
from msgspec.structs import replace

from exports.due_list import NEXT_STEPS
from exports.figures.measures import picture
from exports.kinds import KINDS, Wanted
from exports.terms import say_day
from exports.workbook.book import Book, Table
from exports.workbook.layout import plan
from exports.workbook.writing import write
from store.changes import (
    Acknowledge,
    AddStaff,
    Change,
    ChangeSettings,
    EndService,
    Evidence,
    GrantExemption,
    RecordAbsence,
    RecordBriefing,
    RecordConnection,
    Remind,
    SignAup,
    StartService,
    Withdraw,
)
from store.demo.entries import demo_entries
from store.ledger import MemoryLedger
from store.model import Settings
from store.register import Register
from store.rules import OUTSTANDING
from store.totals import in_service_on, owing, totals
from store.wording import STATUS
from tests.exports.registers import AS_AT, NOW, a_school, a_usual_school, add, enter, everything_done

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def invented() -> Register:
    """A school with leavers, returners, absences, volunteers and people in every state."""
    return Register(MemoryLedger(demo_entries(today=TODAY, staff=60, years=3)))


def enter_late(register: Register, *changes: Change) -> None:
    """Entered today, with the reason that evidence of more than a month ago needs."""
    given = (replace(c, reason="Found in the file") if isinstance(c, Evidence) else c for c in changes)
    enter(register, given, NOW)


def make(word: str, register: Register, as_at: date = AS_AT) -> Book:
    return KINDS[word].make(Wanted(register, as_at, None, "J Patel", TODAY))


def table_of(made: Book) -> Table:
    (found,) = (sheet.table for sheet in made.sheets[:1])
    assert found is not None
    return found


def rows(made: Book) -> Iterator[dict[str, Any]]:
    table = table_of(made)
    for row in table.rows:
        yield dict(zip((column.heading for column in table.columns), row, strict=True))


# The matrix -----------------------------------------------------------------


@pytest.mark.parametrize("as_at", [TODAY, date(2026, 10, 3), date(2026, 9, 30), date(2025, 9, 1)])
def test_the_matrix_has_everybody_in_service_and_agrees_with_what_governors_are_told(
    invented: Register, as_at: date
) -> None:
    people = in_service_on(invented, as_at)
    found = list(rows(make("matrix", invented, as_at)))
    assert sorted(row["Staff code"] for row in found) == sorted(member.code for member in people)
    shown = picture(invented, as_at).figures["all"]
    assert sum(row["Overall"] == "Overdue" for row in found) == shown.overdue
    assert {row["Staff code"] for row in found if row["Overall"] == "Overdue"} == {
        member.code for member in people if owing(invented, member.id, as_at)
    }


def test_the_word_and_the_days_of_each_state() -> None:
    register = a_school(6)
    enter_late(
        register,
        *everything_done((1, 2, 3, 4), date(2026, 9, 10)),
        RecordAbsence(4, date(2026, 9, 20)),
        GrantExemption(6, "briefing", date(2026, 9, 1), None, "Mr Head"),
        AddStaff(7, "NEW7", "Starter", "Ann", date(2026, 11, 16), engagement="volunteer"),
        AddStaff(8, "NEW8", "Starter", "Ann", date(2026, 11, 16), engagement="governor"),
        AddStaff(9, "NEW9", "Starter", "Ann", date(2026, 11, 16)),
        RecordBriefing((7, 9), date(2026, 11, 16)),
        Acknowledge((7, 9), date(2026, 11, 16), "May 2023"),
        *everything_done((9,), date(2026, 11, 16))[2:3],
        *everything_done((9,), date(2026, 11, 16))[4:],
    )
    said = {row["Staff code"]: (row["Overall"], row["Days"]) for row in rows(make("matrix", register))}
    to_next_september = (AS_AT - date(2027, 9, 30)).days
    assert said["QX0001"] == ("Complete", to_next_september)
    assert said["QX0005"] == ("Overdue", (AS_AT - date(2026, 1, 5)).days)
    assert said["QX0006"] == ("Overdue", (AS_AT - date(2026, 1, 5)).days)
    assert said["QX0004"] == ("Complete", None)
    assert said["NEW7"] == ("Complete", to_next_september)
    assert said["NEW8"] == ("Nothing asked", None)
    assert said["NEW9"] == ("Due within 30 days", (AS_AT - date(2026, 11, 30)).days)


def test_what_falls_due_later_is_not_yet_due_and_soon_is_as_soon_as_the_school_says() -> None:
    register = a_school(0)
    later = Settings(self_check_first_days=45, due_soon_days=20)
    enter_late(register, ChangeSettings(later), add(1, started=date(2026, 11, 16)))
    enter_late(register, *everything_done((1,), date(2026, 11, 16))[:3], *everything_done((1,), AS_AT)[4:])
    (row,) = rows(make("matrix", register))
    assert (row["Overall"], row["Days"]) == ("Not yet due", (AS_AT - date(2026, 12, 31)).days)
    (row,) = rows(make("matrix", register, date(2026, 12, 20)))
    assert row["Overall"] == "Due within 20 days"


def test_the_matrix_says_what_was_done_and_when() -> None:
    register = a_school(2)
    enter_late(
        register,
        RecordBriefing((1,), date(2026, 1, 6), version="May 2023"),
        RecordBriefing((1,), date(2026, 9, 3), version="May 2023"),
        RecordBriefing((1,), date(2026, 10, 1), points=(1, 2), draft=True),
        Acknowledge((1,), date(2026, 1, 7), "May 2023"),
        SignAup((1,), date(2026, 1, 7), "2025", evidence_location="Cabinet 1"),
        SignAup((1,), date(2026, 1, 8), "2025", evidence_location="Cabinet 3"),
        *everything_done((1,), date(2026, 9, 4))[3:],
    )
    done, nothing = rows(make("matrix", register))
    (before,) = (row for row in rows(make("matrix", register, date(2026, 8, 1))) if row["Staff code"] == "QX0001")
    assert (before["Induction briefing"], before["Last refresher"]) == (date(2026, 1, 6), None)
    assert done["Induction briefing"] == date(2026, 1, 6)
    assert done["Script"] == "12 points, May 2023"
    assert done["Last refresher"] == date(2026, 9, 3)
    assert done["Next refresher due"] == date(2027, 9, 30)
    assert (done["Policy version"], done["Acknowledged"]) == ("May 2023", date(2026, 1, 7))
    assert (done["AUP signed"], done["AUP file reference"]) == (date(2026, 1, 8), "Cabinet 3")
    assert (done["Privacy self-check"], done["Asked about connections"]) == (date(2026, 9, 4), date(2026, 9, 4))
    empty = [heading for heading, value in nothing.items() if value is None]
    assert empty == [column.heading for column in table_of(make("matrix", register)).columns[6:16]]


def test_the_matrix_starts_a_returner_anew_and_passes_over_what_was_withdrawn() -> None:
    register = a_school(1)
    enter_late(register, RecordBriefing((1,), date(2026, 1, 6)), EndService(1, date(2026, 3, 31)))
    enter_late(register, StartService(1, date(2026, 10, 1), "agency"), SignAup((1,), date(2026, 10, 1), "2025"))
    enter_late(register, Withdraw(register.entries[-1].n, "Wrong person"))
    (row,) = rows(make("matrix", register))
    assert (row["Start"], row["Group"]) == (date(2026, 10, 1), "Agency")
    assert row["Induction briefing"] is None
    assert row["AUP signed"] is None


def test_a_usual_name_is_not_broken_in_the_middle() -> None:
    register = a_school(1, called=lambda _: "Featherstonehaugh Wolstenholme")
    (sheet,) = make("matrix", register).sheets
    line = plan(sheet).rows[-1]
    assert line.height < 40, "two lines: one for each name"


def test_the_matrix_does_not_tell_who_declared_a_connection() -> None:
    plain, declared = a_usual_school(4), a_usual_school(4)
    told = RecordConnection(1, 1, date(2026, 11, 18), "related", "pupil", "own_child", "AB 2R", "2")
    enter(declared, [told], NOW)
    hidden = [list(rows(make("matrix", register))) for register in (plain, declared)]
    for found in hidden:
        for row in found:
            del row["Overall"], row["Days"]
    assert hidden[0] == hidden[1]


def test_the_matrix_is_frozen_filtered_and_coloured_by_its_words() -> None:
    made = make("matrix", a_usual_school(5))
    sheet = openpyxl.load_workbook(io.BytesIO(write(made))).worksheets[0]
    heading = plan(made.sheets[0]).heading_row
    assert sheet.freeze_panes == f"D{heading + 1}"
    (table,) = sheet.tables.values()
    assert table.autoFilter is not None
    assert table.autoFilter.ref == table.ref == f"A{heading}:R{heading + 5}"
    rules = {rule.formula[0]: str(where.sqref) for where in sheet.conditional_formatting for rule in where.rules}
    assert set(rules) == {'"Complete"', '"Due within 30 days"', '"Overdue"', '"Not yet due"'}
    assert set(rules.values()) == {f"Q{heading + 1}:Q{heading + 5}"}
    assert {cell.number_format for cell in sheet["F"][heading:]} == {"dd/mm/yyyy"}


# Due and overdue ------------------------------------------------------------


@pytest.mark.parametrize("as_at", [TODAY, date(2026, 10, 3), date(2026, 9, 30)])
def test_the_due_list_has_a_row_for_everything_owed_the_oldest_first(invented: Register, as_at: date) -> None:
    found = list(rows(make("due", invented, as_at)))
    owed = [
        (standing.due, member.surname, STATUS[standing.status].capitalize(), (as_at - standing.due).days)
        for member in in_service_on(invented, as_at)
        for standing in invented.standings(member.id, as_at).values()
        if standing.status in OUTSTANDING and standing.due
    ]
    assert owed
    assert sorted((r["Due date"], r["Surname"], r["Status"], r["Days overdue"]) for r in found) == sorted(owed)
    assert len(found) == sum(total.outstanding for total in totals(invented, as_at).values())
    assert [row["Due date"] for row in found] == sorted(row["Due date"] for row in found)


def test_the_due_list_says_the_item_its_clause_and_the_last_reminder() -> None:
    register = a_school(1)
    enter_late(register, Remind((1,), date(2026, 10, 1)), Remind((1,), date(2026, 11, 2)))
    found = {row["Item"]: row for row in rows(make("due", register))}
    assert {item: row["Clause"] for item, row in found.items()} == {
        "Induction briefing": "6(i)",
        "Policy acknowledgement": "6(i), 6(iv)",
        "AUP agreement": "6(ii)",
        "Privacy self-check": "4.1(ii)",
        "Connections declaration or advice": "4.1 footnote",
    }
    assert {row["Last reminder"] for row in found.values()} == {date(2026, 11, 2)}
    assert {row["Last reminder"] for row in rows(make("due", register, date(2026, 10, 20)))} == {date(2026, 10, 1)}
    enter_late(register, RecordBriefing((1,), date(2026, 1, 5)))
    briefing = next(row for row in rows(make("due", register)) if "briefing" in row["Item"])
    assert (briefing["Item"], briefing["Clause"]) == ("Refresher briefing", "4.1, 6(i)")


def test_advice_that_is_owed_looks_like_a_declaration_that_is_owed() -> None:
    """These lists go through more hands than the connections register may."""
    register = a_school(2)
    enter_late(register, *everything_done((1, 2), date(2026, 9, 4))[:4])
    enter_late(register, *everything_done((1,), date(2026, 9, 4))[4:])
    enter_late(
        register, RecordConnection(1, 1, date(2026, 9, 4), "related", "pupil", "own_child", "AB 2R", "2", reason="Late")
    )
    first, second = sorted(rows(make("due", register)), key=lambda row: row["Surname"])
    assert first["Item"] == second["Item"]
    assert first["Clause"] == second["Clause"]
    slips = make("chase", register).sheets[1].slips
    assert slips is not None
    one, other = slips.slips
    assert [(row[0], row[1], row[3]) for row in one.rows] == [(row[0], row[1], row[3]) for row in other.rows]
    assert "AB 2R" not in repr(make("chase", register)) + repr(make("due", register)) + repr(make("merge", register))


def test_the_next_step_takes_the_words_in_its_list_and_no_others() -> None:
    made = make("due", a_usual_school(4))
    sheet = openpyxl.load_workbook(io.BytesIO(write(made))).worksheets[0]
    (rule,) = sheet.data_validations.dataValidation
    heading = plan(made.sheets[0]).heading_row
    last = heading + len(table_of(made).rows)
    assert str(rule.sqref) == f"J{heading + 1}:J{last}"
    assert rule.formula1 == '"' + ",".join(NEXT_STEPS.words) + '"'
    assert rule.showErrorMessage
    assert not rule.showDropDown
    assert {row["Next step"] for row in rows(made)} == {"To decide"}


@pytest.mark.parametrize("word", ["matrix", "due", "merge", "chase"])
def test_a_list_nobody_is_on_says_so_in_a_row(word: str) -> None:
    nobody = [" ".join(map(str, row.values())) for row in rows(make(word, a_school(0)))]
    assert len(nobody) == 1
    assert "No staff" in nobody[0]


# Mail merge -----------------------------------------------------------------


def test_a_letter_for_each_person_who_owes_something(invented: Register) -> None:
    found = list(rows(make("merge", invented)))
    people = [member for member in in_service_on(invented, AS_AT) if owing(invented, member.id, AS_AT)]
    assert sorted(row["Surname"] for row in found) == sorted(member.surname for member in people)
    for row in found:
        assert row["DueDateText"] == say_day(row["DueDate"])
        assert row["LetterDateText"] == "20 November 2026"
        assert row["ItemCount"] == len(row["Items"].replace(" and ", ", ").split(", "))
        assert (row["SignatoryName"], row["SignatoryRole"]) == ("J Patel", "School office")


def test_the_items_of_a_letter_go_into_a_sentence() -> None:
    (row,) = rows(make("merge", a_school(1)))
    assert row["Items"] == (
        "induction briefing, policy acknowledgement, AUP agreement, privacy self-check "
        "and connections declaration or advice"
    )
    assert row["DueDate"] == date(2026, 1, 5)


@pytest.mark.parametrize("staff", [0, 1, 34])
def test_word_can_read_the_merge_list(staff: int) -> None:
    """One sheet, headings in row 1, nothing else to choose from, and a column of one kind in every row."""
    workbook = openpyxl.load_workbook(io.BytesIO(write(make("merge", a_usual_school(staff)))))
    (sheet,) = workbook.worksheets
    heading, *found = sheet.iter_rows(values_only=True)
    assert all(isinstance(name, str) and name.isalpha() for name in heading)
    assert found
    for column in zip(*found, strict=True):
        assert len({type(value) for value in column}) == 1
        assert None not in column
    assert not sheet.print_area
    assert list(workbook.defined_names) == []
