"""What was typed and would be printed for anybody to read is looked through for people first."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from exports.figures.freetext import PeopleInText, look_through
from exports.making import draft
from store.changes import AddStaff, AdoptVersion, AmendStaff
from store.register import Register
from tests.exports.registers import AS_AT, NOW, STARTED, a_school, enter


def a_school_with(surname: str, label: str, **details: str) -> Register:
    register = a_school(3)
    person = AddStaff(9, details.pop("code", "ZZ9"), surname, details.pop("forename", "Xanthe"), STARTED, **details)  # type: ignore[arg-type]
    return enter(register, [person, AdoptVersion("policy", label, date(2026, 11, 1), date(2026, 11, 1))], NOW)


def hits(register: Register, harmless: tuple[str, ...] = ()) -> list[str]:
    try:
        look_through(register, AS_AT, harmless)
    except PeopleInText as found:
        return [f"{hit.what} in {hit.where}" for hit in found.found]
    return []


@pytest.mark.parametrize(
    ("label", "details"),
    [
        ("Draft by Okafor", {}),
        ("OKAFOR’s draft", {}),
        ("As told to Xanthe", {}),
        ("As told to Nan", {"known_as": "Nan"}),
        ("Version jok", {"code": "JOK"}),
        ("Ask x.okafor@bradley.example", {"email": "x.okafor@bradley.example"}),
        ("The site manager’s copy", {"job_title": "Site manager"}),
    ],
)
def test_a_label_with_something_of_a_persons_stops_the_export(label: str, details: dict[str, str]) -> None:
    found = hits(a_school_with("Okafor", label, **details))
    assert found
    assert all("the policy version" in hit for hit in found)


@pytest.mark.parametrize(
    ("surname", "label"),
    [
        ("May", "May 2026"),
        ("Green", "Greenford edition"),
        ("Reed", "Agreed version 2"),
        ("A", "Version A"),
        ("2026", "AUP 2026"),
    ],
)
def test_what_is_no_word_of_its_own_or_is_a_date_is_nobody(surname: str, label: str) -> None:
    assert hits(a_school_with(surname, label)) == []


def test_a_post_that_two_people_hold_points_to_nobody() -> None:
    register = a_school_with("Okafor", "The teaching assistant edition", job_title="Teaching assistant")
    enter(register, [AmendStaff(1, job_title="Teaching Assistant")], NOW)
    assert hits(register) == []


def test_a_school_may_be_called_what_somebody_is_called() -> None:
    register = enter(a_school(name="Bradley Primary School"), [AddStaff(9, "ZZ9", "Bradley", "Jo", STARTED)], NOW)
    assert hits(register) == []
    named = enter(a_school(name="Bradley (Jo Bradley, Head)"), [AddStaff(9, "ZZ9", "Bradley", "Jo", STARTED)], NOW)
    assert hits(named) == ["Jo Bradley in the school’s name"]


def test_the_user_is_told_what_and_where_and_can_let_it_pass(tmp_path: Path) -> None:
    register = a_school_with("Green", "Green paper")

    def export(*harmless: str) -> Path:
        made = draft(
            "governors",
            register,
            as_at=AS_AT,
            known_at=None,
            now=NOW,
            by="J",
            harmless=harmless,
            folder_or_path=tmp_path,
        ).save()
        return made.path

    with pytest.raises(PeopleInText) as refusal:
        export()
    assert "“Green” in the policy version “Green paper” is also the surname of somebody" in str(refusal.value)
    assert "let it pass" in str(refusal.value)
    assert refusal.value.words == ("Green",)
    assert list(tmp_path.iterdir()) == []
    assert export("green").exists()


def test_only_what_would_be_printed_is_looked_through() -> None:
    register = a_school_with("Okafor", "November 2026")
    enter(register, [AdoptVersion("aup", "Okafor’s AUP", date(2026, 11, 21), date(2026, 11, 21))], NOW)
    assert hits(register) == []
    with pytest.raises(PeopleInText):
        look_through(register, date(2026, 11, 21), ())
