"""What governors may see, computed from the register: the one door between the two (exports 0.1, 1.3).

A governors' paper is open to any interested person, so its sheets are written from a GovernorsView and never from the
register: what must not be shown is not there to be shown. Whole-school totals point to no one and are shown even where
they are 1 to 4 (rule 1); groups are shown in words, after exports/figures/disclosure.py has tried to see through them.
"""

from __future__ import annotations

from datetime import date

from exports.documents import policy_facts
from exports.figures.actions import actions
from exports.figures.ahead import coming_due
from exports.figures.breakdown import breakdown
from exports.figures.coverage import evidence
from exports.figures.measures import MEASURES, Picture, picture
from exports.figures.rating import rating
from exports.figures.trend import printed, trend
from exports.figures.view import GovernorsView, LastTerm, Printed, Row, TrendRow
from exports.terms import entered_to
from store.dates import academic_year, previous_term, say_academic_year, say_term, term_of
from store.given import GivenFigures, GivenGroup, GivenReport
from store.register import Register


def governors_view(register: Register, as_at: date, known_at: date | None = None) -> GovernorsView:
    """What governors may see as at the close of a day, as known by the close of another (R12).

    Earlier terms are as governors were given them, or as they were known on their last day: late entries do not change
    what was reported.
    """
    known = register if known_at is None else register.as_known(known_at)
    school = known.school
    term = term_of(as_at, school.settings)
    now = picture(known, as_at)
    terms = trend(known, now)
    rows = tuple(_row(index, now, terms[-2]) for index in range(len(MEASURES)))
    policy = policy_facts(school, as_at)
    before = max((r for r in school.reports if r.as_at < as_at), key=lambda report: report.as_at, default=None)
    return GovernorsView(
        school=school.name,
        as_at=as_at,
        entered_to=entered_to(known),
        term=say_term(term),
        term_name=term.name,
        year=academic_year(term.first_day),
        academic_year=say_academic_year(academic_year(term.first_day)),
        last_term=_last_term(terms[-2], previous_term(term, school.settings).last_day),
        in_service=now.in_service,
        rows=rows,
        policy=policy,
        evidence=evidence(now, policy),
        groups=breakdown(now.people, before),
        trend=terms,
        coming=coming_due(known, as_at),
        actions=actions(rows, policy, term, as_at, school.settings, before),
    )


def given_report(view: GovernorsView, known_at: date | None) -> GivenReport:
    """What a report tells governors, to be kept when it is issued."""
    return GivenReport(
        as_at=view.as_at,
        term=view.term_name,
        academic_year=view.year,
        staff=view.in_service,
        figures={row.key: figures for row in view.rows if (figures := _given(row)) is not None},
        groups={
            row.key: tuple(GivenGroup(cell.group, cell.due, cell.word) for cell in row.cells)
            for row in view.groups.rows
        },
        actions={action.key: action.agreed_in for action in view.actions if action.status != "Done"},
        known_at=known_at,
    )


def _given(row: Row) -> GivenFigures | None:
    if not isinstance(row.complete, int) or not isinstance(row.overdue, int):
        return None
    return GivenFigures(row.complete, row.overdue, row.this_term if isinstance(row.this_term, int) else None)


def _last_term(row: TrendRow, last_day: date) -> LastTerm:
    kept = isinstance(row.as_at, date)
    return LastTerm(
        row.term, row.as_at if isinstance(row.as_at, date) else last_day, kept, row.basis.startswith("Issued")
    )


def _row(index: int, now: Picture, before: TrendRow) -> Row:
    key, measure, clauses = MEASURES[index]
    last_term = before.percents[key]
    this_term = printed(now)[key]
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
