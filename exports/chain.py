"""The chain of an audit extract: each entry's hash stands on the one before.

So none can be changed or left out without every hash after it being another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

import msgspec

from store.changes import Entry

START = hashlib.sha256().hexdigest()
"""What stands before the first entry: the hash of nothing."""

RECIPE = (
    "Take every entry from the table “ledger” of register.json, in the order of its number n, once Briefed is closed.",
    "Write each as JSON on one line: keys in alphabetical order, no spaces, UTF-8, nothing escaped that need not be.",
    "Put before it the previous entry’s hash, in small hexadecimal digits, and a line feed.",
    f"Before the first stands the SHA-256 of nothing: {START}.",
    "The SHA-256 of that is the entry’s hash. The last one here stands for all of them.",
)
"""How anybody can work it out again."""


def canonical(entry: Entry) -> bytes:
    """The entry as it is hashed: the JSON of register.json with its keys in order."""
    return msgspec.json.encode(msgspec.to_builtins(entry, str_keys=True), order="sorted")


def chain(entries: Iterable[Entry]) -> Iterator[tuple[Entry, str, str]]:
    """Each entry with the hash before it and its own."""
    previous = START
    for entry in entries:
        own = hashlib.sha256(b"%b\n%b" % (previous.encode(), canonical(entry))).hexdigest()
        yield entry, previous, own
        previous = own
