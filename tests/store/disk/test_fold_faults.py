"""The disk says no while files are replaced: what was saved stays, and an error tells what came of the change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from store.changes import Entry
from store.disk.errors import OutcomeUnknown, SaveFailed
from store.disk.ledger import Ledger

AT_CLOSING = {"write": 2, "fsync": 4, "replace": 2}
"""How often each is called: for the snapshot, then for the journal that goes on from it."""


@pytest.mark.parametrize(("call", "after"), [(call, n) for call, count in AT_CLOSING.items() for n in range(count)])
def test_a_fold_that_fails_at_closing_loses_nothing(
    ledger: Ledger,
    crashed: Path,
    open_ledger: Callable[..., Ledger],
    failing: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    call: str,
    after: int,
) -> None:
    with monkeypatch.context() as broken:
        stand_in = failing(broken, call, after=after, times=99)
        ledger.close()
    assert stand_in.calls > after
    assert [entry.n for entry in open_ledger(crashed).entries()] == [1, 2, 3, 4, 5]
    assert not (crashed / "register.json.tmp").exists()


def test_every_single_failure_during_a_change_of_documents_is_before_or_after(
    crashed: Path,
    make_entry: Callable[[int], Entry],
    open_ledger: Callable[..., Ledger],
    failing: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Removing through TinyDB, each call failing in turn: an error means not done, or unknown; success means done."""
    told = set()
    for call in ("open", "write", "fsync", "replace"):
        for after in range(8):
            ledger = open_ledger(crashed)
            last = ledger.next_n
            ledger.append(make_entry(last))
            table = ledger._table(ledger._writable())
            with monkeypatch.context() as broken:
                stand_in = failing(broken, call, after=after)
                try:
                    table.remove(doc_ids=[last])
                    told.add("done")
                    there = {False}
                except SaveFailed:
                    told.add("failed")
                    there = {True}
                except OutcomeUnknown:
                    told.add("unknown")
                    there = {True, False}
            ledger._writable().close()
            again = open_ledger(crashed)
            assert (last in [entry.n for entry in again.entries()]) in there, (call, after)
            assert again.next_n == last + 1, "an id came back"
            again._writable().close()
            if stand_in.calls <= after:
                break
    assert told == {"done", "failed", "unknown"}


def test_a_journal_that_cannot_be_begun_is_begun_at_the_next_save(
    ledger: Ledger,
    crashed: Path,
    make_entry: Callable[[int], Entry],
    open_ledger: Callable[..., Ledger],
    failing: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as broken:
        failing(broken, "replace", after=1, times=2)
        ledger._writable().fold()  # the snapshot is in place, its journal is not
        with pytest.raises(SaveFailed):
            ledger.append(make_entry(6))
    ledger.append(make_entry(6))
    ledger._writable().close()
    assert [entry.n for entry in open_ledger(crashed).entries()] == [1, 2, 3, 4, 5, 6]


def test_a_failed_backup_does_not_stop_the_save(
    crashed: Path, open_ledger: Callable[..., Ledger], make_entry: Callable[[int], Entry]
) -> None:
    (crashed / "backups").rename(crashed / "moved") if (crashed / "backups").exists() else None
    (crashed / "backups").write_bytes(b"in the way")
    ledger = open_ledger(crashed)
    ledger.append(make_entry(5))
    assert "No backup" in ledger.notices[0]
