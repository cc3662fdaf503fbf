"""What people owe on a day, as the office's lists say it. What is owed is the register's alone to decide (domain 6)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from exports.figures.measures import MEASURES
from exports.office import staff_by_surname
from store.model import Requirement, StaffMember, Standing
from store.register import Register
from store.rules import counting
from store.service import service_on
from store.totals import owing

NOBODY = "No staff due"
"""The row of a list nobody is on."""

_CLAUSES = {measure.key: measure.clauses for measure in MEASURES}


class Owed(NamedTuple):
    """One thing one person owes."""

    member: StaffMember
    requirement: Requirement
    standing: Standing
    due: date
    item: str
    clause: str


def owed_by_all(register: Register, as_at: date) -> list[Owed]:
    """Everything anybody in service owes that day, the oldest first."""
    found = [owed for member in staff_by_surname(register, as_at) for owed in owed_by(register, member, as_at)]
    return sorted(found, key=lambda owed: owed.due)


def owed_by(register: Register, member: StaffMember, as_at: date) -> list[Owed]:
    """What one person owes, due or overdue, in the order of the requirements."""
    standings = register.standings(member.id, as_at)
    found = []
    for requirement in owing(register, member.id, as_at):
        standing = standings[requirement]
        assert standing.due is not None, "what is owed has a date"
        item, clause = _said(register, member, requirement, as_at)
        found.append(Owed(member, requirement, standing, standing.due, item, clause))
    return found


def people_owing(register: Register, as_at: date) -> list[tuple[StaffMember, list[Owed]]]:
    """Everybody who owes something, by surname, each with what it is."""
    return [
        (member, owed) for member in staff_by_surname(register, as_at) if (owed := owed_by(register, member, as_at))
    ]


def last_reminder(member: StaffMember, as_at: date) -> date | None:
    """The day somebody was last reminded, as it was on that day."""
    return max((day for day in member.reminders if day <= as_at), default=None)


def _said(register: Register, member: StaffMember, requirement: Requirement, as_at: date) -> tuple[str, str]:
    """The item and its clause.

    Connections are one item whether the declaration or the advice on one is owed: a list that passes through several
    hands does not tell who has declared something.
    """
    if requirement == "briefing":
        return (
            ("Refresher briefing", _CLAUSES["briefing"])
            if _briefed(register, member, as_at)
            else (
                "Induction briefing",
                _CLAUSES["induction"],
            )
        )
    words: dict[Requirement, str] = {
        "acknowledgement": "Policy acknowledgement",
        "aup": "AUP agreement",
        "self_check": "Privacy self-check",
        "connections": "Connections declaration or advice",
    }
    return words[requirement], _CLAUSES[requirement]


def _briefed(register: Register, member: StaffMember, as_at: date) -> bool:
    settings = register.school.settings
    service = service_on(member.spells, settings, as_at)
    return service is not None and bool(counting(member.briefings, service, settings, as_at))
