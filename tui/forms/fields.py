"""The fields of a form: a label, something to type in, and room for what is wrong with it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Input

from store.dates import UnreadableDateError, read_date, say_with_weekday
from tui.forms.choice import Choice
from tui.widgets.cells import Phrase, wrap
from tui.widgets.key_bar import KeyLabel
from tui.widgets.lines import TextLine


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
