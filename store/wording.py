"""The school's words for things (domain section 5): one place, so that screen, command line and workbook agree."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from store.changes import (
    Acknowledge,
    AddStaff,
    AdoptVersion,
    Advise,
    AmendConnection,
    AmendStaff,
    Bundle,
    Change,
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
)
from store.dates import say, say_academic_year
from store.given import GivenReport
from store.model import (
    AcknowledgementMethod,
    AdviceMethod,
    Answer,
    Basis,
    BriefingMethod,
    ConnectionCase,
    ConnectionEnd,
    Counterpart,
    Engagement,
    FollowUpCode,
    Kinship,
    ReminderMethod,
    Requirement,
    Status,
    YearGroup,
)

REQUIREMENT: dict[Requirement, str] = {
    "briefing": "Briefing",
    "acknowledgement": "Policy",
    "aup": "AUP",
    "self_check": "Self-check",
    "connections": "Connections",
}
"""For a heading."""

EVIDENCE: dict[Requirement, str] = {
    "briefing": "briefing",
    "acknowledgement": "policy acknowledgement",
    "aup": "AUP agreement",
    "self_check": "privacy self-check",
    "connections": "connections declaration",
}
"""For a sentence."""

OWED: dict[Requirement, str] = EVIDENCE | {"connections": "connections declaration or advice"}
"""For a reminder, which passes through several hands: it does not tell who has declared something."""

STATUS: dict[Status, str] = {
    "not_started": "not started",
    "due_soon": "due soon",
    "due": "due",
    "overdue": "overdue",
    "current": "up to date",
    "exempt": "exempt",
    "not_applicable": "not applicable",
}

BASIS: dict[Basis, str] = {
    "first": "first time, on starting here",
    "refresh": "renewal",
    "new_version": "a new version was issued",
    "return": "back from a long absence",
    "advice": "a connection waits for its advice",
    "absent": "on a long absence",
    "exempted": "the headteacher’s exemption",
    "category": "not asked of this kind of engagement",
    "left": "has left",
    "no_aup_linked": "no AUP is linked to the policy",
}

WORKBOOK: dict[str, str] = {
    "governors": "governors’ workbook",
    "matrix": "compliance matrix",
    "due": "due and overdue list",
    "merge": "mail-merge list",
    "chase": "chase slips",
    "sign-off": "INSET sign-off sheet",
    "induction": "induction sheet",
    "connections": "connections register",
    "record-card": "record card",
    "audit": "audit extract",
    "evidence": "evidence pack",
    "template": "staff list template",
}
"""By the word it was asked for with."""

ENGAGEMENT: dict[Engagement, str] = {
    "employee": "Employee",
    "central": "Centrally employed teacher",
    "agency": "Agency",
    "trainee": "Trainee",
    "volunteer": "Volunteer",
    "governor": "Governor",
    "contractor": "Contractor",
}

BRIEFING_METHOD: dict[BriefingMethod, str] = {
    "one_to_one": "One to one",
    "inset": "INSET",
    "staff_meeting": "Staff meeting",
    "online": "Online",
    "employing_service": "By the employing service",
}

ACKNOWLEDGEMENT_METHOD: dict[AcknowledgementMethod, str] = {
    "signed_paper": "Signed paper",
    "email": "E-mail",
    "in_person": "In person",
}

ADVICE_METHOD: dict[AdviceMethod, str] = {"in_person": "In person", "letter": "Letter", "email": "E-mail"}

REMINDER_METHOD: dict[ReminderMethod, str] = {"in_person": "In person", "email": "E-mail", "slip": "Slip"}

CONNECTION_CASE: dict[ConnectionCase, str] = {
    "related": "Related",
    "prior_online_friendship": "Online friendship from before",
    "both": "Both",
}

COUNTERPART: dict[Counterpart, str] = {
    "parent_carer": "Parent/carer",
    "pupil": "Pupil",
    "both": "Both",
}

KINSHIP: dict[Kinship, str] = {
    "own_child": "Own child",
    "other_close_family": "Other close family",
    "wider_family": "Wider family",
    "friend": "Friend",
}

YEAR_GROUP: dict[YearGroup, str] = {
    "N": "Nursery",
    "R": "Reception",
    "1": "Year 1",
    "2": "Year 2",
    "3": "Year 3",
    "4": "Year 4",
    "5": "Year 5",
    "6": "Year 6",
}

CONNECTION_END: dict[ConnectionEnd, str] = {
    "left_roll": "The pupil left roll",
    "last_child_left": "The last child left roll",
    "friendship_ended": "The friendship ended",
    "staff_left": "The member of staff left",
    "entered_in_error": "Entered in error",
}

FOLLOW_UP: dict[FollowUpCode, str] = {
    "SETTINGS_HELP": "Help with settings",
    "CONTENT_HELP": "Help with content (confidential)",
    "CONNECTION": "Record a connection",
    "SEE_HEAD": "See the headteacher",
    "FORMER_PUPIL_ADVICE": "Advice on former pupils",
    "REBRIEF": "Brief again",
}

ANSWER: dict[Answer, str] = {
    "yes": "Yes",
    "no": "No",
    "not_sure": "Not sure",
    "not_applicable": "Not applicable",
    "family_tie": "A family tie",
    "earlier_tie": "An earlier tie",
}
"""To a question of the self-check."""

PURPOSE: dict[str, str] = {
    "first_day": "First day",
    "staff_list": "Staff list brought in",
    "leaving": "Leaving",
    "connection": "Connection",
    "set_up": "Register set up",
    "version": "New version",
    "follow_ups": "Follow-ups closed",
}


def people(count: int) -> str:
    """1 person, 27 people."""
    return "1 person" if count == 1 else f"{count} people"


def counted(count: int, one: str, many: str = "") -> str:
    """1 record, 2 records, 12,000 records."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def sentence_case(words: str) -> str:
    """AUP agreement, Briefing: the first letter a capital, the others as they are."""
    return words[:1].upper() + words[1:]


def describe(change: Change, name_of: Callable[[int], str], entry_of: Callable[[int], Entry]) -> str:
    """What a change did, in a line for the history and for undo. Names come through `name_of`."""
    match change:
        case Bundle():
            return _bundle(change, name_of)
        case Withdraw():
            return _withdrawal("Withdrew", change, name_of, entry_of)
        case Reinstate():
            return _withdrawal("Put back", change, name_of, entry_of)
        case _:
            return _single(change, name_of)


def _withdrawal(
    verb: str, change: Withdraw | Reinstate, name_of: Callable[[int], str], entry_of: Callable[[int], Entry]
) -> str:
    if change.step == "undo":
        verb = "Undone"
    elif change.step == "redo":
        verb = "Redone"
    what = describe(entry_of(change.entry).change, name_of, entry_of)
    whom = "" if change.people is None else f", for {_names(change.people, name_of)}"
    reason = "" if change.step else f" ({change.reason})"
    return f"{verb}: {what}{whom}{reason}"


def _parts(change: Bundle) -> str:
    """What a bundle holds, in a few words."""
    if change.purpose == "staff_list":
        kinds = {"new": AddStaff, "corrected": AmendStaff, "leaving": EndService, "returning": StartService}
        counts = {words: sum(isinstance(part, kind) for part in change.changes) for words, kind in kinds.items()}
        records = sum(len(part.people) for part in change.changes if isinstance(part, Evidence))
        counted_parts = [f"{count} {words}" for words, count in counts.items() if count]
        return ", ".join(
            [
                *([people(change.rows)] if change.rows else []),
                *counted_parts,
                *([counted(records, "record")] if records else []),
            ]
        )
    said = {
        RecordBriefing: "briefing",
        Acknowledge: "policy",
        SignAup: "AUP",
        DeclareConnections: "declaration",
        RecordConnection: "declared",
        Advise: "advised",
        EndConnection: "ended",
        EndService: "last day",
        LinkAup: "linked to the other document",
    }
    versions = [titled(v.document, v.label) for v in change.changes if isinstance(v, AdoptVersion)]
    words = dict.fromkeys(said[type(part)] for part in change.changes if type(part) in said)
    return ", ".join((*versions, *words))


def _bundle(change: Bundle, name_of: Callable[[int], str]) -> str:
    concerned = dict.fromkeys(
        staff
        for part in change.changes
        for staff in (part.people if isinstance(part, Evidence | Remind) else (getattr(part, "staff", None),))
        if staff is not None
    )
    whom = f": {_names(tuple(concerned), name_of)}" if concerned and change.purpose != "staff_list" else ""
    what = f" ({said})" if (said := _parts(change)) else ""
    return f"{PURPOSE[change.purpose]}{what}{whom}"


def _single(change: Single, name_of: Callable[[int], str]) -> str:
    if isinstance(change, Evidence):
        return f"{_evidence(change)} on {say(change.on)}: {_names(change.people, name_of)}"
    match change:
        case OpenRegister():
            return f"The school’s name: {change.school}"
        case ChangeSettings():
            return "Settings changed"
        case AdoptVersion():
            kind = "material" if change.material else "minor"
            return f"{titled(change.document, change.label)} adopted, {kind}"
        case LinkAup():
            return f"{titled('policy', change.policy_version)} linked to {titled('aup', change.aup_version)}"
        case CheckHandbook():
            return f"Handbook copy of the policy checked on {say(change.on)}"
        case Remind():
            return f"Reminded on {say(change.on)}: {_names(change.people, name_of)}"
        case NoteExport():
            about = "" if change.staff is None else f": {name_of(change.staff)}"
            made = WORKBOOK.get(change.workbook, change.workbook)
            return f"Workbook made: {made}, as at {say(change.as_at)}, {_file(change)}{about}"
        case IssueReport():
            told = change.report
            return f"Report issued to governors: {term_of_report(told)}, as at {say(told.as_at)}, {_file(change)}"
        case _:
            return f"{_about_one(change)}: {name_of(change.staff)}"


def _file(made: NoteExport | IssueReport) -> str:
    """How many rows a workbook had, and how its SHA-256 begins: the audit extract has all of it."""
    return f"{counted(made.rows, 'row')}, file {made.sha256[:8]}"


def _about_one(change: Single) -> str:
    match change:
        case AddStaff():
            return f"New member of staff from {say(change.first_day)}"
        case AmendStaff():
            return "Details corrected"
        case EndService():
            return f"Last day {say(change.last_day)}"
        case StartService():
            return f"Back, or engaged anew, from {say(change.first_day)}"
        case RecordAbsence():
            return f"Long absence from {say(change.first_day)}{_until(change.last_day)}"
        case GrantExemption():
            return f"Exempt from {EVIDENCE[change.requirement]} from {say(change.first_day)}{_until(change.last_day)}"
        case RecordConnection():
            return f"Connection declared on {say(change.on)}"
        case Advise():
            return f"Advice {', '.join(change.statements)} given on {say(change.on)}"
        case AmendConnection():
            return f"Connection now expected to end in {change.expected_leaving_year}"
        case EndConnection():
            return f"Connection ended on {say(change.on)}"
        case CloseFollowUp():
            outcome = "" if change.outcome == "done" else ", not needed"
            return f"{FOLLOW_UP[change.code]} closed on {say(change.on)}{outcome}"
        case _:
            return ""


def _evidence(change: Evidence) -> str:
    draft = " (draft)" if change.draft else ""
    match change:
        case RecordBriefing():
            return f"Briefing{draft}"
        case Acknowledge():
            return f"{titled('policy', change.version)} acknowledged{draft}"
        case SignAup():
            return f"{titled('aup', change.version)} signed{draft}"
        case CompleteSelfCheck():
            return f"Privacy self-check{draft}"
        case DeclareConnections():
            return f"{'Nothing to declare' if change.nothing_to_declare else 'Connections declared'}{draft}"


def titled(document: str, label: str) -> str:
    """Policy May 2023; AUP 2025, whose label says already what it is."""
    what = "AUP" if document == "aup" else "Policy"
    return label if label.casefold().startswith(what.casefold()) else f"{what} {label}"


def _until(last_day: date | None) -> str:
    return "" if last_day is None else f" to {say(last_day)}"


def term_of_report(report: GivenReport) -> str:
    """Autumn term 2026/27."""
    return f"{sentence_case(report.term)} term {say_academic_year(report.academic_year)}"


def _names(staff: tuple[int, ...], name_of: Callable[[int], str]) -> str:
    return name_of(staff[0]) if len(staff) == 1 else people(len(staff))
