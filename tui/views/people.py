"""Views 1 and 2: the staff, and those from whom something is due."""

from __future__ import annotations

from collections.abc import Sequence

from store.filters import Filter
from store.saying import sentence
from store.wording import counted
from tui import commands
from tui.commands import Commands
from tui.listing import Listing
from tui.office import Office
from tui.shown.rows import COLUMNS, staff_cells
from tui.tasks import Chosen
from tui.views.view import View
from tui.widgets.cells import Line

NOTHING_MATCHES = ("Nobody matches what you typed.", "Esc shows everybody again.")


class StaffView(View):
    """Everybody in service or still to start."""

    command = commands.STAFF
    table = "people"
    has_details = True
    can_mark = True
    columns = COLUMNS

    def __init__(self, office: Office, keys: Commands, sort: str = "name") -> None:
        super().__init__(office, keys, sort)

    def title(self, listing: Listing) -> str:
        return "Staff"

    def facts(self, listing: Listing) -> Sequence[str]:
        to_start = [f"{listing.to_start:,} still to start"] if listing.to_start else []
        return (f"{counted(listing.in_service, 'member')} of staff", *to_start, f"{listing.owing:,} owe something")

    def rows(self, listing: Listing, filtered: Filter) -> Sequence[int]:
        return listing.keys("staff", filtered, self.sort, descending=self.descending)

    def cells(self, key: int) -> Line:
        return staff_cells(self.office.register, key, self.office.today)

    def sentence(self, key: int) -> str:
        register, today = self.office.register, self.office.today
        member = register.person(key)
        if member is None:
            return ""
        return sentence(member, register.standings(key, today), register.school, today, self.keys.recording)

    def person(self, key: int | None) -> int | None:
        return key

    def chosen(self, key: int | None, marked: Sequence[int], listing: Listing, filtered: Filter) -> Chosen:
        return Chosen(key, marked)

    def why_empty(self, listing: Listing, filtered: Filter) -> Sequence[str]:
        if listing.people:
            return NOTHING_MATCHES
        bring_in, add = self.keys[commands.STAFF_LIST].spoken, self.keys[commands.NEW].spoken
        return ("No staff yet.", f"Press {bring_in} to bring in a staff list, or {add} to add one person.")


class DueView(StaffView):
    """Those from whom something is due, or will be within the month; the most pressing first."""

    command = commands.DUE

    def __init__(self, office: Office, keys: Commands) -> None:
        super().__init__(office, keys, "next_due")

    def title(self, listing: Listing) -> str:
        return f"Due ({listing.how_many_due})"

    def rows(self, listing: Listing, filtered: Filter) -> Sequence[int]:
        return listing.keys("due", filtered, self.sort, descending=self.descending)

    def chosen(self, key: int | None, marked: Sequence[int], listing: Listing, filtered: Filter) -> Chosen:
        return Chosen(key, marked, listing.pressing if filtered.shows_all else None)

    def why_empty(self, listing: Listing, filtered: Filter) -> Sequence[str]:
        if listing.people and filtered.shows_all:
            everybody = self.keys[commands.STAFF].spoken
            return (
                "Nobody owes anything, and nothing falls due within the month.",
                f"Press {everybody} for the whole staff.",
            )
        return super().why_empty(listing, filtered)
