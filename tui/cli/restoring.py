"""Bringing a backup back: what would be lost is shown first, and what it replaces is kept."""

from __future__ import annotations

import argparse
from pathlib import Path

from store.dates import london_date, london_time, say
from store.disk.errors import RegisterRefused
from store.disk.ledger import FILE, Ledger
from store.disk.restore import held_by
from store.disk.restore import restore as bring_back
from store.disk.way_back import FOLDER
from store.wording import counted
from tui.cli.session import clock, folder, say_aside, user


def restore(options: argparse.Namespace) -> int:
    """Shows what a backup holds and what would be lost; with --yes, makes the register what the backup is."""
    place = folder(options.register)
    backup = _found(options.backup, place)
    held = held_by(backup)
    print(f"The backup holds {counted(len(held), 'entry', 'entries')}.")
    if held:
        latest = held[-1].at
        print(f"Its latest is of {say(london_date(latest))}, {london_time(latest)}.")
    try:
        ledger = Ledger.open(place, by=user(), now=clock(), view_only=True)
    except RegisterRefused as refusal:
        say_aside(str(refusal))
    else:
        lost = [entry for entry in ledger.entries() if entry not in held]
        print(f"Lost from the register as it is: {counted(len(lost), 'entry', 'entries')}.")
    if not options.yes:
        print("Nothing has been changed. To bring it back: add --yes")
        return 0
    kept = bring_back(place / FILE, backup, by=user(), now=clock())
    print(f"Brought back to {place}." + (f" What was there is kept in {kept}" if kept else ""))
    return 0


def _found(named: Path, place: Path) -> Path:
    """The file named; by its name alone, one of the register’s own backups."""
    own = place / FOLDER / named
    return own if named.parent == Path() and not named.exists() and own.exists() else named
