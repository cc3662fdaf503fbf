"""Figures as block characters: the trend of each measure by term, and what falls due over the next twelve months."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from exports.measures import MEASURES, Figures, MeasureKey, picture
from store.dates import FULL_MONTHS, previous_term, say_term, term_of
from store.register import Register
from store.totals import in_service_on
from tui.widgets.cells import Line, Phrase

TERMS = 6
BLOCKS = "▁▂▃▄▅▆▇█"
BAR = 40


class Term(NamedTuple):
    """One term's figures, as they were known on its last day."""

    name: str
    figures: dict[MeasureKey, Figures]


def terms(register: Register, today: date) -> list[Term]:
    """The last terms up to this one, the oldest first; those before the register began are left out."""
    settings = register.school.settings
    term = term_of(today, settings)
    found = [Term(f"{say_term(term)}, so far", picture(register, today).figures)]
    began = register.entries[0].at.date() if register.entries else today
    while len(found) < TERMS:
        term = previous_term(term, settings)
        if term.last_day < began:
            break
        known = register.as_known(term.last_day)
        found.append(Term(say_term(term), picture(known, term.last_day).figures))
    return found[::-1]


def trend(shown: Sequence[Term]) -> list[Line]:
    """A line a measure: a block a term, then this term’s figure against the last."""
    lines: list[Line] = []
    for measure in MEASURES:
        shares = [_share(term.figures[measure.key]) for term in shown]
        blocks = "".join("·  " if share is None else BLOCKS[round(share * 7 / 100)] * 2 + " " for share in shares)
        now = shown[-1].figures[measure.key]
        share = shares[-1]
        lines.append(
            (
                Phrase(f" {measure.title:<41}"),
                Phrase(f"{blocks:<{3 * TERMS}}", "good" if share == 100 else "soon"),
                Phrase("nobody due" if share is None else f"{share:>3} %  {now.complete} of {now.due}", "+"),
                Phrase(_change(shares), "quiet"),
            )
        )
    return lines


def _share(figures: Figures) -> int | None:
    """Per cent complete, never 100 while anybody is outstanding; None where nobody was due."""
    if not figures.due:
        return None
    share = int(100 * figures.complete / figures.due + 0.5)
    return min(share, 99) if figures.overdue else share


def _change(shares: Sequence[int | None]) -> str:
    if len(shares) < 2 or shares[-1] is None or shares[-2] is None:
        return ""
    points = shares[-1] - shares[-2]
    return f"  {'+' if points > 0 else '−'}{abs(points)}" if points else "  ±0"


def coming_due(register: Register, today: date) -> Counter[tuple[int, int]]:
    """How many things fall due in each of the next twelve months, by year and month."""
    last = (today.year + 1, today.month)
    counts: Counter[tuple[int, int]] = Counter()
    for member in in_service_on(register, today):
        for standing in register.standings(member.id, today).values():
            due = standing.due
            if due is not None and due > today and standing.status not in {"exempt", "not_applicable"}:
                month = (due.year, due.month)
                counts[month] += month < last
    return counts


def coming(register: Register, today: date) -> list[Line]:
    """A bar a month, for the next twelve."""
    counts = coming_due(register, today)
    most = max(counts.values(), default=0)
    lines: list[Line] = []
    for ahead in range(12):
        year, month = divmod(today.year * 12 + today.month - 1 + ahead, 12)
        count = counts[year, month + 1]
        bar = "▇" * max(1, round(BAR * count / most)) if count else ""
        lines.append(
            (Phrase(f" {FULL_MONTHS[month]} {year}".ljust(18), "quiet"), Phrase(bar, "key"), f" {count or '–'}")
        )
    return lines
