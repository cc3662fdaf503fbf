"""A list of things to tick, and the line under its cursor shown whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from textual import events

from tui.widgets.cells import Line, Phrase, wrap
from tui.widgets.key_bar import KeyLabel
from tui.widgets.lines import TextLine

WHOLE = 2
"""Lines below a list that show the item under its cursor whole."""


def whole(text: str, y: int, room: int) -> Line:
    """Line `y` of an item that may have been cut in its list."""
    lines = wrap(text, max(20, room - 4))
    return (Phrase(f"    {lines[y]}", "key"),) if len(text) > room - 3 and y < len(lines) else ()


class Ticks(TextLine, can_focus=True):
    """Some things to tick: arrows move, Space ticks; what is under the cursor is shown whole below the list."""

    UNDERSTANDS = KeyLabel("", "Space", "Tick", "Ticks or unticks the line under the cursor. ↑ and ↓ move.")

    def __init__(
        self, items: Mapping[str, str], ticked: Sequence[str], *, told: Callable[[], None] | None = None
    ) -> None:
        super().__init__()
        self._items = items
        self._keys = tuple(items)
        self._told = told
        self.ticked: frozenset[str] = frozenset(ticked)
        self._at = 0
        self.styles.height = len(items) + WHOLE

    def line(self, y: int) -> Line:
        if y >= len(self._keys):
            return (
                whole(self._items[self._keys[self._at]], y - len(self._keys), self.size.width) if self.has_focus else ()
            )
        key = self._keys[y]
        on = key in self.ticked
        here = self.has_focus and y == self._at
        return (
            Phrase("▌" if here else " ", "key+"),
            Phrase("✓ " if on else "· ", "good+" if on else "quiet"),
            Phrase(self._items[key], "+" if here else "" if on else "quiet"),
        )

    def on_focus(self) -> None:
        self.say_again()

    def on_blur(self) -> None:
        self.say_again()

    def on_key(self, event: events.Key) -> None:
        match event.key:
            case "down" if self._at < len(self._keys) - 1:
                self._at += 1
            case "up" if self._at > 0:
                self._at -= 1
            case "space":
                self._toggle(self._at)
            case _:
                return
        self.say_again()
        event.stop()
        event.prevent_default()

    def on_click(self, event: events.Click) -> None:
        if event.y < len(self._keys):
            self._at = event.y
            self._toggle(self._at)
            self.say_again()

    def _toggle(self, at: int) -> None:
        self.ticked ^= {self._keys[at]}
        if self._told:
            self._told()
