"""The day on which somebody left whom a staff list has no more."""

from __future__ import annotations

from datetime import date

from store.changes import EndService
from tui.forms.fields import DateInput, Field, FieldError
from tui.office import Office
from tui.widgets.key_bar import KeyLabel

KEYS = (KeyLabel("enter", "Enter", "They left on this day"), KeyLabel("escape", "Esc", "They did not"))


class LastDay(Field):
    """Hidden until it is asked for. The next one’s day is the same unless it is typed."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._day = DateInput(office.today, office.today)
        super().__init__("last_day", " Last day", self._day, hidden=True)

    def ask(self) -> None:
        """Comes into sight, with nothing said against it."""
        self.settle()
        self.remove_class("hidden")

    def begin(self) -> None:
        """Typing replaces the day that stands there."""
        self.screen.set_focus(self._day)
        self._day.select_all()

    def read(self, staff: int) -> date | None:
        """The day typed; None, with the reason shown, where it is none or this person cannot have left on it."""
        try:
            on = self._day.read("last_day")
        except FieldError as mistake:
            self.complain(mistake.reason)
            return None
        assert on is not None, "not optional"
        for finding in self._office.register.check(EndService(staff, on), self._office.today):
            if finding.refused:
                self.complain(finding.reason)
                return None
        return on
