"""Whether an entry may be withdrawn, or put back: nothing may be left standing on what is gone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

from store.changes import (
    Acknowledge,
    AdoptVersion,
    AmendStaff,
    Change,
    EndService,
    Entry,
    LinkAup,
    NoteExport,
    OpenRegister,
    RecordBriefing,
    Reinstate,
    SignAup,
    StartService,
    Withdraw,
    parts,
    people_in,
    people_of,
)
from store.checks.finding import Finding
from store.checks.texts import text_findings
from store.codes import code_key
from store.folding import Deed, Fact, MissingBasisError, fold_person
from store.model import Document, School, Spell, StaffMember


class History(Protocol):
    """What is needed of the register to judge a withdrawal."""

    @property
    def entries(self) -> Sequence[Entry]: ...

    @property
    def school(self) -> School: ...

    def entry(self, n: int) -> Entry: ...

    def facts(self, staff: int) -> list[Fact]: ...

    def person(self, staff: int) -> StaffMember | None: ...

    def stands(self, n: int, staff: int | None = None) -> bool: ...

    def withdrawn_people(self, n: int) -> frozenset[int]: ...

    def holder_of(self, code: str) -> int | None: ...


_BUILT_ON = "Something entered later builds on it. Withdraw that first."


def withdrawal_findings(change: Withdraw | Reinstate, history: History) -> list[Finding]:
    """Why an entry may not be withdrawn or put back, if so."""
    try:
        target = history.entry(change.entry)
    except KeyError:
        return [Finding("entry", f"There is no entry {change.entry}.")]
    if not can_be_withdrawn(target.change):
        return [Finding("entry", "This kind of entry cannot be withdrawn.")]
    if not change.reason.strip():
        return [Finding("reason", "Give the reason.")]
    about = people_of(target)
    concerned = about if change.people is None else change.people
    if not set(concerned) <= set(about) or (change.people is not None and not concerned):
        return [Finding("people", "The entry is not about everybody chosen.")]
    wrong = _already(change, concerned, history)
    if wrong:
        return wrong
    taking_back = isinstance(change, Withdraw)
    if any(_breaks(staff, target.n, history, taking_back=taking_back) for staff in concerned):
        return [Finding("entry", _BUILT_ON if taking_back else "What it builds on is not there any more.")]
    wrong = _codes_clash(target.n, concerned, history, taking_back=taking_back)
    if taking_back:
        # Taken back for some people only, what it says of the school stays.
        wrong = wrong or (_versions_in_use(target, history) if change.people is None else [])
    else:
        wrong = wrong or _taken_since(target, history)
    return wrong or text_findings(change)


def can_be_withdrawn(change: Change) -> bool:
    """Whether a kind of entry is ever taken back: not the opening, not the note of a workbook, not a withdrawal."""
    if isinstance(change, Withdraw | Reinstate):
        return False
    return not any(isinstance(part, OpenRegister | NoteExport) for part in parts(change))


def _already(change: Withdraw | Reinstate, concerned: Sequence[int], history: History) -> list[Finding]:
    withdrawn = history.withdrawn_people(change.entry)
    whole = not history.stands(change.entry)
    if isinstance(change, Withdraw):
        if whole or withdrawn & set(concerned):
            return [Finding("entry", "It is withdrawn already.")]
    elif not whole and (not concerned or not set(concerned) <= withdrawn):
        return [Finding("entry", "It is not withdrawn.")]
    return []


def _facts_after(staff: int, n: int, history: History, *, taking_back: bool) -> list[Fact]:
    """What would stand about one person with that entry out, or in again. A workbook once made holds nothing up."""
    return [
        fact
        for fact in history.facts(staff)
        if not (isinstance(fact, Deed) and isinstance(fact.change, NoteExport))
        and ((fact.entry == n and not taking_back) or (fact.entry != n and history.stands(fact.entry, staff)))
    ]


def _breaks(staff: int, n: int, history: History, *, taking_back: bool) -> bool:
    """Whether one person's facts would no longer fold with that entry out, or in again."""
    facts = _facts_after(staff, n, history, taking_back=taking_back)
    moved = any(
        isinstance(fact, Deed) and isinstance(fact.change, StartService)
        for fact in history.facts(staff)
        if fact.entry == n
    )
    if moved and any(fact.entry > n and _about_a_spell(fact) for fact in facts):
        return True  # a later last day or first day is of the spell this one began
    try:
        member = fold_person(staff, facts)
    except MissingBasisError:
        return True
    return bool(facts) if member is None else not _in_order(member.spells)


def _in_order(spells: tuple[Spell, ...]) -> bool:
    """Whether each spell ends after it begins, and before the next one does."""
    return all(s.last_day is None or s.first_day <= s.last_day for s in spells) and all(
        before.last_day is not None and before.last_day < after.first_day for before, after in pairwise(spells)
    )


def _about_a_spell(fact: Fact) -> bool:
    part = fact.change if isinstance(fact, Deed) else None
    return isinstance(part, EndService | StartService) or (
        isinstance(part, AmendStaff) and (part.first_day is not None or part.engagement is not None)
    )


def _versions_in_use(target: Entry, history: History) -> list[Finding]:
    """A version that somebody has signed for, or that is linked, stays."""
    labels = {(part.document, part.label) for part in parts(target.change) if isinstance(part, AdoptVersion)}
    if not labels:
        return []
    others = (entry for entry in history.entries if entry.n != target.n)
    if any(_names_version(part, labels) for entry in others for part in _parts_standing(entry, history)):
        return [Finding("entry", _BUILT_ON)]
    return []


def _parts_standing(entry: Entry, history: History) -> list[object]:
    """The parts of an entry that stand for somebody, or for the school."""
    if not history.stands(entry.n):
        return []
    out = history.withdrawn_people(entry.n)
    return [part for part in parts(entry.change) if not people_in(part) or not set(people_in(part)) <= out]


def _names_version(part: object, labels: set[tuple[Document, str]]) -> bool:
    match part:
        case Acknowledge() | RecordBriefing():
            return ("policy", part.version) in labels
        case SignAup():
            return ("aup", part.version) in labels
        case LinkAup():
            return ("policy", part.policy_version) in labels or ("aup", part.aup_version) in labels
        case _:
            return False


def _taken_since(target: Entry, history: History) -> list[Finding]:
    """A version whose name has been given away meanwhile, or a signature for one that is gone, cannot be put back."""
    known = {(d, v.label) for d in _DOCUMENTS for v in history.school.versions(d)}
    names = {(d, code_key(label)) for d, label in known}
    adopted = {(part.document, part.label) for part in parts(target.change) if isinstance(part, AdoptVersion)}
    # Taken out for some people only, its own versions are still there.
    if not history.stands(target.n) and any((d, code_key(label)) in names for d, label in adopted):
        return [Finding("entry", "There is a version of that name again.")]
    if not all(_versions_named(part) <= known | adopted for part in parts(target.change)):
        return [Finding("entry", "The version it names is withdrawn.")]
    return []


_DOCUMENTS: tuple[Document, ...] = ("policy", "aup")


def _versions_named(part: object) -> set[tuple[Document, str]]:
    match part:
        case Acknowledge():
            return {("policy", part.version)}
        case SignAup():
            return {("aup", part.version)}
        case LinkAup():
            return {("policy", part.policy_version), ("aup", part.aup_version)}
        case _:
            return set()


def _codes_clash(n: int, concerned: Sequence[int], history: History, *, taking_back: bool) -> list[Finding]:
    """A code that would be given to somebody a second time, with all those concerned looked at together."""
    folded = (fold_person(staff, _facts_after(staff, n, history, taking_back=taking_back)) for staff in set(concerned))
    codes = [code_key(member.code) for member in folded if member is not None]
    free = {None, *concerned}
    if len(set(codes)) < len(codes) or any(history.holder_of(code) not in free for code in codes):
        earlier = "earlier " if taking_back else ""
        return [Finding("entry", f"Its {earlier}staff code has been given to somebody else.")]
    return []
