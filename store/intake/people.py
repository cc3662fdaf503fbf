"""The lines of a staff list as people: each line read, and the lines of one person made one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from store.checks.texts import LONGEST_TEXT
from store.dates import UnreadableDateError
from store.intake.cells import day_of, engagement_of
from store.intake.headings import FIELD_WORDS, Field
from store.intake.reading import Line
from store.model import Engagement


class Problem(NamedTuple):
    """Why a line is not brought in, or what of it is doubtful: where to look, and a sentence without anybody's name."""

    line: int
    column: str
    reason: str


class Person(Struct, frozen=True):
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

    @property
    def same_name(self) -> tuple[str, str]:
        """Surname and forename, however they are written."""
        return (self.surname.casefold(), self.forename.casefold())


class People(NamedTuple):
    """Everybody a list is about, and the lines that could not be read."""

    people: tuple[Person, ...]
    problems: tuple[Problem, ...]
    doubts: tuple[Problem, ...]
    """Lines that are brought in, with something about them to be looked at."""


def people_of(lines: Iterable[Line], today: date) -> People:
    """Reads every line and joins those of one person: same staff code or payroll number, same name."""
    people: dict[object, Person] = {}
    problems: list[Problem] = []
    doubts: list[Problem] = []
    refused: set[object] = set()
    for line in lines:
        try:
            person, doubt = _person(line, today)
        except _BadLineError as bad:
            problems.append(bad.problem)
            continue
        doubts += doubt
        key = _key(person)
        before = people.get(key)
        if before is None:
            people[key] = person
        elif person.same_name != before.same_name:
            field: Field = "code" if person.code else "payroll"
            problems.append(_at(line, field, f"The same as on line {before.line}, for somebody else.").problem)
            refused.add(key)
        elif not person.code and not person.payroll and person.job_title == before.job_title:
            reason = (
                f"The same name and start as on line {before.line}: two people need a staff code to tell them apart."
            )
            problems.append(_at(line, "code", reason).problem)
        else:
            people[key] = _joined(before, person)
    # Which of two people a code belongs to cannot be told from the list, so neither is brought in.
    for key in refused:
        person = people.pop(key)
        field = "code" if person.code else "payroll"
        problems.append(Problem(person.line, FIELD_WORDS[field], "Given to somebody else further down."))
    found = [person for person in people.values() if len(person.job_title) <= LONGEST_TEXT]
    too_long = [person for person in people.values() if len(person.job_title) > LONGEST_TEXT]
    problems += [Problem(person.line, FIELD_WORDS["job_title"], _TOO_LONG) for person in too_long]
    return People(tuple(found), tuple(sorted(problems)), tuple(doubts))


_TOO_LONG = f"Longer than the {LONGEST_TEXT} characters that are kept."


class _BadLineError(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.reason)
        self.problem = problem


def _at(line: Line, field: Field, reason: str) -> _BadLineError:
    return _BadLineError(Problem(line.number, FIELD_WORDS[field], reason))


def _person(line: Line, today: date) -> tuple[Person, list[Problem]]:
    for field in line.cells:
        if len(line.text(field)) > LONGEST_TEXT:
            raise _at(line, field, _TOO_LONG)
    surname, forename = line.text("surname"), line.text("forename")
    if not surname:
        surname, parted = part_name(line.text("name"))
        forename = forename or parted
    if not surname:
        raise _at(line, "name" if "name" in line.cells else "surname", "There is no surname.")
    first_day, last_day = _day(line, "start_date", today), _day(line, "leaving_date", today)
    if first_day and last_day and last_day < first_day:
        raise _at(line, "leaving_date", "The leaving date is before the start date.")
    words = line.text("engagement")
    engagement = engagement_of(words)
    doubts = []
    if words and engagement is None:
        reason = f"“{words[:30]}” is not a kind of engagement we know: somebody new is taken as an employee."
        doubts.append(Problem(line.number, FIELD_WORDS["engagement"], reason))
    known_as = line.text("known_as")
    person = Person(
        line=line.number,
        surname=surname,
        forename=forename,
        known_as="" if known_as == forename else known_as,
        job_title=line.text("job_title"),
        code=line.text("code"),
        payroll=line.text("payroll"),
        email=line.text("email"),
        first_day=first_day,
        last_day=last_day,
        engagement=engagement,
    )
    return person, doubts


def _day(line: Line, field: Field, today: date) -> date | None:
    cell = line.cells.get(field)
    if cell is None:
        return None
    try:
        return day_of(cell, today)
    except UnreadableDateError as unreadable:
        raise _at(line, field, str(unreadable)) from None


def _key(person: Person) -> object:
    """What tells one person's lines from another's."""
    if person.code:
        return ("code", person.code.casefold())
    if person.payroll:
        return ("payroll", payroll_key(person.payroll))
    return (person.same_name, person.email.casefold(), person.first_day)


def _joined(one: Person, other: Person) -> Person:
    """Two lines, one a post, of the same person: the earliest start, and left only when every post has ended."""
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
    )


_BETWEEN_POSTS = "; "


def payroll_key(payroll: str) -> str:
    """A payroll number as it is compared: Excel takes leading zeros away before we see them."""
    return payroll.casefold().lstrip("0") or "0"


# Names in one column --------------------------------------------------------

_TITLE = re.compile(r"(?:mr|mrs|ms|miss|mx|dr|rev|revd|prof|sir)\.? +", re.IGNORECASE)
_PARTICLES = frozenset(
    {
        "van",
        "von",
        "de",
        "da",
        "di",
        "del",
        "della",
        "dos",
        "du",
        "la",
        "le",
        "den",
        "der",
        "bin",
        "al",
        "ap",
        "ten",
        "ter",
    }
)


def part_name(name: str) -> tuple[str, str]:
    """Surname and forename of a name in one column: "Okafor, Mrs Ada" or "Ada Okafor"; titles are left out.

    Without a comma the surname is the last word, with the small words before it: "Maria van den Berg".
    """
    before, comma, after = name.partition(",")
    if comma:
        return before.strip(), _TITLE.sub("", after.strip(), count=1) if _TITLE.match(after.strip()) else after.strip()
    words = (_TITLE.sub("", name, count=1) if _TITLE.match(name) else name).split()
    at = next((i for i, word in enumerate(words) if i and word in _PARTICLES), len(words) - 1)
    return " ".join(words[at:]), " ".join(words[:at]) if at > 0 else ""
