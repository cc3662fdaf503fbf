"""The staff list template: it comes back in as it went out, and its examples never do."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.kinds import KINDS, Wanted
from exports.template import EXAMPLES, filled_template
from exports.workbook.writing import write
from store.changes import AddStaff, Bundle, OpenRegister
from store.intake.comparison import propose
from store.intake.reading import read_staff_list
from store.intake.refused import IntakeRefused
from store.model import ENGAGEMENTS, StaffMember
from store.register import Register
from tests.exports.registers import AS_AT, HOSTILE, NOW, a_new_register, a_school, add, enter
from tests.exports.workbook_parts import Package

TODAY = AS_AT


def wanted(register: Register) -> Wanted:
    return Wanted(register, AS_AT, None, "J Patel", TODAY)


def brought_in(path: Path) -> Register:
    """An empty register that the list has been brought into."""
    register = enter(a_new_register(), [OpenRegister("Elsewhere")], NOW)
    proposal = propose(read_staff_list(path), register, TODAY)
    assert not proposal.problems
    if not proposal.is_empty:
        register.apply(proposal.change(), "J Patel", NOW)
    return register


def told(member: StaffMember) -> tuple[object, ...]:
    spell = member.spells[-1]
    known_as = "" if member.known_as == member.forename else member.known_as
    named = (member.code, member.surname, member.forename, known_as, member.job_title, member.email, member.payroll)
    return (*named, spell.first_day, spell.last_day, spell.engagement)


def test_as_it_is_it_brings_in_nobody(tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    path.write_bytes(write(KINDS["template"].make(wanted(a_school(3)))))
    assert EXAMPLES == ("EXAMPLE1", "EXAMPLE2")
    strings = Package(path.read_bytes()).strings
    assert set(EXAMPLES) <= set(strings)
    with pytest.raises(IntakeRefused, match="only the template’s examples"):
        read_staff_list(path)


def test_it_holds_nobody_of_the_school() -> None:
    strings = " ".join(Package(write(KINDS["template"].make(wanted(a_school(3))))).strings)
    assert "Quillfeather" not in strings
    assert "QX0001" not in strings


def test_every_column_is_used_when_it_is_brought_in(tmp_path: Path) -> None:
    path = tmp_path / "filled.xlsx"
    path.write_bytes(write(filled_template(wanted(a_school(1)), a_school(1).staff())))
    columns = read_staff_list(path).columns
    assert columns.unused == 0
    assert columns.private == 0


def test_people_written_over_the_examples_come_back_the_same(tmp_path: Path) -> None:
    register = a_school(len(HOSTILE), called=lambda number: HOSTILE[number - 1] if number != 7 else "Longer")
    path = tmp_path / "filled.xlsx"
    path.write_bytes(write(filled_template(wanted(register), register.staff())))
    back = brought_in(path)
    assert [told(member)[2:] for member in back.staff()] == [told(member)[2:] for member in register.staff()]
    assert "O'Brien & Sons" in [member.surname for member in back.staff()]
    assert "=1+1" in [member.surname for member in back.staff()]


NAMES = st.text("abcdefghijklmnopqrstuvwxyzABCDÉéŁłÖö'- ", min_size=1, max_size=20).map(lambda text: f"A{text.strip()}")


@st.composite
def people(draw: st.DrawFn) -> list[AddStaff]:
    count = draw(st.integers(1, 8))
    return [
        AddStaff(
            number,
            f"C{number}",
            draw(NAMES),
            draw(NAMES),
            draw(st.dates(date(1990, 1, 1), date(2026, 11, 1))),
            job_title=draw(st.sampled_from(["Class teacher", "TA", "Midday supervisor", ""])),
            engagement=draw(st.sampled_from(ENGAGEMENTS)),
            email=draw(st.sampled_from(["", f"q{number}@bradley.example"])),
            payroll=draw(st.sampled_from(["", f"P00{number}"])),
        )
        for number in range(1, count + 1)
    ]


@settings(max_examples=25, deadline=None)
@given(people())
def test_whoever_is_in_it_is_in_the_register_afterwards(
    tmp_path_factory: pytest.TempPathFactory, new: list[AddStaff]
) -> None:
    register = enter(a_new_register(), [OpenRegister("Bradley"), Bundle("staff_list", tuple(new))], NOW)
    path = tmp_path_factory.mktemp("template") / "list.xlsx"
    path.write_bytes(write(filled_template(wanted(register), register.staff())))
    assert [told(member) for member in brought_in(path).staff()] == [told(member) for member in register.staff()]


def test_a_list_of_people_is_marked_confidential() -> None:
    made = filled_template(wanted(a_school(1)), a_school(1).staff())
    assert made.footer[1] == "Confidential"
    assert KINDS["template"].make(wanted(a_school(1))).footer[1] == "No names"
    assert add(1).surname in str(made.sheets[0].table)
