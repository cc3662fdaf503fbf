"""The staff list template: it comes back in as it went out, and its examples never do."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from exports.kinds import KINDS, Wanted
from exports.template import EXAMPLES
from exports.workbook.writing import write
from store.intake.reading import read_staff_list
from store.intake.refused import IntakeRefused
from store.register import Register
from tests.exports.registers import AS_AT, a_school
from tests.exports.workbook_parts import Package

TODAY = AS_AT


def wanted(register: Register) -> Wanted:
    return Wanted(register, AS_AT, None, "J Patel", TODAY)


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
    path.write_bytes(write(KINDS["template"].make(wanted(a_school(1)))))
    book = openpyxl.load_workbook(path)
    code = next(cell for row in book["Staff"].iter_rows() for cell in row if cell.value == "EXAMPLE1")
    code.value = "ADJ"
    book.save(path)
    columns = read_staff_list(path).columns
    assert (columns.unused, columns.private) == (0, 0)
