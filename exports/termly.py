"""The governors' report from what is wanted: looked through for people, seen through the one door, then written."""

from __future__ import annotations

from exports.figures.freetext import look_through
from exports.governors import governors_book
from exports.kinds import Wanted
from exports.suppress import given_report, governors_view
from exports.workbook.book import Book
from store.given import GivenReport


def governors(wanted: Wanted) -> Book:
    """The workbook. Raises ExportRefused, and PeopleInText where a text that was typed seems to name somebody."""
    look_through(wanted.register, wanted.as_at, wanted.harmless)
    return governors_book(governors_view(wanted.register, wanted.as_at, wanted.known_at))


def given(wanted: Wanted) -> GivenReport:
    """What the workbook tells governors, for the ledger to keep when it is issued."""
    return given_report(governors_view(wanted.register, wanted.as_at, wanted.known_at), wanted.known_at)
