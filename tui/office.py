"""A register as one person has it open: who that is, what day it is, and what has been saved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from store.changes import AddStaff, Change, Entry
from store.dates import london_date
from store.disk.errors import SaveFailed
from store.folding import Deed
from store.ledger import EntryStore, MemoryLedger
from store.register import Register

if TYPE_CHECKING:
    from pathlib import Path

    from store.disk.backups import Backup
    from store.undoing import Step


class Keeping(EntryStore, Protocol):
    """Where the entries are kept."""

    @property
    def notices(self) -> tuple[str, ...]:
        """Sentences the user should see."""

    @property
    def view_only(self) -> bool:
        """Whether it is open to look at only."""

    def edit(self, *, by: str, now: datetime) -> list[Entry]:
        """Goes on as the one who writes; the entries made by others since it was opened.

        Raises HeldByAnother where somebody else is editing, and RegisterRefused.
        """

    def refresh(self) -> list[Entry]:
        """The entries somebody else has made since; `entries` has them from now on. Raises RegisterRefused."""

    def who_edits(self, now: datetime) -> str:
        """A sentence saying who has it open for editing; empty if nobody else does."""

    def backups(self) -> list[Backup]:
        """The copies there are, the latest first. Raises RegisterRefused."""

    def backup(self, now: datetime) -> Path:
        """Makes a copy. Raises RegisterRefused."""

    def restore(self, backup: Path, *, by: str, now: datetime) -> Path | None:
        """Becomes what a copy is; where what it replaces is kept. Raises RegisterRefused."""

    def pack(self) -> None:
        """Keeps in less room what is seldom looked at; in a thread, if need be."""

    def close(self) -> None:
        """Leaves everything tidy for the next opening."""


class Throwaway(MemoryLedger):
    """Entries that are kept nowhere: the demonstration."""

    notices: tuple[str, ...] = ()
    view_only = False

    def edit(self, *, by: str, now: datetime) -> list[Entry]:
        """Nobody else can have it open."""
        return []

    def refresh(self) -> list[Entry]:
        """Nobody else can have made any."""
        return []

    def who_edits(self, now: datetime) -> str:
        """Nobody else can."""
        return ""

    def backups(self) -> list[Backup]:
        """What is kept nowhere has no copies."""
        return []

    def backup(self, now: datetime) -> Path:
        raise SaveFailed("This is an invented school, which is kept nowhere: there is nothing to copy.")

    def restore(self, backup: Path, *, by: str, now: datetime) -> Path | None:
        raise SaveFailed("This is an invented school, which is kept nowhere: there is nothing to bring back.")

    def pack(self) -> None:
        """It is small."""

    def close(self) -> None:
        """There is nothing to leave tidy."""


class Office:
    """The register, the person at the keyboard and the clock on the wall."""

    def __init__(self, ledger: Keeping, by: str, clock: Callable[[], datetime]) -> None:
        self._ledger = ledger
        self._clock = clock
        self._told = 0
        self.by = by
        self.register = Register(ledger)

    @property
    def now(self) -> datetime:
        return self._clock()

    @property
    def today(self) -> date:
        return london_date(self._clock())

    def news(self) -> tuple[str, ...]:
        """Sentences of the ledger’s that the user has not been told yet."""
        notices = self._ledger.notices
        fresh, self._told = notices[self._told :], len(notices)
        return fresh

    @property
    def view_only(self) -> bool:
        return self._ledger.view_only

    def edit(self) -> bool:
        """Goes on as the one who writes; whether somebody had entered something meanwhile.

        Raises HeldByAnother where somebody else is editing; then it stays open to look at.
        """
        fresh = self._ledger.edit(by=self.by, now=self._clock())
        self._take(fresh)
        return bool(fresh)

    @property
    def who_edits(self) -> str:
        return self._ledger.who_edits(self._clock())

    def follow(self) -> bool:
        """Takes in what somebody else has entered meanwhile; whether there was anything. Raises RegisterRefused."""
        fresh = self._ledger.refresh()
        self._take(fresh)
        return bool(fresh)

    def _take(self, entries: list[Entry]) -> None:
        for entry in entries:
            self.register.take(entry)

    def apply(self, change: Change) -> Entry:
        """Makes a change durable and then true. Raises what Register.apply raises."""
        return self.register.apply(change, self.by, self._clock())

    @property
    def next_undo(self) -> Step | None:
        """What undo would take back."""
        from store.undoing import next_undo

        return next_undo(self.register.entries)

    def undo(self) -> Step | None:
        """Takes back the latest action that can be; None if there is none."""
        return self._step(self.next_undo)

    def redo(self) -> Step | None:
        """Puts back what was last undone; None if there is nothing."""
        from store.undoing import next_redo

        return self._step(next_redo(self.register.entries))

    def _step(self, step: Step | None) -> Step | None:
        if step is not None:
            self.apply(step.change)
        return step

    def backups(self) -> list[Backup]:
        """The copies of the register, the latest first. Raises RegisterRefused."""
        return self._ledger.backups()

    def backup(self) -> Path:
        """A copy of the register as it is now. Raises RegisterRefused."""
        return self._ledger.backup(self._clock())

    def restore(self, backup: Path) -> Path | None:
        """The register becomes what a backup is; where what it replaces is kept. Raises RegisterRefused."""
        try:
            return self._ledger.restore(backup, by=self.by, now=self._clock())
        finally:
            self._told = 0
            self.register = Register(self._ledger)

    def pack(self) -> None:
        """Keeps in less room what is seldom looked at; it may be done in a thread."""
        self._ledger.pack()

    def name_of(self, staff: int) -> str:
        """A name for a sentence; somebody who was added and taken back keeps the name they were added by."""
        member = self.register.person(staff)
        if member is not None:
            return member.name
        deeds = (fact.change for fact in self.register.facts(staff) if isinstance(fact, Deed))
        added = (change for change in deeds if isinstance(change, AddStaff))
        return next((f"{one.known_as or one.forename} {one.surname}".strip() for one in added), "somebody")

    def close(self) -> None:
        self._ledger.close()
