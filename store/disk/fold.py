"""Taking a journal into its snapshot, without decoding a single document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec
from msgspec import Raw

from store.disk import snapshot
from store.disk.look import Seen
from store.disk.snapshot import Folded, Meta


def merged(seen: Seen) -> dict[str, dict[str, Raw]]:
    """Every document, still encoded, with what was appended in its place."""
    tables = snapshot.read_tables(seen.data)
    for body in seen.bodies:
        for name, documents in appended(body).items():
            tables.setdefault(name, {}).update(documents)
    return tables


def appended(body: bytes) -> dict[str, dict[str, Raw]]:
    """The documents of one line of a journal."""
    return msgspec.json.decode(body, type=dict[str, dict[str, Raw]])


def fold(seen: Seen) -> tuple[bytes, Meta]:
    """The snapshot that has everything, and what it says about itself."""
    if not seen.bodies:
        return seen.data, seen.meta
    tables = merged(seen)
    meta = msgspec.structs.replace(
        seen.meta,
        sequence=seen.end.sequence,
        last_ids=highest(seen.meta.last_ids, tables),
        folded=Folded(seen.meta.digest, seen.meta.sequence, seen.end.link.decode()),
    )
    return snapshot.encode(meta, tables)


def highest(last_ids: Mapping[str, int], tables: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """The highest id each table ever gave, with these documents counted."""
    found = {name: max((int(i) for i in ids if i.isdecimal()), default=0) for name, ids in tables.items()}
    return {**last_ids, **{name: max(last_ids.get(name, 0), last) for name, last in found.items()}}
