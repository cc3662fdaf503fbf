"""Who in the register a line is about: never decided on a name alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from store.intake.people import Person, payroll_key
from store.model import StaffMember

Key = tuple[object, ...]
"""A mark that people are told apart by: its kind, and what it is."""


class Matcher:
    """The register's people by staff code, payroll number, e-mail, and name with a first day.

    Two people who share a payroll number or an address are not told apart by it.
    """

    def __init__(self, staff: Iterable[StaffMember]) -> None:
        self._found: dict[Key, StaffMember | None] = {}
        self._names: set[tuple[str, str]] = set()
        for member in staff:
            self._names.add(_name(member))
            for key in _keys_of(member):
                self._found[key] = None if key in self._found and self._found[key] is not member else member

    def match(self, person: Person) -> StaffMember | None:
        """The member of staff a person of the list is; None for somebody new.

        What is said to be the same person must share a name, or two marks: codes and addresses are given out again.
        """
        candidates = [(key, member) for key in _keys_of_person(person) if (member := self._found.get(key)) is not None]
        for key, member in candidates:
            if _shares_a_name(person, member, key) or sum(other is member for _, other in candidates) > 1:
                return member
        return None

    def cannot_tell(self, person: Person) -> bool:
        """Whether what the list gives fits two people of the register alike."""
        return any(key in self._found and self._found[key] is None for key in _keys_of_person(person))

    def by_code(self, code: str) -> StaffMember | None:
        """Whoever has a staff code in the register."""
        return self._found.get(("code", code.casefold()))

    def has_namesake(self, person: Person) -> bool:
        return person.same_name in self._names


def _name(member: StaffMember) -> tuple[str, str]:
    return (member.surname.casefold(), member.forename.casefold())


def _shares_a_name(person: Person, member: StaffMember, key: Key) -> bool:
    """A first name that stayed, through a marriage say; or a surname, which a family sharing an address has too."""
    firsts = {name.casefold() for name in (member.forename, member.known_as) if name}
    if firsts & {person.forename.casefold(), person.known_as.casefold()}:
        return True
    return key[0] != "email" and person.surname.casefold() == member.surname.casefold()


def _keys_of(member: StaffMember) -> Iterator[Key]:
    yield ("code", member.code.casefold())
    if member.payroll:
        yield ("payroll", payroll_key(member.payroll))
    if member.email:
        yield ("email", member.email.casefold())
    for spell in member.spells:
        yield ("name", _name(member), spell.first_day)


def _keys_of_person(person: Person) -> Iterator[Key]:
    if person.code:
        yield ("code", person.code.casefold())
    if person.payroll:
        yield ("payroll", payroll_key(person.payroll))
    if person.email:
        yield ("email", person.email.casefold())
    if person.first_day:
        yield ("name", person.same_name, person.first_day)
