"""What self-checks asked for and is still open: seeing to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from textual.widget import Widget

from store.changes import Bundle, Change, CloseFollowUp
from store.dates import say
from store.model import FollowUp
from store.wording import FOLLOW_UP
from tui.forms.choice import Choice
from tui.forms.fields import DateInput, Field, FieldError, TextInput
from tui.forms.form import Form
from tui.forms.ticks import Ticks
from tui.office import Office
from tui.shown.about import follow_up_due
from tui.widgets.cells import Line, Phrase
from tui.widgets.lines import TextLine

Outcome = Literal["done", "not_needed"]
OUTCOME: dict[Outcome, str] = {"done": "Done", "not_needed": "Not needed"}


class FollowUpsForm(Form):
    """The follow-ups of one person that are open, to be closed. No free text about any (domain 4.3)."""

    def __init__(self, office: Office, staff: int) -> None:
        super().__init__(office)
        self.staff = staff
        member = office.register.person(staff)
        assert member is not None, "only people are followed up"
        self._open = {f"{f.entry} {f.code}": f for f in member.follow_ups if f.closed_on is None}
        self._ticks = Ticks({key: self._said(f) for key, f in self._open.items()}, self._the_only_one())
        self._outcome: Choice[Outcome] = Choice(OUTCOME, "done")

    def _the_only_one(self) -> tuple[str, ...]:
        return tuple(self._open) if len(self._open) == 1 else ()

    def _said(self, follow_up: FollowUp) -> str:
        by = follow_up_due(follow_up, self.office.register.school.settings)
        verb = "was due" if by < self.office.today else "due"
        return f"{FOLLOW_UP[follow_up.code]}, {verb} {say(by)}"

    def heading(self) -> Line:
        return (Phrase(" Follow-ups", "+"), Phrase(f"  {self.office.name_of(self.staff)}"))

    def fields(self) -> Iterable[Widget]:
        today = self.office.today
        if not self._open:
            yield TextLine((Phrase("No follow-up is open.", "quiet"),))
            return
        yield TextLine((Phrase("Space ticks what has been seen to", "quiet"),))
        yield self._ticks
        yield Field("outcome", "Outcome", self._outcome)
        yield Field("on", "On", DateInput(today, today))
        yield Field("by", "By", TextInput(self.office.by), note="name or role")

    def change(self) -> Change:
        ticked = [follow_up for key, follow_up in self._open.items() if key in self._ticks.ticked]
        if not self._open:
            raise FieldError("follow_ups", "No follow-up is open: there is nothing to save.")
        if not ticked:
            raise FieldError("follow_ups", "Tick the follow-up that has been seen to.")
        on = self.day_in("on")
        closed = tuple(
            CloseFollowUp(self.staff, follow_up.entry, follow_up.code, on, self._outcome.chosen, self.text("by"))
            for follow_up in ticked
        )
        return closed[0] if len(closed) == 1 else Bundle("follow_ups", closed)

    def typed(self) -> tuple[object, ...]:
        return (*super().typed(), self._ticks.ticked)
