"""What bringing in a staff list would do: everything shown before anything is written, and then one change."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from msgspec import Struct

from store.changes import Bundle, Single
from store.intake.headings import Columns
from store.intake.people import Problem
from store.model import StaffMember

MANY_LEAVERS = 5
"""More than one in this many leaving at once is more often a wrong file than a bad year."""


class Newcomer(NamedTuple):
    """Somebody the register does not have."""

    line: int
    code: str
    name: str
    job_title: str
    first_day: date
    code_is_invented: bool
    has_namesake: bool
    """Somebody of that name is in the register already: perhaps the same person."""


class Amendment(NamedTuple):
    """One field of somebody that the list has otherwise."""

    line: int
    code: str
    name: str
    field: str
    old: str
    new: str


class Move(NamedTuple):
    """Somebody who leaves, or comes back, on a day."""

    line: int
    code: str
    name: str
    on: date


class Proposal(Struct, frozen=True):
    """A staff list held against the register. Nothing is written until `change()` is applied."""

    file_name: str
    file_sha256: str
    columns: Columns
    new: tuple[Newcomer, ...] = ()
    changed: tuple[Amendment, ...] = ()
    returning: tuple[Move, ...] = ()
    leaving: tuple[Move, ...] = ()
    unchanged: tuple[StaffMember, ...] = ()
    missing: tuple[StaffMember, ...] = ()
    """In service, but not in the list: reported, never ended."""
    problems: tuple[Problem, ...] = ()
    """Lines of which nothing is brought in."""
    doubts: tuple[Problem, ...] = ()
    unread: int = 0
    in_service: int = 0
    """How many the register has in service before."""
    changes: tuple[Single, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the register has all of it already."""
        return not self.changes

    @property
    def many_leave(self) -> bool:
        """Whether more than a fifth of staff would leave: the user is asked again."""
        return len(self.leaving) * MANY_LEAVERS > self.in_service > 0

    def change(self) -> Bundle:
        """All of it as one change: one entry, one undo. The register refuses one that is empty."""
        return Bundle("staff_list", self.changes, self.file_sha256)
