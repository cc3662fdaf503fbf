"""Adopting a version of the policy or the AUP, and linking the two (6(ii))."""

from __future__ import annotations

import argparse

from store.changes import AdoptVersion, Bundle, LinkAup, Single
from store.model import Document, Requirement
from store.rules import PRESSING
from store.totals import in_service_on
from store.wording import people
from tui.cli.session import day, one_of, opened
from tui.widgets.cells import shown

DOCUMENTS: tuple[Document, ...] = ("policy", "aup")


def adopt(options: argparse.Namespace) -> int:
    """A new version, linked to the current one of the other document; says how many it now asks something of."""
    with opened(options, to_write=True) as office:
        register = office.register
        document = one_of(options.document, DOCUMENTS, "a document")
        issued = day(options.issued)
        effective = day(options.effective, prefer="future") if options.effective else issued
        version = AdoptVersion(
            document, options.label.strip(), issued, effective, not options.minor, decided_by=options.by
        )
        changes: list[Single] = [version]
        other = register.school.current("aup" if document == "policy" else "policy", office.today)
        if other is not None:
            pair = (version.label, other.label) if document == "policy" else (other.label, version.label)
            changes.append(LinkAup(*pair, max(issued, other.issued_on)))
        entry = office.apply(Bundle("version", tuple(changes)))
        requirement: Requirement = "acknowledgement" if document == "policy" else "aup"
        asked = sum(
            register.standing(member.id, requirement, office.today).status in PRESSING
            for member in in_service_on(register, office.today)
        )
        print(shown(f"Saved as entry {entry.n}. Due, or due within the month, from {people(asked)}."))
        if other is not None:
            print("Linked to the other document; check that each points to the other (6(ii)).")
    return 0
