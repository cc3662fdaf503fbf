"""What governors may see, as values: counts of the whole school, words for groups, nothing about a person.

The sheets of the governors' workbook are written from these and from nothing else; exports/suppress.py makes them.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, NamedTuple, get_args

from exports.figures.measures import MeasureKey
from exports.figures.rating import Rating
from store.given import Term

Shorthand = Literal["[c]", "[x]", "[z]"]
"""[c]: hidden, as it could point to somebody. [x]: no figure was kept. [z]: a figure does not apply."""

Printed = int | Shorthand

Word = Literal["All complete", "Most complete", "Under three quarters", "[c]", "[z]"]
"""What is said of a group on a measure (exports 1.3, rule 2)."""

WORDS: tuple[Word, ...] = get_args(Word)


class Row(NamedTuple):
    """One measure as it is printed: staff, whole percents and percentage points."""

    key: MeasureKey
    measure: str
    clauses: str
    due: Printed
    complete: Printed
    overdue: Printed
    last_term: Printed
    this_term: Printed
    change: Printed
    rating: Rating


class LastTerm(NamedTuple):
    """The term the figures are compared with."""

    name: str
    as_at: date
    kept: bool
    """Whether there are figures for it."""
    issued: bool
    """Whether they are the figures governors were given, rather than those known on its last day."""


class PolicyFacts(NamedTuple):
    """The school-level facts of the policy, in words."""

    version: str
    dated: str
    aup: str
    aup_linked: bool
    aup_settled: bool
    """Whether the versions in force are linked, and somebody has looked that each points to the other."""
    notice: str
    """A new version whose acknowledgements have not fallen due yet; empty if there is none."""
    handbook: str
    handbook_checked: bool
    """Whether the handbook copy has been looked at this academic year, 6(i)."""
    of_2023: bool
    """Whether the version in force is that of May 2023, whose text is known word by word."""


class EvidenceRow(NamedTuple):
    """What the register holds for one clause of the policy."""

    clause: str
    asks: str
    met: str
    complete: Printed
    due: Printed
    rating: str


class GroupCell(NamedTuple):
    """One group on one measure; how many of it were due is for the next report's sake and is never printed."""

    group: str
    word: Word
    due: int


class GroupRow(NamedTuple):
    """A measure, with a word for each group."""

    key: MeasureKey
    measure: str
    cells: tuple[GroupCell, ...]


class Groups(NamedTuple):
    """The breakdown by kind of engagement, in words."""

    names: tuple[str, ...]
    merged: str
    """Which groups stand together under “Other staff”, in a sentence; empty if none does."""
    rows: tuple[GroupRow, ...]


class TrendRow(NamedTuple):
    """One term's figures: those issued, or those known on its last day."""

    term: str
    academic_year: str
    as_at: date | Shorthand
    staff: Printed
    percents: dict[MeasureKey, Printed]
    revised: dict[MeasureKey, Printed]
    """The corrected percentages, for the measures whose records have changed since."""
    basis: Literal["Issued", "Issued [r]", "As known then", "Not kept", "This report"]


class MonthRow(NamedTuple):
    """What falls due in a month to come."""

    month: str
    term: str
    briefings: int
    self_checks: int


class ActionRow(NamedTuple):
    """Something for the school or the board to do, with a role as its owner."""

    key: str
    reference: str
    action: str
    owner: str
    due: date | Shorthand
    status: Literal["New", "Open", "Done"]
    agreed_in: str


class GovernorsView(NamedTuple):
    """Everything a governors' workbook is written from."""

    school: str
    as_at: date
    entered_to: datetime | None
    """The latest entry the figures rest on, UTC; None for a register without any."""
    term: str
    term_name: Term
    year: int
    """The year the academic year begins in."""
    academic_year: str
    last_term: LastTerm
    in_service: int
    rows: tuple[Row, ...]
    policy: PolicyFacts
    evidence: tuple[EvidenceRow, ...]
    groups: Groups
    trend: tuple[TrendRow, ...]
    coming: tuple[MonthRow, ...]
    actions: tuple[ActionRow, ...]

    def row(self, key: MeasureKey) -> Row:
        return next(row for row in self.rows if row.key == key)
