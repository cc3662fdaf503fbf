"""Opening the app for the first time, where nobody has said that a register should be."""

from __future__ import annotations

from pathlib import Path

from store.demo.entries import demo_entries
from store.disk.errors import NoRegister, RegisterRefused
from store.disk.ledger import FILE, Ledger
from store.disk.place import found_in
from tui.cli.session import at_a_terminal, clock, today, user
from tui.commands import EVERYTHING, NOT_FOR, Commands
from tui.desk import Desk
from tui.first_run import FirstRunApp, Ways
from tui.office import Office, Throwaway
from tui.rescue import RescueApp, Unreadable
from tui.settings import read_settings, settings_path


def begin(usual: Path) -> int:
    """The welcome, and the app on what comes of it. Raises NoRegister where a register has been, or may be known of."""
    if found_in(usual) == "remains":
        gone = f"The register that was in {usual} is not there any more. Nothing has been created."
        return bring_back(usual, NoRegister(f"{gone} Look for it, or bring back a backup."))
    settings = read_settings(settings_path(), EVERYTHING, NOT_FOR)
    if settings.unreadable:
        raise NoRegister(
            f"There is no register in {usual}, and where else one may be kept is not known. {settings.problem} "
            "Open it with: briefed --register DIR"
        )
    at_a_terminal()
    blank = Office(Throwaway(), user(), clock)
    app = FirstRunApp(
        blank,
        usual,
        Ways(_create, _open, _look_round),
        keys=Commands(settings.keys),
        theme=settings.theme,
        remark=settings.problem,
        details=settings.details,
        desk=Desk(settings_path()),
    )
    return _run(app)


def bring_back(place: Path, trouble: RegisterRefused) -> int:
    """The backups of a register that cannot be read, and the app on it once one is brought back.

    Raises the trouble itself where there is no backup.
    """
    left = Office(Unreadable(place / FILE), user(), clock)
    if not left.backups():
        raise trouble
    at_a_terminal()
    settings = read_settings(settings_path(), EVERYTHING, NOT_FOR)
    app = RescueApp(
        left,
        str(trouble),
        lambda: _open(place),
        keys=Commands(settings.keys),
        theme=settings.theme,
        details=settings.details,
        desk=Desk(settings_path()),
    )
    return _run(app)


def _run(app: FirstRunApp | RescueApp) -> int:
    """Runs an app that may open a register, and closes what it opened; returns the exit status."""
    try:
        app.run()
    finally:
        if app.opened is not None:
            app.opened.close()
    return app.return_code or 0


def _create(folder: Path) -> Office:
    return Office(Ledger.create(folder, by=user(), now=clock()), user(), clock)


def _open(folder: Path) -> Office:
    return Office(Ledger.open(folder, by=user(), now=clock(), view_only=True), user(), clock)


def _look_round() -> Office:
    return Office(Throwaway(demo_entries(today=today())), user(), clock)
