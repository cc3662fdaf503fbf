"""What governors may see, computed as a value of its own: counts and words, nothing about a person.

A governors' paper is open to any interested person (exports 0.1), so the writer is given this and never the
register: what must not be shown is not there to be shown. The first cut holds totals for the whole school only,
which point to no one and are shown even where they are 1 to 4 (exports 1.3, rule 1).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

from exports.measures import MEASURES, MeasureKey, Picture, picture
from exports.rating import Rating, percent, rating
from exports.terms import entered_to, say_day, say_document_date
from store.dates import academic_year, next_staff_day, previous_term, say_academic_year, say_term, term_of
from store.given import GivenFigures, GivenReport, Term
from store.model import AupLink, School, Version
from store.register import Register

Shorthand = Literal["[x]", "[z]"]
"""[x]: no figure was kept. [z]: a figure does not apply."""

Printed = int | Shorthand


class Row(NamedTuple):
    """One measure as it is printed: staff, whole percents and percentage points."""

    key: MeasureKey
    measure: str
    clauses: str
    due: Printed
    complete: Printed
    overdue: Printed
    last_term: Printed
    this_term: Printed
    change: Printed
    rating: Rating


class PolicyFacts(NamedTuple):
    """The school-level facts of the policy, in words."""

    version: str
    dated: str
    aup: str
    aup_linked: bool
    notice: str
    """A new version whose acknowledgements have not fallen due yet; empty if there is none."""


class GovernorsView(NamedTuple):
    """Everything a governors' workbook is written from."""

    school: str
    as_at: date
    entered_to: datetime | None
    """The latest entry the figures rest on, UTC; None for a register without any."""
    term: str
    term_name: Term
    year: int
    academic_year: str
    last_term: str
    last_term_as_at: date
    last_term_kept: bool
    in_service: int
    rows: tuple[Row, ...]
    policy: PolicyFacts

    def row(self, key: MeasureKey) -> Row:
        return next(row for row in self.rows if row.key == key)


def governors_view(register: Register, as_at: date, known_at: date | None = None) -> GovernorsView:
    """What governors may see as at the close of a day, as known by the close of another (R12).

    Last term's figures are those that were known on its last day: late entries do not change what was reported.
    """
    known = register if known_at is None else register.as_known(known_at)
    settings = known.school.settings
    term = term_of(as_at, settings)
    last = previous_term(term, settings)
    then = register.as_known(last.last_day)
    kept = bool(then.entries)
    before = picture(then, last.last_day) if kept else None
    now = picture(known, as_at)
    return GovernorsView(
        school=known.school.name,
        as_at=as_at,
        entered_to=entered_to(known),
        term=say_term(term),
        term_name=term.name,
        year=academic_year(term.first_day),
        academic_year=say_academic_year(academic_year(term.first_day)),
        last_term=say_term(last),
        last_term_as_at=last.last_day,
        last_term_kept=kept,
        in_service=now.in_service,
        rows=tuple(_row(index, now, before) for index in range(len(MEASURES))),
        policy=_policy(known.school, as_at),
    )


def given_report(view: GovernorsView, known_at: date | None) -> GivenReport:
    """What a report tells governors, to be kept when it is issued."""
    return GivenReport(
        as_at=view.as_at,
        term=view.term_name,
        academic_year=view.year,
        staff=view.in_service,
        figures={row.key: figures for row in view.rows if (figures := _given(row)) is not None},
        known_at=known_at,
    )


def _given(row: Row) -> GivenFigures | None:
    if not isinstance(row.complete, int) or not isinstance(row.overdue, int):
        return None
    return GivenFigures(row.complete, row.overdue, row.this_term if isinstance(row.this_term, int) else None)


# Measures -------------------------------------------------------------------


def _row(index: int, now: Picture, before: Picture | None) -> Row:
    key, measure, clauses = MEASURES[index]
    last_term = _printed_percent(key, before)
    this_term = _printed_percent(key, now)
    change: Printed = "[z]"
    if isinstance(this_term, int):
        change = this_term - last_term if isinstance(last_term, int) else last_term
    figures = now.figures[key]
    if key == "aup" and not now.aup_linked:
        return Row(key, measure, clauses, "[z]", "[z]", "[z]", last_term, "[z]", "[z]", "No AUP linked")
    return Row(
        key,
        measure,
        clauses,
        figures.due,
        figures.complete,
        figures.overdue,
        last_term,
        this_term,
        change,
        rating(figures),
    )


def _printed_percent(key: MeasureKey, shown: Picture | None) -> Printed:
    if shown is None:
        return "[x]"
    found = percent(shown.figures[key])
    return "[z]" if found is None else found


# The policy and the AUP -----------------------------------------------------


def _policy(school: School, as_at: date) -> PolicyFacts:
    policy, aup = school.current("policy", as_at), school.current("aup", as_at)
    links = [link for link in school.aup_links if link.linked_on <= as_at]
    return PolicyFacts(
        version=policy.label if policy else "No version of the policy is recorded",
        dated=say_document_date(policy.issued_on, policy.precision) if policy else "No date recorded",
        aup=_aup(links[-1], policy, aup, as_at) if links else _NO_AUP,
        aup_linked=bool(links),
        notice=_notice(school, as_at),
    )


_NO_AUP = (
    "No acceptable use policy (AUP) is linked to this policy, as 6(ii) asks. Until one is, signatures are not reported."
)


def _aup(link: AupLink, policy: Version | None, aup: Version | None, as_at: date) -> str:
    said = f"Policy {link.policy_version} is linked to AUP {link.aup_version}"
    current = (policy.label if policy else link.policy_version, aup.label if aup else link.aup_version)
    if (link.policy_version, link.aup_version) != current:
        return f"{said}. The current versions are policy {current[0]} and AUP {current[1]}: they are not yet linked."
    if link.checked_on is None or link.checked_on > as_at:
        return f"{said}. No check that each document points to the other is recorded."
    return f"{said}. On {say_day(link.checked_on)} it was checked that each document points to the other."


def _notice(school: School, as_at: date) -> str:
    """Why some count as having acknowledged who have not signed the newest version, without saying how many."""
    settings = school.settings
    material = [v for v in school.policy_versions if v.material and v.issued_on <= as_at]
    if len(material) < 2:
        return ""
    newest = material[-1]
    due = max(newest.issued_on + timedelta(days=settings.version_notice_days), newest.effective_on)
    due = next_staff_day(due, settings.calendar)
    if due <= as_at:
        return ""
    return (
        f"Policy version {newest.label} is new: staff already here have until {say_day(due)} to acknowledge it. "
        "Before that day an acknowledgement of the version before it counts."
    )
