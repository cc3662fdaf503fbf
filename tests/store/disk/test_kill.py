from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from store.disk.errors import HeldByAnother
from store.disk.ledger import Ledger

APPENDING = """
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from store.changes import Entry, RecordBriefing
from store.disk.ledger import Ledger

now = datetime(2026, 11, 22, 9, 41, tzinfo=UTC)
ledger = Ledger.open(Path(sys.argv[1]), by="J Patel", now=now)
while True:
    n = ledger.next_n
    ledger.append(Entry(n, str(n), now, "J Patel", RecordBriefing((n,), date(2026, 9, 2))))
    print(n, flush=True)
"""


def test_what_a_killed_process_confirmed_is_there_and_its_lock_is_free(tmp_path: Path, now: datetime) -> None:
    folder = tmp_path / "register"
    Ledger.create(folder, now=now).close()
    for confirmed_wanted in (1, 40):
        with subprocess.Popen(
            [sys.executable, "-c", APPENDING, str(folder)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[3],
        ) as process:
            assert process.stdout
            lines = [process.stdout.readline() for _ in range(confirmed_wanted)]
            with pytest.raises(HeldByAnother, match="J Patel has this register open since 09:41 on 22 Nov 2026"):
                Ledger.open(folder, by="A Begum", now=now)
            process.kill()
            lines += process.stdout.readlines()
        confirmed = int([line for line in lines if line.endswith("\n")][-1])
        ledger = Ledger.open(folder, by="A Begum", now=now)
        numbers = [entry.n for entry in ledger.entries()]
        assert numbers == list(range(1, len(numbers) + 1))
        assert confirmed <= len(numbers) <= confirmed + 1
        ledger._writable().close()
