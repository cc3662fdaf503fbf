from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest

from exports.governors.messages import asks, key_messages
from exports.suppress import governors_view
from store.changes import AdoptVersion, LinkAup, NoteExport, RecordBriefing
from store.ledger import MemoryLedger
from store.register import Register
from tests.exports.registers import (
    AS_AT,
    AUTUMN,
    NOW,
    SUMMER,
    a_school,
    a_usual_school,
    enter,
    everybody,
    everything_done,
)


def test_change_is_between_the_percentages_that_are_printed() -> None:
    register = a_school(3)
    enter(register, [RecordBriefing((1,), date(2026, 6, 26))], SUMMER)
    enter(register, [RecordBriefing((2,), date(2026, 9, 10))], AUTUMN)
    row = governors_view(register, AS_AT).row("induction")
    assert (row.last_term, row.this_term, row.change) == (33, 67, 34)


def test_late_entries_do_not_change_what_was_reported_last_term() -> None:
    register = a_usual_school(34)
    before = governors_view(register, AS_AT).row("induction").last_term
    late = RecordBriefing(everybody(register), date(2026, 6, 26), reason="The sheet was found")
    enter(register, [late], NOW)
    after = governors_view(register, AS_AT).row("induction")
    assert after.last_term == before
    assert after.this_term == 100


def test_a_register_opened_this_term_has_no_figures_for_last_term() -> None:
    entries = [msgspec.structs.replace(entry, at=AUTUMN) for entry in a_usual_school(2).entries]
    register = Register(MemoryLedger(entries))
    view = governors_view(register, AS_AT)
    assert {row.last_term for row in view.rows} == {"[x]"}
    assert {row.change for row in view.rows} == {"[x]"}
    assert key_messages(view)[2].startswith("No figures were kept for Summer term 2026")


def test_without_a_linked_aup_the_measure_is_said_in_words_and_never_100_percent() -> None:
    view = governors_view(a_school(3, linked=False), AS_AT)
    row = view.row("aup")
    assert (row.due, row.complete, row.overdue, row.this_term, row.change) == ("[z]",) * 5
    assert row.rating == "No AUP linked"
    assert "6(ii)" in view.policy.aup
    assert view.policy.aup in key_messages(view)
    assert "6(ii)" in dict(asks(view))["Agree"]


def test_a_link_between_old_versions_is_said_to_be_one() -> None:
    register = a_school()
    enter(register, [LinkAup("May 2023", "2025", date(2026, 9, 1))], AUTUMN)
    assert governors_view(register, AS_AT).policy.aup.endswith(
        "No check that each document points to the other is recorded."
    )
    assert "checked that each document points to the other" in governors_view(register, date(2026, 7, 2)).policy.aup


def test_records_entered_after_the_day_known_are_not_counted() -> None:
    register = a_usual_school(34)
    known = governors_view(register, AS_AT, date(2026, 9, 1))
    assert known.row("self_check").complete == 0
    assert known.entered_to == SUMMER
    assert governors_view(register, AS_AT).entered_to == AUTUMN


def test_making_a_workbook_is_no_record() -> None:
    register = a_usual_school(2)
    before = governors_view(register, AS_AT)
    enter(register, [NoteExport("governors", AS_AT, 24, "0" * 64)], NOW)
    assert governors_view(register, AS_AT) == before


@pytest.mark.parametrize(
    ("staff", "done", "said"),
    [
        (0, 0, "No staff were in service on the day, so there is nothing to report."),
        (1, 0, "The one member of staff due is not up to date on everything."),
        (2, 0, "None of the 2 staff due is up to date on everything."),
        (1, 1, "The one member of staff due is up to date on everything."),
        (2, 2, "All 2 staff due are up to date on everything."),
        (3, 1, "1 of the 3 staff due is up to date on everything; 2 are not."),
        (3, 2, "2 of the 3 staff due are up to date on everything; 1 is not."),
    ],
)
def test_the_first_message_reads_well_for_none_one_and_many(staff: int, done: int, said: str) -> None:
    register = a_school(staff)
    if done:
        enter(register, everything_done(everybody(register)[:done], date(2026, 9, 10)), AUTUMN)
    messages = key_messages(governors_view(register, AS_AT))
    assert len(messages) == 5
    assert messages[0] == said


def test_the_month_of_the_policy_is_not_made_a_day() -> None:
    assert governors_view(a_school(), AS_AT).policy.dated == "May 2023"


def test_connections_tell_that_staff_were_asked_and_no_more() -> None:
    register = a_usual_school(8)
    view = governors_view(register, AS_AT + timedelta(days=1))
    row = view.row("connections")
    assert f"{row.complete} of {row.due}" in key_messages(view)[4]
    assert "never what was answered" in key_messages(view)[4]


def test_a_new_version_is_told_of_while_its_notice_runs() -> None:
    register = a_usual_school(4)
    enter(register, [AdoptVersion("policy", "November 2026", date(2026, 11, 10), date(2026, 11, 10))], NOW)
    view = governors_view(register, AS_AT)
    assert key_messages(view)[3] == (
        "Policy version November 2026 is new: staff already here have until 8 December 2026 to acknowledge it. "
        "Before that day an acknowledgement of the version before it counts."
    )
    assert "not yet linked" in view.policy.aup
    assert governors_view(register, date(2026, 12, 8)).policy.notice == ""
