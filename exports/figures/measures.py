"""The seven measures governors are shown (exports 6), computed from the register for the close of a day. Pure.

Overdue is the register's *outstanding* (due or overdue, domain 6.1), so it is the number on the screen and in
`status --json`. Complete is the rest of those who have done something that counts. Whoever has done nothing yet and
owes nothing yet, a starter inside the first days, is in neither, and so not in Staff due.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import Literal, NamedTuple

from store.model import REQUIREMENTS, Engagement, Requirement, School, StaffMember, Standing, Status
from store.register import Register
from store.rules import counting, standings, within
from store.service import service_on
from store.totals import in_service_on

MeasureKey = Literal["induction", "acknowledgement", "aup", "self_check", "connections", "briefing", "all"]

Outcome = Literal["complete", "overdue", "not_yet", "outside"]
"""Of one person on one measure: done; owed; not done and not yet due; not asked of them (exempt, other category)."""


class Measure(NamedTuple):
    """What is measured, and the clauses it is evidence for."""

    key: MeasureKey
    title: str
    clauses: str


MEASURES: tuple[Measure, ...] = (
    Measure("induction", "Induction briefing given", "6(i)"),
    Measure("acknowledgement", "Current policy version acknowledged", "6(i), 6(iv)"),
    Measure("aup", "AUP signed and linked", "6(ii)"),
    Measure("self_check", "Privacy self-check up to date", "4.1(ii)"),
    Measure("connections", "Asked about connections, up to date", "4.1 footnote"),
    Measure("briefing", "Briefing up to date, refreshers included", "4.1, 6(i)"),
    Measure("all", "All up to date", "All of the above"),
)


class Figures(NamedTuple):
    """How many staff have done something and how many owe it."""

    complete: int
    overdue: int

    @property
    def due(self) -> int:
        """Staff due: Complete + Overdue, with no third number (exports 1.3, rule 6)."""
        return self.complete + self.overdue


class Person(NamedTuple):
    """Where one person in service stands, without who it is."""

    engagement: Engagement
    outcomes: dict[MeasureKey, Outcome]
    points: frozenset[int]
    """The briefing points covered in the present period of service, in unfinished briefings too."""


class Picture(NamedTuple):
    """Every measure at the close of a day."""

    as_at: date
    in_service: int
    aup_linked: bool
    figures: dict[MeasureKey, Figures]
    people: tuple[Person, ...]


_OUTCOMES: dict[Status, Outcome | None] = {
    "overdue": "overdue",
    "due": "overdue",
    "due_soon": None,  # for the first time, or again
    "not_started": "not_yet",
    "current": "complete",
    "exempt": "outside",
    "not_applicable": "outside",
}

_DECIDES_FIRST: tuple[Outcome, ...] = ("overdue", "complete", "not_yet", "outside")


def picture(register: Register, as_at: date) -> Picture:
    """The measures over everybody in service that day, as this register knows it."""
    return _picture(register, as_at, lambda member: register.standings(member.id, as_at))


def past_picture(register: Register, as_at: date) -> Picture:
    """The measures on another day than today, leaving alone what the register remembers of today."""
    return _picture(register, as_at, lambda member: standings(member, register.school, as_at))


def _picture(
    register: Register, as_at: date, standings_of: Callable[[StaffMember], dict[Requirement, Standing]]
) -> Picture:
    school = register.school
    people = tuple(_person(member, standings_of(member), school, as_at) for member in in_service_on(register, as_at))
    return Picture(
        as_at,
        len(people),
        school.aup_is_linked(as_at),
        {measure.key: counted_up(person.outcomes[measure.key] for person in people) for measure in MEASURES},
        people,
    )


def counted_up(outcomes: Iterable[Outcome]) -> Figures:
    """How many are complete, and how many overdue."""
    counts = Counter(outcomes)
    return Figures(counts["complete"], counts["overdue"])


def _person(member: StaffMember, found_by: dict[Requirement, Standing], school: School, as_at: date) -> Person:
    settings = school.settings
    service = service_on(member.spells, settings, as_at)
    assert service is not None, "in service that day"
    found: dict[MeasureKey, Outcome] = {}
    for requirement in REQUIREMENTS:
        outcome = _OUTCOMES[found_by[requirement].status]
        if outcome is None:
            done = counting(member.records(requirement), service, settings, as_at)
            outcome = "complete" if done else "not_yet"
        found[requirement] = outcome
    briefings = within(member.briefings, service, settings, as_at)
    # Given once is given: a refresher that is owed does not undo it.
    given = found["briefing"] == "overdue" and any(record.complete for record in briefings)
    found["induction"] = "complete" if given else found["briefing"]
    found["all"] = worst(found[requirement] for requirement in REQUIREMENTS)
    return Person(service.engagement, found, frozenset().union(*(record.points for record in briefings)))


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """Somebody who owes anything is overdue; who owes nothing and has done something is up to date."""
    return min(outcomes, key=_DECIDES_FIRST.index)
