"""Opening the app for the first time, where nobody has said that a register should be."""

from __future__ import annotations

from pathlib import Path

from store.demo.entries import demo_entries
from store.disk.errors import NoRegister
from store.disk.ledger import Ledger
from store.disk.place import found_in
from tui.cli.session import clock, today, user
from tui.commands import EVERYTHING, Commands
from tui.desk import Desk
from tui.first_run import FirstRunApp, Ways
from tui.office import Office, Throwaway
from tui.settings import read_settings, settings_path


def begin(usual: Path) -> int:
    """The welcome, and the app on what comes of it. Raises NoRegister where a register has been, or may be known of."""
    if found_in(usual) == "remains":
        raise NoRegister(
            f"The register that was in {usual} is not there, but its backups are. Nothing has been created. "
            "Bring the latest back: briefed restore FILE"
        )
    settings = read_settings(settings_path(), EVERYTHING)
    if settings.unreadable:
        raise NoRegister(
            f"There is no register in {usual}, and where else one may be kept is not known. {settings.problem} "
            "Open it with: briefed --register DIR"
        )
    blank = Office(Throwaway(), user(), clock)
    app = FirstRunApp(
        blank,
        usual,
        Ways(_create, _open, _look_round),
        keys=Commands(settings.keys),
        theme=settings.theme,
        remark=settings.problem,
        desk=Desk(settings_path()),
    )
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
