"""What the lines around the list say: title, counts, tabs and status. Values in, lines out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
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
from tui.widgets.cells import Line, Phrase, shown, width
from tui.widgets.counts import Count, counts
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines import SPACE, FittedLine, TextLine
from tui.widgets.record_table import RecordTable

TABS = (
    commands.STAFF,
    commands.DUE,
    commands.CONNECTIONS,
    commands.POLICIES,
    commands.REPORTS,
    commands.HISTORY,
)


def title(office: Office, saved: str, viewing: bool, room: int) -> Line:
    """The school, the day and the term, and what has been saved by whom; the term gives way where there is no room."""
    school, today = office.register.school, office.today
    day, term = say_with_weekday(today), say_term(term_of(today, school.settings))
    state = Phrase("view only", "bad+") if viewing else Phrase(saved or "not changed", "quiet")
    left = (Phrase(" Briefed ", "key+"), Phrase(f" {school.name}", "+"))
    right = (state, Phrase(f" · {office.by} ", "quiet"))
    whole = f"{day} · {term}"
    fits = sum(width(shown(phrase.text)) for phrase in (*left, *right)) + width(whole) + 2 <= room
    return (*left, SPACE, Phrase(whole if fits else day), SPACE, *right)


def tabs(views: Collection[View], current: Command, listing: Listing, keys: Commands) -> Line:
    """The numbered views, the one shown with an edge as the cursor's; one not opened yet goes by its name alone."""
    said: list[Phrase] = []
    for command in TABS:
        view = next((view for view in views if view.command is command), None)
        name = command.name if view is None else view.title(listing)
        here = keys[command]
        is_shown = command is current
        tab = f"{'▌' if is_shown else ' '}{here.shown} {name} "
        said.append(Phrase(tab, "key+" if is_shown else "quiet", here.key))
    return said


def status(facts: Sequence[str], filtered: Filter, marks: frozenset[int], rows: Sequence[int], room: int) -> Line:
    """What there is in all, what is shown of it, and how many are marked, shown or not.

    Where there is no room for everything, the facts give way: the first of them last.
    """
    showing = filtered.describe() if filtered.shows_all else f"{filtered.describe()}: {len(rows):,}"
    hidden = len(marks.difference(rows))
    marked = (f"{len(marks):,} marked" + (f" ({hidden:,} not shown)" if hidden else "") + " ") if marks else ""
    kept = list(facts)
    while kept and width(shown(f" {' · '.join((*kept, showing))} {marked}")) > room:
        kept.pop(1 if len(kept) > 1 else 0)
    return (Phrase(f" {' · '.join((*kept, showing))}"), SPACE, *([Phrase(marked, "key+")] if marked else []))


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


class Frame:
    """The lines themselves, to be put around the list."""

    def __init__(self, office: Office, keys: Commands) -> None:
        self._office = office
        self._keys = keys
        self._title = FittedLine(ground="panel", id="title")
        self._counts = FittedLine(id="counts")
        self._tabs = TextLine(id="tabs")
        self.above = (self._title, self._counts, self._tabs)
        self.status = FittedLine(id="status")
        self.bar = KeyBar(id="keys")

    def say_title(self, saved: str, *, viewing: bool) -> None:
        """The school, the day, and what has been saved."""
        self._title.say(partial(title, self._office, saved, viewing))

    def say_counts(self, listing: Listing) -> None:
        """How many have, of how many."""
        self._counts.say(partial(counts, counted_now(self._office, listing)))

    def say_view(self, opened: Opened, listing: Listing) -> None:
        """The views, which one is shown, and the keys that do something there."""
        self._tabs.update(tabs(opened.views, opened.view.command, listing, self._keys))
        self.bar.show(*self._keys.labels(*opened.view.on_the_bar))

    def say_status(self, facts: Sequence[str], filtered: Filter, table: RecordTable) -> None:
        """What is listed, and what is marked."""
        self.status.say(partial(status, facts, filtered, table.marks, table.rows))
