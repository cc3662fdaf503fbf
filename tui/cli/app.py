"""Opening the app on a register."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tui.quick_start import prepare

prepare()

from store.disk.errors import NoRegister  # noqa: E402
from store.disk.ledger import Ledger  # noqa: E402
from tui.app import BriefedApp  # noqa: E402
from tui.cli.session import clock, folder, named_folder, user  # noqa: E402
from tui.commands import EVERYTHING, Commands  # noqa: E402
from tui.desk import Desk  # noqa: E402
from tui.office import Office  # noqa: E402
from tui.settings import read_settings, settings_path  # noqa: E402

if TYPE_CHECKING:
    import argparse


def open_app(options: argparse.Namespace) -> int:
    """The app, as asked for with options."""
    return open_register(options.register, view_only=options.view)


def open_register(register: Path | None, *, view_only: bool) -> int:
    """The app on a register, until it is left; the register is closed whatever happens.

    It is opened to be looked at, and editing begins when the first frame is there: that is when the lock is taken.
    """
    place = folder(register)
    try:
        ledger = Ledger.open(place, by=user(), now=clock(), view_only=True)
    except NoRegister:
        if view_only or named_folder(register) is not None:
            raise  # something should have been there
        from tui.cli.beginning import begin

        return begin(place)
    office = Office(ledger, user(), clock)
    try:
        return run(office, to_edit=not view_only)
    finally:
        office.close()


def run(office: Office, *, to_edit: bool = True) -> int:
    """Runs the app on an office; returns the exit status."""
    settings = read_settings(settings_path(), EVERYTHING)
    keys = Commands(settings.keys)
    desk = Desk(settings_path())
    app = BriefedApp(office, keys=keys, theme=settings.theme, to_edit=to_edit, remark=settings.problem, desk=desk)
    app.run()
    return app.return_code or 0
