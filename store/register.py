"""The register: the state folded from the ledger, the questions asked of it, and the one way to change it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from store.changes import AddStaff, AmendStaff, Bundle, Change, Entry, NoteExport, Reinstate, Withdraw, parts, people_in
from store.codes import code_key
from store.dates import london_date
from store.folding import evidence_in, fold_person, fold_school, with_record
from store.index import Index
from store.ledger import EntryStore, MemoryLedger
from store.model import Record, Requirement, School, StaffMember, Standing
from store.rules import standing, standings

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


def random_id() -> str:
    """An entry's own name, never the same twice."""
    return os.urandom(6).hex()


class Register(Index):
    """One school's register. Entries are only ever added; what they amount to is folded when asked for."""

    def __init__(self, ledger: EntryStore, new_id: Callable[[], str] = random_id) -> None:
        super().__init__(ledger)
        self._new_id = new_id
        self._people: dict[int, StaffMember | None] = {}
        self._school: School | None = None
        self._codes: dict[str, int] | None = None
        self._standings: dict[int, dict[Requirement, Standing]] = {}
        self._standings_day: date | None = None

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
            if isinstance(part, AddStaff | AmendStaff):
                self._note_code(part)
            match evidence_in(entry.n, part):
                case [Record() as record]:
                    self._add_record(people_in(part), record)
                case _:
                    self._forget(part, None)

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

    def by_code(self, code: str) -> StaffMember | None:
        """The member of staff with that code, whatever the case it is typed in."""
        staff = self.holder_of(code)
        return None if staff is None else self.person(staff)

    def holder_of(self, code: str) -> int | None:
        """Who has that code, by their number."""
        if self._codes is None:
            self._codes = {code_key(member.code): member.id for member in self.staff()}
        return self._codes.get(code_key(code))

    def standings(self, staff: int, as_at: date) -> dict[Requirement, Standing]:
        """All five requirements of one person at the close of a day, remembered until something changes.

        Raises KeyError for a number that is nobody's.
        """
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
        """One requirement of one person at the close of a day, as known by the end of another (R12).

        Raises KeyError for a number that is nobody's by then.
        """
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
