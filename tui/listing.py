"""Which people a view lists, in which order, under which filter; and the figures above and below the list."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

from store.filters import LEFT, Filter, folded, search_line
from store.model import Requirement, StaffMember, Standing
from store.register import Register
from store.rules import PRESSING, SEVERITY
from store.saying import next_due
from store.service import in_service
from store.totals import OWING, State, Totals, counted, state_of

ViewName = Literal["staff", "due"]
STARTER_FOR_DAYS = 30
"""Days after the first day for which the word “starters” finds somebody; those still to start are found too."""

FEW = 8
"""Where one in so many is concerned, the list is made again: quicker than putting each into their place."""


class _Found(NamedTuple):
    """What a filter found, to look on in when more is typed and to go back to when it is taken away."""

    filtered: Filter
    keys: list[int]


class _Lines(dict[int, str]):
    """What is searched of somebody, made when it is first asked for: no call for each of thousands at every letter."""

    def __init__(self, make: Callable[[int], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, staff: int) -> str:
        line = self[staff] = self._make(staff)
        return line


class Listing:
    """The people of a register as the table lists them, as they are until `after` is asked for."""

    def __init__(self, register: Register, as_at: date) -> None:
        self._register = register
        self._as_at = as_at
        self._lines = _Lines(self._line)
        self._sorted: dict[tuple[str, str, bool], list[int]] = {}
        self._found: list[_Found] = []
        self._found_in: object = None
        self.people: list[StaffMember] = sorted(register.staying(as_at), key=_name_of)
        """Everybody in service or still to start, by name."""
        self._members = {member.id: member for member in self.people}
        self._by_name = list(self._members)
        self._states: dict[int, State] = {}
        self._in_state: Counter[State] = Counter()
        self._starting: set[int] = set()
        self._pressed: set[int] = set()
        self._owing: set[int] = set()
        for member in self.people:
            self._count(member)

    def after(self, concerned: Sequence[int], as_at: date) -> Listing:
        """The list now that something else is true of these people; all is made again only where they are many."""
        if as_at != self._as_at or len(concerned) > len(self.people) // FEW:
            return Listing(self._register, as_at)
        self._renew(frozenset(concerned))
        return self

    def _renew(self, concerned: frozenset[int]) -> None:
        for staff in concerned:
            self._lines.pop(staff, None)
            if staff in self._members:
                self._take_out(self._members[staff])
            now = self._register.person(staff)
            if now is not None and not self._register.has_left(staff, self._as_at):
                self._put_in(now)
        self._sorted.clear()
        self._found_in = None
        for made in ("leavers", "totals", "due"):
            self.__dict__.pop(made, None)

    def _put_in(self, member: StaffMember) -> None:
        place = bisect_left(self.people, _name_of(member), key=_name_of)
        self.people.insert(place, member)
        self._by_name.insert(place, member.id)
        self._members[member.id] = member
        self._count(member)

    def _take_out(self, member: StaffMember) -> None:
        place = bisect_left(self.people, _name_of(member), key=_name_of)
        del self.people[place], self._by_name[place], self._members[member.id]
        self._uncount(member)

    def _count(self, member: StaffMember) -> None:
        staff = member.id
        state = self._states[staff] = state_of(self._register, member, self._as_at)
        self._in_state[state] += self._in_service(member)
        if member.spells[-1].first_day > self._as_at:
            self._starting.add(staff)
        if not PRESSING.isdisjoint(state.statuses):
            self._pressed.add(staff)
        if not OWING.isdisjoint(state.statuses):
            self._owing.add(staff)

    def _uncount(self, member: StaffMember) -> None:
        self._in_state[self._states.pop(member.id)] -= self._in_service(member)
        for some in (self._starting, self._pressed, self._owing):
            some.discard(member.id)

    def _in_service(self, member: StaffMember) -> bool:
        return in_service(member, self._register.school.settings, self._as_at)

    @cached_property
    def leavers(self) -> list[StaffMember]:
        """Those whose last day is past, by name; the word “leavers” lists them."""
        return sorted((member for member in self._register.staff() if member.id not in self._members), key=_name_of)

    @property
    def everybody(self) -> list[StaffMember]:
        """Those listed, and then the leavers."""
        return [*self.people, *self.leavers]

    # The figures

    @property
    def to_start(self) -> int:
        """How many have yet to start; they are in no count."""
        return len(self._starting)

    @property
    def in_service(self) -> int:
        return len(self.people) - self.to_start

    @cached_property
    def totals(self) -> dict[Requirement, Totals]:
        return counted(self._in_state)

    @cached_property
    def due(self) -> list[int]:
        """Everybody from whom anything is due, overdue or due within the month, by name."""
        return [staff for staff in self._by_name if staff in self._pressed]

    @property
    def how_many_due(self) -> int:
        """How many that are, for which the list itself is not needed."""
        return len(self._pressed)

    @property
    def owing(self) -> int:
        """How many people owe something."""
        return len(self._owing)

    def pressing(self, requirement: Requirement) -> list[int]:
        """Everybody a group entry offers: one requirement is due, overdue or due within the month."""
        return [
            member.id
            for member in self.people
            if self._standings(member.id)[requirement].status in PRESSING and member.in_service(self._as_at)
        ]

    def _standings(self, staff: int) -> dict[Requirement, Standing]:
        return self._register.standings(staff, self._as_at)

    # The list

    def keys(self, view: ViewName, filtered: Filter, sort: str, *, descending: bool) -> Sequence[int]:
        """The numbers of those listed."""
        asked_for = "leavers" if LEFT in filtered.words else view
        listed = self._in_order(asked_for, sort, descending=descending)
        if self._found_in is not listed:
            self._found, self._found_in = [_Found(Filter(), listed)], listed
        while not filtered.narrows(self._found[-1].filtered):
            self._found.pop()
        if filtered != self._found[-1].filtered:
            self._found.append(_Found(filtered, self._matching(filtered, self._found[-1].keys)))
        return self._found[-1].keys

    def _matching(self, filtered: Filter, keys: list[int]) -> list[int]:
        lines = self._lines
        for word in filtered.words:  # a pass for each word: this runs at every letter, over everybody
            keys = [key for key in keys if word in lines[key]]
        if filtered.standings:
            keys = [key for key in keys if filtered.matches(lines[key], self._asked(key))]
        return keys

    def get_ready(self) -> None:
        """Makes everybody's line of text, so that the first letter typed need not."""
        for member in self.people:
            self.line(member.id)

    def line(self, staff: int) -> str:
        """Everything about somebody that is searched."""
        return self._lines[staff]

    def _line(self, staff: int) -> str:
        member = self._register.person(staff)
        assert member is not None, "only people are listed"
        starter = (self._as_at - member.spells[-1].first_day).days <= STARTER_FOR_DAYS
        connected = any(connection.is_open(self._as_at) for connection in member.connections)
        left = member.spells[-1].last_day is not None and member.spells[-1].last_day < self._as_at
        kinds = [LEFT] if left else []
        kinds += [*(["is:starter"] if starter else []), *(["is:connected"] if connected else [])]
        return search_line(member, kinds)

    def _asked(self, staff: int) -> Callable[[], dict[Requirement, Standing]]:
        return lambda: self._standings(staff)

    def _in_order(self, view: ViewName | Literal["leavers"], sort: str, *, descending: bool) -> list[int]:
        order = (view, sort, descending)
        if order not in self._sorted:
            if view == "due":
                listed = self.due.copy()
            elif view == "leavers":
                listed = [member.id for member in self.leavers]
            else:
                listed = self._by_name.copy()
            if sort != "name":
                listed.sort(key=self._sort_key(sort), reverse=descending)
            elif descending:
                listed.reverse()
            self._sorted[order] = listed
        return self._sorted[order]

    def _sort_key(self, sort: str) -> Callable[[int], tuple[object, ...]]:
        def by_due(staff: int) -> tuple[object, ...]:
            return (next_due(self._standings(staff)) or date.max,)

        def by_job(staff: int) -> tuple[object, ...]:
            member = self._register.person(staff)
            return (folded(member.job_title) if member else "",)

        def by_standing(staff: int) -> tuple[object, ...]:
            standing = self._standings(staff)[sort]  # type: ignore[index]
            return (SEVERITY[standing.status], standing.due or date.max)

        return {"next_due": by_due, "job": by_job}.get(sort, by_standing)


def _name_of(member: StaffMember) -> str:
    return folded(f"{member.surname}\0{member.known_as or member.forename}\0{member.id:09}")
