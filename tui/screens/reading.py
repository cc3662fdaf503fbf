"""The first screen of a register so large that reading it takes a while: whose it is, and what is being read."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.screen import Screen

from store.disk.glance import Glance
from tui.textual_private import hold_keys
from tui.widgets.cells import Phrase
from tui.widgets.lines import TextLine


class ReadingScreen(Screen[None]):
    """Stays until the register has been read; keys typed meanwhile wait."""

    def __init__(self, glance: Glance, read: Callable[[], None]) -> None:
        """`read` is called when the first frame has been painted, and is to put another screen over this."""
        super().__init__()
        self._glance = glance
        self._read = read

    def compose(self) -> ComposeResult:
        yield TextLine((Phrase(" Briefed ", "key+"), Phrase(f" {self._glance.school}", "+")), ground="panel")
        yield TextLine()
        yield TextLine((Phrase(f"   Reading {self._glance.entries:,} entries …"),))

    def on_mount(self) -> None:
        hold_keys(self)
        self.call_after_refresh(self._read)
