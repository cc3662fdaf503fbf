"""The record card: everything about one person, withdrawn or not, in words they can read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from exports.kinds import KINDS, Wanted
from exports.making import draft
from exports.refusals import ExportRefused
from exports.workbook.book import Book, Fact
from store.changes import (
    Acknowledge,
    AddStaff,
    AmendStaff,
    CloseFollowUp,
    CompleteSelfCheck,
    NoteExport,
    RecordAbsence,
    RecordBriefing,
    SignAup,
    Withdraw,
)
from store.register import Register
from store.undoing import next_undo
from tests.exports.registers import AS_AT, AUTUMN, NOW, SUMMER, a_school, enter

TABS = (
    "Details",
    "Briefings",
    "Acknowledgements",
    "AUP",
    "Self-checks",
    "Connections",
    "History of changes",
    "What we hold and how long",
)
ON = date(2026, 11, 9)
TODAY = NOW.date()


def card(register: Register, staff: int = 1, as_at: date = TODAY) -> Book:
    return KINDS["record-card"].make(Wanted(register, as_at, None, "J", as_at, staff))


def facts(book: Book, tab: str) -> list[tuple[str, str]]:
    sheet = next(sheet for sheet in book.sheets if sheet.tab == tab)
    return [(str(fact.label), str(fact.value)) for fact in sheet.facts if isinstance(fact, Fact)]


def history(book: Book) -> list[tuple[object, ...]]:
    sheet = next(sheet for sheet in book.sheets if sheet.tab == "History of changes")
    assert sheet.table is not None
    return list(sheet.table.rows)


def a_full_life() -> Register:
    return enter(
        a_school(2),
        [
            AmendStaff(1, surname="Married"),
            RecordBriefing((1, 2), ON, delivered_by="Mr Head", method="inset", version="May 2023"),
            Acknowledge((1,), ON, version="May 2023", evidence_location="Cabinet 3"),
            SignAup((1,), ON, version="2025"),
            CompleteSelfCheck((1,), ON, follow_ups=("SETTINGS_HELP", "SEE_HEAD")),
            RecordAbsence(1, date(2026, 11, 16)),
        ],
        NOW,
    )


def test_it_says_whose_copy_it_is_on_every_sheet_and_every_page() -> None:
    book = card(a_full_life())
    assert tuple(sheet.tab for sheet in book.sheets) == TABS
    assert book.header == "Copy for Nickname1 Married"
    assert all("Copy for Nickname1 Married" in sheet.lines[0] for sheet in book.sheets)


def test_details_say_who_and_where_things_stand() -> None:
    told = dict(facts(card(a_full_life()), "Details"))
    assert (told["Staff code"], told["Surname"], told["E-mail"]) == ("QX0001", "Married", "q1@bradley.example")
    assert told["Period 1"] == "from 5 Jan 2026, employee"
    assert told["Long absence"] == "from 16 Nov 2026"
    assert told["Briefing"] == "Up to date"
    assert told["Connections declaration"] == "Exempt (on a long absence)"


def test_every_record_is_there_with_what_stands_behind_it() -> None:
    book = card(a_full_life())
    assert ("Briefing", "All twelve points, by Mr Head, INSET, policy May 2023") in facts(book, "Briefings")
    assert ("Entered", "22 Nov 2026 09:41 by J Patel, for 1 other person too. Entry 7") in facts(book, "Briefings")
    assert ("Where the paper is", "Cabinet 3") in facts(book, "Acknowledgements")
    assert facts(book, "AUP")[0] == ("AUP signed", "No. 2025")
    assert ("Help with settings", "Asked for on 9 Nov 2026; still open") in facts(book, "Self-checks")


def test_what_was_withdrawn_is_there_and_said_to_be() -> None:
    register = enter(a_full_life(), [Withdraw(7, "not that day", (1,))], NOW)
    book = card(register)
    assert ("State", "Withdrawn: see History of changes") in facts(book, "Briefings")
    said = " ".join(str(row[-1]) for row in history(book))
    assert "not that day" in said
    assert "Surname: Married" in said
    assert [row[0] for row in history(book)] == sorted(int(str(row[0])) for row in history(book))


def test_answers_are_told_to_whoever_gave_them() -> None:
    answers = dict.fromkeys(range(1, 15), "yes") | {2: "not_sure"}
    check = CompleteSelfCheck((1,), ON, answers=answers, follow_ups=("SETTINGS_HELP",))  # type: ignore[arg-type]
    register = enter(a_school(1), [check], NOW)
    enter(register, [CloseFollowUp(1, len(register.entries), "SETTINGS_HELP", ON, by="Ms Help")], NOW)
    told = facts(card(register), "Self-checks")
    assert (
        "2. Not sure",
        "Everything I post is limited to people I have approved, wherever the service allows it",
    ) in told
    assert ("Help with settings", "Asked for on 9 Nov 2026; done on 9 Nov 2026 by Ms Help") in told


def test_nothing_entered_is_said() -> None:
    book = card(a_school(1))
    for tab in TABS[1:6]:
        assert facts(book, tab) == [("Nothing entered", "There is no entry of this kind.")]


def test_a_copy_that_was_made_is_in_the_history_of_that_person_alone() -> None:
    register = enter(a_school(2), [NoteExport("record-card", AS_AT, 9, "ab" * 32, 1)], NOW)
    assert "Workbook made: record card, as at 20 Nov 2026, 9 rows, file abababab." in str(
        history(card(register, 1))[-1][-1]
    )
    assert "Workbook made" not in str(history(card(register, 2)))


def test_a_copy_made_does_not_stand_in_the_way_of_undoing_the_person() -> None:
    register = enter(a_school(), [AddStaff(1, "NEW", "Newcomer", "Nia", ON)], NOW)
    enter(register, [NoteExport("induction", AS_AT, 9, "ab" * 32, 1)], NOW)
    step = next_undo(register.entries)
    assert step is not None
    enter(register, [step.change], NOW)
    assert register.person(1) is None
    assert register.staff() == []


def test_it_holds_what_was_known_on_the_day() -> None:
    register = enter(a_school(1), [RecordBriefing((1,), date(2026, 6, 30))], SUMMER)
    enter(register, [RecordBriefing((1,), AUTUMN.date())], AUTUMN)
    assert len(history(card(register, 1, SUMMER.date()))) == 2
    with pytest.raises(ExportRefused, match="held nothing about this person on 1 June 2026"):
        card(register, 1, date(2026, 6, 1))


def test_the_file_has_the_code_in_its_name_and_the_note_says_whom(tmp_path: Path) -> None:
    register = a_full_life()
    made = draft(
        "record-card", register, as_at=AS_AT, known_at=None, now=NOW, by="J", staff=2, folder_or_path=tmp_path
    ).save()
    name = "2026-27 Autumn - record card QX0002 - as at 2026-11-20 - Personal and confidential.xlsx"
    assert made.path.name == name
    assert made.note == NoteExport("record-card", AS_AT, made.rows, made.sha256, 2)


def test_it_is_about_somebody(tmp_path: Path) -> None:
    for staff, said in ((None, "say about whom"), (99, "no such member of staff")):
        with pytest.raises(ExportRefused, match=said):
            draft(
                "record-card",
                a_school(1),
                as_at=AS_AT,
                known_at=None,
                now=NOW,
                by="J",
                staff=staff,
                folder_or_path=tmp_path,
            ).save()
    assert list(tmp_path.iterdir()) == []
