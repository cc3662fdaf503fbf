"""A new member of staff."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from textual.widget import Widget

from store.changes import AddStaff, Change
from store.codes import invented_code
from store.filters import folded
from store.model import ENGAGEMENTS, Engagement
from store.wording import ENGAGEMENT
from tui.forms.choice import Choice
from tui.forms.fields import DateInput, Field, TextInput
from tui.forms.form import Form
from tui.widgets.cells import Line, Phrase


class NewStarterForm(Form):
    """Name, job and first day; a staff code is made up when none is typed."""

    def heading(self) -> Line:
        return (Phrase(" New starter", "+"),)

    def fields(self) -> Iterable[Widget]:
        yield Field("surname", "Surname", TextInput())
        yield Field("forename", "First name", TextInput())
        yield Field("job_title", "Job title", TextInput())
        start = DateInput(self.office.today, self.office.today, prefer="future")
        yield Field("first_day", "First day", start, note="a date, mon, +7; it may be ahead")
        kinds = {engagement: ENGAGEMENT[engagement] for engagement in ENGAGEMENTS}
        yield Field("engagement", "Engagement", Choice(kinds, "employee"))
        yield Field("known_as", "Known as", TextInput(), note="if it is another")
        yield Field("code", "Staff code", TextInput(), note="empty: one is made up")

    def effect(self, change: Change) -> str:
        assert isinstance(change, AddStaff)
        name = (folded(change.surname), folded(change.forename))
        same = [m for m in self.office.register.staff() if (folded(m.surname), folded(m.forename)) == name]
        return f"Somebody of that name is here already, with the code {same[0].code}. Another one?" if same else ""

    def change(self) -> Change:
        register = self.office.register
        first_day = self.day_in("first_day")
        surname, forename = self.text("surname"), self.text("forename")
        return AddStaff(
            register.next_staff,
            self.text("code") or invented_code(surname, forename, lambda code: register.holder_of(code) is not None),
            surname,
            forename,
            first_day,
            job_title=self.text("job_title"),
            engagement=cast("Engagement", self.choice("engagement")),
            known_as=self.text("known_as"),
        )
