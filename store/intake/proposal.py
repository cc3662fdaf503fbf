"""What bringing in a staff list would do: everything shown before anything is written, and then one change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Literal, NamedTuple

from msgspec import Struct, structs

from store.changes import AddStaff, Bundle, EndService, Evidence, Single
from store.dates import say
from store.intake.fields import FIELD_WORDS
from store.intake.headings import Columns
from store.intake.opening import Question
from store.intake.people import Problem
from store.wording import ENGAGEMENT, sentence_case

MANY_LEAVERS = 5
"""More than one in this many leaving at once is more often a wrong file than a bad year."""

Group = Literal["new", "changed", "unchanged", "leavers", "missing"]

GROUP_WORDS: Mapping[Group, str] = {
    "new": "New",
    "changed": "Changed",
    "unchanged": "Unchanged",
    "leavers": "Leavers",
    "missing": "Missing from the file",
}


class Detail(NamedTuple):
    """One field of somebody: what the register has, and what the list has."""

    field: str
    old: str
    new: str


class Item(Struct, frozen=True, gc=False):
    """What the list would do about one person: one line of the preview, to be accepted or not."""

    group: Group
    staff: int
    """Their number in the register, also of somebody new."""
    code: str
    name: str
    line: int = 0
    """Where in the list; 0 for somebody who is not in it."""
    changes: tuple[Single, ...] = ()
    details: tuple[Detail, ...] = ()
    """Field by field, for somebody the register has."""
    notes: tuple[str, ...] = ()
    on: date | None = None
    """The first day of somebody new or coming back; the last day of a leaver."""
    accepted: bool = False
    """Whether it is usually accepted: never a leaver, never a match by name that nobody has confirmed."""
    perhaps: bool = False
    """Somebody who may be the same as somebody the register has: accepted only when the user says so."""
    code_is_invented: bool = False
    has_namesake: bool = False
    """Somebody of that name is in the register already."""

    @property
    def id(self) -> str:
        """What it is called while the preview is open; the same file and register give the same."""
        if self.group == "missing":
            return f"missing-{self.staff}"
        return f"same-{self.line}" if self.perhaps and self.group == "changed" else f"{self.group}-{self.line}"

    @property
    def rival(self) -> str:
        """The other answer to whether it is the same person, of which only one can be accepted; or empty."""
        if not self.perhaps:
            return ""
        return f"new-{self.line}" if self.group == "changed" else f"same-{self.line}"

    @property
    def fields(self) -> tuple[Detail, ...]:
        """Field by field, for whoever it is about."""
        return (*self._of_the_newcomer(), *self.details)

    def _of_the_newcomer(self) -> Iterator[Detail]:
        for change in self.changes:
            if isinstance(change, AddStaff):
                yield Detail(FIELD_WORDS["start_date"], "", say(change.first_day))
                for field in ("job_title", "known_as", "email", "payroll"):
                    if value := getattr(change, field):
                        yield Detail(FIELD_WORDS[field], "", value)
                yield Detail(FIELD_WORDS["engagement"], "", sentence_case(ENGAGEMENT[change.engagement]))


class Proposal(Struct, frozen=True):
    """A staff list held against the register. Nothing is written until a change of it is applied.

    The six groups of the preview: new, changed, unchanged, leavers, missing, problems.
    """

    file_name: str
    file_sha256: str
    columns: Columns
    rows: int = 0
    """How many people the list has."""
    sheet: str = ""
    new: tuple[Item, ...] = ()
    """Also those who come back."""
    changed: tuple[Item, ...] = ()
    unchanged: tuple[Item, ...] = ()
    leaving: tuple[Item, ...] = ()
    missing: tuple[Item, ...] = ()
    """In service, but not in the list: never ended unless the user gives a last day."""
    problems: tuple[Problem, ...] = ()
    """What is not brought in."""
    doubts: tuple[Problem, ...] = ()
    """What is brought in and should be looked at."""
    notes: tuple[str, ...] = ()
    """What the user should know of the file."""
    unread: int = 0
    in_service: int = 0
    """How many the register has in service before."""

    @property
    def items(self) -> Iterator[Item]:
        """Every line that would do something, in the order of the preview."""
        for group in (self.new, self.changed, self.leaving):
            yield from group

    @property
    def usual(self) -> frozenset[str]:
        """What is accepted unless the user says otherwise."""
        return frozenset(item.id for item in self.items if item.accepted)

    @property
    def questions(self) -> tuple[Question, ...]:
        """What should be asked before anything is accepted."""
        starts = self.columns.start_dates
        if not starts:
            return ()
        named = ", ".join(f"“{heading[:40]}”" for heading in starts)
        sentence = f"{len(starts)} columns may be the day people began here: {named}. Which is it?"
        return (Question("start_date", sentence, starts),)

    def many_leave(self, accepted: Collection[str] | None = None, left: Collection[int] = ()) -> Question | None:
        """The question to stop at where more than a fifth of staff would leave; all who are said to, unless told."""
        leaving = {item.staff for item in self.leaving if accepted is None or item.id in accepted} | set(left)
        if len(leaving) * MANY_LEAVERS <= self.in_service or not leaving:
            return None
        return Question(
            "leavers", f"{len(leaving)} of {self.in_service} staff would leave. Is this the right file?", ("yes", "no")
        )

    def change(self, accepted: Collection[str] | None = None, left: Mapping[int, date] | None = None) -> Bundle:
        """What is accepted, as one change: one entry, one undo. The register refuses one that is empty.

        `accepted` holds the ids of items, or None for the usual ones; `left` the last days of missing people, by
        their number. Raises ValueError where somebody is accepted both as new and as the same.
        """
        ids = self.usual if accepted is None else frozenset(accepted)
        chosen = [item for item in self.items if item.id in ids]
        if any(item.perhaps and item.rival in ids for item in chosen):
            raise ValueError("Somebody is both new and the same as somebody the register has.")
        changes = [change for item in chosen for change in item.changes]
        ending = [EndService(staff, on) for staff, on in (left or {}).items()]
        return Bundle(
            "staff_list",
            (*_together(changes), *ending),
            file_sha256=self.file_sha256,
            rows=self.rows,
            source=self.columns.source,
            columns=self.columns.remembered(),
        )


def _together(changes: Iterable[Single]) -> Iterator[Single]:
    """The changes with evidence last, and evidence of one thing on one day made one for everybody it is for."""
    people: dict[Evidence, list[int]] = {}
    for change in changes:
        if isinstance(change, Evidence):
            people.setdefault(structs.replace(change, people=()), []).extend(change.people)
        else:
            yield change
    for record, whom in people.items():
        yield structs.replace(record, people=tuple(dict.fromkeys(whom)))
