"""The lines of the preview of a staff list: six groups, what is in each, and what is accepted of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple, cast

from store.dates import say
from store.intake.preview import said_unused as not_used
from store.intake.proposal import GROUP_WORDS, Item, Proposal
from store.intake.proposal import Group as ItemGroup
from store.wording import counted
from tui.widgets.cells import Line, Phrase

Group = Literal["new", "changed", "unchanged", "leavers", "missing", "problems"]
GROUPS: tuple[Group, ...] = ("new", "changed", "unchanged", "leavers", "missing", "problems")
SHORT: Mapping[Group, str] = {"missing": "Missing", "problems": "Problems"}
WHAT: Mapping[Group, str] = {
    "new": "",
    "changed": "",
    "unchanged": "nothing is done",
    "leavers": "only those you accept",
    "missing": "not in the file; nothing is done about them",
    "problems": "not brought in",
}


NOTHING_NEW = "The register says all of this already, so there is nothing to save."
NOTHING_TO_SAVE = "Nothing is accepted, so there is nothing to save."
PUT_RIGHT = "Nothing can be saved before the file is put right."


class Row(NamedTuple):
    """A line of the preview."""

    group: Group
    name: str = ""
    code: str = ""
    what: str = ""
    item: Item | None = None
    """Whom it is about, where it can be accepted."""
    first: bool = True
    """The first line about them; only it says whether they are accepted."""
    is_heading: bool = False
    place: str = ""
    """Where in the file."""


class Accepted(NamedTuple):
    """What the user accepts: items by what they are called, and the last days given to missing people."""

    ids: frozenset[str]
    left: Mapping[int, date]

    def toggled(self, item: Item) -> Accepted:
        """The item accepted or not; of two answers to one question only one."""
        if item.id in self.ids:
            return self._replace(ids=self.ids - {item.id})
        return self._replace(ids=(self.ids | {item.id}) - {item.rival})

    def with_last_day(self, staff: int, on: date | None) -> Accepted:
        """Somebody missing has left on this day, or has not."""
        left = {other: day for other, day in self.left.items() if other != staff}
        return self._replace(left=left if on is None else {**left, staff: on})

    def has(self, item: Item) -> bool:
        return item.staff in self.left if item.group == "missing" else item.id in self.ids


def rows_of(proposal: Proposal) -> list[Row]:
    """Every line, group by group; a group without any has none."""
    rows: list[Row] = []
    for group in GROUPS:
        inside = list(_inside(group, proposal))
        if inside:
            count = sum(row.first for row in inside)
            words = SHORT.get(group) or GROUP_WORDS[cast("ItemGroup", group)]
            rows.append(Row(group, f"{words} ({count})", what=WHAT[group], is_heading=True))
            rows += inside
    return rows


def _inside(group: Group, proposal: Proposal) -> Iterator[Row]:
    if group == "problems":
        for problem in proposal.problems:
            yield Row(group, f"line {problem.line}", what=f"{problem.column}: {problem.reason}")
        for doubt in proposal.doubts:
            yield Row(group, f"line {doubt.line}", what=f"To look at, {doubt.column}: {doubt.reason}")
        return
    for item in items_of(group, proposal):
        lines = list(_lines(item))
        for number, line in enumerate(lines or [""]):
            first = number == 0
            place = f"line {item.line} of the list" if item.line else "not in the list"
            yield Row(group, item.name if first else "", item.code if first else "", line, item, first, place=place)


def items_of(group: ItemGroup, proposal: Proposal) -> Sequence[Item]:
    """The items of a group."""
    return {
        "new": proposal.new,
        "changed": proposal.changed,
        "unchanged": proposal.unchanged,
        "leavers": proposal.leaving,
        "missing": proposal.missing,
    }[group]


def _lines(item: Item) -> Iterator[str]:
    """What would be done about somebody, field by field."""
    if item.group == "new" and not item.details:
        parts = [detail.new for detail in item.fields[1:]]
        yield ", ".join([f"from {say(item.on)}" if item.on else "", *parts]).strip(", ")
        return
    if item.group == "new" and item.on:
        yield f"from {say(item.on)}"
    if item.group == "leavers" and item.on:
        yield f"last day {say(item.on)}"
    for detail in item.details:
        yield f"{detail.field}: {detail.old or '(none)'} → {detail.new}"


def cells(row: Row, accepted: Accepted, *, folded: bool) -> Line:
    """A line of the preview: mark and word, who, what."""
    if row.is_heading:
        return (Phrase("▸" if folded else "▾", "key+"), Phrase(row.name, "key+"), "", Phrase(row.what, "quiet"))
    name = Phrase(row.name, "+")
    return (_mark(row, accepted), name, Phrase(row.code, "quiet"), _what(row, accepted))


def _mark(row: Row, accepted: Accepted) -> Phrase:
    item = row.item
    if item is None or not row.first or row.group == "unchanged":
        return Phrase("", "quiet")
    if accepted.has(item):
        return Phrase("✓ yes", "good+")
    if item.perhaps and item.rival not in accepted.ids:
        return Phrase("? ask", "soon+")
    return Phrase("· no", "quiet")


def _what(row: Row, accepted: Accepted) -> Phrase:
    if row.group == "missing" and row.item is not None:
        on = accepted.left.get(row.item.staff)
        return Phrase(f"last day {say(on)}" if on else "not in the list", "" if on else "quiet")
    return Phrase(row.what, "bad" if row.group == "problems" else "")


def sentence(row: Row, accepted: Accepted) -> str:
    """What is to be known of the line under the cursor, and the key that changes it."""
    if row.is_heading:
        return {
            "unchanged": "→ lists them.",
            "missing": "The file is not the register: they stay, unless you give a last day (Space on a name).",
            "problems": "To bring these in, put the file right and bring it in again.",
        }.get(row.group, "Space accepts all of them, or none. ← folds them away.")
    item = row.item
    if item is None:
        return row.what
    said = [f"{item.name}, {row.place}."]
    said += [f"{note[:1].upper()}{note[1:]}." for note in item.notes]
    if item.code_is_invented:
        said.append(f"The staff code {item.code} is made up: the list has none.")
    if item.has_namesake:
        said.append("Somebody of that name is in the register already.")
    if item.perhaps:
        said.append("Accept one answer: the same person, or somebody new.")
    if row.group == "missing":
        said.append("Space takes the last day away." if accepted.has(item) else "Space gives a last day.")
    return " ".join(said)


def said_unused(unused: int, private: int) -> str:
    """How many columns nothing is read of."""
    if not unused:
        return "Every column is read."
    return f"{not_used(unused, private)}{' and never read' if private else ''}."


def totals(proposal: Proposal) -> str:
    """What the list holds against the register."""
    said = (
        f"{len(proposal.new):,} new",
        f"{len(proposal.changed):,} changed",
        f"{len(proposal.unchanged):,} unchanged",
        counted(len(proposal.leaving), "leaver"),
        f"{len(proposal.missing):,} missing",
        counted(len(proposal.problems), "problem"),
    )
    return " · ".join(said)


def effect(proposal: Proposal, accepted: Accepted) -> str:
    """What Enter would save, in a sentence."""
    chosen = [item for item in proposal.items if item.id in accepted.ids]
    new = sum(item.group == "new" for item in chosen)
    changed = sum(item.group == "changed" for item in chosen)
    leaving = sum(item.group == "leavers" for item in chosen) + len(accepted.left)
    parts = [
        *([f"{new:,} new"] if new else []),
        *([f"{changed:,} changed"] if changed else []),
        *([f"{counted(leaving, 'last day')}"] if leaving else []),
    ]
    undecided = sum(
        item.perhaps and item.group == "changed" and not {item.id, item.rival} & accepted.ids
        for item in proposal.changed
    )
    asks = f" {counted(undecided, 'question')} (?) left open: neither is brought in." if undecided else ""
    if not parts:
        if any(proposal.items):
            return f"{NOTHING_TO_SAVE}{asks}"
        return f"{PUT_RIGHT if proposal.problems else NOTHING_NEW}{asks}"
    return f"Enter saves {', '.join(parts)}: one entry, one undo.{asks}"
