"""Commands that set a register up: init, backup."""

from __future__ import annotations

import argparse

from store.changes import AdoptVersion, Bundle
from store.disk.ledger import Ledger
from store.model import Document
from store.setting_up import set_up as first_entry
from store.setting_up import version_in_force
from tui.cli.session import Refused, clock, day, folder, user
from tui.office import Office
from tui.widgets.cells import shown


def init(options: argparse.Namespace) -> int:
    """Starts a register: the school, and the versions in force if they are given."""
    change = set_up(options)
    place = folder(options.register)
    ledger = Ledger.create(place, by=user(), now=clock())
    try:
        Office(ledger, user(), clock).apply(change)
    finally:
        ledger.close()
    print(f"The register of {shown(options.school.strip()) or 'your school'} is ready in {place}.")
    print("Next: bring in a staff list with “briefed import FILE”, or open the app with “briefed”.")
    return 0


def set_up(options: argparse.Namespace) -> Bundle:
    """The first entry, as far as the options say."""
    policy = _version("policy", options.policy_version, options.issued, "--policy-version", "--issued")
    aup = _version("aup", options.aup_version, options.aup_issued, "--aup-version", "--aup-issued")
    return first_entry(options.school, policy, aup)


def _version(
    document: Document, label: str | None, issued: str | None, label_option: str, issued_option: str
) -> AdoptVersion | None:
    if label is None and issued is None:
        return None
    if label is None or issued is None:
        raise Refused(f"{label_option} and {issued_option} go together: give both or neither.")
    return version_in_force(document, label, day(issued))


def backup(options: argparse.Namespace) -> int:
    """Makes a verified copy of the register, beside it."""
    ledger = Ledger.open(folder(options.register), by=user(), now=clock())
    try:
        print(f"Copied to {ledger.backup(clock())}")
    finally:
        ledger.close()
    return 0
