"""What a change did to one person, in words: the same on the screen, in a form and on their record card. Pure."""

from __future__ import annotations

from datetime import date

import msgspec

from store.changes import (
    ALL_POINTS,
    Acknowledge,
    AddStaff,
    Advise,
    AmendConnection,
    AmendStaff,
    Bundle,
    CloseFollowUp,
    CompleteSelfCheck,
    DeclareConnections,
    EndConnection,
    EndService,
    Entry,
    GrantExemption,
    RecordAbsence,
    RecordBriefing,
    RecordConnection,
    Remind,
    SignAup,
    Single,
    StartService,
)
from store.dates import london_date, say
from store.model import FollowUpCode
from store.wording import (
    ACKNOWLEDGEMENT_METHOD,
    ADVICE_METHOD,
    BRIEFING_METHOD,
    CONNECTION_CASE,
    CONNECTION_END,
    COUNTERPART,
    ENGAGEMENT,
    KINSHIP,
    OWED,
    PURPOSE,
    REMINDER_METHOD,
    YEAR_GROUP,
    counted,
    describe,
)

CONFIDENTIAL: frozenset[FollowUpCode] = frozenset({"CONTENT_HELP", "SEE_HEAD"})
"""Follow-ups of which only the words are shown, never who saw to them or how."""

TIES = {
    RecordConnection: "Connection declared",
    Advise: "Connection advised",
    AmendConnection: "Connection amended",
    EndConnection: "Connection ended",
}
"""All that is said of a connection in sight of visitors."""


REASONS_HIDDEN: tuple[type, ...] = (*TIES, DeclareConnections)
"""Changes whose reasons may name a pupil."""


def words(parts: list[Single], entry: Entry) -> str:
    """What an entry did for one person: the date is told beside it."""
    day = day_of_entry(parts, entry)
    said = ", ".join(dict.fromkeys(said_of(part, day) for part in parts))
    if isinstance(entry.change, Bundle) and entry.change.purpose != "connection":
        return f"{PURPOSE[entry.change.purpose]}: {said}"
    return said


def details(part: Single, *, show_connections: bool = False) -> list[str]:
    """What stands behind a change, and the reason given."""
    if type(part) in TIES and not show_connections:
        return []
    hidden = isinstance(part, REASONS_HIDDEN) and not show_connections
    reason = "" if hidden else getattr(part, "reason", "")
    corrects = getattr(part, "replaces", None)
    found = [
        *behind(part),
        f"reason: {reason}" if reason else "",
        f"corrects entry {corrects}" if corrects is not None else "",
    ]
    return [detail for detail in found if detail]


def day_of_entry(parts: list[Single], entry: Entry) -> date:
    """When it happened: the latest day any of it did, or the day it was entered."""
    return max(_day_of(part) or london_date(entry.at) for part in parts)


def _day_of(part: Single) -> date | None:
    match part:
        case AddStaff() | StartService() | RecordAbsence() | GrantExemption():
            return part.first_day
        case EndService():
            return part.last_day
        case AmendStaff():
            return None
        case _:
            on: date | None = getattr(part, "on", None)
            return on


def said_of(part: Single, day: date | None) -> str:
    """A change in the words of the history, without the names; without its day where that is told beside it."""
    if type(part) in TIES:
        return TIES[type(part)]
    group: tuple[int, ...] | None = getattr(part, "people", None)
    if group:
        part = msgspec.structs.replace(part, people=group[:1])
    said = describe(part, lambda _: "", _no_entry).removesuffix(": ")
    return said.removesuffix(f" on {say(day)}") if day is not None else said


def _no_entry(n: int) -> Entry:
    raise KeyError(n)


def reminded_of(part: Single, staff: int) -> str:
    """What one of the people reminded owed, as it was noted: of briefing, AUP agreement."""
    owed = part.owed.get(staff, ()) if isinstance(part, Remind) else ()
    return f"of {', '.join(OWED[requirement] for requirement in owed)}" if owed else ""


def behind(part: Single) -> list[str]:
    """Method, who, which version, where the paper is; some of it empty."""
    match part:
        case RecordBriefing():
            points = "" if part.points == ALL_POINTS else f"{len(part.points)} of {len(ALL_POINTS)} points"
            version = f"policy {part.version}" if part.version else ""
            by = f"by {part.delivered_by}" if part.delivered_by else ""
            return [points, by, BRIEFING_METHOD[part.method], version]
        case Acknowledge():
            return [part.evidence_location, ACKNOWLEDGEMENT_METHOD[part.method]]
        case SignAup():
            return [part.evidence_location]
        case CompleteSelfCheck():
            return [counted(len(part.follow_ups), "follow-up") if part.follow_ups else ""]
        case CloseFollowUp():
            if part.code in CONFIDENTIAL:
                return []
            outcome = "done" if part.outcome == "done" else "not needed"
            return [outcome, f"by {part.by}" if part.by else ""]
        case AddStaff():
            return [part.code, part.job_title, ENGAGEMENT[part.engagement]]
        case StartService():
            return [ENGAGEMENT[part.engagement]]
        case AmendStaff():
            return _corrected(part)
        case Remind():
            return [REMINDER_METHOD[part.method]]
        case GrantExemption():
            return [f"authorised by {part.authorised_by}" if part.authorised_by else ""]
        case RecordConnection() | Advise() | AmendConnection() | EndConnection():
            return _tie(part)
        case _:
            return []


def _corrected(part: AmendStaff) -> list[str]:
    """Each detail that was corrected, and what it became."""
    found = []
    for name in part.__struct_fields__:
        value = getattr(part, name)
        if name == "staff" or value is None:
            continue
        if isinstance(value, date):
            value = say(value)
        elif part.engagement is not None and name == "engagement":
            value = ENGAGEMENT[part.engagement]
        found.append(f"{name.replace('_', ' ')}: {value or 'none'}")
    return found


def _tie(part: RecordConnection | Advise | AmendConnection | EndConnection) -> list[str]:
    match part:
        case RecordConnection():
            year = f"{YEAR_GROUP[part.year_group]}" if part.year_group else ""
            leaves = f"leaves in {part.expected_leaving_year}" if part.expected_leaving_year else ""
            tie = f"with {COUNTERPART[part.counterpart].lower()}"
            return [part.pupil_reference, CONNECTION_CASE[part.case], tie, KINSHIP[part.kinship], year, leaves]
        case Advise():
            return [", ".join(part.statements), f"by {part.adviser}", ADVICE_METHOD[part.method]]
        case AmendConnection():
            return [f"leaves in {part.expected_leaving_year}"]
        case EndConnection():
            return [CONNECTION_END[part.end_reason]]
