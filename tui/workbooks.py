"""The workbooks as the screen offers them: the letter of each, and when it was last made."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from exports.kinds import KINDS, Kind
from store.changes import Entry, IssueReport, NoteExport
from store.dates import london_date, london_time, say, say_short, say_with_weekday
from store.filters import folded
from store.wording import counted
from tui import commands
from tui.commands import LETTERS, Command, Commands
from tui.widgets.cells import Line, Phrase
from tui.widgets.columns import Column

COLUMNS = (
    Column("key", "Key", 4),
    Column("title", "Workbook", 21),
    Column("readers", "Who may see it", 45, narrow=36, flex=2),
    Column("made", "Last made", 9),
    Column("by", "By", 16, narrow=8, flex=1, drop=1),
)


class LastMade(NamedTuple):
    """When a workbook was made and by whom, as at which day, and how much it held."""

    entry: Entry
    as_at: date
    rows: int
    issued: bool


def last_made(entries: Iterable[Entry]) -> dict[str, LastMade]:
    """The latest time each workbook was made, by some entries in order."""
    found: dict[str, LastMade] = {}
    for entry in entries:
        change = entry.change
        if isinstance(change, NoteExport):
            found[change.workbook] = LastMade(entry, change.as_at, change.rows, issued=False)
        elif isinstance(change, IssueReport):
            found["governors"] = LastMade(entry, change.report.as_at, change.rows, issued=True)
    return found


def cells(kind: Kind, made: LastMade | None, *, known: bool) -> Line:
    """One workbook, in the order of the columns; nothing of when it was made before that is known."""
    never = "–" if known else ""
    return (
        Phrase(LETTERS[kind.word], "key+"),
        Phrase(kind.title, "+"),
        Phrase(kind.readers, "quiet"),
        Phrase(say_short(london_date(made.entry.at)) if made else never, "quiet"),
        Phrase(made.entry.by if made else never, "quiet"),
    )


def sort_key(kind: Kind, column: str, made: LastMade | None) -> tuple[object, ...]:
    """What a column sorts by; those never made come last."""
    if column == "made":
        return (made is None, -made.entry.n if made else 0)
    if column == "by":
        return (made is None, folded(made.entry.by) if made else "")
    return ({"key": LETTERS[kind.word], "title": kind.title, "readers": kind.readers}[column],)


def readers_of(kind: Kind) -> str:
    """Who may see it, and how it is marked."""
    marking = f" Marked {kind.marking}." if kind.marking else ""
    return f"Who may see it: {kind.readers}{marking}"


def said_of(made: LastMade | None) -> str:
    """When it was last made, by whom, as at which day."""
    if made is None:
        return "Not made yet."
    at = made.entry.at
    when = f"{say_with_weekday(london_date(at))} {london_time(at)} by {made.entry.by}"
    issued = ", issued to governors" if made.issued else ""
    return f"Last made {when}, as at {say(made.as_at)}: {counted(made.rows, 'row')}{issued}."


def as_commands(keys: Commands) -> list[Command]:
    """Each workbook as a command of its own, for the palette: by name, with the keys that lead to its form."""
    view = keys[commands.REPORTS].shown
    return [
        Command("", f"{view} {LETTERS[word]}", kind.title, kind.purpose, f"export({word!r})")
        for word, kind in KINDS.items()
    ]


ABOUT_ONE = ("record-card", "induction")
"""Those about one member of staff, what is held first."""
