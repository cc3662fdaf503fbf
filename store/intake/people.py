"""The rows of a staff list as people: each column read once, and the rows of one person made one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import compress
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from store.checks.texts import LONGEST_TEXT
from store.dates import UnreadableDateError
from store.intake.cells import Cell, day_of, engagement_of
from store.intake.fields import FIELD_WORDS, Field
from store.intake.names import part_name
from store.intake.reading import StaffList
from store.model import Engagement


class Problem(NamedTuple):
    """Why a line is not brought in, or what of it is doubtful: where to look, and a sentence without anybody's name."""

    line: int
    column: str
    reason: str


class Person(Struct, frozen=True, gc=False):
    """What the list says of one person; an empty text or None where it says nothing."""

    line: int
    surname: str
    forename: str = ""
    known_as: str = ""
    job_title: str = ""
    code: str = ""
    payroll: str = ""
    email: str = ""
    first_day: date | None = None
    last_day: date | None = None
    engagement: Engagement | None = None
    engagement_words: str = ""
    """What the list calls it."""

    @property
    def same_name(self) -> tuple[str, str]:
        """Surname and forename, however they are written."""
        return (self.surname.casefold(), self.forename.casefold())

    @property
    def name(self) -> str:
        """As the office says it: known name and surname."""
        return f"{self.known_as or self.forename} {self.surname}".strip()


class People(NamedTuple):
    """Everybody a list is about, and the lines that could not be read."""

    people: Sequence[Person]
    problems: Sequence[Problem]
    doubts: Sequence[Problem]
    """Lines that are brought in, with something about them to be looked at."""
    rows_of: Mapping[int, tuple[int, ...]]
    """For those who have several rows: the first of them, and all."""


def people_of(staff_list: StaffList, today: date) -> People:
    """Reads every row and joins those of one person: same staff code or payroll number, same name."""
    rows = _Rows(staff_list, today)
    persons = rows.persons()
    codes = {person.code.casefold() for person in persons}
    if len(codes) == len(persons) and "" not in codes:
        return People(persons, rows.problems, rows.doubts, {})
    keys = list(map(_key, persons))
    if len(set(keys)) == len(keys):
        return People(persons, rows.problems, rows.doubts, {})
    return _joined_people(persons, keys, rows)


class _Rows:
    """The columns of a list while they are read, and what is wrong with its rows."""

    def __init__(self, staff_list: StaffList, today: date) -> None:
        self.list = staff_list
        self.numbers = staff_list.numbers
        self.today = today
        self.problems: list[Problem] = []
        self.doubts: list[Problem] = []
        self.bad: set[int] = set()
        """The places of rows with a problem."""

    def persons(self) -> list[Person]:
        texts = {field: self.texts(field) for field in _TEXTS}
        surname, forename = self.names(texts)
        known_as = ["" if known == first else known for known, first in zip(texts["known_as"], forename, strict=True)]
        first_day, last_day = self.days("start_date"), self.days("leaving_date")
        self.refuse(
            (i for i, text in enumerate(surname) if not text),
            "name" if "name" in self.list.cells and "surname" not in self.list.cells else "surname",
            "There is no surname.",
        )
        backwards = (
            i for i, last in enumerate(last_day) if last is not None and (first := first_day[i]) and last < first
        )
        self.refuse(backwards, "leaving_date", "The leaving date is before the start date.")
        columns = (
            self.numbers,
            surname,
            forename,
            known_as,
            texts["job_title"],
            texts["code"],
            texts["payroll"],
            texts["email"],
            first_day,
            last_day,
            self.engagements(texts["engagement"]),
            texts["engagement"],
        )
        if self.bad:
            good = [i not in self.bad for i in range(len(self.numbers))]
            columns = tuple(list(compress(column, good)) for column in columns)  # type: ignore[assignment]
        return list(map(Person, *columns))

    def texts(self, field: Field) -> Sequence[str]:
        column = self.list.texts(field)
        if any(len(text) > LONGEST_TEXT for text in set(column)):
            self.refuse((i for i, text in enumerate(column) if len(text) > LONGEST_TEXT), field, _TOO_LONG)
        return column

    def names(self, texts: dict[Field, Sequence[str]]) -> tuple[Sequence[str], Sequence[str]]:
        surname, forename = texts["surname"], texts["forename"]
        if "name" not in self.list.cells:
            return surname, forename
        parted = [("", "") if last else part_name(name) for last, name in zip(surname, texts["name"], strict=True)]
        return (
            [last or found[0] for last, found in zip(surname, parted, strict=True)],
            [first or found[1] for first, found in zip(forename, parted, strict=True)],
        )

    def days(self, field: Field) -> Sequence[date | None]:
        """A column of dates, each different cell read once."""
        column = self.list.cells.get(field)
        if column is None:
            return [None] * len(self.numbers)
        read, unreadable = read_days(column, self.today)
        if unreadable:
            for i, cell in enumerate(column):
                if cell in unreadable:
                    self.refuse((i,), field, unreadable[cell])
        return list(map(read.get, column))

    def engagements(self, column: Sequence[str]) -> Sequence[Engagement | None]:
        meant = {words: engagement_of(words) for words in set(column)}
        if any(engagement is None and words for words, engagement in meant.items()):
            for number, words in zip(self.numbers, column, strict=True):
                if words and meant[words] is None:
                    reason = f"“{words[:30]}” is no kind of engagement we know: somebody new is taken as an employee."
                    self.doubts.append(Problem(number, FIELD_WORDS["engagement"], reason))
        return list(map(meant.__getitem__, column))

    def refuse(self, places: Iterable[int], field: Field, reason: str) -> None:
        """The rows at some places are not brought in; the first thing wrong with a row is what is said."""
        for i in places:
            if i not in self.bad:
                self.bad.add(i)
                self.problems.append(Problem(self.numbers[i], FIELD_WORDS[field], reason))


_TEXTS: tuple[Field, ...] = (
    "surname",
    "forename",
    "name",
    "known_as",
    "job_title",
    "code",
    "payroll",
    "email",
    "engagement",
)

_TOO_LONG = f"Longer than the {LONGEST_TEXT} characters that are kept."


def read_days(column: Iterable[Cell], today: date) -> tuple[dict[Cell, date], dict[Cell, str]]:
    """The dates of a column's different cells, and why the others are none."""
    read: dict[Cell, date] = {}
    unreadable: dict[Cell, str] = {}
    for cell in set(column):
        if cell:
            try:
                read[cell] = day_of(cell, today)
            except UnreadableDateError as mistake:
                unreadable[cell] = str(mistake)
    return read, unreadable


# Several rows of one person -------------------------------------------------


def _key(person: Person) -> object:
    """What tells one person's rows from another's."""
    if person.code:
        return ("code", person.code.casefold())
    if person.payroll:
        return ("payroll", payroll_key(person.payroll))
    return (person.same_name, person.email.casefold(), person.first_day)


def _joined_people(persons: Sequence[Person], keys: Sequence[object], rows: _Rows) -> People:
    people: dict[object, Person] = {}
    problems = rows.problems
    refused: set[object] = set()
    rows_of: dict[int, tuple[int, ...]] = {}
    for person, key in zip(persons, keys, strict=True):
        before = people.get(key)
        field: Field = "code" if person.code else "payroll"
        if before is None:
            people[key] = person
        elif person.same_name != before.same_name:
            reason = f"The same as on line {before.line}, for somebody else."
            problems.append(Problem(person.line, FIELD_WORDS[field], reason))
            refused.add(key)
        elif not person.code and not person.payroll and person.job_title == before.job_title:
            reason = (
                f"The same name and start as on line {before.line}: two people need a staff code to tell them apart."
            )
            problems.append(Problem(person.line, FIELD_WORDS["code"], reason))
        else:
            people[key] = _joined(before, person)
            rows_of[before.line] = (*rows_of.get(before.line, (before.line,)), person.line)
    # Which of two people a code belongs to cannot be told from the list, so neither is brought in.
    for key in refused:
        person = people.pop(key)
        field = "code" if person.code else "payroll"
        problems.append(Problem(person.line, FIELD_WORDS[field], "Given to somebody else further down."))
    found = [person for person in people.values() if len(person.job_title) <= LONGEST_TEXT]
    too_long = [person for person in people.values() if len(person.job_title) > LONGEST_TEXT]
    problems += [Problem(person.line, FIELD_WORDS["job_title"], _TOO_LONG) for person in too_long]
    return People(found, problems, rows.doubts, rows_of)


def _joined(one: Person, other: Person) -> Person:
    """Two rows, one a post, of the same person: the earliest start, and left only when every post has ended."""
    jobs = [*one.job_title.split(_BETWEEN_POSTS), other.job_title] if one.job_title else [other.job_title]
    starts = [day for day in (one.first_day, other.first_day) if day]
    still_here = one.last_day is None or other.last_day is None
    return replace(
        one,
        known_as=one.known_as or other.known_as,
        job_title=_BETWEEN_POSTS.join(dict.fromkeys(job for job in jobs if job)),
        payroll=one.payroll or other.payroll,
        email=one.email or other.email,
        first_day=min(starts, default=None),
        last_day=None if still_here else max(day for day in (one.last_day, other.last_day) if day),
        engagement=one.engagement or other.engagement,
        engagement_words=one.engagement_words or other.engagement_words,
    )


_BETWEEN_POSTS = "; "


def payroll_key(payroll: str) -> str:
    """A payroll number as it is compared: Excel takes leading zeros away before we see them."""
    return payroll.casefold().lstrip("0") or "0"
