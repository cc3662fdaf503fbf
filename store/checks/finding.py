"""What a check finds, and what it needs to see of the register."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from store.model import School, StaffMember


class Finding(NamedTuple):
    """Something wrong or doubtful with a change: at which field, in a sentence, about whom."""

    field: str
    reason: str
    people: tuple[int, ...] = ()
    rule: str = ""
    refused: bool = True


class Known(Protocol):
    """What a check needs to see of the register."""

    @property
    def school(self) -> School: ...

    def person(self, staff: int) -> StaffMember | None: ...

    def holder_of(self, code: str) -> int | None: ...

    def staff_used(self, number: int) -> bool: ...

    def connection_used(self, number: int) -> bool: ...


def member_of(known: Known, staff: int) -> StaffMember:
    """Somebody who is known to be there."""
    member = known.person(staff)
    assert member is not None, "checked before"
    return member
