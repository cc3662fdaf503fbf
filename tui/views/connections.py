"""View 3: the connections under the 4.1 footnote; pupil references are hidden until asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from store.dates import say_short
from store.filters import Filter, folded
from store.model import Connection, ConnectionCase, StaffMember
from store.wording import CONNECTION_CASE, COUNTERPART, KINSHIP, counted
from tui import commands
from tui.commands import Commands
from tui.listing import Listing
from tui.office import Office
from tui.tasks import Chosen
from tui.views.view import View
from tui.widgets.cells import Line, Phrase
from tui.widgets.columns import Column

COLUMNS = (
    Column("name", "Name", 24, narrow=15, flex=1),
    Column("case", "Case", 10),
    Column("with", "With a", 12),
    Column("kinship", "Kinship", 18, drop=1),
    Column("reference", "Pupil", 12, narrow=7),
    Column("leaves", "Leaves", 6),
    Column("declared", "Declared", 9, drop=2),
    Column("state", "State", 18, narrow=17),
)
HIDDEN = "·····"
CASE: Mapping[ConnectionCase, str] = MappingProxyType({**CONNECTION_CASE, "prior_online_friendship": "Friendship"})
"""In a word: every case is of the footnote, so the friendship is one from before."""


class ConnectionsView(View):
    """Open ties first. No name of a pupil or parent/carer is in the register, so none can show here."""

    command = commands.CONNECTIONS
    table = "connections"
    columns = COLUMNS
    on_the_bar = (
        *(commands.HELP, commands.FIND, commands.CONNECTION, commands.CHANGE._replace(name="End or move")),
        *(commands.SHOW._replace(name="Pupil references"), commands.PALETTE, commands.SORT),
        *(commands.UNDO, commands.EXPORT, commands.QUIT),
    )

    def __init__(self, office: Office, keys: Commands) -> None:
        super().__init__(office, keys, "state")
        self.shows_references = False
        self._held: dict[int, tuple[StaffMember, Connection]] = {}

    def title(self, listing: Listing) -> str:
        waiting = self._waiting(listing)
        return f"Connections ({waiting})" if waiting else "Connections"

    def facts(self, listing: Listing) -> Sequence[str]:
        recorded = sum(len(member.connections) for member in listing.people)
        return (counted(recorded, "connection"), f"{self._waiting(listing):,} to advise")

    def _waiting(self, listing: Listing) -> int:
        """How many are open on which the advice was not given."""
        return sum(
            connection.is_open(self.office.today) and connection.advised_on(self.office.today) is None
            for member in listing.people
            for connection in member.connections
        )

    def rows(self, listing: Listing, filtered: Filter) -> Sequence[int]:
        self._held = {c.id: (member, c) for member in listing.people for c in member.connections}
        words = folded(filtered.typed).split()
        found = [number for number in self._held if all(word in self._line(number) for word in words)]
        return sorted(found, key=self._sort_key, reverse=self.descending)

    def _line(self, number: int) -> str:
        member, connection = self._held[number]
        shown = connection.pupil_reference if self.shows_references else ""
        said = (member.name, member.sort_name, CONNECTION_CASE[connection.case], KINSHIP[connection.kinship], shown)
        return folded(" ".join((*said, self._state(connection).text)))

    def _sort_key(self, number: int) -> tuple[object, ...]:
        member, connection = self._held[number]
        name = folded(member.sort_name)
        keys: dict[str, object] = {
            "name": name,
            "case": connection.case,
            "with": connection.counterpart,
            "kinship": connection.kinship,
            "reference": connection.pupil_reference if self.shows_references else "",
            "leaves": connection.expected_leaving_year or 0,
            "declared": connection.declared_on,
            "state": (connection.ended_on is not None, connection.advised_on(self.office.today) is not None),
        }
        return (keys[self.sort], name, number)

    def _state(self, connection: Connection) -> Phrase:
        today = self.office.today
        if not connection.is_open(today):
            return Phrase(f"– ended {say_short(connection.ended_on)}" if connection.ended_on else "– ended", "quiet")
        advised = connection.advised_on(today)
        return Phrase("• to advise", "due") if advised is None else Phrase(f"✓ {say_short(advised)}", "good")

    def cells(self, key: int) -> Line:
        member, connection = self._held[key]
        leaves = connection.expected_leaving_year
        reference = connection.pupil_reference or "–"
        return (
            member.sort_name,
            Phrase(CASE[connection.case], "quiet"),
            Phrase(COUNTERPART[connection.counterpart], "quiet"),
            Phrase(KINSHIP[connection.kinship], "quiet"),
            Phrase(reference if self.shows_references else HIDDEN, "" if self.shows_references else "quiet"),
            Phrase(str(leaves) if leaves else "–", "quiet"),
            Phrase(say_short(connection.declared_on), "quiet"),
            self._state(connection),
        )

    def sentence(self, key: int) -> str:
        member, connection = self._held[key]
        state = self._state(connection).text
        if "advise" in state:
            record = self.keys[commands.CONNECTION].spoken
            return f"{member.name}: F1, F2 and F3 are still to be given. Press {record} to record that they were."
        if "ended" in state:
            return f"{member.name}: this connection has ended. Nothing is owed on it."
        return f"{member.name} has been advised. Advice is not permission: the policy still stands (4.1 footnote)."

    def show_hidden(self) -> str:
        """The pupil references, or they are hidden again."""
        self.shows_references = not self.shows_references
        return ""

    def hide(self) -> bool:
        was_shown, self.shows_references = self.shows_references, False
        return was_shown

    def person(self, key: int | None) -> int | None:
        return None if key is None else self._held[key][0].id

    def chosen(self, key: int | None, marked: Sequence[int], listing: Listing, filtered: Filter) -> Chosen:
        if key is None:
            return Chosen(None)
        member, connection = self._held[key]
        return Chosen(member.id, connection=key if connection.is_open(self.office.today) else None)

    def why_empty(self, listing: Listing, filtered: Filter) -> Sequence[str]:
        if filtered.shows_all:
            everybody, record = self.keys[commands.STAFF].spoken, self.keys[commands.CONNECTION].spoken
            return ("No connections are recorded.", f"Press {everybody}, choose somebody and press {record}.")
        return ("No connection matches what you typed.", "Esc shows them all again.")
