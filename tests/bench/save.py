"""What a durable save costs, against one bare append and fsync of 300 bytes: `python tests/bench/save.py`.

Rounds of both are interleaved, so that what else the machine does falls on both alike. Nothing is kept.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import msgspec

from store.changes import Entry, RecordBriefing
from store.disk.ledger import Ledger
from store.disk.lock import Lock
from store.disk.pair import Pair

ROUNDS, SAVES = 15, 100
NOW = datetime(2026, 11, 22, 9, 41, tzinfo=UTC)


def entry(n: int) -> Entry:
    change = RecordBriefing(people=(n % 200,), on=date(2026, 9, 2), delivered_by="J Patel", version="May 2023")
    return Entry(n, f"{n:016x}", NOW, "J Patel", change)


def filled(folder: Path, count: int) -> None:
    """A register with that many entries, put there at once."""
    path = folder / "register.json"
    folder.mkdir()
    pair = Pair.create(path, Lock.take(path))
    pair.rewrite({"ledger": {str(n): msgspec.json.encode(entry(n)) for n in range(1, count + 1)}})
    pair.close()


def each(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    for _ in range(SAVES):
        work()
    return (time.perf_counter() - began) / SAVES * 1e6


def saves(folder: Path, count: int) -> None:
    filled(folder / "register", count)
    began = time.perf_counter()
    ledger = Ledger.open(folder / "register", by="bench", now=NOW)
    opened = time.perf_counter() - began
    bare = os.open(folder / "bare", os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def append_bare() -> None:
        os.write(bare, b"x" * 300)
        os.fsync(bare)

    def append_entry() -> None:
        ledger.append(entry(ledger.next_n))

    append_entry()  # which makes the session's backup
    floor, ours = [], []
    for _ in range(ROUNDS):
        floor.append(each(append_bare))
        ours.append(each(append_entry))
    os.close(bare)
    began = time.perf_counter()
    ledger.close()
    closed = time.perf_counter() - began
    ratio = statistics.median(a / b for a, b in zip(ours, floor, strict=True))
    print(
        f"{count:>7} entries: bare {statistics.median(floor):4.0f} µs, saved {statistics.median(ours):4.0f} µs, "
        f"ratio {ratio:.2f}; opened {opened / count * 1e6:.1f} µs an entry; closed with a fold in {closed * 1e3:.0f} ms"
    )


if __name__ == "__main__":
    for size in (1_000, 10_000, 120_000, 360_000):
        with tempfile.TemporaryDirectory(dir=Path.cwd()) as scratch:
            saves(Path(scratch), size)
