"""Chasing: who owes what, by person; the list is copied, and that they were reminded is noted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

from textual.widget import Widget

from store.changes import Change, Entry, Remind
from store.dates import say, say_short
from store.model import REMINDER_METHODS, ReminderMethod, Requirement
from store.rules import PRESSING
from store.wording import OWED, REMINDER_METHOD, REQUIREMENT, people
from tui.forms.choice import Choice
from tui.forms.fields import DateInput, Field
from tui.forms.form import Form
from tui.forms.people import PeopleList
from tui.office import Office
from tui.widgets.cells import Line, Phrase
from tui.widgets.columns import Column
from tui.widgets.key_bar import KeyLabel

COLUMNS = (
    Column("name", "Name", 26, narrow=16, flex=1),
    Column("owes", "Owes", 44, narrow=30, flex=2),
    Column("reminded", "Reminded", 12, narrow=10),
)

ROOM = 36
"""Cells for what somebody owes in 80 columns: where the days do not fit, they are in what is copied."""


def owed(office: Office, staff: int) -> str:
    """What somebody owes or will within the month, in words: briefing (1 Sep), AUP agreement (3 Sep)."""
    standings = office.register.standings(staff, office.today)
    return ", ".join(f"{OWED[r]} ({say(due)})" for r in _pressing(office, staff) if (due := standings[r].due))


def _pressing(office: Office, staff: int) -> tuple[Requirement, ...]:
    standings = office.register.standings(staff, office.today)
    return tuple(r for r, standing in standings.items() if standing.status in PRESSING and standing.due is not None)


class ChaseList(PeopleList):
    """Those to be reminded, with what each owes and when they were last reminded."""

    def __init__(self, office: Office, listed: Sequence[int]) -> None:
        super().__init__(office, "briefing", listed, listed, lambda _: None, COLUMNS)

    def _row(self, staff: int) -> Line:
        member = self._office.register.person(staff)
        assert member is not None, "only people are listed"
        last = member.reminders[-1] if member.reminders else None
        said = owed(self._office, staff) or "nothing just now"
        return (
            member.sort_name,
            said if len(said) <= ROOM else ", ".join(REQUIREMENT[r] for r in _pressing(self._office, staff)),
            Phrase(say_short(last) if last else "–", "quiet"),
        )


class RemindForm(Form):
    """Enter copies the list of those ticked, by person, and notes in the register that they were reminded."""

    KEYS = (
        KeyLabel("enter", "Enter", "Copy and note it"),
        KeyLabel("space", "Space", "Tick"),
        KeyLabel("tab", "Tab", "Date and how"),
        KeyLabel("escape", "Esc", "Back"),
        KeyLabel("f1", "F1", "Help"),
    )

    def __init__(self, office: Office, listed: Sequence[int]) -> None:
        super().__init__(office)
        self.add_class("-group")
        self._list = ChaseList(office, listed)

    def heading(self) -> Line:
        return (Phrase(" Reminders", "+"), Phrase("  by person: the list is copied, ready to paste or print"))

    def fields(self) -> Iterable[Widget]:
        yield self._list
        yield Field("on", "Reminded on", DateInput(self.office.today, self.office.today))
        methods: dict[ReminderMethod, str] = {method: REMINDER_METHOD[method] for method in REMINDER_METHODS}
        yield Field("method", "How", Choice(methods, "in_person"))

    def on_mount(self) -> None:
        self._list.focus()

    def typed(self) -> tuple[object, ...]:
        return (*super().typed(), self._list.chosen)

    def change(self) -> Change:
        on = self.day_in("on")
        chosen = self._list.chosen
        owed = {staff: _pressing(self.office, staff) for staff in chosen}
        return Remind(chosen, on, cast("ReminderMethod", self.choice("method")), owed)

    def saved_words(self, entry: Entry) -> str:
        chosen = self._list.chosen
        lines = [f"{self.office.name_of(staff)}: {owed(self.office, staff)}" for staff in chosen]
        self.app.copy_to_clipboard("\n".join(lines))
        return f"Noted: {people(len(chosen))} reminded. The list was sent to the clipboard, a line a person."
