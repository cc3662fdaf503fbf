"""Pilot at the speed of the machine: its fixed waits are what a test of the screen spends its time on."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual import app, pilot
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

from tests.tui.commands import NOW, STAFF_LIST, Run
from tests.tui.quiet import at_rest, between_keys
from tui.__main__ import main
from tui.cli import session


@pytest.fixture(autouse=True)
def _no_fixed_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pilot waits until nothing is left to do instead of at least 20 ms. `setattr` fails if the names go."""
    monkeypatch.setattr(app, "wait_for_idle", between_keys)
    monkeypatch.setattr(pilot, "wait_for_idle", at_rest)


@pytest.fixture(scope="session", autouse=True)
def _styles_read_once() -> Iterator[None]:
    """Every app has the same style sheets; a test that starts one need not parse them again."""
    parsed: dict[tuple[object, ...], list[RuleSet]] = {}
    parse = Stylesheet._parse_rules

    def parse_once(self: Stylesheet, *arguments: Any, **options: Any) -> list[RuleSet]:
        key = (*arguments, *options.items(), *self._variables.items())
        if key not in parsed:
            parsed[key] = parse(self, *arguments, **options)
        return parsed[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", parse_once)
        yield


@pytest.fixture(autouse=True)
def _details_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The details follow the cursor without waiting for it to rest."""
    monkeypatch.setattr("tui.screens.details.RESTS", 0)


@pytest.fixture(autouse=True)
def _colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tests may have set it; the tests that want it set it themselves."""
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr(session, "clock", lambda: NOW)
    monkeypatch.setattr(session, "user", lambda: "jp")
    for module in ("tui.cli.setting_up", "tui.cli.demo"):
        monkeypatch.setattr(f"{module}.clock", lambda: NOW)
        monkeypatch.setattr(f"{module}.user", lambda: "jp")
    monkeypatch.setenv("BRIEFED_REGISTER", str(tmp_path / "register"))

    def run_command(*arguments: str) -> tuple[int, str, str]:
        status = main(list(arguments))
        said = capsys.readouterr()
        return status, said.out, said.err

    return run_command


@pytest.fixture
def school(run: Run, tmp_path: Path) -> Run:
    """A school that has been set up and has brought its staff list in."""
    given = ("--policy-version", "May 2023", "--issued", "1/5/2023", "--aup-version", "AUP 2025")
    assert run("init", "--school", "Bradley", *given, "--aup-issued", "2025-09-01")[0] == 0
    staff_list = tmp_path / "staff.csv"
    staff_list.write_text(STAFF_LIST, encoding="utf-8")
    assert run("import", str(staff_list), "--yes")[0] == 0
    return run


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where staff lists are looked for; the folder is remembered in a settings file of the test’s own."""
    folder = tmp_path / "Documents"
    folder.mkdir()
    for name in ("documents", "downloads"):
        monkeypatch.setattr(f"tui.staff_files.{name}", lambda: folder)
    for module in ("tui.settings", "tui.screens.bring_in"):
        monkeypatch.setattr(f"{module}.settings_path", lambda: tmp_path / "settings.json")
    return folder
