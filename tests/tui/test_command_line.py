"""The command line as somebody would use it: what is typed, what is printed, what the exit status says."""

from __future__ import annotations

import io
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.tui.commands import STAFF_LIST, Run
from tui.__main__ import main
from tui.cli import session

NOW = datetime(2026, 9, 9, 8, 30, tzinfo=UTC)


def status(run: Run) -> dict[str, Any]:
    code, out, _ = run("status", "--json")
    assert code == 0
    found: dict[str, Any] = json.loads(out)
    return found


def of(answer: dict[str, Any], code: str) -> dict[str, Any]:
    found: dict[str, Any] = next(person for person in answer["staff"] if person["code"] == code)
    return found


def test_the_json_of_status_has_the_shape_that_others_read(school: Run) -> None:
    answer = status(school)
    assert (answer["school"], answer["as_at"], answer["known_at"]) == ("Bradley", "2026-09-09", None)
    assert of(answer, "ADJ") == {
        "code": "ADJ",
        "surname": "Adams",
        "known_as": "Joy",
        "job_title": "Class teacher",
        "engagement": "employee",
        "start": "2026-09-01",
        "end": None,
        "in_service": True,
        "standing": {
            "briefing": {"status": "overdue", "due": "2026-09-01", "basis": "first"},
            "acknowledgement": {"status": "overdue", "due": "2026-09-01", "basis": "first"},
            "aup": {"status": "overdue", "due": "2026-09-01", "basis": "first"},
            "self_check": {"status": "due_soon", "due": "2026-09-15", "basis": "first"},
            "connections": {"status": "overdue", "due": "2026-09-01", "basis": "first"},
        },
    }
    assert answer["totals"]["self_check"] == {
        "applicable": 4,
        "current": 0,
        "due_soon": 4,
        "due": 0,
        "overdue": 0,
        "exempt": 0,
        "not_started": 0,
        "not_applicable": 0,
    }


def test_a_group_briefing_for_all_who_are_due_but_one(school: Run) -> None:
    code, out, _ = school("record", "briefing", "--on", "today", "--all-due", "--except", "BEN", "--by", "Mr Smith")
    assert (code, out) == (0, "Saved as entry 3: briefing for 3 people.\n")
    answer = status(school)
    assert answer["totals"]["briefing"]["current"] == 3
    assert of(answer, "BEN")["standing"]["briefing"]["status"] == "overdue"
    _, out, _ = school("due", "--json")
    assert ("BEN", "briefing") in {(d["code"], d["requirement"]) for d in json.loads(out)["due"]}


def test_undo_and_redo_reach_across_commands(school: Run) -> None:
    school("record", "aup", "--on", "today", "--staff", "ADJ")
    assert school("undo")[1] == "Undone: AUP 2025 signed on 9 Sep 2026: Joy Adams\n"
    assert of(status(school), "ADJ")["standing"]["aup"]["status"] == "overdue"
    assert school("redo")[0] == 0
    assert of(status(school), "ADJ")["standing"]["aup"]["status"] == "current"


def test_a_connection_recorded_and_advised(school: Run) -> None:
    given = ("--staff", "adj", "--on", "today", "--kinship", "wider-family", "--reference", "AB 2K", "--year", "2")
    assert school("record", "declaration", "--on", "today", "--staff", "ADJ", "--connections")[0] == 0
    assert school("record", "connection", *given)[0] == 0
    waiting = {"status": "due_soon", "due": "2026-09-16", "basis": "advice"}
    assert of(status(school), "ADJ")["standing"]["connections"] == waiting
    assert school("undo")[0] == 0
    assert school("record", "connection", *given, "--advised", "today")[0] == 0
    assert of(status(school), "ADJ")["standing"]["connections"]["status"] == "current"


def test_a_new_starter_and_her_first_day(school: Run) -> None:
    assert school("add", "--surname", "Whyte", "--forename", "Ana", "--start", "today", "--code", "WHA")[0] == 0
    assert school("record", "first-day", "--staff", "WHA", "--on", "today")[0] == 0
    standing = of(status(school), "WHA")["standing"]
    assert [standing[r]["status"] for r in ("briefing", "acknowledgement", "aup", "connections")] == ["current"] * 4


def test_a_staff_list_is_one_entry_and_one_undo_and_twice_changes_nothing(school: Run, tmp_path: Path) -> None:
    before = len(json.loads(school("history", "--json")[1])["entries"])
    code, out, _ = school("import", str(tmp_path / "staff.csv"), "--yes")
    assert code == 0
    assert "Nothing to change." in out
    assert len(json.loads(school("history", "--json")[1])["entries"]) == before == 2
    school("undo")
    assert status(school)["staff"] == []


def test_a_preview_writes_nothing(run: Run, tmp_path: Path) -> None:
    run("init", "--school", "Bradley")
    staff_list = tmp_path / "staff.csv"
    staff_list.write_text(STAFF_LIST, encoding="utf-8")
    files = {path: path.read_bytes() for path in (tmp_path / "register").rglob("*.*")}
    code, out, _ = run("import", str(staff_list))
    assert code == 0
    assert "O'Brien & Sons" in out
    assert "Nothing has been written" in out
    assert {path: path.read_bytes() for path in (tmp_path / "register").rglob("*.*")} == files


def test_hostile_names_come_through_unharmed(school: Run) -> None:
    answer = status(school)
    assert (of(answer, "OBK")["surname"], of(answer, "OBK")["job_title"]) == ("O'Brien & Sons", "[/HR]")
    assert (of(answer, "EQU")["surname"], of(answer, "EQU")["known_as"]) == ("=1+1", "Łukasz 😀")
    _, table, _ = school("status")
    assert "=1+1, Łukasz 😀" in table


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("record", "briefing", "--on", "tomorrow", "--staff", "ADJ"), "10 Sep 2026 has not happened yet"),
        (("record", "briefing", "--on", "31/2", "--staff", "ADJ"), "does not exist"),
        (("record", "briefing", "--on", "today", "--staff", "XYZ"), "Nobody has the staff code XYZ"),
        (("record", "aup", "--on", "3/7/26", "--staff", "ADJ"), "Add: --reason TEXT"),
        (
            ("record", "acknowledgement", "--on", "today", "--staff", "ADJ", "--version", "v9"),
            "no policy version called",
        ),
        (("record", "self-check", "--on", "today", "--staff", "ADJ", "--follow-up", "TEA"), "is not a follow-up"),
        (("add", "--surname", "Whyte", "--start", "today", "--code", "adj"), "is taken by somebody else"),
        (("due", "--within", "-1"), "0 to 3660"),
        (("init", "--school", "Another"), "already"),
        (("redo",), "nothing to redo"),
    ],
)
def test_what_cannot_be_done_is_one_clear_line_and_changes_nothing(
    school: Run, arguments: tuple[str, ...], sentence: str
) -> None:
    before = json.loads(school("history", "--json")[1])
    code, out, err = school(*arguments)
    assert (code, out) == (1, "")
    assert sentence in err
    assert "Traceback" not in err
    assert err.count("\n") == 1
    assert "Adams" not in err
    assert json.loads(school("history", "--json")[1]) == before


def test_wrong_usage_is_exit_status_2(run: Run) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["record", "briefing", "--on", "today"])
    assert stopped.value.code == 2


def test_no_register_is_refused_and_none_is_made(run: Run, tmp_path: Path) -> None:
    code, _, err = run("status")
    assert code == 1
    assert err.count("\n") == 1
    assert not (tmp_path / "register").exists()


@pytest.mark.parametrize("arguments", [(), ("demo",), ("--view",)])
def test_the_screen_is_not_begun_where_there_is_no_terminal(school: Run, arguments: tuple[str, ...]) -> None:
    code, out, err = school(*arguments)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "needs a terminal window" in err
    assert school("record", "aup", "--on", "today", "--staff", "ADJ")[0] == 0, "nobody has it open"


def test_nor_on_a_terminal_that_can_only_print_lines(school: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for stream in ("__stdin__", "__stdout__", "__stderr__"):
        monkeypatch.setattr(sys, stream, type("Terminal", (io.StringIO,), {"isatty": lambda _: True})())
    monkeypatch.setenv("TERM", "dumb")
    assert "needs a terminal window" in school()[2]


def test_what_was_known_earlier_is_still_there_to_be_asked(school: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    later = datetime(2026, 10, 2, 9, tzinfo=UTC)
    monkeypatch.setattr(session, "clock", lambda: later)
    school("record", "briefing", "--on", "9/9", "--staff", "ADJ")
    now = json.loads(school("status", "--as-at", "9/9", "--json")[1])
    then = json.loads(school("status", "--as-at", "9/9", "--known-at", "9/9", "--json")[1])
    assert of(now, "ADJ")["standing"]["briefing"]["status"] == "current"
    assert of(then, "ADJ")["standing"]["briefing"]["status"] == "overdue"
    assert then["known_at"] == "2026-09-09"


def test_the_governors_workbook_is_written_and_noted(school: Run, tmp_path: Path) -> None:
    code, out, _ = school("export", "governors", "--out", str(tmp_path))
    assert code == 0
    assert Path(out.strip()).suffix == ".xlsx"
    assert Path(out.strip()).exists()
    assert json.loads(school("history", "--json")[1])["entries"][-1]["kind"] == "note_export"


def test_check_says_what_the_school_has_still_to_settle(school: Run) -> None:
    code, out, _ = school("check")
    assert code == 0
    assert out.startswith("The register is sound: 2 entries, 4 members of staff")
    assert "6(ii)" in out


def test_check_finds_a_single_letter_changed_on_the_disk(school: Run, tmp_path: Path) -> None:
    file = tmp_path / "register/register.json"
    file.write_bytes(file.read_bytes().replace(b"Bradley", b"Bradlex"))
    code, out, err = school("check")
    assert (code, out) == (1, "")
    assert "is not as Briefed wrote it" in err
    assert "Bradle" not in err
