"""The template filled in: whoever is written into it is in the register, and a second time nothing changes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.changes import AddStaff
from store.intake.fields import FIELD_WORDS, Field
from store.intake.reading import read_staff_list
from store.model import ENGAGEMENTS
from store.wording import ENGAGEMENT
from tests.store.intake.lists import LISTS, accept, proposed, school

FIELDS: tuple[Field, ...] = (
    "code",
    "surname",
    "forename",
    "known_as",
    "job_title",
    "start_date",
    "leaving_date",
    "engagement",
    "email",
    "payroll",
)

_HOSTILE = ["[/HR]", "=1+1", "O'Brien & Sons", "Zoë Łukasz", "😀", "שלום", "x" * 300, "Total", "-", "0012", "1/9/2020"]
_WORDS = st.one_of(
    st.sampled_from(_HOSTILE),
    st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=12),
)
_MAYBE = st.one_of(st.just(""), _WORDS)
_PEOPLE = st.lists(
    st.builds(
        AddStaff,
        staff=st.just(0),
        code=_WORDS,
        surname=_WORDS,
        forename=_MAYBE,
        first_day=st.dates(date(1980, 1, 1), date(2027, 9, 1)),
        job_title=_MAYBE,
        engagement=st.sampled_from(ENGAGEMENTS),
        known_as=_MAYBE,
        email=_MAYBE,
        payroll=_MAYBE,
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda person: person.code.casefold(),
)


def written(path: Path, people: list[AddStaff]) -> Path:
    """The template as it comes, its examples written over."""
    book = openpyxl.load_workbook(LISTS / "template.xlsx")
    sheet = book["Staff"]
    top = next(cell.row for cell in sheet["A"] if cell.value == FIELD_WORDS["code"])
    assert [cell.value for cell in sheet[top]] == [FIELD_WORDS[field] for field in FIELDS]
    sheet.delete_rows(top + 1, 2)
    for number, person in enumerate(people, top + 1):
        values = {field: getattr(person, field, None) for field in FIELDS}
        values |= {"start_date": person.first_day, "engagement": ENGAGEMENT[person.engagement]}
        for column, field in enumerate(FIELDS, 1):
            cell = sheet.cell(number, column)
            cell.value = values[field] or None
            if isinstance(values[field], str) and values[field]:
                cell.data_type = "s"  # a name such as =1+1 is a name
    book.save(path)
    return path


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(people=_PEOPLE)
def test_whoever_is_written_into_it_is_in_the_register(
    people: list[AddStaff], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = written(tmp_path_factory.mktemp("template") / "staff.xlsx", people)
    register = school()
    proposal = proposed(register, path)
    assert (proposal.problems, proposal.questions, proposal.notes) == ((), (), ())
    accept(register, proposal)
    found = {
        member.code: (
            member.surname,
            member.forename,
            member.known_as,
            member.job_title,
            member.email,
            member.payroll,
            member.spells,
        )
        for member in register.staff()
    }
    meant = {
        person.code: (
            person.surname,
            person.forename,
            "" if person.known_as == person.forename else person.known_as,
            person.job_title,
            person.email,
            person.payroll,
            found[person.code][6],
        )
        for person in people
    }
    assert found == meant
    first_days = [(member.spells[0].first_day, member.spells[0].engagement) for member in register.staff()]
    assert first_days == [(person.first_day, person.engagement) for person in people]
    again = proposed(register, path)
    assert not again.usual
    assert (again.missing, again.problems, len(again.unchanged)) == ((), (), len(people))


def test_an_example_left_in_is_nobody(tmp_path: Path) -> None:
    people = [AddStaff(0, code, "Example", "Jo", date(2026, 9, 1)) for code in ("EXAMPLE1", "Example2")] + [
        AddStaff(0, "OKA", "Okafor", "Ada", date(2020, 9, 1))
    ]
    read = read_staff_list(written(tmp_path / "staff.xlsx", people))
    assert [line.text("code") for line in read.lines] == ["OKA"]
    assert read.notes == ("2 examples of the template left out.",)
