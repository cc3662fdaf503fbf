"""Undo and redo, read from the ledger, so that both work after a restart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from store.changes import Change, Entry, Reinstate, Withdraw
from store.checks.withdrawals import can_be_withdrawn


class Step(NamedTuple):
    """What undo or redo would do: the change to apply, and the entry it takes back or puts back."""

    change: Withdraw | Reinstate
    action: Entry


def next_undo(entries: Sequence[Entry]) -> Step | None:
    """The latest action that can be taken back."""
    done = _latest_done(reversed(entries))
    return Step(_opposite(done.change, done.n), done) if done else None


def next_redo(entries: Sequence[Entry]) -> Step | None:
    """The latest action undone that nothing new has been done since."""
    redone = 0
    backwards = iter(reversed(entries))
    for entry in backwards:
        step = _step(entry.change)
        if step == "redo":
            redone += 1
        elif step == "undo" and redone:
            redone -= 1
        elif step == "undo":
            undone = _latest_done(backwards)
            return Step(_again(undone.change, undone.n), undone) if undone else None
        elif _is_action(entry.change):
            return None
    return None


def _latest_done(backwards: Iterable[Entry]) -> Entry | None:
    """The first action, going back, that no undo took back; a redo and the undo before it cancel out."""
    undone = 0
    for entry in backwards:
        step = _step(entry.change)
        if step == "undo":
            undone += 1
        elif step == "redo":
            undone -= 1
        elif _is_action(entry.change):
            if not undone:
                return entry
            undone -= 1
    return None


def _step(change: Change) -> str | None:
    return change.step if isinstance(change, Withdraw | Reinstate) else None


def _is_action(change: Change) -> bool:
    return isinstance(change, Withdraw | Reinstate) or can_be_withdrawn(change)


def _opposite(change: Change, n: int) -> Withdraw | Reinstate:
    if isinstance(change, Withdraw):
        return Reinstate(change.entry, "Undone", change.people, "undo")
    if isinstance(change, Reinstate):
        return Withdraw(change.entry, "Undone", change.people, "undo")
    return Withdraw(n, "Undone", None, "undo")


def _again(change: Change, n: int) -> Withdraw | Reinstate:
    if isinstance(change, Withdraw):
        return Withdraw(change.entry, "Redone", change.people, "redo")
    if isinstance(change, Reinstate):
        return Reinstate(change.entry, "Redone", change.people, "redo")
    return Reinstate(n, "Redone", None, "redo")
