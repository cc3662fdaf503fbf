"""The first screen: a list, five statuses a person, and one key for every task."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.screen import Screen

from store.changes import AddStaff, Entry
from store.dates import london_time
from store.filters import Filter, read_filter
from store.wording import people
from tui import commands
from tui.commands import Commands
from tui.listing import Listing
from tui.office import Office
from tui.screens import frame
from tui.screens.details import OPENS, Details
from tui.screens.editing import Editing, Found
from tui.screens.elsewhere import Elsewhere
from tui.screens.find_line import FindLine
from tui.screens.recording import record
from tui.tasks import TASKS
from tui.textual_private import hold_keys, play_keys
from tui.views.opened import Opened
from tui.views.view import View
from tui.widgets.export_line import ExportLine, ExportRead
from tui.widgets.lines import TextLine
from tui.widgets.record_table import RecordTable
from tui.widgets.sentence import Sentence

if TYPE_CHECKING:
    from textual.timer import Timer

    from tui.exporting import Noted
    from tui.forms.entry_screen import EntryScreen
    from tui.screens.help import Page
    from tui.screens.undo import Outcome, Undo

FOLLOW_EVERY = 5.0
"""Seconds between looks at what somebody else enters, where it is open to view only."""


class RegisterScreen(Screen[None]):
    """The numbered views but the reports, and the lines around them."""

    BINDINGS: ClassVar = [command.binding for command in commands.EVERYTHING]

    def __init__(
        self, office: Office, keys: Commands, *, to_edit: bool = True, remark: str = "", details: bool = True
    ) -> None:
        super().__init__()
        self._office = office
        self._keys = keys
        self._to_edit = to_edit
        self._remark = remark
        self._editing = Editing(office, keys)
        self._following: Timer | None = None
        self._undo: Undo | None = None
        self._elsewhere = Elsewhere(self, office, keys, self._changed)
        self._opened = Opened(office, keys)
        self._filter = Filter()
        self._listing = Listing(office.register, office.today)
        self._find_line = FindLine(self._found)
        self._saved = ""
        self._frame = frame.Frame(office, keys)
        self._details = Details(office, keys, wanted=details)
        self._sentence = Sentence()

    @property
    def _view(self) -> View:
        return self._opened.view

    @property
    def _table(self) -> RecordTable:
        return self._opened.table

    def compose(self) -> ComposeResult:
        yield from self._frame.above
        self._fit()
        yield self._table
        yield self._details
        yield self._frame.status
        yield self._sentence
        yield ExportLine()
        yield self._frame.bar

    def on_mount(self) -> None:
        self._show()
        self._table.focus()
        hold_keys(self)
        self.call_after_refresh(self._settle)

    async def _settle(self) -> None:
        """After the first frame: the lock, and what the first key may need."""
        self._take_in(self._editing.begin() if self._to_edit else self._editing.follow())
        await self._find_line.get_ready(after=self._details)
        self._listing.get_ready()
        self.run_worker(self._office.pack, group="pack", thread=True)
        self._details.get_ready()
        if self._remark and not self._sentence.has_news:
            self._say(self._remark, "soon+")
        play_keys(self)

    def _take_in(self, found: Found) -> None:
        """The register is edited, or followed, from now on: says what there is to say, and shows what is new."""
        if self._editing.is_following and self._following is None:
            self._following = self.set_interval(FOLLOW_EVERY, lambda: self._take_in(self._editing.look()))
        elif self._following is not None and not self._editing.is_following:
            self._following.stop()
            self._following = None
        if found.fresh:
            self._anew()
            self._elsewhere.look_again()
        else:
            self._say_title()
        if found.said:
            self._say(found.said, found.tone)

    def action_edit(self) -> None:
        if self._office.view_only:
            self._take_in(self._editing.begin())
        if not self._office.view_only:
            self._say("You are editing it.")

    def help_page(self) -> Page:
        """Every command, and what the list understands besides."""
        from tui.screens.help import Page

        return Page("Keys on the list", [*self._keys.labels(*commands.EVERYTHING), *commands.ON_A_LIST])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """`/` is a letter like any other while something is being typed."""
        return action != "find" or self.focused is self._table

    # Showing ----------------------------------------------------------------

    def _show(self) -> None:
        """Lists whom the view and the filter ask for, and says everything; the cursor stays on its person."""
        self._list()
        self._say_title()
        self._frame.say_counts(self._listing)
        self._frame.say_view(self._opened, self._listing)

    def _list(self, *, first: bool = False) -> None:
        """Lists them, and says what is listed."""
        view = self._view
        self._table.say_when_empty(*view.why_empty(self._listing, self._filter))
        self._table.sorted_by(view.sort, descending=view.descending)
        self._table.show(view.rows(self._listing, self._filter), first=first)
        self._say_status()
        self._say_sentence()

    def _say_title(self) -> None:
        self._frame.say_title(self._saved, viewing=self._office.view_only and self._editing.is_following)

    def _say_status(self) -> None:
        self._frame.say_status(self._view.facts(self._listing), self._filter, self._table)

    def _say_sentence(self) -> None:
        key = self._table.key
        self._sentence.about(key, "" if key is None else self._view.sentence(key))
        self._details.follow(self._view.person(key))

    def _say(self, text: str, tone: str = "good+") -> None:
        """Says something in the sentence line, until the cursor moves."""
        self._sentence.tell(text, tone, self._table.key)

    def on_resize(self) -> None:
        self._fit()

    def _fit(self) -> None:
        """Lists side by side with the details where there is room for both (see app.tcss)."""
        columns = self._details.fit(self.app.size.width, beside=self._view.has_details)
        self.set_class(bool(columns), "-details")
        self.styles.grid_columns = f"1fr {columns}" if columns else "1fr"

    # What the table tells ---------------------------------------------------

    def on_record_table_highlighted(self, event: RecordTable.Highlighted) -> None:
        if event.table is self._table:
            self._say_sentence()

    def on_record_table_marks_changed(self, event: RecordTable.MarksChanged) -> None:
        if event.table is self._table:
            self._say_status()

    def on_plain_table_no_marks(self) -> None:
        self._say(f"Marks are for people: press {self._keys[commands.STAFF].spoken} for the staff.", "soon+")

    def on_record_table_heading_clicked(self, event: RecordTable.HeadingClicked) -> None:
        self._view.sort_by(event.column)
        self._list()

    async def on_record_table_chosen(self, event: RecordTable.Chosen) -> None:
        """Enter opens the person."""
        if event.table is not self._table:
            return
        here = self._view.person(event.key)
        if here is None:
            self._say(self._view.opens_nobody(event.key), "soon+")
        else:
            await self._elsewhere.person(here)

    def on_text_line_pressed(self, event: TextLine.Pressed) -> None:
        """A click on a tab or on the key bar does what its key does."""
        if event.key == OPENS:
            self._table.choose()
        elif command := self._keys.pressed(event.key):
            self.run_worker(self.run_action(command.action), group="click")

    # Recording --------------------------------------------------------------

    def action_task(self, name: str) -> None:
        """Opens the form of a task for whom it is chosen for, or says why there is none."""
        marks = self._table.marks
        marked = [member.id for member in self._listing.everybody if member.id in marks] if marks else []
        chosen = self._view.chosen(self._table.key, marked, self._listing, self._filter)
        self._open(TASKS[self._view.task(name)](self._office, chosen._replace(keys=self._keys)))

    def _open(self, asked: EntryScreen | str) -> None:
        record(self, self._office, asked, self._say, self._recorded)

    def _recorded(self, form: EntryScreen, entry: Entry) -> str:
        """What a saved form leads to: the list as it is now, and whom to see to next."""
        self._changed(entry)
        if isinstance(entry.change, AddStaff):
            self._table.move_to(entry.change.staff)
        missing = form.left_out()
        self._table.unmark_all()
        if not missing:
            return ""
        self._table.mark(missing)
        self.action_view("due")
        self._table.move_to(next((staff for staff in self._table.rows if staff in missing), missing[0]))
        return f"{people(len(missing))} to catch up: marked here."

    def _changed(self, entry: Entry | None = None) -> None:
        """The register says something else now: list and figures follow; about whom this entry is, or everybody."""
        self.post_message(ExportRead())
        self._saved = f"saved {london_time(self._office.register.entries[-1].at)}"
        self._anew(self._office.register.concerned_by(entry) if entry is not None else ())

    def _anew(self, concerned: Sequence[int] = ()) -> None:
        """Lists everybody again; the rows of those concerned, or all, say something else."""
        register, today = self._office.register, self._office.today
        self._listing = self._listing.after(concerned, today) if concerned else Listing(register, today)
        self._opened.invalidate(concerned)
        self._show()

    # Commands ---------------------------------------------------------------

    @property
    def _steps(self) -> Undo:
        if self._undo is None:
            from tui.screens.undo import Undo

            self._undo = Undo(self._office, self._keys)
        return self._undo

    def action_undo(self) -> None:
        self._after_step(self._steps.undo(self._sentence.news))

    def action_redo(self) -> None:
        self._after_step(self._steps.redo())

    def _after_step(self, outcome: Outcome) -> None:
        """What undo and redo lead to: the list as it is now, and what was done."""
        if outcome.entry is not None:
            self._changed(outcome.entry)
        self._say(outcome.said, outcome.tone)

    def action_backups(self) -> None:
        self._elsewhere.backups(self._brought_back)

    def _brought_back(self, said: str) -> None:
        """A backup that was brought back is another register: nothing marked or undone before is of it."""
        self._undo, self._saved = None, ""
        self._table.unmark_all()
        self._anew()
        self._say(" ".join((said, *self._office.news())))

    def action_palette(self) -> None:
        self._elsewhere.palette(self._listing)

    async def action_reports(self) -> None:
        tabs = frame.tabs(self._opened.views, commands.REPORTS, self._listing, self._keys)
        counted = frame.counted_now(self._office, self._listing)
        await self._elsewhere.reports(counted, tabs, self._here, self._saved)

    async def action_export(self, word: str = "") -> None:
        """Every workbook, or the form of one."""
        if not word:
            await self.action_reports()
            return
        from tui.forms.export import ExportForm

        self._open(ExportForm(self._office, (word,), self._here))

    @property
    def _here(self) -> int | None:
        """The person under the cursor."""
        return self._view.chosen(self._table.key, (), self._listing, self._filter).here

    def on_noted(self, event: Noted) -> None:
        """A workbook has been made, and that is an entry now."""
        self._saved = f"saved {london_time(event.entry.at)}"
        self._say_title()
        self._opened.invalidate(())
        self._list()

    def action_show_hidden(self) -> None:
        """The pupil references, where connections are listed."""
        why_not = self._view.show_hidden()
        if why_not:
            self._say(why_not, "soon+")
            return
        self._table.invalidate()
        self._list()

    def on_screen_suspend(self) -> None:
        """Whoever comes back to it, after F9 too, finds the pupil references hidden."""
        if self._view.hide():
            self._table.invalidate()
            self._list()

    def action_withdraw(self) -> None:
        key = self._keys[commands.WITHDRAW].spoken
        self._say(f"An entry is taken back on the person’s page: Enter opens it, {key} there withdraws.", "soon+")

    def action_details(self) -> None:
        """The pane beside the list: there, or not; or why it cannot be."""
        why_not = self._details.toggle(self.app.size.width, beside=self._view.has_details)
        if why_not:
            self._say(why_not, "soon+")
        self._fit()

    def action_view(self, name: str) -> None:
        """Lists something else; a table of its own comes in when it is first asked for."""
        before = self._table
        if self._view.hide():
            before.invalidate()
        if new := self._opened.open(name):
            self.mount(new, before=self._details)
        if self._table is not before:
            before.display, self._table.display = False, True
            self._fit()
            self.set_focus(self._table)
        self._sentence.forget_news()
        self._list()
        self._frame.say_view(self._opened, self._listing)

    def action_sort_on(self) -> None:
        label = self._view.sort_on()
        self._list()
        self._say(f"Sorted by {label}.")

    def action_sort_back(self) -> None:
        label = self._view.sort_back()
        self._list()
        self._say(f"Sorted by {label}, the other way round.")

    def action_mark_all(self) -> None:
        shown = frozenset(self._table.rows)
        self._table.mark(shown, on=not shown <= self._table.marks)

    def action_find(self) -> None:
        self._find_line.begin()

    def on_input_submitted(self) -> None:
        """Enter in the filter: back to the list, which stays as it is found."""
        self._leave_find_line()

    def _leave_find_line(self) -> None:
        self._find_line.leave(shown=not self._filter.shows_all)
        self.set_focus(self._table)

    def action_back(self) -> None:
        if not self._filter.shows_all or self._find_line.has_focus:
            self._find_line.clear()
            self._leave_find_line()
        elif self._table.marks:
            self._table.unmark_all()
        elif self._sentence.has_news:
            self._sentence.forget_news()
        else:
            self.post_message(ExportRead())

    def _found(self, text: str) -> None:
        """The filter says something else: the list follows in the same frame."""
        self._filter = read_filter(text)
        self._list(first=True)
