"""One member of staff: what is asked and why, what stands behind it, and everything ever entered."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.screen import Screen

from store.changes import Entry, Reinstate, Withdraw
from store.happenings import Happening, timeline
from store.model import REQUIREMENTS, StaffMember
from store.wording import counted
from tui import commands
from tui.about import connection, follow_up, head, legal_name, open_first, requirement_line
from tui.commands import Command
from tui.office import Office
from tui.screens.recording import record
from tui.tasks import TASKS, Chosen
from tui.textual_private import hold_keys, play_keys
from tui.timeline import COLUMNS, cells
from tui.widgets.cells import Line, Phrase
from tui.widgets.export_line import ExportLine
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines import SPACE, TextLine
from tui.widgets.packing import fill, packed
from tui.widgets.plain_table import PlainTable
from tui.widgets.sentence import Sentence

if TYPE_CHECKING:
    from tui.forms.form import Form

WITHDRAW = Command("w", "w", "Withdraw", "Take back the entry under the cursor, or put it back.", "withdraw")
SHOW = Command("v", "v", "Connections", "Show the connections, and hide them again.", "connections")
RECORDING = (
    *(commands.BRIEFING, commands.POLICY, commands.AUP, commands.SELF_CHECK, commands.DECLARATION),
    *(commands.CONNECTION, commands.FIRST_DAY, commands.CHANGE, commands.LEAVING, commands.FOLLOW_UPS),
    *(commands.EXEMPTION, commands.EXPORT, commands.ABOUT_ONE),
)
HERE = (*RECORDING, WITHDRAW, SHOW, commands.BACK)
"""Everything that can be done here."""
ALSO = (commands.HELP, commands.WORKBOOK, commands.FOLDER, commands.STOP)
"""What the app does on any screen."""
PUT_BACK = WITHDRAW._replace(name="Put back")

OTHER_LINES = 17
"""Of the title, the requirements, the sentence, the keys, and six lines of the timeline with its heading."""


class PersonScreen(Screen[bool]):
    """One person; leaving answers whether anything was changed."""

    BINDINGS: ClassVar = [command.binding for command in HERE]
    DEFAULT_CSS = "PersonScreen { background: $background; }"

    def __init__(self, office: Office, staff: int) -> None:
        super().__init__()
        self._office = office
        self._staff = staff
        self._changed = False
        self._connections_shown = False
        self._happenings: dict[int, Happening] = {}
        self._title = TextLine(ground="panel", id="who")
        self._facts = TextLine(id="facts")
        self._requirements = TextLine(id="requirements")
        self._follow_ups = TextLine(id="follow-ups")
        self._ties = TextLine(id="ties")
        self._table = PlainTable(COLUMNS, lambda n: cells(self._happenings[n]), id="timeline")
        self._sentence = Sentence(least=2, most=2)
        self._keys = KeyBar(id="keys")

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
        yield self._keys

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

    # Showing ----------------------------------------------------------------

    @property
    def _member(self) -> StaffMember | None:
        return self._office.register.person(self._staff)

    def _show(self, *, first: bool = False) -> None:
        """Reads everything anew; the cursor stays on its entry."""
        office = self._office
        found = timeline(office.register, self._staff, office.today, show_connections=self._connections_shown)
        self._happenings = {happening.n: happening for happening in found}
        self._table.invalidate()
        self._table.show(list(self._happenings), first=first)
        self._say_all()

    def _say_all(self) -> None:
        member = self._member
        if member is None:
            return
        office, room = self._office, self.app.size.width
        school, today = office.register.school, office.today
        left = (Phrase(f" {member.name}", "key+"), Phrase(legal_name(member), "quiet"))
        self._title.update((*left, SPACE, Phrase(f"{member.job_title or 'no job title'} ")))
        self._requirements.update(
            (Phrase(f"   {'Asked':<12}{'Status':<17}{'Due':<10}Why, and the last evidence", "quiet"),),
            *(requirement_line(office.register, member, requirement, today) for requirement in REQUIREMENTS),
        )
        facts = packed(" ", [Phrase(fact) for fact in head(member, today)], room, 2)
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
        recorded = f" {counted(count, 'connection')} recorded: "
        if not self._connections_shown:
            return [(Phrase(f"{recorded}{SHOW.shown} shows them", "", SHOW.key),)]
        lines: list[Line] = [(Phrase(f"{recorded}{SHOW.shown} hides them", "", SHOW.key),)]
        for tie in member.connections:
            lines += packed("  ", connection(tie, self._office.today), room, 2)
        if len(lines) > max(2, most):
            lines = [*lines[: max(2, most) - 1], (Phrase("  … and more: a taller window shows them", "soon"),)]
        return lines

    def _say_sentence(self) -> None:
        here = None if self._table.key is None else self._happenings.get(self._table.key)
        withdraw = PUT_BACK if here is not None and here.state == "withdrawn" else WITHDRAW
        others = (commands.FIRST_DAY, commands.CONNECTION, commands.HELP, *RECORDING[:5])
        self._keys.show(*(command.label for command in (commands.BACK, withdraw, SHOW, *others)))
        self._sentence.about(self._table.key, "" if here is None else here.sentence)

    def _say(self, text: str, tone: str = "good+") -> None:
        """Says something in the sentence line, until the cursor moves."""
        self._sentence.tell(text, tone, self._table.key)

    def on_record_table_highlighted(self) -> None:
        self._say_sentence()

    def on_text_line_pressed(self, event: TextLine.Pressed) -> None:
        """A click on a requirement's key or on the key bar does what its key does."""
        command = next((command for command in (*HERE, *ALSO) if command.key == event.key), None)
        if command is not None:
            self.run_worker(self.run_action(command.action), group="click")

    # Recording --------------------------------------------------------------

    def _open(self, asked: Form | str) -> None:
        record(self, self._office, asked, self._say, self._recorded)

    def _recorded(self, _form: Form, entry: Entry) -> str | None:
        """What a saved form leads to: everything said anew."""
        self._changed = True
        if self._member is None:
            self.dismiss(result=True)  # the entry that added this person is withdrawn: there is nothing to show
            return None
        self._show()
        if not isinstance(entry.change, Withdraw | Reinstate):
            self._table.move_to(entry.n)
        return ""

    # Commands ---------------------------------------------------------------

    def action_task(self, name: str) -> None:
        """Records something for this person, or says why it is not asked."""
        self._open(TASKS[name](self._office, Chosen(self._staff)))

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

    def action_connections(self) -> None:
        self._connections_shown = not self._connections_shown
        self._show()

    def action_back(self) -> None:
        self.dismiss(self._changed)
