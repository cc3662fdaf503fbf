"""TinyDB's storage, and the database made with it: an ordinary TinyDB file that a crash cannot spoil.

Opening a register to look at it does without this module: importing TinyDB waits for the first thing written.
"""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, cast

import msgspec
from msgspec import Raw
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from store.disk import files
from store.disk.errors import RegisterRefused
from store.disk.fold import merged
from store.disk.lock import Lock
from store.disk.look import journal_of, look
from store.disk.pair import Pair
from store.disk.snapshot import META

Encoded = dict[str, dict[str, bytes]]


class JournalStorage(Storage):
    """A TinyDB storage that appends one line for documents added, and replaces the whole file for anything else.

    Nothing is held in memory for it: the generic way of TinyDB costs the whole file, as with its own storages, and
    Briefed's way is `append`.
    """

    def __init__(
        self,
        path: str | Path,
        create_dirs: bool = False,
        access_mode: str = "r+",
        *,
        pair: Pair | None = None,
        **_layout: object,
    ) -> None:
        """As TinyDB's JSONStorage is made, but for options of layout, which have no effect: the layout is ours.

        A pair already open is used as it is. Otherwise the lock is taken, and a file that is not there is created.
        Raises RegisterRefused, or FileNotFoundError as JSONStorage does.
        """
        self._path = Path(path)
        self._pair = pair
        if pair is None:
            if create_dirs:
                files.make_folder(self._path.parent)
            self._pair = self._open(access_mode)

    def read(self) -> dict[str, dict[str, Any]]:
        """Every document, decoded afresh, so that what TinyDB does to them in memory never counts as saved."""
        seen = self._pair.look() if self._pair else look(self._path)
        return {
            name: {doc_id: json.loads(bytes(document)) for doc_id, document in documents.items()}
            for name, documents in merged(seen).items()
        }

    def write(self, data: Mapping[str, Mapping[Any, Any]]) -> None:
        """Makes this the state. Raises RegisterRefused, and ValueError or TypeError for what is not JSON."""
        pair = self._writable()
        new = _encoded(data)
        if META in new:
            raise ValueError(f"the table {META} is the storage's own")
        added = _added(_encoded(self.read()), new)
        if added is None:
            pair.rewrite(new)
        elif added:
            pair.append(added)

    def append(self, table: str, encoded: Mapping[int, bytes]) -> None:
        """Adds documents that are JSON already, at the cost of those alone, in one line. Raises RegisterRefused."""
        self._writable().append({table: {str(doc_id): document for doc_id, document in encoded.items()}})

    def last_id(self, table: str) -> int:
        """The highest id that the table ever gave, also to documents since removed."""
        return self._pair.last_ids.get(table, 0) if self._pair else 0

    def close(self) -> None:
        """Folds the journal into the file, so that any TinyDB can read all of it, and lets go of both."""
        if self._pair:
            with contextlib.suppress(RegisterRefused):  # it is all in the journal
                self._pair.fold()
            self._pair.close()

    @property
    def _handle(self) -> Pair | None:
        """What TinyDB's tests look at to see that a storage is closed."""
        return self._pair

    def _open(self, access_mode: str) -> Pair | None:
        there = self._path.exists() or journal_of(self._path).exists()
        if not there and (access_mode == "r" or not self._path.parent.is_dir()):
            raise FileNotFoundError(str(self._path))
        if access_mode == "r":
            look(self._path)
            return None
        if there:
            return Pair.open(self._path).pair
        return Pair.create(self._path, Lock.take(self._path))

    def _writable(self) -> Pair:
        if self._pair is None:
            raise io.UnsupportedOperation("this storage was opened to be read")
        return self._pair


class LedgerTable(Table):
    """TinyDB's table, with two things more: an id is never given twice, and documents can be appended by themselves."""

    def append(self, encoded: Mapping[int, bytes]) -> None:
        """Adds documents that are JSON already, by their ids, in one line. Raises RegisterRefused."""
        self._journal.append(self.name, encoded)
        self._next_id = None
        self.clear_cache()

    @property
    def _journal(self) -> JournalStorage:
        return cast("JournalStorage", self.storage)

    def _get_next_id(self) -> int:
        next_id = max(cast("int", super()._get_next_id()), self._journal.last_id(self.name) + 1)  # type: ignore[no-untyped-call]
        self._next_id = next_id + 1  # type: ignore[assignment] # TinyDB says None, and means int too
        return next_id

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Any]]], None]) -> None:
        last = self._journal.last_id(self.name)

        def without_reuse(table: dict[int, Mapping[str, Any]]) -> None:
            before = set(table)
            updater(table)
            if any(doc_id <= last for doc_id in table.keys() - before):
                raise ValueError("an id that was given before is not given again")

        super()._update_table(without_reuse)


class Database(TinyDB):
    """TinyDB as Briefed has it."""

    table_class = LedgerTable
    default_storage_class = JournalStorage  # type: ignore[assignment]


def _encoded(data: Mapping[str, Mapping[Any, Any]]) -> Encoded:
    """Every document as the JSON it will be, known to be readable again."""
    return {
        str(name): {str(doc_id): _document(document) for doc_id, document in documents.items()}
        for name, documents in data.items()
    }


def _document(document: object) -> bytes:
    text = json.dumps(document, allow_nan=False, separators=(",", ":")).encode()
    msgspec.json.decode(text, type=Raw)  # half a surrogate pair passes json, and would not be read back
    return text


def _added(old: Encoded, new: Encoded) -> Encoded | None:
    """What `new` adds at the end of `old`'s tables; None if it differs in any other way."""
    if not old.keys() <= new.keys():
        return None
    added = {}
    for name, documents in new.items():
        before = old.get(name)
        count = len(before or ())
        items = list(documents.items())
        if before is not None and items[:count] != list(before.items()):
            return None
        if before is None or items[count:]:
            added[name] = dict(items[count:])
    return added
