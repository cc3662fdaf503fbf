"""Headings: what is guessed and why, what is remembered, what is never read."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.changes import Bundle, Withdraw
from store.intake.headings import map_headings, source_of
from store.intake.opening import open_list
from store.intake.preview import preview
from store.intake.reading import read_lines, read_staff_list
from store.intake.refused import IntakeRefused, Stopped
from store.intake.remembering import memory_of
from tests.store.intake.lists import LISTS, NOW, accept, csv_file, proposed, school, workbook


def test_a_heading_like_ours_is_used_and_says_why() -> None:
    columns = map_headings(["Surname", "Start Dt", "Boots"])
    assert [str(guess) for guess in columns.guesses] == [
        "Surname → Surname",
        "Start Dt → Start date (close to “start date”, 89)",
    ]
    assert (columns.unused, columns.private) == (1, 0)


def test_no_column_is_two_fields() -> None:
    columns = map_headings(["Name", "Preferred Forename"])
    assert columns.used == {"name": "Name", "forename": "Preferred Forename"}
    with pytest.raises(IntakeRefused, match="cannot be two fields"):
        map_headings(["Surname", "Ref"], {"code": "Ref", "payroll": "Ref"})


def test_a_field_may_be_read_from_no_column() -> None:
    assert "job_title" not in map_headings(["Surname", "Role"], {"job_title": ""}).used


def test_a_column_mapped_by_hand_once_is_known_the_next_time(tmp_path: Path) -> None:
    lines = ["Sir name,Given,Ref,Began,Role", "Okafor,Ada,OKA,01/09/2020,Teacher"]
    first = csv_file(tmp_path, *lines)
    by_hand = {"surname": "Sir name", "forename": "Given", "code": "Ref", "start_date": "Began", "job_title": ""}
    register = school()
    with pytest.raises(IntakeRefused, match="No row of headings"):
        proposed(register, first)
    accept(register, proposed(register, first, by_hand))
    # The same headings in another order, a new person.
    people = ["01/09/2020,OKA,Ada,Okafor,Head", "1/9/2021,POE,P,Poe,Head"]
    again = csv_file(tmp_path, "Began,Ref,Given,Sir name,Role", *people)
    proposal = proposed(register, again)
    assert [item.code for item in proposal.new] == ["POE"]
    assert [item.code for item in proposal.unchanged] == ["OKA"]
    assert "Sir name → Surname (as last time)" in [str(guess) for guess in proposal.columns.guesses]
    assert "job_title" not in proposal.columns.used


def test_what_was_taken_back_is_not_remembered(tmp_path: Path) -> None:
    register = school()
    path = csv_file(tmp_path, "Surname,Nick,Start Date", "Okafor,Ada,01/09/2020")
    accept(register, proposed(register, path, {"forename": "Nick"}))
    assert proposed(register, path).columns.used["forename"] == "Nick"
    register.apply(Withdraw(register.entries[-1].n, "wrong column"), "office", NOW)
    assert memory_of(register) == {}
    assert "forename" not in proposed(register, path).columns.used


def test_what_is_remembered_holds_headings_and_nobodys_data(tmp_path: Path) -> None:
    register = school()
    accept(register, proposed(register, csv_file(tmp_path, "Surname,Start Date", "Okafor,01/09/2020")))
    change = register.entries[-1].change
    assert isinstance(change, Bundle)
    assert change.columns == {"surname": "surname", "start_date": "start date"}
    assert change.source == source_of(["START_DATE", "Surname"])
    assert change.rows == 1


def test_private_columns_are_never_read_even_by_hand_nor_from_memory() -> None:
    headings = ["Surname", "Start date", "Date of birth", "NI Number", "Union", "Salary", "Home contact"]
    for heading in headings[2:]:
        with pytest.raises(IntakeRefused, match="private and is never read"):
            map_headings(headings, {"payroll": heading})
        remembered = map_headings(headings, remembered={"payroll": heading.lower()})
        assert heading not in remembered.used.values()
        assert remembered.private == 5


def test_nothing_of_a_column_that_is_not_used_is_kept_or_said() -> None:
    secrets = ["QQ 00 00 00 A", "001234567890", "9 Low Rd", "A Person", "White Irish", "1 High St", "1985"]
    for name in ("bromcom.csv", "single-central-record.xlsx", "arbor.xlsx"):
        read = read_staff_list(LISTS / name)
        proposal = proposed(school(), LISTS / name)
        said = repr(read) + repr(proposal) + "\n".join(preview(proposal))
        assert [secret for secret in secrets if secret in said] == []
        assert f"{proposal.columns.unused} columns not used, {proposal.columns.private} of them private." in said


def test_records_are_read_only_with_the_history() -> None:
    without = proposed(school(), LISTS / "old-spreadsheet.xlsx")
    assert without.columns.records == 10
    assert any("bring them in with --history" in line for line in preview(without))
    assert all(not item.details for item in without.new)


def test_one_sheet_that_is_plainly_the_list_is_used_and_said(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "list.xlsx",
        {
            "Training": [["Surname", "Forename", "Course"], ["Okafor", "Ada", "First aid"]],
            "Staff": [["Surname", "Forename", "Staff code", "Start date"], ["Okafor", "Ada", "OKA", "1/9/2020"]],
        },
    )
    proposal = proposed(school(), path)
    assert proposal.sheet == "Staff"
    assert preview(proposal)[0] == "list.xlsx, sheet “Staff”"


def test_a_sheet_may_be_named_and_must_be_there(tmp_path: Path) -> None:
    rows = [["Surname", "Forename", "Start date"], ["Okafor", "Ada", "1/9/2020"]]
    path = workbook(tmp_path / "list.xlsx", {"Old": rows, "New": rows})
    opened = open_list(path)
    assert opened.best is None
    assert opened.question is not None
    assert opened.question.options == ("Old", "New")
    assert proposed(school(), path, sheet="new").sheet == "New"
    with pytest.raises(IntakeRefused, match="choose one of “Old”, “New”"):
        proposed(school(), path, sheet="Newer")


def test_progress_is_told_and_reading_can_be_stopped(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "Surname,Start date", *[f"P{n},1/9/2020" for n in range(5000)])
    opened = open_list(path)
    sheet = opened.sheets[0]
    told: list[tuple[int, int]] = []
    columns = map_headings(sheet.headings)
    read_lines(opened, sheet, columns, on_progress=lambda done, of: told.append((done, of)))
    assert told == sorted(told)
    assert told[-1] == (5000, 5000)
    assert len(told) > 2
    with pytest.raises(Stopped):
        read_lines(opened, sheet, columns, stopped=lambda: True)
    with pytest.raises(Stopped):
        open_list(path, stopped=lambda: True)


def test_windows_text_shows_names_with_accents(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("Surname,Forename,Start date\nGarçon,Zoë,1/9/2020\n".encode("cp1252"))
    assert proposed(school(), path).notes == (
        "Read as Windows text. If these names look wrong, save the list as “CSV UTF-8”: “Garçon”, “Zoë”.",
    )
    path.write_text("Surname,Forename,Start date\nGarçon,Zoë,1/9/2020\n", encoding="utf-8")
    assert proposed(school(), path).notes == ()
