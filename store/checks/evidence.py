"""Checks of evidence: whom it is for, when it happened, which points, version and answers."""

from __future__ import annotations

from datetime import date, timedelta

from store.changes import (
    ALL_POINTS,
    Acknowledge,
    CompleteSelfCheck,
    DeclareConnections,
    Evidence,
    RecordBriefing,
    SignAup,
)
from store.checklists import SELF_CHECK_QUESTIONS, follow_ups_of, unanswered
from store.checks.finding import Finding, Known
from store.dates import say
from store.model import Requirement, Version
from store.service import service_periods


def requirement_of(change: Evidence) -> Requirement:
    """Which requirement a record is evidence for."""
    if isinstance(change, RecordBriefing):
        return "briefing"
    if isinstance(change, Acknowledge):
        return "acknowledgement"
    if isinstance(change, SignAup):
        return "aup"
    if isinstance(change, CompleteSelfCheck):
        return "self_check"
    return "connections"


def evidence_findings(change: Evidence, known: Known, today: date) -> list[Finding]:
    """What is wrong or doubtful with evidence for one person or many."""
    found = []
    if not change.people:
        found.append(Finding("people", "Nobody is chosen. Mark at least one person."))
    if len(set(change.people)) < len(change.people):
        found.append(Finding("people", "Somebody is in the list twice."))
    found += _evidence_dates(change, known)
    if isinstance(change, RecordBriefing):
        found += _points(change)
    elif isinstance(change, Acknowledge):
        found += _version(change.version, known.school.policy_versions, change.on, today, "policy")
    elif isinstance(change, SignAup):
        found += _version(change.version, known.school.aup_versions, change.on, today, "AUP")
    elif isinstance(change, DeclareConnections) and change.nothing_to_declare:
        found += _nothing(change, known)
    elif isinstance(change, CompleteSelfCheck):
        found += _answers(change)
    return found


def _evidence_dates(change: Evidence, known: Known) -> list[Finding]:
    requirement = requirement_of(change)
    settings = known.school.settings
    after, twice, early = [], [], []
    for staff in change.people:
        member = known.person(staff)
        if member is None:
            continue
        last_day = member.spells[-1].last_day
        if last_day is not None and change.on > last_day:
            after.append(staff)
        same_day = [record for record in member.records(requirement) if record.effective_on == change.on]
        if any(record.complete or change.draft for record in same_day):  # completing a draft repeats nothing
            twice.append(staff)
        if change.on < member.spells[-1].first_day:
            period = service_periods(member.spells, settings.rejoin_months)[-1]
            if change.on < period[0].first_day - timedelta(days=settings.pre_start_days):
                early.append(staff)
    found = []
    if after:
        found.append(Finding("on", f"{say(change.on)} is after {_whose(after)} last day.", tuple(after), "V5"))
    if twice:
        sentence = f"Already recorded for {_count(twice)} on {say(change.on)}: this would be a duplicate."
        found.append(Finding("on", sentence, tuple(twice), "V8", refused=False))
    if early:
        sentence = f"More than {settings.pre_start_days} days before {_whose(early)} first day: it will not count."
        found.append(Finding("on", sentence, tuple(early), "V9", refused=False))
    return found


def _whose(people: list[int]) -> str:
    return "the" if len(people) == 1 else f"the ({len(people)} people)"


def _count(people: list[int]) -> str:
    return "this person" if len(people) == 1 else f"{len(people)} people"


def _points(change: RecordBriefing) -> list[Finding]:
    if not set(change.points) <= set(ALL_POINTS):
        return [Finding("points", "The briefing has twelve points, 1 to 12.")]
    covered = len(set(change.points))
    if covered < len(ALL_POINTS) and not change.draft:
        return [Finding("points", f"{covered} of 12 points covered: keep it as a draft, or cover the rest.")]
    return []


def _nothing(change: DeclareConnections, known: Known) -> list[Finding]:
    members = [(staff, known.person(staff)) for staff in change.people]
    tied = [staff for staff, m in members if m is not None and any(c.is_open(change.on) for c in m.connections)]
    if not tied:
        return []
    sentence = f"A connection is recorded for {_count(tied)}, so there is something to declare."
    return [Finding("answer", sentence, tuple(tied), refused=False)]


def _answers(change: CompleteSelfCheck) -> list[Finding]:
    """A check is complete when every question asked is answered (A3); what an answer asks for is listed."""
    answers = change.answers
    if answers is None:
        return []
    offered = {question.number: question.answers for question in SELF_CHECK_QUESTIONS}
    if any(answer not in offered.get(number, ()) for number, answer in answers.items()):
        return [Finding("answers", "There is an answer that the question does not take.")]
    found = []
    left = unanswered(answers)
    if left and not change.draft:
        numbers = ", ".join(str(number) for number in left)
        found.append(Finding("answers", f"Still to be answered: {numbers}. Keep it as a draft, or answer the rest."))
    if not set(follow_ups_of(answers)) <= set(change.follow_ups):
        found.append(Finding("follow_ups", "An answer asks for a follow-up that is not listed."))
    return found


def _version(label: str, versions: tuple[Version, ...], on: date, today: date, document: str) -> list[Finding]:
    found = next((version for version in versions if version.label == label), None)
    if found is None:
        return [Finding("version", f"The register has no {document} version called “{label[:40]}”.")]
    if on < found.issued_on:
        return [Finding("on", f"Version {label} was not issued until {say(found.issued_on)}.", rule="V2")]
    rank = versions.index(found)
    later = [v for v in versions[rank + 1 :] if v.material and v.issued_on <= today]
    if later:
        warning = f"Version {label} has been superseded: this does not satisfy {later[-1].label}."
        return [Finding("version", warning, rule="V7", refused=False)]
    return []
