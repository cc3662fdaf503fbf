"""The documents of the story: a policy every fifth May, an AUP every second September and its small updates."""

from __future__ import annotations

from datetime import date

from store.changes import AdoptVersion, LinkAup
from store.dates import say_month

POLICY_YEARS = 5
POLICY_OF = 2023
"""One of the years a policy is dated by; the others lie five years from it."""


def policies(first: date, today: date) -> list[AdoptVersion]:
    """The policy in force on the first day, and each one issued up to today."""
    years = range(first.year - POLICY_YEARS, today.year + 1)
    issued = [date(year, 5, 1) for year in years if (year - POLICY_OF) % POLICY_YEARS == 0]
    return [
        AdoptVersion(
            "policy",
            say_month(day),
            day,
            day,
            precision="month",
            decided_by="Governing body, minutes of the spring term",
        )
        for day in _in_force(issued, first, today)
    ]


def aups(first: date, today: date) -> list[AdoptVersion]:
    """The AUP in force on the first day, and each one issued up to today: material in odd years, minor in even."""
    years = range(first.year - 2, today.year + 1)
    issued = [date(year, 9, 1) if year % 2 else date(year, 1, 15) for year in years]
    return [
        AdoptVersion("aup", f"AUP {day.year}", day, day, material=bool(day.year % 2), decided_by="Headteacher")
        for day in _in_force(issued, first, today, must_be_odd=True)
    ]


def _in_force(issued: list[date], first: date, today: date, *, must_be_odd: bool = False) -> list[date]:
    before = [day for day in issued if day <= first and (day.year % 2 or not must_be_odd)]
    return before[-1:] + [day for day in issued if first < day <= today]


def link(policy: AdoptVersion, aup: AdoptVersion, on: date) -> LinkAup:
    """That the two point to each other, looked at on the day."""
    return LinkAup(policy.label, aup.label, on, checked_on=on, checked_by="Headteacher")
