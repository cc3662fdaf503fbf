from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from store.changes import Entry
from store.disk.errors import Damaged, HeldByAnother, SaveFailed
from store.disk.ledger import Ledger
from store.disk.restore import restore

OpenLedger = Callable[..., Ledger]


@pytest.fixture
def backup(crashed: Path, open_ledger: OpenLedger, make_entry: Callable[[int], Entry], now: datetime) -> Path:
    """A backup of entries 1 to 4, in a register that has 1 to 6."""
    ledger = open_ledger(crashed)
    made = ledger.backup(now + timedelta(hours=1))
    ledger.append(make_entry(5))
    ledger.append(make_entry(6))
    ledger._writable().close()
    return made


def test_a_backup_comes_back_and_what_it_replaces_is_kept(
    crashed: Path, backup: Path, open_ledger: OpenLedger, make_entry: Callable[[int], Entry], now: datetime
) -> None:
    replaced = {name: (crashed / name).read_bytes() for name in ("register.json", "register.journal")}
    kept = restore(crashed / "register.json", backup, by="J Patel", now=now)
    assert kept
    assert {file.name: file.read_bytes() for file in kept.iterdir()} == replaced
    ledger = open_ledger(crashed)
    assert list(ledger.entries()) == [make_entry(n) for n in (1, 2, 3, 4)]
    assert ledger.next_n == 7


@pytest.mark.parametrize("left", ["damaged", "one file", "nothing"])
def test_it_comes_back_where_the_register_is_lost(
    crashed: Path, backup: Path, open_ledger: OpenLedger, make_entry: Callable[[int], Entry], now: datetime, left: str
) -> None:
    if left == "damaged":
        (crashed / "register.json").write_bytes(b"")
    else:
        (crashed / "register.json").unlink()
    if left == "nothing":
        (crashed / "register.journal").unlink()
    kept = restore(crashed / "register.json", backup, by="J Patel", now=now)
    assert (kept is None) == (left == "nothing")
    ledger = open_ledger(crashed)
    assert list(ledger.entries()) == [make_entry(n) for n in (1, 2, 3, 4)]
    ledger.append(make_entry(5))


def test_a_damaged_backup_or_a_held_register_changes_nothing(
    crashed: Path,
    backup: Path,
    open_ledger: OpenLedger,
    contents: Callable[[Path], dict[str, bytes]],
    now: datetime,
) -> None:
    whole = backup.read_bytes()
    backup.write_bytes(whole.replace(b"Bradley", b"Bradlee"))
    before = contents(crashed)
    with pytest.raises(Damaged, match="briefed-backup"):
        restore(crashed / "register.json", backup, by="J Patel", now=now)
    assert contents(crashed) == before
    backup.write_bytes(whole)
    open_ledger(crashed)
    before = contents(crashed)
    with pytest.raises(HeldByAnother):
        restore(crashed / "register.json", backup, by="A Begum", now=now)
    assert contents(crashed) == before


@pytest.mark.parametrize("damaged", [False, True])
def test_a_disk_that_fails_half_way_loses_nothing(
    crashed: Path, backup: Path, open_ledger: OpenLedger, monkeypatch: pytest.MonkeyPatch, now: datetime, damaged: bool
) -> None:
    if damaged:
        (crashed / "register.json").write_bytes(b"{}")
    real = os.replace

    def failing(source: Path, target: Path) -> None:
        if target == crashed / "register.json":
            raise OSError(28, "No space left on device")
        real(source, target)

    with monkeypatch.context() as broken:
        broken.setattr(os, "replace", failing)
        with pytest.raises(SaveFailed):
            restore(crashed / "register.json", backup, by="J Patel", now=now)
    if damaged:
        with pytest.raises(Damaged):
            open_ledger(crashed)
    else:
        assert len(open_ledger(crashed).entries()) == 6
