"""The connections register, for the headteacher alone: who was asked, what was declared, when advice was given.

No name of a pupil or parent/carer: the register keeps none, only where the paper is (exports 1.4, domain 3.3).
"""

from __future__ import annotations

from datetime import date

from exports.behind import Behind
from exports.kinds import Wanted
from exports.office import known, office_book, opening, worded
from exports.workbook.book import Book, Cell, Column, Sheet, Table
from store.changes import DeclareConnections
from store.model import FOOTNOTE_ADVICE, Advice, Connection, ConnectionCase, StaffMember
from store.register import Register
from store.rules import counting
from store.service import in_service, service_on
from store.wording import ADVICE_METHOD, counted

NATURE: dict[ConnectionCase, str] = {
    "related": "Relative",
    "prior_online_friendship": "Friendship before",
    "both": "Relative and friendship before",
}

_COLUMNS = (
    Column("Reference", "text", 116),
    Column("Staff code", "text", 90),
    Column("Surname", "text", 136),
    Column("Known as", "text", 110),
    Column("Date asked", "date", 92),
    Column("Answer", "text", 92),
    Column("Nature", "text", 150),
    Column("Date advised", "date", 92),
    Column("Advised by", "text", 200),
    Column("Review date", "date", 92),
)
_NOBODY: tuple[Cell, ...] = ("None", None, "No staff", None, None, "Not asked", None, None, None, None)


def connections(wanted: Wanted) -> Book:
    """The workbook of what is wanted."""
    register = known(wanted)
    people = sorted(
        (member for member in register.staff() if _concerns(register, member, wanted.as_at)),
        key=lambda member: (member.sort_name.casefold(), member.id),
    )
    declared = Behind(register, DeclareConnections)
    rows = [row for member in people for row in _rows(register, member, wanted.as_at, declared)]
    ties = sum(len(_open(member, wanted.as_at)) for member in people)
    sheet = Sheet(
        tab="Connections",
        title="Connections register",
        holds=f"One table: {counted(ties, 'connection')} under the 4.1 footnote, and a row for everybody without one. "
        "An empty date: not done.",
        lines=(
            f"{opening(register, wanted)} Strictly confidential: for the headteacher only.",
            "Reference: where to look in the paper file. No pupil or parent is named here, and none may be added.",
            "Answer: what was last declared. Not asked: no declaration is recorded. Advice does not give permission.",
            "Date advised: when the last of the three statements F1 to F3 was given. Ended connections are not listed.",
            "Review date: when the next declaration or advice is due. How often is the school’s own rule.",
        ),
        table=Table(
            name="Connections_register", columns=_COLUMNS, rows=tuple(rows) or (_NOBODY,), filters=True, frozen=4
        ),
    )
    return office_book("connections", wanted, register, (sheet,))


def _concerns(register: Register, member: StaffMember, as_at: date) -> bool:
    """Whether somebody in service is asked about connections, or has one."""
    settings = register.school.settings
    service = service_on(member.spells, settings, as_at)
    if service is None or not in_service(member, settings, as_at):
        return False
    return "connections" in settings.applies[service.engagement] or bool(_open(member, as_at))


def _open(member: StaffMember, as_at: date) -> list[Connection]:
    return [connection for connection in member.connections if connection.is_open(as_at)]


def _rows(
    register: Register, member: StaffMember, as_at: date, declared: Behind[DeclareConnections]
) -> list[tuple[Cell, ...]]:
    """A row for each connection that is open; for somebody without one, a row that says what was answered."""
    who = (worded(member.code), member.surname, member.known_as or member.forename)
    review = register.standings(member.id, as_at)["connections"].due
    ties = _open(member, as_at)
    asked, nothing = _asked(register, member, as_at, declared)
    if not ties:
        answer = "Not asked" if asked is None else "None" if nothing else "Declared"
        nature = "Not yet recorded" if answer == "Declared" else None
        return [("None", *who, asked, answer, nature, None, None, review)]
    return [_row(tie, who, asked, review, as_at) for tie in ties]


def _row(
    tie: Connection, who: tuple[str, str, str], asked: date | None, review: date | None, as_at: date
) -> tuple[Cell, ...]:
    reference = worded(tie.pupil_reference.strip()) or f"Connection {tie.id}"
    on = tie.advised_on(as_at)
    by = _advised_by(tie, on)
    return (reference, *who, asked or tie.declared_on, "Declared", NATURE[tie.case], on, by, review)


def _asked(
    register: Register, member: StaffMember, as_at: date, declared: Behind[DeclareConnections]
) -> tuple[date | None, bool]:
    """The day of the latest declaration that counts, and whether there was nothing to declare."""
    service = service_on(member.spells, register.school.settings, as_at)
    if service is None:
        return None, False
    counts = counting(member.declarations, service, register.school.settings, as_at)
    if not counts:
        return None, False
    latest = max(counts, key=lambda record: (record.effective_on, record.entry))
    return latest.effective_on, declared.of(member.id, latest).nothing_to_declare


def _advised_by(tie: Connection, on: date | None) -> str | None:
    """Who gave the last of the three statements, and how."""
    given: list[Advice] = [a for a in tie.advice if a.given_on == on and set(a.statements) & set(FOOTNOTE_ADVICE)]
    if not given:
        return None
    last = given[-1]
    return f"{last.adviser.strip() or 'Not recorded'}, {ADVICE_METHOD[last.method].lower()}"
