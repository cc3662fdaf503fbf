"""Bringing a backup back on the command line."""

from __future__ import annotations

import json
import shlex
import shutil
from pathlib import Path

import pytest

from tests.tui.commands import Run


def entries(run_command: Run) -> int:
    return len(json.loads(run_command("history", "--json")[1])["entries"])


@pytest.fixture
def backup(school: Run) -> Path:
    """A backup made before two more entries."""
    made = Path(school("backup")[1].removeprefix("Copied to ").strip())
    school("record", "aup", "--on", "today", "--staff", "ADJ")
    school("record", "aup", "--on", "today", "--staff", "BEN")
    return made


def test_what_would_be_lost_is_said_and_nothing_is_changed(school: Run, backup: Path) -> None:
    before = entries(school)
    code, out, _ = school("restore", str(backup))
    assert code == 0
    assert "Nothing has been changed" in out
    assert f"Lost from the register as it is: {before - 2} entries." in out
    assert entries(school) == before


def test_the_backup_comes_back_and_what_it_replaced_is_kept(school: Run, backup: Path, tmp_path: Path) -> None:
    code, out, _ = school("restore", str(backup), "--yes")
    assert code == 0
    assert "is kept in" in out
    assert entries(school) == 2
    assert any((tmp_path / "register" / "set-aside").iterdir())


def test_a_damaged_register_is_replaced_by_its_backup(school: Run, backup: Path, tmp_path: Path) -> None:
    register = tmp_path / "register" / "register.json"
    register.write_bytes(b"")
    assert school("status")[0] == 1
    assert school("restore", str(backup), "--yes")[0] == 0
    assert entries(school) == 2


def test_what_a_damaged_register_says_to_type_works_as_it_stands(
    school: Run, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = tmp_path / "asked for"  # a folder that only --register names
    (tmp_path / "register").rename(asked)
    (asked / "register.json").write_bytes(b"")
    monkeypatch.chdir(tmp_path)
    said = school("--register", str(asked), "status")[2]
    program, *words = shlex.split(said[said.index("briefed --register") :])
    assert program == "briefed"
    assert school(*words, "--yes")[0] == 0
    assert school("--register", str(asked), "check")[0] == 0
    assert not (tmp_path / "register").exists()


def test_a_damaged_register_without_a_backup_says_what_is_left_to_do(school: Run, tmp_path: Path) -> None:
    register = tmp_path / "register"
    shutil.rmtree(register / "backups", ignore_errors=True)
    (register / "register.json").write_bytes(b"")
    said = school("status")[2]
    assert "There is no backup beside it: put back the whole folder" in said
    assert "restore" not in said


def test_what_is_no_backup_is_refused(school: Run, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_text("{}", encoding="utf-8")
    before = entries(school)
    code, out, err = school("restore", str(other), "--yes")
    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    assert entries(school) == before
