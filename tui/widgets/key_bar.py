"""The keys that do something here, as many as fit; a click on one is as good as pressing it."""

from collections.abc import Sequence
from typing import NamedTuple

from tui.widgets.cells import Line, Phrase, width
from tui.widgets.lines import TextLine


class KeyLabel(NamedTuple):
    """A key as Textual names it, as people read it, and what it does: in a word or two, and in a sentence."""

    key: str
    shown: str
    does: str
    help: str = ""


class KeyBar(TextLine):
    """Says the most important keys first and drops from the end those that do not fit; no word is ever cut."""

    def __init__(self, *keys: KeyLabel, id: str | None = None) -> None:  # noqa: A002
        super().__init__(ground="panel", id=id)
        self._keys: Sequence[KeyLabel] = keys

    def show(self, *keys: KeyLabel) -> None:
        """Offers these keys instead."""
        if keys != self._keys:
            self._keys = keys
            self.say_again()

    @property
    def labels(self) -> Sequence[KeyLabel]:
        """All the keys offered, whether there is room for them or not."""
        return self._keys

    def line(self, y: int) -> Line:
        phrases: list[Phrase] = []
        room = self.size.width
        for key in self._keys if y == 0 else ():
            name, label = Phrase(f" {key.shown}", "key+", key.key), Phrase(f" {key.does} ", "", key.key)
            room -= width(name.text) + width(label.text)
            if room < 0:
                break
            phrases += (name, label)
        return phrases
