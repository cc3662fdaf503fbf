"""The pane beside the list: the person under the cursor, in more words than a row has room for."""

from __future__ import annotations

from textual.message import Message

from tui.commands import Commands
from tui.office import Office
from tui.widgets.cells import Line, Phrase
from tui.widgets.lines import TextLine

LIST_NEEDS = 80
"""Columns that the list keeps for itself: all five statuses and the name."""
LEAST, MOST = 38, 48
"""Columns of the pane."""
RESTS = 0.1
"""Seconds for which the cursor stays where it is before the pane follows."""
OPENS = "enter"
"""What a click on the name presses."""
WIDE_ENOUGH = LIST_NEEDS + LEAST


class Details(TextLine):
    """Follows the cursor. It is there where the window is wide enough and the user has not put it away."""

    class Wanted(Message):
        """The user has put the details away, or wants them again."""

        def __init__(self, wanted: bool) -> None:
            super().__init__()
            self.wanted = wanted

    def __init__(self, office: Office, keys: Commands, *, wanted: bool) -> None:
        super().__init__(id="details")
        self._office = office
        self._keys = keys
        self._staff: int | None = None
        self._is_ready = False
        self._moved = False
        self._waits = False
        self.wanted = wanted

    def fit(self, columns: int, *, beside: bool) -> int:
        """The columns it takes of a window of so many, `beside` a list that has room for it; 0 where it is hidden."""
        self.display = self.wanted and beside and columns >= WIDE_ENOUGH
        return min(MOST, columns - LIST_NEEDS) if self.display else 0

    def toggle(self, columns: int, *, beside: bool) -> str:
        """Puts it away, or brings it back; a sentence where it cannot be there."""
        if columns < WIDE_ENOUGH:
            return f"Details need a window {WIDE_ENOUGH} columns wide; this one is {columns}."
        if not beside:
            return "Details are shown beside the staff, and beside those from whom something is due."
        self.wanted = not self.wanted
        self.post_message(self.Wanted(self.wanted))
        return ""

    def get_ready(self) -> None:
        """After the first frame: from now on there is something to say."""
        self._is_ready = True
        self._say()

    def follow(self, staff: int | None) -> None:
        """The cursor is on this person, or on nobody; it is said once the cursor has rested."""
        self._staff = staff
        self._moved = True
        if not self._waits and self.display and self._is_ready:
            self._waits = True
            self._look_again()

    def _look_again(self) -> None:
        """Says it if the cursor has not moved since the last look; a key that is held is not slowed down."""
        if self._moved and RESTS:
            self._moved = False
            self.set_timer(RESTS, self._look_again)
        else:
            self._waits = False
            self._say()

    def on_resize(self) -> None:
        self._say()

    def _say(self) -> None:
        if self._is_ready and self.display and self.size.width:
            self.update(*self._lines_about(self._staff))

    def _lines_about(self, staff: int | None) -> list[Line]:
        from tui.shown.pane import EDGE, pane

        width, height = self.size
        member = None if staff is None else self._office.register.person(staff)
        if member is None:
            return [(EDGE, Phrase(" Nobody here", "quiet")), *[(EDGE,)] * (height - 1)]
        said = pane(self._office.register, member, self._office.today, self._keys, width, height, OPENS)
        return [*said, *[(EDGE,)] * (height - len(said))]
