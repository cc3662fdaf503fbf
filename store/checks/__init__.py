"""Entry checks V1 to V12 of the domain and the plain ones: what is refused, and what is only warned of.

Sentences name no person: whom they are about stands beside them, for a screen to show and a log to leave out.
"""

from __future__ import annotations

from datetime import date

from store.changes import AddStaff, Advise, EndConnection, Evidence, RecordConnection, Remind, Single, people_in
from store.checks.connections import connection_findings
from store.checks.evidence import evidence_findings, requirement_of
from store.checks.finding import Finding, Known
from store.checks.people import person_findings
from store.checks.reminders import reminder_findings
from store.checks.school import school_findings
from store.checks.texts import text_findings, time_findings

__all__ = ["Finding", "Known", "findings", "requirement_of", "text_findings"]


def findings(change: Single, known: Known, today: date, *, historical: bool = False) -> list[Finding]:
    """Everything to be said about a single change before it is made.

    `historical` is for records brought in from before the register was kept: they need no reason for being late.
    """
    found = text_findings(change)
    for staff in people_in(change):
        if not isinstance(change, AddStaff) and known.person(staff) is None:
            return [*found, Finding("staff", "There is no such member of staff.", (staff,))]
    if isinstance(change, Remind):
        found += reminder_findings(change, known, today)
    elif isinstance(change, Evidence):
        found += evidence_findings(change, known, today)
    else:
        found += (
            person_findings(change, known)
            + connection_findings(change, known, today)
            + school_findings(change, known, today)
        )
    if isinstance(change, Evidence | RecordConnection | Advise | EndConnection):
        found += time_findings(change.on, change.reason, today, historical=historical)
    return found
