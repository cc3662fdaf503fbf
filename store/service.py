"""Service periods (R3): spells of work that join, and the day from which a requirement binds. Pure."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from store.dates import add_months
from store.model import Engagement, Requirement, Settings, Spell, StaffMember


class Service(NamedTuple):
    """A service period (R3) as seen from a day: spells that join, up to the one that decides that day."""

    spells: tuple[Spell, ...]
    last_day: date | None

    @property
    def first_day(self) -> date:
        return self.spells[0].first_day

    @property
    def engagement(self) -> Engagement:
        return self.spells[-1].engagement


def service_on(spells: tuple[Spell, ...], settings: Settings, as_at: date) -> Service | None:
    """The service period that decides a day: the one it falls in, else the next to come, else the last.

    Between two periods the later one decides: somebody who left and is coming back is a future starter.
    None for somebody with no spell at all.
    """
    if len(spells) == 1:
        return Service(spells, spells[0].last_day)
    for period in service_periods(spells, settings.rejoin_months):
        last_day = period[-1].last_day
        if last_day is None or as_at <= last_day or period[-1] is spells[-1]:
            begun = tuple(spell for spell in period if spell.first_day <= as_at)
            return Service(begun or period[:1], last_day)
    return None


def service_periods(spells: tuple[Spell, ...], rejoin_months: int) -> list[tuple[Spell, ...]]:
    """Spells joined where the next starts no later than some calendar months after the last day of the one before."""
    periods: list[tuple[Spell, ...]] = []
    for spell in spells:
        before = periods[-1][-1].last_day if periods else None
        if before is not None and spell.first_day <= add_months(before, rejoin_months):
            periods[-1] += (spell,)
        else:
            periods.append((spell,))
    return periods


def bound_from(service: Service, requirement: Requirement, settings: Settings) -> date:
    """When the requirement began to bind: the service start, or a later change of engagement that brought it."""
    start = service.spells[-1].first_day
    for spell in reversed(service.spells):
        if requirement not in settings.applies[spell.engagement]:
            break
        start = spell.first_day
    return start


def in_service(member: StaffMember, settings: Settings, as_at: date) -> bool:
    """Whether somebody is in service that day, first and last day included, gaps that join spells too (R3)."""
    service = service_on(member.spells, settings, as_at)
    return service is not None and service.first_day <= as_at and not (service.last_day and as_at > service.last_day)
