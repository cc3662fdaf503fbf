"""What is accepted of a staff list that would be brought in, and which of its lines are folded away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from store.intake.proposal import Proposal
from tui.shown.list_preview import Accepted, Group, Row, cells, effect, rows_of, sentence
from tui.widgets.cells import Line


class Accepting:
    """The lines of a proposal, by number, while somebody goes through them."""

    def __init__(self, proposal: Proposal) -> None:
        self.proposal = proposal
        self.rows = rows_of(proposal)
        self._accepted = Accepted(proposal.usual, {})
        self._folded: frozenset[Group] = frozenset({"unchanged"})

    # What is shown

    @property
    def listed(self) -> list[int]:
        """The lines that are not folded away."""
        return [n for n, row in enumerate(self.rows) if row.is_heading or row.group not in self._folded]

    def cells(self, n: int) -> Line:
        """A line: mark and word, who, what."""
        row = self.rows[n]
        return cells(row, self._accepted, folded=row.group in self._folded)

    def sentence(self, row: Row) -> str:
        """What is to be known of a line, and the key that changes it."""
        return sentence(row, self._accepted)

    @property
    def effect(self) -> str:
        """What Enter would save, in a sentence."""
        return effect(self.proposal, self._accepted)

    # What is accepted

    @property
    def ids(self) -> frozenset[str]:
        """The items accepted."""
        return self._accepted.ids

    @property
    def left(self) -> Mapping[int, date]:
        """The last day of everybody missing who was given one."""
        return self._accepted.left

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to save."""
        return not self.ids and not self.left

    def toggle(self, row: Row) -> bool:
        """Accepts a line, or does not any more; False where there is nothing to accept."""
        if row.item is None or row.group == "unchanged":
            return False
        self._accepted = self._accepted.toggled(row.item)
        return True

    def toggle_all(self, group: Group) -> bool:
        """Accepts all of a group but what is asked about, or none; False where that cannot be."""
        items = [row.item for row in self.rows if row.group == group and row.first and row.item is not None]
        ids = frozenset(item.id for item in items if not item.perhaps)
        if group in {"missing", "unchanged", "problems"} or not ids:
            return False
        self._accepted = self._accepted._replace(ids=self.ids - ids if ids <= self.ids else self.ids | ids)
        return True

    def give_last_day(self, staff: int, on: date | None) -> None:
        """Somebody missing has left on this day, or has not."""
        self._accepted = self._accepted.with_last_day(staff, on)

    # What is folded

    def heading_of(self, group: Group) -> int | None:
        """The first line of a group, if it has any."""
        return next((n for n, row in enumerate(self.rows) if row.group == group), None)

    def fold(self, group: Group, *, fold: bool) -> bool:
        """Folds a group away, or shows it; whether that is anything new."""
        if (group in self._folded) == fold:
            return False
        self._folded ^= {group}
        return True
