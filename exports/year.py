"""The academic year as the register knows it: terms, what was done on which day, and what falls due when. Pure."""

from __future__ import annotations

from collections import Counter
from datetime import date

from exports.terms import say_day
from exports.workbook.book import Cell, Column, Sheet, Table
from store.changes import Evidence, RecordBriefing, Remind, parts
from store.checks.evidence import requirement_of
from store.dates import ONE_DAY, academic_year, say_academic_year, say_term, term_of
from store.model import REQUIREMENTS, Requirement
from store.register import Register
from store.totals import in_service_on
from store.wording import EVIDENCE, people, sentence_case

_GROUP = 5
"""People from whom on a record is a group's, worth a line of the year."""

_Row = tuple[date, str, str]


def year(register: Register, as_at: date) -> Sheet:
    """The sheet: the academic year the day is in, behind it and ahead of it."""
    start = academic_year(as_at)
    first, last = date(start, 9, 1), date(start + 1, 8, 31)
    rows = [
        *_terms(register, first, last),
        *_done(register, first, as_at),
        *_checked(register, first, as_at),
        *_ahead(register, as_at, last),
        (as_at, "This pack", "What stands above is behind the school, what stands below ahead"),
    ]
    return Sheet(
        tab="Calendar",
        title=f"Calendar of {say_academic_year(start)}",
        holds="One table, by date: terms, what was done with a group, and what falls due.",
        lines=(
            "How often things fall due is the school’s own rule: the policy sets no dates.",
            f"Due ahead: counts of staff in service on {say_day(as_at)}, of the next date each of them has.",
        ),
        table=Table(
            name="Calendar_of_the_year",
            columns=(Column("Date", "date", 110), Column("What", "text", 300), Column("How it stands", "text", 520)),
            rows=tuple(_in_order(rows)),
        ),
    )


def _in_order(rows: list[_Row]) -> list[tuple[Cell, ...]]:
    return [tuple(row) for row in sorted(rows, key=lambda row: row[0])]


def _terms(register: Register, first: date, last: date) -> list[_Row]:
    """The terms of the year; its closures where a calendar is kept."""
    settings = register.school.settings
    terms = []
    day = last
    while day >= first:
        term = term_of(day, settings)
        terms.append((max(term.first_day, first), say_term(term), f"To {say_day(term.last_day)}"))
        day = term.first_day - ONE_DAY
    closures = settings.calendar.closures if settings.calendar else ()
    shut = [(a, "School closed", f"To {say_day(b)}") for a, b in closures if first <= a <= last]
    return [*terms, *shut]


def _done(register: Register, first: date, as_at: date) -> list[_Row]:
    """Briefings and other records of a group, and reminders, by day."""
    groups: Counter[tuple[date, str]] = Counter()
    for entry in register.entries:
        if not register.stands(entry.n):
            continue
        for part in parts(entry.change):
            if isinstance(part, Evidence | Remind) and first <= part.on <= as_at:
                what = "Reminders" if isinstance(part, Remind) else _what(part)
                groups[part.on, what] += len(set(part.people) - register.withdrawn_people(entry.n))
    return [(on, what, people(count)) for (on, what), count in groups.items() if count >= _GROUP]


def _what(part: Evidence) -> str:
    draft = " (draft)" if part.draft else ""
    at = " at INSET" if isinstance(part, RecordBriefing) and part.method == "inset" else ""
    return f"{sentence_case(_named(requirement_of(part)))}{at}{draft}"


def _named(requirement: Requirement) -> str:
    return "asked about connections" if requirement == "connections" else EVIDENCE[requirement]


def _checked(register: Register, first: date, as_at: date) -> list[_Row]:
    """The school's own checks: the handbook copy of 6(i), the link of 6(ii)."""
    school = register.school
    rows: list[_Row] = []
    if school.handbook_checked_on and first <= school.handbook_checked_on <= as_at:
        rows.append((school.handbook_checked_on, "Handbook copy of the policy, 6(i)", "Checked"))
    rows += [
        (link.checked_on, "Link of policy and AUP, 6(ii)", "Checked that each points to the other")
        for link in school.aup_links
        if link.checked_on and first <= link.checked_on <= as_at
    ]
    rows += [
        (version.issued_on, f"{what} {version.label}", "Issued")
        for what, document in (("Policy", "policy"), ("AUP", "aup"))
        for version in school.versions("aup" if document == "aup" else "policy")
        if first <= version.issued_on <= as_at
    ]
    return rows


def _ahead(register: Register, as_at: date, last: date) -> list[_Row]:
    """What falls due after the day, to the end of September that follows the year."""
    horizon = last.replace(month=9, day=30)
    counts: Counter[tuple[date, str]] = Counter()
    for member in in_service_on(register, as_at):
        standings = register.standings(member.id, as_at)
        for requirement in REQUIREMENTS:
            due = standings[requirement].due
            if due is not None and as_at < due <= horizon and standings[requirement].status != "not_applicable":
                counts[due, _named(requirement)] += 1
    return [(due, f"Due: {what}", people(count)) for (due, what), count in counts.items()]
