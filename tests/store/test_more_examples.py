"""Examples between the worked ones of the domain: the numbers they leave out, where the rules R1 to R12 decide."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from store.model import Requirement
from tests.store.test_status_examples import PERSON, Example, day, day_or_none, enter

POLICY = ("v1 2023-05-01", "v1.1 2025-01-06 minor", "v2 2026-11-02")
AUP_LATER = ("a1 2024-09-02", "a2 2026-07-17 2026-09-01")
AUP_AT_ONCE = ("a1 2024-09-02", "a2 2026-07-17")
SUMMER = {"staff_weekdays": [0, 1, 2, 3, 4], "closures": [["2026-07-21", "2026-08-31"], ["2026-12-19", "2027-01-04"]]}
DEFAULTS: dict[str, Any] = {
    "due_soon_days": 30,
    "grace_days": 7,
    "pre_start_days": 90,
    "rejoin_months": 3,
    "return_after_days": 90,
    "return_credit_days": 28,
    "version_notice_days": 28,
    "self_check_first_days": 14,
    "advice_days": 7,
    "september_counts_from": "07-01",
    "september_due": "09-30",
    "renewal": {
        "briefing": "september",
        "acknowledgement": None,
        "aup": None,
        "self_check": "september",
        "connections": "september",
    },
    "calendar": None,
}


class Who(NamedTuple):
    """One member of staff: spells `2026-09-01/2027-03-31`, what was done `2026-09-02=v1 recorded withdrawn back`."""

    spells: tuple[str, ...] = ("2020-09-01",)
    done: tuple[str, ...] = ()
    away: tuple[str, ...] = ()
    exempt: tuple[str, ...] = ()
    ties: tuple[str, ...] = ()
    """Declared, advised, ended; a dash for never."""
    engagement: str = "employee"


def starter(*done: str, **more: Any) -> Who:
    return Who(("2026-09-01",), done, **more)


def old_hand(*done: str, **more: Any) -> Who:
    return Who(done=done, **more)


class Row(NamedTuple):
    """Where somebody stands on one requirement on a day, said as `status due basis`."""

    who: Who
    requirement: Requirement
    as_at: str
    expected: str
    versions: tuple[str, ...] = ()
    known_at: str | None = None
    rules: dict[str, Any] = {}  # noqa: RUF012 - read only


HALF_YEARLY = {"renewal": {**DEFAULTS["renewal"], "briefing": 6}}
YEARLY = {"renewal": {**DEFAULTS["renewal"], "briefing": 12}}
WRONGLY_WITHDRAWN = old_hand("2025-09-03", "2026-09-02 2026-09-03 2026-10-12 2026-10-14")
LONG_AWAY = ("2026-06-15/2027-03-31",)
TERM_AWAY = ("2026-10-05/2027-01-10",)
DECLARED = "2026-09-02"

ROWS: dict[str, Row] = {
    # 08: between 31 days before the refresher and the day itself
    "08 30 days before": Row(starter("2026-09-02"), "briefing", "2027-08-31", "due_soon 2027-09-30 refresh"),
    "08 the day before": Row(starter("2026-09-02"), "briefing", "2027-09-29", "due_soon 2027-09-30 refresh"),
    "10 last day of grace": Row(starter("2026-09-02"), "briefing", "2027-10-07", "due 2027-09-30 refresh"),
    # 11: a briefing before the start that does count
    "11 in June, 83 days before": Row(starter("2026-06-10"), "briefing", "2026-09-01", "current 2027-09-30 refresh"),
    "11 90 days before": Row(starter("2026-06-03"), "briefing", "2026-09-01", "current 2027-09-30 refresh"),
    "11 seen before the start": Row(starter("2026-07-17"), "briefing", "2026-08-20", "current 2027-09-30 refresh"),
    # 16: rolling months
    "16 the day before": Row(
        old_hand("2028-02-29"), "briefing", "2029-02-27", "due_soon 2029-02-28 refresh", rules=YEARLY
    ),
    "16 in a leap year": Row(
        old_hand("2027-08-31"), "briefing", "2028-02-29", "due 2028-02-29 refresh", rules=HALF_YEARLY
    ),
    "16 credited on the start": Row(
        starter("2026-07-17"), "briefing", "2026-09-01", "current 2027-03-01 refresh", rules=HALF_YEARLY
    ),
    # 21: put back
    "21 as known once put back": Row(
        WRONGLY_WITHDRAWN, "briefing", "2026-10-13", "current 2027-09-30 refresh", known_at="2026-10-14"
    ),
    "21 as known before": Row(
        WRONGLY_WITHDRAWN, "briefing", "2026-10-11", "current 2027-09-30 refresh", known_at="2026-10-11"
    ),
    "21 as known on the day": Row(
        WRONGLY_WITHDRAWN, "briefing", "2026-10-11", "overdue 2026-09-30 refresh", known_at="2026-10-12"
    ),
    "21 by now": Row(WRONGLY_WITHDRAWN, "briefing", "2026-10-13", "current 2027-09-30 refresh"),
    # 24, 26: back within three months, or the day after them
    "24 back on the last day that joins": Row(
        Who(("2023-09-01/2026-05-31", "2026-08-31"), ("2025-09-03",)),
        "briefing",
        "2026-09-05",
        "due_soon 2026-09-30 refresh",
    ),
    "26 fixed term, July to September": Row(
        Who(("2025-09-01/2026-07-20", "2026-09-01"), ("2025-09-03",)),
        "briefing",
        "2026-10-08",
        "overdue 2026-09-30 refresh",
    ),
    # 29, 31: return from a long absence
    "29 a day in touch 22 days before": Row(
        old_hand("2025-09-03", "2027-03-10", away=LONG_AWAY), "briefing", "2027-04-01", "current 2027-09-30 refresh"
    ),
    "29 a day in touch 28 days before": Row(
        old_hand("2025-09-03", "2027-03-04", away=LONG_AWAY), "briefing", "2027-04-01", "current 2027-09-30 refresh"
    ),
    "29 a day in touch 29 days before": Row(
        old_hand("2025-09-03", "2027-03-03", away=LONG_AWAY), "briefing", "2027-04-01", "due 2027-04-01 return"
    ),
    "29 grace gone after the return": Row(
        old_hand("2025-09-03", away=LONG_AWAY), "briefing", "2027-04-09", "overdue 2027-04-01 return"
    ),
    "31 89 days away": Row(
        old_hand("2026-09-02", away=("2026-10-05/2027-01-01",)),
        "briefing",
        "2027-01-11",
        "current 2027-09-30 refresh",
    ),
    "31 the last day away": Row(
        old_hand("2026-09-02", away=TERM_AWAY), "briefing", "2027-01-10", "current 2027-09-30 refresh"
    ),
    "31 other requirements are not reopened": Row(
        old_hand("2026-09-02", away=TERM_AWAY), "self_check", "2027-01-11", "current 2027-09-30 refresh"
    ),
    "31 overdue before going away": Row(
        old_hand("2025-09-03", away=("2026-10-19/2026-11-27",)), "briefing", "2026-10-18", "overdue 2026-09-30 refresh"
    ),
    "31 and due on the way back": Row(
        old_hand("2025-09-03", away=("2026-10-19/2026-11-27",)), "briefing", "2026-11-28", "due 2026-11-28 refresh"
    ),
    # 34: an exemption that has run out
    "34 the day after": Row(
        starter(exempt=("2026-09-01/2027-03-31",)), "briefing", "2027-04-01", "due 2027-04-01 first"
    ),
    "34 grace gone": Row(
        starter(exempt=("2026-09-01/2027-03-31",)), "briefing", "2027-04-09", "overdue 2027-04-01 first"
    ),
    "34 without an end": Row(starter(exempt=("2026-09-01",)), "briefing", "2027-04-01", "exempt - exempted"),
    "34 category comes first": Row(
        Who(("2026-09-01",), exempt=("2026-09-01",), engagement="governor"),
        "briefing",
        "2026-10-01",
        "not_applicable - category",
    ),
    # 38, 41: versions of the policy
    "38 on the day it is due": Row(
        starter("2026-09-02=v1.1"), "acknowledgement", "2026-11-30", "due 2026-11-30 new_version", POLICY
    ),
    "38 last day of grace": Row(
        starter("2026-09-02=v1.1"), "acknowledgement", "2026-12-07", "due 2026-11-30 new_version", POLICY
    ),
    "38 the day before it was issued": Row(
        starter("2026-09-02=v1.1"), "acknowledgement", "2026-11-01", "current - refresh", POLICY
    ),
    "41 the new one acknowledged": Row(
        starter("2026-09-02=v1.1", "2026-11-05=v2"), "acknowledgement", "2026-12-08", "current - refresh", POLICY
    ),
    "41 the new one acknowledged, and nothing before": Row(
        starter("2026-11-05=v2"), "acknowledgement", "2026-11-10", "current - refresh", POLICY
    ),
    "41 the old one acknowledged late": Row(
        starter("2026-11-05=v1"), "acknowledgement", "2026-11-10", "due_soon 2026-11-30 new_version", POLICY
    ),
    "44 the old one signed before starting": Row(
        Who(("2026-11-16",), ("2026-10-20=v1",)), "acknowledgement", "2026-11-16", "due 2026-11-16 first", POLICY
    ),
    # 45, 48, 50: the acceptable use agreement
    "45 43 days before it takes effect": Row(
        old_hand("2024-09-03=a1"), "aup", "2026-07-20", "current 2026-09-01 new_version", AUP_LATER
    ),
    "45 the day it takes effect": Row(
        old_hand("2024-09-03=a1"), "aup", "2026-09-01", "due 2026-09-01 new_version", AUP_LATER
    ),
    "48 without a calendar nothing rolls": Row(
        old_hand("2024-09-03=a1"), "aup", "2026-08-20", "due 2026-08-14 new_version", AUP_AT_ONCE
    ),
    "48 rolled, on the day": Row(
        old_hand("2024-09-03=a1"),
        "aup",
        "2026-09-01",
        "due 2026-09-01 new_version",
        AUP_AT_ONCE,
        rules={"calendar": SUMMER},
    ),
    "48 a first day in the holidays": Row(
        Who(("2026-12-28",)), "briefing", "2026-12-28", "due_soon 2027-01-05 first", rules={"calendar": SUMMER}
    ),
    "50 never signed": Row(starter(), "aup", "2026-10-01", "overdue 2026-09-01 first", ("a1 2024-09-02",)),
    "50 no AUP, and left": Row(Who(("2020-09-01/2026-09-30",)), "aup", "2026-10-01", "not_applicable - left"),
    # 54: asked again each September
    "50 self-check on the first day": Row(starter(), "self_check", "2026-09-01", "due_soon 2026-09-15 first"),
    "52 self-check, last day of grace": Row(starter(), "self_check", "2026-09-22", "due 2026-09-15 first"),
    "54 asked again": Row(starter("2026-09-10"), "self_check", "2027-09-30", "due 2027-09-30 refresh"),
    "54 not declared": Row(starter(), "connections", "2026-09-09", "overdue 2026-09-01 first"),
    "54 declared": Row(starter(DECLARED), "connections", "2027-01-15", "current 2027-09-30 refresh"),
    # 58: connections
    "58 ended without advice": Row(
        starter(DECLARED, ties=("2027-01-12 - 2027-01-20",)), "connections", "2027-01-27", "current 2027-09-30 refresh"
    ),
    "58 one advised, one not": Row(
        starter(DECLARED, ties=("2027-01-12 2027-01-14 -", "2027-01-18 - -")),
        "connections",
        "2027-01-27",
        "due 2027-01-25 advice",
    ),
    "58 both overdue: the earlier": Row(
        starter(DECLARED, ties=("2027-01-12 - -",)), "connections", "2027-10-15", "overdue 2027-01-19 advice"
    ),
    "58 the declaration is the more severe": Row(
        starter(ties=("2026-09-15 - -",)), "connections", "2026-09-22", "overdue 2026-09-01 first"
    ),
    "58 a connection does not renew the declaration": Row(
        starter(DECLARED, ties=("2027-09-20 2027-09-20 -",)), "connections", "2027-10-08", "overdue 2027-09-30 refresh"
    ),
    "58 advised later, as it was then": Row(
        starter(DECLARED, ties=("2027-01-12 2027-01-28 -",)), "connections", "2027-01-27", "overdue 2027-01-19 advice"
    ),
    # 60: a start to come
    "60 31 days before": Row(Who(("2027-01-04",)), "briefing", "2026-12-04", "not_started 2027-01-04 first"),
    "60 30 days before": Row(Who(("2027-01-04",)), "briefing", "2026-12-05", "due_soon 2027-01-04 first"),
    "60 briefed ahead": Row(
        Who(("2027-01-04",), ("2026-11-20",)), "briefing", "2026-11-22", "current 2027-09-30 refresh"
    ),
    # 62: who is asked what
    "62 volunteer, briefing": Row(
        starter(engagement="volunteer"), "briefing", "2026-10-01", "overdue 2026-09-01 first"
    ),
    "62 trainee, AUP": Row(
        starter(engagement="trainee"), "aup", "2026-10-01", "overdue 2026-09-01 first", ("a1 2024-09-02",)
    ),
    "62 trainee, connections": Row(
        starter(engagement="trainee"), "connections", "2026-10-01", "not_applicable - category"
    ),
    "62 governor": Row(starter(engagement="governor"), "briefing", "2026-10-01", "not_applicable - category"),
    "62 central, self-check": Row(
        starter(engagement="central"), "self_check", "2026-10-01", "overdue 2026-09-15 first"
    ),
    "62 category comes before no AUP": Row(
        starter(engagement="volunteer"), "aup", "2026-10-01", "not_applicable - category"
    ),
}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_another_example(row: Row) -> None:
    found = enter(written_out(row)).standing(PERSON, row.requirement, day(row.as_at), day_or_none(row.known_at))
    assert f"{found.status} {found.due or '-'} {found.basis}" == row.expected


def written_out(row: Row) -> Example:
    """The example as the file of the worked ones would have it."""
    who = row.who
    return {
        "requirement": row.requirement,
        "as_at": row.as_at,
        "known_at": row.known_at,
        "settings": {**DEFAULTS, **row.rules},
        "versions": [version(text) for text in row.versions],
        "staff": {
            "engagement": who.engagement,
            "spells": [span(text) for text in who.spells],
            "absences": [span(text) for text in who.away],
            "exemptions": [
                {"requirement": row.requirement, "from": first, "until": last} for first, last in map(span, who.exempt)
            ],
            "records": [record(text, row.requirement) for text in who.done],
            "connections": [connection(text) for text in who.ties],
        },
    }


def span(text: str) -> list[str | None]:
    first, _, last = text.partition("/")
    return [first, last or None]


def version(text: str) -> Example:
    label, issued, *rest = text.split()
    effective = next((word for word in rest if word != "minor"), issued)
    return {"label": label, "issued_on": issued, "effective_on": effective, "material": "minor" not in rest}


def record(text: str, requirement: Requirement) -> Example:
    what, *entered = text.split()
    on, _, label = what.partition("=")
    recorded, withdrawn, back = [*entered, None, None, None][:3] if entered else (on, None, None)
    return {
        "requirement": requirement,
        "effective_on": on,
        "recorded_on": recorded,
        "version": label or None,
        "complete": True,
        "withdrawn_on": withdrawn,
        "reinstated_on": back,
    }


def connection(text: str) -> Example:
    declared, advised, ended = (None if word == "-" else word for word in text.split())
    return {"declared_on": declared, "advised_on": advised, "ended_on": ended}
