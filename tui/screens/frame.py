"""What the lines around the list say: title, counts, tabs and status. Values in, lines out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial

from store.dates import say_term, say_with_weekday, term_of
from store.filters import Filter
from store.model import REQUIREMENTS
from store.wording import REQUIREMENT
from tui import commands
from tui.commands import Command, Commands
from tui.listing import Listing
from tui.office import Office
from tui.views.opened import Opened
from tui.views.view import View
from tui.widgets.cells import Line, Phrase, width
from tui.widgets.counts import Count, counts
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines import SPACE, TextLine
from tui.widgets.record_table import RecordTable

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
    middle = Phrase(f"{say_with_weekday(today)} · {term}")
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


def status(facts: Sequence[str], filtered: Filter, marks: frozenset[int], rows: Sequence[int], room: int) -> Line:
    """What there is in all, what is shown of it, and how many are marked, shown or not.

    Where there is no room for everything, the facts give way: the first of them last.
    """
    shown = filtered.describe() if filtered.shows_all else f"{filtered.describe()}: {len(rows):,}"
    hidden = len(marks.difference(rows))
    marked = (f"{len(marks):,} marked" + (f" ({hidden:,} not shown)" if hidden else "") + " ") if marks else ""
    kept = list(facts)
    while kept and width(f" {' · '.join((*kept, shown))} {marked}") > room:
        kept.pop(1 if len(kept) > 1 else 0)
    return (Phrase(f" {' · '.join((*kept, shown))}"), SPACE, *([Phrase(marked, "key+")] if marked else []))


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

    def __init__(self) -> None:
        super().__init__(id="counts")
        self.counted: Callable[[], list[Count]] = list

    def line(self, y: int) -> Line:
        return counts(self.counted(), self.size.width)


class StatusLine(TextLine):
    """What is listed and marked, as much of it as there is room for."""

    def __init__(self) -> None:
        super().__init__(id="status")
        self._status: Callable[[int], Line] = lambda _: ()

    def say(self, status: Callable[[int], Line]) -> None:
        """`status` says it in so many cells."""
        self._status = status
        self.say_again()

    def line(self, y: int) -> Line:
        return self._status(self.size.width)


class Frame:
    """The lines themselves, to be put around the list."""

    def __init__(self, office: Office, keys: Commands) -> None:
        self._office = office
        self._keys = keys
        self._title = TextLine(ground="panel", id="title")
        self._counts = CountsLine()
        self._tabs = TextLine(id="tabs")
        self.above = (self._title, self._counts, self._tabs)
        self.status = StatusLine()
        self.bar = KeyBar(id="keys")

    def say_title(self, saved: str, *, viewing: bool) -> None:
        """The school, the day, and what has been saved."""
        self._title.update(title(self._office, saved, viewing=viewing))

    def say_counts(self, listing: Listing) -> None:
        """How many have, of how many."""
        self._counts.counted = partial(counted_now, self._office, listing)
        self._counts.say_again()

    def say_view(self, opened: Opened, listing: Listing) -> None:
        """The views, which one is shown, and the keys that do something there."""
        self._tabs.update(tabs(opened.views, opened.view.command, listing, self._keys))
        self.bar.show(*self._keys.labels(*opened.view.on_the_bar))

    def say_status(self, facts: Sequence[str], filtered: Filter, table: RecordTable) -> None:
        """What is listed, and what is marked."""
        self.status.say(partial(status, facts, filtered, table.marks, table.rows))
