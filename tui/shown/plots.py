"""Figures as block characters: the trend of each measure by term, and what falls due over the next twelve months.

They are the workbook's own, so that the screen and the governors' paper never say two things.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from exports.figures.ahead import coming_due
from exports.figures.measures import MEASURES, Figures, picture
from exports.figures.trend import trend
from exports.figures.view import MonthRow, Printed, TrendRow
from store.register import Register
from tui.widgets.cells import Line, Phrase

BLOCKS = "▁▂▃▄▅▆▇█"
BAR = 40


class Plots(NamedTuple):
    """What is drawn."""

    by_term: Sequence[Line]
    ahead: Sequence[Line]

    @property
    def whole(self) -> list[Line]:
        return [*self.by_term, (), *self.ahead]


def plots(register: Register, today: date) -> Plots:
    """The terms up to this one, and the months ahead."""
    now = picture(register, today)
    terms = [row for row in trend(register, now) if row.basis != "Not kept"]
    return Plots(
        [*_heading(terms), *(_measure(at, terms, now.figures[measure.key]) for at, measure in enumerate(MEASURES))],
        [
            (Phrase(" Falling due in the months ahead", "key+"), Phrase("  briefings and self-checks", "quiet")),
            *_months(coming_due(register, today)),
        ],
    )


def _heading(terms: Sequence[TrendRow]) -> list[Line]:
    since = f"  {terms[0].term} and on; at the end, the change in points" if len(terms) > 1 else f"  {terms[0].term}"
    return [(), (Phrase(" Complete, by term", "key+"), Phrase(since, "quiet"))]


def _measure(at: int, terms: Sequence[TrendRow], now: Figures) -> Line:
    """A block a term, then this term’s figure and the change against the last."""
    key, title, _ = MEASURES[at]
    shares = [term.percents[key] for term in terms]
    share = shares[-1]
    # Rounded down: a full block is everybody.
    blocks = "".join(f"{BLOCKS[share * 7 // 100] * 2} " if isinstance(share, int) else "·  " for share in shares)
    return (
        Phrase(f" {title:<41}"),
        Phrase(f"{blocks:<18}", "good" if share == 100 else "soon"),
        Phrase(f"{share:>3} %  {now.complete} of {now.due}" if isinstance(share, int) else "nobody due", "+"),
        Phrase(_change(shares), "quiet"),
    )


def _change(shares: Sequence[Printed]) -> str:
    before, now = shares[-2] if len(shares) > 1 else "[x]", shares[-1]
    if not isinstance(before, int) or not isinstance(now, int):
        return ""
    points = now - before
    return f"  {'+' if points > 0 else '−'}{abs(points)}" if points else "  ±0"


def _months(rows: Sequence[MonthRow]) -> list[Line]:
    """A bar a month."""
    counts = [row.briefings + row.self_checks for row in rows]
    most = max(counts)
    return [
        (
            Phrase(f" {row.month:<17}", "quiet"),
            Phrase("▇" * max(1, round(BAR * count / most)) if count else "", "key"),
            f" {count or '–'}",
        )
        for row, count in zip(rows, counts, strict=True)
    ]
