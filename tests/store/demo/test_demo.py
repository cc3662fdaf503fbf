"""The invented school: the same each time, accepted by the register's checks, and believable on any day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from functools import cache

import msgspec
import pytest

from store.changes import AdoptVersion, Bundle, Entry, LinkAup, RecordBriefing, StartService, Withdraw, parts
from store.dates import london_date
from store.demo.entries import demo_entries
from store.ledger import MemoryLedger
from store.model import StaffMember, Status
from store.register import Register
from store.service import in_service, service_periods
from store.totals import in_service_on, owing

TODAY = date(2026, 11, 22)
DAYS = (
    TODAY,
    date(2028, 2, 29),
    date(2026, 9, 1),
    date(2026, 9, 2),
    date(2026, 9, 30),
    date(2026, 10, 7),
    date(2026, 12, 25),
    date(2027, 5, 3),
    date(2027, 8, 15),
)


@cache
def register_on(today: date) -> Register:
    return Register(MemoryLedger(demo_entries(today=today)))


def statuses(register: Register, member: StaffMember, today: date) -> set[Status]:
    return {standing.status for standing in register.standings(member.id, today).values()}


def kinds(entries: Sequence[Entry], kind: type) -> list[Entry]:
    return [entry for entry in entries if any(isinstance(part, kind) for part in parts(entry.change))]


def test_the_same_each_time() -> None:
    once, again = demo_entries(today=TODAY), demo_entries(today=TODAY)
    assert msgspec.json.encode(once) == msgspec.json.encode(again)


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_a_few_owe_something_and_it_differs_how_late(today: date) -> None:
    register = register_on(today)
    people = in_service_on(register, today)
    found = [status for member in people for status in statuses(register, member, today)]
    assert len(people) == 34
    assert 5 <= sum(bool(owing(register, member.id, today)) for member in people) <= 9
    assert {"due_soon", "due", "overdue", "current"} <= set(found)


def test_some_put_off_their_self_check_until_the_winter() -> None:
    def late(today: date) -> int:
        register = register_on(today)
        found = [register.standings(m.id, today)["self_check"] for m in in_service_on(register, today)]
        return sum(standing.status == "overdue" and standing.due == date(2026, 9, 30) for standing in found)

    assert late(TODAY) == 3
    assert late(date(2026, 12, 25)) == 0


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_what_a_school_has_on_any_day(today: date) -> None:
    register = register_on(today)
    staff = register.staff()
    settings = register.school.settings
    leavers = [m for m in staff if m.spells[-1].last_day and m.spells[-1].last_day < today]
    away = [m for m in staff if any(a.first_day <= today and a.last_day is None for a in m.absences)]
    future = [m for m in staff if m.spells[0].first_day > today]
    to_advise = [c for m in staff for c in m.connections if c.is_open(today) and c.advised_on(today) is None]
    # In early October one more may have been told within the last days.
    waiting = [c for c in to_advise if (today - c.declared_on).days > 7]
    assert leavers
    assert len(away) == 1
    assert future
    assert not any(in_service(member, settings, today) for member in future)
    assert len(waiting) == 1
    assert len(to_advise) <= 2
    assert {"employee", "central", "agency", "trainee", "volunteer"} <= {m.spells[-1].engagement for m in staff}


def test_the_longer_stories_are_told() -> None:
    register = register_on(TODAY)
    entries = register.entries
    months = register.school.settings.rejoin_months
    returners = [member for member in register.staff() if len(member.spells) > 1]
    assert len(returners) == 1
    assert len(service_periods(returners[0].spells, months)) == 1
    assert kinds(entries, StartService)
    assert [entry for entry in entries if isinstance(entry.change, Withdraw)]
    back = [m for m in register.staff() for a in m.absences if a.last_day and (a.last_day - a.first_day).days > 200]
    assert back
    assert any(
        record.effective_on > absence.last_day
        for m in back
        for absence in m.absences
        if absence.last_day
        for record in m.briefings
    )
    ended = [c for m in register.staff() for c in m.connections if c.ended_on]
    assert any("V1" in advice.statements for connection in ended for advice in connection.advice)
    follow_ups = [follow_up for m in register.staff() for follow_up in m.follow_ups]
    assert any(follow_up.closed_on for follow_up in follow_ups)


def test_documents_are_those_of_the_school() -> None:
    school = register_on(TODAY).school
    assert school.name == "Bradley Primary School"
    assert [(v.label, v.issued_on, v.precision) for v in school.policy_versions] == [
        ("May 2023", date(2023, 5, 1), "month")
    ]
    assert [(v.label, v.material) for v in school.aup_versions] == [
        ("AUP 2023", True),
        ("AUP 2024", False),
        ("AUP 2025", True),
        ("AUP 2026", False),
    ]
    assert all(link.checked_on for link in school.aup_links)


def test_entered_in_order_in_school_hours_and_never_after_today() -> None:
    for today in DAYS:
        moments = [entry.at for entry in demo_entries(today=today)]
        assert moments == sorted(moments)
        assert london_date(moments[-1]) <= today
        assert all(time(8) <= moment.time() <= time(17) and moment.tzinfo is UTC for moment in moments)


def test_a_group_is_one_entry() -> None:
    briefings = kinds(demo_entries(today=TODAY), RecordBriefing)
    largest = max(
        len(part.people) for entry in briefings for part in parts(entry.change) if isinstance(part, RecordBriefing)
    )
    assert largest > 20


def test_codes_are_three_letters_and_nobodys_twice() -> None:
    codes = [member.code for member in register_on(TODAY).staff()]
    assert len(set(codes)) == len(codes)
    assert all(len(code) == 3 and code.isascii() and code.isupper() for code in codes)


def test_what_is_written_down_unchecked_for_many_would_pass_the_checks() -> None:
    entries = demo_entries(today=TODAY, staff=1_020, years=2)
    ids = iter(entry.id for entry in entries)
    register = Register(MemoryLedger(), new_id=lambda: next(ids))
    for entry in entries:
        assert register.apply(entry.change, entry.by, entry.at) == entry
    assert len(in_service_on(register, TODAY)) == 1_020


def test_entries_grow_with_staff() -> None:
    entries = demo_entries(today=TODAY, staff=200, years=10)
    assert 9 <= len(entries) / 200 <= 12
    assert max(len(e.change.changes) for e in entries if isinstance(e.change, Bundle)) <= 50


@pytest.mark.parametrize("staff", [1, 2, 5, 23, 24, 51])
def test_any_number_of_staff(staff: int) -> None:
    register = Register(MemoryLedger(demo_entries(today=TODAY, staff=staff, years=1)))
    assert len(in_service_on(register, TODAY)) == staff


def test_before_the_policy_of_2023_another_was_in_force() -> None:
    entries = demo_entries(today=TODAY, years=10)
    labels = [e.change.label for e in entries if isinstance(e.change, AdoptVersion) and e.change.document == "policy"]
    assert labels == ["May 2013", "May 2018", "May 2023"]
    assert len(kinds(entries, LinkAup)) > len(labels)


def test_nobody_and_no_time_are_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        demo_entries(today=TODAY, staff=0)
    with pytest.raises(ValueError, match="at least one"):
        demo_entries(today=TODAY, years=0)


def test_set_up_comes_first_by_the_business_manager() -> None:
    entries = demo_entries(today=TODAY)
    first = entries[0]
    keeper = next(m for m in register_on(TODAY).staff() if m.job_title == "School business manager")
    assert {entry.by for entry in entries} == {f"{keeper.forename[0]} {keeper.surname}"}
    assert first.n == 1
    assert first.at < datetime(2023, 9, 30, tzinfo=UTC)
