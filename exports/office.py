"""What the office's own workbooks have in common: the register as it was known, the marking, the footer, properties."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time

from exports.kinds import KINDS, Wanted
from exports.terms import entered_to, say_day, say_in_prose
from exports.workbook.book import Book, Properties, Sheet
from store.model import Settings, StaffMember
from store.register import Register
from store.service import service_on
from store.totals import in_service_on
from store.wording import ENGAGEMENT

_LIKE_A_NUMBER = re.compile(r"\s*-?\d+(\.\d+)?\s*")


def known(wanted: Wanted) -> Register:
    """The register as known by the day asked for (R12)."""
    return wanted.register if wanted.known_at is None else wanted.register.as_known(wanted.known_at)


def held(wanted: Wanted) -> Register:
    """The register as it was by the close of the day: what had been entered by then, and nothing since."""
    return wanted.register.as_known(min(wanted.as_at, wanted.known_at or wanted.as_at))


def staff_by_surname(register: Register, as_at: date) -> list[StaffMember]:
    """Everybody in service that day, in the order of a list of names."""
    return sorted(in_service_on(register, as_at), key=lambda member: (member.sort_name.casefold(), member.id))


def group(member: StaffMember, settings: Settings, as_at: date) -> str:
    """Which group of staff somebody is in: how they are engaged, the only grouping the register keeps."""
    service = service_on(member.spells, settings, as_at)
    return ENGAGEMENT[service.engagement] if service else ""


def opening(register: Register, wanted: Wanted) -> str:
    """The first line of every list: whose it is, and as at when."""
    school = register.school.name.strip() or "No school name recorded"
    return f"{school}. As at the close of {say_in_prose(wanted.as_at)}."


def office_book(
    word: str,
    wanted: Wanted,
    register: Register,
    sheets: tuple[Sheet, ...],
    *,
    header: str = "",
) -> Book:
    """The workbook asked for with that word, marked as its kind is and dated by its data."""
    kind = KINDS[word]
    school = register.school.name
    marking = kind.marking or "No names"
    return Book(
        sheets=sheets,
        properties=Properties(
            title=kind.title,
            subject=f"As at {say_in_prose(wanted.as_at)}",
            author=f"School office, {school}" if school.strip() else "School office",
            category=marking,
            keywords="social media policy; briefing; acknowledgement; AUP",
            stamp=entered_to(register) or datetime.combine(wanted.as_at, time(), UTC),
        ),
        footer=(school, marking, f"As at {say_day(wanted.as_at)}"),
        header=header,
    )


def worded(label: str) -> str:
    """A label that a reader cannot take for a number stored as text (exports 23): “3” is “No. 3”."""
    return f"No. {label}" if _LIKE_A_NUMBER.fullmatch(label) else label
