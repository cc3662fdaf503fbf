"""What has been withdrawn, and whom for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from store.changes import Reinstate, Withdraw


class Withdrawals:
    """Which entries are withdrawn at the moment: as a whole, or for some people."""

    def __init__(self) -> None:
        self._whole: set[int] = set()
        self._for: dict[int, set[int]] = {}
        self.touched: set[int] = set()
        """Entries that were ever withdrawn: all others stand, without asking further."""

    def take(self, change: Withdraw | Reinstate, people_of_entry: Callable[[], Sequence[int]]) -> None:
        """Takes in a withdrawal or reinstatement of an entry about those people."""
        n = change.entry
        self.touched.add(n)
        if change.people is None:
            self._for.pop(n, None)
            if isinstance(change, Withdraw):
                self._whole.add(n)
            else:
                self._whole.discard(n)
            return
        if n in self._whole:
            self._whole.discard(n)
            self._for[n] = set(people_of_entry())
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
