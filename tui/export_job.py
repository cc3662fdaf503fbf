"""One workbook on its way, made from a copy of the register by another thread; no screen knows of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from store.changes import Entry
from store.ledger import MemoryLedger
from store.model import StaffMember
from store.register import Register
from tui.office import Office

if TYPE_CHECKING:
    from exports.making import Draft, Made

STAGES = (0.7, 0.95)
"""How much is done when the figures are there, and when the file is and only its lock and the disk are missing."""


class Order(NamedTuple):
    """A workbook somebody has asked for."""

    kind: str
    as_at: date
    folder: Path
    staff: int | None = None
    password: str | None = None
    issue: bool = False
    """Whether it goes to governors, and what it tells them is kept."""
    harmless: tuple[str, ...] = ()
    """Words in an open paper that are also somebody’s name and may stand there."""


class Stopped(Exception):  # noqa: N818 - it is no error
    """The work is not wanted any more."""


class Kept(NamedTuple):
    """The entries there were at a moment. They never change and are only added to, so their number says which."""

    entries: Sequence[Entry]
    many: int

    @classmethod
    def now(cls, office: Office) -> Kept:
        entries = office.register.entries
        return cls(entries, len(entries))


class Snapshot(Register):
    """The register as it is now, for another thread to read: what is entered meanwhile is not in it.

    It is made of the `kept`, by the thread that reads it. `asked` is called whenever somebody is looked up; it may
    raise Stopped.
    """

    def __init__(self, kept: Kept, asked: Callable[[], None]) -> None:
        self._asked = asked
        super().__init__(MemoryLedger(islice(kept.entries, kept.many)))

    def person(self, staff: int) -> StaffMember | None:
        self._asked()
        return super().person(staff)

    @property
    def share_known(self) -> float:
        """How much of what a workbook of everybody asks has been asked: who they are, and where they stand."""
        everybody = max(1, self.next_staff - 1)
        return min(1.0, (len(self._people) + len(self._standings)) / (2 * everybody))


class Job:
    """One workbook on its way. `run` belongs to the other thread, everything else to the screen's."""

    def __init__(self, office: Office, order: Order) -> None:
        self.office = office
        self.order = order
        self.made: Made | None = None
        self._kept = Kept.now(office)
        self._now = office.now
        self._by = office.by
        self._snapshot: Snapshot | None = None
        self._stage = 0
        self._stopped = False
        self._saving = Lock()

    @property
    def share(self) -> float:
        """How much of it is done, from 0 to 1."""
        if self._stage:
            return STAGES[self._stage - 1]
        return 0.0 if self._snapshot is None else STAGES[0] * self._snapshot.share_known

    def run(self) -> Made:
        """Makes it and saves it. Raises Stopped, ExportRefused and ExportFailed; then nothing was written."""
        drafted = self._draft()
        with self._saving:
            self._go_on()
            self.made = drafted.save()
        return self.made

    def _draft(self) -> Draft:
        from exports.making import draft

        order = self.order
        self._snapshot = Snapshot(self._kept, self._go_on)
        return draft(
            order.kind,
            self._snapshot,
            as_at=order.as_at,
            known_at=None,
            now=self._now,
            by=self._by,
            staff=order.staff,
            password=order.password,
            issue=order.issue,
            harmless=order.harmless,
            folder_or_path=order.folder,
            told=self._told,
        )

    def _told(self) -> None:
        self._go_on()
        self._stage += 1

    def _go_on(self) -> None:
        if self._stopped:
            raise Stopped

    def stop(self) -> None:
        """From now on nothing is written; if it is being saved this moment, it waits until it is."""
        with self._saving:
            self._stopped = True
