"""How what has been entered about one person is listed: one row an entry, the newest first."""

from __future__ import annotations

from store.dates import say_short
from store.happenings import Happening, State
from tui.widgets.cells import Phrase
from tui.widgets.columns import Column

STATE: dict[State, Phrase] = {
    "stands": Phrase("✓ stands", "good"),
    "draft": Phrase("~ draft", "soon"),
    "ahead": Phrase("○ ahead", "quiet"),
    "withdrawn": Phrase("– withdrawn", "bad"),
    "step": Phrase("• history", "quiet"),
}

COLUMNS = (
    Column("on", "When", 9),
    Column("what", "What", 44, narrow=26, flex=2),
    Column("state", "State", 11),
    Column("entered", "Entered", 24, narrow=18),
    Column("evidence", "Evidence", 30, narrow=14, flex=2, drop=1),
)


def sort_key(one: Happening, column: str) -> tuple[object, ...]:
    """For sorting the timeline by a column; what is alike there stands by day and entry."""
    keys: dict[str, object] = {
        "what": one.what.casefold(),
        "state": one.state,
        "entered": one.entered_on,
        "evidence": one.evidence.casefold(),
    }
    return (keys.get(column, one.on), one.on, one.n)


def cells(one: Happening) -> tuple[Phrase | str, ...]:
    """The row of a happening, in the order of COLUMNS."""
    quiet = "quiet" if one.state in {"withdrawn", "step"} else ""
    return (
        say_short(one.on),
        Phrase(one.what, quiet),
        STATE[one.state],
        Phrase(f"{say_short(one.entered_on)} {one.by}", "quiet"),
        Phrase(one.evidence or "–", "quiet"),
    )
