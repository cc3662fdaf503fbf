"""Which column of a staff list is what: shown with its reason, changed with two keys, remembered once it is saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import ModalScreen

from store.intake.aliases import KNOWN
from store.intake.fields import FIELD_WORDS, FIELDS, RECORDS, Field
from store.intake.headings import Columns, map_headings, source_of
from store.intake.opening import ListFile, Memory, Sheet
from store.intake.private import words_of
from store.intake.refused import IntakeRefused
from tui.forms.choice import Choice
from tui.forms.fields import Field as FormField
from tui.mapped import Mapped
from tui.textual_private import hold_keys, play_keys
from tui.widgets.cells import Line, Phrase
from tui.widgets.columns import Column
from tui.widgets.key_bar import KeyBar, KeyLabel
from tui.widgets.lines import TextLine
from tui.widgets.record_table import RecordTable
from tui.widgets.sentence import Sentence

COLUMNS = (
    Column("heading", "Column of the file", 28, narrow=20, flex=1),
    Column("field", "Is read as", 22, narrow=18),
    Column("why", "Why", 30, narrow=14, flex=1),
)
CURRENT, HISTORY = "current", "history"
READ = {CURRENT: "Staff", HISTORY: "Briefings and signatures too"}


class Answers(NamedTuple):
    """How a file is to be read."""

    sheet: Sheet
    columns: Columns
    history: bool
    """Whether briefings and signatures are read too."""


def answered_before(file: ListFile, memory: Memory) -> Answers | None:
    """The answers of last time, where the file is of a kind that was brought in before; else None."""
    sheet = file.best
    if sheet is None:
        return None
    remembered = memory.get(source_of(sheet.headings))
    if remembered is None:
        return None
    history = any(remembered.get(field) for field in RECORDS)
    columns = map_headings(sheet.headings, remembered=remembered, history=history)
    return None if columns.missing or columns.start_dates else Answers(sheet, columns, history)


class ColumnsScreen(ModalScreen[Answers | None]):
    """Closes with how the file is to be read, or with None."""

    BINDINGS: ClassVar = [
        Binding("enter", "go_on", "Go on", show=False),
        Binding("escape", "back", "Back", show=False),
    ]
    DEFAULT_CSS = "ColumnsScreen { background: $background; }"

    def __init__(self, file: ListFile, memory: Memory, before: Answers | None = None) -> None:
        """`before` is how it was going to be read, where somebody looks again."""
        super().__init__()
        self._file = file
        self._memory = memory
        self._sheet = before.sheet if before else file.best or file.sheets[0]
        self._history = before.history if before else False
        self._mapping = Mapped(self._sheet, before.columns if before else self._guessed())
        self._table = MappingTable(COLUMNS, self._cells, self._change)
        self._sentence = Sentence(least=2)
        sheets = {sheet.name: f"{sheet.name} ({sheet.people} rows)" for sheet in file.sheets}
        self._sheets: Choice[str] = Choice(sheets, self._sheet.name)
        self._read: Choice[str] = Choice(READ, HISTORY if self._history else CURRENT)

    def _guessed(self) -> Columns:
        """What the headings are taken for, as last time where there was one."""
        remembered = self._memory.get(source_of(self._sheet.headings))
        return map_headings(self._sheet.headings, remembered=remembered, history=self._history)

    def compose(self) -> ComposeResult:
        yield TextLine(
            (Phrase(" Bring in a staff list", "key+"), Phrase(f"  {self._file.name}: which column is what", "quiet")),
            ground="panel",
        )
        asked = [FormField("sheet", " Which sheet", self._sheets)] if len(self._file.sheets) > 1 else []
        if any(KNOWN.get(words_of(heading)) in RECORDS for sheet in self._file.sheets for heading in sheet.headings):
            asked.append(FormField("read", " Read", self._read))
        yield from asked
        yield self._table
        yield self._sentence
        yield KeyBar(
            KeyLabel("enter", "Enter", "See what would change"),
            KeyLabel("", "← →", "Read it as something else"),
            *([KeyLabel("tab", "Tab", "Above")] if asked else []),
            KeyLabel("escape", "Esc", "Back"),
        )

    def on_mount(self) -> None:
        self._show(first=True)
        self.set_focus(self._sheets if self._file.question else self._table)
        self.call_after_refresh(play_keys, self)

    # Showing

    def _show(self, *, first: bool = False) -> None:
        self._table.invalidate()
        self._table.show(self._mapping.in_order, first=first)
        if first and self._mapping.start is not None:
            self._table.move_to(self._mapping.start)
        self._say()

    def _say(self) -> None:
        self._sentence.tell(self._mapping.sentence(self._file), self._mapping.tone(self._file), self._table.key)

    def _cells(self, position: int) -> Line:
        field = self._mapping.fields.get(position)
        return (
            Phrase(self._sheet.headings[position], "+" if field else "quiet"),
            Phrase(FIELD_WORDS[field], "key+") if field else Phrase("– not used", "quiet"),
            Phrase(self._mapping.reason(position), "quiet"),
        )

    def on_record_table_highlighted(self, event: RecordTable.Highlighted) -> None:
        event.stop()

    # Changing

    def _change(self, position: int, choose: Callable[[Sequence[Field | None], Field | None], Field | None]) -> None:
        """Reads a column as another field, which no other column is then."""
        fields = [None, *(field for field in FIELDS if self._history or field not in RECORDS)]
        self._mapping.assign(position, choose(fields, self._mapping.fields.get(position)))
        self._table.invalidate()
        self._say()

    def on_choice_changed(self, event: Choice.Changed) -> None:
        event.stop()
        self._sheet = self._file.sheet(self._sheets.chosen)
        self._history = self._read.chosen == HISTORY
        self._mapping = Mapped(self._sheet, self._guessed())
        self._show(first=True)

    def action_go_on(self) -> None:
        mapping = self._mapping
        if mapping.missing:
            self._sentence.tell(mapping.missing, "bad+", self._table.key)
            return
        try:
            columns = mapping.agreed(history=self._history)
        except IntakeRefused as refusal:
            self._sentence.tell(str(refusal), "bad+", self._table.key)
        else:
            self._leave(Answers(self._sheet, columns, self._history))

    def on_record_table_chosen(self, event: RecordTable.Chosen) -> None:
        event.stop()
        self.action_go_on()

    def on_text_line_pressed(self, event: TextLine.Pressed) -> None:
        """A click on the key bar does what its key does."""
        event.stop()
        if event.key == "enter":
            self.action_go_on()
        elif event.key == "escape":
            self.action_back()
        elif event.key == "tab":
            self.focus_next()

    def action_back(self) -> None:
        self._leave(None)

    def _leave(self, answers: Answers | None) -> None:
        """Closes; what is typed meanwhile waits for the screen below, which plays it."""
        if self.is_current:
            hold_keys(self)
            self.dismiss(answers)


class MappingTable(RecordTable):
    """Left and Right read a column as the field before or after; a letter as the next that begins with it."""

    def __init__(
        self,
        columns: Sequence[Column],
        cells: Callable[[int], Line],
        change: Callable[[int, Callable[[Sequence[Field | None], Field | None], Field | None]], None],
    ) -> None:
        super().__init__(columns, cells)
        self._change = change

    def on_key(self, event: events.Key) -> None:
        if self.key is None:
            return
        if event.key in {"right", "space"}:
            self._change(self.key, lambda fields, now: fields[(fields.index(now) + 1) % len(fields)])
        elif event.key == "left":
            self._change(self.key, lambda fields, now: fields[fields.index(now) - 1])
        elif event.key in {"delete", "backspace"}:
            self._change(self.key, lambda _fields, _now: None)
        elif event.character and event.character.isalpha():
            letter = event.character.casefold()
            self._change(self.key, lambda fields, now: _next_beginning(letter, fields, now))
        else:
            return
        event.stop()
        event.prevent_default()


def _next_beginning(letter: str, fields: Sequence[Field | None], now: Field | None) -> Field | None:
    """The next field after this one whose name begins so; this one where there is none."""
    at = fields.index(now)
    after = [*fields[at + 1 :], *fields[: at + 1]]
    return next((field for field in after if field and FIELD_WORDS[field].casefold().startswith(letter)), now)
