"""View 5: every workbook, what it is for, who may see it and when it was last made; and the figures, drawn."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from exports.kinds import KINDS, Kind
from store.changes import Entry
from store.dates import london_time
from tui import commands
from tui.commands import LETTERS, PLOTS, Commands
from tui.export_job import Kept, Snapshot, Stopped
from tui.exporting import Noted
from tui.office import Office
from tui.screens import frame
from tui.screens.plots import PlotsScreen
from tui.screens.recording import VIEW_ONLY
from tui.shown.plots import Plots, plots
from tui.sorting import Sorting
from tui.textual_private import hold_keys, play_keys
from tui.widgets.cells import Line, Phrase
from tui.widgets.counts import Count, counts
from tui.widgets.export_line import ExportLine
from tui.widgets.key_bar import KeyBar, KeyLabel
from tui.widgets.lines import FittedLine, TextLine
from tui.widgets.plain_table import PlainTable
from tui.widgets.record_table import RecordTable
from tui.widgets.words import Words
from tui.workbooks import COLUMNS, LastMade, cells, last_made, readers_of, said_of, sort_key

if TYPE_CHECKING:
    from tui.screens.help import Page

WRITE = KeyLabel("enter", "Enter", "Write it", "Write the workbook under the cursor; so does the letter before it.")
WRITE_TOO = commands.EXPORT._replace(name=WRITE.does, help="The same as Enter.")
BACK_TOO = commands.REPORTS._replace(name=commands.BACK.name, help="The same as Esc.")
HERE = (
    *(commands.SORT, commands.SORT_BACK, commands.BACK, WRITE_TOO, BACK_TOO),
    *commands.FROM_THE_REPORTS,
    *(commands.WORKBOOK, commands.FOLDER, commands.STOP),
)
WORKING_OUT: Line = (Phrase(" Working out the figures …", "quiet"),)


class Drawn(TextLine):
    """The terms where there is room, the year ahead too where there is more; else the key that draws them."""

    DEFAULT_CSS = "Drawn { height: 1fr; }"
    HINT: Line = (Phrase(" p draws the figures: each measure by term, and the year ahead.", "quiet", "p"),)

    def __init__(self) -> None:
        super().__init__()
        self._figures: Plots | None = None

    def show(self, figures: Plots) -> None:
        """Draws these."""
        self._figures = figures
        self.say_again()

    def on_resize(self) -> None:
        self.say_again()

    def line(self, y: int) -> Line:
        if self._figures is None:
            return WORKING_OUT if y == 1 else ()
        by_term = self._figures.by_term
        fitting = (lines for lines in (self._figures.whole, by_term, by_term[1:]) if len(lines) <= self.size.height)
        lines = next(fitting, [(), self.HINT])
        return lines[y] if y < len(lines) else ()


class ReportsScreen(Screen[str]):
    """Closes with the action of what is to come next, or with nothing."""

    DEFAULT_CSS = (
        "ReportsScreen { background: $background; } ReportsScreen RecordTable { height: 13; max-height: 60%; }"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        commands.BACK.binding,
        Binding(commands.REPORTS.key, "back", show=False, id=commands.REPORTS.action),
        *(
            Binding(one.key, f"leave({one.action!r})", one.name, show=False, id=one.action)
            for one in commands.FROM_THE_REPORTS
        ),
        Binding(PLOTS.key, PLOTS.action, PLOTS.help, show=False),
        commands.SORT.binding,
        commands.SORT_BACK.binding,
        Binding(commands.EXPORT.key, "write_here", show=False, id=commands.EXPORT.action),
        *(Binding(letter, f"write({word!r})", KINDS[word].title, show=False) for word, letter in LETTERS.items()),
    ]

    def __init__(
        self, office: Office, keys: Commands, counted: Sequence[Count], tabs: Line, staff: int | None, saved: str
    ) -> None:
        """`counted` and `tabs` are what the list says above, as `saved` is; `staff` is whom its cursor is on."""
        super().__init__()
        self._office = office
        self._keys = keys
        self._staff = staff
        self._saved = saved
        self._kinds = list(KINDS.values())
        self._made: dict[str, LastMade] | None = None
        """When each was last made; None until that is known."""
        self._news = ""
        """Said instead of what the workbook is for, until the cursor moves: figures that come in do not end it."""
        self._sorting = Sorting(COLUMNS, "")
        self._figures: Plots | None = None
        self._page: PlotsScreen | None = None
        self._leaving = False
        self._title = FittedLine(ground="panel", id="title")
        self._counts = FittedLine(id="counts")
        self._counts.say(partial(counts, counted))
        self._tabs = TextLine(tabs, id="tabs")
        self._table = PlainTable(COLUMNS, self._cells)
        self._words = Words(id="about")
        self._drawn = Drawn()

    def compose(self) -> ComposeResult:
        yield self._title
        yield self._counts
        yield self._tabs
        yield self._table
        yield self._words
        yield self._drawn
        yield ExportLine()
        on_the_bar = self._keys.labels(commands.SORT, commands.BACK, commands.PALETTE, commands.HELP)
        yield KeyBar(WRITE, PLOTS.label, *on_the_bar, id="keys")

    def on_mount(self) -> None:
        hold_keys(self)
        self._say_title(self._saved)
        self._show()
        self._table.focus()
        self.run_worker(self._work_out(), group="figures")
        self.call_after_refresh(play_keys, self)

    def on_unmount(self) -> None:
        self._leaving = True

    # The workbooks

    def _cells(self, at: int) -> Line:
        kind = self._kinds[at]
        return cells(kind, self._last(kind), known=self._made is not None)

    def _last(self, kind: Kind) -> LastMade | None:
        return (self._made or {}).get(kind.word)

    def _show(self) -> None:
        rows = list(range(len(self._kinds)))
        sort, descending = self._sorting.sort, self._sorting.descending
        if sort:

            def key(at: int) -> tuple[object, ...]:
                kind = self._kinds[at]
                return sort_key(kind, sort, self._last(kind))

            rows.sort(key=key, reverse=descending)
        self._table.invalidate()
        self._table.sorted_by(sort, descending=descending)
        self._table.show(rows)
        self._say_about()

    def _show_sorted(self) -> None:
        self._news = ""
        self._show()

    def _say_title(self, saved: str) -> None:
        self._title.say(partial(frame.title, self._office, saved, self._office.view_only))

    def _tell(self, news: str) -> None:
        self._news = news
        self._words.say((), Phrase(news, "soon+"))

    def _say_about(self) -> None:
        if self._table.key is not None and not self._news:
            kind = self._kinds[self._table.key]
            made = "" if self._made is None else said_of(self._last(kind))
            self._words.say((), Phrase(kind.purpose), Phrase(readers_of(kind), "quiet"), Phrase(made, "quiet"))

    def on_record_table_highlighted(self) -> None:
        self._news = ""
        self._say_about()

    def on_record_table_heading_clicked(self, event: RecordTable.HeadingClicked) -> None:
        self._sorting.sort_by(event.column)
        self._show_sorted()

    def on_key(self, event: events.Key) -> None:
        """A command that is none here says so."""
        command = self._keys.pressed(event.key)
        if command is not None and event.key not in self.active_bindings:
            self._tell(self._keys.for_the_list(command))

    def on_record_table_chosen(self) -> None:
        self.action_write_here()

    def on_noted(self, event: Noted) -> None:
        """A workbook has been made: it says when."""
        self._say_title(f"saved {london_time(event.entry.at)}")
        self._made = (self._made or {}) | last_made([event.entry])
        self._show()

    def action_sort_on(self) -> None:
        """Sorts by the next column."""
        self._sorting.sort_on()
        self._show_sorted()

    def action_sort_back(self) -> None:
        """Sorts the other way round."""
        self._sorting.sort_by(self._sorting.sort or COLUMNS[0].key)
        self._show_sorted()

    def action_write_here(self) -> None:
        """Opens the form of the workbook under the cursor."""
        if self._table.key is not None:
            self.action_write(self._kinds[self._table.key].word)

    def action_write(self, word: str) -> None:
        """Opens the form of a workbook."""
        from tui.forms.export import ExportForm

        if self._office.view_only:
            self._tell(VIEW_ONLY)
            return
        kind = KINDS[word]
        self._table.move_to(self._kinds.index(kind))
        hold_keys(self)
        form = ExportForm(self._office, (word,), self._staff if kind.one_person else None)
        self.app.push_screen(form, self._after_form)

    def _after_form(self, _: Entry | None) -> None:
        self.call_after_refresh(play_keys, self)

    # The figures

    async def _work_out(self) -> None:
        """From a copy of the register, by another thread: a long one takes a while."""
        kept, today = Kept.now(self._office), self._office.today

        def asked() -> None:
            if self._leaving:
                raise Stopped

        try:
            register = await asyncio.to_thread(Snapshot, kept, asked)
            self._made = {**await asyncio.to_thread(last_made, register.entries), **(self._made or {})}
            self._show()
            self._figures = await asyncio.to_thread(plots, register, today)
        except Stopped:
            return
        self._drawn.show(self._figures)
        if self._page is not None:
            self._page.draw(self._figures.whole)

    def action_plots(self) -> None:
        """The figures on a page of their own."""
        lines = [WORKING_OUT] if self._figures is None else self._figures.whole
        self._page = PlotsScreen(lines)
        self.app.push_screen(self._page, lambda _: self._forget_page())

    def _forget_page(self) -> None:
        self._page = None

    # Leaving

    def on_text_line_pressed(self, event: TextLine.Pressed) -> None:
        """A click on a tab or on the key bar does what its key does."""
        if event.key == WRITE.key:
            self.action_write_here()
            return
        action = PLOTS.action if event.key == PLOTS.key else ""
        if command := self._keys.pressed(event.key):
            leaves = command.action in {one.action for one in commands.FROM_THE_REPORTS}
            action = f"leave({command.action!r})" if leaves else command.action
        if action:
            self.run_worker(self.run_action(action), group="click")

    def help_page(self) -> Page:
        """What can be done here."""
        from tui.screens.help import Page

        letters = [KeyLabel(LETTERS[kind.word], LETTERS[kind.word], kind.title, kind.purpose) for kind in self._kinds]
        rows = [WRITE, *letters, PLOTS.label, *self._keys.labels(*HERE), commands.MOVE]
        return Page("Keys on the reports", rows)

    def action_back(self) -> None:
        """Back to the list."""
        self.action_leave("")

    def action_leave(self, to: str) -> None:
        """Back to the list, and on to something else; what is typed meanwhile waits for the list, which plays it."""
        hold_keys(self)
        self.dismiss(to)
