"""A register with a few more changes on top, kept nowhere: for checking each part of a bundle after the one before."""

from __future__ import annotations

from typing import Protocol

from store.changes import AddStaff, AmendStaff, RecordConnection, Single, people_in
from store.codes import code_key
from store.folding import Fact, facts_of, fold_person, fold_school
from store.model import School, StaffMember


class Base(Protocol):
    """What a trial stands on."""

    @property
    def school(self) -> School: ...

    def person(self, staff: int) -> StaffMember | None: ...

    def facts_that_stand(self, staff: int) -> list[Fact]: ...

    def school_changes_that_stand(self) -> list[Single]: ...

    def holder_of(self, code: str) -> int | None: ...

    def staff_used(self, number: int) -> bool: ...

    def connection_used(self, number: int) -> bool: ...


class Trial:
    """What the register would be after some changes."""

    def __init__(self, base: Base) -> None:
        self._base = base
        self._people: dict[int, list[Fact]] = {}
        self._folded: dict[int, StaffMember | None] = {}
        self._school: list[Single] = []
        self._codes: dict[str, int | None] = {}
        self._connections: set[int] = set()

    def take(self, change: Single) -> None:
        """Adds a change that has been checked."""
        if isinstance(change, AddStaff | AmendStaff) and change.code is not None:
            before = None if isinstance(change, AddStaff) else self.person(change.staff)
            if before is not None:
                self._codes[code_key(before.code)] = None
            self._codes[code_key(change.code)] = change.staff
        facts = facts_of(0, change)
        people = people_in(change)
        if not people:
            self._school.append(change)
        for staff in people:
            self._people.setdefault(staff, []).extend(facts)
            self._folded.pop(staff, None)
        if isinstance(change, RecordConnection):
            self._connections.add(change.connection)

    @property
    def school(self) -> School:
        if not self._school:
            return self._base.school
        return fold_school(self._base.school_changes_that_stand() + self._school)

    def person(self, staff: int) -> StaffMember | None:
        if staff not in self._people:
            return self._base.person(staff)
        if staff not in self._folded:
            self._folded[staff] = fold_person(staff, self._base.facts_that_stand(staff) + self._people[staff])
        return self._folded[staff]

    def holder_of(self, code: str) -> int | None:
        key = code_key(code)
        return self._codes[key] if key in self._codes else self._base.holder_of(code)

    def staff_used(self, number: int) -> bool:
        return number in self._people or self._base.staff_used(number)

    def connection_used(self, number: int) -> bool:
        return number in self._connections or self._base.connection_used(number)
