"""The log of an audit extract: a row for every entry, every person it is about and every detail it changed.

What a connection consists of is withheld, and so is every reason given about one: it may name a pupil.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple
from zoneinfo import ZoneInfo

from msgspec import Struct

from exports.chain import chain
from exports.office import worded
from exports.workbook.book import Cell
from store.changes import (
    Acknowledge,
    AddStaff,
    AdoptVersion,
    Advise,
    AmendConnection,
    AmendStaff,
    Bundle,
    ChangeSettings,
    CheckHandbook,
    CloseFollowUp,
    CompleteSelfCheck,
    DeclareConnections,
    EndConnection,
    EndService,
    Entry,
    Evidence,
    GrantExemption,
    IssueReport,
    LinkAup,
    NoteExport,
    OpenRegister,
    RecordAbsence,
    RecordBriefing,
    RecordConnection,
    Reinstate,
    Remind,
    SignAup,
    Single,
    StartService,
    Withdraw,
    parts,
    people_in,
    people_of,
)
from store.checks.evidence import requirement_of
from store.dates import say
from store.ledger import MemoryLedger
from store.model import SchoolCalendar, Settings, TermDates
from store.register import Register
from store.telling import REASONS_HIDDEN, behind, reminded_of
from store.wording import ENGAGEMENT, EVIDENCE, PURPOSE, REMINDER_METHOD, counted, sentence_case, term_of_report

WITHHELD = "Withheld: see the connections register"
_LONDON = ZoneInfo("Europe/London")

ACTION: Mapping[type, str] = MappingProxyType(
    {
        OpenRegister: "Register opened",
        ChangeSettings: "Settings changed",
        AdoptVersion: "Version adopted",
        LinkAup: "AUP linked",
        CheckHandbook: "Handbook checked",
        NoteExport: "Workbook made",
        IssueReport: "Report issued",
        AddStaff: "Staff added",
        AmendStaff: "Details corrected",
        EndService: "Last day entered",
        StartService: "Back, or engaged anew",
        RecordAbsence: "Long absence entered",
        GrantExemption: "Exemption granted",
        RecordBriefing: "Briefing recorded",
        Acknowledge: "Policy acknowledged",
        SignAup: "AUP signed",
        CompleteSelfCheck: "Self-check recorded",
        DeclareConnections: "Asked about connections",
        RecordConnection: "Connection recorded",
        Advise: "Connection advised",
        AmendConnection: "Connection amended",
        EndConnection: "Connection ended",
        CloseFollowUp: "Follow-up closed",
        Remind: "Reminded",
    }
)
"""What was done, by the kind of change."""

_CONNECTIONS = (RecordConnection, Advise, AmendConnection, EndConnection)


class Said(NamedTuple):
    """One detail that an entry changed: which, from what, to what."""

    field: str
    old: str | None
    new: str | None


def log(register: Register) -> Iterator[tuple[Cell, ...]]:
    """The rows, in the order of the entries. Old values are as they stood when the entry was made."""
    codes = _codes(register)
    so_far = MemoryLedger()
    before = Register(so_far)
    for entry, previous, own in chain(register.entries):
        local = entry.at.astimezone(_LONDON).replace(tzinfo=None, microsecond=0)
        start = (entry.n, entry.at.replace(tzinfo=None, microsecond=0), local, worded(entry.by))
        for action, staff, said, reason in _told(entry, register, before):
            yield (*start, action, codes.get(staff), *said, reason, previous, own)
        so_far.append(entry)
        before.take(entry)


def _codes(register: Register) -> dict[int | None, str]:
    """Everybody's staff code today; of somebody taken back again, the one they were added with."""
    codes: dict[int | None, str] = {}
    for entry in register.entries:
        for part in parts(entry.change):
            if isinstance(part, AddStaff):
                codes[part.staff] = worded(part.code)
    codes.update((member.id, worded(member.code)) for member in register.staff())
    return codes


def _told(entry: Entry, register: Register, before: Register) -> Iterator[tuple[str, int | None, Said, str | None]]:
    """Action, whom it is about, what changed, and why: for each person and each detail."""
    change = entry.change
    if isinstance(change, Withdraw | Reinstate):
        yield from _withdrawal(change, register)
        return
    purpose = ""
    if isinstance(change, Bundle):
        purpose = f"{PURPOSE[change.purpose]}: "
        if change.file_sha256:
            yield PURPOSE[change.purpose], None, Said("File’s SHA-256", None, change.file_sha256), None
    for part in parts(change):
        action = f"{purpose}{ACTION[type(part)]}"
        reason = _reason(part)
        for said in _said(part, before):
            for staff in people_in(part) or (None,):
                of_what = "" if staff is None else reminded_of(part, staff)
                told = said._replace(new=f"{said.new}, {of_what}") if of_what else said
                yield action, staff, told, reason


def _withdrawal(change: Withdraw | Reinstate, register: Register) -> Iterator[tuple[str, int | None, Said, str | None]]:
    target = register.entry(change.entry)
    out = isinstance(change, Withdraw)
    action = {"undo": "Undone", "redo": "Redone"}.get(change.step or "", "Withdrawn" if out else "Put back")
    hidden = any(isinstance(part, REASONS_HIDDEN) for part in parts(target.change))
    reason = WITHHELD if hidden and not change.step else change.reason
    said = Said(f"Entry {change.entry}", *(("Stands", "Withdrawn") if out else ("Withdrawn", "Stands")))
    for staff in (people_of(target) if change.people is None else change.people) or (None,):
        yield action, staff, said, worded(reason) or None


def _reason(part: Single) -> str | None:
    reason: str = getattr(part, "reason", "")
    if not reason.strip():
        return None
    return WITHHELD if isinstance(part, REASONS_HIDDEN) else worded(reason)


# What changed ---------------------------------------------------------------


def _said(part: Single, before: Register) -> list[Said]:
    if isinstance(part, _CONNECTIONS):
        return [Said("Connection", None, WITHHELD)]
    if isinstance(part, Evidence):
        return [Said(_requirement(part), None, _evidence(part))]
    match part:
        case AmendStaff():
            return _corrected(part, before)
        case ChangeSettings():
            return _settings(before.school.settings, part.settings)
        case AddStaff():
            known = f"known as {part.known_as}" if part.known_as else ""
            name = f"{part.surname}, {part.forename}" if part.forename else part.surname
            rest = (known, part.job_title, ENGAGEMENT[part.engagement], part.email, part.payroll)
            return [Said("Person", None, _joined(name, f"from {say(part.first_day)}", *rest))]
        case EndService():
            member = before.person(part.staff)
            spell = member.last_spell() if member else None
            return [Said("Last day", _day(spell.last_day if spell else None), say(part.last_day))]
        case StartService():
            return [Said("First day", None, _joined(say(part.first_day), ENGAGEMENT[part.engagement]))]
        case RecordAbsence():
            return [Said("Long absence", None, _span(part.first_day, part.last_day))]
        case GrantExemption():
            by = f"authorised by {part.authorised_by}" if part.authorised_by else ""
            days = _span(part.first_day, part.last_day)
            return [Said("Exemption", None, _joined(EVIDENCE[part.requirement], days, by))]
        case CloseFollowUp():
            return [Said("Follow-up", "Open", f"Closed on {say(part.on)}")]
        case Remind():
            return [Said("Reminder", None, _joined(say(part.on), REMINDER_METHOD[part.method]))]
        case _:
            return [_about_the_school(part, before)]


def _about_the_school(part: Single, before: Register) -> Said:
    match part:
        case OpenRegister():
            return Said("School", None, worded(part.school))
        case AdoptVersion():
            current = before.school.current(part.document, part.issued_on)
            days = (f"issued {say(part.issued_on)}", f"in effect {say(part.effective_on)}")
            kind = "material" if part.material else "minor"
            new = _joined(part.label, *days, kind, f"decided by {part.decided_by}" if part.decided_by else "")
            return Said("AUP" if part.document == "aup" else "Policy", worded(current.label) if current else None, new)
        case LinkAup():
            checked = f"checked {say(part.checked_on)}" if part.checked_on else ""
            new = _joined(f"Policy {part.policy_version} and AUP {part.aup_version}", say(part.linked_on), checked)
            return Said("Link", None, new)
        case CheckHandbook():
            return Said("Handbook copy", None, _joined(f"checked {say(part.on)}", f"by {part.by}" if part.by else ""))
        case NoteExport():
            what = (part.workbook, f"as at {say(part.as_at)}", counted(part.rows, "row"), f"SHA-256 {part.sha256}")
            return Said("Workbook", None, _joined(*what))
        case IssueReport():
            told = part.report
            as_at = f"as at {say(told.as_at)}" + (f", as known on {say(told.known_at)}" if told.known_at else "")
            new = _joined(term_of_report(told), as_at, counted(part.rows, "row"), f"SHA-256 {part.sha256}")
            return Said("Governors’ report", None, new)
        case _:
            return Said("Entry", None, None)


def _requirement(part: Evidence) -> str:
    requirement = requirement_of(part)
    return "Asked about connections" if requirement == "connections" else sentence_case(EVIDENCE[requirement])


def _evidence(part: Evidence) -> str:
    """When it was done and what stands behind it; of a self-check and a declaration nothing that was answered."""
    version = getattr(part, "version", None)
    named = f"version {version}" if isinstance(part, Acknowledge | SignAup) else ""
    found = [] if isinstance(part, CompleteSelfCheck | DeclareConnections) else behind(part)
    corrects = f"corrects entry {part.replaces}" if part.replaces is not None else ""
    return _joined(say(part.on), "draft" if part.draft else "", named, *found, corrects)


def _corrected(part: AmendStaff, before: Register) -> list[Said]:
    """Each detail that was corrected: what it was, and what it became."""
    member = before.person(part.staff)
    spell = member.last_spell() if member else None
    said = []
    for name in part.__struct_fields__:
        new = getattr(part, name)
        if name == "staff" or new is None:
            continue
        old = getattr(spell if name in {"engagement", "first_day"} else member, name, None)
        said.append(Said(sentence_case(name.replace("_", " ")), _value(old), _value(new)))
    return said or [Said("Nothing", None, None)]


def _settings(old: Settings, new: Settings) -> list[Said]:
    """Each setting that was changed."""
    said = [
        Said(sentence_case(name.replace("_", " ")), _value(getattr(old, name)), _value(getattr(new, name)))
        for name in new.__struct_fields__
        if getattr(old, name) != getattr(new, name)
    ]
    return said or [Said("Nothing", None, None)]


def _value(value: object) -> str | None:
    """What a detail or a setting holds, in words."""
    match value:
        case None | "":
            return None
        case date():
            return say(value)
        case str():
            return worded(ENGAGEMENT.get(value, value))  # type: ignore[call-overload]
        case dict():
            return "; ".join(f"{key}: {_value(kept) or 'none'}" for key, kept in value.items())
        case SchoolCalendar():
            return f"{counted(len(value.staff_weekdays), 'weekday')}, {counted(len(value.closures), 'closure')}"
        case TermDates():
            return f"{value.name} {_span(value.first_day, value.last_day)}"
        case tuple():
            return ", ".join(filter(None, map(_value, value))) or None
        case Struct():
            return type(value).__name__
        case _:
            return worded(str(value))


def _span(first: date, last: date | None) -> str:
    return f"from {say(first)}" if last is None else f"{say(first)} to {say(last)}"


def _day(day: date | None) -> str | None:
    return None if day is None else say(day)


def _joined(*pieces: str) -> str:
    return "; ".join(piece for piece in pieces if piece)
