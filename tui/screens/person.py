"""One member of staff: what is asked and why, what stands behind it, and everything ever entered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.screen import Screen

from store.changes import Entry, Reinstate, Withdraw
from store.dates import say, say_short
from store.happenings import Happening, timeline
from store.model import (
    REQUIREMENTS,
    Connection,
    FollowUp,
    Record,
    Requirement,
    Settings,
    Spell,
    StaffMember,
    Status,
)
from store.register import Register
from store.telling import CONFIDENTIAL, details
from store.wording import (
    BASIS,
    CONNECTION_CASE,
    CONNECTION_END,
    COUNTERPART,
    ENGAGEMENT,
    EVIDENCE,
    FOLLOW_UP,
    KINSHIP,
    REQUIREMENT,
    STATUS,
    YEAR_GROUP,
    counted,
    describe,
)
from tui import commands
from tui.commands import Command
from tui.office import Office
from tui.tasks import TASKS, Chosen
from tui.textual_private import hold_keys, play_keys
from tui.timeline import COLUMNS, cells
from tui.widgets.cells import Line, Phrase, Piece, shown, width, wrap
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines import SPACE, TextLine
from tui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from tui.forms.form import Form

WITHDRAW = Command("w", "w", "Withdraw", "Take back the entry under the cursor, or put it back.", "withdraw")
SHOW = Command("v", "v", "Connections", "Show the connections, and hide them again.", "connections")
RECORDING = (
    *(commands.BRIEFING, commands.POLICY, commands.AUP, commands.SELF_CHECK, commands.DECLARATION),
    *(commands.CONNECTION, commands.FIRST_DAY, commands.CHANGE, commands.LEAVING, commands.FOLLOW_UPS),
    commands.EXEMPTION,
)
HERE = (*RECORDING, WITHDRAW, SHOW, commands.BACK)
"""Everything that can be done here."""
PUT_BACK = WITHDRAW._replace(name="Put back")

MARK: dict[Status, Phrase] = {
    "current": Phrase("✓", "good"),
    "due_soon": Phrase("~", "soon"),
    "due": Phrase("•", "due"),
    "overdue": Phrase("!", "bad"),
    "not_started": Phrase("○", "quiet"),
    "exempt": Phrase("–", "quiet"),
    "not_applicable": Phrase("–", "quiet"),
}
OTHER_LINES = 17
"""Of the title, the requirements, the sentence, the keys, and six lines of the timeline with its heading."""


class Timeline(RecordTable):
    """The entries; there is nothing to mark among them."""

    def _set_marks(self, marks: frozenset[int]) -> None:
        pass


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
        self._notices_told = len(office.notices)
        self._happenings: dict[int, Happening] = {}
        self._said: tuple[str, str] | None = None
        self._said_at: int | None = None
        self._title = TextLine(ground="panel", id="who")
        self._facts = TextLine(id="facts")
        self._requirements = TextLine(id="requirements")
        self._follow_ups = TextLine(id="follow-ups")
        self._ties = TextLine(id="ties")
        self._table = Timeline(COLUMNS, lambda n: cells(self._happenings[n]), id="timeline")
        self._sentence = TextLine(id="sentence")
        self._keys = KeyBar(id="keys")

    def compose(self) -> ComposeResult:
        self._requirements.styles.height = 1 + len(REQUIREMENTS)
        self._sentence.styles.height = 2
        yield self._title
        yield self._facts
        yield self._requirements
        yield self._follow_ups
        yield self._ties
        yield self._table
        yield self._sentence
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
        left = (Phrase(f" {member.name}", "key+"), Phrase(_legal_name(member), "quiet"))
        self._title.update((*left, SPACE, Phrase(f"{member.job_title or 'no job title'} ")))
        self._requirements.update(
            (Phrase(f"   {'Asked':<12}{'Status':<17}{'Due':<10}Why, and the last evidence", "quiet"),),
            *(requirement_line(office.register, member, requirement, today) for requirement in REQUIREMENTS),
        )
        facts = packed(" ", [Phrase(fact) for fact in head(member, today)], room, 2)
        follow_ups: list[Line] = [(Phrase(" No follow-ups", "quiet"),)]
        if member.follow_ups:
            said = [follow_up(one, school.settings, today) for one in _open_first(member.follow_ups)]
            follow_ups = packed(" Follow-ups  ", said, room, 6 if self.app.size.height >= 36 else 2)
        # Three entries are enough to see while somebody reads the connections.
        others = OTHER_LINES - 3 if self._connections_shown else OTHER_LINES
        spare = self.app.size.height - others - len(facts) - len(follow_ups)
        _fill(self._facts, facts)
        _fill(self._follow_ups, follow_ups)
        _fill(self._ties, self._connection_lines(member, room, spare))
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
        text, tone = self._said or (here.sentence if here is not None else "", "")
        lines = wrap(shown(text), max(20, self.app.size.width - 2))
        told = [lines[0], " ".join(lines[1:])]
        self._sentence.update(*((Phrase(f" {line}", tone),) for line in told))

    def _say(self, text: str, tone: str = "good+") -> None:
        """Says something in the sentence line, until the cursor moves."""
        self._said = (text, tone)
        self._said_at = self._table.key
        self._say_sentence()

    def on_record_table_highlighted(self, event: RecordTable.Highlighted) -> None:
        if event.key != self._said_at:
            self._said = None
        self._say_sentence()

    def on_text_line_pressed(self, event: TextLine.Pressed) -> None:
        """A click on a requirement's key or on the key bar does what its key does."""
        command = next((command for command in (*HERE, commands.HELP) if command.key == event.key), None)
        if command is not None:
            self.run_worker(self.run_action(command.action), group="click")

    # Recording --------------------------------------------------------------

    def _open(self, form: Form) -> None:
        """Opens a form, unless the register is open to view only."""
        if self._office.view_only:
            self._say("Open to view only: nothing can be recorded here.", "soon+")
            return
        hold_keys(self)
        self.app.push_screen(form, lambda entry: self._after(form, entry))

    def _after(self, form: Form, entry: Entry | None) -> None:
        """What a saved form leads to: everything said anew."""
        self.call_after_refresh(play_keys, self)
        if entry is None:
            return
        self._changed = True
        office = self._office
        if self._member is None:
            self.dismiss(result=True)  # the entry that added this person is withdrawn: there is nothing to show
            return
        self._show()
        if not isinstance(entry.change, Withdraw | Reinstate):
            self._table.move_to(entry.n)
        said = form.saved_words(entry) or f"Saved: {describe(entry.change, office.name_of, office.register.entry)}."
        notices = office.notices[self._notices_told :]
        self._notices_told += len(notices)
        self._say(" ".join((said, *notices)), "soon+" if notices else "good+")

    # Commands ---------------------------------------------------------------

    def action_task(self, name: str) -> None:
        """Records something for this person, or says why it is not asked."""
        answer = TASKS[name](self._office, Chosen(self._staff))
        if isinstance(answer, str):
            self._say(answer, "soon+")
        else:
            self._open(answer)

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


# What is said ---------------------------------------------------------------


def head(member: StaffMember, today: date) -> list[str]:
    """Code, engagement, dates, and whether somebody is in service; absences and exemptions not over yet."""
    spell = _spell(member, today)
    said = [member.code]
    if spell is not None:
        said += [ENGAGEMENT[spell.engagement], f"first day {say(spell.first_day)}"]
        if spell.last_day is not None:
            said.append(f"last day {say(spell.last_day)}")
    starts = spell is not None and spell.first_day > today
    said.append("in service" if member.in_service(today) else "still to start" if starts else "not in service")
    said += [
        f"long absence from {say(one.first_day)}{_until(one.last_day)}"
        for one in member.absences
        if one.last_day is None or one.last_day >= today
    ]
    said += [
        f"exempt from {EVIDENCE[one.requirement]} from {say(one.first_day)}{_until(one.last_day)},"
        f" authorised by {one.authorised_by}"
        for one in member.exemptions
        if one.last_day is None or one.last_day >= today
    ]
    return said


def requirement_line(register: Register, member: StaffMember, requirement: Requirement, today: date) -> Line:
    """The key, what is asked, where it stands, when it is due, why, and what was last recorded."""
    standing = register.standings(member.id, today)[requirement]
    key = commands.KEYS["advice" if standing.basis == "advice" else requirement]
    asked = standing.status != "not_applicable"
    mark = MARK[standing.status]
    why, last = BASIS[standing.basis], last_evidence(register, member, requirement)
    first, second = (last, why) if standing.status == "current" else (why, last)
    return (
        Phrase(f" {key} ", "key+", key) if asked else Phrase("   "),
        Phrase(f"{REQUIREMENT[requirement]:<12}", "", key if asked else ""),
        Phrase(f"{f'{mark.text} {STATUS[standing.status]}':<17}", f"{mark.tone}+"),
        Phrase(f"{say_short(standing.due) if standing.due else '–':<10}"),
        Phrase(f"{first}; {second}", "quiet"),
    )


def last_evidence(register: Register, member: StaffMember, requirement: Requirement) -> str:
    """The latest record that stands: its day, version, who, where the paper is. A draft if there is no other."""
    records = member.records(requirement)
    complete = [record for record in records if record.complete]
    latest = max(complete or records, key=lambda record: (record.effective_on, record.entry), default=None)
    if latest is None:
        return "none yet"
    signed = [latest.version] if latest.version and requirement in {"acknowledgement", "aup"} else []
    draft = "" if latest.complete else "only a draft of "
    return ", ".join((f"{draft}{say(latest.effective_on)}", *signed, *_behind(register, member.id, latest)))


def _behind(register: Register, staff: int, record: Record) -> list[str]:
    """What the entry of a record says of the evidence for it."""
    for _, part, told in register.facts(staff):
        if told is record:
            return details(part)
    return []


def follow_up(one: FollowUp, settings: Settings, today: date) -> Phrase:
    """What a self-check asked for, and when that is due or was done; of confidential ones no more than that."""
    words = FOLLOW_UP[one.code]
    if one.closed_on is None:
        due = one.opened_on + timedelta(days=settings.follow_up_days)
        return (
            Phrase(f"! {words}, was due {say(due)}", "bad")
            if due < today
            else Phrase(f"• {words}, due {say(due)}", "due")
        )
    if one.code in CONFIDENTIAL:
        return Phrase(f"✓ {words}, closed {say(one.closed_on)}", "quiet")
    outcome = "done" if one.outcome == "done" else "not needed"
    by = f" by {one.closed_by}" if one.closed_by else ""
    return Phrase(f"✓ {words}, {outcome} {say(one.closed_on)}{by}", "quiet")


def connection(tie: Connection, today: date) -> list[Phrase]:
    """A connection whole; only for whoever asked to see it."""
    advised = tie.advised_on(today)
    is_open = tie.is_open(today)
    state = (
        Phrase(f"✓ advised {say(advised)}", "good") if advised else Phrase("• not advised", "due" if is_open else "")
    )
    year = [YEAR_GROUP[tie.year_group]] if tie.year_group else []
    leaves = [f"leaves in {tie.expected_leaving_year}"] if tie.expected_leaving_year else []
    ended = []
    if tie.ended_on is not None:
        why = f": {CONNECTION_END[tie.end_reason]}" if tie.end_reason else ""
        ended = [Phrase(f"– ended {say(tie.ended_on)}{why}", "quiet")]
    said = (
        *(tie.pupil_reference or "no pupil reference", CONNECTION_CASE[tie.case]),
        *(f"with {COUNTERPART[tie.counterpart].lower()}", KINSHIP[tie.kinship]),
        *(", ".join((*year, *leaves)) or "leaving year not known", f"declared {say(tie.declared_on)}"),
    )
    return [*map(Phrase, said), state, *ended]


def packed(label: str, items: Sequence[Phrase], room: int, most: int) -> list[Line]:
    """Items one after the other, as many to a line as fit; those past the last line are counted."""
    lines: list[list[Piece]] = [[Phrase(label)]]
    used = width(label)
    for at, item in enumerate(items):
        cells = width(shown(item.text)) + 3
        if used + cells > room and len(lines[-1]) > 1:
            if len(lines) == most:
                lines[-1].append(Phrase(f" … {len(items) - at} more", "soon"))
                break
            lines.append([Phrase(" " * width(label))])
            used = width(label)
        if len(lines[-1]) > 1:
            lines[-1].append(Phrase(" · ", "quiet"))
        lines[-1].append(item)
        used += cells
    return [*lines]


def _fill(widget: TextLine, lines: Sequence[Line]) -> None:
    """Says these lines, and is as high as they are."""
    height = widget.styles.height
    if height is None or int(height.value) != len(lines):
        widget.styles.height = len(lines)
    widget.update(*(tuple(line) for line in lines))


def _open_first(follow_ups: Sequence[FollowUp]) -> list[FollowUp]:
    return sorted(follow_ups, key=lambda one: (one.closed_on is not None, one.opened_on))


def _legal_name(member: StaffMember) -> str:
    other = bool(member.known_as) and member.known_as != member.forename
    return f"  legal name {member.forename} {member.surname}" if other else ""


def _spell(member: StaffMember, today: date) -> Spell | None:
    """The spell that covers the day, else the last."""
    covering = (s for s in member.spells if s.first_day <= today and (s.last_day is None or today <= s.last_day))
    return next(covering, member.last_spell())


def _until(last_day: date | None) -> str:
    return "" if last_day is None else f" to {say(last_day)}"
