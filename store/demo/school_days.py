"""The days an invented school is open: near enough to England's terms to be believed."""

from __future__ import annotations

from datetime import date, timedelta

from store.dates import ONE_DAY, academic_year, easter


def is_open(day: date) -> bool:
    """Whether it is a weekday outside the holidays."""
    if day.weekday() >= 5:
        return False
    if (day.month, day.day) >= (12, 20) or (day.month, day.day) <= (1, 3):
        return False
    if (7, 22) <= (day.month, day.day) <= (9, 1) or (10, 24) <= (day.month, day.day) <= (10, 31):
        return False
    sunday = easter(day.year)
    return not sunday - timedelta(days=9) <= day <= sunday + timedelta(days=7)


def on_or_after(day: date) -> date:
    while not is_open(day):
        day += ONE_DAY
    return day


def on_or_before(day: date) -> date:
    while not is_open(day):
        day -= ONE_DAY
    return day


def weekday_on_or_before(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def next_term(day: date) -> date:
    """The first day of the next term: January, after Easter, or September."""
    year = day.year
    starts = (
        on_or_after(date(year, 1, 4)),
        on_or_after(easter(year) + timedelta(days=8)),
        on_or_after(date(year, 9, 1)),
        on_or_after(date(year + 1, 1, 4)),
    )
    return next(start for start in starts if start > day)


def inset_of(year: int) -> date:
    """The first staff day of the academic year that begins in a year."""
    return on_or_after(date(year, 9, 2))


def first_september(today: date, years: int) -> int:
    """The year in whose September a register of that many years begins."""
    return academic_year(today) - years
