"""Chase slips: what each person who owes something still has to do, to cut and hand over (exports 1.4, domain 7)."""

from __future__ import annotations

from datetime import date

from exports.kinds import Wanted
from exports.office import group, known, office_book, opening
from exports.owed import NOBODY, Owed, last_reminder, people_owing
from exports.terms import say_day
from exports.workbook.book import Book, Cell, Column, Sheet, Slip, Slips, Table
from store.model import Requirement, Settings, StaffMember
from store.wording import counted

_SEE: dict[Requirement, str] = {
    "briefing": "The school office, for a time",
    "acknowledgement": "The school office",
    "aup": "The school office",
    "self_check": "The school office",
    "connections": "The headteacher",
}
"""Who to see, by office and never by name."""


def chase(wanted: Wanted) -> Book:
    """The workbook of what is wanted: whom to give one, and the slips."""
    register = known(wanted)
    people = people_owing(register, wanted.as_at)
    first = opening(register, wanted)
    return office_book(
        "chase",
        wanted,
        register,
        (
            _hand_outs(people, first, register.school.settings, wanted.as_at),
            _slips(people, first, wanted.as_at),
        ),
    )


People = list[tuple[StaffMember, list[Owed]]]


def _hand_outs(people: People, first: str, settings: Settings, as_at: date) -> Sheet:
    rows = tuple(
        (
            member.surname,
            member.known_as or member.forename,
            group(member, settings, as_at),
            len(owed),
            min(found.due for found in owed),
            last_reminder(member, as_at),
            None,
        )
        for member, owed in people
    )
    return Sheet(
        tab="Who gets one",
        title="Who gets a chase slip",
        holds=f"One table, a row a slip: {counted(len(people), 'slip')} on the next sheet, to tick off when given.",
        lines=(
            first,
            "Confidential: for the school office, not to hand out. An empty reminder: none is recorded.",
        ),
        table=Table(
            name="Chase_slips",
            columns=(
                Column("Surname", "text", 170),
                Column("Known as", "text", 124),
                Column("Group", "text", 104),
                Column("Items", "count", 56),
                Column("Oldest due", "date", 88),
                Column("Last reminder", "date", 88),
                Column("Given", "text", 60),
            ),
            rows=rows or ((NOBODY, "None", "None", 0, None, None, None),),
            to_sign=True,
        ),
        portrait=True,
    )


def _slips(people: People, first: str, as_at: date) -> Sheet:
    return Sheet(
        tab="Slips",
        title="Slips to cut and hand over",
        holds="One slip below the other, each for the person it names and nobody else: cut before handing over.",
        lines=(f"{first} Confidential.", *(() if people else (f"{NOBODY}.",))),
        slips=Slips(
            columns=(
                Column("What", "text", 250),
                Column("Clause", "text", 122),
                Column("Due by", "date", 96),
                Column("Who to see", "text", 222),
            ),
            slips=tuple(_slip(member, owed, as_at) for member, owed in people),
        ),
        portrait=True,
    )


def _slip(member: StaffMember, owed: list[Owed], as_at: date) -> Slip:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (found.item, found.clause, found.due, _SEE[found.requirement]) for found in owed
    )
    return Slip(
        name=member.name,
        opening=f"Confidential. By {say_day(as_at)} these were still to come from you under the social media policy:",
        rows=rows,
        closing="If it is done already, please tell us; thank you. The dates are the school’s own rule.",
    )
