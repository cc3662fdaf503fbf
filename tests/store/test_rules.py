"""R1 to R11 beyond the worked examples: the days on both sides of every interval, and properties."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from store.model import (
    Absence,
    Advice,
    AdviceStatement,
    AupLink,
    Basis,
    Connection,
    Engagement,
    Exemption,
    Record,
    Renewal,
    Requirement,
    School,
    SchoolCalendar,
    Settings,
    Spell,
    StaffMember,
    Standing,
    Status,
    Version,
)
from store.rules import SEVERITY, standing
from store.service import in_service

D = date.fromisoformat
WEEKDAYS = (0, 1, 2, 3, 4)
quick = settings(derandomize=True, max_examples=60, deadline=None)


def day_or_none(text: str | None) -> date | None:
    return D(text) if text else None


def spells(*given: str, engagement: Engagement = "employee") -> tuple[Spell, ...]:
    """Spells written `2026-09-01` or `2026-09-01/2027-07-31`, or ending `:agency`."""
    found = []
    for text in given:
        days, _, kind = text.partition(":")
        first, _, last = days.partition("/")
        found.append(Spell(D(first), day_or_none(last), msgspec.convert(kind or engagement, type=Engagement)))
    return tuple(found)


def person(*given: str, engagement: Engagement = "employee") -> StaffMember:
    return StaffMember(1, "ABC", "Adams", "Joy", "TA", spells=spells(*given, engagement=engagement))


def records(*days: str) -> tuple[Record, ...]:
    """Records written `2026-09-02`, or `2026-09-02=v1` for a version."""
    return tuple(
        Record(n, "briefing", D(text.partition("=")[0]), complete=True, version=text.partition("=")[2] or None)
        for n, text in enumerate(days)
    )


def absences(*given: str) -> tuple[Absence, ...]:
    return tuple(Absence(D(text[:10]), day_or_none(text[11:])) for text in given)


def exempt(*given: str, requirement: Requirement = "briefing") -> tuple[Exemption, ...]:
    return tuple(Exemption(requirement, D(text[:10]), day_or_none(text[11:]), "Headteacher") for text in given)


def versions(*given: str) -> tuple[Version, ...]:
    """Versions written `v1 issued effective`, with `minor` at the end of a minor one."""
    found = []
    for text in given:
        label, issued, *rest = text.split()
        effective = rest[0] if rest and rest[0] != "minor" else issued
        found.append(Version(label, D(issued), D(effective), material="minor" not in rest))
    return tuple(found)


def tie(
    declared: str, *advice: tuple[str, tuple[AdviceStatement, ...]], ended: str | None = None, number: int = 1
) -> Connection:
    given_advice = tuple(Advice(9, D(on), said, "Headteacher", "in_person") for on, said in advice)
    return Connection(
        number,
        8,
        D(declared),
        "related",
        "pupil",
        "wider_family",
        "JA 2B",
        "2",
        2031,
        given_advice,
        day_or_none(ended),
    )


def school(
    *, policy: tuple[Version, ...] = (), aup: tuple[Version, ...] = (), linked: str = "", **rules: object
) -> School:
    links = (AupLink("p1", "a1", D(linked)),) if linked else ()
    return School("Bradley", msgspec.structs.replace(Settings(), **rules), policy, aup, links)


def renewing(every: Renewal) -> School:
    return school(renewal={**Settings().renewal, "briefing": every})


def calendar(*closures: str) -> SchoolCalendar:
    return SchoolCalendar(WEEKDAYS, tuple((D(text[:10]), D(text[11:])) for text in closures))


def said(member: StaffMember, requirement: Requirement, on: str, where: School | None = None) -> str:
    """A standing as `status due basis`."""
    found = standing(member, requirement, where or school(), D(on))
    return f"{found.status} {found.due or '-'} {found.basis}"


def with_records(member: StaffMember, requirement: Requirement, *days: str) -> StaffMember:
    kept = {
        "briefing": "briefings",
        "acknowledgement": "acknowledgements",
        "aup": "aups",
        "self_check": "self_checks",
        "connections": "declarations",
    }[requirement]
    return msgspec.structs.replace(member, **{kept: records(*days)})


# R1, R2 ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("engagement", "asked"),
    [
        ("employee", "BPUSC"),
        ("central", "BPUSC"),
        ("agency", "BPU"),
        ("trainee", "BPU"),
        ("volunteer", "BP"),
        ("governor", ""),
        ("contractor", ""),
    ],
)
def test_who_is_asked_what(engagement: Engagement, asked: str) -> None:
    where = school(policy=versions("p1 2020-01-01"), aup=versions("a1 2020-01-01"), linked="2020-01-01")
    letters: dict[str, Requirement] = {
        "B": "briefing",
        "P": "acknowledgement",
        "U": "aup",
        "S": "self_check",
        "C": "connections",
    }
    member = person("2026-09-01", engagement=engagement)
    found = [
        letter
        for letter, requirement in letters.items()
        if standing(member, requirement, where, D("2026-09-01")).basis != "category"
    ]
    assert "".join(found) == asked


def test_precedence_left_category_no_aup_exemption() -> None:
    pardoned = exempt("2026-01-01", requirement="aup")
    here = msgspec.structs.replace(person("2026-01-01/2026-06-30"), exemptions=pardoned)
    away = msgspec.structs.replace(
        person("2026-01-01/2026-06-30", engagement="volunteer"), exemptions=pardoned, absences=absences("2026-01-01")
    )
    linked = school(aup=versions("a1 2025-01-01"), linked="2025-01-01")
    assert said(here, "aup", "2026-07-01", school()) == "not_applicable - left"
    assert said(away, "aup", "2026-07-01", linked) == "not_applicable - left"
    assert said(away, "aup", "2026-06-30", school()) == "not_applicable - category"
    assert said(here, "aup", "2026-06-30", school()) == "not_applicable - no_aup_linked"
    assert said(here, "aup", "2026-06-30", linked) == "exempt - exempted"


def test_an_aup_is_asked_for_from_the_day_it_is_linked() -> None:
    where = school(aup=versions("a1 2025-01-01"), linked="2026-10-05")
    assert said(person("2026-09-01"), "aup", "2026-10-04", where) == "not_applicable - no_aup_linked"
    assert said(person("2026-09-01"), "aup", "2026-10-05", where) == "overdue 2026-09-01 first"


# R3 -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("last_day", "back", "continuous"),
    [
        ("2026-05-31", "2026-08-31", True),
        ("2026-05-31", "2026-09-01", False),
        ("2026-11-30", "2027-02-28", True),  # the month's end is as far as three months go
        ("2026-11-30", "2027-03-01", False),
        ("2027-11-30", "2028-02-29", True),
        ("2027-11-30", "2028-03-01", False),
        ("2026-07-20", "2026-07-21", True),
        ("2026-12-15", "2027-03-15", True),
        ("2026-12-15", "2027-03-16", False),
    ],
)
def test_three_months_join_spells(last_day: str, back: str, continuous: bool) -> None:
    member = with_records(person(f"2024-09-01/{last_day}", back), "briefing", "2024-09-02")
    basis = standing(member, "briefing", school(), D(back)).basis
    assert basis == ("refresh" if continuous else "first")


@pytest.mark.parametrize(
    ("on", "inside"),
    [
        ("2026-08-31", False),
        ("2026-09-01", True),
        ("2026-12-18", True),
        ("2027-01-15", True),  # between two spells that join
        ("2027-02-12", True),
        ("2027-02-13", False),
        ("2027-08-31", False),
        ("2027-09-01", True),
    ],
)
def test_first_and_last_day_are_in_service(on: str, inside: bool) -> None:
    member = person("2026-09-01/2026-12-18", "2027-02-01/2027-02-12", "2027-09-01")
    assert in_service(member, Settings(), D(on)) is inside


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2026-03-31", "overdue 2025-09-30 refresh"),
        ("2026-04-01", "not_started 2026-09-01 first"),  # a future starter, not a leaver
        ("2026-08-02", "due_soon 2026-09-01 first"),
        ("2026-09-01", "due 2026-09-01 first"),
    ],
)
def test_between_two_times_here_the_later_decides(on: str, expected: str) -> None:
    member = with_records(person("2024-09-01/2026-03-31", "2026-09-01"), "briefing", "2024-09-02")
    assert said(member, "briefing", on) == expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2026-12-31", "not_applicable - category"),
        ("2027-01-01", "due_soon 2027-01-15 first"),
        ("2027-01-15", "due 2027-01-15 first"),
        ("2027-01-23", "overdue 2027-01-15 first"),
    ],
)
def test_a_change_of_engagement_asks_from_its_own_first_day(on: str, expected: str) -> None:
    member = person("2025-09-01/2026-12-31:agency", "2027-01-01:employee")
    assert said(member, "self_check", on) == expected


def test_what_was_asked_before_a_change_of_engagement_stays_due_from_then() -> None:
    member = person("2025-09-01/2026-12-31:agency", "2027-01-01:employee")
    assert said(member, "briefing", "2027-01-01") == "overdue 2025-09-01 first"
    back_again = person("2025-09-01/2026-03-31", "2026-04-01/2026-06-30:agency", "2026-07-01")
    assert said(back_again, "self_check", "2026-07-01") == "due_soon 2026-07-15 first"


# R4 -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("briefed", "expected"),
    [
        ("2026-06-02", "due 2026-09-01 first"),  # 91 days before
        ("2026-06-03", "current 2027-09-30 refresh"),  # 90 days before, credited on the first day
        ("2026-08-31", "current 2027-09-30 refresh"),
    ],
)
def test_a_briefing_before_the_start_counts_for_ninety_days(briefed: str, expected: str) -> None:
    assert said(with_records(person("2026-09-01"), "briefing", briefed), "briefing", "2026-09-01") == expected


def test_credit_on_the_start_date_also_for_rolling_months() -> None:
    member = with_records(person("2026-09-01"), "briefing", "2026-07-01")
    assert said(member, "briefing", "2026-09-01", renewing(6)) == "current 2027-03-01 refresh"


def test_the_latest_record_is_used_whatever_the_order_of_entry() -> None:
    member = with_records(person("2024-09-01"), "briefing", "2026-09-02", "2024-09-02")
    assert said(member, "briefing", "2026-10-15") == "current 2027-09-30 refresh"


def test_a_record_from_a_time_here_that_ended_does_not_count() -> None:
    member = with_records(person("2024-09-01/2025-12-31", "2026-09-01"), "briefing", "2025-12-01")
    assert said(member, "briefing", "2026-09-01") == "due 2026-09-01 first"


def test_a_draft_does_not_count() -> None:
    draft = (msgspec.structs.replace(records("2026-09-01")[0], complete=False),)
    member = msgspec.structs.replace(person("2026-09-01"), briefings=draft)
    assert said(member, "briefing", "2026-09-09") == "overdue 2026-09-01 first"


# R5, 6.1 --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("requirement", "due"),
    [
        ("briefing", "2026-09-01"),
        ("acknowledgement", "2026-09-01"),
        ("aup", "2026-09-01"),
        ("connections", "2026-09-01"),
        ("self_check", "2026-09-15"),
    ],
)
def test_first_due(requirement: Requirement, due: str) -> None:
    where = school(policy=versions("p1 2020-01-01"), aup=versions("a1 2020-01-01"), linked="2020-01-01")
    days: list[tuple[int, Status]] = [(-31, "not_started"), (-30, "due_soon"), (-1, "due_soon")]
    days += [(0, "due"), (7, "due"), (8, "overdue")]
    for offset, status in days:
        found = standing(person("2026-09-01"), requirement, where, D(due) + timedelta(offset))
        assert found == Standing(status, D(due), "first"), offset


def test_the_schools_own_intervals() -> None:
    where = school(due_soon_days=10, grace_days=0, self_check_first_days=21)
    member = person("2026-09-01")
    assert said(member, "self_check", "2026-09-11", where) == "not_started 2026-09-22 first"
    assert said(member, "self_check", "2026-09-12", where) == "due_soon 2026-09-22 first"
    assert said(member, "self_check", "2026-09-22", where) == "due 2026-09-22 first"
    assert said(member, "self_check", "2026-09-23", where) == "overdue 2026-09-22 first"


# R6 -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("briefed", "every", "due"),
    [
        ("2026-06-30", "september", "2026-09-30"),
        ("2026-07-01", "september", "2027-09-30"),
        ("2026-12-31", "september", "2027-09-30"),
        ("2027-01-01", "september", "2027-09-30"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2028-02-29", 48, "2032-02-29"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-10-15", 3, "2027-01-15"),
        ("2026-10-15", None, "-"),
    ],
)
def test_renewal(briefed: str, every: Renewal, due: str) -> None:
    member = with_records(person("2024-09-01"), "briefing", briefed)
    found = standing(member, "briefing", renewing(every), D(briefed))
    assert (str(found.due or "-"), found.basis) == (due, "refresh")


@pytest.mark.parametrize(
    ("counts_from", "due_on", "briefed", "due"),
    [
        ((6, 1), (10, 15), "2026-05-31", "2026-10-15"),
        ((6, 1), (10, 15), "2026-06-01", "2027-10-15"),
        ((8, 20), (9, 1), "2026-08-19", "2026-09-01"),
        ((8, 20), (9, 1), "2026-08-20", "2027-09-01"),
        ((9, 1), (9, 30), "2026-08-31", "2026-09-30"),
        ((9, 1), (9, 30), "2026-09-01", "2027-09-30"),
    ],
)
def test_a_september_of_the_schools_own(
    counts_from: tuple[int, int], due_on: tuple[int, int], briefed: str, due: str
) -> None:
    where = school(september_counts_from=counts_from, september_due=due_on)
    member = with_records(person("2024-09-01"), "briefing", briefed)
    assert str(standing(member, "briefing", where, D(briefed)).due) == due


@pytest.mark.parametrize(("start", "due"), [("2026-06-30", "2026-09-30"), ("2026-07-01", "2027-09-30")])
def test_a_starter_before_july_is_asked_again_in_september(start: str, due: str) -> None:
    member = with_records(person(start), "briefing", start)
    assert str(standing(member, "briefing", school(), D(start)).due) == due


# R7 -------------------------------------------------------------------------

V1, V2 = "v1 2026-01-05", "v2 2026-11-02"
V2_IN_JANUARY = "v2 2026-11-02 2027-01-04"
MINOR = "v1.1 2026-06-01 minor"


@pytest.mark.parametrize(
    ("start", "signed", "document", "on", "expected"),
    [
        # every day of the notice
        ("2026-09-01", ["2026-09-01=v1"], [V1, V2], "2026-11-01", "current - refresh"),
        ("2026-09-01", ["2026-09-01=v1"], [V1, V2], "2026-11-02", "due_soon 2026-11-30 new_version"),
        ("2026-09-01", ["2026-09-01=v1"], [V1, V2], "2026-11-30", "due 2026-11-30 new_version"),
        ("2026-09-01", ["2026-09-01=v1"], [V1, V2], "2026-12-07", "due 2026-11-30 new_version"),
        ("2026-09-01", ["2026-09-01=v1"], [V1, V2], "2026-12-08", "overdue 2026-11-30 new_version"),
        ("2026-09-01", ["2026-11-02=v2"], [V1, V2], "2027-06-01", "current - refresh"),
        # in force on the first day, or the day after
        ("2026-11-02", [], [V1, V2], "2026-11-02", "due 2026-11-02 first"),
        ("2026-11-02", ["2026-10-30=v1"], [V1, V2], "2026-11-02", "due 2026-11-02 first"),
        ("2026-11-01", [], [V1, V2], "2026-11-02", "due 2026-11-01 first"),
        ("2026-11-01", ["2026-11-01=v1"], [V1, V2], "2026-11-02", "due_soon 2026-11-30 new_version"),
        # effective later than the notice, and a start later than both
        ("2026-09-01", ["2026-09-01=v1"], [V1, V2_IN_JANUARY], "2026-11-02", "current 2027-01-04 new_version"),
        ("2026-12-25", ["2026-12-20=v1"], [V1, V2_IN_JANUARY], "2026-12-26", "due_soon 2027-01-04 new_version"),
        ("2026-12-25", [], [V1, "v2 2026-11-02 2026-12-25"], "2026-12-25", "due 2026-12-25 first"),
        # no amnesty: several versions, the earliest unmet date stands
        ("2026-09-01", [], [V1, V2], "2026-11-10", "overdue 2026-09-01 first"),
        ("2026-09-01", ["2026-09-01=v1"], [V1, V2, "v3 2026-12-01"], "2026-12-15", "overdue 2026-11-30 new_version"),
        ("2026-09-01", ["2026-12-05=v3"], [V1, V2, "v3 2026-12-01"], "2026-12-15", "current - refresh"),
        ("2026-09-01", ["2026-12-05=v2"], [V1, V2, "v3 2026-12-01"], "2026-12-15", "due_soon 2026-12-29 new_version"),
        # issued in one order, in force in another: the one in force first is owed first
        (
            "2026-09-01",
            ["2026-09-01=v1"],
            [V1, "v2 2026-09-10 2027-06-01", "v3 2026-10-01"],
            "2026-10-29",
            "due 2026-10-29 new_version",
        ),
        (
            "2026-09-01",
            ["2026-10-05=v3"],
            [V1, "v2 2026-09-10 2027-06-01", "v3 2026-10-01"],
            "2027-06-01",
            "current - refresh",
        ),
        # a minor version asks for nothing, and signing it satisfies the material one before it
        ("2026-05-01", ["2026-05-01=v1"], [V1, MINOR], "2026-09-01", "current - refresh"),
        ("2026-05-01", ["2026-06-02=v1.1"], [V1, MINOR], "2026-09-01", "current - refresh"),
        ("2026-05-01", ["2026-06-02=v1.1"], [V1, MINOR, V2], "2026-11-10", "due_soon 2026-11-30 new_version"),
        ("2026-07-01", [], [V1, MINOR], "2026-07-01", "due 2026-07-01 first"),
        # the old version signed again does not satisfy the new one, nor undo it
        ("2026-09-01", ["2026-11-03=v2", "2026-11-09=v1"], [V1, V2], "2026-11-10", "current - refresh"),
        ("2026-09-01", ["2026-11-03=v1"], [V1, V2], "2026-11-10", "due_soon 2026-11-30 new_version"),
        # nothing to sign yet; a first version after the start
        ("2026-09-01", [], [], "2026-11-10", "not_started - first"),
        ("2026-09-01", [], ["v1 2026-10-01"], "2026-10-01", "due_soon 2026-10-29 new_version"),
    ],
)  # fmt: skip
def test_versions(start: str, signed: list[str], document: list[str], on: str, expected: str) -> None:
    member = with_records(person(start), "acknowledgement", *signed)
    assert said(member, "acknowledgement", on, school(policy=versions(*document))) == expected
    linked = school(aup=versions(*document), linked="2020-01-01")
    assert said(with_records(person(start), "aup", *signed), "aup", on, linked) == expected


def test_a_yearly_acknowledgement_if_the_school_wants_one() -> None:
    yearly = {**Settings().renewal, "acknowledgement": msgspec.convert("september", type=Renewal)}
    where = school(policy=versions("v1 2020-01-01"), renewal=yearly)
    member = with_records(person("2025-09-01"), "acknowledgement", "2025-09-01=v1")
    assert said(member, "acknowledgement", "2026-10-08", where) == "overdue 2026-09-30 refresh"


# R8 -------------------------------------------------------------------------

ALL: tuple[AdviceStatement, ...] = ("F1", "F2", "F3")
IN_TWO = tie("2027-01-12", ("2027-01-15", ("F3",)), ("2027-01-14", ("F1", "F2")))
NOT_ALL = tie("2027-01-12", ("2027-01-14", ("F1", "V1")), ("2027-01-15", ("F2",)))
TOLD = tie("2027-01-12", ("2027-01-12", ALL))


@pytest.mark.parametrize(
    ("ties", "on", "expected"),
    [
        ([tie("2027-01-12")], "2027-01-11", "current 2027-09-30 refresh"),
        ([tie("2027-01-12")], "2027-01-12", "due_soon 2027-01-19 advice"),
        ([tie("2027-01-12")], "2027-01-19", "due 2027-01-19 advice"),
        ([tie("2027-01-12")], "2027-01-26", "due 2027-01-19 advice"),
        ([tie("2027-01-12")], "2027-01-27", "overdue 2027-01-19 advice"),
        # all three, on one day or over several; the fourth is another matter
        ([tie("2027-01-12", ("2027-01-14", ("F1", "F2")))], "2027-01-27", "overdue 2027-01-19 advice"),
        ([NOT_ALL], "2027-01-27", "overdue 2027-01-19 advice"),
        ([IN_TWO], "2027-01-14", "due_soon 2027-01-19 advice"),
        ([IN_TWO], "2027-01-15", "current 2027-09-30 refresh"),
        # ended
        ([tie("2027-01-12", ended="2027-01-25")], "2027-01-24", "due 2027-01-19 advice"),
        ([tie("2027-01-12", ended="2027-01-25")], "2027-01-25", "current 2027-09-30 refresh"),
        # several: the most severe, then the earliest
        ([tie("2027-01-12"), tie("2027-01-05", number=2)], "2027-01-13", "due 2027-01-12 advice"),
        ([tie("2027-01-12"), tie("2027-01-05", number=2)], "2027-01-20", "overdue 2027-01-12 advice"),
        ([tie("2027-01-12"), tie("2027-01-11", number=2)], "2027-01-13", "due_soon 2027-01-18 advice"),
        ([TOLD, tie("2027-01-20", number=2)], "2027-01-21", "due_soon 2027-01-27 advice"),
        # the declaration is not renewed by a connection, and may be the more pressing
        ([tie("2027-09-20", ("2027-09-20", ALL))], "2027-09-30", "due 2027-09-30 refresh"),
        ([tie("2027-10-01")], "2027-10-08", "overdue 2027-09-30 refresh"),
        ([tie("2027-09-23")], "2027-09-30", "due 2027-09-30 advice"),
    ],
)  # fmt: skip
def test_connections(ties: list[Connection], on: str, expected: str) -> None:
    member = with_records(person("2026-09-01"), "connections", "2026-09-01")
    member = msgspec.structs.replace(member, connections=tuple(ties))
    if expected.startswith("due 2027-09-30"):  # a dead heat: either reason is right
        assert said(member, "connections", on).startswith("due 2027-09-30")
    else:
        assert said(member, "connections", on) == expected


@pytest.mark.parametrize(
    ("declared", "on", "expected"),
    [
        ("2026-07-01", "2026-08-20", "due_soon 2026-09-08 advice"),
        ("2026-07-01", "2026-09-15", "due 2026-09-08 advice"),
        ("2026-07-01", "2026-09-16", "overdue 2026-09-08 advice"),
        ("2026-09-01", "2026-09-08", "due 2026-09-08 advice"),
        ("2026-09-02", "2026-09-09", "due 2026-09-09 advice"),
    ],
)
def test_advice_on_a_tie_told_of_before_the_start_waits_for_the_start(declared: str, on: str, expected: str) -> None:
    member = with_records(person("2026-09-01"), "connections", "2026-07-01")
    assert said(msgspec.structs.replace(member, connections=(tie(declared),)), "connections", on) == expected


# R9 -------------------------------------------------------------------------

CHRISTMAS = "2026-12-19/2027-01-04"


@pytest.mark.parametrize(
    ("start", "closures", "due"),
    [
        ("2026-12-18", [CHRISTMAS], "2026-12-18"),
        ("2026-12-19", [CHRISTMAS], "2027-01-05"),  # over the year's end
        ("2027-01-04", [CHRISTMAS], "2027-01-05"),
        ("2026-12-31", ["2026-12-19/2027-01-01", "2027-01-04/2027-01-08"], "2027-01-11"),  # weekends between closures
        ("2026-12-31", ["2026-12-19/2027-01-04", "2026-12-28/2027-01-10"], "2027-01-11"),  # closures overlap
        ("2026-08-29", [], "2026-08-31"),  # a Saturday
        ("2026-08-28", [], "2026-08-28"),
    ],
)
def test_a_first_date_rolls_to_a_staff_day(start: str, closures: list[str], due: str) -> None:
    where = school(calendar=calendar(*closures))
    assert str(standing(person(start), "briefing", where, D(start)).due) == due


def test_what_rolls_and_what_does_not() -> None:
    shut = school(
        calendar=calendar("2027-09-27/2027-10-03", "2026-11-30/2026-12-02", CHRISTMAS),
        policy=versions("v1 2026-01-05", "v2 2026-11-02"),
    )
    briefed = with_records(person("2026-09-01"), "briefing", "2026-09-01")
    assert said(briefed, "briefing", "2027-09-30", shut) == "due 2027-09-30 refresh"
    rolling = msgspec.structs.replace(
        shut, settings=msgspec.structs.replace(shut.settings, renewal=renewing(4).settings.renewal)
    )
    assert said(briefed, "briefing", "2026-12-26", rolling) == "due_soon 2027-01-01 refresh"
    signed = with_records(person("2026-09-01"), "acknowledgement", "2026-09-01=v1")
    assert said(signed, "acknowledgement", "2026-12-03", shut) == "due 2026-12-03 new_version"
    declared = with_records(person("2026-09-01"), "connections", "2026-09-01")
    declared = msgspec.structs.replace(declared, connections=(tie("2026-12-14"),))
    assert said(declared, "connections", "2027-01-05", shut) == "due 2027-01-05 advice"
    returned = msgspec.structs.replace(briefed, absences=absences("2026-09-10/2026-12-20"))
    assert said(returned, "briefing", "2027-01-05", shut) == "due 2027-01-05 return"
    checked = person("2026-12-10")
    assert said(checked, "self_check", "2027-01-05", shut) == "due 2027-01-05 first"  # 24 December


# R10 ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("away", "on", "expected"),
    [
        # away over the refresher of 30 Sep 2026
        (["2026-09-14/2026-10-23"], "2026-08-31", "due_soon 2026-09-30 refresh"),
        (["2026-09-14/2026-10-23"], "2026-09-14", "exempt 2026-10-24 absent"),
        (["2026-09-14/2026-10-23"], "2026-10-23", "exempt 2026-10-24 absent"),
        (["2026-09-14/2026-10-23"], "2026-10-24", "due 2026-10-24 refresh"),
        (["2026-09-14/2026-10-23"], "2026-11-01", "overdue 2026-10-24 refresh"),
        # the last day of the absence is the due date, or the day before it
        (["2026-09-14/2026-09-30"], "2026-09-20", "exempt 2026-10-01 absent"),
        (["2026-09-14/2026-09-29"], "2026-09-20", "exempt 2026-09-30 absent"),
        (["2026-09-14/2026-09-29"], "2026-09-30", "due 2026-09-30 refresh"),
        # already overdue before going away: shown so then, due on return
        (["2026-11-02/2026-12-11"], "2026-11-01", "overdue 2026-09-30 refresh"),
        (["2026-11-02/2026-12-11"], "2026-11-02", "exempt 2026-12-12 absent"),
        (["2026-11-02/2026-12-11"], "2026-12-12", "due 2026-12-12 refresh"),
        # nothing pressing: up to date stays up to date
        (["2026-02-02/2026-03-27"], "2026-02-02", "current 2026-09-30 refresh"),
        (["2026-08-03/2026-11-27"], "2026-08-30", "current 2026-11-28 refresh"),
        (["2026-08-03/2026-11-27"], "2026-08-31", "exempt 2026-11-28 absent"),
        # no end in sight: no due date
        (["2026-02-02"], "2026-08-30", "current - refresh"),
        (["2026-02-02"], "2026-08-31", "exempt - absent"),
        (["2026-09-14"], "2026-09-13", "due_soon 2026-09-30 refresh"),
        # two absences that touch are one
        (["2026-09-14/2026-10-09", "2026-10-10/2026-10-23"], "2026-09-20", "exempt 2026-10-24 absent"),
        (["2026-09-14/2026-10-09", "2026-10-12/2026-10-23"], "2026-09-20", "exempt 2026-10-10 absent"),
        (["2026-09-14/2026-10-09", "2026-10-12/2026-10-23"], "2026-10-11", "due 2026-10-10 refresh"),
        (["2026-09-14/2026-10-09", "2026-10-12/2026-10-23"], "2026-10-24", "due 2026-10-24 refresh"),
    ],
)
def test_absence(away: list[str], on: str, expected: str) -> None:
    member = with_records(person("2025-09-01"), "briefing", "2025-09-02")
    assert said(msgspec.structs.replace(member, absences=absences(*away)), "briefing", on) == expected


@pytest.mark.parametrize(
    ("excused", "away", "on", "expected"),
    [
        (["2026-09-01/2026-12-31"], [], "2026-08-31", "due_soon 2026-09-30 refresh"),
        (["2026-09-01/2026-12-31"], [], "2026-09-01", "exempt 2027-01-01 exempted"),
        (["2026-09-01/2026-12-31"], [], "2027-01-01", "due 2027-01-01 refresh"),
        (["2026-01-01/2026-03-31"], [], "2026-02-01", "exempt 2026-09-30 exempted"),  # even when up to date
        (["2026-01-01"], [], "2026-12-01", "exempt - exempted"),
        # together: the headteacher's decision is the reason, the later end is when it falls due
        (["2026-09-01/2026-10-31"], ["2026-10-01/2026-11-30"], "2026-10-15", "exempt 2026-12-01 exempted"),
        (["2026-09-01/2026-10-31"], ["2026-10-01/2026-11-30"], "2026-11-01", "exempt 2026-12-01 absent"),
        (["2026-09-01/2026-12-31"], ["2026-10-01/2026-11-30"], "2026-10-15", "exempt 2027-01-01 exempted"),
        (["2026-09-01/2026-12-31"], ["2026-10-01"], "2026-10-15", "exempt - exempted"),
        (["2026-09-01"], ["2026-10-01/2026-11-30"], "2026-10-15", "exempt - exempted"),
        (["2026-09-01/2026-10-31"], ["2026-10-01/2026-11-30"], "2026-12-01", "due 2026-12-01 refresh"),
    ],
)
def test_exemption(excused: list[str], away: list[str], on: str, expected: str) -> None:
    member = with_records(person("2025-09-01"), "briefing", "2025-09-02")
    member = msgspec.structs.replace(member, exemptions=exempt(*excused), absences=absences(*away))
    assert said(member, "briefing", on) == expected


def test_an_exemption_is_from_one_requirement_only() -> None:
    member = msgspec.structs.replace(person("2026-09-01"), exemptions=exempt("2026-01-01"))
    assert said(member, "connections", "2026-09-01") == "due 2026-09-01 first"


def test_the_end_of_a_pause_rolls_for_a_first_date_but_not_for_a_refresher() -> None:
    shut = school(calendar=calendar(CHRISTMAS))
    away = absences("2026-11-02/2026-12-18")
    starter = msgspec.structs.replace(person("2026-11-02"), absences=away)
    assert said(starter, "briefing", "2026-12-01", shut) == "exempt 2027-01-05 absent"
    refresher = with_records(person("2025-09-01"), "briefing", "2025-09-02")
    refresher = msgspec.structs.replace(refresher, absences=away)
    assert said(refresher, "briefing", "2026-12-01", shut) == "exempt 2026-12-19 absent"


@pytest.mark.parametrize(
    ("back", "begun", "on", "expected"),
    [
        ("2026-09-01", "2025-01-01", "2026-09-01", "due 2026-09-01 first"),
        ("2026-09-01", "2025-01-01", "2026-08-15", "due_soon 2026-09-01 first"),  # coming back, and not excused
        ("2026-09-01", "2025-01-01", "2025-03-01", "exempt - {basis}"),
        ("2026-09-01", "2025-01-01/2027-01-31", "2026-09-01", "due 2026-09-01 first"),
        ("2026-09-01", "2026-08-20", "2026-09-01", "exempt - {basis}"),  # begun for the new time here
        ("2025-06-30", "2025-01-01", "2026-09-01", "exempt - {basis}"),  # three months join: one time here
    ],
)
def test_a_pause_ends_with_the_time_here_it_began_in(back: str, begun: str, on: str, expected: str) -> None:
    member = person("2020-09-01/2025-03-31", back)
    away = msgspec.structs.replace(member, absences=absences(begun))
    excused = msgspec.structs.replace(member, exemptions=exempt(begun))
    assert said(away, "briefing", on) == expected.format(basis="absent")
    assert said(excused, "briefing", on) == expected.format(basis="exempted")


# R11 ------------------------------------------------------------------------

GAP_OF_A_DAY = ["2026-10-05/2026-11-20", "2026-11-22/2027-01-02"]


@pytest.mark.parametrize(
    ("briefed", "away", "on", "expected"),
    [
        # 89 and 90 days
        (["2026-09-02"], ["2026-10-05/2027-01-01"], "2027-01-02", "current 2027-09-30 refresh"),
        (["2026-09-02"], ["2026-10-05/2027-01-02"], "2027-01-02", "current 2027-09-30 refresh"),  # not ended yet
        (["2026-09-02"], ["2026-10-05/2027-01-02"], "2027-01-03", "due 2027-01-03 return"),
        (["2026-09-02"], ["2026-10-05/2027-01-02"], "2027-01-10", "due 2027-01-03 return"),
        (["2026-09-02"], ["2026-10-05/2027-01-02"], "2027-01-11", "overdue 2027-01-03 return"),
        # a keeping-in-touch day 28 or 29 days before the return; before that, the return date stands
        (["2026-09-02", "2026-12-06"], ["2026-10-05/2027-01-02"], "2027-01-03", "current 2027-09-30 refresh"),
        (["2026-09-02", "2026-12-05"], ["2026-10-05/2027-01-02"], "2027-01-03", "due 2027-01-03 return"),
        # briefed on the day of return, and not seen before that day
        (["2026-09-02", "2027-01-03"], ["2026-10-05/2027-01-02"], "2027-01-03", "current 2027-09-30 refresh"),
        (["2026-09-02", "2027-01-05"], ["2026-10-05/2027-01-02"], "2027-01-04", "due 2027-01-03 return"),
        # two that touch or overlap are one absence; two with a day between are not
        (["2026-09-02"], ["2026-10-05/2026-11-20", "2026-11-21/2027-01-02"], "2027-01-03", "due 2027-01-03 return"),
        (["2026-09-02"], ["2026-11-01/2027-01-02", "2026-10-05/2026-11-20"], "2027-01-03", "due 2027-01-03 return"),
        (["2026-09-02"], GAP_OF_A_DAY, "2027-01-03", "current 2027-09-30 refresh"),
        # away again before the briefing: due on the second return
        (["2026-09-02"], ["2026-10-05/2027-01-02", "2027-01-05/2027-01-29"], "2027-01-20", "exempt 2027-01-30 absent"),
        (["2026-09-02"], ["2026-10-05/2027-01-02", "2027-01-05/2027-01-29"], "2027-01-30", "due 2027-01-30 return"),
        # no end: no return
        (["2026-09-02"], ["2026-10-05"], "2027-06-01", "current - refresh"),
    ],
)  # fmt: skip
def test_return(briefed: list[str], away: list[str], on: str, expected: str) -> None:
    member = with_records(person("2024-09-01"), "briefing", *briefed)
    assert said(msgspec.structs.replace(member, absences=absences(*away)), "briefing", on) == expected


def test_a_return_asks_for_the_briefing_only() -> None:
    member = msgspec.structs.replace(person("2024-09-01"), absences=absences("2026-10-05/2027-01-31"))
    member = with_records(member, "self_check", "2026-09-02")
    assert said(member, "self_check", "2027-02-01") == "current 2027-09-30 refresh"


# Properties -----------------------------------------------------------------

days = st.integers(0, 1200).map(lambda n: D("2024-06-01") + timedelta(n))
some_days = st.lists(days, max_size=4)
requirements: st.SearchStrategy[Requirement] = st.sampled_from(
    ["briefing", "acknowledgement", "aup", "self_check", "connections"]
)
PAUSE_DAYS = 200


@st.composite
def pauses(draw: st.DrawFn) -> list[tuple[date, date | None]]:
    found: list[tuple[date, date | None]] = []
    for first in draw(st.lists(days, max_size=2)):
        length = draw(st.one_of(st.none(), st.integers(0, PAUSE_DAYS)))
        found.append((first, None if length is None else first + timedelta(length)))
    return found


@st.composite
def schools(draw: st.DrawFn) -> School:
    document = []
    for number, issued in enumerate(sorted(draw(st.lists(days, max_size=4, unique=True)))):
        effective = issued + timedelta(draw(st.sampled_from([0, 0, 10, 60])))
        document.append(Version(f"v{number}", issued, effective, material=draw(st.booleans())))
    shut = draw(st.one_of(st.none(), days))
    holiday = shut and SchoolCalendar(WEEKDAYS, ((shut, shut + timedelta(30)),))
    return school(policy=tuple(document), aup=tuple(document), linked="2020-01-01", calendar=holiday)


@st.composite
def members(draw: st.DrawFn, requirement: Requirement) -> StaffMember:
    first = draw(days)
    member = person(str(first))
    done = tuple(
        Record(
            9, requirement, on, complete=draw(st.booleans()), version=draw(st.sampled_from(["v0", "v1", "v2", "v3"]))
        )
        for on in draw(some_days)
    )
    ties = tuple(tie(str(on), number=number) for number, on in enumerate(draw(st.lists(days, max_size=2))))
    excused = tuple(Exemption(requirement, one, last, "Head") for one, last in draw(pauses()))
    away = tuple(Absence(one, last) for one, last in draw(pauses()))
    fields = ("briefings", "acknowledgements", "aups", "self_checks", "declarations")
    quiet = draw(st.booleans())
    return msgspec.structs.replace(
        member,
        **dict.fromkeys(fields, done),
        connections=ties,
        exemptions=() if quiet else excused,
        absences=() if quiet else away,
    )


EXEMPT: set[Basis] = {"absent", "exempted"}


@quick
@given(st.data(), schools(), requirements, days)
def test_a_status_agrees_with_its_due_date(data: st.DataObject, where: School, asked: Requirement, on: date) -> None:
    found = standing(data.draw(members(asked)), asked, where, on)
    if found.status == "exempt":
        assert found.basis in EXEMPT
        assert found.due is None or found.due > on
        return
    if found.status == "not_applicable":
        assert found.due is None
        return
    ahead = None if found.due is None else (found.due - on).days
    expected: dict[Status, bool] = {
        "not_started": ahead is None or ahead > 30,
        "current": ahead is None or ahead > 30,
        "due_soon": ahead is not None and 1 <= ahead <= 30,
        "due": ahead is not None and -7 <= ahead <= 0,
        "overdue": ahead is not None and ahead < -7,
    }
    assert expected[found.status], (found, on)


@quick
@given(st.data(), schools(), requirements, days)
def test_recording_today_never_makes_a_standing_worse(
    data: st.DataObject, where: School, asked: Requirement, on: date
) -> None:
    member = data.draw(members(asked))
    assume(not (asked in {"acknowledgement", "aup"} and not where.policy_versions))
    label = data.draw(st.sampled_from([version.label for version in where.policy_versions] or ["v0"]))
    done = Record(99, asked, on, complete=True, version=label)
    more = msgspec.structs.replace(
        member,
        **{
            name: (*getattr(member, name), done)
            for name in ("briefings", "acknowledgements", "aups", "self_checks", "declarations")
        },
    )
    before, after = standing(member, asked, where, on), standing(more, asked, where, on)
    # Somebody away who records what was owed is up to date, no longer exempt (R10).
    assert SEVERITY[after.status] >= SEVERITY[before.status] or (before.status, after.status) == ("exempt", "current")


@quick
@given(st.data(), schools(), days, days, st.sampled_from([0, 40]))
def test_a_minor_version_changes_nothing(
    data: st.DataObject, where: School, issued: date, on: date, later: int
) -> None:
    member = data.draw(members("acknowledgement"))
    minor = Version("minor", issued, issued + timedelta(later), material=False)
    more = tuple(sorted((*where.policy_versions, minor), key=lambda v: (v.issued_on, v.effective_on)))
    after = msgspec.structs.replace(where, policy_versions=more)
    assert standing(member, "acknowledgement", after, on) == standing(member, "acknowledgement", where, on)


@quick
@given(st.data(), schools(), days, st.sampled_from([0, 40]))
def test_a_new_version_gives_no_amnesty(data: st.DataObject, where: School, on: date, later: int) -> None:
    member = msgspec.structs.replace(data.draw(members("acknowledgement")), absences=(), exemptions=())
    issued = max([on, *(version.issued_on for version in where.policy_versions)])
    new = Version("new", issued, issued + timedelta(later), material=True)
    after = msgspec.structs.replace(where, policy_versions=(*where.policy_versions, new))
    then = issued + timedelta(data.draw(st.integers(0, 100)))
    before = standing(member, "acknowledgement", where, then)
    found = standing(member, "acknowledgement", after, then)
    assert SEVERITY[found.status] <= SEVERITY[before.status]
    if before.due is not None:
        assert found.due is not None
        assert found.due <= before.due


@quick
@given(st.data(), schools(), requirements, days, st.integers(1, 60))
def test_what_is_dated_later_is_not_seen(
    data: st.DataObject, where: School, asked: Requirement, on: date, later: int
) -> None:
    member = data.draw(members(asked))
    then = on + timedelta(later)
    done = Record(99, asked, then, complete=True, version="v0")
    more = msgspec.structs.replace(
        member,
        **{
            name: (*getattr(member, name), done)
            for name in ("briefings", "acknowledgements", "aups", "self_checks", "declarations")
        },
        connections=(*member.connections, tie(str(then), number=7)),
        exemptions=(*member.exemptions, Exemption(asked, then, None, "Head")),
    )
    assert standing(more, asked, where, on) == standing(member, asked, where, on)


@quick
@given(st.data(), schools(), days, st.integers(1, 40))
def test_an_unbriefed_starters_standing_only_grows_more_severe(
    data: st.DataObject, where: School, on: date, later: int
) -> None:
    member = data.draw(members("briefing"))
    member = msgspec.structs.replace(member, briefings=(), absences=(), exemptions=())
    before = standing(member, "briefing", where, on)
    after = standing(member, "briefing", where, on + timedelta(later))
    assert SEVERITY[after.status] <= SEVERITY[before.status]
    assert after.due == before.due

    assert after.due == before.due


@pytest.mark.parametrize(
    ("away", "on", "expected"),
    [
        (["2025-01-01", "2026-09-20/2027-01-31"], "2026-11-01", "exempt 2027-02-01 absent"),
        (["2025-01-01/2026-09-19", "2026-09-20/2027-01-31"], "2026-11-01", "exempt 2027-02-01 absent"),
        (["2025-01-01/2026-10-01"], "2026-10-05", "overdue 2026-09-01 first"),
    ],
)
def test_an_absence_of_an_earlier_time_here_hides_nothing_of_this_one(away: list[str], on: str, expected: str) -> None:
    member = msgspec.structs.replace(person("2020-09-01/2025-03-31", "2026-09-01"), absences=absences(*away))
    assert said(member, "briefing", on) == expected
