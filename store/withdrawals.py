"""What has been withdrawn, whom for, and what may be; undo and redo, read from the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from store.changes import (
    Acknowledge,
    AddStaff,
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
)
from store.checks import Finding, text_findings
from store.folding import Fact, MissingBasisError, fold_person
from store.model import Document, School, StaffMember


class Withdrawals:
    """Which entries are withdrawn at the moment: as a whole, or for some people."""

    def __init__(self) -> None:
        self._whole: set[int] = set()
        self._for: dict[int, set[int]] = {}

    def take(self, change: Withdraw | Reinstate, people_of_entry: Sequence[int]) -> None:
        """Takes in a withdrawal or reinstatement of an entry about those people."""
        n = change.entry
        if change.people is None:
            self._for.pop(n, None)
            if isinstance(change, Withdraw):
                self._whole.add(n)
            else:
                self._whole.discard(n)
            return
        if n in self._whole:
            self._whole.discard(n)
            self._for[n] = set(people_of_entry)
        withdrawn = self._for.setdefault(n, set())
        if isinstance(change, Withdraw):
            withdrawn.update(change.people)
        else:
            withdrawn.difference_update(change.people)
        if not withdrawn:
            del self._for[n]

    def stands(self, n: int, staff: int | None = None) -> bool:
        """Whether an entry is not withdrawn: as a whole, or for one person."""
        if n in self._whole:
            return False
        return staff is None or n not in self._for or staff not in self._for[n]

    def people(self, n: int, people_of_entry: Sequence[int]) -> frozenset[int]:
        """Whom an entry is withdrawn for."""
        return frozenset(people_of_entry) if n in self._whole else frozenset(self._for.get(n, ()))


class History(Protocol):
    """What is needed of the register to judge a withdrawal."""

    @property
    def entries(self) -> list[Entry]: ...

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
    if not _can_be_withdrawn(target.change):
        return [Finding("entry", "This kind of entry cannot be withdrawn.")]
    texts = text_findings(change)
    if any(finding.refused for finding in texts):
        return texts
    if not change.reason.strip():
        return [Finding("reason", "Give the reason.")]
    about = tuple(dict.fromkeys(staff for part in parts(target.change) for staff in people_in(part)))
    concerned = about if change.people is None else change.people
    if not set(concerned) <= set(about) or (change.people is not None and not concerned):
        return [Finding("people", "The entry is not about everybody chosen.")]
    wrong = _already(change, concerned, history)
    if wrong:
        return wrong
    taking_back = isinstance(change, Withdraw)
    if any(_breaks(staff, target.n, history, taking_back=taking_back) for staff in concerned):
        return [Finding("entry", _BUILT_ON if taking_back else "What it builds on is not there any more.")]
    if taking_back:
        wrong = _codes_clash(target.n, concerned, history) or _versions_in_use(target, history)
    else:
        wrong = _taken_since(target.change, concerned, history)
    return wrong or texts


def _can_be_withdrawn(change: Change) -> bool:
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


def _breaks(staff: int, n: int, history: History, *, taking_back: bool) -> bool:
    """Whether one person's facts would no longer fold with that entry out, or in again."""
    facts = [
        fact
        for fact in history.facts(staff)
        if (fact[0].n == n and not taking_back) or (fact[0].n != n and history.stands(fact[0].n, staff))
    ]
    moved = any(isinstance(part, StartService) for entry, part in history.facts(staff) if entry.n == n)
    if moved and any(entry.n > n and _about_a_spell(part) for entry, part in facts):
        return True  # a later last day or first day is of the spell this one began
    try:
        member = fold_person(staff, facts)
        if member is not None and any(s.last_day is not None and s.last_day < s.first_day for s in member.spells):
            return True
        return member is None and bool(facts)
    except MissingBasisError:
        return True


def _about_a_spell(part: object) -> bool:
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


def _taken_since(change: Change, concerned: Sequence[int], history: History) -> list[Finding]:
    """A staff code or version label that has been given away meanwhile cannot be put back."""
    adopted = {(part.document, part.label) for part in parts(change) if isinstance(part, AdoptVersion)}
    known = adopted | {(d, v.label) for d in _DOCUMENTS for v in history.school.versions(d)}
    for part in parts(change):
        if (
            isinstance(part, AddStaff | AmendStaff)
            and part.code is not None
            and part.staff in concerned
            and history.holder_of(part.code) not in {None, part.staff}
        ):
            return [Finding("entry", "Its staff code has been given to somebody else.")]
        if isinstance(part, AdoptVersion) and any(
            version.label == part.label for version in history.school.versions(part.document)
        ):
            return [Finding("entry", "There is a version of that name again.")]
        if not _versions_named(part) <= known:
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


def _codes_clash(n: int, concerned: Sequence[int], history: History) -> list[Finding]:
    """A code that taking an entry back would give to somebody a second time."""
    for staff in concerned:
        facts = [f for f in history.facts(staff) if f[0].n != n and history.stands(f[0].n, staff)]
        left = fold_person(staff, facts)
        if left is not None and history.holder_of(left.code) not in {None, staff}:
            return [Finding("entry", "Its earlier staff code has been given to somebody else.")]
    return []


# Undo and redo --------------------------------------------------------------


class Step(NamedTuple):
    """What undo or redo would do: the change to apply, and the entry it takes back or puts back."""

    change: Withdraw | Reinstate
    action: Entry


def next_undo(entries: Sequence[Entry]) -> Step | None:
    """The latest action that can be taken back, by reading the ledger, so that it works after a restart."""
    done, _ = _actions(entries)
    return Step(_opposite(done[-1].change, done[-1].n), done[-1]) if done else None


def next_redo(entries: Sequence[Entry]) -> Step | None:
    """The latest action undone that nothing new has been done since."""
    _, undone = _actions(entries)
    return Step(_again(undone[-1].change, undone[-1].n), undone[-1]) if undone else None


def _actions(entries: Sequence[Entry]) -> tuple[list[Entry], list[Entry]]:
    done: list[Entry] = []
    undone: list[Entry] = []
    for entry in entries:
        change = entry.change
        step = change.step if isinstance(change, Withdraw | Reinstate) else None
        if step == "undo":
            undone.append(done.pop())
        elif step == "redo":
            done.append(undone.pop())
        elif isinstance(change, Withdraw | Reinstate) or _can_be_withdrawn(change):
            done.append(entry)
            undone.clear()
    return done, undone


def _opposite(change: Change, n: int) -> Withdraw | Reinstate:
    if isinstance(change, Withdraw):
        return Reinstate(change.entry, "Undone", change.people, "undo")
    if isinstance(change, Reinstate):
        return Withdraw(change.entry, "Undone", change.people, "undo")
    return Withdraw(n, "Undone", None, "undo")


def _again(change: Change, n: int) -> Withdraw | Reinstate:
    if isinstance(change, Withdraw):
        return Withdraw(change.entry, "Redone", change.people, "redo")
    if isinstance(change, Reinstate):
        return Reinstate(change.entry, "Redone", change.people, "redo")
    return Reinstate(n, "Redone", None, "redo")
