"""How many have, out of how many, in words and as a bar."""

from collections.abc import Sequence
from typing import NamedTuple

from tui.widgets.cells import Phrase, width

BAR = 8


class Count(NamedTuple):
    """So many done out of a total; a click on it may press a key."""

    label: str
    done: int
    total: int
    press: str = ""


def bar(done: int, total: int, cells: int) -> str:
    """Full only if everybody has, empty only if nobody has."""
    full = round(cells * done / total) if total else 0
    if 0 < done < total:
        full = max(1, min(full, cells - 1))
    return "▇" * full + "▁" * (cells - full)


def counts(which: Sequence[Count], room: int) -> list[Phrase]:
    """A line of counts with bars; shorter ones, or none, where there is no room."""
    phrases: list[Phrase] = []
    for cells, gap in ((BAR, 3), (BAR, 2), (BAR // 2, 2), (0, 3), (0, 2)):
        phrases = [phrase for count in which for phrase in _count(count, cells, gap)]
        if sum(width(phrase.text) for phrase in phrases) <= room:
            return phrases
    return phrases


def _count(count: Count, cells: int, gap: int) -> list[Phrase]:
    label, done, total, press = count
    tone = "good" if done == total else ""
    phrases = [Phrase(f" {label} ", "quiet", press), Phrase(f"{done}/{total}", f"{tone}+", press)]
    if cells and total:
        phrases.append(Phrase(f" {bar(done, total, cells)}", tone or "soon", press))
    return [*phrases, Phrase(" " * (gap - 1))]
