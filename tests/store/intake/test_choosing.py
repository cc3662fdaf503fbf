"""The preview line by line: who may be the same, who leaves, who is missing, and what accepting some of it does."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from store.changes import AddStaff, Bundle, EndService
from store.intake.proposal import Proposal
from store.intake.remembering import memory_of
from store.register import Register
from store.undoing import next_undo
from store.wording import describe
from tests.store.intake.lists import NOW, accept, csv_file, proposed, school

HEADINGS = "Staff Code,Surname,Forename,Job Title,Start Date,Leaving Date,Payroll,E-mail"


@pytest.fixture
def register() -> Register:
    """Three people: Ada Okafor, John Smith and Mia Khan."""
    found = school()
    for n, (code, surname, forename) in enumerate(
        [("OKA", "Okafor", "Ada"), ("SMJ", "Smith", "John"), ("KHM", "Khan", "Mia")]
    ):
        found.apply(AddStaff(n + 1, code, surname, forename, date(2020, 9, 1), "Teacher"), "office", NOW)
    return found


OTHERS = ("SMJ,Smith,John,Teacher,1/9/2020,,,", "KHM,Khan,Mia,Teacher,1/9/2020,,,")


def from_rows(register: Register, folder: Path, *rows: str, headings: str = HEADINGS) -> Proposal:
    return proposed(register, csv_file(folder, headings, *rows))


def ids(proposal: Proposal) -> list[tuple[str, bool]]:
    return [(item.id, item.accepted) for item in proposal.items]


def test_the_same_name_without_a_code_is_asked_about(register: Register, tmp_path: Path) -> None:
    proposal = from_rows(register, tmp_path, ",Okafor,Ada,Cook,1/9/2023,,,", *OTHERS)
    assert ids(proposal) == [("new-2", False), ("same-2", False)]
    assert [item.rival for item in proposal.items] == ["same-2", "new-2"]
    assert [item.code for item in proposal.missing] == ["OKA"]
    assert not proposal.usual
    with pytest.raises(ValueError, match="both new and the same"):
        proposal.change({"new-2", "same-2"})
    accept(register, proposal, "same-2")
    ada = register.person(1)
    assert ada is not None
    assert (ada.job_title, ada.spells[0].first_day) == ("Cook", date(2023, 9, 1))
    assert len(register.staff()) == 3


def test_the_other_answer_adds_a_second_person(register: Register, tmp_path: Path) -> None:
    accept(register, from_rows(register, tmp_path, ",Okafor,Ada,Cook,1/9/2023,,,", *OTHERS), "new-2")
    assert [member.code for member in register.staff()] == ["OKA", "SMJ", "KHM", "OKAA"]


@pytest.mark.parametrize(
    ("row", "asked"),
    [
        ("JSM,Smith,Jon,Teacher,1/9/2020,,,", True),  # 95 alike, same start
        ("JSM,Smith,Jon,Teacher,1/9/2021,,,", False),  # alike, another start
        ("JSM,Smyth,Jane,Teacher,1/9/2020,,,", False),  # not alike enough
        ("JSM,Smith,John,Teacher,1/9/2021,,,", False),  # a namesake with a code of their own
    ],
)
def test_names_very_like_one_another_are_asked_about(register: Register, tmp_path: Path, row: str, asked: bool) -> None:
    proposal = from_rows(register, tmp_path, "OKA,Okafor,Ada,Teacher,1/9/2020,,,", row, OTHERS[1])
    assert ids(proposal) == ([("new-3", False), ("same-3", False)] if asked else [("new-3", True)])


def test_somebody_found_by_a_code_is_nobody_elses_likeness(register: Register, tmp_path: Path) -> None:
    rows = ("SMJ,Smith,John,Teacher,1/9/2020,,,", "JSM,Smith,Jon,Teacher,1/9/2020,,,")
    assert ids(from_rows(register, tmp_path, *rows)) == [("new-3", True)]


def test_a_name_without_a_start_can_only_be_somebody_known(register: Register, tmp_path: Path) -> None:
    proposal = from_rows(register, tmp_path, "Ada Okafor,Cook", "Nia Prosser,Cook", headings="Name,Role")
    assert ids(proposal) == [("same-2", False)]
    assert [(p.line, p.reason) for p in proposal.problems] == [(3, "Somebody new needs a start date.")]
    accept(register, proposal, "same-2")
    ada = register.person(1)
    assert ada is not None
    assert ada.job_title == "Cook"


def test_a_changed_surname_keeps_the_person(register: Register, tmp_path: Path) -> None:
    proposal = from_rows(register, tmp_path, "OKA,Okafor-Reid,Ada,Teacher,1/9/2020,,,", *OTHERS)
    assert [tuple(d) for item in proposal.changed for d in item.details] == [("Surname", "Okafor", "Okafor-Reid")]
    assert proposal.new == proposal.missing == ()


def test_leavers_leave_only_when_accepted_and_many_are_asked_about(register: Register, tmp_path: Path) -> None:
    proposal = from_rows(register, tmp_path, "OKA,Okafor,Ada,Teacher,1/9/2020,31/8/2026,,", *OTHERS)
    assert ids(proposal) == [("leavers-2", False)]
    assert proposal.many_leave(proposal.usual) is None
    asked = proposal.many_leave({"leavers-2"})
    assert asked is not None
    assert asked.sentence == "1 of 3 staff would leave. Is this the right file?"
    accept(register, proposal, "leavers-2")
    ada = register.person(1)
    assert ada is not None
    assert ada.spells[-1].last_day == date(2026, 8, 31)


def test_a_fifth_is_not_more_than_a_fifth(tmp_path: Path) -> None:
    found = school()
    rows = [f"C{n},Person{n},P,Cook,1/9/2020,,," for n in range(5)]
    accept(found, from_rows(found, tmp_path, *rows))
    one = from_rows(found, tmp_path, rows[0].replace(",,,", ",31/8/2026,,"), *rows[1:])
    assert one.many_leave() is None
    two = from_rows(found, tmp_path, *(row.replace(",,,", ",31/8/2026,,") for row in rows[:2]), *rows[2:])
    assert two.many_leave() is not None


def test_the_missing_stay_unless_given_a_last_day(register: Register, tmp_path: Path) -> None:
    proposal = from_rows(register, tmp_path, "OKA,Okafor,Ada,Teacher,1/9/2020,,,", OTHERS[0])
    assert [(item.code, item.id) for item in proposal.missing] == [("KHM", "missing-3")]
    assert not proposal.usual
    assert proposal.many_leave((), {3}) is not None
    change = proposal.change((), {3: date(2026, 7, 21)})
    assert change.changes == (EndService(3, date(2026, 7, 21)),)
    register.apply(change, "office", NOW)
    assert from_rows(register, tmp_path, "OKA,Okafor,Ada,Teacher,1/9/2020,,,", OTHERS[0]).missing == ()


def test_some_lines_may_be_left_out(register: Register, tmp_path: Path) -> None:
    rows = ("OKA,Okafor,Ada,Cook,1/9/2020,,,", "NEW,Poe,Pia,Cook,1/9/2024,,,", *OTHERS)
    proposal = from_rows(register, tmp_path, *rows)
    assert ids(proposal) == [("new-3", True), ("changed-2", True)]
    register.apply(proposal.change({"changed-2"}), "office", NOW)
    assert [member.code for member in register.staff()] == ["OKA", "SMJ", "KHM"]
    again = from_rows(register, tmp_path, *rows)
    assert ids(again) == [("new-3", True)]


def test_a_returner_is_new_again_and_the_old_record_stays(register: Register, tmp_path: Path) -> None:
    register.apply(EndService(1, date(2022, 8, 31)), "office", NOW)
    row = "OKA,Okafor,Ada,Teacher,1/9/2026,,,"
    proposal = from_rows(register, tmp_path, row, *OTHERS)
    assert [(item.id, item.on) for item in proposal.new] == [("new-2", date(2026, 9, 1))]
    accept(register, proposal)
    ada = register.person(1)
    assert ada is not None
    assert [spell.first_day for spell in ada.spells] == [date(2020, 9, 1), date(2026, 9, 1)]
    assert not from_rows(register, tmp_path, row, *OTHERS).usual


def test_noughts_lost_from_a_payroll_number_make_no_difference(register: Register, tmp_path: Path) -> None:
    accept(register, from_rows(register, tmp_path, "OKA,Okafor,Ada,Teacher,1/9/2020,,00123,", *OTHERS))
    proposal = from_rows(register, tmp_path, ",Okafor,Ada,Teacher,1/9/2020,,123,", *OTHERS)
    assert len(proposal.unchanged) == 3


def test_all_of_it_is_one_entry_one_undo_and_the_history_names_no_file(register: Register, tmp_path: Path) -> None:
    before = len(register.entries)
    rows = ("OKA,Okafor,Ada,Cook,1/9/2020,,,", "NEW,Poe,Pia,Cook,1/9/2024,,,", *OTHERS)
    path = csv_file(tmp_path, HEADINGS, *rows, name="Ada Okafor's list.csv")
    proposal = proposed(register, path)
    accept(register, proposal)
    assert len(register.entries) == before + 1
    change = register.entries[-1].change
    assert isinstance(change, Bundle)
    said = describe(change, str, register.entry)
    assert said == "Staff list brought in (4 people, 1 new, 1 corrected)"
    assert "list.csv" not in repr(change)
    step = next_undo(register.entries)
    assert step is not None
    register.apply(step.change, "office", NOW)
    assert [(member.code, member.job_title) for member in register.staff()][:1] == [("OKA", "Teacher")]
    assert len(register.staff()) == 3
    assert memory_of(register) == {}
