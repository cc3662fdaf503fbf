"""Every workbook the office wants (exports 1.4): what it is for, who may see it, and where it is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from exports.refusals import ExportRefused
from store.wording import WORKBOOK, sentence_case

if TYPE_CHECKING:
    from exports.workbook.book import Book
    from store.given import GivenReport
    from store.register import Register


class Wanted(NamedTuple):
    """What is asked for: which register, as at which day, as known by which, made by whom, about whom."""

    register: Register
    as_at: date
    known_at: date | None
    by: str
    today: date
    staff: int | None = None
    """The one person it is about, for kinds that are about one person."""
    harmless: tuple[str, ...] = ()
    """Words that are also somebody’s name and that the user lets pass in an open paper (figures/freetext.py)."""


class Kind(NamedTuple):
    """A workbook that can be made."""

    word: str
    """What it is asked for with."""
    report: str
    """What it is called in its file's name."""
    purpose: str
    """What it is for, in a sentence."""
    readers: str
    """Who may see it."""
    marking: str
    """How it is to be handled; in the file's name, on its first sheet and in the footer. Empty for open papers."""
    book: str
    """`module:function` in exports that turns what is wanted into a Book; imported when it is made."""
    one_person: bool = False
    """Whether it is about one member of staff."""
    sealed: bool = False
    """Whether it never leaves without a password."""
    issued: str = ""
    """`module:function` that says what it tells governors, for the kind that is issued to them."""

    @property
    def title(self) -> str:
        """What people call it, as a heading."""
        return sentence_case(WORKBOOK[self.word])

    def make(self, wanted: Wanted) -> Book:
        """The workbook's values. Raises ExportRefused."""
        made: Callable[[Wanted], Book] = _named(self.book)
        return made(wanted)

    def given(self, wanted: Wanted) -> GivenReport:
        """What it tells governors, to be kept when it is issued. Raises ExportRefused for a kind that never is."""
        if not self.issued:
            raise ExportRefused(f"The {self.report} is never issued to governors.")
        told: Callable[[Wanted], GivenReport] = _named(self.issued)
        return told(wanted)


def _named(place: str) -> Any:
    """A function of exports, by `module:function`."""
    module, function = place.split(":")
    return getattr(import_module(f"exports.{module}"), function)


_CONFIDENTIAL = "Confidential"

_ALL = (
    Kind(
        "governors",
        "governors report",
        "The termly report: what staff have done, beside last term, and what falls due.",
        "Anybody: counts only, no names.",
        "",
        "termly:governors",
        issued="termly:given",
    ),
    Kind(
        "matrix",
        "compliance matrix",
        "Everybody on one sheet: what each has done, when, and what is next.",
        "You, the headteacher and the DSL.",
        _CONFIDENTIAL,
        "matrix:matrix",
    ),
    Kind(
        "due",
        "due and overdue",
        "A row for each thing somebody owes, the oldest first, with the next step.",
        "You, and line managers for their own staff.",
        _CONFIDENTIAL,
        "due_list:due_list",
    ),
    Kind(
        "merge",
        "mail merge",
        "For letters in Word: a row for each person who owes something.",
        "You; delete it after the merge.",
        _CONFIDENTIAL,
        "mail_merge:mail_merge",
    ),
    Kind(
        "chase",
        "chase slips",
        "A slip to print and hand to each person who owes something.",
        "You; each slip is for the person it names.",
        _CONFIDENTIAL,
        "chase:chase",
    ),
    Kind(
        "sign-off",
        "INSET sign-off",
        "To print and sign at a briefing; it does not say who owes what.",
        "Everybody in the room.",
        _CONFIDENTIAL,
        "sign_off:sign_off",
    ),
    Kind(
        "induction",
        "induction sheet",
        "One page for a new starter’s first day: what to hear, read and sign.",
        "You and the person it names.",
        _CONFIDENTIAL,
        "induction:induction",
        one_person=True,
    ),
    Kind(
        "connections",
        "connections register",
        "Who was asked, who declared what, and when advice was given. No pupil’s or parent’s name.",
        "The headteacher only. Always has a password.",
        "Strictly confidential",
        "connections:connections",
        sealed=True,
    ),
    Kind(
        "record-card",
        "record card",
        "Everything held about one person, for them to see. Pupil references are masked.",
        "The person it is about.",
        "Personal and confidential",
        "record_card:record_card",
        one_person=True,
    ),
    Kind(
        "audit",
        "audit extract",
        "Every entry ever made, in order, with its checks.",
        "An auditor or inspector on site, the data protection officer.",
        _CONFIDENTIAL,
        "audit:audit",
    ),
    Kind(
        "evidence",
        "evidence pack",
        "For a visit: where the school stands, the last three starters, versions, the calendar.",
        "An inspector or auditor on site.",
        _CONFIDENTIAL,
        "evidence:evidence",
    ),
    Kind(
        "template",
        "staff list template",
        "An empty staff list to fill in and bring in, with the formats that are understood.",
        "Anybody: it holds no data.",
        "",
        "template:template",
    ),
)

KINDS: Mapping[str, Kind] = MappingProxyType({kind.word: kind for kind in _ALL})
"""Every workbook, by the word it is asked for with."""
