"""One member of staff: what is asked and why, what stands behind it, and everything ever entered."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from store.changes import Entry, Reinstate, Withdraw
from store.happenings import Happening, timeline
from store.model import REQUIREMENTS, StaffMember
from store.wording import counted
from tui import commands
from tui.commands import Commands
from tui.office import Office
from tui.screens.recording import record
from tui.screens.undo import Outcome, Undo
from tui.shown.about import connection, follow_up, head, legal_name, next_step, open_first, requirement_line
from tui.shown.timeline import COLUMNS, cells, sort_key
from tui.sorting import Sorting
from tui.tasks import TASKS, Chosen
from tui.textual_private import hold_keys, play_keys
from tui.widgets.cells import Line, Phrase
from tui.widgets.export_line import ExportLine
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines import SPACE, TextLine
from tui.widgets.packing import fill, packed
from tui.widgets.plain_table import PlainTable
from tui.widgets.sentence import Sentence

if TYPE_CHECKING:
    from tui.forms.entry_screen import EntryScreen
    from tui.screens.help import Page

OWN = (*commands.OF_A_PERSON, commands.SORT, commands.SORT_BACK, commands.BACK)
HERE = (*OWN, *commands.TO_THE_LIST)
"""Everything that can be done here."""
PUT_BACK = commands.WITHDRAW._replace(name="Put back")
SHOW = commands.SHOW._replace(name="Connections")
ON_THE_BAR = (
    *(commands.FIRST_DAY, commands.CONNECTION, commands.HELP, commands.BRIEFING, commands.POLICY),
    *(commands.AUP, commands.SELF_CHECK, commands.DECLARATION, commands.UNDO),
)

OTHER_LINES = 17
"""Of the title, the requirements, the sentence, the keys, and six lines of the timeline with its heading."""


class Left(NamedTuple):
    """How a person's page was left."""

    changed: bool
    """Whether anything was entered there."""
    then: str = ""
    """The action the list is to go on with."""


class PersonScreen(Screen[Left]):
    """One person's page. Whoever opens it plays keys once it is left."""

    BINDINGS: ClassVar = [
        *(command.binding for command in OWN),
        *(
            Binding(command.key, f"leave({command.action!r})", command.name, show=False, id=command.action)
            for command in commands.TO_THE_LIST
        ),
    ]
    DEFAULT_CSS = "PersonScreen { background: $background; }"

    def __init__(self, office: Office, keys: Commands, staff: int) -> None:
        super().__init__()
        self._office = office
        self._keys = keys
        self._staff = staff
        self._changed = False
        self._steps = Undo(office, keys)
        self._connections_shown = False
        self._happenings: dict[int, Happening] = {}
        self._sorting = Sorting(COLUMNS, "on", descending=True)
        self._title = TextLine(ground="panel", id="who")
        self._facts = TextLine(id="facts")
        self._requirements = TextLine(id="requirements")
        self._follow_ups = TextLine(id="follow-ups")
        self._ties = TextLine(id="ties")
        self._table = PlainTable(COLUMNS, lambda n: cells(self._happenings[n]), id="timeline")
        self._sentence = Sentence(least=2)
        self._bar = KeyBar(id="keys")

    def compose(self) -> ComposeResult:
        self._requirements.styles.height = 1 + len(REQUIREMENTS)
        yield self._title
        yield self._facts
        yield self._requirements
        yield self._follow_ups
        yield self._ties
        yield self._table
        yield self._sentence
        yield ExportLine()
        yield self._bar

    def on_mount(self) -> None:
        hold_keys(self)
        self._show(first=True)
        self._table.focus()
        self.call_after_refresh(play_keys, self)

    def on_resize(self) -> None:
        self._say_all()

    def on_screen_suspend(self) -> None:
        """Whoever comes back to it, after F9 too, finds the connections hidden."""
        if self._connections_shown:
            self._connections_shown = False
            self._show()

    def help_page(self) -> Page:
        """What can be done here."""
        from tui.screens.help import Page

        name = self._office.name_of(self._staff)
        rows = self._keys.labels(*HERE, commands.WORKBOOK, commands.FOLDER, commands.STOP)
        return Page(f"Keys on the page of {name}", [*rows, commands.MOVE])

    # Showing ----------------------------------------------------------------

    @property
    def _member(self) -> StaffMember | None:
        return self._office.register.person(self._staff)

    def _show(self, *, first: bool = False) -> None:
        """Reads everything anew; the cursor stays on its entry."""
        office = self._office
        found = timeline(office.register, self._staff, office.today, show_connections=self._connections_shown)
        found.sort(key=lambda one: sort_key(one, self._sorting.sort), reverse=self._sorting.descending)
        self._happenings = {happening.n: happening for happening in found}
        self._table.invalidate()
        self._table.sorted_by(self._sorting.sort, descending=self._sorting.descending)
        self._table.show(list(self._happenings), first=first)
        self._say_all()

    def look_again(self) -> None:
        """Somebody else has entered something; what is hidden stays as it is, and the cursor on its entry."""
        if self._member is None:
            self._leave(Left(changed=False))
        else:
            self._show()

    def _say_all(self) -> None:
        member = self._member
        if member is None:
            return
        office, room = self._office, self.app.size.width
        register, school, today = office.register, office.register.school, office.today
        left = (Phrase(f" {member.name}", "key+"), Phrase(legal_name(member), "quiet"))
        self._title.update((*left, SPACE, Phrase(f"{member.job_title or 'no job title'} ")))
        self._requirements.update(
            (Phrase(f"   {'Asked':<12}{'Status':<17}{'Due':<10}Why, and the last evidence", "quiet"),),
            *(requirement_line(register, member, requirement, today, self._keys) for requirement in REQUIREMENTS),
        )
        step = next_step(register, member, today, self._keys)
        facts = packed(" ", [step, *map(Phrase, head(member, today))], room, 2)
        follow_ups: list[Line] = [(Phrase(" No follow-ups", "quiet"),)]
        if member.follow_ups:
            said = [follow_up(one, school.settings, today) for one in open_first(member.follow_ups)]
            follow_ups = packed(" Follow-ups  ", said, room, 6 if self.app.size.height >= 36 else 2)
        # Three entries are enough to see while somebody reads the connections.
        others = OTHER_LINES - 3 if self._connections_shown else OTHER_LINES
        spare = self.app.size.height - others - len(facts) - len(follow_ups)
        fill(self._facts, facts)
        fill(self._follow_ups, follow_ups)
        fill(self._ties, self._connection_lines(member, room, spare))
        self._say_sentence()

    def _connection_lines(self, member: StaffMember, room: int, most: int) -> list[Line]:
        """How many there are; what they are only once that is asked for."""
        count = len(member.connections)
        if not count:
            return [(Phrase(" No connections recorded", "quiet"),)]
        show = self._keys[SHOW]
        does = "hides" if self._connections_shown else "shows"
        lines: list[Line] = [
            (Phrase(f" {counted(count, 'connection')} recorded: {show.spoken} {does} them", "", show.key),)
        ]
        if not self._connections_shown:
            return lines
        for tie in member.connections:
            lines += packed("  ", connection(tie, self._office.today), room, 2)
        if len(lines) > max(2, most):
            lines = [*lines[: max(2, most) - 1], (Phrase("  … and more: a taller window shows them", "soon"),)]
        return lines

    def _say_sentence(self) -> None:
        here = None if self._table.key is None else self._happenings.get(self._table.key)
        withdraw = PUT_BACK if here is not None and here.state == "withdrawn" else commands.WITHDRAW
        self._bar.show(*self._keys.labels(commands.BACK, withdraw, SHOW, *ON_THE_BAR))
        self._sentence.about(self._table.key, "" if here is None else here.sentence)

    def _say(self, text: str, tone: str = "good+") -> None:
        """Says something in the sentence line, until the cursor moves."""
        self._sentence.tell(text, tone, self._table.key)

    def on_record_table_highlighted(self) -> None:
        self._say_sentence()

    def on_record_table_heading_clicked(self, event: PlainTable.HeadingClicked) -> None:
        self._sorting.sort_by(event.column)
        self._show()

    def on_key(self, event: events.Key) -> None:
        """A command that is none here says so."""
        command = self._keys.pressed(event.key)
        if command is not None and event.key not in self.active_bindings:
            self._say(self._keys.for_the_list(command), "soon+")

    def on_text_line_pressed(self, event: TextLine.Pressed) -> None:
        """A click on a requirement's key or on the key bar does what its key does."""
        if command := self._keys.pressed(event.key):
            self.run_worker(self.run_action(command.action), group="click")

    # Recording --------------------------------------------------------------

    def _open(self, asked: EntryScreen | str) -> None:
        record(self, self._office, asked, self._say, self._recorded)

    def _recorded(self, _form: EntryScreen, entry: Entry) -> str | None:
        """What a saved form leads to: everything said anew."""
        self._changed = True
        if self._member is None:
            self._leave(Left(changed=True))  # the entry that added this person is withdrawn: there is nothing to show
            return None
        self._show()
        if not isinstance(entry.change, Withdraw | Reinstate):
            self._table.move_to(entry.n)
        return ""

    # Commands ---------------------------------------------------------------

    def action_task(self, name: str) -> None:
        """Records something for this person, or says why it is not asked."""
        self._open(TASKS[name](self._office, Chosen(self._staff, keys=self._keys)))

    def action_export(self) -> None:
        """Of the workbooks, those about this person."""
        self.action_task("about_one")

    def on_noted(self) -> None:
        """A workbook has been made: one about this person is in the timeline."""
        self._show()

    def action_withdraw(self) -> None:
        """Asks for the reason, unless the register would refuse whatever it is."""
        from tui.forms.withdraw import WithdrawForm, refusal

        n = self._table.key
        if n is None:
            return
        if self._happenings[n].state == "step":
            self._say("A withdrawal stays as it is: put the cursor on the entry it is about.", "soon+")
        elif refused := refusal(self._office, self._staff, n):
            self._say(refused, "soon+")
        else:
            self._open(WithdrawForm(self._office, self._staff, n))

    def action_show_hidden(self) -> None:
        if self._member is not None and not self._member.connections:
            self._say("No connections are recorded, so there are none to show.", "soon+")
            return
        self._connections_shown = not self._connections_shown
        self._show()

    def action_sort_on(self) -> None:
        label = self._sorting.sort_on()
        self._show()
        self._say(f"Sorted by {label}.")

    def action_sort_back(self) -> None:
        label = self._sorting.sort_back()
        self._show()
        self._say(f"Sorted by {label}, the other way round.")

    def action_undo(self) -> None:
        self._after_step(self._steps.undo(self._sentence.news))

    def action_redo(self) -> None:
        self._after_step(self._steps.redo())

    def _after_step(self, outcome: Outcome) -> None:
        if outcome.entry is not None:
            self._changed = True
            if self._member is None:
                self._leave(Left(changed=True))
                return
            self._show()
        self._say(outcome.said, outcome.tone)

    def action_back(self) -> None:
        self._leave(Left(self._changed))

    def action_leave(self, then: str) -> None:
        """Back to the list, which goes on with something else."""
        self._leave(Left(self._changed, then))

    def _leave(self, left: Left) -> None:
        """Closes; what is typed meanwhile waits for the list, which plays it."""
        hold_keys(self)
        self.dismiss(left)
