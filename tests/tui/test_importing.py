"""`briefed import`: what is shown, what is asked, what is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.tui.commands import Run

LISTS = Path(__file__).parents[1] / "data/staff-lists"


@pytest.fixture(name="run")
def _run(run: Run) -> Run:
    """The program on a register with a policy and an AUP, and nobody in it."""
    school = ("--school", "Bradley", "--policy-version", "May 2023", "--issued", "1/5/2023")
    assert run("init", *school, "--aup-version", "AUP 2022", "--aup-issued", "1/9/2022")[0] == 0
    return run


def entries(run: Run) -> int:
    return len(json.loads(run("history", "--json")[1])["entries"])


def write(folder: Path, *lines: str) -> str:
    path = folder / "list.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


def test_every_group_is_shown_with_what_each_column_is(run: Run, tmp_path: Path) -> None:
    assert run("import", str(LISTS / "arbor.xlsx"), "--yes")[0] == 0
    lines = [
        "Staff ID,Surname,Forename,Job Title,Start Dt,Leaving Date,Salary",
        "BYA,Byrne,Aoife,Head of year,03/09/2018,,1",
        "CLR,Clarke-Nwosu,Robert,Sports coach,08/01/2024,31/08/2026,1",
        "POE,Poe,[/HR],Cook,01/09/2026,,1",
        "RAY,Ray,R,Cook,soon,,1",
    ]
    code, out, _ = run("import", write(tmp_path, *lines))
    assert code == 0
    for said in (
        "  Start Dt → Start date (close to “start date”, 89)",
        "1 column not used, and it is private.",
        "1 new · 1 changed · 0 unchanged · 1 leaving · 1 missing from the file · 1 with a problem",
        "  line 4: POE [/HR] Poe, Cook, from 1 Sep 2026",
        "  line 2: BYA Aoife Byrne: Job title Class teacher → Head of year",
        "  line 3: CLR Rob Clarke-Nwosu, last day 31 Aug 2026 [only with --accept leavers-3]",
        "  WEL Lily Wei",
        "  line 5, Start date: “soon” is not a full date such as 03/09/2026.",
        "Nothing has been written. To accept: add --yes",
    ):
        assert said in out.splitlines()
    assert "would leave" not in out  # nobody who leaves is accepted
    assert [out.index(f"\n{group}") for group in ("New", "Changed", "Leavers", "Missing", "Problems")] == sorted(
        out.index(f"\n{group}") for group in ("New", "Changed", "Leavers", "Missing", "Problems")
    )


def test_leavers_need_to_be_accepted_and_many_of_them_twice(run: Run, tmp_path: Path) -> None:
    run("import", str(LISTS / "arbor.xlsx"), "--yes")
    path = write(tmp_path, "Staff code,Surname,Start date,Leaving date", "BYA,Byrne,3/9/2018,31/8/2026")
    before = entries(run)
    code, out, _ = run("import", path, "--yes")
    assert code == 0
    assert "Nothing is accepted, so nothing is changed." in out
    assert "would leave" not in out
    assert "1 of 3 staff would leave. Is this the right file?" in run("import", path, "--leavers")[1]
    out = run("import", path, "--left", "CLR=21/7/2026")[1]
    assert "  CLR Rob Clarke-Nwosu, last day 21 Jul 2026" in out.splitlines()
    assert "1 of 3 staff would leave. Is this the right file?" in out
    code, _, err = run("import", path, "--yes", "--leavers")
    assert code == 1
    assert "1 of 3 staff would leave. Is this the right file? If it is, add --many-leave." in err
    assert entries(run) == before
    assert run("import", path, "--yes", "--accept", "leavers-2", "--many-leave", "--left", "CLR=21/7/2026")[0] == 0
    assert entries(run) == before + 1
    staff = json.loads(run("status", "--json")[1])["staff"]
    assert {person["code"] for person in staff if person["in_service"]} == {"WEL"}


def test_two_start_dates_stop_it_until_one_is_named_and_that_is_remembered(run: Run) -> None:
    path = str(LISTS / "bromcom.csv")
    code, out, err = run("import", path, "--yes")
    assert code == 1
    assert "2 columns may be the day people began here: “Start Date”, “Continuous Service Date”. Which is it?" in out
    assert "--start-from HEADING" in err
    assert run("import", path, "--yes", "--start-from", "Start Date")[0] == 0
    code, out, err = run("import", path, "--yes")
    assert (code, err) == (0, "")
    assert "Start Date → Start date (as last time)" in out


def test_the_history_comes_in_with_one_entry(run: Run) -> None:
    before = entries(run)
    code, out, _ = run("import", str(LISTS / "old-spreadsheet.xlsx"), "--history", "--yes")
    assert code == 0
    assert "Policy acknowledgement 4 Sep 2023, May 2023, paper: Cabinet 2, file O" in out
    assert entries(run) == before + 1
    assert "Nothing to change." in run("import", str(LISTS / "old-spreadsheet.xlsx"), "--history")[1]


def test_which_sheet_is_asked_and_named(run: Run, tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for page, name in ((book.worksheets[0], "Old"), (book.create_sheet(), "New")):
        page.title = name
        page.append(["Surname", "Forename", "Start date"])
        page.append([f"Poe{name}", "Pia", "1/9/2020"])
    book.save(tmp_path / "list.xlsx")
    code, _, err = run("import", str(tmp_path / "list.xlsx"))
    assert code == 1
    assert "“Old” (1 rows), “New” (1 rows). Which is it? Say so with --sheet NAME." in err
    assert "Pia PoeNew" in run("import", str(tmp_path / "list.xlsx"), "--sheet", "new")[1]


def test_same_names_and_single_lines_can_be_decided(run: Run, tmp_path: Path) -> None:
    run("import", str(LISTS / "arbor.xlsx"), "--yes")
    path = write(tmp_path, "Surname,Forename,Role,Start date", "Byrne,Aoife,Head,1/9/2025", "Poe,Pia,Cook,1/9/2025")
    out = run("import", path)[1]
    assert "if this is BYA Aoife Byrne: the same name [only with --accept same-2]" in out
    assert "[only with --accept new-2]" in out
    code, _, err = run("import", path, "--accept", "same-2", "new-2")
    assert code == 1
    assert "Line 2 is either same-2 or new-2: leave one of them out." in err
    assert "There is no line “new-9” in the preview" in run("import", path, "--accept", "new-9")[2]
    assert run("import", path, "--same-names", "--leave-out", "new-3", "--yes")[0] == 0
    staff = {person["code"]: person for person in json.loads(run("status", "--json")[1])["staff"]}
    assert staff["BYA"]["job_title"] == "Head"
    assert "POEP" not in staff


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--map", "surname"], "--map takes FIELD=HEADING, and “surname” has no =."),
        (["--left", "BYA"], "--left takes CODE=DATE, and “BYA” has no =."),
        (["--left", "BYA=1/9/2026"], "Nobody has the staff code BYA."),
        (["--map", "payroll=Home address"], "private and is never read"),
        (["--sheet", "Nowhere"], "No sheet “Nowhere” with a heading row was found: choose one of “Staff”."),
    ],
)
def test_what_cannot_be_followed_is_said(run: Run, arguments: list[str], sentence: str) -> None:
    code, _, err = run("import", str(LISTS / "arbor.xlsx"), *arguments)
    assert code == 1
    assert sentence in err
