"""The demonstration: an invented school, to try things on."""

from __future__ import annotations

import argparse

from store.changes import Entry
from store.demo.entries import demo_entries
from store.disk.ledger import Ledger
from tui.cli.session import Refused, clock, day, today, user
from tui.office import Office, Throwaway

MOST_STAFF, MOST_YEARS = 20_000, 20


def demo(options: argparse.Namespace) -> int:
    """Opens the app on invented staff, or writes their register into a folder."""
    if not (1 <= options.staff <= MOST_STAFF and 1 <= options.years <= MOST_YEARS):
        raise Refused(f"The invented school has 1 to {MOST_STAFF} staff and 1 to {MOST_YEARS} years.")
    on = day(options.today) if options.today else today()
    entries = demo_entries(today=on, staff=options.staff, years=options.years)
    if options.into is not None:
        return _write(options, entries)
    from tui.cli.app import run

    return run(Office(Throwaway(entries), user(), clock))


def _write(options: argparse.Namespace, entries: list[Entry]) -> int:
    ledger = Ledger.create(options.into, by=user(), now=clock())
    try:
        ledger.append_all(entries)
    finally:
        ledger.close()
    print(f"An invented school of {options.staff} staff is in {options.into}.")
    print(f"Open it with: briefed --register {options.into}")
    return 0
