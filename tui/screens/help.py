"""The help page, made from the commands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from tui.commands import Command
from tui.widgets.cells import Line, Phrase
from tui.widgets.lines import TextLine

ALSO = (
    ("Enter", "Open the person: what is due and why, every entry; w there takes one back."),
    ("Arrows, Home …", "Move."),
    ("Space, Shift+↑", "Mark people; what you record is then for all of them."),
    ("Dates", "today, y, fri, 3/9, 3 sep, +7; ↑ and ↓ move a day."),
)


class HelpScreen(ModalScreen[None]):
    """Every key and what it does; any of Esc, F1 or Enter leaves."""

    BINDINGS: ClassVar = [Binding("f1,escape,enter,q", "dismiss", "Back", show=False)]

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self._commands = commands

    def compose(self) -> ComposeResult:
        rows = [(command.shown, command.help) for command in self._commands] + list(ALSO)
        lines: list[Line] = [(Phrase(f" {keys:<16}", "key+"), Phrase(said)) for keys, said in rows]
        page = TextLine((Phrase(" Keys", "+"), Phrase("   Esc goes back", "quiet")), *lines)
        page.styles.height = len(lines) + 1
        with VerticalScroll():
            yield page
