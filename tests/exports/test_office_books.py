"""Every workbook of the office, whatever its kind: sound, true to its model, marked, and the same each time."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from datetime import date, datetime
from importlib.util import find_spec
from pathlib import Path

import pytest

from exports import kinds
from exports.kinds import KINDS, Wanted
from exports.workbook.book import Book
from exports.workbook.layout import plan
from exports.workbook.writing import write
from store.register import Register
from tests.exports.reading_back import expected_cells, read_cells
from tests.exports.registers import AS_AT, HOSTILE, a_school, a_usual_school, everybody
from tests.exports.workbook_checker import office_problems
from tests.exports.workbook_parts import Package

ROOT = Path(__file__).parents[2]
OFFICE = [
    word
    for word, kind in KINDS.items()
    if word != "governors" and find_spec(f"{kinds.__package__}.{kind.book.split(':')[0]}")
]
"""Those that are the office's own; the governors' has tests of its own."""


def wanted(register: Register, staff: int | None = None) -> Wanted:
    return Wanted(register, AS_AT, None, "J Patel", AS_AT, staff)


def book(word: str, register: Register, staff: int | None = None) -> Book:
    kind = KINDS[word]
    if kind.one_person and staff is None:
        if not (people := everybody(register)):
            pytest.skip("it is about one person, and there is none")
        staff = people[-1]
    return kind.make(wanted(register, staff))


@pytest.mark.parametrize("staff", [0, 1, 2, 34, 400])
@pytest.mark.parametrize("word", OFFICE)
def test_the_file_is_sound_and_says_what_the_model_says(word: str, staff: int) -> None:
    made = book(word, a_usual_school(staff))
    content = write(made)
    assert office_problems(content) == []
    found, expected = read_cells(content), expected_cells(made)
    assert found == expected
    for tab, cells in expected.items():
        for place, value in cells.items():
            exact = type(value) if isinstance(value, str | date | datetime) else int | float
            assert isinstance(found[tab][place], exact), (tab, place)


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("word", OFFICE)
def test_a_school_and_a_version_of_any_name_make_a_sound_file(word: str, hostile: str) -> None:
    made = book(word, a_usual_school(2, name=hostile, version=hostile[:60]))
    content = write(made)
    assert office_problems(content) == []
    assert read_cells(content) == expected_cells(made)


@pytest.mark.parametrize("word", OFFICE)
def test_staff_of_any_name_make_a_sound_file(word: str) -> None:
    register = a_school(len(HOSTILE), called=lambda number: HOSTILE[number - 1])
    for person in everybody(register) if KINDS[word].one_person else everybody(register)[:1]:
        made = book(word, register, person)
        content = write(made)
        assert office_problems(content) == []
        assert read_cells(content) == expected_cells(made)


@pytest.mark.parametrize("word", OFFICE)
def test_a_very_long_name_is_whole_and_makes_no_absurd_row(word: str) -> None:
    register = a_school(3, called=lambda number: "W" * 300 if number == 2 else f"Short{number}")
    for sheet in book(word, register, 2).sheets:
        laid_out = plan(sheet)
        assert max(laid_out.widths) <= 800
        assert max(line.height for line in laid_out.rows) <= 260


@pytest.mark.parametrize("word", OFFICE)
def test_it_says_how_it_is_to_be_handled_on_its_first_sheet_and_on_every_page(word: str) -> None:
    made = book(word, a_usual_school(2))
    marking = KINDS[word].marking
    package = Package(write(made))
    for sheet in package.sheets:
        assert marking in (sheet.xml.findtext("{*}headerFooter/{*}oddFooter") or "")
    said = " ".join(str(cell.value) for cell in package.sheets[0].cells.values())
    assert marking.casefold() in said.casefold() or made.sheets[0].bare


@pytest.mark.parametrize("word", OFFICE)
def test_no_person_is_in_its_properties_or_in_the_names_of_its_parts(word: str) -> None:
    package = Package(write(book(word, a_usual_school(3))))
    parts = [name for name in package.names if name.startswith(("docProps/", "xl/tables/", "xl/workbook"))]
    said = " ".join([*package.names, *(package.zip.read(name).decode() for name in parts)])
    assert not re.search(r"Quillfeather|Nickname|Forename\d|QX00|Postholder|@", said)


@pytest.mark.parametrize("word", OFFICE)
def test_it_is_as_it_was_known_on_the_day_asked_for(word: str) -> None:
    register = a_usual_school(3)
    known_at = date(2026, 7, 1)
    if KINDS[word].one_person or word == "template":
        pytest.skip("it does not tell what is owed")
    then = KINDS[word].make(wanted(register)._replace(known_at=known_at))
    assert then == KINDS[word].make(wanted(register.as_known(known_at)))


def digests() -> str:
    """One line a kind: run here and, with another clock, hash seed and zone, elsewhere."""
    register = a_usual_school(5)
    return "\n".join(f"{word} {hashlib.sha256(write(book(word, register))).hexdigest()}" for word in OFFICE)


@pytest.mark.parametrize(("seed", "zone"), [("1", "Pacific/Kiritimati"), ("4242", "America/New_York")])
def test_the_same_records_make_the_same_bytes_elsewhere(seed: str, zone: str) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
    code = "from tests.exports.test_office_books import digests; print(digests())"
    made = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert made.stdout.strip() == digests()
