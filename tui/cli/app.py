"""Opening the app on a register."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from tui.quick_start import prepare

prepare()

from store.disk.errors import Damaged, NoRegister  # noqa: E402
from store.disk.glance import glance  # noqa: E402
from store.disk.ledger import FILE, Ledger  # noqa: E402
from tui.app import BriefedApp, Unread  # noqa: E402
from tui.cli.session import at_a_terminal, clock, folder, named_folder, user  # noqa: E402
from tui.commands import EVERYTHING, NOT_FOR, Commands  # noqa: E402
from tui.desk import Desk  # noqa: E402
from tui.office import Office  # noqa: E402
from tui.settings import read_settings, settings_path  # noqa: E402

if TYPE_CHECKING:
    import argparse


TAKES_A_WHILE = 4 << 20
"""Bytes of a snapshot: reading it takes over a tenth of a second."""


def open_app(options: argparse.Namespace) -> int:
    """The app, as asked for with options."""
    return open_register(options.register, view_only=options.view)


def open_register(register: Path | None, *, view_only: bool) -> int:
    """The app on a register, until it is left; the register is closed whatever happens.

    It is opened to be looked at, and editing begins when the first frame is there: that is when the lock is taken.
    """
    place = folder(register)
    try:
        return _open(place, to_edit=not view_only)
    except NoRegister:
        if view_only or named_folder(register) is not None:
            raise  # something should have been there
        from tui.cli.beginning import begin

        return begin(place)
    except Damaged as damage:
        if view_only:
            raise
        from tui.cli.beginning import bring_back

        return bring_back(place, damage)


def _open(place: Path, *, to_edit: bool) -> int:
    """The app on the register in a folder. Raises RegisterRefused where it cannot be read."""
    with ExitStack() as closing:

        def read() -> Office:
            office = Office(Ledger.open(place, by=user(), now=clock(), view_only=True), user(), clock)
            closing.callback(office.close)
            return office

        seen = glance(place / FILE)
        return run(Unread(seen, read) if seen.size > TAKES_A_WHILE else read(), to_edit=to_edit)


def run(office: Office | Unread, *, to_edit: bool = True) -> int:
    """Runs the app on an office; returns the exit status.

    Raises RegisterRefused where it could not be read, and Refused where there is no terminal.
    """
    at_a_terminal()
    settings = read_settings(settings_path(), EVERYTHING, NOT_FOR)
    keys = Commands(settings.keys)
    app = BriefedApp(
        office,
        keys=keys,
        theme=settings.theme,
        to_edit=to_edit,
        remark=settings.problem,
        details=settings.details,
        desk=Desk(settings_path()),
    )
    app.run()
    if app.refusal is not None:
        raise app.refusal
    return app.return_code or 0
