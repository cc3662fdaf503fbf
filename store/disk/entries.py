"""Entries from the bytes of a register, straight into what they are."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from store.changes import Entry
from store.disk.errors import Damaged
from store.disk.look import Seen
from store.disk.way_back import way_back

TABLE = "ledger"


class _Tables(Struct):
    """The only table that matters here; a snapshot and a journal's line have the same shape."""

    ledger: dict[str, Entry] = {}


def encode(entry: Entry) -> bytes:
    """The entry as it goes to disk, known to come back as it is. Raises ValueError otherwise."""
    encoded = msgspec.json.encode(entry)
    if msgspec.json.decode(encoded, type=Entry) != entry:
        raise ValueError("the entry would not be read back as it is")
    return encoded


def decode(path: Path, seen: Seen) -> list[Entry]:
    """Every entry, in order. Raises Damaged if one is not an entry, or not where it belongs."""
    entries = decode_snapshot(path, seen.data)
    return entries + decode_lines(path, seen.bodies, entries[-1].n if entries else 0)


def decode_snapshot(path: Path, data: bytes) -> list[Entry]:
    """The entries of a snapshot that is known to be whole. Raises Damaged as `decode` does."""
    try:
        with _no_collecting():
            found = msgspec.json.decode(data, type=_Tables).ledger
    except msgspec.DecodeError:
        raise _unknown(path) from None
    return _in_order(path, found, 0)


def decode_documents(path: Path, documents: bytes, after: int = 0) -> list[Entry]:
    """The entries of some documents of a snapshot, all of which come after entry `after`. Raises Damaged."""
    try:
        with _no_collecting():
            found = msgspec.json.decode(b"{%b}" % documents, type=dict[str, Entry])
    except msgspec.DecodeError:
        raise _unknown(path) from None
    return _in_order(path, found, after)


def decode_lines(path: Path, bodies: list[bytes], after: int) -> list[Entry]:
    """The entries of some lines of a journal, all of which come after entry `after`. Raises Damaged."""
    try:
        with _no_collecting():
            lines = msgspec.json.decode(b"[%b]" % b",".join(bodies), type=list[_Tables])
    except msgspec.DecodeError:
        raise _unknown(path) from None
    return _in_order(path, {n: entry for line in lines for n, entry in line.ledger.items()}, after)


def _in_order(path: Path, found: dict[str, Entry], last: int) -> list[Entry]:
    entries = list(found.values())
    for number, entry in zip(found, entries, strict=True):
        if not last < entry.n or number != str(entry.n):
            raise _unknown(path)
        last = entry.n
    return entries


@contextlib.contextmanager
def _no_collecting() -> Iterator[None]:
    """Of all these new objects none is garbage; looking through them again and again took four fifths of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _unknown(path: Path) -> Damaged:
    # What the decoder says could quote from the entry, so it is not passed on.
    return Damaged(
        f"The register in {path.parent} has an entry that this version of Briefed does not understand. "
        f"Nothing has been changed. Install the latest version. Or else: {way_back(path.parent)}"
    )
