"""A governors' paper is open to anybody: nothing in the file may lead to a person."""

from __future__ import annotations

import re
import typing
import zipfile
from datetime import date
from io import BytesIO

from exports.figures import view
from exports.figures.view import GovernorsView
from exports.governors import governors_book, governors_workbook
from exports.suppress import governors_view
from store.changes import RecordConnection
from store.demo.entries import demo_entries
from store.ledger import MemoryLedger
from store.model import StaffMember
from store.register import Register
from tests.exports.registers import AS_AT, AUTUMN, a_usual_school, code, email, enter, surname


def everything_in(content: bytes) -> str:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return "\n".join(name + archive.read(name).decode() for name in archive.namelist())


def test_no_name_code_post_or_address_is_anywhere_in_the_file() -> None:
    register = a_usual_school(34)
    everything = everything_in(governors_workbook(governors_view(register, AS_AT)))
    people = [
        word
        for number in range(1, 35)
        for word in (
            surname(number),
            code(number),
            email(number),
            f"Forename{number}",
            f"Nickname{number}",
            "Postholder",
        )
    ]
    for word in [*people, "J Patel", "Mr Head", "Ms Checker"]:
        assert word not in everything


def test_nobody_of_the_invented_school_is_called_what_the_paper_says() -> None:
    """So that whoever tries a list of its names and codes on the paper finds nothing, by accident neither."""
    register = Register(MemoryLedger(demo_entries(today=AS_AT, staff=400)))
    read = everything_in(governors_workbook(governors_view(register, AS_AT)))
    said = {word.casefold() for word in re.findall(r"\w+", re.sub(r"<[^>]*>", " ", read))}
    for member in register.staff():
        for word in (member.surname, member.known_as, member.code):
            assert word.casefold() not in said, word


def test_the_number_of_connections_changes_nothing_but_what_is_owed() -> None:
    """Governors learn that staff were asked; somebody who declared and was advised in time looks like anybody else."""
    plain, declared = a_usual_school(8), a_usual_school(8)
    told = RecordConnection(1, 1, date(2026, 11, 18), "related", "pupil", "own_child", "AB 2R", "2")
    enter(declared, [told], AUTUMN.replace(month=11, day=19))
    shown = governors_view(declared, AS_AT)
    assert shown.rows == governors_view(plain, AS_AT).rows
    everything = everything_in(governors_workbook(shown))
    assert "AB 2R" not in everything
    assert "own_child" not in everything


def reachable(hint: object, seen: set[object]) -> None:
    """Every type a value of this type can hold."""
    if hint in seen:
        return
    seen.add(hint)
    for argument in typing.get_args(hint):
        reachable(argument, seen)
    if isinstance(hint, type) and hasattr(hint, "__annotations__") and hint.__module__.startswith(("exports", "store")):
        for field in typing.get_type_hints(hint, vars(view)).values():
            reachable(field, seen)


def test_the_writer_is_given_nothing_that_knows_a_person() -> None:
    assert typing.get_type_hints(governors_book)["view"] is GovernorsView
    seen: set[object] = set()
    reachable(GovernorsView, seen)
    assert not {Register, StaffMember} & seen
