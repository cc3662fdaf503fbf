from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from store.changes import Entry, OpenRegister, RecordBriefing
from store.disk.ledger import Ledger

NOW = datetime(2026, 11, 22, 9, 41, tzinfo=UTC)

MakeEntry: TypeAlias = Callable[[int], Entry]
Contents: TypeAlias = Callable[[Path], dict[str, bytes]]
OpenLedger: TypeAlias = Callable[..., Ledger]


@pytest.fixture(autouse=True)
def _no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test cuts the power; that fsync is asked for, and what follows when it fails, is shown by stand-ins."""
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def make_entry() -> MakeEntry:
    def make(n: int) -> Entry:
        if n == 1:
            return Entry(1, "e1", NOW, "J Patel", OpenRegister("Bradley Primary School"))
        return Entry(n, f"e{n}", NOW, "J Patel", RecordBriefing((n,), date(2026, 9, 2), delivered_by="Zoë Åström"))

    return make


@pytest.fixture
def contents() -> Contents:
    """Every file under a folder, with its bytes, to show that nothing was touched."""

    def read(folder: Path) -> dict[str, bytes]:
        return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}

    return read


@pytest.fixture
def open_ledger() -> Iterator[OpenLedger]:
    """Opens registers, and lets go of them after the test."""
    opened: list[Ledger] = []

    def open_it(folder: Path, *, view_only: bool = False, by: str = "J Patel", now: datetime = NOW) -> Ledger:
        ledger = Ledger.open(folder, by=by, now=now, view_only=view_only)
        opened.append(ledger)
        return ledger

    yield open_it
    for ledger in opened:
        abandon(ledger)


def abandon(ledger: Ledger) -> None:
    """As if the process had died: nothing is folded, only the lock is let go."""
    if not ledger.view_only:
        ledger._writable().close()


@pytest.fixture
def crashed(tmp_path: Path, make_entry: MakeEntry) -> Path:
    """A register with two entries in the snapshot and two in the journal, as a crash leaves it."""
    folder = tmp_path / "register"
    ledger = Ledger.create(folder, now=NOW)
    ledger.append(make_entry(1))
    ledger.append(make_entry(2))
    ledger.close()
    ledger = Ledger.open(folder, by="J Patel", now=NOW)
    ledger.append(make_entry(3))
    ledger.append(make_entry(4))
    abandon(ledger)
    return folder


@pytest.fixture
def ledger(crashed: Path, open_ledger: OpenLedger, make_entry: MakeEntry) -> Ledger:
    """Open, with its backup of the session made, so that a test meets only the save."""
    ledger = open_ledger(crashed)
    ledger.append(make_entry(5))
    return ledger


class Failing:
    """Stands in for a call in `os`: fails from the nth time on, as often as it is told to."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, name: str, *, after: int = 0, times: int = 1, code: int = errno.ENOSPC
    ) -> None:
        self.real, self.left, self.wait, self.code = getattr(os, name), times, after, code
        self.calls = 0
        monkeypatch.setattr(os, name, self)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self.calls += 1
        if self.wait:
            self.wait -= 1
        elif self.left:
            self.left -= 1
            raise OSError(self.code, os.strerror(self.code))
        return self.real(*args, **kwargs)


@pytest.fixture
def failing() -> type[Failing]:
    return Failing
