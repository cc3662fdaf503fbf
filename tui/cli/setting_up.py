"""Commands that set a register up: init, backup."""

from __future__ import annotations

import argparse
from typing import Literal

from store.changes import AdoptVersion, Bundle, LinkAup, OpenRegister, Single
from store.dates import say_month
from store.disk.ledger import Ledger
from store.model import Document
from tui.cli.session import Refused, clock, day, folder, user
from tui.office import Office
from tui.widgets.cells import shown


def init(options: argparse.Namespace) -> int:
    """Starts a register: the school, and the versions in force if they are given."""
    change = set_up(options)
    if not options.school.strip():
        raise Refused('Give the school\'s name: briefed init --school "Bradley Primary School"')
    place = folder(options.register)
    ledger = Ledger.create(place, by=user(), now=clock())
    try:
        Office(ledger, user(), clock).apply(change)
    finally:
        ledger.close()
    print(f"The register of {shown(options.school)} is ready in {place}.")
    print("Next: bring in a staff list with “briefed import FILE”, or open the app with “briefed”.")
    return 0


def set_up(options: argparse.Namespace) -> Bundle:
    """The first entry: school, policy version, AUP version and their link, as far as they are known."""
    changes: list[Single] = [OpenRegister(options.school)]
    policy = _version("policy", options.policy_version, options.issued, "--policy-version", "--issued")
    aup = _version("aup", options.aup_version, options.aup_issued, "--aup-version", "--aup-issued")
    changes += [version for version in (policy, aup) if version is not None]
    if policy is not None and aup is not None:
        # Which AUP goes with the policy is known; that each points to the other is still to be checked (6(ii)).
        changes.append(LinkAup(policy.label, aup.label, max(policy.issued_on, aup.issued_on)))
    return Bundle("set_up", tuple(changes))


def _version(
    document: Document, label: str | None, issued: str | None, label_option: str, issued_option: str
) -> AdoptVersion | None:
    if label is None and issued is None:
        return None
    if label is None or issued is None:
        raise Refused(f"{label_option} and {issued_option} go together: give both or neither.")
    on = day(issued)
    # A document called by its month is dated by its month (A17).
    precision: Literal["day", "month"] = (
        "month" if label.strip().casefold() == say_month(on).casefold() and on.day == 1 else "day"
    )
    return AdoptVersion(document, label.strip(), on, on, precision=precision)


def backup(options: argparse.Namespace) -> int:
    """Makes a verified copy of the register, beside it."""
    ledger = Ledger.open(folder(options.register), by=user(), now=clock())
    try:
        print(f"Copied to {ledger.backup(clock())}")
    finally:
        ledger.close()
    return 0
