"""The old spreadsheet: what it says was done, recorded when it happened, and nothing of it guessed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from store.changes import AdoptVersion
from store.intake.proposal import Proposal
from store.model import Requirement
from store.register import Register
from tests.store.intake.lists import LISTS, NOW, TODAY, accept, csv_file, proposed, school

NAME = "old-spreadsheet.xlsx"


def brought_in() -> Register:
    register = school()
    accept(register, proposed(register, LISTS / NAME, history=True))
    return register


def dates(register: Register, code: str) -> dict[Requirement, list[date]]:
    member = register.by_code(code)
    assert member is not None
    requirements: tuple[Requirement, ...] = ("briefing", "acknowledgement", "aup", "self_check", "connections")
    return {
        requirement: [record.effective_on for record in found]
        for requirement in requirements
        if (found := member.records(requirement))
    }


def test_what_happened_is_recorded_when_it_happened() -> None:
    register = brought_in()
    autumn = date(2023, 9, 4)
    assert dates(register, "OBA") == {
        "briefing": [autumn],
        "acknowledgement": [autumn],
        "aup": [date(2023, 9, 5)],
        "self_check": [date(2023, 9, 18)],
        "connections": [autumn],
    }
    assert dates(register, "BEL") == {"briefing": [autumn], "acknowledgement": [autumn]}
    assert dates(register, "RAP") == {"aup": [date(2025, 10, 6)]}
    assert dates(register, "TAS") == {"acknowledgement": [date(2026, 9, 1)]}
    assert len(register.entries) == 4  # three to set the school up, and one
    assert all(not member.reminders for member in register.staff())


def test_where_the_paper_is_and_who_briefed_are_kept() -> None:
    from store.changes import Acknowledge, RecordBriefing, parts

    found = parts(brought_in().entries[-1].change)
    assert [p.evidence_location for p in found if isinstance(p, Acknowledge)] == ["Cabinet 2, file O", "Cabinet 2", ""]
    # Two people briefed on one day by the same person are one record for both.
    assert [(p.people, p.delivered_by) for p in found if isinstance(p, RecordBriefing)] == [((1, 2), "M Hughes")]


def test_afterwards_the_standing_is_the_schools_true_position() -> None:
    register = brought_in()
    standings = register.standings(1, TODAY)
    assert {requirement: standing.status for requirement, standing in standings.items()} == {
        "briefing": "overdue",  # last briefed in September 2023
        "acknowledgement": "current",
        "aup": "not_applicable",  # nobody has linked the AUP yet
        "self_check": "overdue",
        "connections": "overdue",
    }
    assert register.standings(1, date(2023, 10, 1))["briefing"].status == "current"


def test_what_cannot_be_read_is_listed_and_not_guessed() -> None:
    proposal = proposed(school(), LISTS / NAME, history=True)
    assert [tuple(problem) for problem in proposal.problems] == [
        (6, "Briefing", "“Sept 2025” is not a full date such as 03/09/2026."),
        (6, "Connections", "This is neither none nor yes."),
        (6, "Policy acknowledged", "The register has no policy version called “v9”."),
        (6, "Privacy self-check", "“yes” is not a full date such as 03/09/2026."),
        (7, "Briefing", "4 Jan 2027 has not happened yet; plan it instead."),
    ]
    # What is said about a child is repeated nowhere.
    assert "Cousin" not in repr(proposal)


def test_words_where_the_date_of_being_asked_belongs_are_not_repeated(tmp_path: Path) -> None:
    proposal = one(school(), tmp_path, "Asked about connections", "Cousin of Billy in 3B")
    assert [tuple(problem) for problem in proposal.problems] == [(2, "Asked about connections", "This is not a date.")]
    assert "Billy" not in repr(proposal)


def test_another_version_signed_on_the_same_day_is_another_record(tmp_path: Path) -> None:
    register = school()
    register.apply(AdoptVersion("policy", "v2", date(2023, 9, 1), date(2023, 9, 1)), "office", NOW)
    accept(register, one(register, tmp_path, "Policy signed,Policy version", "4/9/2023,May 2023"))
    proposal = one(register, tmp_path, "Policy signed,Policy version", "4/9/2023,v2")
    assert [detail.new for detail in proposal.changed[0].details] == ["4 Sep 2023, v2"]


def test_the_same_file_twice_changes_nothing() -> None:
    register = brought_in()
    again = proposed(register, LISTS / NAME, history=True)
    assert not again.usual
    assert len(again.unchanged) == 4


def one(register: Register, folder: Path, headings: str, row: str) -> Proposal:
    path = csv_file(folder, f"Staff code,Surname,Start date,{headings}", f"OKA,Okafor,1/9/2020,{row}")
    return proposed(register, path, history=True)


def test_a_newer_copy_adds_only_what_is_new(tmp_path: Path) -> None:
    register = school()
    accept(register, one(register, tmp_path, "Briefing,Policy signed", "4/9/2023,"))
    proposal = one(register, tmp_path, "Briefing,Policy signed", "4/9/2023,5/9/2023")
    assert [[tuple(d) for d in item.details] for item in proposal.changed] == [
        [("Policy acknowledgement", "", "5 Sep 2023, May 2023")]
    ]
    accept(register, proposal)
    assert dates(register, "OKA") == {"briefing": [date(2023, 9, 4)], "acknowledgement": [date(2023, 9, 5)]}


def test_a_signature_from_before_there_was_a_version_is_listed(tmp_path: Path) -> None:
    proposal = one(school(), tmp_path, "Policy signed,Policy version", "4/9/2021,")
    assert [problem.reason for problem in proposal.problems] == [
        "No policy version was in force on 4 Sep 2021: adopt it first."
    ]
    proposal = one(school(), tmp_path, "Policy signed,Policy version", "4/9/2021,May 2023")
    assert [problem.reason for problem in proposal.problems] == ["Version May 2023 was not issued until 1 May 2023."]


def test_what_was_done_after_the_last_day_is_listed(tmp_path: Path) -> None:
    proposal = one(school(), tmp_path, "Leaving date,Briefing", "31/7/2023,4/9/2023")
    assert [problem.reason for problem in proposal.problems] == ["4 Sep 2023 is after the last day."]


def test_no_and_dashes_are_nothing_done(tmp_path: Path) -> None:
    proposal = one(school(), tmp_path, "Briefing,Policy signed,AUP signed,Self-check", "No,n/a,-,not yet")
    assert proposal.problems == ()
    assert [item.details for item in proposal.new] == [()]


def test_people_of_the_old_spreadsheet_known_by_name_only_wait_for_a_yes(tmp_path: Path) -> None:
    register = school()
    accept(register, proposed(register, csv_file(tmp_path, "Surname,Forename,Start date", "Okafor,Ada,1/9/2020")))
    proposal = proposed(register, csv_file(tmp_path, "Name,Briefed", "Ada Okafor,4/9/2023"), history=True)
    assert not proposal.usual
    accept(register, proposal, "same-2")
    assert dates(register, "OKAA") == {"briefing": [date(2023, 9, 4)]}
    assert register.entries[-1].at == NOW


def test_a_declaration_says_whether_there_was_anything(tmp_path: Path) -> None:
    headings = "Asked about connections,Anything to declare"
    for answer, said in (("None", "nothing to declare"), ("yes", "something to declare"), ("", "nothing to declare")):
        proposal = one(school(), tmp_path, headings, f"4/9/2023,{answer}")
        assert [detail.new for detail in proposal.new[0].details] == [f"4 Sep 2023, {said}"]
