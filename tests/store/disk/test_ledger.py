from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tinydb import TinyDB
from tinydb.table import Document

from store.changes import AddStaff, Entry
from store.disk.errors import AlreadyThere, Changed, Unreachable
from store.disk.journal import Database
from store.disk.ledger import Ledger


def test_what_is_saved_is_there_when_opened_again(
    tmp_path: Path, open_ledger: Callable[..., Ledger], make_entry: Callable[[int], Entry], now: datetime
) -> None:
    folder = tmp_path / "new" / "register"
    ledger = Ledger.create(folder, now=now)
    entries = [make_entry(n) for n in range(1, 6)]
    for entry in entries:
        ledger.append(entry)
        assert ledger.entries()[-1] == entry
    ledger.close()
    for view_only in (True, False):
        again = open_ledger(folder, view_only=view_only)
        assert list(again.entries()) == entries
        assert again.view_only is view_only
        assert again.notices == ()


def test_any_tinydb_opens_the_file_after_a_clean_close(
    tmp_path: Path, make_entry: Callable[[int], Entry], now: datetime
) -> None:
    ledger = Ledger.create(tmp_path / "r", now=now)
    ledger.append(make_entry(1))
    ledger.append(make_entry(2))
    ledger.close()
    with TinyDB(tmp_path / "r/register.json") as stock:
        documents = stock.table("ledger").all()
        assert [d.doc_id for d in documents] == [1, 2]
        assert msgspec.convert(documents, list[Entry]) == [make_entry(1), make_entry(2)]
        (meta,) = stock.table("_meta").all()
        assert (meta["format"], meta["oldest_reader"], meta["schema"]) == (1, 1, 1)


def test_a_save_adds_one_line_and_touches_nothing_else(
    crashed: Path,
    open_ledger: Callable[..., Ledger],
    make_entry: Callable[[int], Entry],
    contents: Callable[[Path], dict[str, bytes]],
) -> None:
    ledger = open_ledger(crashed)
    ledger.append(make_entry(5))
    before = contents(crashed)
    ledger.append(make_entry(6))
    after = contents(crashed)
    added = after.pop("register.journal").removeprefix(before.pop("register.journal"))
    assert added.count(b"\n") == 1
    assert "Åström".encode() in added
    assert after == before


def counting(name: str, calls: list[str]) -> Callable[..., Any]:
    real = getattr(os, name)

    def call(*args: Any) -> Any:
        calls.append(name)
        return real(*args)

    return call


def test_a_save_is_one_write_and_one_flush(
    crashed: Path,
    open_ledger: Callable[..., Ledger],
    make_entry: Callable[[int], Entry],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ledger = open_ledger(crashed)
    ledger.append(make_entry(5))
    calls: list[str] = []
    for name in ("write", "fsync", "replace", "open", "ftruncate"):
        monkeypatch.setattr(os, name, counting(name, calls))
    ledger.append(make_entry(6))
    assert calls == ["write", "fsync"]


def test_what_a_dead_process_left_in_the_journal_is_flushed_before_it_counts(
    crashed: Path, open_ledger: Callable[..., Ledger], monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[int] = []
    journal = (crashed / "register.journal").stat().st_ino
    monkeypatch.setattr(os, "fsync", lambda fd: flushed.append(os.fstat(fd).st_ino))
    open_ledger(crashed)
    assert journal in flushed


def test_tinydb_sees_what_the_ledger_saved_and_the_other_way_round(
    crashed: Path, open_ledger: Callable[..., Ledger], make_entry: Callable[[int], Entry]
) -> None:
    ledger = open_ledger(crashed)
    ledger.append(make_entry(5))
    table = ledger._table(ledger._writable())
    assert [d.doc_id for d in table] == [1, 2, 3, 4, 5]
    assert msgspec.convert(table.get(doc_id=5), Entry) == make_entry(5)


def test_the_journal_is_folded_on_closing_and_only_then(
    crashed: Path,
    open_ledger: Callable[..., Ledger],
    make_entry: Callable[[int], Entry],
    contents: Callable[[Path], dict[str, bytes]],
) -> None:
    ledger = open_ledger(crashed)
    snapshot = (crashed / "register.json").read_bytes()
    ledger.append(make_entry(5))
    assert (crashed / "register.json").read_bytes() == snapshot
    ledger.close()
    assert (crashed / "register.journal").read_bytes().count(b"\n") == 1
    before = contents(crashed)
    modified = (crashed / "register.json").stat().st_mtime_ns
    open_ledger(crashed).close()
    assert contents(crashed) == before
    assert (crashed / "register.json").stat().st_mtime_ns == modified


def test_a_journal_that_outgrows_the_snapshot_is_folded(
    crashed: Path,
    open_ledger: Callable[..., Ledger],
    make_entry: Callable[[int], Entry],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("store.disk.pair._JOURNAL_MAY_BE", 4000)
    ledger = open_ledger(crashed)
    longest = 0
    for n in range(5, 60):
        ledger.append(make_entry(n))
        longest = max(longest, (crashed / "register.journal").stat().st_size)
    assert 4000 < longest + 400 < 8000
    ledger._writable().close()
    assert [e.n for e in open_ledger(crashed).entries()] == list(range(1, 60))


@pytest.mark.parametrize("n", [1, 4, 6])
def test_an_entry_out_of_turn_is_refused(
    crashed: Path,
    open_ledger: Callable[..., Ledger],
    make_entry: Callable[[int], Entry],
    contents: Callable[[Path], dict[str, bytes]],
    n: int,
) -> None:
    ledger = open_ledger(crashed)
    before = contents(crashed)
    with pytest.raises(Changed, match="goes on with 5"):
        ledger.append(make_entry(n))
    assert contents(crashed) == before


def test_an_entry_that_would_not_be_read_back_is_refused(
    crashed: Path, open_ledger: Callable[..., Ledger], now: datetime
) -> None:
    ledger = open_ledger(crashed)
    for forename in (b"not text", "half a pair \ud800", ["x"]):
        wrong = AddStaff(1, "A1", "Adams", forename, date(2026, 9, 1))  # type: ignore[arg-type]
        with pytest.raises((ValueError, msgspec.ValidationError)):
            ledger.append(Entry(5, "e5", now, "J Patel", wrong))
    assert ledger.next_n == 5
    assert list(open_ledger(crashed, view_only=True).entries()) == list(ledger.entries())


def test_numbers_are_never_given_twice(
    crashed: Path, open_ledger: Callable[..., Ledger], make_entry: Callable[[int], Entry]
) -> None:
    with Database(crashed / "register.json") as database:
        database.table("ledger").remove(doc_ids=[3, 4])
        assert len(database.table("ledger")) == 2
    ledger = open_ledger(crashed)
    assert [e.n for e in ledger.entries()] == [1, 2]
    assert ledger.next_n == 5
    ledger.append(make_entry(5))
    ledger.close()
    with Database(crashed / "register.json") as database:
        database.table("ledger").truncate()
        database.drop_table("ledger")
    with Database(crashed / "register.json") as database:
        table = database.table("ledger")
        with pytest.raises(ValueError, match="given before"):
            table.insert(Document({}, doc_id=2))
        assert table.insert({"n": 6}) == 6


def test_a_register_is_not_created_over_another(
    crashed: Path, tmp_path: Path, contents: Callable[[Path], dict[str, bytes]], now: datetime
) -> None:
    before = contents(crashed)
    with pytest.raises(AlreadyThere):
        Ledger.create(crashed, now=now)
    assert contents(crashed) == before
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Unreachable):
        Ledger.create(tmp_path / "file" / "register", now=now)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps access lists instead")
def test_what_is_created_is_for_its_owner_only(
    tmp_path: Path, make_entry: Callable[[int], Entry], now: datetime
) -> None:
    folder = tmp_path / "register"
    ledger = Ledger.create(folder, now=now)
    ledger.append(make_entry(1))
    ledger.close()
    ledger = Ledger.open(folder, by="J Patel", now=now)
    ledger.append(make_entry(2))
    ledger.close()
    assert (folder / "backups").is_dir()
    for path in (folder, *folder.rglob("*")):
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path


def test_looking_needs_neither_tinydb_nor_filelock(crashed: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from datetime import datetime, UTC;"
        "from store.disk.ledger import Ledger;"
        "Ledger.open(Path(sys.argv[1]), by='x', now=datetime(2026, 1, 1, tzinfo=UTC), view_only=True).entries();"
        "assert not {'tinydb', 'filelock', 'textual', 'openpyxl'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code, str(crashed)], check=True, cwd=Path(__file__).parents[3])


def test_decoding_leaves_the_collector_as_it_was(crashed: Path, open_ledger: Callable[..., Ledger]) -> None:
    gc.enable()  # whoever ran before may have put it off
    open_ledger(crashed)
    assert gc.isenabled()
