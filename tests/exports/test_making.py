from __future__ import annotations

import hashlib
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from exports.kinds import KINDS
from exports.making import Made, draft
from exports.refusals import ExportFailed, ExportRefused
from exports.terms import file_name, say_in_prose, term_as_at
from store.changes import IssueReport, NoteExport
from store.given import GivenFigures
from store.model import Settings, TermDates
from store.register import Register
from tests.exports.registers import AS_AT, NOW, a_usual_school
from tests.exports.workbook_checker import problems

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 22)


def governors(register: Register, where: Path, as_at: date = AS_AT, known_at: date | None = None) -> Made:
    return draft(
        "governors", register, as_at=as_at, known_at=known_at, now=NOW, by="J Patel", folder_or_path=where
    ).save()


def test_a_folder_gets_a_file_under_the_reports_own_name(tmp_path: Path) -> None:
    register = a_usual_school(34)
    made = governors(register, tmp_path)
    assert made.path == tmp_path / "2026-27 Autumn - governors report - as at 2026-11-20.xlsx"
    assert made.sha256 == hashlib.sha256(made.path.read_bytes()).hexdigest()
    assert problems(made.path.read_bytes()) == []
    assert made.notice == ""
    assert made.note == NoteExport("governors", AS_AT, made.rows, made.sha256)
    register.apply(made.note, "J Patel", NOW)
    assert governors(register, tmp_path).sha256 == made.sha256


def test_an_issued_report_leaves_what_it_told_in_the_ledger(tmp_path: Path) -> None:
    register = a_usual_school(34)
    made = draft(
        "governors", register, as_at=AS_AT, known_at=None, now=NOW, by="J Patel", issue=True, folder_or_path=tmp_path
    ).save()
    assert isinstance(made.note, IssueReport)
    assert (made.note.sha256, made.note.rows) == (made.sha256, made.rows)
    told = made.note.report
    assert (told.term, told.academic_year, told.as_at, told.staff) == ("autumn", 2026, AS_AT, 34)
    assert told.figures["all"] == GivenFigures(26, 8, 76)
    register.apply(made.note, "J Patel", NOW)
    assert register.school.report_on("autumn", 2026) == told
    assert governors(register, tmp_path).path == made.path, "the file is ours, so the next one takes its place"


def test_only_the_governors_workbook_is_issued(tmp_path: Path) -> None:
    with pytest.raises(ExportRefused, match=r"The compliance matrix is never issued to governors\."):
        draft(
            "matrix",
            a_usual_school(0),
            as_at=AS_AT,
            known_at=None,
            now=NOW,
            by="J",
            issue=True,
            folder_or_path=tmp_path,
        ).save()
    assert list(tmp_path.iterdir()) == []


def test_a_path_is_taken_as_it_is_named(tmp_path: Path) -> None:
    assert governors(a_usual_school(2), tmp_path / "board.xlsx").path == tmp_path / "board.xlsx"


def test_a_name_too_long_for_the_disk_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(ExportFailed, match="name is too long for this disk, so nothing was saved"):
        governors(a_usual_school(0), tmp_path / f"{'x' * 300}.xlsx")


def test_making_a_workbook_enters_nothing(tmp_path: Path) -> None:
    register = a_usual_school(2)
    before = list(register.entries)
    governors(register, tmp_path)
    assert register.entries == before


def test_a_workbook_nobody_knows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportRefused, match=r"There is no workbook “budget”\. There is: governors"):
        draft("budget", a_usual_school(0), as_at=AS_AT, known_at=None, now=NOW, by="J", folder_or_path=tmp_path).save()
    assert "governors" in KINDS


def test_a_day_still_to_come_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportRefused, match="23 November 2026 is still to come"):
        governors(a_usual_school(0), tmp_path, TODAY + timedelta(days=1))
    with pytest.raises(ExportRefused):
        governors(a_usual_school(0), tmp_path, AS_AT, TODAY + timedelta(days=1))
    assert list(tmp_path.iterdir()) == []


def test_today_is_not_still_to_come(tmp_path: Path) -> None:
    assert governors(a_usual_school(0), tmp_path, TODAY).path.exists()


def test_old_figures_are_said_to_be_old(tmp_path: Path) -> None:
    assert governors(a_usual_school(0), tmp_path, date(2026, 10, 1)).notice == "The figures are 52 days old."


@pytest.mark.parametrize(
    ("text", "today", "found"),
    [
        ("autumn-2026", date(2026, 11, 22), date(2026, 11, 22)),
        ("autumn-2026", date(2027, 2, 1), date(2026, 12, 31)),
        ("Spring 2027", date(2027, 7, 1), date(2027, 3, 28)),
        ("summer-2026", date(2026, 11, 22), date(2026, 8, 31)),
    ],
)
def test_a_term_is_as_at_its_end_or_today_while_it_runs(text: str, today: date, found: date) -> None:
    assert term_as_at(text, Settings(), today) == found


def test_the_schools_own_terms_are_used() -> None:
    settings = Settings(
        terms=(
            TermDates("autumn", date(2026, 9, 2), date(2026, 12, 18)),
            TermDates("spring", date(2027, 1, 5), date(2027, 3, 25)),
            TermDates("summer", date(2027, 4, 12), date(2027, 7, 21)),
        )
    )
    assert term_as_at("autumn-2026", settings, date(2027, 1, 2)) == date(2026, 12, 18)
    assert file_name("governors report", "", date(2027, 1, 2), settings).startswith("2026-27 Autumn - ")
    assert file_name("governors report", "", date(2027, 8, 31), settings).startswith("2026-27 Summer - ")


@pytest.mark.parametrize("text", ["winter-2026", "autumn", "2026", "autumn-26", "", "spring-2027", "autumn-9999"])
def test_a_term_that_is_none_or_has_not_begun_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        term_as_at(text, Settings(), TODAY)


def test_days_are_said_in_full() -> None:
    assert say_in_prose(date(2026, 11, 20)) == "Friday 20 November 2026"
    assert say_in_prose(date(2026, 11, 24)) == "Tuesday 24 November 2026"


def test_asking_for_a_workbook_is_what_loads_openpyxl() -> None:
    code = "import sys, exports.making; print({'openpyxl', 'lxml', 'textual', 'tinydb'} & set(sys.modules))"
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert said.strip() == "set()"
