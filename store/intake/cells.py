"""What one cell of a staff list says: text made safe, dates as schools write them, words for an engagement."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from store.dates import EARLIEST, UnreadableDateError, add_months, read_date, say
from store.model import Engagement

Cell = str | date
"""A cell that is kept: text, or a real date of a workbook."""

_DAY_ONE_OF_SERIALS = date(1899, 12, 30)
_SERIALS = range(10_000, 80_001)
"""Dates of a column formatted General: 10,000 is in 1927, 80,000 in 2119."""

_NUMBER_OF_A_DAY = re.compile(r"\d{5}(?:\.0+)?")
_TIME_OF_DAY = re.compile(r"[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z| ?[AP]M)?$", re.IGNORECASE)
_WITH_YEAR = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|.*\d.*[/.\- ](?:\d{4}|\d{2})")
_MONTH_SECOND = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](?:\d{4}|\d{2})")
_SEPARATED = re.compile(r"[/.\- ]")
_NOT_TEXT = frozenset({"Cc", "Zl", "Zp"})
_BLANK = "\ufeff" + "".join(chr(n) for n in range(0x3001) if chr(n).isspace())


def cell_of(value: object) -> Cell:
    """A raw value of a file as it is kept: real dates as dates, whole numbers without a decimal, the rest as text."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return tidy(str(value))


def cells_of(column: Iterable[object]) -> list[Cell]:
    """A column of raw values as it is kept, each different value looked at once."""
    values = list(column)
    kept = {
        value: value.strip() if isinstance(value, str) and value.isascii() and value.isprintable() else cell_of(value)
        for value in set(values)
    }
    return list(map(kept.__getitem__, values))


def tidy(text: str) -> str:
    """Text with control characters and line breaks made spaces and the ends trimmed; every other character stays."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return "".join(" " if unicodedata.category(c) in _NOT_TEXT else c for c in text).strip(_BLANK)


def is_american(cell: Cell) -> bool:
    """Whether a date has its month first beyond doubt: 09/13/2026."""
    if not isinstance(cell, str):
        return False
    found = _MONTH_SECOND.fullmatch(_TIME_OF_DAY.sub("", cell))
    return found is not None and 1 <= int(found[1]) <= 12 < int(found[2]) <= 31


def day_of(cell: Cell, today: date) -> date:
    """The date in a cell: real, dd/mm/yyyy, d/m/yy, dd-Mon-yy, ISO, in words, or a workbook's serial number.

    Raises UnreadableDateError with a sentence where it is none, or lies before 1950 or over a year ahead.
    """
    found = cell if isinstance(cell, date) else _day_of_text(cell, today)
    latest = add_months(today, 12)
    if not EARLIEST <= found <= latest:
        raise UnreadableDateError(f"{say(found)} is too long ago or too far ahead: 1950 to {say(latest)} are read.")
    return found


def _day_of_text(text: str, today: date) -> date:
    if _NUMBER_OF_A_DAY.fullmatch(text) and int(float(text)) in _SERIALS:
        return _DAY_ONE_OF_SERIALS + timedelta(days=int(float(text)))
    words = _TIME_OF_DAY.sub("", text).strip()
    # What may be typed into a field, such as "fri", "3/9" or "+7", is no date in a list kept for years.
    if not _WITH_YEAR.fullmatch(words) or not _SEPARATED.search(words.lstrip("+-")):
        raise UnreadableDateError(f"“{text[:20]}” is not a full date such as 03/09/2026.")
    return read_date(words, today)


def engagement_of(words: str) -> Engagement | None:
    """How somebody works here, from what a system calls it; None where the words are not known."""
    found = set(re.findall(r"[a-z]+", words.lower()))
    return next((engagement for engagement, signs in _ENGAGEMENT_WORDS if found & signs), None)


_ENGAGEMENT_WORDS: tuple[tuple[Engagement, frozenset[str]], ...] = (
    # The more telling word first: a "supply teacher employed by an agency" is agency.
    ("agency", frozenset({"agency", "supply"})),
    ("volunteer", frozenset({"volunteer", "voluntary", "volunteers"})),
    ("governor", frozenset({"governor", "governors", "trustee"})),
    ("contractor", frozenset({"contractor", "contractors"})),
    ("trainee", frozenset({"trainee", "student", "apprentice", "itt", "placement"})),
    ("central", frozenset({"central", "centrally", "peripatetic"})),
    (
        "employee",
        frozenset({"employee", "employed", "permanent", "fixed", "temporary", "casual", "staff", "prm", "fxt", "tmp"}),
    ),
)
