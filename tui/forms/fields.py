"""The fields of a form: a label, something to type or choose in, and room for what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import ClassVar, Generic, Literal, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from store.dates import UnreadableDateError, read_date, say_with_weekday
from tui.textual_private import hand_on
from tui.widgets.cells import Line, Phrase, wrap
from tui.widgets.key_bar import KeyLabel
from tui.widgets.lines import TextLine

Option = TypeVar("Option", bound=str)


class FieldError(Exception):
    """Something typed that cannot be read: at which field, in a sentence."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field
        self.reason = reason


class Field(Vertical):
    """A labelled control and, under it, the sentence that says what is wrong."""

    def __init__(self, name: str, label: str, control: Widget, *, hidden: bool = False, note: str = "") -> None:
        super().__init__(classes="field hidden" if hidden else "field", name=name)
        self.control = control
        self._note = note
        self._complaint = TextLine(classes="hidden")
        self._echo = TextLine((Phrase(f" {note}", "quiet"),), classes="echo")
        self._said_name = TextLine((Phrase(f"{label} ", "quiet"),), classes="label")

    def compose(self) -> ComposeResult:
        with Horizontal(classes="row"):
            yield self._said_name
            yield self.control
            if not isinstance(self.control, Choice):
                yield self._echo
        yield self._complaint

    def complain(self, reason: str) -> None:
        """Shows what is wrong; nothing typed is lost, and typing replaces it."""
        if isinstance(self.control, Input):
            self.control.select_all()
        self._say_below(f"! {reason}", "bad+")

    def warn(self, reason: str) -> None:
        """Shows what there is to agree to."""
        self._say_below(f"~ {reason}", "soon+")

    def _say_below(self, said: str, tone: str) -> None:
        self.remove_class("hidden")
        lines = wrap(said, max(20, self.screen.size.width - 26))
        self._complaint.styles.height = len(lines)
        self._complaint.update(*[(Phrase(" " * 20), Phrase(line, tone)) for line in lines])
        self._complaint.remove_class("hidden")

    def settle(self) -> None:
        """Takes away what was said there."""
        self._complaint.add_class("hidden")

    def echo(self, said: str, tone: str = "quiet") -> None:
        """Says beside the control how it was understood."""
        self._echo.update((Phrase(f" {said or self._note}", tone),))


class TextInput(Input):
    """A line to type in, whose cursor does not blink: an idle screen sends nothing."""

    def __init__(self, value: str = "", placeholder: str = "", *, secret: bool = False) -> None:
        super().__init__(value, placeholder=placeholder, password=secret, compact=True)
        self.cursor_blink = False


class ShortInput(TextInput):
    """For a number or a word, so that there is room beside it."""


class DateInput(TextInput):
    """A date as people say it; beside it, the day it was understood as. Up and Down move a day."""

    BINDINGS: ClassVar = [("up", "step(1)", "Next day"), ("down", "step(-1)", "Day before")]
    UNDERSTANDS = KeyLabel("", "Dates", "as people say", "today, y, fri, 3/9, 3 sep, +7. ↑ and ↓ move a day.")

    def __init__(
        self,
        today: date,
        value: date | None,
        *,
        prefer: Literal["past", "future", "nearest"] = "past",
        optional: bool = False,
    ) -> None:
        super().__init__(say_with_weekday(value) if value else "")
        self._today = today
        self._prefer: Literal["past", "future", "nearest"] = prefer
        self._optional = optional

    def read(self, field: str) -> date | None:
        """The date typed; None for an optional one left empty. Raises FieldError."""
        if self._optional and not self.value.strip():
            return None
        try:
            return self.understood(self.value)
        except UnreadableDateError as mistake:
            raise FieldError(field, str(mistake)) from None

    def understood(self, typed: str) -> date:
        """The day that is meant. Raises UnreadableDateError."""
        return read_date(typed, self._today, prefer=self._prefer)

    def on_blur(self) -> None:
        """The date rewrites itself as it was understood."""
        try:
            day = self.read("")
        except FieldError:
            return
        if day is not None:
            self.value = say_with_weekday(day)

    def watch_value(self, value: str) -> None:
        field = next((a for a in self.ancestors if isinstance(a, Field)), None)
        if field is None:
            return
        try:
            day = self.understood(value)
        except UnreadableDateError:
            field.echo("")
        else:
            field.echo("" if say_with_weekday(day) == value else f"= {say_with_weekday(day)}")

    def action_step(self, days: int) -> None:
        """A day on or back."""
        try:
            day = self.read("") or self._today
        except FieldError:
            day = self._today
        self.value = say_with_weekday(day + timedelta(days=days))
        self.cursor_position = len(self.value)


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
