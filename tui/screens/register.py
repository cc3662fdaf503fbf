"""The staff list: five statuses a person, and one key for every task."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.screen import Screen

from store.changes import AddStaff, Bundle, Entry
from store.dates import london_date, london_time, say_with_weekday
from store.disk.errors import RegisterRefused
from store.filters import Filter, read_filter
from store.register import Rejected, people_of
from store.wording import describe, people
from tui import commands
from tui.listing import Listing
from tui.office import Office
from tui.screens import frame
from tui.tasks import TASKS
from tui.textual_private import hold_keys, play_keys
from tui.views.people import DueView, StaffView
from tui.views.view import View
from tui.widgets.cells import Phrase, wrap
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines import TextLine
from tui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from textual.timer import Timer

    from store.undoing import Step
    from tui.forms.form import Form
    from tui.screens.palette import Choice
    from tui.widgets.filter_input import FilterInput

MOST_LINES = 4
"""Of the sentence under the list: nothing said is cut off."""
FOLLOW_EVERY = 5.0
"""Seconds between looks at what somebody else enters, where it is open to view only."""


class RegisterScreen(Screen[None]):
    """The list of staff, or of those from whom something is due."""

    BINDINGS: ClassVar = [command.binding for command in commands.EVERYTHING]

    def __init__(self, office: Office, *, to_edit: bool = True, remark: str = "") -> None:
        super().__init__()
        self._office = office
        self._to_edit = to_edit
        self._remark = remark
        self._following: Timer | None = None
        self._notices_told = 0
        self._undo_asked = 0
        self._views: dict[str, View] = {"staff": StaffView(office), "due": DueView(office)}
        self._view = self._views["staff"]
        self._filter = Filter()
        self._listing = Listing(office.register, office.today)
        self._finder: FilterInput | None = None
        self._saved = ""
        self._said: tuple[str, str] | None = None
        self._said_at: int | None = None
        self._title = TextLine(ground="panel", id="title")
        self._counts = frame.CountsLine(lambda: frame.counted_now(self._office, self._listing))
        self._tabs = TextLine(id="tabs")
        self._table = RecordTable(self._view.columns, self._view.cells, id=self._view.table)
        self._tables = {self._view.table: self._table}
        self._status = TextLine(id="status")
        self._sentence = TextLine(id="sentence")
        self._keys = KeyBar(*(command.label for command in commands.ON_THE_BAR), id="keys")

    def compose(self) -> ComposeResult:
        yield self._title
        yield self._counts
        yield self._tabs
        yield self._table
        yield self._status
        yield self._sentence
        yield self._keys

    def on_mount(self) -> None:
        self._show()
        self._table.focus()
        hold_keys(self)
        self.call_after_refresh(self._settle)

    async def _settle(self) -> None:
        """After the first frame: the lock, and what the first key may need."""
        from tui.widgets.filter_input import FilterInput

        if self._to_edit:
            self._edit()
        else:
            self._follow()

        self._finder = FilterInput(self._found, placeholder="Name, job, or words such as overdue briefing", id="find")
        self._finder.display = False
        await self.mount(self._finder, after=self._table)
        self._listing.get_ready()
        if self._remark and self._said is None:
            self._say(self._remark, "soon+")
        play_keys(self)

    def _edit(self) -> None:
        """Takes the register up for editing; if somebody else has it, says who, and follows what they enter."""
        try:
            if self._office.edit():
                self._anew()
        except RegisterRefused as refusal:
            self._follow()
            self._say(str(refusal), "bad+")
            return
        if self._following is not None:
            self._following.stop()
            self._following = None
            self._anew()
        notices = self._office.notices
        self._notices_told = len(notices)
        if notices:
            self._say(" ".join(notices), "soon+")

    def _follow(self) -> None:
        self._say(f"{self._office.who_edits} Open to view only: F5 edits it.".strip(), "soon+")
        if self._following is None:
            self._following = self.set_interval(FOLLOW_EVERY, self._look_again)
        self._say_title()

    def _look_again(self) -> None:
        try:
            if self._office.follow():
                self._anew()
        except RegisterRefused as refusal:
            self._say(str(refusal), "bad+")

    def action_edit(self) -> None:
        if self._office.view_only:
            self._edit()
        if not self._office.view_only:
            self._say("You are editing it.")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """`/` is a letter like any other while something is being typed."""
        return action != "find" or self.focused is self._table

    # Showing ----------------------------------------------------------------

    def _show(self) -> None:
        """Lists whom the view and the filter ask for, and says everything; the cursor stays on its person."""
        self._list()
        self._say_title()
        self._counts.say_again()
        self._say_tabs()

    def _list(self, *, first: bool = False) -> None:
        """Lists them, and says what is listed."""
        view = self._view
        self._table.say_when_empty(*view.why_empty(self._listing, self._filter))
        self._table.sorted_by(view.sort, descending=view.descending)
        self._table.show(view.rows(self._listing, self._filter), first=first)
        self._say_status()
        self._say_sentence()

    def _say_title(self) -> None:
        viewing = self._office.view_only and self._following is not None
        self._title.update(frame.title(self._office, self._saved, viewing=viewing))

    def _say_tabs(self) -> None:
        self._tabs.update(frame.tabs(self._views.values(), self._view, self._listing))

    def _say_status(self) -> None:
        self._status.update(frame.status(self._listing, self._filter, self._table.marks, self._table.rows))

    def _say_sentence(self) -> None:
        key = self._table.key
        text, tone = self._said or ("" if key is None else self._view.sentence(key), "")
        room = max(20, self.app.size.width - 2)
        lines = wrap(text, room) if len(text) > room else [text]
        height = min(len(lines), MOST_LINES)
        if self._sentence.styles.height is None or self._sentence.size.height != height:
            self._sentence.styles.height = height
        self._sentence.update(*((Phrase(f" {line}", tone),) for line in lines[:height]))

    def _say(self, text: str, tone: str = "good+") -> None:
        """Says something in the sentence line, until the cursor moves."""
        self._said = (text, tone)
        self._said_at = self._table.key
        self._say_sentence()

    # What the table tells ---------------------------------------------------

    def on_record_table_highlighted(self, event: RecordTable.Highlighted) -> None:
        if event.table is self._table:
            if event.key != self._said_at:
                self._said = None
            self._say_sentence()

    def on_record_table_marks_changed(self, event: RecordTable.MarksChanged) -> None:
        if event.table is self._table:
            self._say_status()

    def on_record_table_heading_clicked(self, event: RecordTable.HeadingClicked) -> None:
        self._view.sort_by(event.column)
        self._list()

    async def on_record_table_chosen(self, event: RecordTable.Chosen) -> None:
        """Enter opens the person."""
        here = self._view.chosen(event.key, (), self._listing, self._filter).here if self._view.opens else None
        if event.table is self._table and here is not None:
            await self._open_person(here)

    async def _open_person(self, staff: int) -> None:
        from tui.screens.person import PersonScreen

        hold_keys(self)
        await self.app.push_screen(PersonScreen(self._office, staff), self._after_person)
        play_keys(self)

    def action_palette(self) -> None:
        """Every command, and everybody by name."""
        from tui.screens.palette import PaletteScreen

        people = [(member.id, member.sort_name, member.job_title) for member in self._listing.everybody]
        offered = [command for command in commands.EVERYTHING if command is not commands.PALETTE]
        hold_keys(self)
        self.app.push_screen(PaletteScreen(offered, people), self._after_palette)

    async def _after_palette(self, choice: Choice | None) -> None:
        from tui.screens.palette import ChosenCommand, ChosenPerson

        if isinstance(choice, ChosenCommand):
            await self.run_action(choice.command.action)
        elif isinstance(choice, ChosenPerson):
            await self._open_person(choice.staff)
        self.call_after_refresh(play_keys, self)

    def _after_person(self, changed: bool | None) -> None:
        """Back from a person: the list follows what was done there."""
        self._notices_told = len(self._office.notices)
        if changed:
            self._changed(self._office.register.entries[-1])

    def on_text_line_pressed(self, event: TextLine.Pressed) -> None:
        """A click on a tab or on the key bar does what its key does."""
        command = next((command for command in commands.EVERYTHING if command.key == event.key), None)
        if command is not None:
            self.run_worker(self.run_action(command.action), group="click")

    # Recording --------------------------------------------------------------

    def action_task(self, name: str) -> None:
        """Opens the form of a task for whom it is chosen for, or says why there is none."""
        marks = self._table.marks
        marked = [member.id for member in self._listing.everybody if member.id in marks] if marks else []
        opened = TASKS[self._view.task(name)](
            self._office, self._view.chosen(self._table.key, marked, self._listing, self._filter)
        )
        if isinstance(opened, str):
            self._say(opened, "soon+")
        else:
            self._open(opened)

    def _open(self, form: Form) -> None:
        """Opens a form, unless the register is open to view only."""
        if self._office.view_only:
            self._say("Open to view only: nothing can be recorded here.", "soon+")
            return
        hold_keys(self)
        self.app.push_screen(form, lambda entry: self._after(form, entry))

    def _after(self, form: Form, entry: Entry | None) -> None:
        """What a saved form leads to: the list as it is now, and what to do next."""
        self.call_after_refresh(play_keys, self)
        if entry is None:
            return
        self._changed(entry)
        said = form.saved_words(entry) or f"Saved: {self._described(entry)}."
        if isinstance(entry.change, AddStaff):
            self._table.move_to(entry.change.staff)
        missing = form.left_out()
        self._table.unmark_all()
        if missing:
            self._table.mark(missing)
            self.action_view("due")
            self._table.move_to(next((staff for staff in self._table.rows if staff in missing), missing[0]))
            said = f"{said} {people(len(missing))} to catch up: marked here."
        notices = self._office.notices[self._notices_told :]
        self._notices_told += len(notices)
        self._say(" ".join((said, *notices)), "soon+" if notices else "good+")

    def _changed(self, entry: Entry) -> None:
        """The register says something else now: list and figures follow."""
        self._saved = f"saved {london_time(entry.at)}"
        self._anew(people_of(entry))

    def _anew(self, concerned: Sequence[int] = ()) -> None:
        """Lists everybody again; the rows of those concerned, or all, say something else."""
        self._listing = Listing(self._office.register, self._office.today)
        for table in self._tables.values():
            table.invalidate(concerned or None if table.id == "people" else None)
        self._show()

    def _described(self, entry: Entry) -> str:
        return describe(entry.change, self._office.name_of, self._office.register.entry)

    # Commands ---------------------------------------------------------------

    def action_undo(self) -> None:
        """Takes back the latest action; asks first where it is somebody else's, an earlier day's, or a whole list."""
        step = None if self._office.view_only else self._office.next_undo
        if step is not None and self._undo_asked != step.action.n and self._is_weighty(step.action):
            self._undo_asked = step.action.n
            when = say_with_weekday(london_date(step.action.at))
            self._say(f"Undo {self._described(step.action)}, entered {when}? Ctrl+Z again does.", "soon+")
            return
        self._take_step(self._office.undo, "Undone", "There is nothing to undo.")

    def action_redo(self) -> None:
        self._take_step(self._office.redo, "Redone", "There is nothing to redo.")

    def _is_weighty(self, entry: Entry) -> bool:
        since = self._office.register.entries[entry.n :]
        # An export, say: then what would be taken back is not the last thing that was done.
        stands = self._office.register.stands
        other_done = any(getattr(later.change, "step", None) is None and stands(later.n) for later in since)
        other = entry.by != self._office.by or london_date(entry.at) != self._office.today
        return other or other_done or (isinstance(entry.change, Bundle) and entry.change.purpose == "staff_list")

    def _take_step(self, step: Callable[[], Step | None], did: str, nothing: str) -> None:
        if self._office.view_only:
            self._say("Open to view only: nothing can be changed here.", "soon+")
            return
        try:
            taken = step()
        except Rejected as rejection:
            self._say(rejection.reason, "bad+")
        except RegisterRefused as refusal:
            self._say(str(refusal), "bad+")
        else:
            if taken is None:
                self._say(nothing, "soon+")
                return
            self._changed(taken.action)
            self._saved = f"saved {london_time(self._office.register.entries[-1].at)}"
            self._say_title()
            self._say(f"{did}: {self._described(taken.action)}.")

    def action_reports(self) -> None:
        from tui.screens.reports import ReportsScreen

        hold_keys(self)
        self.app.push_screen(ReportsScreen(self._office), self._after_reports)
        self.call_after_refresh(play_keys, self)

    async def _after_reports(self, to: str | None) -> None:
        if to:
            await self.run_action(to)

    def action_show_references(self) -> None:
        toggle = getattr(self._view, "toggle_references", None)
        if toggle is None:
            self._say("Pupil references are on view 3: press 3 first.", "soon+")
            return
        toggle()
        self._table.invalidate()
        self._list()

    def action_view(self, name: str) -> None:
        """Lists something else; a table of its own comes in when it is first asked for."""
        if name not in self._views:
            from tui.views.others import OTHERS

            self._views[name] = OTHERS[name](self._office)
        view = self._views[name]
        if view.table not in self._tables:
            table = self._tables[view.table] = RecordTable(view.columns, view.cells, id=view.table)
            self.mount(table, before=self._status)
        self._view, self._said = view, None
        shown = self._tables[view.table]
        if shown is not self._table:
            self._table.display, shown.display = False, True
            self._table = shown
            self.set_focus(shown)
        self._list()
        self._say_tabs()

    def action_sort_on(self) -> None:
        """Sorts by the next column."""
        keys = [column.key for column in self._view.columns]
        at = keys.index(self._view.sort) if self._view.sort in keys else -1
        self._view.sort, self._view.descending = keys[(at + 1) % len(keys)], False
        self._list()
        column = next(column for column in self._view.columns if column.key == self._view.sort)
        self._say(f"Sorted by {column.label or 'state'}.")

    def action_sort_back(self) -> None:
        """Sorts the other way round."""
        self._view.descending = not self._view.descending
        self._list()

    def action_mark_all(self) -> None:
        shown = frozenset(self._table.rows)
        self._table.mark(shown, on=not shown <= self._table.marks)

    def action_find(self) -> None:
        if self._finder is not None:
            self._finder.display = True
            self._finder.select_all()  # typing replaces what was sought before
            self.set_focus(self._finder)

    def on_input_submitted(self) -> None:
        """Enter in the filter: back to the list, which stays as it is found."""
        self._leave_finder()

    def _leave_finder(self) -> None:
        if self._finder is not None:
            self._finder.display = not self._filter.shows_all
        self.set_focus(self._table)

    def action_back(self) -> None:
        if not self._filter.shows_all or self.focused is self._finder is not None:
            if self._finder is not None:
                self._finder.value = ""
            self._leave_finder()
        elif self._table.marks:
            self._table.unmark_all()
        elif self._said is not None:
            self._said = None
            self._say_sentence()

    def _found(self, text: str) -> None:
        """The filter says something else: the list follows in the same frame."""
        self._filter = read_filter(text)
        self._list(first=True)
