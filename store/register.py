"""The register: the state folded from the ledger, the questions asked of it, and the one way to change it."""

from __future__ import annotations

import os
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from store.changes import (
    AddStaff,
    AmendStaff,
    Bundle,
    Change,
    EndService,
    Entry,
    NoteExport,
    RecordConnection,
    Reinstate,
    Single,
    StartService,
    Withdraw,
    parts,
    people_in,
)
from store.codes import code_key
from store.dates import london_date
from store.folding import Deed, Evidence, Fact, evidence_in, fold_person, fold_school, with_record
from store.model import Record, Requirement, School, StaffMember, Standing
from store.rules import standing, standings
from store.withdrawals import Withdrawals

if TYPE_CHECKING:
    from store.checks.finding import Finding


class Rejected(Exception):  # noqa: N818 - the design's word for it
    """A change the register refuses, with the field it is about and a sentence for the user."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.reason)
        self.field = finding.field
        self.reason = finding.reason
        self.people = finding.people
        self.rule = finding.rule


class EntryStore(Protocol):
    """What the register needs of the disk."""

    def entries(self) -> Sequence[Entry]:
        """Every entry, in order; those appended later are in it too."""

    @property
    def next_n(self) -> int:
        """The number of the next entry: one more than any ever given."""

    def append(self, entry: Entry) -> None:
        """Makes one entry durable; raises, with nothing kept, if it cannot."""


class MemoryLedger:
    """Entries that are kept nowhere: for the demonstration, and for looking at the past."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._entries = list(entries)

    def entries(self) -> Sequence[Entry]:
        return self._entries

    @property
    def next_n(self) -> int:
        return self._entries[-1].n + 1 if self._entries else 1

    def append(self, entry: Entry) -> None:
        self._entries.append(entry)


_STEPS = (Withdraw, Reinstate)


def random_id() -> str:
    """An entry's own name, never the same twice."""
    return os.urandom(6).hex()


class Register:
    """One school's register. Entries are only ever added; what they amount to is folded when asked for."""

    def __init__(self, ledger: EntryStore, new_id: Callable[[], str] = random_id) -> None:
        self._ledger = ledger
        self._new_id = new_id
        self._numbers: list[int] = []
        self._steps: list[Entry] = []
        self._deeds: defaultdict[int, list[Deed]] = defaultdict(list)
        self._evidence: defaultdict[int, list[Evidence]] = defaultdict(list)
        self._school_deeds: list[Deed] = []
        self._withdrawals = Withdrawals()
        self._people: dict[int, StaffMember | None] = {}
        self._school: School | None = None
        self._codes: dict[str, int] | None = None
        self._standings: dict[int, dict[Requirement, Standing]] = {}
        self._standings_day: date | None = None
        self._last_connection = 0
        self._last_staff = 0
        for entry in ledger.entries():
            self._index(entry)

    # Taking entries in ------------------------------------------------------

    def take(self, entry: Entry) -> None:
        """Takes in an entry that is already on disk: our own, or one that somebody else made."""
        self._index(entry)
        change = entry.change
        if isinstance(change, NoteExport):
            return  # that a workbook was made changes nobody's standing
        if isinstance(change, Withdraw | Reinstate):
            self._codes = None
            self._forget(self.entry(change.entry).change, change.people)
            return
        for part in parts(change):
            match evidence_in(entry.n, part):
                case [Record() as record]:
                    self._add_record(people_in(part), record)
                case _:
                    self._forget(part, None)

    def _index(self, entry: Entry) -> None:
        n, change = entry.n, entry.change
        self._numbers.append(n)
        if isinstance(change, _STEPS):
            self._steps.append(entry)
            self._withdrawals.take(change, lambda: people_of(self.entry(change.entry)))
            return
        of_person = self._evidence
        for part in change.changes if isinstance(change, Bundle) else (change,):
            evidence = evidence_in(n, part)
            for found in evidence:
                for staff in part.people:  # type: ignore[union-attr] # evidence is of people
                    of_person[staff].append(found)
            if not evidence:
                self._index_deed(Deed(n, part))

    def _index_deed(self, deed: Deed) -> None:
        concerned = people_in(deed.change)
        for staff in concerned:
            self._deeds[staff].append(deed)
        if not concerned:
            self._school_deeds.append(deed)
        elif isinstance(deed.change, AddStaff | AmendStaff):
            self._last_staff = max(self._last_staff, deed.change.staff)
            self._note_code(deed.change)
        elif isinstance(deed.change, RecordConnection):
            self._last_connection = max(self._last_connection, deed.change.connection)

    def _forget(self, change: Change, people: tuple[int, ...] | None) -> None:
        """Drops what was folded for those a change is about, to be folded anew when asked for."""
        for part in parts(change):
            concerned = people_in(part)
            if not concerned:
                self._school = None
                self._standings.clear()
            for staff in concerned if people is None else people:
                self._people.pop(staff, None)
                self._standings.pop(staff, None)

    def _add_record(self, people: Iterable[int], record: Record) -> None:
        """Adds to what was folded, which is quicker than folding it anew: a briefing can be of the whole staff."""
        requirement, day = record.requirement, self._standings_day
        for staff in people:
            before = self._people.get(staff)
            if before is None:
                self._people.pop(staff, None)
                self._standings.pop(staff, None)
                continue
            member = self._people[staff] = with_record(before, record)
            known = self._standings.get(staff)
            if known is not None and day is not None:
                self._standings[staff] = {**known, requirement: standing(member, requirement, self.school, day)}

    def _note_code(self, part: AddStaff | AmendStaff) -> None:
        """Keeps the index of codes as it is; one given up is found again when everybody is asked."""
        if isinstance(part, AddStaff):
            if self._codes is not None:
                self._codes[code_key(part.code)] = part.staff
        elif part.code is not None:
            self._codes = None

    # Asking -----------------------------------------------------------------

    @property
    def entries(self) -> Sequence[Entry]:
        return self._ledger.entries()

    @property
    def numbers(self) -> Sequence[int]:
        """The numbers of all the entries, in order; 1, 2, 3 and so on unless some were removed."""
        return self._numbers

    @property
    def steps(self) -> Sequence[Entry]:
        """Every withdrawal and reinstatement, in order."""
        return self._steps

    def entry(self, n: int) -> Entry:
        """Entry number `n`. Raises KeyError."""
        place = bisect_left(self._numbers, n)
        if place == len(self._numbers) or self._numbers[place] != n:
            raise KeyError(n)
        return self._ledger.entries()[place]

    @property
    def school(self) -> School:
        if self._school is None:
            self._school = fold_school(self.school_changes_that_stand())
        return self._school

    def person(self, staff: int) -> StaffMember | None:
        """One member of staff, leavers too; None if there is none of that number."""
        if staff not in self._people:
            self._people[staff] = fold_person(staff, self.facts_that_stand(staff))
        return self._people[staff]

    def staff(self) -> list[StaffMember]:
        """Everybody ever added, leavers and future starters too, in the order they were added."""
        found = (self.person(staff) for staff in self._deeds)
        return [member for member in found if member is not None]

    def staying(self, as_at: date) -> list[StaffMember]:
        """Everybody but those whose last day is past: they need not even be folded."""
        found = (self.person(staff) for staff in self._deeds if not self.has_left(staff, as_at))
        return [member for member in found if member is not None]

    def has_left(self, staff: int, as_at: date) -> bool:
        """Whether the last spell is over, by the last thing that was said of it."""
        for deed in reversed(self._deeds[staff]):
            change = deed.change
            if isinstance(change, EndService | StartService | AddStaff) and self.stands(deed.entry, staff):
                return isinstance(change, EndService) and change.last_day < as_at
        return False

    def facts(self, staff: int) -> list[Fact]:
        """What the changes about one person come to, withdrawn ones too: the deeds in order, then the evidence."""
        return [*self._deeds.get(staff, ()), *self._evidence.get(staff, ())]

    def facts_that_stand(self, staff: int) -> list[Fact]:
        """What has not been withdrawn for one person."""
        facts, withdrawn = self.facts(staff), self._withdrawals
        if withdrawn.touched.isdisjoint([fact.entry for fact in facts]):
            return facts
        return [fact for fact in facts if withdrawn.stands(fact.entry, staff)]

    def about(self, staff: int) -> list[int]:
        """The numbers of the entries with a change about one person, in order."""
        return sorted({fact.entry for fact in self.facts(staff)})

    def concerned_by(self, entry: Entry) -> tuple[int, ...]:
        """Of whom an entry makes something else true; nobody is named where that may be everybody."""
        change = entry.change
        if isinstance(change, Withdraw | Reinstate):
            named = self.concerned_by(self.entry(change.entry))
            return named and (change.people or named)
        return people_of(entry) if all(map(people_in, parts(change))) else ()

    def changes(self, staff: int) -> list[tuple[Entry, Single]]:
        """Every change about one person with its entry, withdrawn ones too: their timeline, read from the ledger."""
        entries = map(self.entry, self.about(staff))
        return [(entry, part) for entry in entries for part in parts(entry.change) if staff in people_in(part)]

    def school_changes_that_stand(self) -> list[Single]:
        return [deed.change for deed in self._school_deeds if self._withdrawals.stands(deed.entry)]

    def stands(self, n: int, staff: int | None = None) -> bool:
        """Whether an entry has not been withdrawn, at all or for one person."""
        return self._withdrawals.stands(n, staff)

    def withdrawn_people(self, n: int) -> frozenset[int]:
        """Whom an entry has been withdrawn for."""
        return self._withdrawals.people(n, people_of(self.entry(n)))

    def by_code(self, code: str) -> StaffMember | None:
        """The member of staff with that code, whatever the case it is typed in."""
        staff = self.holder_of(code)
        return None if staff is None else self.person(staff)

    def holder_of(self, code: str) -> int | None:
        if self._codes is None:
            self._codes = {code_key(member.code): member.id for member in self.staff()}
        return self._codes.get(code_key(code))

    def staff_used(self, number: int) -> bool:
        return number in self._deeds

    def connection_used(self, number: int) -> bool:
        return number <= self._last_connection

    @property
    def next_staff(self) -> int:
        """The number the next new member of staff gets; one is never used again."""
        return self._last_staff + 1

    @property
    def next_connection(self) -> int:
        return self._last_connection + 1

    def standings(self, staff: int, as_at: date) -> dict[Requirement, Standing]:
        """All five requirements of one person at the close of a day; remembered until something changes."""
        if as_at != self._standings_day:
            self._standings.clear()
            self._standings_day = as_at
        if staff not in self._standings:
            member = self.person(staff)
            if member is None:
                raise KeyError(staff)
            self._standings[staff] = standings(member, self.school, as_at)
        return self._standings[staff]

    def standing(self, staff: int, requirement: Requirement, as_at: date, known_at: date | None = None) -> Standing:
        """One requirement of one person at the close of a day, as known by the end of another (R12)."""
        known = self if known_at is None else self.as_known(known_at)
        member = known.person(staff)
        if member is None:
            raise KeyError(staff)
        return standing(member, requirement, known.school, as_at)

    def as_known(self, known_at: date) -> Register:
        """The register as it was by the end of a London day: only what had been entered, withdrawn or put back."""
        by_then = []
        for entry in self.entries:
            if london_date(entry.at) > known_at:
                break
            by_then.append(entry)
        return Register(MemoryLedger(by_then))

    # Changing ---------------------------------------------------------------

    def check(self, change: Change, today: date) -> list[Finding]:
        """Everything to be said about a change before it is made: refusals first, then warnings."""
        # Imported when something is recorded: looking at a register does without the checks.
        from store.checks import findings
        from store.checks.withdrawals import withdrawal_findings

        if isinstance(change, Withdraw | Reinstate):
            found = withdrawal_findings(change, self)
        elif isinstance(change, Bundle):
            found = self._check_bundle(change, today)
        else:
            found = findings(change, self, today)
        return sorted(found, key=lambda finding: not finding.refused)

    def _check_bundle(self, bundle: Bundle, today: date) -> list[Finding]:
        """Each change of a bundle is checked as if those before it had been made."""
        from store.checks import findings
        from store.checks.finding import Finding
        from store.trial import Trial

        if not bundle.changes:
            return [Finding("changes", "There is nothing to record.")]
        trial = Trial(self)
        found: list[Finding] = []
        for part in bundle.changes:
            of_part = findings(part, trial, today, historical=bundle.purpose == "staff_list")
            found += of_part
            if any(finding.refused for finding in of_part):
                break
            trial.take(part)
        return found

    def apply(self, change: Change, by: str, now: datetime) -> Entry:
        """Makes a change: checked, then durable on disk, and only then in memory.

        Raises Rejected with nothing changed, and whatever the ledger raises, with nothing changed either.
        """
        for finding in self.check(change, london_date(now)):
            if finding.refused:
                raise Rejected(finding)
        last = self.entries[-1] if self._numbers else None
        # The clock of a computer may be put back; the order of the ledger may not.
        at = now if last is None else max(now, last.at)
        entry = Entry(self._ledger.next_n, self._new_id(), at, by, change)
        self._ledger.append(entry)
        self.take(entry)
        return entry


def people_of(entry: Entry) -> tuple[int, ...]:
    """Everybody an entry is about, each once."""
    return tuple(dict.fromkeys(staff for part in parts(entry.change) for staff in people_in(part)))
