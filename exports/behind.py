"""What was entered behind a record: where the paper is, what was answered."""

from __future__ import annotations

from datetime import date
from typing import Generic, TypeVar

from store.changes import DeclareConnections, SignAup, parts
from store.model import Record
from store.register import Register

Part = TypeVar("Part", SignAup, DeclareConnections)


class Behind(Generic[Part]):
    """Finds the change of one kind that a record tells of; an entry for a whole school is read once for all of it."""

    def __init__(self, register: Register, kind: type[Part]) -> None:
        self._register = register
        self._kind: type[Part] = kind
        self._read: dict[int, dict[tuple[int, date], Part]] = {}

    def of(self, staff: int, record: Record) -> Part:
        """What was entered for that person then. Raises KeyError where the record is none of theirs."""
        if record.entry not in self._read:
            found = [p for p in parts(self._register.entry(record.entry).change) if isinstance(p, self._kind)]
            self._read[record.entry] = {(person, part.on): part for part in found for person in part.people}
        return self._read[record.entry][staff, record.effective_on]
