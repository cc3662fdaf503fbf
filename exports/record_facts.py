"""What a record card says of each kind of entry: labels and values, one entry below the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple, TypeVar

from exports.office import worded
from exports.terms import say_in_prose
from exports.workbook.book import Fact, Heading
from store.changes import (
    ALL_POINTS,
    Acknowledge,
    CompleteSelfCheck,
    DeclareConnections,
    Entry,
    EvidenceBase,
    RecordBriefing,
    SignAup,
)
from store.checklists import SELF_CHECK_QUESTIONS
from store.dates import london_date, london_time, say
from store.happenings import Happening, State
from store.model import REQUIREMENTS, Advice, Connection, FollowUp, StaffMember
from store.register import Register
from store.telling import CONFIDENTIAL
from store.wording import (
    ACKNOWLEDGEMENT_METHOD,
    ADVICE_METHOD,
    ANSWER,
    BASIS,
    BRIEFING_METHOD,
    CONNECTION_CASE,
    CONNECTION_END,
    COUNTERPART,
    ENGAGEMENT,
    EVIDENCE,
    FOLLOW_UP,
    KINSHIP,
    STATUS,
    counted,
    sentence_case,
)

MASKED = "Masked: it is about somebody else"

Facts = tuple[Heading | Fact, ...]
Part = TypeVar("Part", bound=EvidenceBase)


class Told(NamedTuple):
    """Whom a card is about, and what was known of them."""

    register: Register
    member: StaffMember
    happenings: Mapping[int, Happening]
    """Every entry about them, by its number."""
    as_at: date


_STATES: Mapping[State, str] = {
    "draft": "A draft: it does not count yet",
    "ahead": "Still to come",
    "withdrawn": "Withdrawn: see History of changes",
}
"""What is said of an entry that does not simply stand."""


# Details --------------------------------------------------------------------


def details(told: Told) -> Facts:
    """Names, dates of service, pauses, where each requirement stands, and reminders."""
    member = told.member
    return (
        Heading("Who"),
        *_filled(
            ("Staff code", member.code),
            ("Surname", member.surname),
            ("Forename", member.forename),
            ("Known as", member.known_as),
            ("Job title", member.job_title),
            ("E-mail", member.email),
            ("Payroll number", member.payroll),
        ),
        Heading("Service"),
        *(
            Fact(f"Period {n}", f"{_span(spell.first_day, spell.last_day)}, {ENGAGEMENT[spell.engagement].lower()}")
            for n, spell in enumerate(member.spells, 1)
        ),
        *(Fact("Long absence", _span(one.first_day, one.last_day)) for one in member.absences),
        *(
            Fact(
                "Exemption",
                f"From {EVIDENCE[one.requirement]}, {_span(one.first_day, one.last_day)}"
                + (f", authorised by {one.authorised_by}" if one.authorised_by else ""),
            )
            for one in member.exemptions
        ),
        Heading("Where things stand"),
        *_standings(told),
        *(Fact("Reminded", on, "day") for on in member.reminders),
    )


def _standings(told: Told) -> list[Fact]:
    found = []
    for requirement in REQUIREMENTS:
        standing = told.register.standings(told.member.id, told.as_at)[requirement]
        current = standing.status == "current"
        due = f", {'next ' if current else ''}due {say(standing.due)}" if standing.due else ""
        said = f"{sentence_case(STATUS[standing.status])}{due}{'' if current else f' ({BASIS[standing.basis]})'}"
        found.append(Fact(sentence_case(EVIDENCE[requirement]), said))
    return found


def _span(first: date, last: date | None) -> str:
    return f"from {say(first)}" if last is None else f"{say(first)} to {say(last)}"


# Evidence -------------------------------------------------------------------


def briefings(told: Told) -> Facts:
    return _evidence(told, RecordBriefing, _briefing)


def acknowledgements(told: Told) -> Facts:
    return _evidence(told, Acknowledge, _acknowledgement)


def aups(told: Told) -> Facts:
    return _evidence(told, SignAup, _aup)


def self_checks(told: Told) -> Facts:
    """Each self-check with its answers, where they were entered, and what it asked for."""
    follow_ups = [fact for one in told.member.follow_ups for fact in _follow_up(one)]
    checks = _evidence(told, CompleteSelfCheck, _self_check)
    return (*checks, Heading("What was asked for"), *follow_ups) if follow_ups else checks


def _evidence(told: Told, kind: type[Part], say_part: Callable[[Part], list[tuple[str, str]]]) -> Facts:
    """Every entry of one kind, the earliest first, withdrawn ones too."""
    found: list[Heading | Fact] = []
    for entry, part in told.register.changes(told.member.id):
        if isinstance(part, kind):
            reason: str = getattr(part, "reason", "")
            masked = MASKED if reason and kind is DeclareConnections else reason
            found += [
                Heading(say_in_prose(part.on)),
                *_filled(*say_part(part), ("Reason for entering it late", masked)),
            ]
            found += _entered(told, entry, part)
    return tuple(found)


def _entered(told: Told, entry: Entry, part: EvidenceBase) -> list[Fact]:
    """When and by whom it was entered, and what became of it unless it simply stands."""
    others = len(part.people) - 1
    group = f", for {counted(others, 'other person', 'other people')} too" if others else ""
    when = f"{say(london_date(entry.at))} {london_time(entry.at)}"
    state = told.happenings[entry.n].state if entry.n in told.happenings else "stands"
    became = [Fact("State", _STATES[state])] if state in _STATES else []
    return [Fact("Entered", f"{when} by {entry.by}{group}. Entry {entry.n}"), *became]


def _briefing(part: RecordBriefing) -> list[tuple[str, str]]:
    points = (
        "All twelve points" if part.points == ALL_POINTS else f"Points {', '.join(map(str, part.points)) or 'none'}"
    )
    by = f"by {part.delivered_by}" if part.delivered_by else ""
    version = f"policy {part.version}" if part.version else ""
    how = BRIEFING_METHOD[part.method]
    return [("Briefing", ", ".join(piece for piece in (points, by, how, version) if piece))]


def _acknowledgement(part: Acknowledge) -> list[tuple[str, str]]:
    how = ACKNOWLEDGEMENT_METHOD[part.method].lower()
    return [("Policy acknowledged", f"Version {part.version}, {how}"), ("Where the paper is", part.evidence_location)]


def _aup(part: SignAup) -> list[tuple[str, str]]:
    return [("AUP signed", part.version), ("Where the paper is", part.evidence_location)]


def _self_check(part: CompleteSelfCheck) -> list[tuple[str, str]]:
    uses = "Uses social media" if part.uses_social_media else "Says they use no social media"
    if part.answers is None:
        return [("Self-check", f"{uses}. The answers were not entered: the paper slip has them")]
    questions = {question.number: question.text for question in SELF_CHECK_QUESTIONS}
    answers = ((f"{n}. {ANSWER[answer]}", questions.get(n, "")) for n, answer in sorted(part.answers.items()))
    return [("Self-check", uses), *answers]


def _follow_up(one: FollowUp) -> list[Fact]:
    opened = f"Asked for on {say(one.opened_on)}"
    if one.closed_on is None:
        return [Fact(FOLLOW_UP[one.code], f"{opened}; still open")]
    outcome = "done" if one.outcome == "done" else "not needed"
    by = f" by {one.closed_by}" if one.closed_by and one.code not in CONFIDENTIAL else ""
    return [Fact(FOLLOW_UP[one.code], f"{opened}; {outcome} on {say(one.closed_on)}{by}")]


# Connections ----------------------------------------------------------------


def connections(told: Told) -> Facts:
    """What was declared and advised; what points to a pupil is masked."""
    ties = [fact for number, tie in enumerate(told.member.connections, 1) for fact in _connection(number, tie)]
    return (*_evidence(told, DeclareConnections, _declaration), *ties)


def _declaration(part: DeclareConnections) -> list[tuple[str, str]]:
    return [
        (
            "Asked about connections",
            "Nothing to declare" if part.nothing_to_declare else "There is something to declare",
        )
    ]


def _connection(number: int, tie: Connection) -> Facts:
    return (
        Heading(f"Connection {number}"),
        Fact("Declared on", tie.declared_on, "day"),
        Fact("Why the footnote covers it", CONNECTION_CASE[tie.case]),
        Fact("With", COUNTERPART[tie.counterpart]),
        Fact("Tie", KINSHIP[tie.kinship]),
        Fact("Pupil reference, year group, leaving year", MASKED),
        *(_advice(advice) for advice in tie.advice),
        *(() if tie.ended_on is None else (_ended(tie, tie.ended_on),)),
    )


def _advice(advice: Advice) -> Fact:
    by = f" by {advice.adviser}" if advice.adviser else ""
    statements = ", ".join(advice.statements)
    return Fact("Advice given", f"{say(advice.given_on)}{by}, {ADVICE_METHOD[advice.method].lower()}: {statements}")


def _ended(tie: Connection, on: date) -> Fact:
    why = f": {CONNECTION_END[tie.end_reason].lower()}" if tie.end_reason else ""
    return Fact("Ended", f"{say(on)}{why}")


def _filled(*pairs: tuple[str, str]) -> list[Fact]:
    """A fact for each label there is something to say of."""
    return [Fact(label, worded(value)) for label, value in pairs if value.strip()]
