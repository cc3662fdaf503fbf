"""Connections under the 4.1 footnote: recording one, with its advice if it was given; and the advice afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, cast

from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Input

from store.changes import Advise, Bundle, Change, RecordConnection, Single
from store.checklists import ADVICE
from store.dates import leaving_year, say
from store.model import (
    ADVICE_METHODS,
    CONNECTION_CASES,
    FOOTNOTE_ADVICE,
    KINSHIPS,
    YEAR_GROUPS,
    AdviceMethod,
    AdviceStatement,
    Connection,
    ConnectionCase,
    Counterpart,
    Kinship,
    YearGroup,
)
from store.wording import ADVICE_METHOD, CONNECTION_CASE, COUNTERPART, KINSHIP, YEAR_GROUP
from tui.forms.choice import Choice
from tui.forms.choosing import ChoosingForm
from tui.forms.fields import DateInput, Field, FieldError, TextInput
from tui.forms.form import Form
from tui.forms.ticks import Ticks
from tui.office import Office
from tui.widgets.cells import Line, Phrase
from tui.widgets.key_bar import KeyLabel
from tui.widgets.lines import TextLine

NO_YEAR = "–"
LONGEST_AHEAD = 20
"""Years; a child in the nursery leaves in eight."""


def leaving_year_typed(typed: str, this_year: int) -> int:
    """2031, or 31 for short. Raises FieldError for what is no year, or none a child now here leaves in."""
    if typed.isascii() and typed.isdecimal() and len(typed) in {2, 4}:
        year = int(typed) if len(typed) == 4 else 2000 + int(typed)
        if this_year <= year <= this_year + LONGEST_AHEAD:
            return year
    raise FieldError("expected_leaving_year", f"A year from {this_year} to {this_year + LONGEST_AHEAD}.")


def which_connection(office: Office, staff: int, connection: Connection) -> str:
    """Whose it is and when it was declared; what else tells it from others, where there are others. Never the pupil."""
    member = office.register.person(staff)
    assert member is not None, "only people have connections"
    said = f"{member.name}, connection declared on {say(connection.declared_on)}"
    if sum(other.ended_on is None for other in member.connections) < 2:
        return said
    leaves = connection.expected_leaving_year or "year not known"
    return f"{said} ({COUNTERPART[connection.counterpart].lower()}, {leaves})"


class ConnectionForm(ChoosingForm):
    """A tie the footnote covers: never a name, and the leaving year is worked out from the year group."""

    def __init__(self, office: Office, staff: int) -> None:
        super().__init__(office)
        self.staff = staff

    def heading(self) -> Line:
        return (Phrase(" Connection", "+"), Phrase(f"  {self.office.name_of(self.staff)}"))

    def fields(self) -> Iterable[Widget]:
        today = self.office.today
        cases = {case: CONNECTION_CASE[case] for case in CONNECTION_CASES}
        yield Field("case", "Case", Choice(cases, "related"))
        yield Field(
            "counterpart", "With a", Choice({c: COUNTERPART[c] for c in ("pupil", "parent_carer", "both")}, "pupil")
        )
        yield Field("kinship", "Kinship", Choice({k: KINSHIP[k] for k in KINSHIPS}, "wider_family"))
        note = "as AB 2K; never a name"
        yield Field("pupil_reference", "Pupil reference", TextInput(), note=note)
        years: dict[str, str] = {NO_YEAR: "not known"} | {y: YEAR_GROUP[y] for y in YEAR_GROUPS}
        yield Field("year_group", "Year group", Choice(years, NO_YEAR))
        advised = {"no": "Not advised yet", "advised": "Advised: F1, F2 and F3"}
        yield Field("advised", "Advice", Choice(advised, "no"))
        yield Field("adviser", "Advised by", TextInput("Headteacher"), hidden=True)
        leaving = Field("expected_leaving_year", "Leaves in July", TextInput(), note="from the year group")
        yield leaving
        before = {"before": "Before they became parent, carer or pupil, or none", "after": "After"}
        yield Field("formed_before", "Friendship begun", Choice(before, "before"))
        yield Field("on", "Declared on", DateInput(today, today))
        yield self.reason_field()

    def show_relevant(self) -> None:
        """By whom is asked once it is said that the advice was given."""
        adviser = self.field("adviser")
        assert adviser is not None
        adviser.set_class(not self._is_advised, "hidden")

    @property
    def _is_advised(self) -> bool:
        return self.choice("advised") == "advised"

    def on_choice_changed(self, event: Choice.Changed) -> None:
        """A year group says when the pupil leaves."""
        field, group = self.field("expected_leaving_year"), self.field("year_group")
        if field is None or not isinstance(field.control, Input) or group is None or event.choice is not group.control:
            return
        year = self.choice("year_group")
        field.control.value = "" if year == NO_YEAR else str(leaving_year(year, self.office.today))

    def _leaves(self) -> int | None:
        """The year typed. Raises FieldError for what is none."""
        typed = self.text("expected_leaving_year")
        return leaving_year_typed(typed, self.office.today.year) if typed else None

    def change(self) -> Change:
        on = self.day_in("on")
        number = self.office.register.next_connection
        year = self.choice("year_group")
        changes: list[Single] = [
            RecordConnection(
                self.staff,
                number,
                on,
                case=cast("ConnectionCase", self.choice("case")),
                counterpart=cast("Counterpart", self.choice("counterpart")),
                kinship=cast("Kinship", self.choice("kinship")),
                pupil_reference=self.text("pupil_reference"),
                year_group=None if year == NO_YEAR else cast("YearGroup", year),
                expected_leaving_year=self._leaves(),
                formed_before=self.choice("formed_before") == "before",
                reason=self.text("reason"),
            )
        ]
        if self._is_advised:
            changes.append(Advise(self.staff, number, on, self.text("adviser"), reason=self.text("reason")))
        return Bundle("connection", tuple(changes))


class AdviceForm(Form):
    """The footnote's statements given on a connection that is recorded."""

    BINDINGS: ClassVar = [Binding("f3", "record_another", show=False)]
    KEYS: ClassVar = (
        *Form.KEYS[:3],
        KeyLabel("f3", "F3", "Another connection", "Records a further connection; the advice on this one can wait."),
        *Form.KEYS[3:],
    )

    def __init__(self, office: Office, staff: int, connection: Connection) -> None:
        super().__init__(office)
        self.staff = staff
        self.connection = connection
        self._statements = Ticks({name: f"{name} {ADVICE[name]}" for name in FOOTNOTE_ADVICE}, FOOTNOTE_ADVICE)

    def heading(self) -> Line:
        return (Phrase(" Advice", "+"), Phrase(f"  {which_connection(self.office, self.staff, self.connection)}"))

    def fields(self) -> Iterable[Widget]:
        yield Field("on", "Given on", DateInput(self.office.today, self.office.today))
        yield Field("adviser", "Advised by", TextInput("Headteacher"))
        yield Field("method", "How", Choice({m: ADVICE_METHOD[m] for m in ADVICE_METHODS}, "in_person"))
        yield TextLine((Phrase("All three, or the connection stays “to advise”", "quiet"),))
        yield self._statements
        yield self.reason_field()

    def change(self) -> Change:
        on = self.day_in("on")
        given: tuple[AdviceStatement, ...] = tuple(s for s in FOOTNOTE_ADVICE if s in self._statements.ticked)
        return Advise(
            self.staff,
            self.connection.id,
            on,
            self.text("adviser"),
            statements=given,
            method=cast("AdviceMethod", self.choice("method")),
            reason=self.text("reason"),
        )

    def typed(self) -> tuple[object, ...]:
        return (*super().typed(), self._statements.ticked)

    def action_record_another(self) -> None:
        """A further connection of the same person."""
        self.open_instead(ConnectionForm(self.office, self.staff))

    async def on_text_line_pressed(self, event: TextLine.Pressed) -> None:
        if event.key == "f3":
            self.action_record_another()
