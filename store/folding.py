"""From the entries that stand to what they say: one person, or the school. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from store.changes import (
    Acknowledge,
    AddStaff,
    AdoptVersion,
    Advise,
    AmendConnection,
    AmendStaff,
    ChangeSettings,
    CheckHandbook,
    CloseFollowUp,
    CompleteSelfCheck,
    DeclareConnections,
    EndConnection,
    EndService,
    Entry,
    EvidenceBase,
    GrantExemption,
    IssueReport,
    LinkAup,
    NoteExport,
    OpenRegister,
    RecordAbsence,
    RecordBriefing,
    RecordConnection,
    Remind,
    SignAup,
    Single,
    StartService,
)
from store.model import (
    Absence,
    Advice,
    AupLink,
    Connection,
    Exemption,
    FollowUp,
    Record,
    School,
    Spell,
    StaffMember,
    Version,
)

Fact = tuple[Entry, Single, Record | None]
"""The entry, a single change it made, and what that is as a record of evidence: one for everybody it is for."""


def fact_of(entry: Entry, change: Single) -> Fact:
    """A single change of an entry as a fact."""
    if isinstance(change, EvidenceBase):
        version = getattr(change, "version", None)
        points = change.points if isinstance(change, RecordBriefing) else ()
        return entry, change, Record(entry.n, entry.at, change.on, not change.draft, version, points)
    return entry, change, None


EVIDENCE_KINDS = (RecordBriefing, Acknowledge, SignAup, CompleteSelfCheck, DeclareConnections)


class MissingBasisError(Exception):
    """A change builds on one that is not there: advice on a connection that was withdrawn."""


def fold_person(staff: int, facts: Iterable[Fact]) -> StaffMember | None:
    """What the facts about one person, in order, amount to; None if nobody was added.

    Raises MissingBasisError where a fact builds on one that is not among them.
    """
    fold = _PersonFold(staff)
    records = fold.records
    for entry, change, record in facts:
        if record is None:
            fold.take(entry, change)
        elif not fold.details:
            raise MissingBasisError
        else:
            records[type(change)].append(record)
            if type(change) is CompleteSelfCheck:
                for code in change.follow_ups:
                    fold.follow_ups[entry.n, code] = FollowUp(entry.n, code, change.on)
    return fold.person()


class _PersonFold:
    """The growing picture of one person while facts are taken in."""

    def __init__(self, staff: int) -> None:
        self.staff = staff
        self.details: dict[str, str] = {}
        self.spells: list[Spell] = []
        self.absences: dict[object, Absence] = {}
        self.exemptions: list[Exemption] = []
        self.records: dict[type, list[Record]] = {kind: [] for kind in EVIDENCE_KINDS}
        self.connections: dict[int, Connection] = {}
        self.follow_ups: dict[tuple[int, str], FollowUp] = {}
        self.reminders: list[date] = []

    def take(self, entry: Entry, change: Single) -> None:
        if isinstance(change, NoteExport):
            return  # it is about somebody, and changes nothing about them, nor needs them to be here still
        if not self.details and not isinstance(change, AddStaff):
            raise MissingBasisError
        match change:
            case AddStaff():
                self._add(change)
            case AmendStaff():
                self._amend(change)
            case EndService():
                self.spells[-1] = msgspec.structs.replace(self.spells[-1], last_day=change.last_day)
            case StartService():
                self._start(change)
            case RecordAbsence():
                self.absences[change.first_day] = Absence(change.first_day, change.last_day)
            case GrantExemption():
                self.exemptions.append(
                    Exemption(change.requirement, change.first_day, change.last_day, change.authorised_by)
                )
            case RecordConnection():
                self._connect(entry, change)
            case Advise():
                advice = Advice(entry.n, change.on, change.statements, change.adviser, change.method)
                before = self._connection(change.connection)
                self.connections[before.id] = msgspec.structs.replace(before, advice=(*before.advice, advice))
            case AmendConnection():
                self.connections[change.connection] = msgspec.structs.replace(
                    self._connection(change.connection), expected_leaving_year=change.expected_leaving_year
                )
            case EndConnection():
                self.connections[change.connection] = msgspec.structs.replace(
                    self._connection(change.connection), ended_on=change.on, end_reason=change.end_reason
                )
            case CloseFollowUp():
                self._close(change)
            case Remind():
                self.reminders.append(change.on)
            case _:
                pass

    def _add(self, change: AddStaff) -> None:
        self.details = {
            "code": change.code,
            "surname": change.surname,
            "forename": change.forename,
            "job_title": change.job_title,
            "known_as": change.known_as,
            "email": change.email,
            "payroll": change.payroll,
        }
        self.spells.append(Spell(change.first_day, None, change.engagement))

    def _amend(self, change: AmendStaff) -> None:
        for name in self.details:
            value = getattr(change, name)
            if value is not None:
                self.details[name] = value
        spell = self.spells[-1]
        self.spells[-1] = Spell(
            change.first_day or spell.first_day, spell.last_day, change.engagement or spell.engagement
        )

    def _start(self, change: StartService) -> None:
        before = self.spells[-1].last_day
        if before is None or change.first_day <= before:
            raise MissingBasisError
        self.spells.append(Spell(change.first_day, None, change.engagement))

    def _connect(self, entry: Entry, change: RecordConnection) -> None:
        self.connections[change.connection] = Connection(
            id=change.connection,
            entry=entry.n,
            declared_on=change.on,
            case=change.case,
            counterpart=change.counterpart,
            kinship=change.kinship,
            pupil_reference=change.pupil_reference,
            year_group=change.year_group,
            expected_leaving_year=change.expected_leaving_year,
        )

    def _connection(self, number: int) -> Connection:
        found = self.connections.get(number)
        if found is None:
            raise MissingBasisError
        return found

    def _close(self, change: CloseFollowUp) -> None:
        key = (change.entry, change.code)
        if key not in self.follow_ups:
            raise MissingBasisError
        self.follow_ups[key] = msgspec.structs.replace(
            self.follow_ups[key], closed_on=change.on, outcome=change.outcome, closed_by=change.by
        )

    def person(self) -> StaffMember | None:
        if not self.details:
            return None
        return StaffMember(
            id=self.staff,
            **self.details,
            spells=tuple(self.spells),
            absences=tuple(self.absences.values()),
            exemptions=tuple(self.exemptions),
            briefings=tuple(self.records[RecordBriefing]),
            acknowledgements=tuple(self.records[Acknowledge]),
            aups=tuple(self.records[SignAup]),
            self_checks=tuple(self.records[CompleteSelfCheck]),
            declarations=tuple(self.records[DeclareConnections]),
            connections=tuple(self.connections.values()),
            follow_ups=tuple(self.follow_ups.values()),
            reminders=tuple(sorted(self.reminders)),
        )


def fold_school(facts: Iterable[Fact]) -> School:
    """What the facts about the school, in order, amount to."""
    school = School(name="")
    for _, change, _ in facts:
        match change:
            case OpenRegister():
                school = msgspec.structs.replace(school, name=change.school)
            case ChangeSettings():
                school = msgspec.structs.replace(school, settings=change.settings)
            case AdoptVersion():
                school = _adopt(school, change)
            case CheckHandbook():
                school = msgspec.structs.replace(school, handbook_checked_on=change.on)
            case LinkAup():
                link = AupLink(
                    change.policy_version, change.aup_version, change.linked_on, change.checked_on, change.checked_by
                )
                school = msgspec.structs.replace(school, aup_links=(*school.aup_links, link))
            case IssueReport():
                school = msgspec.structs.replace(school, reports=(*school.reports, change.report))
            case _:
                pass
    return school


def _adopt(school: School, change: AdoptVersion) -> School:
    """The school with one more version, in the order they were issued."""
    version = Version(
        change.label, change.issued_on, change.effective_on, change.material, change.precision, change.decided_by
    )
    versions = (*school.versions(change.document), version)
    in_order = tuple(sorted(versions, key=lambda v: (v.issued_on, v.effective_on)))
    if change.document == "policy":
        return msgspec.structs.replace(school, policy_versions=in_order)
    return msgspec.structs.replace(school, aup_versions=in_order)
