"""View 6: every entry ever made, the latest first."""

from __future__ import annotations

from collections.abc import Sequence

from store.changes import Entry, people_of
from store.dates import london_date, london_time, say, say_short
from store.filters import Filter, folded
from store.wording import counted, describe, people
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
    Column("by", "By", 8, flex=1),
    Column("what", "What", 42, narrow=24, flex=6),
)
NAMED = 3
"""People of a group entry whose names are said; the others are counted."""


class HistoryView(View):
    """Nothing is ever taken out of it: what was withdrawn stays, and says so."""

    command = commands.HISTORY
    table = "history"
    columns = COLUMNS
    on_the_bar = (
        *(commands.HELP, commands.FIND, commands.UNDO, commands.REDO, commands.SORT, commands.SORT_BACK),
        *(commands.PALETTE, commands.EXPORT, commands.QUIT),
    )

    def __init__(self, office: Office, keys: Commands) -> None:
        super().__init__(office, keys, "n")
        self.descending = True
        self._lines: dict[int, str] = {}
        self._lines_of = 0
        """How many entries there were when they were made: one more may have withdrawn another, or named somebody."""

    def title(self, listing: Listing) -> str:
        return "History"

    def rows(self, listing: Listing, filtered: Filter) -> Sequence[int]:
        register = self.office.register
        found = list(register.numbers)
        if not filtered.shows_all:
            if self._lines_of != len(found):
                self._lines, self._lines_of = {}, len(found)
            found = [entry.n for entry in register.entries if self._matches(entry, filtered)]
        if self.sort in {"by", "what"}:
            found.sort(key=self._sort_key, reverse=self.descending)
        elif self.descending:
            found.reverse()
        return found

    def facts(self, listing: Listing) -> Sequence[str]:
        return (counted(len(self.office.register.numbers), "entry", "entries"),)

    def _sort_key(self, n: int) -> tuple[object, ...]:
        entry = self.office.register.entry(n)
        return (folded(entry.by if self.sort == "by" else self._what(entry)), n)

    def _matches(self, entry: Entry, filtered: Filter) -> bool:
        line = self._lines.get(entry.n)
        if line is None:
            line = self._lines[entry.n] = folded(f"{self._what(entry)} {entry.by}")
        return all(word in line for word in folded(filtered.typed).split())

    def _what(self, entry: Entry) -> str:
        """What it did; of a withdrawn one that first."""
        what, register = describe(entry.change, self.office.name_of, self.office.register.entry), self.office.register
        if not register.stands(entry.n):
            return f"– withdrawn: {what}"
        out = len(register.withdrawn_people(entry.n))
        return f"– withdrawn for {out}: {what}" if out else what

    def _about(self, n: int) -> Sequence[int]:
        """Everybody an entry is about; of a withdrawal, those of the entry withdrawn."""
        entry = self.office.register.entry(n)
        return people_of(entry) or self.office.register.concerned_by(entry)

    def cells(self, key: int) -> Line:
        entry = self.office.register.entry(key)
        stands = self.office.register.stands(key)
        return (
            str(entry.n),
            Phrase(f"{say_short(london_date(entry.at))} {london_time(entry.at)}", "quiet"),
            Phrase(entry.by, "quiet"),
            Phrase(self._what(entry), "" if stands else "quiet"),
        )

    def sentence(self, key: int) -> str:
        entry, concerned = self.office.register.entry(key), self._about(key)
        entered = f"Entered {say(london_date(entry.at))} {london_time(entry.at)} by {entry.by}."
        if len(concerned) < 2:
            return f"{self._what(entry)}. {entered}"
        more = len(concerned) - NAMED
        names = ", ".join(map(self.office.name_of, concerned[:NAMED])) + (f" and {more} more" if more > 0 else "")
        return f"{self._what(entry)}. {names}. {entered}"

    def person(self, key: int | None) -> int | None:
        concerned = () if key is None else self._about(key)
        return concerned[0] if len(concerned) == 1 and self.office.register.person(concerned[0]) else None

    def chosen(self, key: int | None, marked: Sequence[int], listing: Listing, filtered: Filter) -> Chosen:
        return Chosen(self.person(key), nobody=self.opens_nobody(key))

    def opens_nobody(self, key: int | None) -> str:
        several = 0 if key is None else len(self._about(key))
        if several < 2:
            return super().opens_nobody(key)
        staff = self.keys[commands.STAFF].spoken
        return f"This entry is about {people(several)}: press {staff} and choose one."

    def why_empty(self, listing: Listing, filtered: Filter) -> Sequence[str]:
        return ("No entry has that in it.", "Esc shows all of them again.")
