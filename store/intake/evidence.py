"""What the old spreadsheet says was done: each date as the record it is evidence of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from store.changes import Acknowledge, CompleteSelfCheck, DeclareConnections, Evidence, RecordBriefing, SignAup
from store.checks import requirement_of
from store.codes import code_key
from store.dates import say, say_month
from store.intake.cells import Cell
from store.intake.fields import FIELD_WORDS, Field
from store.intake.people import Problem, read_days
from store.intake.proposal import Detail
from store.intake.reading import StaffList
from store.model import Document, School, StaffMember
from store.wording import EVIDENCE, sentence_case

_DONE: tuple[Field, ...] = ("briefed_on", "acknowledged_on", "aup_signed_on", "self_checked_on", "connections_asked_on")

_NOT_DONE = frozenset({"no", "n", "none", "n/a", "na", "-", "–", "—", "not yet", "outstanding", "tbc"})
_NOTHING = frozenset({"", "no", "n", "none", "nil", "nothing", "nothing to declare", "n/a", "-"})
_SOMETHING = frozenset({"yes", "y", "declared"})


class Deed(NamedTuple):
    """Something one row says was done on a day."""

    line: int
    field: Field
    on: date
    version: Cell = ""
    by: str = ""
    location: str = ""
    nothing_to_declare: bool = True


class Deeds(NamedTuple):
    """What was done, by the line it stands on, and what could not be read."""

    by_line: dict[int, list[Deed]]
    problems: list[Problem]


def deeds_of(staff_list: StaffList, today: date) -> Deeds:
    """Reads the columns with dates of briefings and signatures. A cell that says no, or nothing, is nothing done."""
    by_line: defaultdict[int, list[Deed]] = defaultdict(list)
    problems: list[Problem] = []
    for field in _DONE:
        column = staff_list.cells.get(field)
        if column is None:
            continue
        done = ["" if isinstance(cell, str) and cell.casefold() in _NOT_DONE else cell for cell in column]
        days, unreadable = read_days(done, today)
        versions = _versions(staff_list, field)
        by, location = staff_list.texts("briefed_by"), staff_list.texts("evidence_location")
        answers = staff_list.texts("connections_answer")
        for i, cell in enumerate(done):
            line = staff_list.numbers[i]
            if cell in unreadable:
                # A cell about connections may say whose child it is: it is not repeated.
                private = field == "connections_asked_on"
                reason = "This is not a date." if private else unreadable[cell]
                problems.append(Problem(line, FIELD_WORDS[field], reason))
            elif cell:
                answer = answers[i].casefold()
                if field == "connections_asked_on" and answer not in _NOTHING | _SOMETHING:
                    problems.append(Problem(line, FIELD_WORDS["connections_answer"], "This is neither none nor yes."))
                    continue
                nothing = answer in _NOTHING
                by_line[line].append(Deed(line, field, days[cell], versions[i], by[i], location[i], nothing))
    return Deeds(by_line, problems)


def _versions(staff_list: StaffList, field: Field) -> Sequence[Cell]:
    column: Field = "aup_version" if field == "aup_signed_on" else "policy_version"
    return staff_list.cells.get(column) or [""] * len(staff_list.numbers)


class UnknownVersionError(Exception):
    """A sentence saying why it cannot be known which version was signed."""


def record_of(deed: Deed, staff: int, school: School) -> Evidence:
    """The record a deed is. Raises UnknownVersionError."""
    whom = (staff,)
    match deed.field:
        case "briefed_on":
            return RecordBriefing(whom, deed.on, delivered_by=deed.by)
        case "acknowledged_on":
            return Acknowledge(whom, deed.on, _label("policy", deed, school), evidence_location=deed.location)
        case "aup_signed_on":
            return SignAup(whom, deed.on, _label("aup", deed, school), evidence_location=deed.location)
        case "self_checked_on":
            return CompleteSelfCheck(whom, deed.on)
        case _:
            return DeclareConnections(whom, deed.on, nothing_to_declare=deed.nothing_to_declare)


def _label(document: Document, deed: Deed, school: School) -> str:
    """The version that was signed: the one named, or where none is, the one that was in force that day."""
    what = "AUP" if document == "aup" else "policy"
    if not deed.version:
        current = school.current(document, deed.on)
        if current is None:
            raise UnknownVersionError(f"No {what} version was in force on {say(deed.on)}: adopt it first.")
        return current.label
    # Excel takes “May 2023” for the first of May.
    names = {code_key(name) for name in _names(deed.version)}
    found = next((v.label for v in school.versions(document) if code_key(v.label) in names), None)
    if found is None:
        raise UnknownVersionError(f"The register has no {what} version called “{str(deed.version)[:40]}”.")
    return found


def _names(version: Cell) -> Iterator[str]:
    if isinstance(version, str):
        yield version
    else:
        yield from (say_month(version), say(version), version.isoformat())


def is_recorded(record: Evidence, member: StaffMember) -> bool:
    """Whether the register has it already: the same thing on the same day, and of the same version."""
    version = getattr(record, "version", None)
    return any(
        known.effective_on == record.on and (version is None or known.version == version)
        for known in member.records(requirement_of(record))
    )


def detail_of(record: Evidence) -> Detail:
    """A record as the preview says it, beside the register's having none."""
    words = sentence_case(EVIDENCE[requirement_of(record)])
    version = getattr(record, "version", None)
    where = getattr(record, "evidence_location", "")
    said = [say(record.on), version or "", f"paper: {where}" if where else ""]
    if isinstance(record, DeclareConnections):
        said.append("nothing to declare" if record.nothing_to_declare else "something to declare")
    return Detail(words, "", ", ".join(filter(None, said)))
