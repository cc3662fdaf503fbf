"""What governors were given: a termly report's figures, kept when it is issued and never computed again."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

Term = Literal["autumn", "spring", "summer"]


class GivenFigures(Struct, frozen=True):
    """One measure for the whole school as governors were given it; no percentage where no staff were due."""

    complete: int
    overdue: int
    percent: int | None


class GivenGroup(Struct, frozen=True):
    """What governors were told of one group on one measure: a word, never a count.

    How many of the group were due was not told; it is kept so that the next report can be held against this one.
    """

    group: str
    due: int
    word: str


class GivenReport(Struct, frozen=True):
    """What a termly report told governors (exports 0.9): kept when it is issued, never computed again."""

    as_at: date
    term: Term
    academic_year: int
    """The year the academic year begins in."""
    staff: int
    """Staff in service."""
    figures: dict[str, GivenFigures]
    """By measure; one that had no figures, as the AUP while none is linked, is not in it."""
    groups: dict[str, tuple[GivenGroup, ...]] = {}
    """By measure; [c] where the groups were not shown."""
    actions: dict[str, str] = {}
    """What was proposed or still open, by its key, with the term it was first put in."""
    known_at: date | None = None
    """The close of the day it was known by; None for everything entered before it was issued."""
