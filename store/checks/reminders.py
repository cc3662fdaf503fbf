"""Checks of reminders: not in the future, not of nobody, and a warning within a week of the last one."""

from __future__ import annotations

from datetime import date

from store.changes import Remind
from store.checks.finding import Finding, Known
from store.dates import say

AGAIN_AFTER_DAYS = 7


def reminder_findings(change: Remind, known: Known, today: date) -> list[Finding]:
    """What is wrong or doubtful with reminding some people."""
    if not change.people:
        return [Finding("people", "Nobody is chosen. Mark at least one person.")]
    if change.on > today:
        return [Finding("on", f"{say(change.on)} has not happened yet; plan it instead.", rule="V1")]
    lately = []
    for staff in change.people:
        member = known.person(staff)
        if member is not None and any(0 <= (change.on - on).days < AGAIN_AFTER_DAYS for on in member.reminders):
            lately.append(staff)
    if not lately:
        return []
    whom = "this person" if len(lately) == 1 else f"{len(lately)} of them"
    return [Finding("on", f"Reminded {whom} within the week already.", tuple(lately), refused=False)]
