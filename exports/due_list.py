"""The due and overdue list: a row for each thing each person owes, the oldest first (exports 1.4)."""

from __future__ import annotations

from datetime import date

from exports.kinds import Wanted
from exports.office import group, known, office_book, opening
from exports.owed import NOBODY, Owed, last_reminder, owed_by_all
from exports.workbook.book import Book, Cell, Choices, Column, Sheet, Table, WordColours
from store.model import Settings
from store.wording import STATUS, counted, sentence_case

NEXT_STEPS = Choices(
    (
        "To decide",
        "Remind in person",
        "Send an e-mail",
        "Give a slip",
        "Book a time",
        "Ask the headteacher",
        "Waiting for an answer",
        "Done: to record",
    ),
    "What you will do about it. Recording what was done is for the register.",
)


def due_list(wanted: Wanted) -> Book:
    """The workbook of what is wanted."""
    register = known(wanted)
    owed = owed_by_all(register, wanted.as_at)
    people = len({found.member.id for found in owed})
    settings = register.school.settings
    sheet = Sheet(
        tab="Due and overdue",
        title="Due and overdue",
        holds=f"One table, a row for each thing owed: {counted(len(owed), 'thing')}, "
        f"by {counted(people, 'member')} of staff. An empty reminder: none is recorded.",
        lines=(f"{opening(register, wanted)} Confidential: for the school office.", _states(settings)),
        table=Table(
            name="Due_and_overdue",
            columns=_COLUMNS,
            rows=tuple(_row(found, settings, wanted.as_at) for found in owed) or (_NOBODY,),
            colours=WordColours("Status", {"Due": "warning", "Overdue": "bad"}),
            filters=True,
            frozen=0,
        ),
    )
    return office_book("due", wanted, register, (sheet,))


_COLUMNS = (
    Column("Due date", "date", 96),
    Column("Item", "text", 250),
    Column("Clause", "text", 108),
    Column("Surname", "text", 130),
    Column("Known as", "text", 110),
    Column("Group", "text", 110),
    Column("Days overdue", "count", 86),
    Column("Status", "text", 92),
    Column("Last reminder", "date", 96),
    Column("Next step", "text", 156, NEXT_STEPS),
)
_NOBODY: tuple[Cell, ...] = (None, NOBODY, "None", "None", "None", "None", None, "None", None, "None")


def _states(settings: Settings) -> str:
    """What the two words mean, as on the screen."""
    return (
        f"Due: the day has come. Overdue: it came more than {counted(settings.grace_days, 'day')} ago. "
        "Days are counted from that day. When things fall due is the school’s own rule."
    )


def _row(owed: Owed, settings: Settings, as_at: date) -> tuple[Cell, ...]:
    member = owed.member
    return (
        owed.due,
        owed.item,
        owed.clause,
        member.surname,
        member.known_as or member.forename,
        group(member, settings, as_at),
        (as_at - owed.due).days,
        sentence_case(STATUS[owed.standing.status]),
        last_reminder(member, as_at),
        NEXT_STEPS.words[0],
    )
