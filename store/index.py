"""Of whom each entry of a ledger is, and which of them stand: gone through once, and kept as it grows."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from store.changes import (
    AddStaff,
    AmendStaff,
    Bundle,
    EndService,
    Entry,
    RecordConnection,
    Reinstate,
    Single,
    StartService,
    Withdraw,
    parts,
    people_in,
    people_of,
)
from store.folding import Deed, Evidence, Fact, evidence_in
from store.ledger import EntryStore
from store.withdrawals import Withdrawals

_STEPS = (Withdraw, Reinstate)


class Index:
    """What the entries say, by whom they are about. Nothing is folded here, and nothing is decided."""

    def __init__(self, ledger: EntryStore) -> None:
        self._ledger = ledger
        self._numbers: list[int] = []
        self._steps: list[Entry] = []
        self._deeds: defaultdict[int, list[Deed]] = defaultdict(list)
        self._evidence: defaultdict[int, list[Evidence]] = defaultdict(list)
        self._school_deeds: list[Deed] = []
        self._withdrawals = Withdrawals()
        self._last_connection = 0
        self._last_staff = 0
        for entry in ledger.entries():
            self._index(entry)

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
        elif isinstance(deed.change, RecordConnection):
            self._last_connection = max(self._last_connection, deed.change.connection)

    # The entries ------------------------------------------------------------

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

    def stands(self, n: int, staff: int | None = None) -> bool:
        """Whether an entry has not been withdrawn, at all or for one person."""
        return self._withdrawals.stands(n, staff)

    def withdrawn_people(self, n: int) -> frozenset[int]:
        """Whom an entry has been withdrawn for."""
        return self._withdrawals.people(n, people_of(self.entry(n)))

    def concerned_by(self, entry: Entry) -> tuple[int, ...]:
        """Of whom an entry makes something else true; nobody is named where that may be everybody."""
        change = entry.change
        if isinstance(change, Withdraw | Reinstate):
            named = self.concerned_by(self.entry(change.entry))
            return named and (change.people or named)
        return people_of(entry) if all(map(people_in, parts(change))) else ()

    # What they say of whom --------------------------------------------------

    def facts(self, staff: int) -> list[Fact]:
        """What the changes about one person come to, withdrawn ones too: the deeds in order, then the evidence."""
        return [*self._deeds.get(staff, ()), *self._evidence.get(staff, ())]

    def facts_that_stand(self, staff: int) -> list[Fact]:
        """What has not been withdrawn for one person."""
        facts, withdrawn = self.facts(staff), self._withdrawals
        if withdrawn.touched.isdisjoint([fact.entry for fact in facts]):
            return facts
        return [fact for fact in facts if withdrawn.stands(fact.entry, staff)]

    def school_changes_that_stand(self) -> list[Single]:
        """The changes about the school that have not been withdrawn, in order."""
        return [deed.change for deed in self._school_deeds if self._withdrawals.stands(deed.entry)]

    def about(self, staff: int) -> list[int]:
        """The numbers of the entries with a change about one person, in order."""
        return sorted({fact.entry for fact in self.facts(staff)})

    def changes(self, staff: int) -> list[tuple[Entry, Single]]:
        """Every change about one person with its entry, withdrawn ones too: their timeline, read from the ledger."""
        entries = map(self.entry, self.about(staff))
        return [(entry, part) for entry in entries for part in parts(entry.change) if staff in people_in(part)]

    def has_left(self, staff: int, as_at: date) -> bool:
        """Whether the last spell is over, by the last thing that was said of it."""
        for deed in reversed(self._deeds.get(staff, ())):
            change = deed.change
            if isinstance(change, EndService | StartService | AddStaff) and self.stands(deed.entry, staff):
                return isinstance(change, EndService) and change.last_day < as_at
        return False

    # The numbers given ------------------------------------------------------

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
