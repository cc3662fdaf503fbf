"""That the policy is in the staff handbook (6(i)): looked at each academic year."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from store.changes import Change, CheckHandbook
from store.dates import say
from tui.forms.fields import DateInput, Field, FieldError, TextInput
from tui.forms.form import Form
from tui.widgets.cells import Line, Phrase


class HandbookForm(Form):
    """A check of the school’s, not of a person."""

    def heading(self) -> Line:
        last = self.office.register.school.handbook_checked_on
        said = "never checked yet" if last is None else f"last checked on {say(last)}"
        return (Phrase(" Handbook copy of the policy (6(i))", "+"), Phrase(f"  {said}"))

    def fields(self) -> Iterable[Widget]:
        yield Field("on", "Checked on", DateInput(self.office.today, self.office.today))
        yield Field("by", "By", TextInput(self.office.by))

    def change(self) -> Change:
        on = self.day_in("on")
        if on > self.office.today:
            raise FieldError("on", f"{say(on)} has not happened yet; plan it instead.")
        return CheckHandbook(on, self.text("by"))
