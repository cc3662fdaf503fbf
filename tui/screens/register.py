"""The staff list: five statuses a person, and one key for every task."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.screen import Screen

from store.changes import AddStaff, Bundle, Entry
from store.dates import london_date, london_time, say_term, say_with_weekday, term_of
from store.disk.errors import RegisterRefused
from store.filters import Filter, read_filter
from store.model import REQUIREMENTS, Requirement
from store.register import Rejected, people_of
from store.saying import sentence
from store.wording import REQUIREMENT, counted, describe, people
from tui import commands
from tui.listing import Listing, ViewName
from tui.office import Office
from tui.rows import COLUMNS, staff_cells
from tui.textual_private import PatientApp
from tui.widgets.cells import Line, Phrase
from tui.widgets.counts import Count, counts
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines import SPACE, TextLine
from tui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from textual.timer import Timer

    from store.undoing import Step
    from tui.forms.evidence import EvidenceForm
    from tui.forms.form import Form
    from tui.widgets.filter_input import FilterInput

FOLLOW_EVERY = 5.0
"""Seconds between looks at what somebody else enters, where it is open to view only."""
NOBODY_YET = ("No staff yet.", "Press n to add somebody, or leave and bring in a list: briefed import FILE")
NOTHING_MATCHES = ("Nobody matches what you typed.", "Esc shows everybody again.")
NOBODY_OWES = ("Nobody owes anything, and nothing falls due within the month.", "Press 1 for the whole staff.")


class RegisterScreen(Screen[None]):
    """The list of staff, or of those from whom something is due."""

    BINDINGS: ClassVar = [command.binding for command in commands.EVERYTHING]

    def __init__(self, office: Office, *, to_edit: bool = True) -> None:
        super().__init__()
        self._office = office
        self._to_edit = to_edit
        self._following: Timer | None = None
        self._notices_told = 0
        self._undo_asked = 0
        self._view: ViewName = "staff"
        self._filter = Filter()
        self._sort = {"staff": ("name", False), "due": ("next_due", False)}
        self._listing = Listing(office.register, office.today)
        self._finder: FilterInput | None = None
        self._saved = ""
        self._said: tuple[str, str] | None = None
        self._said_at: int | None = None
        self._title = TextLine(ground="panel", id="title")
        self._counts = CountsLine(self._counted)
        self._tabs = TextLine(id="tabs")
        self._table = RecordTable(COLUMNS, self._cells, id="table")
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
        self._hold_keys()
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
        self._play_keys()

    def _edit(self) -> None:
        """Takes the register up for editing; if somebody else has it, says who, and follows what they enter."""
        try:
            self._office.edit()
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
        else:
            self._say("You are editing it.")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """`/` is a letter like any other while something is being typed."""
        return action != "find" or self.focused is self._table

    # Showing ----------------------------------------------------------------

    def _cells(self, staff: int) -> Sequence[Phrase | str]:
        return staff_cells(self._office.register, staff, self._office.today)

    def _show(self) -> None:
        """Lists whom the view and the filter ask for, and says everything; the cursor stays on its person."""
        self._list()
        self._say_title()
        self._counts.say_again()
        self._say_tabs()

    def _list(self, *, first: bool = False) -> None:
        """Lists them, and says what is listed."""
        sort, descending = self._sort[self._view]
        self._table.say_when_empty(*self._why_empty())
        self._table.sorted_by(sort, descending=descending)
        self._table.show(self._listing.keys(self._view, self._filter, sort, descending=descending), first=first)
        self._say_status()
        self._say_sentence()

    def _why_empty(self) -> Sequence[str]:
        if not self._listing.people:
            return NOBODY_YET
        return NOBODY_OWES if self._filter.shows_all else NOTHING_MATCHES

    def _say_tabs(self) -> None:
        views = ((commands.STAFF, "staff", "Staff"), (commands.DUE, "due", f"Due ({len(self._listing.due)})"))
        tabs: list[Phrase] = []
        for command, view, name in views:
            tone = "key+" if view == self._view else "quiet"
            tabs.append(Phrase(f" {command.shown} {name} ", tone, command.key))
        self._tabs.update(tuple(tabs))

    def _say_title(self) -> None:
        office = self._office
        today = office.today
        school = office.register.school
        term = say_term(term_of(today, school.settings))
        viewing = office.view_only and self._following is not None
        state = Phrase("view only", "bad+") if viewing else Phrase(self._saved or "not changed", "quiet")
        left = (Phrase(" Briefed ", "key+"), Phrase(f" {school.name}", "+"))
        middle = Phrase(f"{term} · {say_with_weekday(today)}")
        self._title.update((*left, SPACE, middle, SPACE, state, Phrase(f" · {office.by} ", "quiet")))

    def _counted(self) -> list[Count]:
        found = self._listing.totals
        no_policy = self._office.register.school.current("policy", self._office.today) is None
        return [
            Count("Asked" if r == "connections" else REQUIREMENT[r], found[r].up_to_date, found[r].applicable)
            if not (no_policy and r == "acknowledgement")
            else Count("Policy", 0, 0)
            for r in REQUIREMENTS
        ]

    def _say_status(self) -> None:
        marks = self._table.marks
        listing = self._listing
        to_start = f" · {listing.to_start} still to start" if listing.to_start else ""
        left: Line = (
            Phrase(
                f" {counted(listing.in_service, 'member')} of staff{to_start} · {listing.owing} owe something"
                f" · {self._filter.describe()}"
            ),
        )
        hidden = len(marks.difference(self._table.rows)) if marks else 0
        said = f"{len(marks)} marked" + (f" ({hidden} not shown)" if hidden else "") if marks else ""
        self._status.update((*left, SPACE, Phrase(f"{said} ", "key+" if marks else "quiet")))

    def _say_sentence(self) -> None:
        if self._said is not None:
            text, tone = self._said
            self._sentence.update((Phrase(f" {text}", tone),))
            return
        key = self._table.key
        member = None if key is None else self._office.register.person(key)
        if key is None or member is None:
            self._sentence.update((Phrase(""),))
            return
        register, today = self._office.register, self._office.today
        said = sentence(member, register.standings(key, today), register.school, today, commands.KEYS)
        self._sentence.update((Phrase(f" {said}"),))

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
        before, descending = self._sort[self._view]
        self._sort[self._view] = (event.column, event.column == before and not descending)
        self._show()

    def on_text_line_pressed(self, event: TextLine.Pressed) -> None:
        """A click on a tab or on the key bar does what its key does."""
        command = next((command for command in commands.EVERYTHING if command.key == event.key), None)
        if command is not None:
            self.run_worker(self.run_action(command.action), group="click")

    # Recording --------------------------------------------------------------

    def _group(self, requirement: Requirement) -> tuple[Sequence[int], Sequence[int]]:
        """Whom a key is for: those marked; on the Due view everybody due; else the person under the cursor."""
        marks = self._table.marks
        if marks:
            chosen = [member.id for member in self._listing.people if member.id in marks]
            return chosen, chosen
        if self._view == "due" and self._filter.shows_all:
            due = self._listing.pressing(requirement)
            return due, due
        return ([self._table.key], []) if self._table.key is not None else ([], [])

    def _open_evidence(self, form: type[EvidenceForm]) -> None:
        listed, ticked = self._group(form.REQUIREMENT)
        applies = [staff for staff in listed if self._applies(staff, form.REQUIREMENT)]
        if not applies:
            self._say(self._why_not(listed, form.REQUIREMENT), "soon+")
            return
        asked = frozenset(applies)
        chosen = tuple(staff for staff in ticked if staff in asked)
        self._open(form(self._office, tuple(applies), chosen, len(listed) - len(applies)))

    def _applies(self, staff: int, requirement: Requirement) -> bool:
        standing = self._office.register.standings(staff, self._office.today)[requirement]
        return standing.status != "not_applicable"

    def _why_not(self, listed: Sequence[int], requirement: Requirement) -> str:
        if not listed:
            return "Nobody is listed here." if self._view == "staff" else "Nobody owes that: nothing to record."
        office = self._office
        if requirement == "aup" and not office.register.school.aup_is_linked(office.today):
            return "No AUP is linked to the policy yet (6(ii)): adopt one with briefed adopt aup."
        return f"{REQUIREMENT[requirement]} is not asked of {office.name_of(listed[0])}."

    def _open(self, form: Form) -> None:
        """Opens a form, unless the register is open to view only."""
        if self._office.view_only:
            self._say("Open to view only: nothing can be recorded here.", "soon+")
            return
        self._hold_keys()
        self.app.push_screen(form, lambda entry: self._after(form, entry))

    def _hold_keys(self) -> None:
        """Keys typed while a form comes wait for it."""
        if isinstance(self.app, PatientApp):
            self.app.hold_keys()

    def _play_keys(self) -> None:
        if isinstance(self.app, PatientApp):
            self.app.play_keys()

    def _after(self, form: Form, entry: Entry | None) -> None:
        """What a saved form leads to: the list as it is now, and what to do next."""
        self.call_after_refresh(self._play_keys)
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
            self._view = "due"
            self._show()
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
        self._table.invalidate(concerned or None)
        self._show()

    def _described(self, entry: Entry) -> str:
        return describe(entry.change, self._office.name_of, self._office.register.entry)

    # Commands ---------------------------------------------------------------

    def action_briefing(self) -> None:
        from tui.forms.evidence import BriefingForm

        self._open_evidence(BriefingForm)

    def action_acknowledgement(self) -> None:
        from tui.forms.evidence import AcknowledgementForm

        self._open_evidence(AcknowledgementForm)

    def action_aup(self) -> None:
        from tui.forms.evidence import AupForm

        self._open_evidence(AupForm)

    def action_self_check(self) -> None:
        from tui.forms.self_check import SelfCheckForm

        self._open_evidence(SelfCheckForm)

    def action_declaration(self) -> None:
        from tui.forms.evidence import DeclarationForm

        self._open_evidence(DeclarationForm)

    def action_first_day(self) -> None:
        from tui.forms.evidence import FirstDayForm

        self._open_evidence(FirstDayForm)

    def action_connection(self) -> None:
        from tui.forms.connection import AdviceForm, ConnectionForm

        key = self._table.key
        member = None if key is None else self._office.register.person(key)
        if key is None or member is None:
            self._say("Nobody is listed here.", "soon+")
        elif len(self._table.marks) > 1:
            self._say("A connection is recorded for one person: unmark the others with Esc.", "soon+")
        elif not self._applies(key, "connections"):
            self._say(self._why_not([key], "connections"), "soon+")
        else:
            today = self._office.today
            waiting = [c for c in member.connections if c.is_open(today) and c.advised_on(today) is None]
            if waiting:
                self._open(AdviceForm(self._office, key, waiting[0].id, waiting[0].declared_on))
            else:
                self._open(ConnectionForm(self._office, key))

    def action_new_starter(self) -> None:
        from tui.forms.new_starter import NewStarterForm

        self._open(NewStarterForm(self._office))

    def action_export(self) -> None:
        from tui.forms.export import ExportForm

        self._open(ExportForm(self._office))

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
        other = entry.by != self._office.by or london_date(entry.at) != self._office.today
        return other or (isinstance(entry.change, Bundle) and entry.change.purpose == "staff_list")

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

    def action_view(self, view: ViewName) -> None:
        self._view = view
        self._said = None
        self._show()

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


class CountsLine(TextLine):
    """The five counts with their bars, as wide as there is room."""

    def __init__(self, counted: Callable[[], list[Count]]) -> None:
        super().__init__(id="counts")
        self._counted = counted

    def line(self, y: int) -> Line:
        return counts(self._counted(), self.size.width)
