"""A glance at a register before it is read: how much there is, and whose it is."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

import msgspec

from store.changes import Entry, OpenRegister
from store.disk.entries import TABLE
from store.disk.snapshot import Meta

_ENOUGH = 4096


class Glance(NamedTuple):
    """What the beginning of a snapshot says. Nothing of it has been checked: it is to be shown, and no more."""

    size: int
    """Bytes of the snapshot."""
    entries: int = 0
    """The highest number an entry was given."""
    school: str = ""
    """As the first entry has it."""


def glance(path: Path) -> Glance:
    """The beginning of a register, read without checking it; whatever is wrong with it shows when it is opened."""
    try:
        with path.open("rb") as snapshot:
            size = os.fstat(snapshot.fileno()).st_size
            start = snapshot.read(_ENOUGH)
    except OSError:
        return Glance(0)
    try:
        meta, _, first, *_ = start.split(b"\n")
        entries = msgspec.json.decode(meta.removeprefix(b'{"_meta":{"1":').removesuffix(b"}"), type=Meta).last_ids
        change = next(iter(msgspec.json.decode(b"{%b}" % first.rstrip(b","), type=dict[str, Entry]).values())).change
    except (ValueError, StopIteration, msgspec.DecodeError):
        return Glance(size)
    return Glance(size, entries.get(TABLE, 0), change.school if isinstance(change, OpenRegister) else "")
