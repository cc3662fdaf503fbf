"""Correcting what is known of somebody: name, code, job, e-mail, engagement, first day."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual.widget import Widget

from store.changes import AmendStaff, Change
from store.dates import say
from store.model import ENGAGEMENTS, Engagement, Spell, StaffMember
from store.wording import ENGAGEMENT
from tui.forms.choice import Choice
from tui.forms.fields import DateInput, Field, FieldError, TextInput
from tui.forms.form import Form
from tui.office import Office
from tui.widgets.cells import Line, Phrase

TEXTS = {
    "surname": "Surname",
    "forename": "First name",
    "known_as": "Known as",
    "job_title": "Job title",
    "email": "E-mail",
    "code": "Staff code",
}
"""The fields that are typed, in order, by their names in a change."""


class EditForm(Form):
    """Everything as it is now, to be typed over; only what is different goes into the change."""

    def __init__(self, office: Office, staff: int) -> None:
        super().__init__(office)
        self.staff = staff
        self._engagement: Choice[Engagement] = Choice({e: ENGAGEMENT[e] for e in ENGAGEMENTS}, self._spell.engagement)

    @property
    def _member(self) -> StaffMember:
        member = self.office.register.person(self.staff)
        assert member is not None, "only people are edited"
        return member

    @property
    def _spell(self) -> Spell:
        return self._member.spells[-1]

    def heading(self) -> Line:
        return (Phrase(" Edit", "+"), Phrase(f"  {self.office.name_of(self.staff)}"))

    def fields(self) -> Iterable[Widget]:
        for name, label in TEXTS.items():
            yield Field(name, label, TextInput(getattr(self._member, name)))
        yield Field("engagement", "Engagement", self._engagement)
        start = DateInput(self.office.today, self._spell.first_day, prefer="nearest")
        yield Field("first_day", "First day", start, note="of the latest time here")

    def change(self) -> Change:
        member, spell = self._member, self._spell
        different: dict[str, Any] = {
            name: self.text(name) for name in TEXTS if self.text(name) != getattr(member, name).strip()
        }
        if self._engagement.chosen != spell.engagement:
            different["engagement"] = self._engagement.chosen
        first_day = self.day("first_day").read("first_day")
        if first_day != spell.first_day:
            different["first_day"] = first_day
        if not different:
            raise FieldError("nothing", "Nothing has been changed: there is nothing to save.")
        return AmendStaff(self.staff, **different)

    def effect(self, change: Change) -> str:
        assert isinstance(change, AmendStaff)
        if change.engagement is None:
            return ""
        since = say(change.first_day or self._spell.first_day)
        return f"{ENGAGEMENT[change.engagement]} for the whole time since {since}: what is asked changes with it."
