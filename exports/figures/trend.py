"""The last six terms: what governors were given, or else what was known on a term's last day. Pure (exports 0.9, 6)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from exports.figures.measures import MEASURES, MeasureKey, Picture, past_picture, picture
from exports.figures.rating import percent
from exports.figures.view import Printed, TrendRow
from store.dates import academic_year, previous_term, say_academic_year, say_term, term_of
from store.given import GivenFigures, GivenReport
from store.model import TermDates
from store.register import Register

TERMS = 6


class Past(NamedTuple):
    """A term's figures for the whole school."""

    as_at: date
    staff: int
    percents: dict[MeasureKey, Printed]
    given: GivenReport | None
    """What was issued, if anything was."""


def past_of(register: Register, term: TermDates) -> Past | None:
    """A term that is over: the report issued on it, else what was known on its last day; None if nothing was.

    Late entries change neither.
    """
    given = register.school.report_on(term.name, academic_year(term.first_day))
    if given is not None:
        return Past(given.as_at, given.staff, {m.key: _given(given.figures.get(m.key)) for m in MEASURES}, given)
    then = register.as_known(term.last_day)
    if not then.entries:
        return None
    shown = picture(then, term.last_day)
    return Past(term.last_day, shown.in_service, printed(shown), None)


def printed(shown: Picture) -> dict[MeasureKey, Printed]:
    """Every measure as a whole percentage; [z] where no staff were due."""
    found = {key: percent(figures) for key, figures in shown.figures.items()}
    return {key: "[z]" if value is None else value for key, value in found.items()}


def _given(figures: GivenFigures | None) -> Printed:
    return "[z]" if figures is None or figures.percent is None else figures.percent


def trend(register: Register, now: Picture) -> tuple[TrendRow, ...]:
    """Six terms, the oldest first; the last is the one this report is on."""
    settings = register.school.settings
    term = term_of(now.as_at, settings)
    rows = [_row(term, now.as_at, now.in_service, printed(now))]
    while len(rows) < TERMS:
        term = previous_term(term, settings)
        rows.append(_past_row(register, term, past_of(register, term)))
    return tuple(reversed(rows))


def _row(term: TermDates, as_at: date, staff: int, percents: dict[MeasureKey, Printed]) -> TrendRow:
    year = say_academic_year(academic_year(term.first_day))
    return TrendRow(say_term(term), year, as_at, staff, percents, {}, "This report")


def _past_row(register: Register, term: TermDates, past: Past | None) -> TrendRow:
    year = say_academic_year(academic_year(term.first_day))
    if past is None:
        nothing: dict[MeasureKey, Printed] = {measure.key: "[x]" for measure in MEASURES}
        return TrendRow(say_term(term), year, "[x]", "[x]", nothing, {}, "Not kept")
    row = _row(term, past.as_at, past.staff, past.percents)
    if past.given is None:
        return row._replace(basis="As known then")
    corrected = printed(past_picture(register, past.as_at))
    revised = {key: value for key, value in corrected.items() if value != past.percents[key]}
    return row._replace(revised=revised, basis="Issued [r]" if revised else "Issued")
