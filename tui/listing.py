"""Which people a view lists, in which order, under which filter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Literal

from store.filters import Filter, folded, search_line
from store.model import Requirement, StaffMember, Standing
from store.register import Register
from store.rules import PRESSING, SEVERITY, service_on
from store.saying import next_due
from store.totals import OWING

STARTER_FOR_DAYS = 30
"""Days after the first day for which the word “starters” finds somebody; those still to start are found too."""

ViewName = Literal["staff", "due"]


class Listing:
    """The people of a register as the table lists them. Made again when anything changes."""

    def __init__(self, register: Register, as_at: date) -> None:
        self._register = register
        self._as_at = as_at
        self._lines: dict[int, str] = {}
        settings = register.school.settings
        self.people: list[StaffMember] = []
        """Everybody in service or still to start, by name."""
        for member in register.staff():
            service = service_on(member.spells, settings, as_at)
            if service is not None and (service.last_day is None or service.last_day >= as_at):
                self.people.append(member)
        self.to_start = sum(member.spells[-1].first_day > as_at for member in self.people)
        """How many of them have yet to start; they are in no count."""
        self.people.sort(key=lambda member: (folded(member.surname), folded(member.known_as or member.forename)))

    def keys(self, view: ViewName, filtered: Filter, sort: str, *, descending: bool) -> list[int]:
        """The numbers of those listed."""
        found = [member.id for member in self.people]
        if view == "due":
            found = [staff for staff in found if self.presses(staff)]
        if not filtered.shows_all:
            found = [staff for staff in found if filtered.matches(self._line(staff), self._standings_of(staff))]
        if sort != "name":
            found.sort(key=self._sort_key(sort), reverse=descending)
        elif descending:
            found.reverse()
        return found

    def presses(self, staff: int) -> bool:
        """Whether anything is due, overdue or due within the month."""
        return any(s.status in PRESSING for s in self._register.standings(staff, self._as_at).values())

    def pressing(self, requirement: Requirement) -> list[int]:
        """Everybody a group entry offers: one requirement is due, overdue or due within the month."""
        return [
            member.id
            for member in self.people
            if self._register.standings(member.id, self._as_at)[requirement].status in PRESSING
            and member.in_service(self._as_at)
        ]

    @property
    def in_service(self) -> int:
        return len(self.people) - self.to_start

    def owing(self) -> int:
        """How many people owe something."""
        return sum(
            any(s.status in OWING for s in self._register.standings(m.id, self._as_at).values()) for m in self.people
        )

    def _line(self, staff: int) -> str:
        if staff not in self._lines:
            member = self._register.person(staff)
            assert member is not None, "only people are listed"
            starter = (self._as_at - member.spells[-1].first_day).days <= STARTER_FOR_DAYS
            connected = any(connection.is_open(self._as_at) for connection in member.connections)
            kinds = [*(["is:starter"] if starter else []), *(["is:connected"] if connected else [])]
            self._lines[staff] = search_line(member, kinds)
        return self._lines[staff]

    def _standings_of(self, staff: int) -> Callable[[], dict[Requirement, Standing]]:
        return lambda: self._register.standings(staff, self._as_at)

    def _sort_key(self, sort: str) -> Callable[[int], tuple[object, ...]]:
        def by_due(staff: int) -> tuple[object, ...]:
            return (next_due(self._register.standings(staff, self._as_at)) or date.max,)

        def by_job(staff: int) -> tuple[object, ...]:
            member = self._register.person(staff)
            return (folded(member.job_title) if member else "",)

        def by_standing(staff: int) -> tuple[object, ...]:
            standing = self._register.standings(staff, self._as_at)[sort]  # type: ignore[index]
            return (SEVERITY[standing.status], standing.due or date.max)

        return {"next_due": by_due, "job": by_job}.get(sort, by_standing)
