"""Checks of connections under the 4.1 footnote, their advice and end, and of follow-ups."""

from __future__ import annotations

from datetime import date

from store.changes import Advise, AmendConnection, CloseFollowUp, EndConnection, RecordConnection, Single
from store.checks.finding import Finding, Known, member_of
from store.dates import say
from store.model import Connection, StaffMember

LONGEST_PUPIL_REFERENCE = 12


def connection_findings(change: Single, known: Known, today: date) -> list[Finding]:
    """What is wrong or doubtful with a change to a connection or a follow-up."""
    match change:
        case RecordConnection():
            return _connection(change, known)
        case Advise() | AmendConnection() | EndConnection():
            return _existing_connection(change, known)
        case CloseFollowUp():
            return _follow_up(change, known, today)
        case _:
            return []


def _connection(change: RecordConnection, known: Known) -> list[Finding]:
    found = []
    if not change.formed_before:
        sentence = "A friendship formed after they became a parent/carer or pupil is not recorded here: "
        found.append(Finding("formed_before", f"{sentence}speak to the headteacher.", rule="V10"))
    if known.connection_used(change.connection):
        found.append(Finding("connection", "That number is taken by another connection."))
    found += _after_leaving(change, member_of(known, change.staff))
    if len(change.pupil_reference) > LONGEST_PUPIL_REFERENCE:
        sentence = "Initials and class, or the local admission number: 12 characters at most, never a name or UPN."
        found.append(Finding("pupil_reference", sentence))
    return found


def _after_leaving(change: RecordConnection | Advise, member: StaffMember) -> list[Finding]:
    last_day = member.spells[-1].last_day
    if last_day is None or change.on <= last_day:
        return []
    return [Finding("on", f"{say(change.on)} is after the last day.", (change.staff,), "V5")]


def _existing_connection(change: Advise | AmendConnection | EndConnection, known: Known) -> list[Finding]:
    member = member_of(known, change.staff)
    connection = next((c for c in member.connections if c.id == change.connection), None)
    if connection is None:
        return [Finding("connection", "There is no such connection.", (change.staff,))]
    if isinstance(change, Advise):
        return _after_leaving(change, member) + _advice(change, connection)
    if isinstance(change, EndConnection):
        return _ending(change, connection)
    return []


def _advice(change: Advise, connection: Connection) -> list[Finding]:
    found = []
    if change.on < connection.declared_on:
        sentence = f"The connection was declared on {say(connection.declared_on)}: advice cannot be earlier."
        found.append(Finding("on", sentence, rule="V6"))
    if not change.statements:
        found.append(Finding("statements", "Tick at least one statement."))
    if not change.adviser.strip():
        found.append(Finding("adviser", "Say who gave the advice, by role or name."))
    return found


def _ending(change: EndConnection, connection: Connection) -> list[Finding]:
    found = []
    if connection.ended_on is not None:
        found.append(Finding("connection", f"It was ended on {say(connection.ended_on)}."))
    if change.on < connection.declared_on:
        sentence = f"The connection was declared on {say(connection.declared_on)}: it cannot end earlier."
        found.append(Finding("on", sentence, rule="V4"))
    if connection.advised_on(change.on) is None:
        sentence = "The advice of the 4.1 footnote was never given in full."
        found.append(Finding("connection", sentence, (change.staff,), "V11", refused=False))
        if not change.reason.strip():
            found.append(Finding("reason", f"{sentence} Give the reason for ending it.", rule="V11"))
    return found


def _follow_up(change: CloseFollowUp, known: Known, today: date) -> list[Finding]:
    if change.on > today:
        return [Finding("on", f"{say(change.on)} has not happened yet; plan it instead.", rule="V1")]
    for follow_up in member_of(known, change.staff).follow_ups:
        if (follow_up.entry, follow_up.code) == (change.entry, change.code):
            if follow_up.closed_on is not None:
                return [Finding("code", f"It was closed on {say(follow_up.closed_on)}.")]
            if change.on < follow_up.opened_on:
                return [Finding("on", f"It was opened on {say(follow_up.opened_on)}.", rule="V4")]
            return []
    return [Finding("code", "There is no such follow-up.")]
