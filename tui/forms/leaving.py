"""Leaving, a long absence, the return from it, and coming back: one form, which asks only what each of them needs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from textual.widget import Widget

from store.changes import Bundle, Change, EndConnection, EndService, RecordAbsence, StartService, parts
from store.checks import Finding
from store.dates import ONE_DAY, say, say_with_weekday
from store.model import ENGAGEMENTS, Absence, Connection, ConnectionEnd, Engagement, Spell, StaffMember
from store.service import service_periods
from store.wording import CONNECTION_END, ENGAGEMENT, counted
from tui.forms.choice import Choice
from tui.forms.choosing import ChoosingForm
from tui.forms.fields import DateInput, Field, FieldError
from tui.office import Office
from tui.widgets.cells import Line, Phrase

What = Literal["leaving", "absence", "return", "back"]
WORDS: dict[What, str] = {
    "leaving": "Leaving",
    "absence": "Long absence",
    "return": "Return",
    "back": "Back again",
}
FIELDS: dict[What, tuple[str, ...]] = {
    "leaving": ("last_day",),
    "absence": ("away_from", "away_to"),
    "return": ("returned",),
    "back": ("back_on", "engagement"),
}
"""What each asks for."""

COMPLAINTS: dict[What, dict[str, str]] = {
    "leaving": {"on": "last_day"},
    "absence": {"first_day": "away_from", "last_day": "away_to"},
    "return": {"last_day": "returned"},
    "back": {"first_day": "back_on"},
}
"""Where on the form a finding of the register belongs."""

ENDS: tuple[ConnectionEnd, ...] = ("staff_left", "left_roll", "last_child_left", "friendship_ended")


class LeavingForm(ChoosingForm):
    """What happens to somebody's time here; the first choice is what fits them now."""

    def __init__(self, office: Office, staff: int) -> None:
        super().__init__(office)
        self.staff = staff
        self._what: Choice[What] = Choice(*self._offered())
        self._close = Choice({"no": "Leave them open", "yes": "End them"}, "no")
        self._end_reason: Choice[ConnectionEnd] = Choice({end: CONNECTION_END[end] for end in ENDS}, ENDS[0])
        self._engagement: Choice[Engagement] = Choice({e: ENGAGEMENT[e] for e in ENGAGEMENTS}, self._spell.engagement)

    @property
    def _member(self) -> StaffMember:
        member = self.office.register.person(self.staff)
        assert member is not None, "only people leave"
        return member

    @property
    def _spell(self) -> Spell:
        return self._member.spells[-1]

    @property
    def _away(self) -> Absence | None:
        """The absence somebody is on today."""
        today = self.office.today
        on_now = (a for a in self._member.absences if a.first_day <= today and (a.last_day or today) >= today)
        return max(on_now, key=lambda absence: absence.first_day, default=None)

    @property
    def _open(self) -> list[Connection]:
        return [connection for connection in self._member.connections if connection.ended_on is None]

    def _offered(self) -> tuple[dict[What, str], What]:
        """What can be recorded of somebody, and what most likely is."""
        last_day = self._spell.last_day
        if last_day is not None and last_day < self.office.today:
            return {"back": WORDS["back"], "leaving": "Other last day"}, "back"
        offered: list[What] = ["leaving", "absence"]
        if self._away is not None:
            offered.append("return")
        if last_day is not None:
            offered.append("back")
        return {what: WORDS[what] for what in offered}, "leaving" if self._away is None else "return"

    def heading(self) -> Line:
        about = f"  {self.office.name_of(self.staff)}"
        return (Phrase(" Leaving, absence, return", "+"), Phrase(about))

    def fields(self) -> Iterable[Widget]:
        today, away = self.office.today, self._away
        yield Field("what", "What", self._what)
        last_day = DateInput(today, self._spell.last_day or today, prefer="future")
        yield Field("last_day", "Last day", last_day, note="it still counts; it may be ahead")
        yield Field("close", f"{counted(len(self._open), 'connection')} open", self._close)
        yield Field("end_reason", "They end because", self._end_reason)
        began = away.first_day if away else today
        away_from = DateInput(today, began, prefer="nearest")
        yield Field("away_from", "First day away", away_from, note="dates only, never the reason")
        away_to = DateInput(today, away.last_day if away else None, prefer="future", optional=True)
        yield Field("away_to", "Last day away", away_to, note="left empty, not known yet")
        returned = DateInput(today, today, prefer="nearest")
        yield Field("returned", "Day of return", returned, note="the first day back at work")
        yield Field("back_on", "First day", DateInput(today, today, prefer="future"), note="it may be ahead")
        yield Field("engagement", "Engagement", self._engagement)
        yield self.reason_field()

    # Only what matters is asked

    def show_relevant(self) -> None:
        relevant = {"what", *FIELDS[self._what.chosen]}
        if self._what.chosen == "leaving" and self._open:
            relevant |= {"close", "end_reason"} if self._close.chosen == "yes" else {"close"}
        if self._closes and self.text("reason"):
            relevant.add("reason")
        for field in self.query(Field):
            field.set_class(field.name not in relevant, "hidden")

    @property
    def _closes(self) -> bool:
        """Whether connections are to end."""
        return self._what.chosen == "leaving" and bool(self._open) and self._close.chosen == "yes"

    def _complain(self, finding: Finding) -> None:
        at = COMPLAINTS[self._what.chosen].get(finding.field, finding.field)
        super()._complain(finding._replace(field=at))

    # What is recorded

    def change(self) -> Change:
        match self._what.chosen:
            case "leaving":
                return self._leaves()
            case "absence":
                return self._is_away()
            case "return":
                return self._returns()
            case "back":
                return StartService(self.staff, self.day_in("back_on"), self._engagement.chosen)

    def _leaves(self) -> Change:
        """The last day, and the connections that end with it: none ends on a day still to come (V1)."""
        last_day = self.day_in("last_day")
        leaves = EndService(self.staff, last_day)
        if not self._closes or last_day > self.office.today:
            if last_day == self._spell.last_day:
                raise FieldError("last_day", "That is the last day recorded already.")
            return leaves
        why, reason = self._end_reason.chosen, self.text("reason")
        ends = tuple(EndConnection(self.staff, one.id, last_day, why, reason) for one in self._open)
        return Bundle("leaving", (leaves, *ends))

    def _is_away(self) -> Change:
        """An absence, or the same one with another end; two may not overlap, or a return would end only one."""
        first_day, last_day = self.day_in("away_from"), self.day("away_to").read("away_to")
        for other in self._member.absences:
            apart = first_day > (other.last_day or date.max) or (last_day or date.max) < other.first_day
            if not apart and first_day != other.first_day:
                until = f"to {say(other.last_day)}" if other.last_day else "with no end yet"
                sentence = f"Away from {say(other.first_day)} {until} already: type that first day to change its end."
                raise FieldError("away_from", sentence)
        return RecordAbsence(self.staff, first_day, last_day)

    def _returns(self) -> Change:
        """The absence, with its last day: the one before the return."""
        away, returned = self._away, self.day_in("returned")
        assert away is not None, "offered only to somebody who is away"
        if returned <= away.first_day:
            began = f"The absence begins on {say(away.first_day)}, so the return is later."
            raise FieldError("returned", f"{began} If there was none, withdraw its entry on the person’s page.")
        return RecordAbsence(self.staff, away.first_day, returned - ONE_DAY)

    def effect(self, change: Change) -> str:
        first = parts(change)[0]
        if isinstance(first, EndService):
            return self._effect_of_leaving(first.last_day, len(parts(change)) - 1)
        return self._effect_of_coming_back(first) if isinstance(first, StartService) else ""

    def _effect_of_leaving(self, last_day: date, ended: int) -> str:
        said = f"Last day {say_with_weekday(last_day)}; counts up to and including it"
        if ended:
            return f"{said}; {counted(ended, 'connection ends', 'connections end')}."
        if not self._open:
            return f"{said}."
        said = f"{said}; {counted(len(self._open), 'connection stays', 'connections stay')} open."
        return f"{said} None can end on a day still to come: record it again on the day." if self._closes else said

    def _effect_of_coming_back(self, change: StartService) -> str:
        """Whether service goes on or begins anew (R3)."""
        months = self.office.register.school.settings.rejoin_months
        spells = (*self._member.spells, Spell(change.first_day, None, change.engagement))
        within = counted(months, "month")
        if len(service_periods(spells, months)[-1]) > 1:
            return f"Back within {within} of the last day: service goes on, and what was recorded before still counts."
        return f"Back more than {within} after the last day: a new starter again, from whom everything is due."
