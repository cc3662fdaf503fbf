"""Who in the register a line is about: never decided on a name alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from store.intake.people import Person, payroll_key
from store.model import StaffMember

ALIKE = 92
"""Of 100: names as like as this may be one person's, and somebody is asked."""

Name = tuple[str, str]
"""Surname and forename, however they are written."""
Hit = tuple[str, StaffMember | None]
"""A mark of a line that the register has, and whose it is; None where two people share it."""


class Matcher:
    """The register's people by staff code, payroll number, e-mail, and name with a first day.

    Two people who share a payroll number or an address are not told apart by it.
    """

    def __init__(self, staff: Sequence[StaffMember]) -> None:
        self._staff = staff
        self._codes = {member.code.casefold(): member for member in staff}

    # Made when somebody is looked for by them: most lists have a code for everybody.

    @cached_property
    def names(self) -> set[Name]:
        """Everybody's names."""
        return set(map(name_of, self._staff))

    @cached_property
    def _payrolls(self) -> Mapping[object, StaffMember | None]:
        return _index((payroll_key(member.payroll), member) for member in self._staff if member.payroll)

    @cached_property
    def _emails(self) -> Mapping[object, StaffMember | None]:
        return _index((member.email.casefold(), member) for member in self._staff if member.email)

    @cached_property
    def _starts(self) -> Mapping[object, StaffMember | None]:
        return _index(((name_of(member), s.first_day), member) for member in self._staff for s in member.spells)

    def hits(self, person: Person) -> Sequence[Hit]:
        """Every mark of a line that the register has, the surest first."""
        found: list[Hit] = []
        if person.code and (code := person.code.casefold()) in self._codes:
            found.append(("code", self._codes[code]))
        if self._payrolls and person.payroll and (payroll := payroll_key(person.payroll)) in self._payrolls:
            found.append(("payroll", self._payrolls[payroll]))
        if self._emails and person.email and (email := person.email.casefold()) in self._emails:
            found.append(("email", self._emails[email]))
        if self._starts and person.first_day and (start := (person.same_name, person.first_day)) in self._starts:
            found.append(("name", self._starts[start]))
        return found

    def by_code(self, code: str) -> StaffMember | None:
        """Whoever has a staff code in the register."""
        return self._codes.get(code.casefold())


def match(person: Person, hits: Sequence[Hit]) -> StaffMember | None:
    """The member of staff a person of the list is; None for somebody new.

    What is said to be the same person must share a name, or two marks: codes and addresses are given out again.
    """
    members = [member for _, member in hits if member is not None]
    for kind, member in hits:
        if member is not None and (
            _shares_a_name(person, member, kind) or sum(other is member for other in members) > 1
        ):
            return member
    return None


def cannot_tell(hits: Sequence[Hit]) -> bool:
    """Whether what the list gives fits two people of the register alike."""
    return any(member is None for _, member in hits)


def name_of(member: StaffMember) -> Name:
    """Surname and forename, however they are written."""
    return (member.surname.casefold(), member.forename.casefold())


def _index(marks: Iterable[tuple[object, StaffMember]]) -> Mapping[object, StaffMember | None]:
    """Whose a mark is; None where two people share it."""
    found: dict[object, StaffMember | None] = {}
    for mark, member in marks:
        found[mark] = None if mark in found and found[mark] is not member else member
    return found


def _shares_a_name(person: Person, member: StaffMember, kind: str) -> bool:
    """A first name that stayed, through a marriage say; or a surname, which a family sharing an address has too."""
    firsts = {name.casefold() for name in (member.forename, member.known_as) if name}
    if firsts & {person.forename.casefold(), person.known_as.casefold()}:
        return True
    return kind != "email" and person.surname.casefold() == member.surname.casefold()


# Perhaps the same -----------------------------------------------------------


class Likeness(NamedTuple):
    """Somebody of the register whom a line may be about, and why one may think so."""

    member: StaffMember
    reason: str


class Likenesses:
    """The register's people nobody has been found for, by their names: for a line nothing else is known of."""

    def __init__(self, members: Iterable[StaffMember]) -> None:
        self._named: dict[Name, list[StaffMember]] = {}
        self._began: dict[date, dict[int, str]] = {}
        self._members: dict[int, StaffMember] = {}
        for member in members:
            self._members[member.id] = member
            firsts = dict.fromkeys(name.casefold() for name in (member.forename, member.known_as) if name)
            for first in firsts or {"": None}:
                self._named.setdefault((member.surname.casefold(), first), []).append(member)
            self._began.setdefault(member.spells[-1].first_day, {})[member.id] = " ".join(name_of(member))

    def of(self, person: Person) -> Sequence[Likeness]:
        """Whom a line may be about: of the same name, or of one very like it who began on the same day."""
        if not self._members:
            return ()
        firsts = dict.fromkeys(name.casefold() for name in (person.forename, person.known_as) if name) or {"": None}
        surname = person.surname.casefold()
        same = {m.id: m for first in firsts for m in self._named.get((surname, first), ())}
        if same:
            return [Likeness(member, "the same name") for member in same.values()]
        began: Mapping[int, str] = self._began.get(person.first_day, {}) if person.first_day else {}
        if not began:
            return ()
        from rapidfuzz.fuzz import ratio
        from rapidfuzz.process import extract

        name = " ".join(person.same_name)
        return [
            Likeness(self._members[staff], f"a name very like it ({round(score)}) and the same start")
            for _, score, staff in extract(name, began, scorer=ratio, score_cutoff=ALIKE, limit=2)
        ]
