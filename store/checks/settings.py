"""Checks of the school's own rules, so that no setting can leave a standing without an answer."""

from __future__ import annotations

from datetime import date
from typing import get_args

from store.checks.finding import Finding
from store.dates import academic_year, say_academic_year
from store.given import Term
from store.model import ENGAGEMENTS, REQUIREMENTS, SchoolCalendar, Settings

LONGEST_DAYS = 3660
LONGEST_MONTHS = 120
_NUMBERS = (
    "due_soon_days",
    "grace_days",
    "pre_start_days",
    "rejoin_months",
    "return_after_days",
    "return_credit_days",
    "version_notice_days",
    "self_check_first_days",
    "advice_days",
    "follow_up_days",
)


def settings_findings(settings: Settings) -> list[Finding]:
    """What cannot be a school's rule."""
    found = []
    for name in _NUMBERS:
        most = LONGEST_MONTHS if name.endswith("months") else LONGEST_DAYS
        if not 0 <= getattr(settings, name) <= most:
            found.append(Finding(name, f"A whole number from 0 to {most}."))
    found += [
        Finding(name, "A day that every year has, such as 30 September.")
        for name in ("september_counts_from", "september_due")
        if not _is_day_of_every_year(getattr(settings, name))
    ]
    found += _renewal(settings) + _applies(settings)
    if settings.calendar is not None:
        found += _calendar(settings.calendar)
    if any(term.last_day < term.first_day for term in settings.terms):
        found.append(Finding("terms", "A term ends before it begins."))
    return found + _whole_years(settings)


def _whole_years(settings: Settings) -> list[Finding]:
    """A year has the school's own terms or the usual ones, as a year with one of them would have no others."""
    years = sorted({academic_year(term.first_day) for term in settings.terms})
    return [
        Finding("terms", f"Give the three terms of {say_academic_year(year)}, each once, or none of them.")
        for year in years
        if sorted(t.name for t in settings.terms if academic_year(t.first_day) == year) != sorted(get_args(Term))
    ]


def _is_day_of_every_year(month_and_day: tuple[int, int]) -> bool:
    try:
        date(2001, *month_and_day)  # no leap year
    except ValueError:
        return False
    return True


def _renewal(settings: Settings) -> list[Finding]:
    if set(settings.renewal) != set(REQUIREMENTS):
        return [Finding("renewal", "Every requirement has a renewal, or none.")]
    return [
        Finding(f"renewal_{requirement}", f"Every 1 to {LONGEST_MONTHS} months, every September, or never.")
        for requirement, renewal in settings.renewal.items()
        if isinstance(renewal, int) and not 1 <= renewal <= LONGEST_MONTHS
    ]


def _applies(settings: Settings) -> list[Finding]:
    if set(settings.applies) != set(ENGAGEMENTS):
        return [Finding("applies", "Every kind of engagement has its requirements, or none.")]
    return []


def _calendar(calendar: SchoolCalendar) -> list[Finding]:
    found = []
    if not calendar.staff_weekdays or not set(calendar.staff_weekdays) <= set(range(7)):
        found.append(Finding("calendar", "Staff are in on at least one day of the week."))
    if any(last < first for first, last in calendar.closures):
        found.append(Finding("calendar", "A closure ends before it begins."))
    return found
