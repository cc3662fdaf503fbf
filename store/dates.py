"""Reading and saying dates as a school does; academic years, terms, staff days, month arithmetic. All pure."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from store.model import SchoolCalendar, Settings, TermDates

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
FULL_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

EARLIEST, LATEST = date(1950, 1, 1), date(2100, 12, 31)
ONE_DAY = timedelta(days=1)


class UnreadableDateError(ValueError):
    """A sentence for the user saying why a date could not be read."""


def london_date(at: datetime) -> date:
    """The date on the school's wall at a moment (R12): 23:30 UTC on 30 September is 1 October in summer time."""
    at = at.astimezone(UTC)
    if at.hour < 23:
        return at.date()  # London is never more than an hour ahead, nor behind: no need to look it up
    from zoneinfo import ZoneInfo

    return at.astimezone(ZoneInfo("Europe/London")).date()


def london_time(at: datetime) -> str:
    """The time on the school's wall: 09:41."""
    from zoneinfo import ZoneInfo

    return at.astimezone(ZoneInfo("Europe/London")).strftime("%H:%M")


# Saying ---------------------------------------------------------------------


def say(day: date) -> str:
    """3 Sep 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def say_short(day: date) -> str:
    """3 Sep 26, for a narrow column."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year % 100:02}"


def say_with_weekday(day: date) -> str:
    """Thu 3 Sep 2026: what a date field echoes."""
    return f"{DAYS[day.weekday()]} {say(day)}"


def say_month(day: date) -> str:
    """May 2023: for a document dated by its month only (A17)."""
    return f"{FULL_MONTHS[day.month - 1]} {day.year}"


# Reading --------------------------------------------------------------------

_RELATIVE = re.compile(r"([+-])(\d{1,3})")
_NUMERIC = re.compile(r"(\d{1,2})[/.\-](\d{1,2})(?:[/.\-](\d{2}|\d{4}))?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_RUN_TOGETHER = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")
_WORDED = re.compile(r"(?:([a-z]+),? +)?(\d{1,2})(?:st|nd|rd|th)?[ \-]*([a-z]{3,9})\.?,?(?:[ \-]+(\d{2}|\d{4}))?")
_WORDS = {"today": 0, "t": 0, "yesterday": -1, "y": -1, "tomorrow": 1}


def read_date(text: str, today: date, *, prefer: Literal["past", "future", "nearest"] = "nearest") -> date:
    """The date somebody typed: today, y, fri, 3/9, 3/9/26, 3 sep, +7, 03092026, ISO. Day first, always.

    A weekday is the latest one not after today, or with `prefer="future"` the next one not before it.
    A date without a year is the nearest to today, or the nearest in the direction preferred.
    Raises UnreadableDateError with a sentence for the field.
    """
    words = " ".join(text.strip().lower().split())
    if not words:
        raise UnreadableDateError("Type a date, such as 3/9, fri or today.")
    if words in _WORDS:
        return today + timedelta(days=_WORDS[words])
    if relative := _RELATIVE.fullmatch(words):
        days = int(relative[2])
        return today + timedelta(days=days if relative[1] == "+" else -days)
    if len(words) >= 2 and words.isalpha():
        weekday = _named(words, FULL_DAYS)
        if weekday is not None:
            back = (today.weekday() - weekday) % 7
            return today + timedelta(days=(-back) % 7 if prefer == "future" else -back)
    if found := _ISO.fullmatch(words):
        return _date(int(found[3]), int(found[2]), int(found[1]), text)
    if (found := _NUMERIC.fullmatch(words)) or (found := _RUN_TOGETHER.fullmatch(words)):
        return _with_year(int(found[1]), int(found[2]), found[3], today, text, prefer)
    if found := _WORDED.fullmatch(words):
        month = _named(found[3], FULL_MONTHS)
        weekday = _named(found[1], FULL_DAYS) if found[1] else None
        if month is not None and (weekday is not None) == bool(found[1]):
            day = _with_year(int(found[2]), month + 1, found[4], today, text, prefer)
            if weekday is not None and day.weekday() != weekday:
                raise UnreadableDateError(f"{say(day)} is a {FULL_DAYS[day.weekday()]}. Check the day or the date.")
            return day
    raise UnreadableDateError(f"“{_shown(text)}” is not a date. Type it as 3/9, 3 sep 2026, fri or today.")


FULL_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ALSO_SPELT = {"weds": "wed", "sept": "sep"}


def _named(word: str, names: tuple[str, ...]) -> int | None:
    """Which of some names a word begins to spell, if exactly one."""
    start = _ALSO_SPELT.get(word, word)
    hits = [place for place, name in enumerate(names) if name.lower().startswith(start)]
    return hits[0] if len(hits) == 1 else None


def _with_year(day: int, month: int, year: str | None, today: date, text: str, prefer: str) -> date:
    if year is not None:
        full = int(year) if len(year) == 4 else _century(int(year), today)
        return _date(day, month, full, text)
    years = {"past": (0, -1), "future": (0, 1), "nearest": (0, -1, 1)}[prefer]
    candidates = []
    for offset in years:
        try:
            candidates.append(date(today.year + offset, month, day))
        except ValueError:
            continue
    if not candidates:
        return _date(day, month, today.year, text)
    if prefer == "past":
        candidates = [c for c in candidates if c <= today] or candidates
    if prefer == "future":
        candidates = [c for c in candidates if c >= today] or candidates
    return min(candidates, key=lambda c: abs((c - today).days))


def _century(two_digits: int, today: date) -> int:
    """26 is 2026; 68 is 1968, for nobody starts forty years from now."""
    year = today.year - today.year % 100 + two_digits
    return year - 100 if year > today.year + 20 else year


def _date(day: int, month: int, year: int, text: str) -> date:
    if month > 12 and day <= 12:
        raise UnreadableDateError(f"“{_shown(text)}” has no month {month}. The day comes first here: 13/9, not 9/13.")
    try:
        found = date(year, month, day)
    except ValueError:
        raise UnreadableDateError(f"“{_shown(text)}” is a date that does not exist.") from None
    if not EARLIEST <= found <= LATEST:
        raise UnreadableDateError(f"“{_shown(text)}” is too long ago or too far ahead: 1950 to 2100 are read.")
    return found


def _shown(text: str) -> str:
    return text.strip()[:20]


# Arithmetic -----------------------------------------------------------------


def add_months(day: date, months: int) -> date:
    """The same day number some months on, clamped to the month's end (R6): 29 Feb 2028 + 12 is 28 Feb 2029."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, _last_of_month(year, month + 1)))


def _last_of_month(year: int, month: int) -> int:
    # Without the module calendar, which brings all of the system's languages with it.
    return 31 if month == 12 else (date(year, month + 1, 1) - ONE_DAY).day


def next_staff_day(day: date, calendar: SchoolCalendar | None) -> date:
    """That day, or the first one after it when staff are in (R9). Without a calendar nothing moves.

    Gives up after two years of closure and leaves the date alone.
    """
    if calendar is None:
        return day
    found = day
    for _ in range(731):
        closed = next((last for first, last in calendar.closures if first <= found <= last), None)
        if closed is not None:
            found = closed + ONE_DAY
        elif found.weekday() not in calendar.staff_weekdays:
            found += ONE_DAY
        else:
            return found
    return day


def academic_year(day: date) -> int:
    """The year an academic year begins in: 1 September to 31 August (domain 2.5)."""
    return day.year if day.month >= 9 else day.year - 1


def say_academic_year(start: int) -> str:
    """2026/27."""
    return f"{start}/{(start + 1) % 100:02}"


def leaving_year(year_group: str, on: date) -> int:
    """The July a child in that year group leaves in (domain section 5): Year 2 in 2026/27 leaves in 2031."""
    summer = academic_year(on) + 1
    return summer + {"N": 7, "R": 6}.get(year_group, 0) if year_group in "NR" else summer + 6 - int(year_group)


def easter(year: int) -> date:
    """Easter Sunday, by the anonymous Gregorian rule; it parts the spring term from the summer term."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    f = (8 * b + 13) // 25
    h = (19 * a + b - d - f + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def term_of(day: date, settings: Settings) -> TermDates:
    """The term a report as at that day belongs to; a day in a holiday belongs to the term just ended."""
    began = [term for term in _terms_around(day, settings) if term.first_day <= day]
    return max(began, key=lambda term: term.first_day)


def previous_term(term: TermDates, settings: Settings) -> TermDates:
    return term_of(term.first_day - ONE_DAY, settings)


def say_term(term: TermDates) -> str:
    """Autumn term 2026."""
    return f"{term.name.capitalize()} term {term.first_day.year}"


def _terms_around(day: date, settings: Settings) -> list[TermDates]:
    """The school's own terms, and the usual ones for every year it has set none for."""
    terms = list(settings.terms)
    set_years = {academic_year(term.first_day) for term in terms}
    for start in (academic_year(day) - 1, academic_year(day)):
        if start in set_years:
            continue
        summer = easter(start + 1) + ONE_DAY
        terms += [
            TermDates("autumn", date(start, 9, 1), date(start, 12, 31)),
            TermDates("spring", date(start + 1, 1, 1), summer - ONE_DAY),
            TermDates("summer", summer, date(start + 1, 8, 31)),
        ]
    return terms
