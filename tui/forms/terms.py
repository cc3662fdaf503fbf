"""The school’s terms, and which of the five are asked of whom (R2): rules of its own too."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from textual.widget import Widget

from store.changes import Change, ChangeSettings
from store.model import ENGAGEMENTS, Engagement, Requirement, TermDates
from tui.forms.fields import Field, FieldError, TextInput
from tui.forms.form import Form
from tui.forms.rule_words import OWN_RULE, MisreadError, echo_terms, read_asked, read_terms, say_asked, say_terms
from tui.widgets.cells import Line, Phrase

PEOPLE: dict[Engagement, str] = {
    "employee": "Employees",
    "central": "Central teachers",
    "agency": "Agency staff",
    "trainee": "Trainees",
    "volunteer": "Volunteers",
    "governor": "Governors",
    "contractor": "Contractors",
}


class TermsForm(Form):
    """Without terms of its own a year has the usual ones; reports go by them."""

    def heading(self) -> Line:
        return (Phrase(" Terms, and what is asked of whom", "+"), Phrase("  the school’s own rules"))

    def fields(self) -> Iterable[Widget]:
        settings = self.office.register.school.settings
        yield Field("terms", "Terms", TextInput(say_terms(settings.terms)), note="autumn 2/9/26 to 18/12, …")
        for engagement in ENGAGEMENTS:
            asked = TextInput(say_asked(settings.applies[engagement]))
            yield Field(f"applies_{engagement}", PEOPLE[engagement], asked, note=OWN_RULE)

    def change(self) -> Change:
        settings = self.office.register.school.settings
        applies = {engagement: self._asked(engagement) for engagement in ENGAGEMENTS}
        changed = msgspec.structs.replace(settings, terms=self._terms(), applies=applies)
        if changed == settings:
            raise FieldError("terms", "Nothing is changed, so there is nothing to save.")
        return ChangeSettings(changed)

    def effect(self, change: Change) -> str:
        assert isinstance(change, ChangeSettings)
        terms = change.settings.terms
        said = f"{echo_terms(terms)}. " if terms and terms != self.office.register.school.settings.terms else ""
        return f"{said}These rules then hold for everybody, past and future days too; undo takes them back."

    def _terms(self) -> tuple[TermDates, ...]:
        try:
            return read_terms(self.text("terms"), self.office.today)
        except MisreadError as mistake:
            raise FieldError("terms", str(mistake)) from None

    def _asked(self, engagement: Engagement) -> tuple[Requirement, ...]:
        name = f"applies_{engagement}"
        try:
            return read_asked(self.text(name))
        except MisreadError as mistake:
            raise FieldError(name, str(mistake)) from None
