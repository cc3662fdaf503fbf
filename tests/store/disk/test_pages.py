"""Entries kept as bytes: whichever way they are asked for, they are those that were saved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import msgspec
import pytest

from store.changes import Entry
from store.disk import pages
from store.disk.entries import encode
from store.disk.errors import Damaged
from store.disk.ledger import Ledger
from store.disk.lock import Lock
from store.disk.look import look
from store.disk.pages import Pages
from store.disk.pair import Pair


@pytest.fixture
def folder(tmp_path: Path, make_entry: Callable[[int], Entry], now: datetime, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A register of many small pages, whose last entries are still in the journal."""
    monkeypatch.setattr(pages, "PAGE", 300)
    folder = tmp_path / "register"
    ledger = Ledger.create(folder, now=now)
    ledger.append_all([make_entry(n) for n in range(1, 21)])
    ledger.close()
    ledger = Ledger.open(folder, by="J Patel", now=now)
    ledger.append_all([make_entry(n) for n in range(21, 24)])
    ledger._writable().close()
    return folder


@pytest.mark.parametrize("packed", [False, True])
def test_they_are_the_same_from_either_end_and_in_between(
    folder: Path, make_entry: Callable[[int], Entry], packed: bool
) -> None:
    kept = Pages(folder / "register.json", look(folder / "register.json"))
    entries = [make_entry(n) for n in range(1, 24)]
    if packed:
        kept.pack()
    assert list(kept) == entries
    assert list(reversed(kept)) == entries[::-1]
    assert [kept[at] for at in range(-23, 23)] == entries * 2
    assert kept[17:] == entries[17:]
    kept.add([make_entry(24)])
    assert (len(kept), kept.last_n, kept[23], kept[-1]) == (24, 24, make_entry(24), make_entry(24))
    with pytest.raises(IndexError):
        kept[24]


def test_half_read_they_go_on_where_they_were(folder: Path, make_entry: Callable[[int], Entry]) -> None:
    kept = Pages(folder / "register.json", look(folder / "register.json"))
    begun = iter(kept)
    assert [next(begun).n for _ in range(7)] == [1, 2, 3, 4, 5, 6, 7]
    kept.pack()
    assert [entry.n for entry in begun] == list(range(8, 24))
    assert list(kept) == [make_entry(n) for n in range(1, 24)]


def test_other_tables_are_no_entries(tmp_path: Path, make_entry: Callable[[int], Entry]) -> None:
    path = tmp_path / "register.json"
    pair = Pair.create(path, Lock.take(path))
    ours = {str(n): encode(make_entry(n)) for n in (1, 2)}
    pair.rewrite({"before": {"1": b"{}"}, "ledger": ours, "after": {"1": b'{"n":1}'}, "nothing": {}})
    pair.close()
    assert list(Pages(path, look(path))) == [make_entry(1), make_entry(2)]


@pytest.mark.parametrize("tables", [{}, {"ledger": {}}, {"other": {"1": b"{}"}}])
def test_without_entries_there_are_none(tmp_path: Path, tables: dict[str, dict[str, bytes]]) -> None:
    path = tmp_path / "register.json"
    pair = Pair.create(path, Lock.take(path))
    pair.rewrite(tables)
    pair.close()
    kept = Pages(path, look(path))
    assert (len(kept), list(kept), kept.last_n) == (0, [], 0)


def test_one_that_is_not_understood_is_refused_on_every_way_in(
    folder: Path, make_entry: Callable[[int], Entry], now: datetime
) -> None:
    path = folder / "register.json"
    document = msgspec.json.decode(encode(make_entry(24))) | {"change": {"kind": "from the future"}}
    pair = Pair.open(path).pair
    pair.append({"ledger": {"24": msgspec.json.encode(document)}})
    pair.fold()
    pair.close()
    for view_only in (True, False):
        with pytest.raises(Damaged, match="does not understand"):
            len(Ledger.open(folder, by="J Patel", now=now, view_only=view_only).entries())
    Lock.take(path).release()  # which a refusal did not keep
