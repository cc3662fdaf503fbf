"""The staff list to fill in: a heading row that intake reads, two rows that show how, and what is understood."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from exports.kinds import Wanted
from exports.office import office_book
from exports.workbook.book import Book, Cell, Choices, Column, Kind, Sheet, Table
from store.intake.fields import EXAMPLE_CODES, FIELD_WORDS, Field
from store.wording import ENGAGEMENT

EXAMPLES = tuple(sorted(code.upper() for code in EXAMPLE_CODES))
"""The staff codes of the two rows that only show how; bringing a list in leaves them out."""

_FIELDS: tuple[Field, ...] = (
    "code",
    "surname",
    "forename",
    "known_as",
    "job_title",
    "start_date",
    "leaving_date",
    "engagement",
    "email",
    "payroll",
)
_PIXELS: Mapping[Field, int] = MappingProxyType(
    {
        "code": 100,
        "surname": 140,
        "forename": 120,
        "known_as": 120,
        "job_title": 180,
        "start_date": 100,
        "leaving_date": 100,
        "engagement": 160,
        "email": 220,
        "payroll": 120,
    }
)
_HOW: tuple[tuple[Field, str, str], ...] = (
    ("code", "Any letters and digits, different for everybody. Left out, one is made up.", "ADJ"),
    ("surname", "Needed. As in the MIS.", "Adeyemi"),
    ("forename", "As in the MIS.", "Josephine"),
    ("known_as", "What people call them, where that is another name.", "Jo"),
    ("job_title", "Several posts of one person: in one cell, or a row each with the same staff code.", "Class teacher"),
    (
        "start_date",
        "The first day at this school. Day first.",
        "1 Sep 2026, 01-Sep-26 or 1.9.2026",
    ),
    ("leaving_date", "The last day, for leavers. Otherwise empty.", "31 Aug 2027"),
    ("engagement", "How they work here: one of the words offered. Left out: Employee.", "Employee"),
    ("email", "The school’s address, never a private one.", "j.adeyemi@school.example"),
    ("payroll", "With its noughts at the front: type an apostrophe before the number.", "P00123"),
)


def template(wanted: Wanted) -> Book:
    """The workbook of what is wanted."""
    staff = Sheet(
        tab="Staff",
        title="Staff list",
        holds="One table to fill in, a row for each member of staff. The sheet Notes says what is understood.",
        lines=("The two rows are examples: write over them. Bringing the list in leaves them out.",),
        table=Table(
            name="Staff_list",
            columns=tuple(_column(field) for field in _FIELDS),
            rows=_examples(wanted.today),
            filters=True,
            frozen=0,
        ),
    )
    return office_book("template", wanted, wanted.register, (staff, _notes()))


def _column(field: Field) -> Column:
    kind: Kind = "date" if field in {"start_date", "leaving_date"} else "text"
    choices = None
    if field == "engagement":
        choices = Choices(tuple(ENGAGEMENT.values()), "How they work here. Left out: Employee.")
    return Column(FIELD_WORDS[field], kind, _PIXELS[field], choices)


def _examples(today: date) -> tuple[tuple[Cell, ...], ...]:
    """Two people who do not exist."""
    first, second = EXAMPLES
    autumn = date(today.year if today.month >= 9 else today.year - 1, 9, 1)
    return (
        (first, "Example", "Josephine", "Jo", "Class teacher", autumn, None, "Employee", None, None),
        (second, "Example", "Samuel", None, "Supply teacher", autumn, date(autumn.year, 12, 18), "Agency", None, None),
    )


def _notes() -> Sheet:
    examples = " and ".join(EXAMPLES)
    rows: list[tuple[Cell, ...]] = [(FIELD_WORDS[field], what, example) for field, what, example in _HOW]
    rows += [
        (
            "The examples",
            f"The rows with the codes {examples} are nobody, and are left out.",
            None,
        ),
        ("Other columns", "Left alone. Dates of birth, pay, health, union and the like are never read.", None),
        (
            "Bringing it in",
            "Save it, close it, bring it in: everything is shown before anything is entered.",
            None,
        ),
    ]
    return Sheet(
        tab="Notes",
        title="Notes",
        holds="One table: what each column takes, with an example.",
        table=Table(
            name="Notes_columns",
            columns=(
                Column("About", "text", 150),
                Column("What it takes", "text", 560),
                Column("For example", "text", 250),
            ),
            rows=tuple(rows),
        ),
    )
