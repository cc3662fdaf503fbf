from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from tinydb import TinyDB, where
from tinydb.storages import MemoryStorage

from store.disk.errors import HeldByAnother
from store.disk.journal import JournalStorage

TABLES = st.sampled_from(["ledger", "notes", 'o"dd\n'])
VALUES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
DOCUMENTS = st.dictionaries(st.sampled_from("abc"), VALUES | st.lists(VALUES, max_size=2), max_size=3)
SMALL = st.integers(0, 3)


class SameAsMemory(RuleBasedStateMachine):
    """Whatever TinyDB does, our storage holds what its own in memory holds."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "db.json"
        self.ours = TinyDB(self.path, storage=JournalStorage)
        self.theirs = TinyDB(storage=MemoryStorage)

    def both(self, work: Callable[[TinyDB], object]) -> None:
        assert work(self.ours) == work(self.theirs)

    @rule(table=TABLES, document=DOCUMENTS)
    def insert(self, table: str, document: dict[str, Any]) -> None:
        self.both(lambda db: db.table(table).insert(document))

    @rule(table=TABLES, documents=st.lists(DOCUMENTS, max_size=3))
    def insert_multiple(self, table: str, documents: list[dict[str, Any]]) -> None:
        self.both(lambda db: db.table(table).insert_multiple(documents))

    @rule(table=TABLES, document=DOCUMENTS, value=SMALL)
    def update(self, table: str, document: dict[str, Any], value: Any) -> None:
        self.both(lambda db: db.table(table).update({**document, "d": value}, where("a").exists()))

    @rule(table=TABLES, value=SMALL)
    def upsert(self, table: str, value: Any) -> None:
        self.both(lambda db: db.table(table).upsert({"d": value, "e": True}, where("d") == value))

    @rule(table=TABLES, value=SMALL)
    def remove(self, table: str, value: Any) -> None:
        self.both(lambda db: db.table(table).remove(where("d") == value))

    @rule(table=TABLES)
    def truncate(self, table: str) -> None:
        self.both(lambda db: db.table(table).truncate())

    @rule(table=TABLES)
    def drop(self, table: str) -> None:
        self.both(lambda db: db.drop_table(table))

    @rule(clean=st.booleans())
    def reopen(self, clean: bool) -> None:
        if clean:
            self.ours.close()
        else:
            cast("JournalStorage", self.ours.storage)._writable().close()
        self.ours = TinyDB(self.path, storage=JournalStorage)
        self.theirs._tables.clear()  # a table object remembers its next id; reopening forgets it

    @invariant()
    def same(self) -> None:
        assert self.ours.tables() == self.theirs.tables()
        for name in self.theirs.tables():
            ours, theirs = ([(d.doc_id, repr(dict(d))) for d in db.table(name)] for db in (self.ours, self.theirs))
            assert ours == theirs

    def teardown(self) -> None:
        self.ours.close()
        self.folder.cleanup()


SameAsMemory.TestCase.settings = settings(database=None, max_examples=25, stateful_step_count=20, deadline=None)
TestSameAsMemory = SameAsMemory.TestCase


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "db.json"


def test_added_documents_are_a_line_and_anything_else_is_a_new_file(path: Path) -> None:
    with TinyDB(path, storage=JournalStorage) as db:
        fresh = path.read_bytes()
        db.insert({"a": 1})
        db.insert_multiple([{"a": 2}, {"a": 3}])
        db.table("other").insert({"a": 1})
        assert path.read_bytes() == fresh
        assert path.with_suffix(".journal").read_bytes().count(b"\n") == 4
        db.update({"a": True}, where("a") == 1)  # 1 == True, and is not the same
        assert path.read_bytes() != fresh
        assert path.with_suffix(".journal").read_bytes().count(b"\n") == 1
        assert [type(d["a"]) for d in db] == [bool, int, int]


def test_what_changes_nothing_writes_nothing(path: Path) -> None:
    with TinyDB(path, storage=JournalStorage) as db:
        db.insert({"a": 1})
        before = path.with_suffix(".journal").read_bytes(), path.read_bytes()
        db.remove(where("a") == 7)
        db.update({"a": 1})
        assert (path.with_suffix(".journal").read_bytes(), path.read_bytes()) == before


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "\ud800", {1, 2}, b"bytes"])
def test_what_would_not_be_read_back_is_not_written(path: Path, value: Any) -> None:
    with TinyDB(path, storage=JournalStorage) as db:
        db.insert({"a": 1})
        with pytest.raises((ValueError, TypeError)):
            db.insert({"a": value})
        with pytest.raises((ValueError, TypeError)):
            db.update({"a": value})
        assert db.all() == [{"a": 1}]


def test_a_document_changed_in_memory_is_not_taken_for_saved(path: Path) -> None:
    with TinyDB(path, storage=JournalStorage) as db:
        db.insert({"a": [1]})
        db.all()[0]["a"].append(2)
        db.insert({"b": 1})
        assert db.all() == [{"a": [1]}, {"b": 1}]


def test_our_own_table_cannot_be_written_over(path: Path) -> None:
    with TinyDB(path, storage=JournalStorage) as db, pytest.raises(ValueError, match="_meta"):
        db.table("_meta").insert({})


def test_two_storages_do_not_write_one_file(path: Path) -> None:
    with TinyDB(path, storage=JournalStorage), pytest.raises(HeldByAnother):
        TinyDB(path, storage=JournalStorage)


def test_one_opened_to_be_read_writes_nothing(path: Path) -> None:
    with TinyDB(path, storage=JournalStorage) as db:
        db.insert({"a": 1})
    before = {p.name: p.read_bytes() for p in path.parent.iterdir()}
    with TinyDB(path, storage=JournalStorage, access_mode="r") as db:
        assert db.all() == [{"a": 1}]
        with pytest.raises(io.UnsupportedOperation):
            db.insert({})
    assert {p.name: p.read_bytes() for p in path.parent.iterdir()} == before
