"""The nouns: people, records, versions, settings. Frozen values; they know no rules and touch no disk."""

from __future__ import annotations

from datetime import date
from typing import Literal, get_args

from msgspec import Struct, field

from store.given import GivenReport, Term

Requirement = Literal["briefing", "acknowledgement", "aup", "self_check", "connections"]
"""What the school keeps evidence of for each person (domain 1.1)."""

REQUIREMENTS: tuple[Requirement, ...] = get_args(Requirement)

Engagement = Literal["employee", "central", "agency", "trainee", "volunteer", "governor", "contractor"]
"""How somebody works here (clause 2; domain 2.1)."""

ENGAGEMENTS: tuple[Engagement, ...] = get_args(Engagement)

Status = Literal["not_started", "due_soon", "due", "overdue", "current", "exempt", "not_applicable"]
"""The seven states of domain 6.1. Always computed, never stored."""

STATUSES: tuple[Status, ...] = get_args(Status)

Basis = Literal[
    "first",
    "refresh",
    "new_version",
    "return",
    "advice",
    "absent",
    "exempted",
    "category",
    "left",
    "no_aup_linked",
]
"""Why a standing is what it is."""

Document = Literal["policy", "aup"]

BriefingMethod = Literal["one_to_one", "inset", "staff_meeting", "online", "employing_service"]
BRIEFING_METHODS: tuple[BriefingMethod, ...] = get_args(BriefingMethod)

AcknowledgementMethod = Literal["signed_paper", "email", "in_person"]
ACKNOWLEDGEMENT_METHODS: tuple[AcknowledgementMethod, ...] = get_args(AcknowledgementMethod)

AdviceMethod = Literal["in_person", "letter", "email"]
ADVICE_METHODS: tuple[AdviceMethod, ...] = get_args(AdviceMethod)

ReminderMethod = Literal["in_person", "email", "slip"]
REMINDER_METHODS: tuple[ReminderMethod, ...] = get_args(ReminderMethod)

FollowUpCode = Literal["SETTINGS_HELP", "CONTENT_HELP", "CONNECTION", "SEE_HEAD", "FORMER_PUPIL_ADVICE", "REBRIEF"]
FOLLOW_UP_CODES: tuple[FollowUpCode, ...] = get_args(FollowUpCode)

Answer = Literal["yes", "no", "not_sure", "not_applicable", "family_tie", "earlier_tie"]

ConnectionCase = Literal["related", "prior_online_friendship", "both"]
"""Why the 4.1 footnote covers a tie (A6)."""
CONNECTION_CASES: tuple[ConnectionCase, ...] = get_args(ConnectionCase)

Counterpart = Literal["parent_carer", "pupil", "both"]
COUNTERPARTS: tuple[Counterpart, ...] = get_args(Counterpart)

Kinship = Literal["own_child", "other_close_family", "wider_family", "friend"]
"""Bands, never a word that names a partner or a faith (domain 3.3)."""
KINSHIPS: tuple[Kinship, ...] = get_args(Kinship)

YearGroup = Literal["N", "R", "1", "2", "3", "4", "5", "6"]
YEAR_GROUPS: tuple[YearGroup, ...] = get_args(YearGroup)

ConnectionEnd = Literal["left_roll", "last_child_left", "friendship_ended", "staff_left", "entered_in_error"]
CONNECTION_ENDS: tuple[ConnectionEnd, ...] = get_args(ConnectionEnd)

AdviceStatement = Literal["F1", "F2", "F3", "V1"]
"""What the footnote asks to be said, F1 to F3 (A11); V1 when a pupil tie ends (4.1(v))."""

FOOTNOTE_ADVICE: tuple[AdviceStatement, ...] = ("F1", "F2", "F3")

Renewal = int | Literal["september"] | None
"""Rolling months, every September, or never (R6)."""


class Spell(Struct, frozen=True, gc=False):
    """One unbroken stretch of work here, both days included."""

    first_day: date
    last_day: date | None
    engagement: Engagement


class Absence(Struct, frozen=True):
    """A long absence, both days included; dates only, never a reason (domain 3.4)."""

    first_day: date
    last_day: date | None


class Exemption(Struct, frozen=True):
    """The headteacher's decision that a requirement does not bind for a while."""

    requirement: Requirement
    first_day: date
    last_day: date | None
    authorised_by: str


class Record(Struct, frozen=True, gc=False):
    """Evidence that a requirement was met on a day, as one entry of the ledger tells it."""

    entry: int
    requirement: Requirement
    effective_on: date
    complete: bool
    version: str | None = None
    points: tuple[int, ...] = ()
    """The briefing points it covered; none for other evidence."""


class Advice(Struct, frozen=True):
    """Statements of the footnote given to a member of staff on a day."""

    entry: int
    given_on: date
    statements: tuple[AdviceStatement, ...]
    adviser: str
    method: AdviceMethod


class Connection(Struct, frozen=True):
    """A tie under the 4.1 footnote. No name of a pupil or parent/carer, ever (domain 3.3)."""

    id: int
    entry: int
    declared_on: date
    case: ConnectionCase
    counterpart: Counterpart
    kinship: Kinship
    pupil_reference: str
    year_group: YearGroup | None
    expected_leaving_year: int | None
    advice: tuple[Advice, ...] = ()
    ended_on: date | None = None
    end_reason: ConnectionEnd | None = None

    def advised_on(self, as_at: date) -> date | None:
        """The day by which all of F1 to F3 had been given, if that was on or before `as_at` (A11)."""
        wanting = set(FOOTNOTE_ADVICE)
        for advice in sorted(self.advice, key=lambda given: given.given_on):
            if advice.given_on > as_at:
                return None
            wanting.difference_update(advice.statements)
            if not wanting:
                return advice.given_on
        return None

    def is_open(self, as_at: date) -> bool:
        """Whether it had been declared and not ended by the close of that day."""
        return self.declared_on <= as_at and (self.ended_on is None or self.ended_on > as_at)


class FollowUp(Struct, frozen=True):
    """Something a self-check asked for. No free text (domain 4.3)."""

    entry: int
    code: FollowUpCode
    opened_on: date
    closed_on: date | None = None
    outcome: Literal["done", "not_needed"] | None = None
    closed_by: str = ""


class StaffMember(Struct, frozen=True):
    """One person: people are tracked, not contracts."""

    id: int
    code: str
    surname: str
    forename: str
    job_title: str
    known_as: str = ""
    email: str = ""
    payroll: str = ""
    spells: tuple[Spell, ...] = ()
    absences: tuple[Absence, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    briefings: tuple[Record, ...] = ()
    acknowledgements: tuple[Record, ...] = ()
    aups: tuple[Record, ...] = ()
    self_checks: tuple[Record, ...] = ()
    declarations: tuple[Record, ...] = ()
    connections: tuple[Connection, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    reminders: tuple[date, ...] = ()
    """When this person was reminded of what was owed, the latest last."""

    @property
    def name(self) -> str:
        """As the office says it: known name and surname."""
        return f"{self.known_as or self.forename} {self.surname}".strip()

    @property
    def sort_name(self) -> str:
        """As a list shows it: surname first."""
        first = self.known_as or self.forename
        return f"{self.surname}, {first}" if first else self.surname

    def records(self, requirement: Requirement) -> tuple[Record, ...]:
        """The live records of one requirement; for connections, the declarations."""
        if requirement == "briefing":
            return self.briefings
        if requirement == "acknowledgement":
            return self.acknowledgements
        if requirement == "aup":
            return self.aups
        if requirement == "self_check":
            return self.self_checks
        return self.declarations

    def in_service(self, as_at: date) -> bool:
        """Whether a spell covers the day; a last day counts."""
        return any(s.first_day <= as_at and (s.last_day is None or as_at <= s.last_day) for s in self.spells)

    def last_spell(self) -> Spell | None:
        return self.spells[-1] if self.spells else None


class Version(Struct, frozen=True):
    """A version of the policy or of the AUP. Material: it changes a duty, ban, scope or sanction (domain 2.6)."""

    label: str
    issued_on: date
    effective_on: date
    material: bool
    precision: Literal["day", "month"] = "day"
    """The policy is dated by a month only (A17)."""
    decided_by: str = ""


class AupLink(Struct, frozen=True):
    """Which AUP goes with which policy, and when somebody last looked that each points to the other (6(ii), A1)."""

    policy_version: str
    aup_version: str
    linked_on: date
    checked_on: date | None = None
    checked_by: str = ""


class SchoolCalendar(Struct, frozen=True):
    """The days staff are in: listed weekdays (0 = Monday) outside every closure (R9)."""

    staff_weekdays: tuple[int, ...]
    closures: tuple[tuple[date, date], ...]


class TermDates(Struct, frozen=True):
    """A term as the school has set it."""

    name: Term
    first_day: date
    last_day: date


def _applicability() -> dict[Engagement, tuple[Requirement, ...]]:
    supply: tuple[Requirement, ...] = ("briefing", "acknowledgement", "aup")
    return {
        "employee": REQUIREMENTS,
        "central": REQUIREMENTS,
        "agency": supply,
        "trainee": supply,
        "volunteer": ("briefing", "acknowledgement"),
        "governor": (),
        "contractor": (),
    }


def _renewal() -> dict[Requirement, Renewal]:
    return {
        "briefing": "september",
        "acknowledgement": None,
        "aup": None,
        "self_check": "september",
        "connections": "september",
    }


class Settings(Struct, frozen=True):
    """The school's own rules. The policy sets none of these intervals (domain section 0); days unless said."""

    due_soon_days: int = 30
    grace_days: int = 7
    pre_start_days: int = 90
    rejoin_months: int = 3
    return_after_days: int = 90
    return_credit_days: int = 28
    version_notice_days: int = 28
    self_check_first_days: int = 14
    advice_days: int = 7
    follow_up_days: int = 14
    september_counts_from: tuple[int, int] = (7, 1)
    """Month and day from which a record counts for the coming academic year."""
    september_due: tuple[int, int] = (9, 30)
    """Month and day by which it is due each year."""
    renewal: dict[Requirement, Renewal] = field(default_factory=_renewal)
    applies: dict[Engagement, tuple[Requirement, ...]] = field(default_factory=_applicability)
    calendar: SchoolCalendar | None = None
    terms: tuple[TermDates, ...] = ()


class School(Struct, frozen=True):
    """Everything the register holds that is not about one person."""

    name: str
    settings: Settings = Settings()
    policy_versions: tuple[Version, ...] = ()
    aup_versions: tuple[Version, ...] = ()
    aup_links: tuple[AupLink, ...] = ()
    handbook_checked_on: date | None = None
    """When somebody last looked that the policy is in the staff handbook (6(i))."""
    reports: tuple[GivenReport, ...] = ()
    """What governors were given, in the order it was issued."""

    def report_on(self, term: Term, academic_year: int) -> GivenReport | None:
        """What governors were given for a term: the latest issued stands."""
        found = (r for r in reversed(self.reports) if (r.term, r.academic_year) == (term, academic_year))
        return next(found, None)

    def versions(self, document: Document) -> tuple[Version, ...]:
        return self.policy_versions if document == "policy" else self.aup_versions

    def current(self, document: Document, as_at: date) -> Version | None:
        """The latest version issued by that day, material or not."""
        issued = [v for v in self.versions(document) if v.issued_on <= as_at]
        return issued[-1] if issued else None

    def aup_is_linked(self, as_at: date) -> bool:
        return any(link.linked_on <= as_at for link in self.aup_links)


class Standing(Struct, frozen=True, gc=False):
    """Where one person stands on one requirement on one day (domain 6.1)."""

    status: Status
    due: date | None
    basis: Basis
