"""register.json as bytes: an ordinary TinyDB file, one document a line, that knows its own digest.

    {"_meta":{"1":{"digest":"…","format":1,…}}
    ,"ledger":{
    "1":{…},
    "2":{…}
    }
    }

The digest stands at a fixed place and is of everything after it; everything before it is always the same. So no byte
can change unnoticed. Later formats keep this much, so that this version can tell them from damage.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec
from msgspec import Raw, Struct

from store.disk.digest import blake2b
from store.disk.errors import Damaged, Newer
from store.disk.way_back import way_back

FORMAT = 1
"""What this version writes, and the newest it reads."""
SCHEMA = 1
"""Which fields the documents have."""

META = "_meta"
"""The table that is ours alone."""

Tables = Mapping[str, Mapping[str, "bytes | Raw"]]
"""Encoded documents by table and id."""

_START = b'{"_meta":{"1":{"digest":"'
_HEX = 64
_REST = len(_START) + _HEX


class Folded(Struct, frozen=True):
    """The journal a snapshot took in: which snapshot it continued, and its last link."""

    snapshot: str
    sequence: int
    link: str


class Meta(Struct, frozen=True):
    """What a snapshot says about itself. The digest comes first, always."""

    digest: str
    format: int
    oldest_reader: int
    schema: int
    register: str
    """Drawn when it was created, so that no two registers take each other's journals."""
    sequence: int
    """Of the last journal line folded in; it never goes back."""
    rewrites: int
    """How often anything else than appending was done."""
    last_ids: dict[str, int]
    """The highest id each table ever gave, so that none is given twice."""
    folded: Folded | None = None


def encode(meta: Meta, tables: Tables) -> tuple[bytes, Meta]:
    """The file's bytes, and the meta with the digest it got."""
    text = msgspec.json.encode(msgspec.structs.replace(meta, digest="0" * _HEX))
    rest = b"".join([b'{"_meta":{"1":', text, b"}\n", *_lines(tables), b"}\n"])[_REST:]
    digest = _digest(rest)
    return b"".join((_START, digest, rest)), msgspec.structs.replace(meta, digest=digest.decode())


def read_meta(data: bytes, path: Path) -> Meta:
    """What the file says about itself, once every byte of it is known to be as it was written.

    Raises Damaged or Newer.
    """
    if not data:
        raise Damaged(refusal(path, "is empty"))
    if not data.startswith(_START) or data[len(_START) : _REST] != _digest(memoryview(data)[_REST:]):
        raise Damaged(refusal(path, "is not as Briefed wrote it: it is damaged, or another program’s"))
    text = data[len(b'{"_meta":{"1":') : data.index(b"}\n")]
    asked = msgspec.json.decode(text, type=_Readers)
    if asked.oldest_reader > FORMAT:
        raise Newer(
            f"{path.name} in {path.parent} was written by a later version of Briefed, which this one cannot read. "
            "Nothing has been changed. Install the later version to open it."
        )
    return msgspec.json.decode(text, type=Meta)


def read_tables(data: bytes) -> dict[str, dict[str, Raw]]:
    """The documents of a file that `read_meta` found whole, still encoded."""
    tables = msgspec.json.decode(data, type=dict[str, dict[str, Raw]])
    del tables[META]
    return tables


def refusal(path: Path, what: str) -> str:
    """The sentence for a file that is not to be trusted."""
    return (
        f"{path.name} in {path.parent} {what}. Nothing has been changed. Keep the whole folder as it is. "
        f"{way_back(path.parent)}"
    )


class _Readers(Struct):
    oldest_reader: int


def _lines(tables: Tables) -> Iterator[bytes]:
    for name, documents in tables.items():
        yield b"," + msgspec.json.encode(name) + b":{\n"
        yield b",\n".join(b"".join((msgspec.json.encode(doc_id), b":", doc)) for doc_id, doc in documents.items())
        yield b"\n}\n"


def _digest(data: bytes | memoryview) -> bytes:
    return blake2b(data, digest_size=_HEX // 2).hexdigest().encode()
