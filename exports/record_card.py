"""The record card: everything held about one person, for them to see (exports 1.4, domain 3.7).

Withdrawn entries are there and said to be withdrawn. What points to somebody else, a pupil above all, is masked.
"""

from __future__ import annotations

from exports.kinds import Wanted
from exports.office import held, office_book, opening
from exports.record_facts import Told, acknowledgements, aups, briefings, connections, details, self_checks
from exports.refusals import ExportRefused
from exports.terms import say_day
from exports.workbook.book import Book, Cell, Column, Fact, Heading, Sheet, Table
from store.happenings import Happening, timeline
from store.model import StaffMember
from store.register import Register
from store.wording import counted, sentence_case

_WIDTHS = (230, 470)
_STATE = {
    "stands": "Stands",
    "draft": "Draft",
    "ahead": "Still to come",
    "withdrawn": "Withdrawn",
    "step": "Correction",
}
_KEPT = (
    (
        "Your details and dates of service",
        "Running the school: a public task. To know who is asked for what.",
        "Six years after you leave. Agency staff, volunteers and trainees: one year.",
    ),
    (
        "Briefings, acknowledgements, AUP agreements, the days of self-checks",
        "Clauses 1, 4.1, 5 and 6 of the policy: evidence that you were told, and agreed.",
        "Six years after you leave. Agency staff, volunteers and trainees: one year.",
    ),
    (
        "Answers in a self-check",
        "Clause 4.1(ii): to offer help. Self-declared; nobody looks at your accounts.",
        "Until what was asked for is done, at most until the next self-check.",
    ),
    (
        "Connections and the advice given",
        "The footnote to clause 4.1: evidence that advice was given.",
        "The pupil reference: to the end of the academic year after it ends. The advice: six years after you leave.",
    ),
    (
        "The history of entries, and of copies made",
        "To show that nothing was changed unseen.",
        "As long as the records they are about.",
    ),
)


def record_card(wanted: Wanted) -> Book:
    """The workbook of what is wanted. Raises ExportRefused where the register did not know the person that day."""
    register = held(wanted)
    member = None if wanted.staff is None else register.person(wanted.staff)
    if member is None:
        raise ExportRefused(f"The register held nothing about this person on {say_day(wanted.as_at)}.")
    states = {one.n: one for one in timeline(register, member.id, wanted.as_at)}
    told = Told(register, member, states, wanted.as_at)
    copy = f"Copy for {member.name}"
    whose = f"{copy}. {opening(register, wanted)} Personal and confidential: for the person it is about."
    sheets = (
        _vertical("Details", "who you are here, and where things stand.", details(told), whose),
        _vertical("Briefings", "every briefing entered, withdrawn ones too.", briefings(told), copy),
        _vertical("Acknowledgements", "every acknowledgement of the policy.", acknowledgements(told), copy),
        _vertical("AUP", "every acceptable use agreement.", aups(told), copy),
        _vertical("Self-checks", "every privacy self-check, and what it asked for.", self_checks(told), copy),
        _vertical("Connections", "what you declared, and the advice you were given.", connections(told), copy),
        _history(register, member, wanted, copy),
        _what_we_hold(copy),
    )
    return office_book("record-card", wanted, register, sheets, header=copy)


def _vertical(tab: str, holds: str, facts: tuple[Heading | Fact, ...], line: str) -> Sheet:
    nothing = (Fact("Nothing entered", "There is no entry of this kind."),)
    return Sheet(
        tab=tab,
        title=tab,
        holds=f"Facts: {holds}",
        lines=(line,),
        facts=facts or nothing,
        widths=_WIDTHS,
        portrait=True,
    )


def _history(register: Register, member: StaffMember, wanted: Wanted, copy: str) -> Sheet:
    happenings = sorted(timeline(register, member.id, wanted.as_at), key=lambda one: one.n)
    return Sheet(
        tab="History of changes",
        title="History of changes",
        holds=f"One table: {counted(len(happenings), 'entry', 'entries')} about you, in the order they were made, "
        "withdrawn ones and every withdrawal too.",
        lines=(
            f"{copy}. What a connection consists of is on the sheet Connections; reasons given about one are left out.",
        ),
        table=Table(
            name="History_of_changes",
            columns=(
                Column("Entry", "count", 70),
                Column("Entered", "date", 96),
                Column("By", "text", 110),
                Column("Date", "date", 96),
                Column("State", "text", 96),
                Column("What the entry says", "text", 480),
            ),
            rows=tuple(_row(one) for one in happenings),
        ),
    )


def _row(one: Happening) -> tuple[Cell, ...]:
    return (one.n, one.entered_on, one.by, one.on, _STATE[one.state], sentence_case(one.sentence))


def _what_we_hold(copy: str) -> Sheet:
    return Sheet(
        tab="What we hold and how long",
        title="What we hold and how long",
        holds="One table: each kind of record, why the school keeps it, and for how long as a rule.",
        lines=(
            f"{copy}. The school’s own retention schedule decides; nothing is deleted without somebody doing it.",
            "Not held: account names, posts, union membership, reasons of absence, health, checks or allegations.",
            "You may ask the school office to correct what is wrong, and for an answer within one month.",
        ),
        table=Table(
            name="What_we_hold",
            columns=(Column("Record", "text", 260), Column("Why", "text", 320), Column("How long", "text", 320)),
            rows=_KEPT,
        ),
    )
