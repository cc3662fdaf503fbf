"""The workbooks as the screen offers them: the letter of each, and when it was last made."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from exports.kinds import KINDS, Kind
from store.changes import Entry, NoteExport
from store.dates import london_date, london_time, say, say_short, say_with_weekday
from store.register import Register
from store.wording import counted
from tui.widgets.cells import Line, Phrase
from tui.widgets.columns import Column

LETTERS: Mapping[str, str] = MappingProxyType(
    {
        "governors": "g",
        "matrix": "m",
        "due": "d",
        "merge": "l",
        "chase": "c",
        "sign-off": "s",
        "induction": "i",
        "connections": "k",
        "record-card": "r",
        "audit": "a",
        "evidence": "e",
        "template": "t",
    }
)
"""The letter that writes each, on view 5."""

COLUMNS = (
    Column("key", "Key", 3),
    Column("title", "Workbook", 21),
    Column("readers", "Who may see it", 40, narrow=24, flex=1),
    Column("made", "Last made", 26, narrow=19, flex=1),
)


def last_made(register: Register) -> dict[str, Entry]:
    """The latest time each workbook was made."""
    return {entry.change.workbook: entry for entry in register.entries if isinstance(entry.change, NoteExport)}


def cells(kind: Kind, made: Entry | None) -> Line:
    """One workbook, in the order of the columns."""
    return (
        Phrase(LETTERS[kind.word], "key+"),
        Phrase(kind.title, "+"),
        Phrase(kind.readers, "quiet"),
        Phrase(f"{say_short(london_date(made.at))} {made.by}" if made else "–", "quiet"),
    )


def sort_key(kind: Kind, column: str, made: Entry | None) -> tuple[object, ...]:
    """What a column sorts by; those never made come last."""
    if column == "made":
        return (made is None, -made.n if made else 0)
    return ({"key": LETTERS[kind.word], "title": kind.title, "readers": kind.readers}[column],)


def said_of(kind: Kind, made: Entry | None) -> tuple[str, str]:
    """What it is for and who may see it; and when it was last made, by whom, as at which day."""
    marking = f" Marked {kind.marking}." if kind.marking else ""
    return f"{kind.purpose} For: {_lowered(kind.readers)}{marking}", _when(made)


def _lowered(readers: str) -> str:
    return readers[:1].lower() + readers[1:]


def _when(made: Entry | None) -> str:
    if made is None:
        return "Not made yet."
    assert isinstance(made.change, NoteExport)
    when = f"{say_with_weekday(london_date(made.at))} {london_time(made.at)}"
    rows = counted(made.change.rows, "row")
    return f"Last made {when} by {made.by}, as at {say(made.change.as_at)}: {rows}."


ALL = tuple(KINDS)
ABOUT_ONE = ("record-card", "induction")
"""Those about one member of staff, what is held first."""
