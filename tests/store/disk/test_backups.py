from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import TinyDB

from store.changes import AmendStaff, Bundle, Entry
from store.disk.backups import to_keep
from store.disk.errors import SaveFailed
from store.disk.ledger import Ledger


def backups(folder: Path) -> list[str]:
    return sorted(p.name for p in (folder / "backups").glob("*"))


def test_one_is_made_before_the_first_save_of_a_session(
    crashed: Path, open_ledger: Callable[..., Ledger], make_entry: Callable[[int], Entry]
) -> None:
    for old in (crashed / "backups").glob("*"):
        old.unlink()
    ledger = open_ledger(crashed)
    assert backups(crashed) == []
    ledger.append(make_entry(5))
    assert backups(crashed) == ["briefed-backup-20261122T094100Z.json"]
    ledger.append(make_entry(6))
    assert len(backups(crashed)) == 1
    with TinyDB(crashed / "backups" / backups(crashed)[0]) as stock:
        assert msgspec.convert(stock.table("ledger").all(), list[Entry]) == [make_entry(n) for n in (1, 2, 3, 4)]


def test_one_is_made_when_the_session_that_made_the_register_ends(
    tmp_path: Path, now: datetime, make_entry: Callable[[int], Entry]
) -> None:
    ledger = Ledger.create(tmp_path / "register", now=now)
    for n in (1, 2):
        ledger.append(make_entry(n))
    assert backups(tmp_path / "register") == []
    ledger.close()
    (made,) = ledger.backups()
    assert made.made_at == make_entry(2).at
    with TinyDB(made.path) as stock:
        assert msgspec.convert(stock.table("ledger").all(), list[Entry]) == [make_entry(n) for n in (1, 2)]
    Ledger.open(tmp_path / "register", by="", now=now).close()
    assert len(backups(tmp_path / "register")) == 1


def test_a_register_in_which_nothing_was_entered_leaves_no_backup(tmp_path: Path, now: datetime) -> None:
    Ledger.create(tmp_path / "register", now=now).close()
    assert backups(tmp_path / "register") == []


def test_one_is_made_before_each_staff_list(
    crashed: Path, open_ledger: Callable[..., Ledger], make_entry: Callable[[int], Entry]
) -> None:
    ledger = open_ledger(crashed)
    ledger.append(make_entry(5))
    had = len(backups(crashed))
    a_list = msgspec.structs.replace(make_entry(6), change=Bundle("staff_list", (AmendStaff(1, job_title="Cook"),)))
    ledger.append(a_list)
    assert len(backups(crashed)) == had + 1
    latest = ledger.backups()[0]
    assert latest.made_at == a_list.at
    with TinyDB(latest.path) as stock:
        assert [entry["n"] for entry in stock.table("ledger").all()] == [1, 2, 3, 4, 5]


def test_a_backup_never_replaces_another(crashed: Path, open_ledger: Callable[..., Ledger], now: datetime) -> None:
    ledger = open_ledger(crashed)
    made = [ledger.backup(now + timedelta(days=1)) for _ in range(3)]
    assert len(set(made)) == 3
    assert len({p.read_bytes() for p in made}) == 1


def test_a_backup_that_does_not_read_back_does_not_count(
    crashed: Path, open_ledger: Callable[..., Ledger], now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = open_ledger(crashed)
    had = backups(crashed)
    real = os.write
    monkeypatch.setattr(os, "write", lambda fd, data: real(fd, bytes(data).replace(b"Bradley", b"Bradlee")))
    with pytest.raises(SaveFailed, match="read back"):
        ledger.backup(now)
    assert backups(crashed) == had


def test_old_ones_are_thinned_and_other_files_left(
    crashed: Path, open_ledger: Callable[..., Ledger], now: datetime
) -> None:
    folder = crashed / "backups"
    folder.mkdir(exist_ok=True)
    for days in range(1, 900):
        (folder / f"briefed-backup-{now - timedelta(days=days):%Y%m%dT%H%M%SZ}.json").touch()
    (folder / "briefed-backup-of-mine.json").touch()
    (folder / "notes.txt").touch()
    open_ledger(crashed).backup(now + timedelta(minutes=1))
    left = backups(crashed)
    assert {"briefed-backup-of-mine.json", "notes.txt", "briefed-backup-20261122T094200Z.json"} <= set(left)
    assert 25 < len(left) < 40


moments = st.datetimes(datetime(2020, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@settings(database=None, max_examples=60, deadline=None)
@given(st.sets(moments, max_size=80))
def test_to_keep(times: set[datetime]) -> None:
    keep = to_keep(times)
    latest_first = sorted(times, reverse=True)
    assert keep <= times
    assert set(latest_first[:10]) <= keep
    assert len(keep) <= 10 + 14 + 8 + 12
    days = sorted({t.date() for t in times}, reverse=True)[:14]
    assert {max(t for t in times if t.date() == day) for day in days} <= keep
    months = sorted({(t.year, t.month) for t in times}, reverse=True)[:12]
    assert {max(t for t in times if (t.year, t.month) == month) for month in months} <= keep
    weeks = sorted({tuple(t.isocalendar())[:2] for t in times}, reverse=True)[:8]
    assert {max(t for t in times if tuple(t.isocalendar())[:2] == week) for week in weeks} <= keep
    assert to_keep(keep) == keep
