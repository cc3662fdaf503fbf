"""Entry checks V1 to V12 of the domain and the plain ones: what is refused, and what is only warned of.

Sentences name no person: whom they are about stands beside them, for a screen to show and a log to leave out.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple, Protocol

from store.changes import (
    ALL_POINTS,
    Acknowledge,
    AddStaff,
    AdoptVersion,
    Advise,
    AmendConnection,
    AmendStaff,
    CloseFollowUp,
    CompleteSelfCheck,
    EndConnection,
    EndService,
    Evidence,
    GrantExemption,
    LinkAup,
    RecordAbsence,
    RecordBriefing,
    RecordConnection,
    SignAup,
    Single,
    StartService,
    people_in,
)
from store.checklists import follow_ups_of
from store.dates import say
from store.model import Connection, Requirement, School, StaffMember, Version
from store.rules import service_periods

LONGEST_TEXT = 1000
LATE_AFTER_DAYS = 31
LONGEST_PUPIL_REFERENCE = 12

_PRIVATE = re.compile(
    r"@|https?:|www\.|\b(?:facebook|instagram|tiktok|snapchat|whatsapp|twitter|linkedin|youtube)\b|(?:\d[ -]?){9,}",
    re.IGNORECASE,
)


class Finding(NamedTuple):
    """Something wrong or doubtful with a change: at which field, in a sentence, about whom."""

    field: str
    reason: str
    people: tuple[int, ...] = ()
    rule: str = ""
    refused: bool = True


class Known(Protocol):
    """What a check needs to see of the register."""

    @property
    def school(self) -> School: ...

    def person(self, staff: int) -> StaffMember | None: ...

    def holder_of(self, code: str) -> int | None: ...

    def staff_used(self, number: int) -> bool: ...

    def connection_used(self, number: int) -> bool: ...


def requirement_of(change: Evidence) -> Requirement:
    """Which requirement a record is evidence for."""
    if isinstance(change, RecordBriefing):
        return "briefing"
    if isinstance(change, Acknowledge):
        return "acknowledgement"
    if isinstance(change, SignAup):
        return "aup"
    if isinstance(change, CompleteSelfCheck):
        return "self_check"
    return "connections"


def findings(change: Single, known: Known, today: date, *, historical: bool = False) -> list[Finding]:
    """Everything to be said about a single change before it is made.

    `historical` is for records brought in from before the register was kept: they need no reason for being late.
    """
    found = _texts(change)
    for staff in people_in(change):
        if not isinstance(change, AddStaff) and known.person(staff) is None:
            return [*found, Finding("staff", "There is no such member of staff.", (staff,))]
    if isinstance(change, Evidence):
        found += _evidence(change, known, today)
    else:
        found += _about_one(change, known) + _about_the_school(change, known)
    if isinstance(change, Evidence | RecordConnection | Advise | EndConnection):
        found += _when(change.on, change.reason, today, historical=historical)
    return found


# Any change -----------------------------------------------------------------


def _texts(change: Single) -> list[Finding]:
    found = []
    for name in change.__struct_fields__:
        value = getattr(change, name)
        if not isinstance(value, str):
            continue
        if len(value) > LONGEST_TEXT:
            found.append(Finding(name, f"Too long: {len(value)} characters, and {LONGEST_TEXT} are kept."))
        if any("\ud800" <= character <= "\udfff" for character in value):
            found.append(Finding(name, "Has characters that cannot be stored. Type it again."))
        if name in _NOTES and _PRIVATE.search(value):
            warning = "No account names, web addresses or phone numbers here, please."
            found.append(Finding(name, warning, rule="V12", refused=False))
    return found


_NOTES = frozenset({"evidence_location", "delivered_by", "reason", "adviser", "pupil_reference", "decided_by"})


def _when(on: date, reason: str, today: date, *, historical: bool) -> list[Finding]:
    if on > today:
        return [Finding("on", f"{say(on)} has not happened yet; plan it instead.", rule="V1")]
    if (today - on).days > LATE_AFTER_DAYS and not reason.strip() and not historical:
        sentence = f"{say(on)} is more than {LATE_AFTER_DAYS} days ago: give the reason why it is entered now."
        return [Finding("reason", sentence, rule="V3")]
    return []


# Evidence -------------------------------------------------------------------


def _evidence(change: Evidence, known: Known, today: date) -> list[Finding]:
    found = []
    if not change.people:
        found.append(Finding("people", "Nobody is chosen. Mark at least one person."))
    if len(set(change.people)) < len(change.people):
        found.append(Finding("people", "Somebody is in the list twice."))
    found += _evidence_dates(change, known)
    if isinstance(change, RecordBriefing):
        found += _points(change)
    elif isinstance(change, Acknowledge):
        found += _version(change.version, known.school.policy_versions, change.on, today, "policy")
    elif isinstance(change, SignAup):
        found += _version(change.version, known.school.aup_versions, change.on, today, "AUP")
    elif isinstance(change, CompleteSelfCheck):
        missing = set(follow_ups_of(change.answers or {})) - set(change.follow_ups)
        if missing:
            found.append(Finding("follow_ups", "An answer asks for a follow-up that is not listed."))
    return found


def _evidence_dates(change: Evidence, known: Known) -> list[Finding]:
    requirement = requirement_of(change)
    settings = known.school.settings
    after, twice, early = [], [], []
    for staff in change.people:
        member = known.person(staff)
        if member is None:
            continue
        last_day = member.spells[-1].last_day
        if last_day is not None and change.on > last_day:
            after.append(staff)
        if any(record.effective_on == change.on for record in member.records(requirement)):
            twice.append(staff)
        if change.on < member.spells[-1].first_day:
            period = service_periods(member.spells, settings.rejoin_months)[-1]
            if change.on < period[0].first_day - timedelta(days=settings.pre_start_days):
                early.append(staff)
    found = []
    if after:
        found.append(Finding("on", f"{say(change.on)} is after {_whose(after)} last day.", tuple(after), "V5"))
    if twice:
        sentence = f"Already recorded for {_count(twice)} on {say(change.on)}: this would be a duplicate."
        found.append(Finding("on", sentence, tuple(twice), "V8", refused=False))
    if early:
        sentence = f"More than {settings.pre_start_days} days before {_whose(early)} first day: it will not count."
        found.append(Finding("on", sentence, tuple(early), "V9", refused=False))
    return found


def _whose(people: list[int]) -> str:
    return "the" if len(people) == 1 else f"the ({len(people)} people)"


def _count(people: list[int]) -> str:
    return "this person" if len(people) == 1 else f"{len(people)} people"


def _points(change: RecordBriefing) -> list[Finding]:
    if not set(change.points) <= set(ALL_POINTS):
        return [Finding("points", "The briefing has twelve points, 1 to 12.")]
    covered = len(set(change.points))
    if covered < len(ALL_POINTS) and not change.draft:
        return [Finding("points", f"{covered} of 12 points covered: keep it as a draft, or cover the rest.")]
    return []


def _version(label: str, versions: tuple[Version, ...], on: date, today: date, document: str) -> list[Finding]:
    found = next((version for version in versions if version.label == label), None)
    if found is None:
        return [Finding("version", f"The register has no {document} version called “{label[:40]}”.")]
    if on < found.issued_on:
        return [Finding("on", f"Version {label} was not issued until {say(found.issued_on)}.", rule="V2")]
    rank = versions.index(found)
    later = [v for v in versions[rank + 1 :] if v.material and v.issued_on <= today]
    if later:
        warning = f"Version {label} has been superseded: this does not satisfy {later[-1].label}."
        return [Finding("version", warning, rule="V7", refused=False)]
    return []


# One person -----------------------------------------------------------------


def _about_one(change: Single, known: Known) -> list[Finding]:
    match change:
        case AddStaff():
            return _new_person(change, known)
        case AmendStaff():
            return _amended(change, known)
        case EndService():
            spell = _member(known, change.staff).spells[-1]
            if change.last_day < spell.first_day:
                return [Finding("last_day", f"The last day is before the first, {say(spell.first_day)}.", rule="V4")]
        case StartService():
            return _further_spell(change, known)
        case RecordAbsence():
            if change.last_day is not None and change.last_day < change.first_day:
                return [Finding("last_day", "The absence ends before it begins.", rule="V4")]
        case GrantExemption():
            return _exemption(change)
        case RecordConnection():
            return _connection(change, known)
        case Advise() | AmendConnection() | EndConnection():
            return _existing_connection(change, known)
        case CloseFollowUp():
            return _follow_up(change, known)
        case _:
            pass
    return []


def _member(known: Known, staff: int) -> StaffMember:
    member = known.person(staff)
    assert member is not None, "checked before"
    return member


def _new_person(change: AddStaff, known: Known) -> list[Finding]:
    found = []
    if known.staff_used(change.staff):
        found.append(Finding("staff", "That number is taken by somebody else."))
    if not change.surname.strip():
        found.append(Finding("surname", "A surname is needed."))
    return found + _code(change.code, None, known)


def _amended(change: AmendStaff, known: Known) -> list[Finding]:
    found = []
    if change.surname is not None and not change.surname.strip():
        found.append(Finding("surname", "A surname is needed."))
    if change.code is not None:
        found += _code(change.code, change.staff, known)
    if change.first_day is not None:
        spells = _member(known, change.staff).spells
        last_day = spells[-1].last_day
        if last_day is not None and change.first_day > last_day:
            found.append(Finding("first_day", f"The first day is after the last, {say(last_day)}.", rule="V4"))
        if len(spells) > 1 and change.first_day <= (spells[-2].last_day or date.min):
            found.append(Finding("first_day", "The first day falls in an earlier time here.", rule="V4"))
    return found


def _code(code: str, own: int | None, known: Known) -> list[Finding]:
    if not code.strip():
        return [Finding("code", "A staff code is needed.")]
    if known.holder_of(code) not in {None, own}:
        return [Finding("code", f"The staff code {code[:40]} is taken by somebody else.")]
    return []


def _further_spell(change: StartService, known: Known) -> list[Finding]:
    last_day = _member(known, change.staff).spells[-1].last_day
    if last_day is None:
        return [Finding("first_day", "Still in service: record the last day first.", rule="V4")]
    if change.first_day <= last_day:
        return [Finding("first_day", f"The last day was {say(last_day)}: start after it.", rule="V4")]
    return []


def _exemption(change: GrantExemption) -> list[Finding]:
    found = []
    if not change.authorised_by.strip():
        found.append(Finding("authorised_by", "An exemption needs the headteacher's name or role."))
    if change.last_day is not None and change.last_day < change.first_day:
        found.append(Finding("last_day", "The exemption ends before it begins.", rule="V4"))
    return found


# Connections ----------------------------------------------------------------


def _connection(change: RecordConnection, known: Known) -> list[Finding]:
    found = []
    if not change.formed_before:
        sentence = (
            "A friendship formed after they became a parent or pupil is not recorded here: speak to the headteacher."
        )
        found.append(Finding("formed_before", sentence, rule="V10"))
    if known.connection_used(change.connection):
        found.append(Finding("connection", "That number is taken by another connection."))
    if len(change.pupil_reference) > LONGEST_PUPIL_REFERENCE:
        sentence = "Initials and class, or the local admission number: 12 characters at most, never a name or UPN."
        found.append(Finding("pupil_reference", sentence))
    return found


def _existing_connection(change: Advise | AmendConnection | EndConnection, known: Known) -> list[Finding]:
    member = _member(known, change.staff)
    connection = next((c for c in member.connections if c.id == change.connection), None)
    if connection is None:
        return [Finding("connection", "There is no such connection.", (change.staff,))]
    if isinstance(change, Advise):
        return _advice(change, connection)
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


def _follow_up(change: CloseFollowUp, known: Known) -> list[Finding]:
    for follow_up in _member(known, change.staff).follow_ups:
        if (follow_up.entry, follow_up.code) == (change.entry, change.code):
            if follow_up.closed_on is not None:
                return [Finding("code", f"It was closed on {say(follow_up.closed_on)}.")]
            if change.on < follow_up.opened_on:
                return [Finding("on", f"It was opened on {say(follow_up.opened_on)}.", rule="V4")]
            return []
    return [Finding("code", "There is no such follow-up.")]


# The school -----------------------------------------------------------------


def _about_the_school(change: Single, known: Known) -> list[Finding]:
    match change:
        case AdoptVersion():
            found = []
            if not change.label.strip():
                found.append(Finding("label", "A version needs a label, such as v2 or May 2023."))
            if any(v.label == change.label for v in known.school.versions(change.document)):
                found.append(Finding("label", f"There is a version called {change.label[:40]} already."))
            if change.effective_on < change.issued_on:
                found.append(Finding("effective_on", "It cannot take effect before it is issued."))
            return found
        case LinkAup():
            found = []
            if all(v.label != change.policy_version for v in known.school.policy_versions):
                found.append(Finding("policy_version", "The register has no such policy version."))
            if all(v.label != change.aup_version for v in known.school.aup_versions):
                found.append(Finding("aup_version", "The register has no such AUP version."))
            return found
        case _:
            return []
