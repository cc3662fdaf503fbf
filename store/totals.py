"""Counts over everybody in service on a day: what the bar on the screen, `status --json` and the workbook all show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from store.model import REQUIREMENTS, STATUSES, Requirement, StaffMember, Status
from store.register import Register
from store.rules import OUTSTANDING, PRESSING, has_done
from store.service import in_service

OWING: frozenset[Status] = OUTSTANDING
"""Somebody owes what is due or overdue (domain 6.1, outstanding)."""


class Totals(NamedTuple):
    """How many people are in each state for one requirement. Future starters and leavers are outside the count."""

    counts: dict[Status, int]
    not_yet: int
    """Those who have done nothing that counts and owe nothing yet: starters within their first days."""

    @property
    def applicable(self) -> int:
        """Everybody in service, less exempt, less not applicable."""
        return sum(self.counts.values()) - self.counts["exempt"] - self.counts["not_applicable"]

    @property
    def outstanding(self) -> int:
        """Due and overdue together."""
        return self.counts["due"] + self.counts["overdue"]

    @property
    def staff_due(self) -> int:
        """Complete and outstanding together, as governors are shown it (exports 6)."""
        return self.applicable - self.not_yet

    @property
    def complete(self) -> int:
        """Those who have done it and owe nothing."""
        return self.staff_due - self.outstanding


def in_service_on(register: Register, as_at: date) -> list[StaffMember]:
    """Everybody in service that day, in the order they were added."""
    settings = register.school.settings
    return [member for member in register.staying(as_at) if in_service(member, settings, as_at)]


class State(NamedTuple):
    """Where one person stands, requirement by requirement; many people stand the same."""

    statuses: tuple[Status, ...]
    not_yet: tuple[bool, ...]
    """Of which requirements they have done nothing that counts and owe nothing yet."""


def state_of(register: Register, member: StaffMember, as_at: date) -> State:
    """Where somebody stands on a day."""
    standings = register.standings(member.id, as_at)
    statuses = tuple([standing.status for standing in standings.values()])
    if "not_started" not in statuses and "due_soon" not in statuses:
        return State(statuses, _NONE)
    settings = register.school.settings
    not_yet = [
        standing.status == "not_started"
        or (standing.status == "due_soon" and not has_done(member, requirement, settings, as_at))
        for requirement, standing in standings.items()
    ]
    return State(statuses, tuple(not_yet))


_NONE = (False,) * len(REQUIREMENTS)


def counted(states: Mapping[State, int]) -> dict[Requirement, Totals]:
    """Counts by requirement, from how many people are in each state."""
    counts = [dict.fromkeys(STATUSES, 0) for _ in REQUIREMENTS]
    not_yet = [0] * len(REQUIREMENTS)
    for state, people in states.items():
        for at, status in enumerate(state.statuses):
            counts[at][status] += people
            not_yet[at] += people * state.not_yet[at]
    return {requirement: Totals(counts[at], not_yet[at]) for at, requirement in enumerate(REQUIREMENTS)}


def totals(register: Register, as_at: date, staff: Iterable[StaffMember] | None = None) -> dict[Requirement, Totals]:
    """Counts by requirement over those in service, or over some of them."""
    people = in_service_on(register, as_at) if staff is None else staff
    return counted(Counter(state_of(register, member, as_at) for member in people))


def owing(register: Register, staff: int, as_at: date) -> list[Requirement]:
    """What somebody owes that day, due or overdue, in the order of the requirements."""
    return [r for r, standing in register.standings(staff, as_at).items() if standing.status in OWING]


def pressing_on(register: Register, staff: int, as_at: date, requirements: Iterable[Requirement]) -> bool:
    """Whether any of some requirements is due, overdue or due within the month: whom a group entry offers."""
    standings = register.standings(staff, as_at)
    return any(standings[requirement].status in PRESSING for requirement in requirements)
