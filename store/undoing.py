"""Undo and redo, read from the ledger, so that both work after a restart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from store.changes import Change, Entry, Reinstate, Withdraw
from store.checks.withdrawals import can_be_withdrawn


class Step(NamedTuple):
    """What undo or redo would do: the change to apply, and the entry it takes back or puts back."""

    change: Withdraw | Reinstate
    action: Entry


def next_undo(entries: Sequence[Entry]) -> Step | None:
    """The latest action that can be taken back."""
    done, _ = _actions(entries)
    return Step(_opposite(done[-1].change, done[-1].n), done[-1]) if done else None


def next_redo(entries: Sequence[Entry]) -> Step | None:
    """The latest action undone that nothing new has been done since."""
    _, undone = _actions(entries)
    return Step(_again(undone[-1].change, undone[-1].n), undone[-1]) if undone else None


def _actions(entries: Sequence[Entry]) -> tuple[list[Entry], list[Entry]]:
    done: list[Entry] = []
    undone: list[Entry] = []
    for entry in entries:
        change = entry.change
        step = change.step if isinstance(change, Withdraw | Reinstate) else None
        if step == "undo":
            undone.append(done.pop())
        elif step == "redo":
            done.append(undone.pop())
        elif isinstance(change, Withdraw | Reinstate) or can_be_withdrawn(change):
            done.append(entry)
            undone.clear()
    return done, undone


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
