"""Opening the app on a register that cannot be read: its backups are offered, and nothing is made up."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from store.disk.ledger import Ledger
from tests.tui.commands import Run
from tests.tui.filed import filed
from tests.tui.school import NOW, press, shown
from tui.commands import Commands
from tui.office import Office
from tui.rescue import RescueApp, Unreadable

TROUBLE = "register.json is empty. Nothing has been changed."


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """A register of one with a backup, whose file a crash has emptied."""
    opened = filed(tmp_path / "register", ("Adams",))
    opened.backup()
    opened.close()
    path = tmp_path / "register" / "register.json"
    path.write_bytes(b"")
    return path


def rescue(path: Path) -> RescueApp:
    left = Office(Unreadable(path), "J Patel", lambda: NOW + timedelta(hours=1))

    def reopen() -> Office:
        return Office(Ledger.open(path.parent, by="J Patel", now=NOW, view_only=True), "J Patel", lambda: NOW)

    return RescueApp(left, TROUBLE, reopen, keys=Commands(), theme="dark", details=False)


async def test_a_backup_is_brought_back_and_the_register_is_open(damaged: Path) -> None:
    app = rescue(damaged)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        assert TROUBLE in shown(app)
        await press(pilot, "enter")
        assert "What was entered since cannot be told: the register cannot be read." in shown(app)
        assert "Nothing would be lost" not in shown(app)
        await press(pilot, *"RESTORE", "enter")
        assert "Adams, Joy" in shown(app)
        assert "Brought back" in shown(app)
        assert app.opened is not None
        assert not app.opened.view_only
    app.opened.close()


async def test_leaving_changes_nothing(damaged: Path) -> None:
    app = rescue(damaged)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter", "escape", "escape")
    assert app.return_code == 1
    assert damaged.stat().st_size == 0  # noqa: ASYNC240 - the app has ended


def test_it_is_what_the_app_opens_with(run: Run, damaged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[RescueApp] = []

    def show(app: RescueApp) -> None:
        opened.append(app)

    monkeypatch.setattr(RescueApp, "run", show)
    monkeypatch.setattr("tui.cli.beginning.at_a_terminal", lambda: None)
    assert run("--register", str(damaged.parent)) == (0, "", "")
    assert len(opened) == 1
    code, _, err = run("--view", "--register", str(damaged.parent))
    assert (code, err.count("\n")) == (1, 1)


def test_without_a_backup_it_is_refused_as_ever(run: Run, damaged: Path) -> None:
    for backup in (damaged.parent / "backups").iterdir():
        backup.unlink()
    code, _, err = run("--register", str(damaged.parent))
    assert (code, "is empty" in err) == (1, True)
