"""Counts over everybody in service on a day: what the bar on the screen, `status --json` and the workbook all show."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from store.model import REQUIREMENTS, STATUSES, Requirement, StaffMember, Status
from store.register import Register
from store.rules import OUTSTANDING, PRESSING, in_service

OWING: frozenset[Status] = OUTSTANDING
"""Somebody owes what is due or overdue (domain 6.1, outstanding)."""


class Totals(NamedTuple):
    """How many people are in each state for one requirement. Future starters and leavers are outside the count."""

    counts: dict[Status, int]

    @property
    def applicable(self) -> int:
        """Everybody in service, less exempt, less not applicable."""
        return sum(self.counts.values()) - self.counts["exempt"] - self.counts["not_applicable"]

    @property
    def outstanding(self) -> int:
        """Due and overdue together."""
        return self.counts["due"] + self.counts["overdue"]

    @property
    def up_to_date(self) -> int:
        """Applicable less outstanding."""
        return self.applicable - self.outstanding


def in_service_on(register: Register, as_at: date) -> list[StaffMember]:
    """Everybody in service that day, in the order they were added."""
    settings = register.school.settings
    return [member for member in register.staff() if in_service(member, settings, as_at)]


def totals(register: Register, as_at: date, staff: Iterable[StaffMember] | None = None) -> dict[Requirement, Totals]:
    """Counts by requirement over those in service, or over some of them."""
    people = in_service_on(register, as_at) if staff is None else staff
    counts: dict[Requirement, dict[Status, int]] = {
        requirement: dict.fromkeys(STATUSES, 0) for requirement in REQUIREMENTS
    }
    for member in people:
        for requirement, standing in register.standings(member.id, as_at).items():
            counts[requirement][standing.status] += 1
    return {requirement: Totals(found) for requirement, found in counts.items()}


def owing(register: Register, staff: int, as_at: date) -> list[Requirement]:
    """What somebody owes that day, due or overdue, in the order of the requirements."""
    return [r for r, standing in register.standings(staff, as_at).items() if standing.status in OWING]


def pressing_on(register: Register, staff: int, as_at: date, requirements: Iterable[Requirement]) -> bool:
    """Whether any of some requirements is due, overdue or due within the month: whom a group entry offers."""
    standings = register.standings(staff, as_at)
    return any(standings[requirement].status in PRESSING for requirement in requirements)
