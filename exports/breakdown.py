"""The seven measures by kind of engagement, in words, with whatever could point to somebody left out (exports 1.3).

Pure: from outcomes without names, and from what the report before this one said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from exports.disclosure import (
    SMALLEST_SHOWN,
    Held,
    Told,
    held,
    narrowed,
    pair_is_safe,
    range_of,
    row_is_shown,
    word_for,
)
from exports.measures import MEASURES, Figures, MeasureKey, Person, counted_up
from exports.view import GroupCell, GroupRow, Groups, Word
from store.given import GivenGroup, GivenReport
from store.model import ENGAGEMENTS, REQUIREMENTS, Engagement

OTHERS = "Other staff"

NAMES: dict[Engagement, str] = {
    "employee": "Employees",
    "central": "Centrally employed teachers",
    "agency": "Agency staff",
    "trainee": "Trainees",
    "volunteer": "Volunteers",
    "governor": "Governors",
    "contractor": "Contractors",
}

_Row = dict[str, tuple[Figures, Word]]
"""A measure's figures and word, by group."""


def breakdown(people: Sequence[Person], before: GivenReport | None) -> Groups:
    """A word for each group and measure. `before` is the last report governors were given, which they still have."""
    sorted_into = _groups(people)
    names = tuple(dict.fromkeys(sorted_into.values()))
    rows = {measure.key: _row(measure.key, people, sorted_into) for measure in MEASURES}
    hidden = _hidden(rows, before)
    return Groups(
        names,
        _merged(sorted_into),
        tuple(
            GroupRow(
                measure.key,
                measure.title,
                tuple(
                    GroupCell(name, "[c]" if measure.key in hidden and word != "[z]" else word, figures.due)
                    for name, (figures, word) in rows[measure.key].items()
                ),
            )
            for measure in MEASURES
        ),
    )


def _groups(people: Sequence[Person]) -> dict[Engagement, str]:
    """The group each kind of engagement stands in. Kinds of fewer than five people stand together."""
    sizes = Counter(p.engagement for p in people if any(outcome != "outside" for outcome in p.outcomes.values()))
    present = [kind for kind in ENGAGEMENTS if sizes[kind]]
    small = [kind for kind in present if sizes[kind] < SMALLEST_SHOWN]
    together = small if len(small) > 1 else []
    apart = {kind: NAMES[kind] for kind in present if kind not in together}
    return apart | dict.fromkeys(together, OTHERS)


def _merged(sorted_into: dict[Engagement, str]) -> str:
    together = [NAMES[kind] for kind, name in sorted_into.items() if name == OTHERS]
    if not together:
        return ""
    first, last = ", ".join(together[:-1]).lower(), together[-1].lower()
    return f"{OTHERS}: {first} and {last} together, as each has fewer than five."


def _row(key: MeasureKey, people: Sequence[Person], sorted_into: dict[Engagement, str]) -> _Row:
    found: _Row = {}
    for name in dict.fromkeys(sorted_into.values()):
        figures = counted_up(p.outcomes[key] for p in people if sorted_into.get(p.engagement) == name)
        found[name] = figures, word_for(figures.due, figures.overdue)
    return found


# What is hidden -------------------------------------------------------------


def _hidden(rows: dict[MeasureKey, _Row], before: GivenReport | None) -> set[MeasureKey]:
    """The measures whose row is [c]. Where any is, so is the row of all items (rule 4)."""
    hidden = {key for key, row in rows.items() if not row_is_shown(_dues(row), _overdue(row))}
    hidden |= {key for key, row in rows.items() if key not in hidden and not _safe_after(key, row, before)}
    if not {"briefing", "induction"} & hidden and not _safe_beside(rows["briefing"], rows["induction"]):
        hidden.add("induction")
    if hidden or not _all_is_safe(rows):
        hidden.add("all")
    return hidden


def _all_is_safe(rows: dict[MeasureKey, _Row]) -> bool:
    """Whoever owes one thing owes something; and who owes something owes one thing at least."""
    everything, parts = rows["all"], [rows[key] for key in REQUIREMENTS]
    if not all(_safe_beside(everything, row) for row in (*parts, rows["induction"])):
        return False
    ranges = [narrowed([one.overdue for one in _held(row)], sum(_overdue(row))) for row in parts]
    owed = [
        Held(
            sum(_dues(row)[place] for row in parts),
            (sum(r[place][0] for r in ranges), sum(r[place][1] for r in ranges)),
        )
        for place in range(len(everything))
    ]
    total = sum(sum(_overdue(row)) for row in parts)
    return pair_is_safe(owed, _held(everything), (total, sum(_overdue(everything))))


def _safe_beside(more: _Row, fewer: _Row) -> bool:
    return pair_is_safe(_held(more), _held(fewer), (sum(_overdue(more)), sum(_overdue(fewer))))


def _safe_after(key: MeasureKey, row: _Row, before: GivenReport | None) -> bool:
    """Whether the row tells of nobody to a reader who lays the last report beside it.

    The reader may suppose that between the two nobody newly fell behind, or that nobody caught up.
    """
    if before is None or key not in before.groups or key not in before.figures:
        return True
    then = {given.group: given for given in before.groups[key]}
    names = list(dict.fromkeys((*then, *row)))
    earlier = [_was(then.get(name)) for name in names]
    now = [Held(row[name][0].due, _range(row[name])) if name in row else Held(0, (0, 0)) for name in names]
    totals = before.figures[key].overdue, sum(_overdue(row))
    return pair_is_safe(earlier, now, totals) and pair_is_safe(now, earlier, (totals[1], totals[0]))


def _was(given: GivenGroup | None) -> Held:
    if given is None:
        return Held(0, (0, 0))
    word: Word = given.word if given.word in _WORDS else "[c]"  # type: ignore[assignment]
    return Held(given.due, range_of(Told(given.due, word)))


_WORDS = ("All complete", "Most complete", "Under three quarters", "[z]")


def _held(row: _Row) -> list[Held]:
    return held([Told(figures.due, word) for figures, word in row.values()])


def _range(cell: tuple[Figures, Word]) -> tuple[int, int]:
    return range_of(Told(cell[0].due, cell[1]))


def _dues(row: _Row) -> tuple[int, ...]:
    return tuple(figures.due for figures, _ in row.values())


def _overdue(row: _Row) -> tuple[int, ...]:
    return tuple(figures.overdue for figures, _ in row.values())
