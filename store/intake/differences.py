"""One person of a staff list beside the same person in the register: what the list has otherwise."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from store.changes import AmendStaff, EndService, Single, StartService
from store.dates import say
from store.intake.fields import FIELD_WORDS, Field
from store.intake.people import Person, payroll_key
from store.intake.proposal import Detail
from store.model import Spell, StaffMember
from store.wording import ENGAGEMENT, sentence_case


class Difference(NamedTuple):
    """What would change about somebody the register has."""

    returning: tuple[Single, ...] = ()
    """A further time here."""
    amending: tuple[Single, ...] = ()
    """Corrections, of an earlier last day also."""
    leaving: tuple[Single, ...] = ()
    """A last day they do not have yet, with the first day it rests on."""
    details: tuple[Detail, ...] = ()
    on: date | None = None
    """The first day of a returner, or the last day of a leaver."""
    problem: str = ""
    """Why nothing is brought in."""
    doubt: str = ""


def difference(person: Person, member: StaffMember) -> Difference:
    """What the list has otherwise; an empty cell takes nothing away."""
    term = _term_of_service(person, member)
    if term.problem:
        return Difference(problem=term.problem)
    spell = member.spells[-1]
    returning = term.returns_on is not None
    texts, details = _texts(person, member)
    engagement = None
    if not returning and person.engagement is not None and person.engagement != spell.engagement:
        engagement = person.engagement
        details.append(_detail("engagement", _said(spell), sentence_case(ENGAGEMENT[engagement])))
    if term.began_on is not None:
        details.append(_detail("start_date", say(spell.first_day), say(term.began_on)))
    amending: list[Single] = []
    if texts or engagement is not None or term.began_on is not None:
        amending.append(AmendStaff(member.id, **texts, engagement=engagement, first_day=term.began_on))
    leaving: list[Single] = [] if term.leaves_on is None else [EndService(member.id, term.leaves_on)]
    if returning:
        back = StartService(member.id, term.returns_on or spell.first_day, person.engagement or spell.engagement)
        return Difference((back,), tuple(amending), tuple(leaving), tuple(details), term.returns_on, doubt=term.doubt)
    if term.leaves_on is not None and spell.last_day is not None:
        details.append(_detail("leaving_date", say(spell.last_day), say(term.leaves_on)))
        amending, leaving = [*amending, *leaving], []
    elif term.leaves_on is not None and term.leaves_on < spell.first_day:
        amending, leaving = [], [*amending, *leaving]
    return Difference((), tuple(amending), tuple(leaving), tuple(details), term.leaves_on, doubt=term.doubt)


def is_same(person: Person, member: StaffMember) -> bool:
    """Whether the list plainly has nothing otherwise: what most lines of a second list are."""
    spell = member.spells[-1]
    return (
        spell.first_day == person.first_day
        and spell.last_day == person.last_day
        and person.engagement in {None, spell.engagement}
        and person.surname == member.surname
        and person.forename in {"", member.forename}
        and person.known_as in {"", member.known_as}
        and person.job_title in {"", member.job_title}
        and person.code in {"", member.code}
        and person.payroll in {"", member.payroll}
        and person.email in {"", member.email}
    )


def has_left(member: StaffMember, today: date) -> bool:
    """Whether the last day has passed."""
    last_day = member.spells[-1].last_day
    return last_day is not None and last_day < today


_COMPARED: tuple[Field, ...] = ("surname", "forename", "known_as", "job_title", "code", "payroll", "email")


def _texts(person: Person, member: StaffMember) -> tuple[dict[str, str], list[Detail]]:
    texts: dict[str, str] = {}
    details: list[Detail] = []
    for field in _COMPARED:
        new = getattr(person, field)
        if not new:
            continue
        old = getattr(member, field)
        if old != new and not _says_the_same(field, old, new):
            texts[field] = new
            details.append(_detail(field, old, new))
    return texts, details


def _detail(field: Field, old: str, new: str) -> Detail:
    return Detail(FIELD_WORDS[field], old, new)


def _said(spell: Spell) -> str:
    return sentence_case(ENGAGEMENT[spell.engagement])


def _says_the_same(field: Field, old: str, new: str) -> bool:
    if field == "payroll":
        return bool(old) and payroll_key(old) == payroll_key(new)
    return field in {"code", "email"} and old.casefold() == new.casefold()


# First and last days --------------------------------------------------------


class _TermOfService(NamedTuple):
    """What the list's first and last day change about somebody's time here."""

    returns_on: date | None = None
    began_on: date | None = None
    leaves_on: date | None = None
    problem: str = ""
    doubt: str = ""


def _term_of_service(person: Person, member: StaffMember) -> _TermOfService:
    spells = member.spells
    last, start, leaves = spells[-1], person.first_day, person.last_day
    if start is not None and last.last_day is not None and start > last.last_day:
        return _TermOfService(returns_on=start, leaves_on=leaves)
    began, doubt = _corrected_start(start, spells)
    if leaves is not None and leaves in {spell.last_day for spell in spells}:
        leaves = None
    if leaves is not None and leaves < (began or last.first_day):
        return _TermOfService(problem=f"The leaving date is before the start, {say(began or last.first_day)}.")
    if person.last_day is None and last.last_day is not None and not doubt:
        doubt = f"The register has a last day, {say(last.last_day)}, and the list has none."
    return _TermOfService(began_on=began, leaves_on=leaves, doubt=doubt)


def _corrected_start(start: date | None, spells: tuple[Spell, ...]) -> tuple[date | None, str]:
    """The first day to correct the latest spell to, if any, or why it is left alone."""
    if start is None or any(start == spell.first_day for spell in spells):
        return None, ""
    before = spells[-2].last_day if len(spells) > 1 else None
    if before is not None and start <= before:
        return None, f"The register has an earlier time here until {say(before)}: its dates are kept."
    return start, ""
