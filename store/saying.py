"""The sentence about a person: who owes what, since when and why, and the key to press."""

from __future__ import annotations

from datetime import date

from store.dates import say
from store.model import Requirement, School, StaffMember, Standing
from store.rules import SEVERITY
from store.wording import EVIDENCE


def most_pressing(standings: dict[Requirement, Standing]) -> tuple[Requirement, Standing] | None:
    """What somebody should do first; None when nothing is due."""
    waiting = [
        (requirement, standing)
        for requirement, standing in standings.items()
        if standing.status in {"overdue", "due", "due_soon", "not_started"} and standing.due is not None
    ]
    return min(waiting, key=lambda found: (SEVERITY[found[1].status], found[1].due or date.max), default=None)


def next_due(standings: dict[Requirement, Standing]) -> date | None:
    """The earliest date anything falls due for somebody."""
    return min((s.due for s in standings.values() if s.due is not None and s.status != "not_applicable"), default=None)


def sentence(
    member: StaffMember, standings: dict[Requirement, Standing], school: School, as_at: date, keys: dict[str, str]
) -> str:
    """Who, what, by when, why, and the key to press. `keys` names the key of each requirement and of advice."""
    found = most_pressing(standings)
    if found is None:
        return _nothing_due(member, standings)
    requirement, standing = found
    assert standing.due is not None, "only what has a date presses"
    what = _what(requirement, standing, school, as_at)
    was = "was due" if standing.due < as_at else "is due today," if standing.due == as_at else "is due"
    when = "" if standing.due == as_at else f" {say(standing.due)},"
    key = keys["advice" if standing.basis == "advice" else requirement]
    return f"{member.name}: {what} {was}{when} {_why(member, requirement, standing, school)}. Press {key} to record it."


def _what(requirement: Requirement, standing: Standing, school: School, as_at: date) -> str:
    if standing.basis == "advice":
        return "advice on a connection"
    first = "first " if standing.basis == "first" and requirement in {"briefing", "self_check"} else ""
    if requirement == "acknowledgement":
        version = school.current("policy", as_at)
        return f"acknowledgement of policy {version.label}" if version else EVIDENCE[requirement]
    if requirement == "aup":
        version = school.current("aup", as_at)
        return f"signature of {version.label}" if version else EVIDENCE[requirement]
    return f"{first}{EVIDENCE[requirement]}"


def _why(member: StaffMember, requirement: Requirement, standing: Standing, school: School) -> str:
    settings = school.settings
    match standing.basis:
        case "first" if requirement == "self_check":
            return f"{settings.self_check_first_days} days after starting"
        case "first":
            started = member.spells[-1].first_day
            return "on starting" if started == standing.due else f"having started {say(started)}"
        case "refresh":
            return "the yearly renewal" if settings.renewal[requirement] == "september" else "the renewal"
        case "new_version":
            return "as a new version was issued"
        case "return":
            return "on return from a long absence"
        case "advice":
            return f"{settings.advice_days} days after it was declared"
        case _:
            return "as recorded"


def _nothing_due(member: StaffMember, standings: dict[Requirement, Standing]) -> str:
    if all(standing.basis == "left" for standing in standings.values()):
        last_day = member.spells[-1].last_day if member.spells else None
        return f"{member.name} left{'' if last_day is None else ' on ' + say(last_day)}."
    if any(standing.basis == "absent" for standing in standings.values()):
        back = min((s.due for s in standings.values() if s.basis == "absent" and s.due), default=None)
        return f"{member.name} is on a long absence; {'due on return' if back is None else 'due ' + say(back)}."
    if all(standing.status == "not_applicable" for standing in standings.values()):
        return f"{member.name}: nothing is asked of this kind of engagement."
    upcoming = next_due(standings)
    return f"{member.name} owes nothing." if upcoming is None else f"{member.name} owes nothing until {say(upcoming)}."
