"""Which day a report is as at, what it rests on, and what its file is called (exports 1.4, 6). Pure."""

from __future__ import annotations

import re
from datetime import date, datetime

from exports.workbook.text import one_line
from store.changes import IssueReport, NoteExport
from store.dates import FULL_MONTHS, academic_year, say_month, term_of
from store.model import Settings, TermDates
from store.register import Register

_TERM = re.compile(r"(autumn|spring|summer)[ -]?(\d{4})")
_FORBIDDEN_IN_FILE_NAMES = re.compile(r'[<>:"/\\|?*]')


def term_as_at(text: str, settings: Settings, today: date) -> date:
    """The day a report on a term is as at: its last day, or today while it is running.

    The year is the one in the term's name: spring-2027 is in the academic year 2026/27. Raises ValueError with a
    sentence for the user.
    """
    found = _TERM.fullmatch(text.strip().lower())
    if found is None:
        raise ValueError("Name the term and its year, such as autumn-2026, spring-2027 or summer-2027.")
    name, year = found[1], int(found[2])
    term = _term_named(name, year, settings)
    if term is None:
        raise ValueError(f"The school has no {name} term in {year}.")
    if term.first_day > today:
        raise ValueError(f"The {name} term {year} has not begun: it starts on {say_day(term.first_day)}.")
    return min(term.last_day, today)


def _term_named(name: str, year: int, settings: Settings) -> TermDates | None:
    if not 1950 <= year <= 2100:
        return None
    for month in range(1, 13):
        for day in (1, 15, 28):
            term = term_of(date(year, month, day), settings)
            if term.name == name and term.first_day.year == year:
                return term
    return None


def entered_to(register: Register) -> datetime | None:
    """When the latest entry was made; that a workbook was made is no record."""
    made = (entry.at for entry in reversed(register.entries) if not isinstance(entry.change, NoteExport | IssueReport))
    return next(made, None)


def file_name(report: str, marking: str, as_at: date, settings: Settings) -> str:
    """2026-27 Autumn - governors report - as at 2026-11-20.xlsx: it sorts, and no system refuses it.

    A marking such as Confidential comes last.
    """
    term = term_of(as_at, settings)
    plain = _FORBIDDEN_IN_FILE_NAMES.sub("-", one_line(report))
    handling = f" - {marking}" if marking else ""
    return f"{year_in_names(term)} {term.name.capitalize()} - {plain} - as at {as_at.isoformat()}{handling}.xlsx"


def year_in_names(term: TermDates) -> str:
    """2026-27, for tabs and files, where a stroke is refused."""
    start = academic_year(term.first_day)
    return f"{start}-{(start + 1) % 100:02}"


_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def say_day(day: date) -> str:
    """20 November 2026."""
    return f"{day.day} {FULL_MONTHS[day.month - 1]} {day.year}"


def say_in_prose(day: date) -> str:
    """Friday 20 November 2026."""
    return f"{_WEEKDAYS[day.weekday()]} {say_day(day)}"


def say_document_date(issued_on: date, precision: str) -> str:
    """May 2023 for a document dated by its month only (A17), else the day."""
    return say_month(issued_on) if precision == "month" else say_day(issued_on)
