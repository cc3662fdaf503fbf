"""The verbs: everything that can be done to a register, each a frozen value that one entry of the ledger keeps.

Fields are written to disk by name. A field may be added with a default; it is never renamed or given another meaning.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from msgspec import Struct, field

from store.given import GivenReport
from store.model import (
    AcknowledgementMethod,
    AdviceMethod,
    AdviceStatement,
    Answer,
    BriefingMethod,
    ConnectionCase,
    ConnectionEnd,
    Counterpart,
    Document,
    Engagement,
    FollowUpCode,
    Kinship,
    ReminderMethod,
    Requirement,
    Settings,
    YearGroup,
)

ALL_POINTS = tuple(range(1, 13))
"""The numbers of the briefing's twelve points (domain 4.1)."""

PurposeOfBundle = Literal["first_day", "staff_list", "leaving", "connection", "set_up", "version", "follow_ups"]


class _Change(Struct, frozen=True, tag_field="kind", omit_defaults=True, forbid_unknown_fields=True):
    """What every change has in common: its kind is the tag it is decoded by."""


class OpenRegister(_Change, frozen=True, tag="open_register"):
    """Whose register this is: the first entry, and a later one where the school’s name is corrected."""

    school: str


class ChangeSettings(_Change, frozen=True, tag="change_settings"):
    settings: Settings


class AdoptVersion(_Change, frozen=True, tag="adopt_version"):
    """A new version of the policy or the AUP (R7)."""

    document: Document
    label: str
    issued_on: date
    effective_on: date
    material: bool = True
    precision: Literal["day", "month"] = "day"
    decided_by: str = ""


class LinkAup(_Change, frozen=True, tag="link_aup"):
    """The AUP that goes with the policy (6(ii)); checked once somebody has looked that each points to the other."""

    policy_version: str
    aup_version: str
    linked_on: date
    checked_on: date | None = None
    checked_by: str = ""


class OnePersonBase(_Change, frozen=True):
    """A change to what is known of one person."""

    staff: int


class AddStaff(OnePersonBase, frozen=True, tag="add_staff"):
    code: str
    surname: str
    forename: str
    first_day: date
    job_title: str = ""
    engagement: Engagement = "employee"
    known_as: str = ""
    email: str = ""
    payroll: str = ""


class AmendStaff(OnePersonBase, frozen=True, tag="amend_staff"):
    """A correction of what is known of somebody; None leaves a field as it is."""

    code: str | None = None
    surname: str | None = None
    forename: str | None = None
    job_title: str | None = None
    engagement: Engagement | None = None
    known_as: str | None = None
    email: str | None = None
    payroll: str | None = None
    first_day: date | None = None
    """Corrects the first day of the latest spell."""


class EndService(OnePersonBase, frozen=True, tag="end_service"):
    """Somebody's last day, which still counts (R3)."""

    last_day: date


class StartService(OnePersonBase, frozen=True, tag="start_service"):
    """A further spell: a returner, or another engagement from that day on."""

    first_day: date
    engagement: Engagement = "employee"


class RecordAbsence(OnePersonBase, frozen=True, tag="record_absence"):
    """A long absence: dates only, never the reason (domain 3.4). Recording it again from the same day replaces it."""

    first_day: date
    last_day: date | None = None


class GrantExemption(OnePersonBase, frozen=True, tag="grant_exemption"):
    requirement: Requirement
    first_day: date
    last_day: date | None
    authorised_by: str


class EvidenceBase(_Change, frozen=True):
    """Evidence of a requirement for one or many people on a day."""

    people: tuple[int, ...]
    on: date


class RecordBriefing(EvidenceBase, frozen=True, tag="record_briefing"):
    """The induction briefing or a refresher: complete when all twelve points were covered (A2)."""

    points: tuple[int, ...] = ALL_POINTS
    delivered_by: str = ""
    method: BriefingMethod = "one_to_one"
    version: str | None = None
    """The policy version it was about."""
    draft: bool = False
    reason: str = ""
    """Why it is entered late, where it happened over a month ago (V3)."""
    replaces: int | None = None
    """The entry it corrects, which was withdrawn."""


class Acknowledge(EvidenceBase, frozen=True, tag="acknowledge"):
    """The eight statements of domain 4.2 accepted, for one version of the policy."""

    version: str
    method: AcknowledgementMethod = "signed_paper"
    evidence_location: str = ""
    draft: bool = False
    reason: str = ""
    replaces: int | None = None


class SignAup(EvidenceBase, frozen=True, tag="sign_aup"):
    """A signed acceptable use agreement for one version of the AUP."""

    version: str
    evidence_location: str = ""
    draft: bool = False
    reason: str = ""
    replaces: int | None = None


class CompleteSelfCheck(EvidenceBase, frozen=True, tag="complete_self_check"):
    """The privacy self-check of domain 4.3: complete when answered, whatever the answers (A3)."""

    answers: dict[int, Answer] | None = None
    """By question number; None where only the follow-ups were taken from a paper slip."""
    uses_social_media: bool = True
    follow_ups: tuple[FollowUpCode, ...] = ()
    draft: bool = False
    reason: str = ""
    replaces: int | None = None


class DeclareConnections(EvidenceBase, frozen=True, tag="declare_connections"):
    """Asked about connections, and the answer."""

    nothing_to_declare: bool = True
    draft: bool = False
    reason: str = ""
    replaces: int | None = None


class RecordConnection(OnePersonBase, frozen=True, tag="record_connection"):
    """A tie under the 4.1 footnote (A6); `connection` is its number in this register, never used again."""

    connection: int
    on: date
    case: ConnectionCase
    counterpart: Counterpart
    kinship: Kinship
    pupil_reference: str = ""
    year_group: YearGroup | None = None
    expected_leaving_year: int | None = None
    formed_before: bool = True
    """False: the friendship began after they became a parent/carer or pupil, which is refused here (A7, V10)."""
    reason: str = ""


class Advise(OnePersonBase, frozen=True, tag="advise"):
    """Statements of the footnote given (domain 4.4)."""

    connection: int
    on: date
    adviser: str
    statements: tuple[AdviceStatement, ...] = ("F1", "F2", "F3")
    method: AdviceMethod = "in_person"
    reason: str = ""


class AmendConnection(OnePersonBase, frozen=True, tag="amend_connection"):
    """A sibling leaves but another child stays: the leaving year moves on, the tie does not end (A8)."""

    connection: int
    expected_leaving_year: int


class EndConnection(OnePersonBase, frozen=True, tag="end_connection"):
    connection: int
    on: date
    end_reason: ConnectionEnd
    reason: str = ""
    """Why it ends without advice ever given (V11), or is entered late (V3)."""


class Remind(_Change, frozen=True, tag="remind"):
    """People were reminded of what they owe: a log of who was chased, of what and when."""

    people: tuple[int, ...]
    on: date
    method: ReminderMethod = "in_person"
    owed: dict[int, tuple[Requirement, ...]] = field(default_factory=dict)
    """What each of them owed, as they were told; nobody is in it where that was not noted."""


class CloseFollowUp(OnePersonBase, frozen=True, tag="close_follow_up"):
    entry: int
    """The entry of the self-check that raised it."""
    code: FollowUpCode
    on: date
    outcome: Literal["done", "not_needed"] = "done"
    by: str = ""


class Withdraw(_Change, frozen=True, tag="withdraw"):
    """Takes back an entry, for everybody in it or for some. It stays in the ledger."""

    entry: int
    reason: str
    people: tuple[int, ...] | None = None
    step: Literal["undo", "redo"] | None = None
    """Set when it was done by undo or redo, so that both can be read from the ledger after a restart."""


class Reinstate(_Change, frozen=True, tag="reinstate"):
    """Puts back what was withdrawn."""

    entry: int
    reason: str
    people: tuple[int, ...] | None = None
    step: Literal["undo", "redo"] | None = None


class CheckHandbook(_Change, frozen=True, tag="check_handbook"):
    """Somebody looked that the policy is in the staff handbook (6(i)); each academic year."""

    on: date
    by: str


class NoteExport(_Change, frozen=True, tag="note_export"):
    """A workbook was made: which, as at when, how many rows, and what it hashed to before any password."""

    workbook: str
    as_at: date
    rows: int
    sha256: str
    staff: int | None = None
    """Whom it is about, where it is about one person: a record card."""


class IssueReport(_Change, frozen=True, tag="issue_report"):
    """A governors' workbook was made and given to governors: what it told them, and the file's own hash.

    Issued again for the same term, the later one stands; the earlier stays in the ledger.
    """

    report: GivenReport
    rows: int
    sha256: str


Evidence = RecordBriefing | Acknowledge | SignAup | CompleteSelfCheck | DeclareConnections

AboutOnePerson = (
    AddStaff
    | AmendStaff
    | EndService
    | StartService
    | RecordAbsence
    | GrantExemption
    | RecordConnection
    | Advise
    | AmendConnection
    | EndConnection
    | CloseFollowUp
)

AboutTheSchool = OpenRegister | ChangeSettings | AdoptVersion | LinkAup | CheckHandbook | NoteExport | IssueReport

Single = AboutTheSchool | AboutOnePerson | Evidence | Remind


class Bundle(_Change, frozen=True, tag="bundle"):
    """Several changes made by one action: one entry, one undo. A first day, a staff list, a leaver's connections."""

    purpose: PurposeOfBundle
    changes: tuple[Single, ...]
    file_sha256: str = ""
    """Of the staff list it came from."""
    rows: int = 0
    """How many people that list had."""
    source: str = ""
    """Which kind of export it was: a fingerprint of its headings."""
    columns: dict[str, str] = field(default_factory=dict)
    """The heading each field of it was read from, remembered for the next list of the same kind."""


Change = Single | Bundle | Withdraw | Reinstate


class Entry(Struct, frozen=True):
    """One line of the ledger: one action at the keyboard."""

    n: int
    """1, 2, 3 … in the order they were made."""
    id: str
    at: datetime
    """When it was made, UTC."""
    by: str
    change: Change


def parts(change: Change) -> tuple[Single, ...]:
    """The single changes an entry is made of; none for a withdrawal or reinstatement."""
    if isinstance(change, Bundle):
        return change.changes
    if isinstance(change, Withdraw | Reinstate):
        return ()
    return (change,)


def people_in(change: Single) -> tuple[int, ...]:
    """Whom a single change is about; nobody for one about the school."""
    if isinstance(change, OnePersonBase):
        return (change.staff,)
    if isinstance(change, NoteExport):
        return () if change.staff is None else (change.staff,)
    people: tuple[int, ...] = getattr(change, "people", ())  # twice as quick as asking what kind it is
    return people


def people_of(entry: Entry) -> tuple[int, ...]:
    """Everybody an entry is about, each once."""
    return tuple(dict.fromkeys(staff for part in parts(entry.change) for staff in people_in(part)))
