"""The school’s own rules: every interval the policy does not set, and the school calendar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

import msgspec
from textual.binding import Binding
from textual.widget import Widget

from store.changes import Change, ChangeSettings, OpenRegister
from store.dates import MONTHS, UnreadableDateError, read_date, say, say_with_weekday
from store.model import REQUIREMENTS, Renewal, Requirement, SchoolCalendar
from store.wording import REQUIREMENT
from tui.forms.fields import Field, FieldError, ShortInput, TextInput
from tui.forms.form import Form
from tui.forms.rule_words import OWN_RULE
from tui.forms.terms import TermsForm
from tui.widgets.cells import Line, Phrase
from tui.widgets.key_bar import KeyLabel
from tui.widgets.lines import TextLine

NUMBERS = {
    "self_check_first_days": ("First self-check", "days after starting"),
    "version_notice_days": ("New version", "days to sign it"),
    "advice_days": ("Advice", "days after a declaration"),
    "follow_up_days": ("Follow-ups", "days to see to one"),
    "due_soon_days": ("Due soon", "days ahead"),
    "grace_days": ("Due, not overdue", "days after the date"),
    "pre_start_days": ("Counts before start", "days"),
    "rejoin_months": ("Rejoining", "months that still join"),
    "return_after_days": ("Brief on return", "days away or more"),
    "return_credit_days": ("Unless briefed", "days before returning"),
}
SEPTEMBER = {
    "september_due": ("September means", "when it is due"),
    "september_counts_from": ("Counted from", "for the year ahead"),
}
WORKING_WEEK = (0, 1, 2, 3, 4)


LEAP_YEAR = 2000
"""So that 29 February is read, and refused for what it is: no day of every year."""


class RulesForm(Form):
    """Nothing here is in the policy: it sets no intervals (domain section 0)."""

    BINDINGS: ClassVar = [Binding("f3", "terms", show=False)]
    KEYS: ClassVar = (
        *Form.KEYS[:3],
        KeyLabel("f3", "F3", "Terms, who is asked", "The school’s terms, and which of the five are asked of whom."),
        *Form.KEYS[3:],
    )

    def heading(self) -> Line:
        return (Phrase(" The school’s own rules", "+"), Phrase("  the policy sets none of these"))

    def fields(self) -> Iterable[Widget]:
        settings = self.office.register.school.settings
        for name, (label, unit) in NUMBERS.items():
            yield Field(name, label, ShortInput(str(getattr(settings, name))), note=f"{unit}; {OWN_RULE}")
        for requirement in REQUIREMENTS:
            label = f"{REQUIREMENT[requirement]} again"
            shown = ShortInput(_said(settings.renewal[requirement]))
            yield Field(f"renewal_{requirement}", label, shown, note=f"september, months, never; {OWN_RULE}")
        for name, (label, what) in SEPTEMBER.items():
            month, day = getattr(settings, name)
            yield Field(name, label, ShortInput(f"{day} {MONTHS[month - 1]}"), note=f"{what}; {OWN_RULE}")
        closures = settings.calendar.closures if settings.calendar else ()
        said = ", ".join(f"{say(first)} to {say(last)}" for first, last in closures)
        yield Field("calendar", "School closed", TextInput(said), note="21/7/27 to 31/8/27, …")
        yield Field("school", "School’s name", TextInput(self.office.register.school.name), note="on every workbook")

    def change(self) -> Change:
        school = self.office.register.school
        settings = school.settings
        numbers = {name: self._number(name) for name in NUMBERS}
        renewal: dict[Requirement, Renewal] = {r: self._renewal(r) for r in REQUIREMENTS}
        days = {name: self._day_of_year(name) for name in SEPTEMBER}
        changed = msgspec.structs.replace(settings, **numbers, **days, renewal=renewal, calendar=self._calendar())
        name = self.text("school")
        if name != school.name:
            if changed != settings:
                raise FieldError("school", "Save the rules first: the name is changed by itself.")
            if not name:
                raise FieldError("school", "Give the school’s name.")
            return OpenRegister(name)
        if changed == settings:
            raise FieldError("calendar", "Nothing is changed, so there is nothing to save.")
        return ChangeSettings(changed)

    def effect(self, change: Change) -> str:
        if isinstance(change, OpenRegister):
            return f"The school is then called {change.school}, here and on every workbook made from now on."
        assert isinstance(change, ChangeSettings)
        calendar = change.settings.calendar
        closed = ""
        if calendar is not None and calendar != self.office.register.school.settings.calendar:
            closed = f"Closed {'; '.join(_said_closure(*days) for days in calendar.closures)}. "
        return f"{closed}These rules then hold for everybody, past and future days too; undo takes them back."

    def action_terms(self) -> None:
        """The rest of the school’s rules."""
        self.open_instead(TermsForm(self.office))

    async def on_text_line_pressed(self, event: TextLine.Pressed) -> None:
        if event.key == "f3":
            self.action_terms()

    def _number(self, name: str) -> int:
        typed = self.text(name)
        if not (typed.isascii() and typed.isdecimal() and len(typed) <= 9):
            raise FieldError(name, "Type a whole number, such as 14.")
        return int(typed)

    def _day_of_year(self, name: str) -> tuple[int, int]:
        try:
            day = read_date(self.text(name), date(LEAP_YEAR, 1, 1), prefer="future")
        except UnreadableDateError:
            raise FieldError(name, "Type a day and a month, such as 30 sep.") from None
        return day.month, day.day

    def _renewal(self, requirement: Requirement) -> Renewal:
        name = f"renewal_{requirement}"
        typed = self.text(name).casefold()
        if typed in {"september", "sep", "sept"}:
            return "september"
        if typed in {"never", "no", ""}:
            return None
        if typed.isascii() and typed.isdecimal() and len(typed) <= 9:
            return int(typed)
        raise FieldError(name, "Type september, a number of months, or never.")

    def _calendar(self) -> SchoolCalendar | None:
        typed = self.text("calendar")
        if not typed:
            return None
        return SchoolCalendar(WORKING_WEEK, tuple(self._closure(part) for part in typed.split(",") if part.strip()))

    def _closure(self, part: str) -> tuple[date, date]:
        first, _, last = part.partition(" to ")
        try:
            start = read_date(first, self.office.today)
            return start, read_date(last, start, prefer="future") if last.strip() else start
        except UnreadableDateError as mistake:
            raise FieldError("calendar", f"{mistake} For several days: 21/12/26 to 8/1/27.") from None


def _said_closure(first: date, last: date) -> str:
    return say_with_weekday(first) if first == last else f"{say_with_weekday(first)} to {say_with_weekday(last)}"


def _said(renewal: Renewal) -> str:
    return "never" if renewal is None else str(renewal)
