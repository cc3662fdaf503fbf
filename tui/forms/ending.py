"""The end of a connection, or, where another child stays, a later leaving year (A8)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from textual.widget import Widget

from store.changes import Advise, AmendConnection, Bundle, Change, EndConnection
from store.checklists import ADVICE
from store.model import CONNECTION_ENDS, Connection, ConnectionEnd
from store.wording import CONNECTION_END
from tui.forms.choice import Choice
from tui.forms.choosing import ChoosingForm
from tui.forms.connection import leaving_year_typed, which_connection
from tui.forms.fields import DateInput, Field, FieldError, TextInput
from tui.forms.ticks import Ticks
from tui.office import Office
from tui.widgets.cells import Line, Phrase
from tui.widgets.lines import TextLine

What = Literal["end", "stays"]
LEFT: frozenset[ConnectionEnd] = frozenset({"left_roll", "last_child_left"})
"""A pupil who has left is a former pupil: V1 is to be said (4.1(v))."""


class EndConnectionForm(ChoosingForm):
    """A connection that ends, with its reason; family ties do not end, only the link through the school."""

    def __init__(self, office: Office, staff: int, connection_id: int) -> None:
        super().__init__(office)
        self.staff = staff
        self.connection_id = connection_id
        connection = self._connection
        words: dict[What, str] = {"end": "Ends", "stays": "Later leaving year: another child stays"}
        self._what: Choice[What] = Choice(words, "end")
        unfit = {"staff_left"} | ({"friendship_ended"} if connection.case == "related" else set())
        ends = [end for end in CONNECTION_ENDS if end not in unfit]
        likely: ConnectionEnd = "last_child_left" if connection.counterpart == "parent_carer" else "left_roll"
        self._end_reason: Choice[ConnectionEnd] = Choice({end: CONNECTION_END[end] for end in ends}, likely)
        self._v1_label = TextLine((Phrase("The child is now a former pupil (Space ticks what was said)", "quiet"),))
        self._v1 = Ticks({"V1": f"V1 given: {ADVICE['V1']}"}, ())

    @property
    def _connection(self) -> Connection:
        member = self.office.register.person(self.staff)
        assert member is not None, "only people have connections"
        return next(connection for connection in member.connections if connection.id == self.connection_id)

    def heading(self) -> Line:
        about = which_connection(self.office, self.staff, self._connection)
        return (Phrase(" End of a connection", "+"), Phrase(f"  {about}"))

    def fields(self) -> Iterable[Widget]:
        yield Field("what", "What", self._what)
        yield Field("end_reason", "Because", self._end_reason)
        yield Field("on", "On", DateInput(self.office.today, self.office.today))
        yield self._v1_label
        yield self._v1
        yield Field("adviser", "Advised by", TextInput("Headteacher"))
        year = self._connection.expected_leaving_year
        leaving = TextInput("" if year is None else str(year))
        yield Field("expected_leaving_year", "Leaves in July", leaving, note="the child who stays")
        yield self.reason_field()

    # Only what matters is asked

    def show_relevant(self) -> None:
        relevant = {"what", "end_reason", "on"} if self._ends else {"what", "expected_leaving_year"}
        if self._ends and self.text("reason"):
            relevant.add("reason")
        if self._asks_v1:
            relevant.add("adviser")
        for field in self.query(Field):
            field.set_class(field.name not in relevant, "hidden")
        for widget in (self._v1_label, self._v1):
            widget.set_class(not self._asks_v1, "hidden")

    @property
    def _ends(self) -> bool:
        return self._what.chosen == "end"

    @property
    def _asks_v1(self) -> bool:
        """Whether a pupil has left."""
        return self._ends and self._connection.counterpart != "parent_carer" and self._end_reason.chosen in LEFT

    @property
    def _v1_given(self) -> bool:
        return self._asks_v1 and bool(self._v1.ticked)

    # What is recorded

    def change(self) -> Change:
        if not self._ends:
            return AmendConnection(self.staff, self.connection_id, self._leaves())
        on = self.day_in("on")
        reason = self.text("reason")
        end = EndConnection(self.staff, self.connection_id, on, self._end_reason.chosen, reason)
        if not self._v1_given:
            return end
        said = Advise(self.staff, self.connection_id, on, self.text("adviser"), statements=("V1",), reason=reason)
        return Bundle("connection", (end, said))

    def _leaves(self) -> int:
        """The year typed. Raises FieldError for what is none, or is no other."""
        year = leaving_year_typed(self.text("expected_leaving_year"), self.office.today.year)
        if year == self._connection.expected_leaving_year:
            raise FieldError("expected_leaving_year", "That is the year recorded already.")
        return year

    def effect(self, change: Change) -> str:
        if not self._asks_v1 or self._v1_given:
            return ""
        return "V1 is not ticked: the child is now a former pupil, and contact online is strongly discouraged (4.1(v))."

    def typed(self) -> tuple[object, ...]:
        return (*super().typed(), self._v1.ticked)
