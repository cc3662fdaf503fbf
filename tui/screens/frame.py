"""What the lines around the list say: title, counts, tabs and status. Values in, lines out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from store.dates import say_term, say_with_weekday, term_of
from store.filters import Filter
from store.model import REQUIREMENTS
from store.wording import REQUIREMENT, counted
from tui import commands
from tui.commands import Command, Commands
from tui.listing import Listing
from tui.office import Office
from tui.views.view import View
from tui.widgets.cells import Line, Phrase
from tui.widgets.counts import Count, counts
from tui.widgets.lines import SPACE, TextLine

TABS = (
    commands.STAFF,
    commands.DUE,
    commands.CONNECTIONS,
    commands.POLICIES,
    commands.REPORTS,
    commands.HISTORY,
)


def title(office: Office, saved: str, *, viewing: bool) -> Line:
    """The school, the term and the day, and what has been saved by whom."""
    school, today = office.register.school, office.today
    term = say_term(term_of(today, school.settings))
    state = Phrase("view only", "bad+") if viewing else Phrase(saved or "not changed", "quiet")
    left = (Phrase(" Briefed ", "key+"), Phrase(f" {school.name}", "+"))
    middle = Phrase(f"{term} · {say_with_weekday(today)}")
    return (*left, SPACE, middle, SPACE, state, Phrase(f" · {office.by} ", "quiet"))


def tabs(views: Collection[View], current: Command, listing: Listing, keys: Commands) -> Line:
    """The numbered views, the one shown in the key's colour; one not opened yet goes by its name alone."""
    said: list[Phrase] = []
    for command in TABS:
        view = next((view for view in views if view.command is command), None)
        name = command.name if view is None else view.title(listing)
        here = keys[command]
        said.append(Phrase(f" {here.shown} {name} ", "key+" if command is current else "quiet", here.key))
    return said


def status(listing: Listing, filtered: Filter, marks: frozenset[int], rows: Sequence[int]) -> Line:
    """How many staff, how many owe something, what is shown; and how many are marked, shown or not."""
    to_start = f" · {listing.to_start} still to start" if listing.to_start else ""
    said = (
        f" {counted(listing.in_service, 'member')} of staff{to_start} · {listing.owing} owe something"
        f" · {filtered.describe()}"
    )
    if not marks:
        return (Phrase(said), SPACE)
    hidden = len(marks.difference(rows))
    marked = f"{len(marks)} marked" + (f" ({hidden} not shown)" if hidden else "")
    return (Phrase(said), SPACE, Phrase(f"{marked} ", "key+"))


def counted_now(office: Office, listing: Listing) -> list[Count]:
    """The five counts; without a policy version nobody can have acknowledged one."""
    no_policy = office.register.school.current("policy", office.today) is None
    return [
        Count("Policy", 0, 0)
        if no_policy and requirement == "acknowledgement"
        else Count(
            "Asked" if requirement == "connections" else REQUIREMENT[requirement],
            listing.totals[requirement].complete,
            listing.totals[requirement].staff_due,
        )
        for requirement in REQUIREMENTS
    ]


class CountsLine(TextLine):
    """The counts with their bars, as wide as there is room."""

    def __init__(self, counted: Callable[[], list[Count]]) -> None:
        super().__init__(id="counts")
        self._counted = counted

    def line(self, y: int) -> Line:
        return counts(self._counted(), self.size.width)
