"""A bare host for the table, and the one way in which tests read what a screen shows."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.message import Message
from textual.screen import Screen

from tui.textual_private import PatientApp
from tui.themes import THEMES
from tui.widgets.cells import Line, Phrase
from tui.widgets.columns import Column
from tui.widgets.record_table import RecordTable

COLUMNS = (
    Column("name", "Name", 14, flex=1),
    Column("job", "Job title", 18, narrow=10, drop=2),
    Column("briefing", "Briefing", 20),
    Column("policy", "Policy", 20),
    Column("note", "Note", 16, drop=1),
)


class Host(PatientApp[None]):
    """A table of the given names, and everything it says."""

    CSS = "Screen { background: $ground-row; }"

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = "dark"
        self.names = list(names)
        self.asked_for: list[int] = []
        self.received: list[Message] = []
        self.table = RecordTable(COLUMNS, self._cells)

    def _cells(self, key: int) -> Line:
        self.asked_for.append(key)
        return (self.names[key], "Teacher", Phrase("✓ done", "good"), Phrase("! overdue", "bad"), f"n{key}")

    def compose(self) -> ComposeResult:
        yield self.table

    def on_mount(self) -> None:
        self.table.show(range(len(self.names)))
        self.table.focus()

    def keep(self, message: Message) -> None:
        self.received.append(message)

    on_record_table_highlighted = keep
    on_record_table_chosen = keep
    on_record_table_marks_changed = keep
    on_record_table_heading_clicked = keep

    def lines(self) -> list[str]:
        """What the screen shows, as text."""
        return lines_of(self.screen)

    def row(self, of: str) -> str:
        """The line somebody is in."""
        return next(line for line in self.lines() if of in line)


def lines_of(screen: Screen[object]) -> list[str]:
    """The one place where the tests read the compositor."""
    return [strip.text.rstrip() for strip in screen._compositor.render_strips()]
