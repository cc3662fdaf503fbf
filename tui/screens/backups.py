"""The backups there are, to make another of or to bring one back."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import ModalScreen

from store.dates import london_date, london_time, say_with_weekday
from store.disk.backups import Backup
from store.disk.errors import Damaged, RegisterRefused
from store.wording import counted
from tui.office import Office
from tui.textual_private import hold_keys, play_keys
from tui.widgets.cells import Line, Phrase, shown, wrap
from tui.widgets.columns import Column
from tui.widgets.key_bar import KeyBar, KeyLabel
from tui.widgets.lines import SPACE, TextLine
from tui.widgets.record_table import RecordTable
from tui.widgets.sentence import Sentence

COLUMNS = (
    Column("made", "Made", 24, narrow=22),
    Column("ago", "How long ago", 20, narrow=12, flex=1),
    Column("size", "Size", 10, right=True, drop=1),
)
WHAT = "Enter shows what bringing this one back would lose; nothing is changed yet."


class BackupsScreen(ModalScreen[str]):
    """Closes with a sentence about what was brought back, or with nothing."""

    BINDINGS: ClassVar = [
        Binding("escape,B", "back", "Back", show=False),
        Binding("b", "back_up", "Back up now", show=False),
    ]
    DEFAULT_CSS = "BackupsScreen { background: $background; }"

    def __init__(self, office: Office, trouble: str = "") -> None:
        """`trouble` says why the register itself cannot be read, where that is so."""
        super().__init__()
        self._office = office
        self._trouble = trouble
        self._backups: list[Backup] = []
        self._table = BackupsTable(COLUMNS, self._cells)
        self._sentence = Sentence()

    def compose(self) -> ComposeResult:
        title = (Phrase(" Backups", "key+"), SPACE, Phrase("verified copies of the register ", "quiet"))
        yield TextLine(title, ground="panel")
        if self._trouble:
            lines = wrap(shown(self._trouble), max(20, self.app.size.width - 2))
            trouble = TextLine(*((Phrase(f" {line}", "bad+"),) for line in lines))
            trouble.styles.height = len(lines)
            yield trouble
        yield self._table
        yield self._sentence
        yield KeyBar(
            KeyLabel("enter", "Enter", "See what would be lost"),
            *([] if self._trouble else [KeyLabel("b", "b", "Back up now")]),
            KeyLabel("escape", "Esc", "Back"),
        )

    def on_mount(self) -> None:
        self._table.say_when_empty("No backup yet.", "Briefed makes them by itself; b makes one now.")
        self._table.focus()
        self._show()
        self.call_after_refresh(play_keys, self)

    def _show(self) -> None:
        try:
            self._backups = self._office.backups()
        except RegisterRefused as refusal:
            self._tell(str(refusal), "bad+")
        self._table.invalidate()
        self._table.show(range(len(self._backups)), first=True)

    def _cells(self, n: int) -> Line:
        backup = self._backups[n]
        return (
            Phrase(said_at(backup.made_at), "+"),
            Phrase(ago(backup.made_at, self._office.now), "quiet"),
            Phrase(said_size(backup.size), "quiet"),
        )

    def _tell(self, said: str, tone: str) -> None:
        self._sentence.tell(said, tone, self._table.key)

    def on_record_table_highlighted(self, event: RecordTable.Highlighted) -> None:
        event.stop()
        self._sentence.about(event.key, WHAT if event.key is not None else "")

    def on_record_table_chosen(self, event: RecordTable.Chosen) -> None:
        """Enter: what would be lost, before anything is."""
        event.stop()
        from store.disk.restore import held_by
        from tui.screens.restoring import RestoringScreen

        backup = self._backups[event.key]
        try:
            held = held_by(backup.path)
        except Damaged:
            self._tell("This copy is damaged, so nothing can be brought back from it. Choose another.", "bad+")
            return
        except RegisterRefused as refusal:
            self._tell(str(refusal), "bad+")
            return
        hold_keys(self)
        self.app.push_screen(RestoringScreen(self._office, backup, held, unreadable=bool(self._trouble)), self._after)

    def _after(self, said: str | None) -> None:
        self.call_after_refresh(play_keys, self)
        if said:
            self._leave(said)

    def action_back_up(self) -> None:
        try:
            made = self._office.backup()
        except RegisterRefused as refusal:
            self._tell(str(refusal), "bad+")
            return
        self._show()
        self._tell(f"Copied and verified, in {made.parent}", "good+")

    def on_text_line_pressed(self, event: TextLine.Pressed) -> None:
        """A click on the key bar does what its key does."""
        event.stop()
        if event.key == "b":
            self.action_back_up()
        elif event.key == "escape":
            self.action_back()
        elif self._table.key is not None:
            self.post_message(RecordTable.Chosen(self._table, self._table.key))

    def action_back(self) -> None:
        self._leave("")

    def _leave(self, said: str) -> None:
        """Closes; what is typed meanwhile waits for the screen below, which plays it."""
        if self.is_current:
            hold_keys(self)
            self.dismiss(said)


class BackupsTable(RecordTable):
    """There is nothing to mark."""

    def _set_marks(self, marks: frozenset[int]) -> None:
        pass


def said_at(at: datetime) -> str:
    """Sat 21 Nov 2026, 16:03: on the school's clock."""
    return f"{say_with_weekday(london_date(at))}, {london_time(at)}"


def ago(at: datetime, now: datetime) -> str:
    """How long ago in the largest unit that says it: 5 minutes, 3 hours, yesterday, 12 days."""
    minutes = max(0, int((now - at).total_seconds()) // 60)
    days = _days(london_date(at), london_date(now))
    if days > 1:
        return f"{days} days ago"
    if days == 1:
        return "yesterday"
    return f"{counted(minutes // 60, 'hour')} ago" if minutes >= 60 else f"{counted(minutes, 'minute')} ago"


def _days(before: date, after: date) -> int:
    return (after - before).days


def said_size(size: int) -> str:
    """34 KB, 1.2 MB."""
    return f"{max(1, round(size / 1024))} KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:.1f} MB"
