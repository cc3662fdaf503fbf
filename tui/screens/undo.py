"""Undo and redo at the keyboard: what is said of a step, and whether it is asked about first."""

from __future__ import annotations

from collections.abc import Callable
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from store.changes import Bundle, Entry
from store.dates import london_date, say_with_weekday
from store.disk.errors import RegisterRefused
from store.register import Rejected
from store.wording import describe
from tui.commands import UNDO, Commands
from tui.office import Office

if TYPE_CHECKING:
    from store.undoing import Step

VIEW_ONLY = "Open to view only: nothing can be changed here."


class Outcome(NamedTuple):
    """What came of a step: what is said of it, and the entry it took back or put back, if any."""

    said: str
    tone: str
    entry: Entry | None = None


class Undo:
    """Takes back the latest action; asks first where it is somebody else's, an earlier day's, or a whole list."""

    def __init__(self, office: Office, keys: Commands) -> None:
        self._office = office
        self._key = keys[UNDO].spoken

    def undo(self, told: str) -> Outcome:
        """Takes a step back, or asks whether to. `told` is what is said at present: an answer needs its question."""
        step = None if self._office.view_only else self._office.next_undo
        if step is not None and self._is_weighty(step.action):
            when = say_with_weekday(london_date(step.action.at))
            question = f"Undo {self._described(step.action)}, entered {when}? {self._key} again does."
            if told != question:
                return Outcome(question, "soon+")
        return self._take(self._office.undo, "Undone", "There is nothing to undo.")

    def redo(self) -> Outcome:
        """Puts back what was last undone."""
        return self._take(self._office.redo, "Redone", "There is nothing to redo.")

    def _take(self, step: Callable[[], Step | None], did: str, nothing: str) -> Outcome:
        if self._office.view_only:
            return Outcome(VIEW_ONLY, "soon+")
        try:
            taken = step()
        except Rejected as rejection:
            return Outcome(rejection.reason, "bad+")
        except RegisterRefused as refusal:
            return Outcome(str(refusal), "bad+")
        if taken is None:
            return Outcome(nothing, "soon+")
        return Outcome(f"{did}: {self._described(taken.action)}.", "good+", taken.action)

    def _is_weighty(self, entry: Entry) -> bool:
        office = self._office
        since = takewhile(lambda later: later.n > entry.n, reversed(office.register.entries))
        # An export, say: then what would be taken back is not the last thing that was done.
        stands = office.register.stands
        other_done = any(getattr(later.change, "step", None) is None and stands(later.n) for later in since)
        other = entry.by != office.by or london_date(entry.at) != office.today
        return other or other_done or (isinstance(entry.change, Bundle) and entry.change.purpose == "staff_list")

    def _described(self, entry: Entry) -> str:
        return describe(entry.change, self._office.name_of, self._office.register.entry)
