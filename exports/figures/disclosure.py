"""What a reader can work out from words for groups and a total for the school (exports 1.3, rules 2 to 5 and 10). Pure.

The reader is taken to know how many of each group were due, the whole school's total, and these rules. A word leaves a
range of counts; the total narrows it; so does another paper, or another row, whose counts cannot be lower or higher.
All of these are bounds on integers and on their differences, so narrowing once by the others' sums is exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from exports.figures.view import Word

SMALLEST_SHOWN = 5
"""A group, or a number of people overdue in the whole school, below this is not broken down."""

Range = tuple[int, int]
"""The least and the most that a count can be."""


class Told(NamedTuple):
    """What is said of one group on one measure, and how many of it were due."""

    due: int
    word: Word


def word_for(due: int, overdue: int) -> Word:
    """Three quarters or more complete is most of them; a group too small to be spoken of gets [c]."""
    if due == 0:
        return "[z]"
    if due < SMALLEST_SHOWN:
        return "[c]"
    if overdue == 0:
        return "All complete"
    return "Most complete" if overdue <= due // 4 else "Under three quarters"


def range_of(told: Told) -> Range:
    """How many of a group can be overdue, by its word alone."""
    if told.word == "[c]":
        return 0, told.due
    if told.word == "Most complete":
        return 1, told.due // 4
    return (told.due // 4 + 1, told.due) if told.word == "Under three quarters" else (0, 0)


# One row --------------------------------------------------------------------


@lru_cache(maxsize=256)
def row_is_shown(dues: tuple[int, ...], overdue: tuple[int, ...]) -> bool:
    """Whether the words for these groups may be printed: nobody can be told from them, nor from their being hidden."""
    total = sum(overdue)
    if total == 0:
        return True
    if total < SMALLEST_SHOWN:
        return False
    alone = narrowed([(0, due) for due in dues], total)
    hidden: list[list[Range]] = []
    for words in product(*(_words(due) for due in dues)):
        ranges = narrowed([range_of(Told(due, word)) for due, word in zip(dues, words, strict=True)], total)
        if all(least <= most for least, most in ranges) and _points_at_somebody(dues, ranges, alone):
            hidden.append(ranges)
    if hidden:
        # That a row is hidden says that its words are among these.
        together = [(min(r[0] for r in column), max(r[1] for r in column)) for column in zip(*hidden, strict=True)]
        if _points_at_somebody(dues, together, alone):
            return False
    actual = [range_of(Told(due, word_for(due, count))) for due, count in zip(dues, overdue, strict=True)]
    return not _points_at_somebody(dues, narrowed(actual, total), alone)


def _words(due: int) -> tuple[Word, ...]:
    """What could be said of a group."""
    if due == 0:
        return ("[z]",)
    if due < SMALLEST_SHOWN:
        return ("[c]",)
    return ("All complete", "Most complete", "Under three quarters")


def narrowed(ranges: Sequence[Range], total: int) -> list[Range]:
    """Each range with what the others leave of the total."""
    least, most = sum(r[0] for r in ranges), sum(r[1] for r in ranges)
    return [(max(low, total - (most - high)), min(high, total - (least - low))) for low, high in ranges]


def _points_at_somebody(dues: Sequence[int], ranges: Sequence[Range], alone: Sequence[Range]) -> bool:
    """Whether a group's overdue, or its complete, are known to be exactly one to four, and not by the totals alone."""
    return any(
        _is_small(due, found) and not _is_small(due, before)
        for due, found, before in zip(dues, ranges, alone, strict=True)
    )


def _is_small(due: int, found: Range) -> bool:
    least, most = found
    return least == most and (0 < least < SMALLEST_SHOWN or 0 < due - least < SMALLEST_SHOWN)


# Two rows, or two papers ----------------------------------------------------


class Held(NamedTuple):
    """How many of a group were due, and how many can be overdue, as far as one row tells."""

    due: int
    overdue: Range


Row = Sequence[Held]


def pair_is_safe(first: Row, second: Row, totals: tuple[int, int], known: tuple[Row, Row] | None = None) -> bool:
    """Whether two rows tell of nobody beside each other, where the second's counts are never more than the first's.

    That may be so by what is counted, or be what the reader supposes: that nobody newly fell behind between two papers.
    `known` is what is out already; the totals are in any case.
    """
    told = _boxes(first, second)
    if _impossible(told, totals):
        return True  # then what the reader supposes is not so
    found = _joined(told, totals)
    alone = _joined(_boxes(*(known or (_untold(first), _untold(second)))), totals)
    return not any(
        _points_at_somebody([one.due for one in row], [box[place] for box in found], [box[place] for box in alone])
        for place, row in enumerate((first, second))
    )


def _untold(row: Row) -> Row:
    return [Held(one.due, (0, one.due)) for one in row]


_Box = tuple[Range, Range, Range]
"""The first count, the second, and the first less the second."""


def _boxes(first: Row, second: Row) -> list[_Box]:
    return [_tight((one.overdue, other.overdue, (0, one.overdue[1]))) for one, other in zip(first, second, strict=True)]


def _tight(box: _Box) -> _Box:
    """The ranges with what each leaves of the others."""
    (a0, a1), (b0, b1), (d0, d1) = box
    d0, d1 = max(d0, a0 - b1), min(d1, a1 - b0)
    return (max(a0, b0 + d0), min(a1, b1 + d1)), (max(b0, a0 - d1), min(b1, a1 - d0)), (d0, d1)


def _joined(boxes: Sequence[_Box], totals: tuple[int, int]) -> list[_Box]:
    """Every group's ranges with what the others leave of both totals, and of their difference."""
    wholes = (totals[0], totals[1], totals[0] - totals[1])
    sums = [_sum(box[place] for box in boxes) for place in range(3)]
    found = []
    for box in boxes:
        left = [
            (max(low, whole - (most - high)), min(high, whole - (least - low)))
            for (low, high), (least, most), whole in zip(box, sums, wholes, strict=True)
        ]
        found.append(_tight((left[0], left[1], left[2])))
    return found


def _impossible(boxes: Sequence[_Box], totals: tuple[int, int]) -> bool:
    if any(low > high for box in boxes for low, high in box):
        return True
    wholes = (totals[0], totals[1], totals[0] - totals[1])
    sums = (_sum(box[place] for box in boxes) for place in range(3))
    return any(not least <= whole <= most for (least, most), whole in zip(sums, wholes, strict=True))


def _sum(ranges: Iterable[Range]) -> Range:
    found = list(ranges)
    return sum(r[0] for r in found), sum(r[1] for r in found)
