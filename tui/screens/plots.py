"""The figures drawn, whole: each measure by term, and what falls due over the next twelve months."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from tui.widgets.cells import Line
from tui.widgets.key_bar import KeyBar, KeyLabel
from tui.widgets.lines import TextLine


class PlotsScreen(ModalScreen[None]):
    """A page to read; Esc goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,p,enter", "dismiss", "Back", show=False)]

    def __init__(self, lines: Sequence[Line]) -> None:
        super().__init__()
        self._page = TextLine()
        self.draw(lines)

    def draw(self, lines: Sequence[Line]) -> None:
        """Draws these instead."""
        self._page.styles.height = len(lines)
        self._page.update(*lines)

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield self._page
        yield KeyBar(KeyLabel("escape", "Esc", "Back"), KeyLabel("", "↑ ↓", "Move"))

    def on_text_line_pressed(self) -> None:
        self.dismiss()
