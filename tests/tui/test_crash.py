"""When something breaks, nobody's name reaches the terminal or the log."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.worker import WorkerFailed

from tests.tui.school import office, press
from tui import crash
from tui.__main__ import main
from tui.app import BriefedApp
from tui.cli import looking

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def test_a_report_says_where_and_of_what_kind_but_never_the_message_or_a_variable(tmp_path: Path) -> None:
    def break_for(surname: str) -> None:
        raise ValueError(f"no room for {surname}")

    with pytest.raises(ValueError, match="Begum") as caught:
        break_for("Begum")
    path = crash.write_report(caught.value, tmp_path, NOW)
    report = path.read_text(encoding="utf-8")
    assert "break_for" in report
    assert "builtins.ValueError" in report
    assert "Begum" not in report


async def test_a_crash_of_the_app_says_one_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("platformdirs.user_state_path", lambda *_, **__: tmp_path)
    app = BriefedApp(office(("Begum",)))
    monkeypatch.setattr("tui.app.BriefedApp.action_help", lambda self: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        async with app.run_test() as pilot:
            await press(pilot, "f1")
    said = capsys.readouterr().err
    assert said.startswith("Something went wrong")
    assert str(tmp_path) in said.replace("\n", "")
    assert "Begum" not in said + (tmp_path / "crash.log").read_text(encoding="utf-8")


async def test_a_crash_in_the_background_says_as_little_and_its_report_says_where(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async def break_for(_: BriefedApp) -> None:
        raise ValueError("Begum")

    monkeypatch.setattr("platformdirs.user_state_path", lambda *_, **__: tmp_path)
    monkeypatch.setattr("tui.app.BriefedApp.action_help", lambda self: self.run_worker(break_for(self), group="any"))
    app = BriefedApp(office(("Begum",)))
    with pytest.raises(WorkerFailed):
        async with app.run_test() as pilot:
            await press(pilot, "f1")
    report = (tmp_path / "crash.log").read_text(encoding="utf-8")
    assert "in break_for" in report
    assert "Begum" not in report + capsys.readouterr().err


async def test_a_page_of_a_traceback_is_never_shown(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("platformdirs.user_state_path", lambda *_, **__: tmp_path)
    app = BriefedApp(office(("Begum",)))
    async with app.run_test():
        app.panic("surname = Begum")
    said = capsys.readouterr().err
    assert said.startswith("Something went wrong")
    assert "Begum" not in said


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither")
@pytest.mark.parametrize("ended_by", ["SIGTERM", "SIGHUP"])
def test_ended_from_outside_it_gives_the_terminal_back(ended_by: str, tmp_path: Path) -> None:
    import pty
    import termios

    controller, terminal = pty.openpty()
    before = termios.tcgetattr(terminal)
    drawn = b""
    surroundings = os.environ | {"TERM": "xterm", "XDG_CONFIG_HOME": str(tmp_path)}
    app = subprocess.Popen(
        [sys.executable, "-m", "tui", "demo"], stdin=terminal, stdout=terminal, stderr=terminal, env=surroundings
    )
    while b"Staff" not in drawn:
        drawn += os.read(controller, 65536)
    app.send_signal(getattr(signal, ended_by))
    assert app.wait(20) == 128 + getattr(signal, ended_by)
    assert termios.tcgetattr(terminal) == before
    os.set_blocking(controller, False)
    with contextlib.suppress(BlockingIOError):
        while True:
            drawn += os.read(controller, 65536)
    assert b"\x1b[?1049l" in drawn
    for fd in (controller, terminal):
        os.close(fd)


def test_a_crash_of_a_command_is_one_line_too(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("platformdirs.user_state_path", lambda *_, **__: tmp_path)

    def broken(_: object) -> int:
        raise KeyError("Begum")

    monkeypatch.setattr(looking, "status", broken)
    assert main(["status"]) == 1
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "Begum" not in err
