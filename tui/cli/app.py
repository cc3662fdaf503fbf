"""Opening the app on a register."""

from __future__ import annotations

import argparse
import os

# Before Textual is imported: a second change within a sixtieth of a second is not to wait for the next one.
os.environ.setdefault("TEXTUAL_FPS", "240")

from store.disk.ledger import Ledger
from tui.app import BriefedApp
from tui.cli.session import clock, folder, user
from tui.office import Office


def open_app(options: argparse.Namespace) -> int:
    """The app, until it is left. The register is closed whatever happens."""
    ledger = Ledger.open(folder(options), by=user(), now=clock(), view_only=options.view)
    try:
        return run(Office(ledger, user(), clock))
    finally:
        ledger.close()


def run(office: Office) -> int:
    """Runs the app on an office; returns the exit status."""
    app = BriefedApp(office)
    app.run()
    return app.return_code or 0
