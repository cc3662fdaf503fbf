"""The headteacher's decision that a requirement does not bind somebody for a while."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from store.changes import Change, GrantExemption
from store.dates import say
from store.model import REQUIREMENTS, Requirement
from store.wording import EVIDENCE, REQUIREMENT
from tui.forms.choice import Choice
from tui.forms.fields import DateInput, Field, TextInput
from tui.forms.form import Form
from tui.office import Office
from tui.widgets.cells import Line, Phrase


class ExemptionForm(Form):
    """From what, for how long, and on whose word. It leaves somebody out of the figures, so it asks before saving."""

    def __init__(self, office: Office, staff: int) -> None:
        super().__init__(office)
        self.staff = staff
        asked = self._asked() or REQUIREMENTS
        self._from_what: Choice[Requirement] = Choice({r: REQUIREMENT[r] for r in asked}, asked[0])

    def _asked(self) -> tuple[Requirement, ...]:
        """What is asked of somebody of this engagement."""
        member = self.office.register.person(self.staff)
        assert member is not None, "only people are exempt"
        applies = self.office.register.school.settings.applies.get(member.spells[-1].engagement, ())
        return tuple(requirement for requirement in REQUIREMENTS if requirement in applies)

    def heading(self) -> Line:
        return (Phrase(" Exemption", "+"), Phrase(f"  {self.office.name_of(self.staff)}"))

    def fields(self) -> Iterable[Widget]:
        today = self.office.today
        yield Field("requirement", "Exempt from", self._from_what)
        first_day = DateInput(today, today, prefer="nearest")
        yield Field("first_day", "From", first_day)
        until = DateInput(today, None, prefer="future", optional=True)
        yield Field("last_day", "Until", until, note="left empty, until further notice")
        yield Field("authorised_by", "Decided by", TextInput(), note="the headteacher")

    def change(self) -> Change:
        first_day = self.day_in("first_day")
        return GrantExemption(
            self.staff,
            self._from_what.chosen,
            first_day,
            self.day("last_day").read("last_day"),
            self.text("authorised_by"),
        )

    def effect(self, change: Change) -> str:
        assert isinstance(change, GrantExemption)
        until = f"to {say(change.last_day)}" if change.last_day else "until further notice"
        return f"Not asked for {EVIDENCE[change.requirement]} from {say(change.first_day)} {until}, and not counted."
