"""A ledger: what the register needs of one, and one that is kept nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from store.changes import Entry


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
