"""What has been entered about one person: one happening an entry, withdrawn ones too, and every withdrawal. Pure."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Literal, NamedTuple

from store.changes import Entry, Reinstate, Single, Withdraw, parts, people_in, people_of
from store.dates import london_date, london_time, say
from store.register import Register
from store.telling import REASONS_HIDDEN, day_of_entry, details, reminded_of, said_of, words
from store.wording import counted, sentence_case

State = Literal["stands", "draft", "ahead", "withdrawn", "step"]


class Happening(NamedTuple):
    """One entry as far as it is about one person."""

    n: int
    """The entry's number."""
    on: date
    """When it happened, or will."""
    what: str
    state: State
    entered_on: date
    by: str
    evidence: str
    """Where the paper is, who delivered it, the reason."""
    sentence: str
    """All of it."""


def timeline(register: Register, staff: int, today: date, *, show_connections: bool = False) -> list[Happening]:
    """Everything entered about somebody, withdrawn or not, and every withdrawal; the latest to happen first.

    What a connection consists of, and every reason given about one, is left out unless asked for.
    """
    told: defaultdict[int, list[Single]] = defaultdict(list)
    entries: dict[int, Entry] = {}
    for entry, part in register.changes(staff):
        told[entry.n].append(part)
        entries[entry.n] = entry
    steps = [entry for entry in register.steps if _is_step_for(entry, staff, told)]
    latest = {step.change.entry: step for step in steps if isinstance(step.change, Withdraw | Reinstate)}
    rows = []
    for n, said in told.items():
        taken_back = None if register.stands(n, staff) else latest.get(n)
        rows.append(_of_entry(entries[n], said, staff, today, taken_back, show_connections=show_connections))
    for step in steps:
        assert isinstance(step.change, Withdraw | Reinstate)
        rows.append(_of_step(step, step.change, told[step.change.entry], show_connections=show_connections))
    return sorted(rows, key=lambda row: (row.on, row.n), reverse=True)


def parts_for(register: Register, staff: int, n: int) -> list[Single]:
    """What entry `n` says of one person."""
    return [part for part in parts(register.entry(n).change) if staff in people_in(part)]


def latest(register: Register, staff: int, most: int) -> list[tuple[date, str, bool]]:
    """The last entries about somebody, the newest first: the day, what it was, and whether it stands."""
    told = [(register.entry(n), parts_for(register, staff, n)) for n in register.about(staff)[: -most - 1 : -1]]
    return [(day_of_entry(said, entry), words(said, entry), register.stands(entry.n, staff)) for entry, said in told]


def _is_step_for(entry: Entry, staff: int, told: dict[int, list[Single]]) -> bool:
    """Whether an entry withdraws, or puts back, something about this person."""
    change = entry.change
    if not isinstance(change, Withdraw | Reinstate):
        return False
    return change.entry in told and (change.people is None or staff in change.people)


def _of_entry(
    entry: Entry, parts: list[Single], staff: int, today: date, taken_back: Entry | None, *, show_connections: bool
) -> Happening:
    on = day_of_entry(parts, entry)
    behind = [detail for part in parts for detail in details(part, show_connections=show_connections)]
    behind = [*filter(None, (reminded_of(part, staff) for part in parts)), *behind]
    state: State = "stands"
    if taken_back is not None:
        state = "withdrawn"
    elif any(getattr(part, "draft", False) for part in parts):
        state = "draft"
    elif on > today:
        state = "ahead"
    what = words(parts, entry)
    others = len(set(people_of(entry)) - {staff})
    group = f", with {counted(others, 'other')}" if others else ""
    said = [f"{say(on)}: {what}{group}."]
    if state == "draft":
        said.append("A draft: it does not count yet.")
    if taken_back is not None:
        reason = _reason(taken_back, parts, show_connections=show_connections)
        said.append(f"Withdrawn {_entered(taken_back)}{': ' + reason if reason else ''}.")
        behind.insert(0, f"withdrawn: {reason}" if reason else "withdrawn")
    evidence = ", ".join(dict.fromkeys(behind))
    kept = ", ".join(dict.fromkeys(behind[1:] if taken_back is not None else behind))
    said += [f"{sentence_case(kept)}." if kept else "", f"Entered {_entered(entry)}."]
    return Happening(entry.n, on, what, state, london_date(entry.at), entry.by, evidence, " ".join(filter(None, said)))


def _of_step(step: Entry, change: Withdraw | Reinstate, parts: list[Single], *, show_connections: bool) -> Happening:
    verb = {"undo": "Undone", "redo": "Redone"}.get(
        change.step or "", "Withdrawn" if isinstance(change, Withdraw) else "Put back"
    )
    on = london_date(step.at)
    what = f"{verb}: {', '.join(dict.fromkeys(said_of(part, None) for part in parts))}"
    reason = _reason(step, parts, show_connections=show_connections)
    sentence = f"{what}{': ' + reason if reason else ''}. Entered {_entered(step)}, about entry {change.entry}."
    return Happening(step.n, on, what, "step", on, step.by, reason, sentence)


def _reason(step: Entry, parts: list[Single], *, show_connections: bool) -> str:
    """Why something was withdrawn; of a connection it may name a pupil."""
    change = step.change
    assert isinstance(change, Withdraw | Reinstate)
    hidden = not show_connections and any(isinstance(part, REASONS_HIDDEN) for part in parts)
    return "" if hidden or change.step else change.reason


def _entered(entry: Entry) -> str:
    return f"{say(london_date(entry.at))} {london_time(entry.at)} by {entry.by}"
