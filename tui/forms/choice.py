"""One of a few words, chosen by its letter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Generic, TypeVar

from textual import events
from textual.message import Message
from textual.widgets import Input

from tui.textual_private import hand_on
from tui.widgets.cells import Line, Phrase
from tui.widgets.key_bar import KeyLabel
from tui.widgets.lines import TextLine

Option = TypeVar("Option", bound=str)


class Choice(TextLine, Generic[Option], can_focus=True):
    """One of a few words. Left and Right or Space move on; the marked letter of one chooses it and goes on."""

    UNDERSTANDS = KeyLabel("", "← →", "Choose", "Space too; the bright letter of a choice takes it and moves on.")

    class Changed(Message):
        """Another option is chosen."""

        def __init__(self, choice: Choice[str]) -> None:
            super().__init__()
            self.choice = choice

    def __init__(self, options: Mapping[Option, str], chosen: Option) -> None:
        super().__init__()
        self._options = options
        self._words: Sequence[Option] = tuple(options)
        self._letters = letters(options)
        self.chosen: Option = chosen

    def line(self, y: int) -> Line:
        """All the options where there is room, else the one chosen."""
        whole = [phrase for word in self._words for phrase in self._option(word)]
        if len(self._words) > 1 and sum(len(phrase.text) for phrase in whole) <= self.size.width:
            return whole
        return (Phrase("‹ ", "quiet"), *self._option(self.chosen)[1:], Phrase("›", "quiet"))

    def _option(self, word: Option) -> list[Phrase]:
        """The mark, then the label with the letter that chooses it."""
        label, chosen = self._options[word], word == self.chosen
        tone = ("key+" if self.has_focus else "+") if chosen else "quiet"
        said = [Phrase("● " if chosen else "○ ", tone)]
        at = label.casefold().find(self._letters.get(word, "\0"))
        if at < 0 or not self.has_focus:
            return [*said, Phrase(f"{label}  ", tone)]
        return [*said, Phrase(label[:at], tone), Phrase(label[at], "key+"), Phrase(f"{label[at + 1 :]}  ", tone)]

    def on_focus(self) -> None:
        self.say_again()

    def on_blur(self) -> None:
        self.say_again()

    def choose(self, option: Option) -> None:
        """Chooses an option and says so."""
        if option != self.chosen:
            self.chosen = option
            self.say_again()
            self.post_message(self.Changed(self))  # type: ignore[arg-type]

    def on_key(self, event: events.Key) -> None:
        at = self._words.index(self.chosen)
        if event.key in {"right", "space"}:
            self.choose(self._words[(at + 1) % len(self._words)])
        elif event.key == "left":
            self.choose(self._words[at - 1])
        elif event.character and event.is_printable:
            letter = event.character.casefold()
            hit = next((word for word in self._words if self._letters.get(word) == letter), None)
            if hit is None and not self._hand_on(event):
                return
            if hit is not None:
                self.choose(hit)
                self.screen.focus_next()
        else:
            return
        event.stop()
        event.prevent_default()

    def _hand_on(self, key: events.Key) -> bool:
        """What is no option's letter is meant for the field after it, if that is one to type in."""
        chain = self.screen.focus_chain
        after = chain[(chain.index(self) + 1) % len(chain)]
        if not isinstance(after, Input):
            return False
        self.screen.set_focus(after)
        hand_on(self, key)
        return True

    def on_click(self, event: events.Click) -> None:
        self.choose(self._words[(self._words.index(self.chosen) + 1) % len(self._words)])


def letters(options: Mapping[Option, str]) -> dict[Option, str]:
    """The letter that chooses each option: a one-letter word's own, else the first of its label not yet taken."""
    taken: dict[Option, str] = {}
    for word, label in options.items():
        wanted = word.casefold() if len(word) == 1 else label.casefold()
        free = (c for c in wanted if (c.isalnum() or len(word) == 1) and c not in taken.values())
        letter = next(free, None)
        if letter is not None:
            taken[word] = letter
    return taken
