"""`briefed export KIND` as somebody types it: what is written, what is noted, what is refused and how."""

from __future__ import annotations

import getpass
import io
import json
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from exports.kinds import KINDS
from exports.sealing import opened
from tests.tui.commands import Run

PASSWORD = "three words löng"


@pytest.fixture
def password_file(tmp_path: Path) -> Path:
    path = tmp_path / "password.txt"
    path.write_text(f"{PASSWORD}\r\nnot this\n", encoding="utf-8")
    return path


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def entries(school: Run) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(school("history", "--json")[1])["entries"]
    return found


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("word", KINDS)
def test_every_kind_is_written_and_noted(word: str, school: Run, out: Path, password_file: Path) -> None:
    kind = KINDS[word]
    whom = ("--staff", "adj") if kind.one_person else ()
    locked = ("--password-file", str(password_file)) if kind.sealed else ()
    code, said, aside = school("export", word, "--out", str(out), *whom, *locked)
    assert (code, aside) == (0, "")
    assert files(out) == [Path(said.strip()).name]
    assert kind.marking in said
    noted = entries(school)[-1]["what"]
    assert noted.casefold().startswith(f"workbook made: {kind.title}, as at 9 sep 2026".casefold())
    if not kind.sealed:
        assert f" file {sha256(Path(said.strip()).read_bytes()).hexdigest()[:8]}" in noted
    assert ("Joy Adams" in noted) is kind.one_person


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("budget",), "There is no workbook “budget”. There is: governors, matrix, "),
        (("record-card",), "The record card is about one person. Add: --staff CODE"),
        (("record-card", "--staff", "XYZ"), "Nobody has the staff code XYZ."),
        (("matrix", "--staff", "ADJ"), "The compliance matrix is not about one person: leave out --staff."),
        (("connections",), "The connections register never leaves without a password. Add: --password-file FILE"),
        (("matrix", "--as-at", "10/9/26"), "still to come"),
        (("matrix", "--term", "winter-2026"), "Name the term and its year"),
        (("matrix", "--out", "/nowhere/at/all"), "There is no folder /nowhere/at/all"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(arguments: tuple[str, ...], said: str, school: Run, out: Path) -> None:
    before = entries(school)
    where = () if "--out" in arguments else ("--out", str(out))
    code, printed, aside = school("export", *arguments, *where)
    assert (code, printed) == (1, "")
    assert said in aside
    assert aside.count("\n") == 1
    assert entries(school) == before
    assert files(out) == []


def test_a_folder_that_went_away_while_somebody_was_in_it(
    school: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    code, _, aside = school("export", "matrix")
    assert (code, "is not there any more. Add: --out FOLDER" in aside) == (1, True)


def test_any_kind_may_have_a_password(school: Run, out: Path, password_file: Path) -> None:
    code, said, _ = school("export", "matrix", "--out", str(out), "--password-file", str(password_file))
    assert code == 0
    assert (opened(Path(said.strip()).read_bytes(), PASSWORD) or b"")[:2] == b"PK"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "There is no password file"),
        (b"", "has no password in its first line"),
        (b"\nthe second line\n", "has no password in its first line"),
        (b"\xff\xfeq\x00", "is not text (UTF-8)"),
        (b"too short\n", "A password of 12 characters or more is needed."),
    ],
)
def test_a_password_file_that_holds_none_is_refused(
    content: bytes | None, said: str, school: Run, out: Path, tmp_path: Path
) -> None:
    path = tmp_path / "password.txt"
    if content is not None:
        path.write_bytes(content)
    code, _, aside = school("export", "connections", "--out", str(out), "--password-file", str(path))
    assert code == 1
    assert said in aside
    assert "too short" not in aside
    assert files(out) == []


def test_a_folder_is_no_password_file(school: Run, out: Path) -> None:
    code, _, aside = school("export", "connections", "--out", str(out), "--password-file", str(out))
    assert (code, "cannot be read" in aside) == (1, True)


def typed(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """A terminal at which these are typed; what was asked."""
    asked: list[str] = []
    waiting = list(answers)

    def ask(prompt: str) -> str:
        asked.append(prompt)
        return waiting.pop(0)

    monkeypatch.setattr(getpass, "getpass", ask)
    monkeypatch.setattr(sys, "stdin", type("Terminal", (io.StringIO,), {"isatty": lambda _: True})())
    return asked


def test_at_a_terminal_it_is_asked_for_twice(school: Run, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = typed(monkeypatch, PASSWORD, PASSWORD)
    code, said, _ = school("export", "connections", "--out", str(out))
    assert code == 0
    assert len(asked) == 2
    assert opened(Path(said.strip()).read_bytes(), PASSWORD) is not None


def test_two_that_differ_are_refused(school: Run, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, PASSWORD, "three words long")
    code, _, aside = school("export", "connections", "--out", str(out))
    assert (code, "not the same" in aside, files(out)) == (1, True, [])


def test_standard_input_may_hold_it(school: Run, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(f"{PASSWORD}\n".encode())))
    code, said, _ = school("export", "connections", "--out", str(out), "--password-file", "-")
    assert code == 0
    assert opened(Path(said.strip()).read_bytes(), PASSWORD) is not None


def test_the_same_again_replaces_the_last_and_a_changed_one_is_kept(school: Run, out: Path) -> None:
    first = school("export", "due", "--out", str(out))
    assert school("export", "due", "--out", str(out)) == first
    path = Path(first[1].strip())
    path.write_bytes(path.read_bytes() + b" ")
    code, said, aside = school("export", "due", "--out", str(out))
    assert code == 0
    assert said.strip().endswith("(2).xlsx")
    assert "is there already and is kept" in aside


def test_while_somebody_else_is_editing_nothing_is_written(school: Run, out: Path, tmp_path: Path) -> None:
    from store.disk.ledger import Ledger
    from tests.tui.commands import NOW

    ledger = Ledger.open(tmp_path / "register", by="somebody", now=NOW, view_only=False)
    try:
        code, said, _ = school("export", "matrix", "--out", str(out))
        assert (code, said, files(out)) == (1, "", [])
    finally:
        ledger.close()


def test_a_report_is_issued_when_it_is_said_to_be(school: Run, out: Path) -> None:
    assert school("export", "governors", "--issue", "--out", str(out))[0] == 0
    said = "Report issued to governors: Autumn term 2026/27, as at 9 Sep 2026, 95 rows, file "
    assert entries(school)[-1]["what"].startswith(said)
    code, _, aside = school("export", "governors", "--issue", "--out", str(out))
    assert code == 0
    assert "was issued already, as at 9 Sep 2026. This one stands from now on" in aside
    assert school("undo")[0] == 0
    assert entries(school)[-1]["what"].startswith("Undone: Report issued to governors")


def test_only_the_governors_workbook_is_issued(school: Run, out: Path) -> None:
    code, _, aside = school("export", "matrix", "--issue", "--out", str(out))
    assert code == 1
    assert "The compliance matrix is never issued to governors." in aside
    assert files(out) == []


def test_a_name_in_an_open_paper_stops_it_until_it_is_let_pass(school: Run, out: Path) -> None:
    assert school("adopt", "policy", "Adams draft", "--issued", "8/9/26", "--effective", "8/9/26")[0] == 0
    code, _, aside = school("export", "governors", "--out", str(out))
    assert code == 1
    assert "“Adams” in the policy version “Adams draft” is also the surname" in aside
    assert aside.rstrip().endswith("To let it pass: --let-pass Adams")
    assert files(out) == []
    assert school("export", "governors", "--let-pass", "Adams", "--out", str(out))[0] == 0
