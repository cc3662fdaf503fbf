"""A reader who tries to work out who is behind the words: every way things could be, by brute force.

Nothing here comes from the program but the words it printed; the reader knows how many of each group were due.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import product
from typing import NamedTuple

Counts = tuple[int, ...]
"""How many are overdue in each group."""


class Printed(NamedTuple):
    """One row of a paper as the reader has it: words, how many were due, and the total for the whole school."""

    dues: Counts
    words: tuple[str, ...]
    total: int


def every_way(dues: Counts, total: int) -> Iterator[Counts]:
    """Every way the school's total could lie in the groups."""
    if not dues:
        if total == 0:
            yield ()
        return
    for first in range(min(dues[0], total) + 1):
        for rest in every_way(dues[1:], total - first):
            yield (first, *rest)


def fits(word: str, due: int, overdue: int) -> bool:
    if word == "[c]":
        return True
    if word == "[z]":
        return due == 0
    if word == "All complete":
        return overdue == 0
    three_quarters = 4 * (due - overdue) >= 3 * due
    return overdue > 0 and three_quarters == (word == "Most complete")


def ways(row: Printed) -> list[Counts]:
    """Every way that the words of a row allow."""
    return [
        counts
        for counts in every_way(row.dues, row.total)
        if all(fits(word, due, count) for word, due, count in zip(row.words, row.dues, counts, strict=True))
    ]


def picked_out(found: Iterable[Counts], otherwise: Iterable[Counts], dues: Counts) -> list[str]:
    """Groups of which exactly one to four are known to be overdue, or to be complete; not where the totals say it."""
    known, before = (list(zip(*ways, strict=True)) for ways in (list(found), list(otherwise)))
    return [
        f"group {place}: {counts[0]} of {due} overdue"
        for place, (counts, alone, due) in enumerate(zip(known, before, dues, strict=True))
        if _small(counts, due) and not _small(alone, due)
    ]


def _small(counts: Iterable[int], due: int) -> bool:
    values = set(counts)
    return len(values) == 1 and any(1 <= count <= 4 for overdue in values for count in (overdue, due - overdue))


def beside(
    first: Printed, second: Printed, related: Callable[[int, int], bool], *, first_is_out: bool = False
) -> list[str]:
    """What two rows tell together, where the counts of each group are related in a way the reader knows or supposes.

    Once the first is out, only what the second adds to it and to the totals is told by the second.
    """

    def together(a: Iterable[Counts], b: Iterable[Counts]) -> list[tuple[Counts, Counts]]:
        return [(x, y) for x, y in product(list(a), list(b)) if all(map(related, x, y))]

    found = together(ways(first), ways(second))
    before = ways(first) if first_is_out else every_way(first.dues, first.total)
    alone = together(before, every_way(second.dues, second.total))
    if not found:
        return []  # what was supposed is not so
    return [
        *picked_out((x for x, _ in found), (x for x, _ in alone), first.dues),
        *picked_out((y for _, y in found), (y for _, y in alone), second.dues),
    ]
