"""Bringing one backup back: what would be lost is shown first, and a word has to be typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import ModalScreen

from store.changes import Entry
from store.dates import london_date, london_time, say_short
from store.disk.backups import Backup
from store.disk.errors import RegisterRefused
from store.wording import counted, describe
from tui.forms.fields import TextInput
from tui.office import Office
from tui.screens.backups import BackupsTable, said_at
from tui.screens.recording import VIEW_ONLY
from tui.textual_private import hold_keys, play_keys
from tui.widgets.cells import Line, Phrase
from tui.widgets.columns import Column
from tui.widgets.key_bar import KeyBar, KeyLabel
from tui.widgets.lines import TextLine
from tui.widgets.sentence import Sentence

WORD = "RESTORE"
COLUMNS = (
    Column("when", "When", 15),
    Column("what", "What would be lost", 50, narrow=30, flex=3),
    Column("who", "Entered by", 14, narrow=9, flex=1, drop=1),
)


class RestoringScreen(ModalScreen[str]):
    """Closes with a sentence about what was brought back, or with nothing."""

    BINDINGS: ClassVar = [
        Binding("escape", "back", "Back", show=False),
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
    ]
    DEFAULT_CSS = """
        RestoringScreen { background: $background; }
        RestoringScreen TextInput { background: $panel; width: 100%; }
    """

    def __init__(self, office: Office, backup: Backup, held: Sequence[Entry], *, unreadable: bool = False) -> None:
        """`held` are the entries the backup has; of a register that is `unreadable` nobody knows what it had since."""
        super().__init__()
        self._unreadable = unreadable
        self._office = office
        self._backup = backup
        self._held = held
        known = {entry.id for entry in held}
        self._lost = [entry for entry in reversed(office.register.entries) if entry.id not in known]
        self._table = Lost(COLUMNS, self._cells)
        self._input = TextInput(placeholder=f"Type {WORD} and press Enter")
        self._sentence = Sentence()

    def compose(self) -> ComposeResult:
        title = (Phrase(" Bring back", "key+"), Phrase(f"  the backup of {said_at(self._backup.made_at)}", "+"))
        yield TextLine(title, ground="panel")
        yield TextLine((Phrase(f" {self._said_held()}"),))
        yield TextLine((Phrase(f" {self._said_lost()}", "bad+" if self._lost or self._unreadable else "good+"),))
        yield self._table
        yield self._input
        yield self._sentence
        yield KeyBar(
            KeyLabel(
                "enter", "Enter", "Bring it back", f"Once {WORD} is typed: the register becomes what the backup is."
            ),
            KeyLabel("", "↑ ↓", "Look"),
            KeyLabel("escape", "Esc", "Back, nothing changed"),
        )

    def on_mount(self) -> None:
        nothing = "Nothing: the register has no entry that this backup has not."
        self._table.say_when_empty("" if self._unreadable else nothing)
        self._table.show(range(len(self._lost)))
        self._input.focus()
        self._sentence.tell("What is there now is kept beside the register, in set-aside.", "", None)
        self.call_after_refresh(play_keys, self)

    def _said_held(self) -> str:
        held = f"It holds {counted(len(self._held), 'entry', 'entries')}"
        return f"{held}, the latest of {said_at(self._held[-1].at)}." if self._held else f"{held}."

    def _said_lost(self) -> str:
        if self._unreadable:
            return "What was entered since cannot be told: the register cannot be read."
        if not self._lost:
            return "Nothing would be lost."
        return f"{counted(len(self._lost), 'entry', 'entries')} made since would be lost:"

    def _cells(self, n: int) -> Line:
        entry = self._lost[n]
        said = describe(entry.change, self._office.name_of, self._office.register.entry)
        when = f"{say_short(london_date(entry.at))} {london_time(entry.at)}"
        return (Phrase(when, "quiet"), said, Phrase(entry.by, "quiet"))

    def action_move(self, by: int) -> None:
        """Looks up and down what would be lost; the typing goes on."""
        if self._table.key is not None:
            self._table.move_to(max(0, min(self._table.key + by, len(self._lost) - 1)))

    def on_input_submitted(self, event: TextInput.Submitted) -> None:
        event.stop()
        if event.value.strip().upper() != WORD:
            self._sentence.tell(f"Type {WORD} to bring it back; Esc leaves everything as it is.", "soon+", None)
        elif self._office.view_only:
            self._sentence.tell(VIEW_ONLY, "soon+", None)
        else:
            self._restore()

    def _restore(self) -> None:
        try:
            kept = self._office.restore(self._backup.path)
        except RegisterRefused as refusal:
            self._sentence.tell(str(refusal), "bad+", None)
            return
        set_aside = f" What was there is kept in {kept}" if kept else ""
        self._leave(f"Brought back: the register as it was on {said_at(self._backup.made_at)}.{set_aside}")

    def on_text_line_pressed(self, event: TextLine.Pressed) -> None:
        event.stop()
        if event.key == "escape":
            self.action_back()

    def action_back(self) -> None:
        self._leave("")

    def _leave(self, said: str) -> None:
        """Closes; what is typed meanwhile waits for the screen below, which plays it."""
        if self.is_current:
            hold_keys(self)
            self.dismiss(said)


class Lost(BackupsTable, can_focus=False):
    """The focus stays where the typing is."""
