"""What falls due in the twelve months to come: dates ahead, not a judgement on anyone (exports 6). Pure."""

from __future__ import annotations

from collections import Counter
from datetime import date

from exports.figures.view import MonthRow
from store.dates import add_months, say_month, say_term, term_of
from store.model import Requirement
from store.register import Register
from store.totals import in_service_on

MONTHS = 12
_AHEAD: tuple[Requirement, ...] = ("briefing", "self_check")


def coming_due(register: Register, as_at: date) -> tuple[MonthRow, ...]:
    """By month, from the month of the day on. Whoever will have left by then is not counted."""
    counts = due_by_month(register, as_at, _AHEAD)
    settings = register.school.settings
    rows = []
    for ahead in range(MONTHS):
        first = add_months(as_at.replace(day=1), ahead)
        term = term_of(first.replace(day=15), settings)  # the one most of the month lies in
        briefings, checks = (counts[first.year, first.month, requirement] for requirement in _AHEAD)
        rows.append(MonthRow(say_month(first), say_term(term), briefings, checks))
    return tuple(rows)


def due_by_month(
    register: Register, as_at: date, requirements: tuple[Requirement, ...]
) -> Counter[tuple[int, int, Requirement]]:
    """How many next dates after a day fall in each month, of those in service that day."""
    counts: Counter[tuple[int, int, Requirement]] = Counter()
    for member in in_service_on(register, as_at):
        standings = register.standings(member.id, as_at)
        for requirement in requirements:
            due = standings[requirement].due
            if due is not None and due > as_at and member.in_service(due):
                counts[due.year, due.month, requirement] += 1
    return counts
