"""View 6: every entry ever made, the latest first."""

from __future__ import annotations

from collections.abc import Sequence

from store.changes import Entry, people_of
from store.dates import london_date, london_time, say_short
from store.filters import Filter, folded
from store.wording import describe, people
from tui import commands
from tui.commands import Commands
from tui.listing import Listing
from tui.office import Office
from tui.tasks import Chosen
from tui.views.view import View
from tui.widgets.cells import Line, Phrase
from tui.widgets.columns import Column

COLUMNS = (
    Column("n", "Entry", 7, right=True),
    Column("at", "Entered", 16),
    Column("by", "By", 14, narrow=8),
    Column("what", "What", 40, narrow=24, flex=1),
    Column("state", "", 11),
)


class HistoryView(View):
    """Nothing is ever taken out of it: what was withdrawn stays, and says so."""

    command = commands.HISTORY
    table = "history"
    columns = COLUMNS

    def __init__(self, office: Office, keys: Commands) -> None:
        super().__init__(office, keys, "n")
        self.descending = True
        self._lines: dict[int, str] = {}

    def title(self, listing: Listing) -> str:
        return "History"

    def rows(self, listing: Listing, filtered: Filter) -> Sequence[int]:
        register = self.office.register
        found = list(register.numbers)
        if not filtered.shows_all:
            found = [entry.n for entry in register.entries if self._matches(entry, filtered)]
        if self.sort in {"by", "state"}:
            found.sort(key=self._sort_key, reverse=self.descending)
        elif self.descending:
            found.reverse()
        return found

    def _sort_key(self, n: int) -> tuple[object, ...]:
        entry = self.office.register.entry(n)
        return (folded(entry.by), n) if self.sort == "by" else (self._state(n), n)

    def _matches(self, entry: Entry, filtered: Filter) -> bool:
        line = self._lines.get(entry.n)
        if line is None:
            line = self._lines[entry.n] = folded(f"{self._what(entry)} {entry.by} {self._state(entry.n)}")
        return all(word in line for word in folded(filtered.typed).split())

    def _what(self, entry: Entry) -> str:
        return describe(entry.change, self.office.name_of, self.office.register.entry)

    def _state(self, n: int) -> str:
        register = self.office.register
        if not register.stands(n):
            return "withdrawn"
        out = len(register.withdrawn_people(n))
        return f"less {out}" if out else ""

    def cells(self, key: int) -> Line:
        entry = self.office.register.entry(key)
        state = self._state(key)
        return (
            str(entry.n),
            Phrase(f"{say_short(london_date(entry.at))} {london_time(entry.at)}", "quiet"),
            Phrase(entry.by, "quiet"),
            Phrase(self._what(entry), "quiet" if state == "withdrawn" else ""),
            Phrase(f"– {state}" if state else "", "soon"),
        )

    def sentence(self, key: int) -> str:
        entry = self.office.register.entry(key)
        concerned = people_of(entry)
        whom = f" About {people(len(concerned))}." if len(concerned) > 1 else ""
        return f"{self._what(entry)}.{whom}"

    def person(self, key: int | None) -> int | None:
        concerned = () if key is None else people_of(self.office.register.entry(key))
        return concerned[0] if len(concerned) == 1 and self.office.register.person(concerned[0]) else None

    def chosen(self, key: int | None, marked: Sequence[int], listing: Listing, filtered: Filter) -> Chosen:
        concerned = people_of(self.office.register.entry(key)) if key is not None else ()
        listed = {member.id for member in listing.people}
        here = concerned[0] if len(concerned) == 1 and concerned[0] in listed else None
        return Chosen(here, marked)

    def why_empty(self, listing: Listing, filtered: Filter) -> Sequence[str]:
        return ("No entry has that in it.", "Esc shows all of them again.")
