"""What a staff list would change, line by line: nothing is written before Enter, and then all of it at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding

from store.changes import Entry
from store.disk.errors import RegisterRefused
from store.intake.comparison import propose
from store.intake.opening import ListFile
from store.intake.proposal import Proposal
from store.intake.reading import read_lines
from store.intake.refused import IntakeRefused
from store.intake.remembering import memory_of
from store.register import Rejected
from store.wording import counted
from tui.accepting import Accepting
from tui.forms.fields import DateInput
from tui.office import Office
from tui.screens import last_day
from tui.screens.columns import Answers, ColumnsScreen, answered_before
from tui.screens.preview_table import COLUMNS, PreviewTable
from tui.screens.working import WorkingScreen
from tui.shown.list_preview import GROUPS, Group, Row, said_unused, totals
from tui.textual_private import hold_keys, play_keys
from tui.widgets.cells import Line, Phrase
from tui.widgets.key_bar import KeyBar, KeyLabel
from tui.widgets.lines import SPACE, TextLine
from tui.widgets.record_table import RecordTable
from tui.widgets.sentence import Sentence
from tui.widgets.words import Words

YES = "y"
KEYS = (
    KeyLabel("enter", "Enter", "Save"),
    KeyLabel("space", "Space", "Accept or not"),
    KeyLabel("", "1–6", "Group"),
    KeyLabel("", "← →", "Fold"),
    KeyLabel("c", "c", "Columns"),
    KeyLabel("escape", "Esc", "Back"),
)


class PreviewScreen(WorkingScreen):
    """Closes with the entry it made, or with None."""

    BINDINGS: ClassVar = [
        Binding("enter", "save", "Save", show=False),
        Binding("y", "agree", "Save all the same", show=False),
        Binding("c", "columns", "Columns", show=False),
        Binding("escape", "back", "Back", show=False),
        *(Binding(str(number), f"group('{group}')", show=False) for number, group in enumerate(GROUPS, 1)),
    ]
    DEFAULT_CSS = "PreviewScreen { background: $background; }"
    AUTO_FOCUS = ""
    """Coming back from the columns focuses nothing: keys wait for what is being read."""

    def __init__(self, office: Office, file: ListFile) -> None:
        super().__init__(office)
        self._file = file
        self._memory = memory_of(office.register)
        self._answers: Answers | None = None
        self._accepting: Accepting | None = None
        self._asked = ""
        self._saved = ""
        self._facts = Words()
        self._keys = KeyBar(*KEYS)
        self._table = PreviewTable(COLUMNS, self._cells, self._toggle, self._fold)
        self._sentence = Sentence(least=2)
        self._last_day = last_day.LastDay(office)

    def compose(self) -> ComposeResult:
        title = (Phrase(" Bring in a staff list", "key+"), Phrase(f"  {self._file.name}", "+"))
        yield TextLine((*title, SPACE, Phrase("nothing is written yet ", "quiet")), ground="panel")
        yield self._facts
        yield self._table
        yield self._last_day
        yield self._sentence
        yield self.progress
        yield self._keys

    def on_mount(self) -> None:
        self._table.say_when_empty("")
        try:
            self._answers = answered_before(self._file, self._memory)
        except IntakeRefused:
            self._answers = None  # what was remembered does not fit this file
        if self._answers is not None:
            self._read()
            self.call_after_refresh(play_keys, self)
        else:
            self._ask()

    # Reading

    def _ask(self) -> None:
        """Which column is what; the one who asks holds keys, the one who answers plays them."""
        self.app.push_screen(ColumnsScreen(self._file, self._memory, self._answers), self._answered)

    def _answered(self, answers: Answers | None) -> None:
        if answers is None and self._accepting is None:
            self.dismiss(None)  # back to the files; whoever opened this plays the keys
            return
        if answers is not None:
            self._answers = answers
            self._read()
        play_keys(self)

    def _read(self) -> None:
        answers = self._answers
        assert answers is not None
        file, register, today = self._file, self.office.register, self.office.today

        def reading(*, on_progress: Callable[[int, int], None], stopped: Callable[[], bool]) -> Proposal:
            def half(done: int, of: int) -> None:
                on_progress(done, 2 * of)  # the other half is comparing

            listed = read_lines(file, answers.sheet, answers.columns, on_progress=half, stopped=stopped)
            return propose(listed, register, today, stopped=stopped)

        self.work("Reading", reading, self._show)

    def _show(self, proposal: Proposal) -> None:
        self._accepting = Accepting(proposal)
        columns = proposal.columns
        unused = said_unused(columns.unused, columns.private)
        unread = f" {counted(proposal.unread, 'filled row')} below the end not read." if proposal.unread else ""
        notes = " ".join(proposal.notes)
        self._facts.say(
            Phrase(totals(proposal), "+"),
            Phrase(
                f"{proposal.rows:,} in the list. {notes or unused}{unread}", "soon+" if notes or unread else "quiet"
            ),
        )
        self._list(self._accepting, first=True)
        self.set_focus(self._table)

    def _list(self, accepting: Accepting, *, first: bool = False) -> None:
        self._table.invalidate()
        self._table.show(accepting.listed, first=first)
        self._say_effect()

    def _cells(self, n: int) -> Line:
        return self._accepting.cells(n) if self._accepting else ()

    @property
    def _here(self) -> tuple[Accepting, Row] | None:
        """What there is to accept, and the line under the cursor."""
        if self._accepting is None or self._table.key is None:
            return None
        return self._accepting, self._accepting.rows[self._table.key]

    def _say_effect(self) -> None:
        """The line under the cursor, and what Enter would save."""
        self._asked = ""
        accepting = self._accepting
        if accepting is None:
            return
        key = self._table.key
        self._sentence.tell("" if key is None else accepting.sentence(accepting.rows[key]), "", key)
        self.say(accepting.effect, "quiet" if accepting.is_empty else "key+")

    def on_record_table_highlighted(self, event: RecordTable.Highlighted) -> None:
        event.stop()
        if not self.at_work:
            self._say_effect()

    # Accepting

    def _toggle(self) -> None:
        """Space: the line under the cursor, or all of a group."""
        if self._here is None:
            return
        accepting, row = self._here
        if row.is_heading:
            if not accepting.toggle_all(row.group):
                self.app.bell()
        elif row.group == "missing" and row.item is not None:
            if row.item.staff in accepting.left:
                accepting.give_last_day(row.item.staff, None)
            else:
                self._ask_last_day()
        elif accepting.toggle(row):
            self._table.go_on()
        else:
            self.app.bell()
        self._table.invalidate()
        self._say_effect()

    def _ask_last_day(self) -> None:
        """Shows where a day is typed; keys wait until it is there to type into."""
        hold_keys(self)
        self._keys.show(*last_day.KEYS)
        self._last_day.ask()
        self.call_after_refresh(self._type_last_day)

    def _type_last_day(self) -> None:
        self._last_day.begin()
        play_keys(self)

    def on_input_submitted(self, event: DateInput.Submitted) -> None:
        """The last day of somebody missing."""
        event.stop()
        if self._here is None:
            return
        accepting, row = self._here
        on = None if row.item is None else self._last_day.read(row.item.staff)
        if row.item is None or on is None:
            return
        accepting.give_last_day(row.item.staff, on)
        self._close_last_day()
        self._table.go_on()
        self._table.invalidate()
        self._say_effect()

    def _close_last_day(self) -> None:
        self._keys.show(*KEYS)
        self._last_day.add_class("hidden")
        self.set_focus(self._table)

    def _fold(self, *, fold: bool) -> None:
        """Folds the group under the cursor away, or shows it."""
        if self._here is None:
            return
        accepting, row = self._here
        heading = accepting.heading_of(row.group)
        if accepting.fold(row.group, fold=fold):
            self._list(accepting)
            if fold and heading is not None:
                self._table.move_to(heading)

    def action_group(self, group: Group) -> None:
        """To the first line of a group."""
        accepting = self._accepting
        heading = None if accepting is None else accepting.heading_of(group)
        if accepting is None or heading is None:
            self.app.bell()
            return
        if accepting.fold(group, fold=False):
            self._list(accepting)
        self._table.move_to(heading + 1)

    # Saving

    def on_record_table_chosen(self, event: RecordTable.Chosen) -> None:
        event.stop()
        self.action_save()

    def action_save(self) -> None:
        """Saves what is accepted; where many would leave, it asks first."""
        accepting = self._accepting
        if accepting is None or self._saved:
            return
        if accepting.is_empty:
            self.say(f"{accepting.effect} Esc goes back.", "soon+")
            return
        question = accepting.proposal.many_leave(accepting.ids, tuple(accepting.left))
        if question is not None:
            self._asked = question.sentence
            self.say(f"{question.sentence} {YES} saves it all the same; Esc goes back.", "bad+")
            return
        self._save(accepting)

    def action_agree(self) -> None:
        """Saves although many would leave."""
        if self._asked and self._accepting is not None:
            self._save(self._accepting)

    def _save(self, accepting: Accepting) -> None:
        self._asked = ""
        change = accepting.proposal.change(accepting.ids, accepting.left)
        try:
            entry = self.office.apply(change)
        except Rejected as rejection:
            named = ", ".join(self.office.name_of(staff) for staff in rejection.people[:3])
            self.say(f"{rejection.reason}{f' ({named})' if named else ''} Nothing has been saved.")
        except RegisterRefused as refusal:
            self.say(f"{refusal} Everything accepted is still here.")
        else:
            said = accepting.effect.removeprefix("Enter saves ").partition(":")[0]
            self._saved = f"Brought in: {said}. Ctrl+Z takes it back."
            hold_keys(self)
            self.dismiss(entry)

    def saved_words(self, entry: Entry) -> str:
        return self._saved

    # Going back

    def action_columns(self) -> None:
        """Which column is what, once more."""
        if not self.at_work:
            hold_keys(self)
            self._ask()

    def action_back(self) -> None:
        if self._last_day.control.has_focus:
            self._close_last_day()
        elif self._asked:
            self._say_effect()
        elif self.is_current:
            hold_keys(self)
            self.dismiss(None)

    def on_text_line_pressed(self, event: TextLine.Pressed) -> None:
        """A click on the key bar does what its key does."""
        event.stop()
        act = {"enter": self.action_save, "space": self._toggle, "c": self.action_columns, "escape": self.action_back}
        if event.key in act:
            act[event.key]()
