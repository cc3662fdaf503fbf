"""Who may write: taking a register up for editing, or following what somebody else enters."""

from __future__ import annotations

from typing import NamedTuple

from store.disk.errors import RegisterRefused
from tui.commands import EDIT, Commands
from tui.office import Office


class Found(NamedTuple):
    """How it stands now: what is to be said, if anything, and whether anything has been entered meanwhile."""

    said: str = ""
    tone: str = ""
    fresh: bool = False


class Editing:
    """Whether this register is edited here, or only followed because somebody else edits it."""

    def __init__(self, office: Office, keys: Commands) -> None:
        self._office = office
        self._key = keys[EDIT].spoken
        self.is_following = False

    def begin(self) -> Found:
        """Takes the register up for editing; if somebody else has it, says who, and it is followed."""
        try:
            fresh = self._office.edit()
        except RegisterRefused as refusal:
            self.is_following = True
            return Found(str(refusal), "bad+")
        fresh, self.is_following = fresh or self.is_following, False
        return Found(" ".join(self._office.news()), "soon+", fresh)

    def follow(self) -> Found:
        """Only looks on."""
        self.is_following = True
        return Found(f"{self._office.who_edits} Open to view only: {self._key} edits it.".strip(), "soon+")

    def look(self) -> Found:
        """Takes in what has been entered since."""
        try:
            return Found(fresh=self._office.follow())
        except RegisterRefused as refusal:
            return Found(str(refusal), "bad+")
