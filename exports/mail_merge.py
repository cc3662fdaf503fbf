"""The mail-merge list for letters in Word: a row for each person who owes something (exports 1.4).

Word reads it through a driver that takes the first row for names and guesses each column's type from the first eight
rows: so there is nothing but the list, every column is of one kind, and each date stands as text too.
"""

from __future__ import annotations

from datetime import date

from exports.kinds import Wanted
from exports.office import known, office_book
from exports.owed import NOBODY, Owed, people_owing
from exports.terms import say_day
from exports.workbook.book import Book, Cell, Column, Sheet, Table
from store.model import StaffMember

OFFICE = "School office"


def mail_merge(wanted: Wanted) -> Book:
    """The workbook of what is wanted."""
    register = known(wanted)
    letters = [_row(member, owed, wanted) for member, owed in people_owing(register, wanted.as_at)]
    sheet = Sheet(
        tab="Letters",
        title="Mail-merge list",
        holds="One table, a row for each letter.",
        table=Table(
            name="Letters_to_write",
            columns=_COLUMNS,
            rows=tuple(letters) or (_nobody(wanted),),
        ),
        bare=True,
    )
    return office_book("merge", wanted, register, (sheet,))


_COLUMNS = (
    Column("KnownAs", "text", 120),
    Column("Surname", "text", 150),
    Column("Salutation", "text", 120),
    Column("Items", "text", 420),
    Column("ItemCount", "count", 90),
    Column("DueDate", "date", 96),
    Column("DueDateText", "text", 165),
    Column("LetterDateText", "text", 165),
    Column("SignatoryName", "text", 140),
    Column("SignatoryRole", "text", 130),
)


def _row(member: StaffMember, owed: list[Owed], wanted: Wanted) -> tuple[Cell, ...]:
    first_name = member.known_as or member.forename or member.surname
    items = [_in_a_sentence(found.item) for found in owed]
    return (
        first_name,
        member.surname,
        first_name,
        items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}",
        len(items),
        *_rest(min(found.due for found in owed), wanted),
    )


def _nobody(wanted: Wanted) -> tuple[Cell, ...]:
    return NOBODY, NOBODY, NOBODY, "nothing", 0, *_rest(wanted.as_at, wanted)


def _rest(due: date, wanted: Wanted) -> tuple[Cell, ...]:
    return due, say_day(due), say_day(wanted.as_at), wanted.by.strip() or OFFICE, OFFICE


def _in_a_sentence(item: str) -> str:
    return item if item.startswith("AUP") else item[0].lower() + item[1:]
