"""The machine stops at every call in turn, and what is then on the disk opens as it was before or after."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import pytest
from tinydb import where

from store.changes import Entry
from store.disk import errors, pair
from store.disk.journal import Database, JournalStorage
from store.disk.ledger import Ledger

CALLS = ("open", "write", "fsync", "replace", "ftruncate")


class Stopped(BaseException):
    """Nothing catches this, as nothing catches a power cut."""


class StoppingDisk:
    """Stands in for the calls of `os` on one folder, and stops before one of them; a write can be done by half."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path, stop_at: int, *, half: bool = False) -> None:
        self.folder, self.stop_at, self.half = folder, stop_at, half
        self.count = 0
        self._files = 0
        self._handles: dict[int, int] = {}
        self._flushed: dict[int, bytes] = {}
        self._names: dict[str, int] = {}
        for file in folder.iterdir() if folder.exists() else ():
            if self._ours(file):
                self._flushed[self._new(file.name)] = file.read_bytes()
        self._flushed_names = dict(self._names)
        self._real = {name: getattr(os, name) for name in CALLS}
        for name in CALLS:
            monkeypatch.setattr(os, name, getattr(self, f"_{name}"))

    def left(self, what: str) -> dict[str, bytes]:
        """The folder as found afterwards: `all` that was done, `flushed` only, or `names` without what they name."""
        if what == "all":
            return {name: (self.folder / name).read_bytes() for name in self._names}
        names = self._flushed_names if what == "flushed" else self._names
        return {name: self._flushed.get(file, b"") for name, file in names.items()}

    def _ours(self, path: Path) -> bool:
        return path.parent == self.folder and path.name.startswith(("register.json", "register.journal"))

    def _new(self, name: str) -> int:
        self._files += 1
        self._names[name] = self._files
        return self._files

    def _step(self) -> None:
        if self.count >= self.stop_at:
            raise Stopped
        self.count += 1

    def _open(self, path: Any, flags: int, mode: int = 0o777, **rest: Any) -> int:
        named = Path(os.fsdecode(path))
        ours = self._ours(named)
        if ours and flags & os.O_CREAT:
            self._step()
        descriptor = int(self._real["open"](path, flags, mode, **rest))
        if ours:
            file = self._names.get(named.name)
            self._handles[descriptor] = file or self._new(named.name)
        elif named == self.folder:
            self._handles[descriptor] = 0
        else:
            self._handles.pop(descriptor, None)
        return descriptor

    def _write(self, descriptor: int, data: Any) -> int:
        if descriptor in self._handles:
            if self.half and self.count == self.stop_at:
                self._real["write"](descriptor, data[: len(data) // 2])
            self._step()
        return int(self._real["write"](descriptor, data))

    def _fsync(self, descriptor: int) -> None:
        file = self._handles.get(descriptor)
        if file is not None:
            self._step()
        self._real["fsync"](descriptor)
        if file == 0:
            self._flushed_names = dict(self._names)
        elif file:
            (name,) = (name for name, named in self._names.items() if named == file)
            self._flushed[file] = (self.folder / name).read_bytes()

    def _replace(self, source: Any, target: Any) -> None:
        ours = self._ours(Path(target))
        if ours:
            self._step()
        self._real["replace"](source, target)
        if ours:
            self._names[Path(target).name] = self._names.pop(Path(source).name)

    def _ftruncate(self, descriptor: int, length: int) -> None:
        if descriptor in self._handles:
            self._step()
        self._real["ftruncate"](descriptor, length)


Scenario = Callable[[Path], Iterator[None]]


@pytest.fixture
def saving(make_entry: Callable[[int], Entry], now: datetime) -> Scenario:
    def steps(folder: Path) -> Iterator[None]:
        ledger = Ledger.open(folder, by="J Patel", now=now)
        try:
            yield
            for _ in range(3):
                ledger.append(make_entry(ledger.next_n))
                yield
            ledger.close()
            yield
            ledger = Ledger.open(folder, by="J Patel", now=now)
            yield
            ledger.append(make_entry(ledger.next_n))
            yield
        finally:
            ledger._writable().close()

    return steps


@pytest.fixture
def anything(now: datetime) -> Scenario:
    def steps(folder: Path) -> Iterator[None]:
        database = Database(folder / "register.json")
        try:
            notes = database.table("notes")
            for work in (
                lambda: notes.insert({"a": 1}),
                lambda: notes.insert_multiple([{"a": 2}, {"a": 3}]),
                lambda: notes.update({"b": [True]}, where("a") == 2),
                lambda: notes.insert({"a": 4}),
                lambda: notes.remove(doc_ids=[4]),
                lambda: database.drop_table("notes"),
                database.close,
            ):
                yield
                work()
            yield
        finally:
            cast("JournalStorage", database.storage)._writable().close()

    return steps


def state(folder: Path) -> dict[str, Any]:
    with Database(folder / "register.json") as database:
        return {name: {d.doc_id: dict(d) for d in database.table(name)} for name in database.tables()}


def put(folder: Path, files: dict[str, bytes]) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


@pytest.mark.parametrize("half", [False, True])
@pytest.mark.parametrize("name", ["saving", "anything", "saving outgrown"])
def test_every_stop_leaves_before_or_after(
    crashed: Path,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    half: bool,
) -> None:
    if name == "saving outgrown":
        monkeypatch.setattr(pair, "_JOURNAL_MAY_BE", 300)
    scenario: Scenario = request.getfixturevalue(name.split(maxsplit=1)[0])
    start = {n: (crashed / n).read_bytes() for n in ("register.json", "register.journal")}

    clean = put(tmp_path / "clean", start)
    expected = [state(put(tmp_path / "copy", {n: (clean / n).read_bytes() for n in start})) for _ in scenario(clean)]
    assert len(expected) > 5

    work = tmp_path / "work"
    for stop_at in itertools.count():
        put(work, start)
        done = 0
        stopped = False
        with monkeypatch.context() as patched:
            disk = StoppingDisk(patched, work, stop_at, half=half)
            steps = scenario(work)
            try:
                for _ in steps:
                    done += 1
            except Stopped:
                stopped = True
        if not stopped:
            assert done == len(expected)
            break
        for what in ("all", "flushed", "names"):
            found = state(put(tmp_path / "found", disk.left(what)))
            assert found in (expected[max(done - 1, 0)], expected[min(done, len(expected) - 1)]), (stop_at, what)
            assert state(tmp_path / "found") == found  # and it was left whole
    assert stop_at > 15


def test_a_creation_that_stops_is_no_register_or_an_empty_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make_entry: Callable[[int], Entry], now: datetime
) -> None:
    work = tmp_path / "work"
    for stop_at in itertools.count():
        put(work, {})
        with monkeypatch.context() as patched:
            disk = StoppingDisk(patched, work, stop_at)
            try:
                Ledger.create(work, now=now)._writable().close()
                break
            except Stopped:
                pass
        for what in ("all", "flushed", "names"):
            found = put(tmp_path / "found", disk.left(what))
            try:
                ledger = Ledger.open(found, by="J Patel", now=now)
            except errors.NoRegister:
                ledger = Ledger.create(found, now=now)
            assert list(ledger.entries()) == []
            ledger.append(make_entry(1))
            ledger.close()
    assert stop_at >= 8
