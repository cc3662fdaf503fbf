"""Bringing a backup back into a register that is open for editing, and going on with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from store.changes import Entry
from store.disk.errors import Damaged, ViewOnly
from store.disk.ledger import Ledger

OpenLedger = Callable[..., Ledger]
MakeEntry = Callable[[int], Entry]


def test_the_latest_backup_comes_first(crashed: Path, open_ledger: OpenLedger, now: datetime) -> None:
    ledger = open_ledger(crashed)
    made = [ledger.backup(now + timedelta(hours=n)) for n in (1, 1, 2)]
    (crashed / "backups" / "briefed-backup-notes.json").write_text("{}", encoding="utf-8")
    assert [backup.path for backup in ledger.backups()][:3] == made[::-1]
    assert ledger.backups()[0].made_at == now + timedelta(hours=2)


def test_the_register_is_what_the_backup_is_and_goes_on(
    crashed: Path, open_ledger: OpenLedger, make_entry: MakeEntry, now: datetime
) -> None:
    ledger = open_ledger(crashed)
    backup = ledger.backup(now)
    ledger.append(make_entry(5))
    kept = ledger.restore(backup, by="J Patel", now=now)
    assert kept
    assert (kept / "register.json").exists()
    assert ledger.entries() == [make_entry(n) for n in (1, 2, 3, 4)]
    ledger.append(make_entry(6))
    ledger.close()
    assert [entry.n for entry in open_ledger(crashed).entries()] == [1, 2, 3, 4, 6]


def test_a_damaged_backup_leaves_the_register_open_as_it_was(
    crashed: Path, open_ledger: OpenLedger, make_entry: MakeEntry, now: datetime
) -> None:
    ledger = open_ledger(crashed)
    backup = ledger.backup(now)
    backup.write_bytes(backup.read_bytes()[:-9])
    with pytest.raises(Damaged):
        ledger.restore(backup, by="J Patel", now=now)
    ledger.append(make_entry(5))
    assert [entry.n for entry in ledger.entries()] == [1, 2, 3, 4, 5]


def test_who_only_looks_brings_nothing_back(crashed: Path, open_ledger: OpenLedger, now: datetime) -> None:
    ledger = open_ledger(crashed)
    backup = ledger.backup(now)
    ledger.close()
    with pytest.raises(ViewOnly):
        open_ledger(crashed, view_only=True).restore(backup, by="S Smith", now=now)
