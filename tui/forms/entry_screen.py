"""What a key that records opens: a screen that makes one entry, or none."""

from __future__ import annotations

from textual.screen import ModalScreen

from store.changes import Entry
from tui.office import Office


class EntryScreen(ModalScreen[Entry | None]):
    """Closes with the entry it made, or with None. Whoever opens it holds keys before, and plays them afterwards."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office

    def left_out(self) -> list[int]:
        """Those who were due and not included: the next list to see to."""
        return []

    def saved_words(self, entry: Entry) -> str:
        """What is said once it is saved; empty to say what the entry says."""
        return ""
