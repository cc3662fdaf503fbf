"""The first screen with invented people and nothing behind it: what its widgets cost, before any register is read."""

# ruff: noqa: E402  the two lines after these imports are worth a tenth of the start, but only before Textual's import
import gc
import os

gc.disable()
os.environ.setdefault("TEXTUAL_FPS", "240")

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from tui.textual_private import PatientApp
from tui.themes import THEMES
from tui.widgets.cells import Line, Phrase
from tui.widgets.columns import Column
from tui.widgets.counts import Count, counts
from tui.widgets.key_bar import KeyBar, KeyLabel
from tui.widgets.lines import SPACE, TextLine
from tui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from tui.widgets.filter_input import FilterInput

SURNAMES = ("Adams", "Begum", "Clarke", "Davies", "Evans", "Fraser", "García", "Hughes", "Smith", "O'Brien", "Wójcik")
NAMES = ("Joy", "Nadia", "Tom", "Zoë", "Priya", "Owen", "Ana", "Lee", "Mo", "Ruth", "Ines", "Kit", "Ola")
JOBS = ("Class teacher", "Teaching assistant", "Caretaker", "Midday supervisor", "Office manager", "Governor")
STATUSES = (
    Phrase("✓ 2 Sep 26", "good"),
    Phrase("~ 14 d", "soon"),
    Phrase("• due today", "due"),
    Phrase("! 68 d over", "bad"),
    Phrase("– exempt", "quiet"),
    Phrase("✓ May 2023", "good"),
    Phrase("✓ 2025", "good"),
)
COLUMNS = (
    Column("name", "Name", 22, narrow=16, flex=2),
    Column("job", "Job title", 20, narrow=12, flex=1, drop=2),
    Column("briefing", "Briefing", 13, narrow=11),
    Column("policy", "Policy", 13, narrow=11),
    Column("aup", "AUP", 13, narrow=11, drop=1),
    Column("self", "Self-check", 13, narrow=11),
    Column("connections", "Connections", 13, narrow=11, drop=3),
    Column("next", "Next due", 11, drop=4),
)
KEYS = tuple(
    KeyLabel(*key.split("|"))
    for key in ("f1|F1|Help", "slash|/|Find", "space|Space|Mark", "b|b|Briefing", "x|x|Export", "ctrl+q|^q|Leave")
)
CSS = """
Screen { background: $ground-row; layout: vertical; }
FilterInput { display: none; }
"""


def name_of(key: int) -> str:
    return f"{SURNAMES[key % 11]}, {NAMES[key % 13]} {key}"


def cells_of(key: int) -> Line:
    statuses = [STATUSES[(key * 5 + at * 3) % 7] for at in range(5)]
    return (name_of(key), JOBS[key % 6], *statuses, "15 Sep 2026")


class TrialApp(PatientApp[None]):
    ENABLE_COMMAND_PALETTE = False
    CSS = CSS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "find", priority=True),
        Binding("ctrl+q", "quit", priority=True),
    ]

    def __init__(self, people: int) -> None:
        super().__init__()
        self._people = people
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = "dark"

    def get_default_screen(self) -> "TrialScreen":
        return TrialScreen(self._people)

    def action_find(self) -> None:
        if isinstance(self.screen, TrialScreen):
            self.screen.find()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return not (action == "find" and not isinstance(self.focused, RecordTable))


class TrialScreen(Screen[None]):
    app = getters.app(TrialApp)
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "back")]

    def __init__(self, people: int) -> None:
        super().__init__()
        self._people = range(people)
        self._folded: Sequence[str] = ()
        self._found: list[tuple[str, Sequence[int]]] = [("", self._people)]
        self._filter: FilterInput | None = None

    def compose(self) -> ComposeResult:
        title = (Phrase(" Briefed", "+"), "   Bradley Primary School", SPACE, "Sun 22 Nov 2026 ")
        yield TextLine(title, ground="panel", id="title")
        yield TextLine(id="counts")
        yield TextLine((Phrase(" 1 Staff ", "key+", "1"), "  2 Due (9)   3 Connections   4 Policies"), id="tabs")
        yield RecordTable(COLUMNS, cells_of)
        yield TextLine(id="status")
        yield TextLine(id="sentence")
        yield KeyBar(*KEYS)

    def on_mount(self) -> None:
        self._table = self.query_one(RecordTable)
        self._status = self.query_one("#status", TextLine)
        self._sentence = self.query_one("#sentence", TextLine)
        self._table.say_when_empty("Nobody matches. Esc shows everybody.")
        self._table.sorted_by("name")
        self._show(self._people)
        self.app.hold_keys()
        self.call_after_refresh(self._settle)

    def on_resize(self) -> None:
        total = len(self._people)
        which = [Count(label, total * 7 // 8, total) for label in ("Briefing", "Policy", "AUP", "Self-check", "Asked")]
        self.query_one("#counts", TextLine).update(counts(which, self.size.width))

    async def _settle(self) -> None:
        """After the first frame: what the first key may need, then the memory is tidied once."""
        from tui.widgets.filter_input import FilterInput

        self._folded = [name_of(key).casefold() for key in self._people]
        self._filter = FilterInput(self._find)
        await self.mount(self._filter, after=self._table)
        self.app.play_keys()
        gc.freeze()
        gc.enable()

    def _show(self, view: Sequence[int]) -> None:
        self._table.show(view, first=True)
        self._status.update((f" {len(view)} staff · {len(self._table.marks)} marked",))
        self._say(self._table.key)

    def _say(self, key: int | None) -> None:
        who = "" if key is None else name_of(key)
        self._sentence.update((" ", Phrase(who, "+"), ": first self-check was due 15 Sep 2026. Press s to record it."))

    def _find(self, text: str) -> None:
        wanted = text.casefold()
        while not wanted.startswith(self._found[-1][0]):
            self._found.pop()
        if wanted != self._found[-1][0]:
            folded = self._folded
            self._found.append((wanted, [key for key in self._found[-1][1] if wanted in folded[key]]))
        self._show(self._found[-1][1])

    def find(self) -> None:
        if self._filter:
            self._filter.display = True
            self.set_focus(self._filter)

    def action_back(self) -> None:
        if self._filter:
            self._filter.value = ""
            self._filter.display = False
            self._table.focus()

    @on(RecordTable.Highlighted)
    def _tell_about(self, event: RecordTable.Highlighted) -> None:
        self._say(event.key)

    @on(RecordTable.MarksChanged)
    def _count_marks(self) -> None:
        self._status.update((f" {len(self._table.rows)} staff · {len(self._table.marks)} marked",))


if __name__ == "__main__":
    TrialApp(int(sys.argv[1]) if len(sys.argv) > 1 else 200).run()
