"""The seven measures by kind of engagement, in words, with whatever could point to somebody left out (exports 1.3).

Pure: from outcomes without names, and from what the report before this one said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from exports.figures.disclosure import (
    SMALLEST_SHOWN,
    Held,
    Told,
    narrowed,
    pair_is_safe,
    range_of,
    row_is_shown,
    word_for,
)
from exports.figures.measures import MEASURES, Figures, MeasureKey, Person, counted_up
from exports.figures.view import WORDS, GroupCell, GroupRow, Groups, Word
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

_Rows = dict[MeasureKey, _Row]

_NEVER_MORE: tuple[tuple[MeasureKey, MeasureKey], ...] = (
    ("briefing", "induction"),
    *(("all", requirement) for requirement in REQUIREMENTS),
    ("all", "induction"),
)
"""Rows of which the second never counts somebody whom the first does not."""


def _hidden(rows: _Rows, before: GivenReport | None) -> set[MeasureKey]:
    """The measures whose row is [c]. Where any is, so is the row of all items (rule 4)."""
    hidden = {
        key
        for key, row in rows.items()
        if _all_too_small(row) or not row_is_shown(_dues(row), _overdue(row)) or not _safe_after(key, row, before)
    }
    while True:
        more = _told_by_another(rows, hidden)
        if hidden or more:
            more.add("all")
        if more <= hidden:
            return hidden
        hidden |= more


def _all_too_small(row: _Row) -> bool:
    """Whether every group that owes it is too small to be spoken of: then the row is [c] from end to end."""
    words = {word for _, word in row.values()}
    return "[c]" in words and words <= {"[c]", "[z]"}


def _told_by_another(rows: _Rows, hidden: set[MeasureKey]) -> set[MeasureKey]:
    """Rows to hide, as rows beside each other tell of somebody: a hidden one too, for it still has its total."""
    found: set[MeasureKey] = set()
    held_by = {key: _held(row, hidden=key in hidden) for key, row in rows.items()}
    totals = {key: sum(_overdue(row)) for key, row in rows.items()}
    for more, fewer in _NEVER_MORE:
        if not pair_is_safe(held_by[more], held_by[fewer], (totals[more], totals[fewer])):
            gives_way = sorted((more, fewer), key=lambda key: key not in {"all", "induction"})
            found |= set([key for key in gives_way if key not in hidden][:1])
    # And whoever owes something owes one thing at least.
    things = [_added_up(held_by, totals, place) for place in range(len(rows["all"]))]
    if not pair_is_safe(things, held_by["all"], (sum(totals[key] for key in REQUIREMENTS), totals["all"])):
        found |= {"all"} if "all" not in hidden else set(REQUIREMENTS)
    return found


def _added_up(held_by: dict[MeasureKey, list[Held]], totals: dict[MeasureKey, int], place: int) -> Held:
    """How many things are owed in one group."""
    ranges = [narrowed([one.overdue for one in held_by[key]], totals[key])[place] for key in REQUIREMENTS]
    due = sum(held_by[key][place].due for key in REQUIREMENTS)
    return Held(due, (sum(found[0] for found in ranges), sum(found[1] for found in ranges)))


def _safe_after(key: MeasureKey, row: _Row, before: GivenReport | None) -> bool:
    """Whether the row tells of nobody to a reader who lays the last report beside it.

    The reader may suppose that between the two nobody newly fell behind, or that nobody caught up. What the last report
    tells under that with the totals alone cannot be taken back, whatever is said now.
    """
    if before is None or key not in before.groups or key not in before.figures:
        return True
    then = {given.group: given for given in before.groups[key]}
    names = list(dict.fromkeys((*then, *row)))
    earlier = [_was(then.get(name)) for name in names]
    now = [Held(row[name][0].due, _range(row[name])) if name in row else Held(0, (0, 0)) for name in names]
    untold = [Held(one.due, (0, one.due)) for one in now]
    was, total = before.figures[key].overdue, sum(_overdue(row))
    return pair_is_safe(earlier, now, (was, total), (earlier, untold)) and pair_is_safe(
        now, earlier, (total, was), (untold, earlier)
    )


def _was(given: GivenGroup | None) -> Held:
    if given is None:
        return Held(0, (0, 0))
    word: Word = next((word for word in WORDS if word == given.word), "[c]")
    return Held(given.due, range_of(Told(given.due, word)))


def _held(row: _Row, *, hidden: bool) -> list[Held]:
    return [Held(f.due, (0, f.due) if hidden else range_of(Told(f.due, word))) for f, word in row.values()]


def _range(cell: tuple[Figures, Word]) -> tuple[int, int]:
    return range_of(Told(cell[0].due, cell[1]))


def _dues(row: _Row) -> tuple[int, ...]:
    return tuple(figures.due for figures, _ in row.values())


def _overdue(row: _Row) -> tuple[int, ...]:
    return tuple(figures.overdue for figures, _ in row.values())
