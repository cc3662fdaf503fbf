"""All commands and everybody by name: type a few letters, Enter does it or goes there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import ModalScreen

from store.filters import folded
from store.wording import counted
from tui.commands import Command
from tui.textual_private import hold_keys, play_keys
from tui.widgets.cells import Line, Phrase
from tui.widgets.columns import Column
from tui.widgets.filter_input import FilterInput
from tui.widgets.key_bar import KeyBar, KeyLabel
from tui.widgets.lines import SPACE, TextLine
from tui.widgets.record_table import RecordTable

MOST = 200
"""Rows shown at most: whoever needs the next one types another letter."""
COLUMNS = (
    Column("name", "Command or person", 26, narrow=16, flex=1),
    Column("key", "Key", 4),
    Column("does", "What it does, or job title", 44, narrow=20, flex=2),
)


class ChosenCommand(NamedTuple):
    """What was chosen is to be done."""

    command: Command


class ChosenPerson(NamedTuple):
    """This person is to be shown."""

    staff: int


Choice = ChosenCommand | ChosenPerson


class PaletteScreen(ModalScreen[Choice | None]):
    """Closes with what was chosen, or with None. Whoever opens it holds keys before, and plays them afterwards."""

    BINDINGS: ClassVar = [
        Binding("escape", "back", "Back", show=False),
        Binding("ctrl+p", "back", "Back", show=False, id="palette"),
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
    ]
    DEFAULT_CSS = "PaletteScreen { background: $background; }"

    def __init__(self, commands: Sequence[Command], people: Sequence[tuple[int, str, str]]) -> None:
        super().__init__()
        self._finder = Finder(commands, people)
        self._input = FilterInput(self._find, placeholder="A command, or part of a name")
        self._matches = Matches(COLUMNS, self._finder.cells)
        self._count = TextLine()

    def compose(self) -> ComposeResult:
        yield TextLine(
            (Phrase(" All commands", "key+"), SPACE, Phrase("and everybody by name ", "quiet")), ground="panel"
        )
        yield self._input
        yield self._matches
        yield self._count
        yield KeyBar(
            KeyLabel("enter", "Enter", "Choose"), KeyLabel("", "↑ ↓", "Move"), KeyLabel("escape", "Esc", "Back")
        )

    def on_mount(self) -> None:
        self._matches.say_when_empty("No command and nobody is called that.", "Esc goes back.")
        self._find("")
        self.call_after_refresh(self._ready)

    def _ready(self) -> None:
        """It is there to type into: the keys that came before are played."""
        self._finder.get_ready()
        play_keys(self)

    def _find(self, text: str) -> None:
        """Lists what the text finds; the cursor is on the best of it."""
        rows, people = self._finder.find(text)
        self._matches.show(rows)
        if rows:
            self._matches.move_to(rows[0])
        listed = sum(self._finder.is_person(row) for row in rows)
        said = [counted(len(rows) - listed, "command")]
        if people:
            said.append(f"{people:,} by name" + (f", first {listed} shown: type more" if listed < people else ""))
        self._count.update((Phrase(f" {' · '.join(said)}", "quiet"),))

    # Keys and clicks

    def action_move(self, by: int) -> None:
        """Moves the cursor of the list; the typing goes on in the line above."""
        rows, key = self._matches.rows, self._matches.key
        if key is not None:
            self._matches.move_to(rows[max(0, min(rows.index(key) + by, len(rows) - 1))])

    def action_page(self, by: int) -> None:
        self.action_move(by * max(1, self._matches.size.height - 2))

    def action_back(self) -> None:
        self._leave(None)

    def on_input_submitted(self, event: FilterInput.Submitted) -> None:
        event.stop()
        self._choose()

    def on_record_table_chosen(self, event: RecordTable.Chosen) -> None:
        event.stop()
        self._choose()

    def on_text_line_pressed(self, event: TextLine.Pressed) -> None:
        """A click on the key bar does what its key does."""
        event.stop()
        if event.key == "enter":
            self._choose()
        elif event.key == "escape":
            self._leave(None)

    def _choose(self) -> None:
        """Closes with what is under the cursor; where there is nothing, it stays."""
        if self._matches.key is None:
            self.app.bell()
        else:
            self._leave(self._finder.choice(self._matches.key))

    def _leave(self, choice: Choice | None) -> None:
        """Closes; what is typed meanwhile waits for the screen below, which plays it."""
        if not self.is_current:
            return  # a second click on its way
        hold_keys(self)
        self.dismiss(choice)


class Matches(RecordTable, can_focus=False):
    """What was found. The focus stays where the typing is, and there is nothing to mark."""

    def _set_marks(self, marks: frozenset[int]) -> None:
        pass


class Finder:
    """Finds commands and people; each has a number, the commands first. No widget: text in, numbers out."""

    def __init__(self, commands: Sequence[Command], people: Sequence[tuple[int, str, str]]) -> None:
        self._commands = commands
        self._people = people
        self._names: list[str] = []
        self._words = [(_words(command.name), _words(command.help)) for command in commands]

    def get_ready(self) -> None:
        """Folds everybody's name, once, so that the first letter typed need not."""
        if not self._names:
            self._names = [_plain(name) for _, name, _ in self._people]

    def find(self, text: str) -> tuple[list[int], int]:
        """The numbers of what is found, best first, and how many people were found, listed or not.

        Best is a command by its key or whole name, then by the beginnings of its name, then a surname that begins so,
        then a command by its help, then any other name. Commands are few and never left out.
        """
        pieces = _plain(text).split()
        if not pieces:
            return list(range(len(self._commands))), 0
        typed = text.strip()
        whole = " ".join(pieces)
        keyed = [
            n
            for n, command in enumerate(self._commands)
            if typed in {command.shown, command.key} or whole == _plain(command.name)
        ]
        named = [n for n, (name, _) in enumerate(self._words) if n not in keyed and _all_begin(pieces, name)]
        helped = [
            n
            for n, (name, said) in enumerate(self._words)
            if n not in keyed and n not in named and _all_begin(pieces, name + said)
        ]
        first, others = self._find_people(pieces)
        room = max(0, MOST - len(keyed) - len(named) - len(helped))
        shown, more = first[:room], others[: max(0, room - len(first))]
        return [*keyed, *named, *shown, *helped, *more], len(first) + len(others)

    def _find_people(self, pieces: Sequence[str]) -> tuple[list[int], list[int]]:
        """Those in whose names every piece is found: whose surname begins with one, and the others."""
        self.get_ready()
        names = self._names
        found: Sequence[int] = range(len(names))
        for piece in pieces:
            found = [n for n in found if piece in names[n]]
        starts = tuple(pieces)
        after = len(self._commands)
        first = [after + n for n in found if names[n].startswith(starts)]
        return first, [after + n for n in found if not names[n].startswith(starts)]

    def is_person(self, number: int) -> bool:
        return number >= len(self._commands)

    def choice(self, number: int) -> Choice:
        """What choosing this row means."""
        if self.is_person(number):
            return ChosenPerson(self._people[number - len(self._commands)][0])
        return ChosenCommand(self._commands[number])

    def cells(self, number: int) -> Line:
        """The row, in the order of COLUMNS."""
        if self.is_person(number):
            _, name, job = self._people[number - len(self._commands)]
            return name, "", Phrase(job, "quiet")
        command = self._commands[number]
        return Phrase(command.name, "+"), Phrase(command.shown, "key+"), Phrase(command.help, "quiet")


def _plain(text: str) -> str:
    """Without accents, capitals, commas or apostrophes: O’Brien, Zoë is obrien zoe."""
    return folded(text).replace(",", " ")


def _words(text: str) -> str:
    """A command's words, each after a space: those joined by a hyphen both as one and as two."""
    plain = _plain(text)
    return f" {plain} {re.sub('[^a-z0-9]+', ' ', plain)} "


def _all_begin(pieces: Sequence[str], words: str) -> bool:
    return all(f" {piece}" in words for piece in pieces)
