"""What only the form of a workbook asks: the day or term it is as at, and whom it is about."""

from __future__ import annotations

import re
from datetime import date

from store.dates import UnreadableDateError, previous_term, term_of
from store.filters import folded
from store.model import Settings, StaffMember
from store.register import Register
from tui.forms.fields import DateInput, Field, FieldError, TextInput

_TERM = re.compile(r"(?:(this|last) term|(autumn|spring|summer)(?: term)?[ -]?(\d{4})?)")


class AsAtInput(DateInput):
    """A day gone by or today, or a term: its last day, or today while it is running."""

    def __init__(self, today: date, settings: Settings, value: date) -> None:
        self._settings = settings
        super().__init__(today, value)

    def understood(self, typed: str) -> date:
        found = _TERM.fullmatch(" ".join(typed.casefold().split()))
        if found is None:
            return super().understood(typed)
        return term_day(found[1] or "", found[2] or "", found[3] or "", self._settings, self._today)


def term_day(which: str, name: str, year: str, settings: Settings, today: date) -> date:
    """The day a report on a term is as at. Raises UnreadableDateError."""
    from exports.terms import term_as_at

    term = term_of(today, settings)
    if which == "last":
        return previous_term(term, settings).last_day
    if year:
        try:
            return term_as_at(f"{name}-{year}", settings, today)
        except ValueError as mistake:
            raise UnreadableDateError(str(mistake)) from None
    while name and term.name != name:
        term = previous_term(term, settings)
    return min(term.last_day, today)


class PersonInput(TextInput):
    """One member of staff, by code or by as much of a name as only one of them has."""

    def __init__(self, register: Register, staff: int | None) -> None:
        self._register = register
        self._lines: list[tuple[str, StaffMember]] = []
        member = None if staff is None else register.person(staff)
        super().__init__(member.code if member else "")

    def found(self) -> list[StaffMember]:
        """Everybody who is meant by what is typed."""
        typed = self.value.strip()
        if not typed:
            return []
        member = self._register.by_code(typed)
        if member is not None:
            return [member]
        if not self._lines:
            self._lines = [(folded(f"{member.name} {member.forename}"), member) for member in self._register.staff()]
        words = folded(typed).split()
        return [member for line, member in self._lines if all(word in line for word in words)]

    def read(self, field: str) -> int:
        """Whom it is about. Raises FieldError."""
        found = self.found()
        if len(found) == 1:
            return found[0].id
        if not self.value.strip():
            raise FieldError(field, "Say about whom: a staff code, or part of a name.")
        if not found:
            raise FieldError(field, "Nobody has that code or name.")
        some = ", ".join(f"{member.name} ({member.code})" for member in found[:3])
        more = f" and {len(found) - 3} more" if len(found) > 3 else ""
        raise FieldError(field, f"That could be {some}{more}: type the staff code.")

    def on_mount(self) -> None:
        self.watch_value(self.value)

    def watch_value(self, value: str) -> None:
        """Says beside it who is meant."""
        field = next((a for a in self.ancestors if isinstance(a, Field)), None)
        if field is None:
            return
        found = self.found()
        one = found[0] if len(found) == 1 else None
        field.echo(f"= {one.name}, {one.code}" if one else f"{len(found)} people" if found else "")
