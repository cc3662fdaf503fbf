"""The command that brings a staff list in: without --yes the preview, and nothing is written."""

from __future__ import annotations

import argparse
import shutil
import sys
import textwrap
from collections.abc import Iterator
from datetime import date

from store.intake.comparison import propose
from store.intake.preview import preview
from store.intake.proposal import Proposal
from store.intake.reading import read_staff_list
from store.intake.refused import IntakeRefused
from store.intake.remembering import memory_of
from store.register import Register
from tui.cli.session import Refused, day, member, opened
from tui.widgets.cells import shown


def bring_in(options: argparse.Namespace) -> int:
    """Shows what a staff list would change; with --yes, changes it: one entry, one undo."""
    mapping = _mapping(options)
    with opened(options, to_write=options.yes) as office:
        try:
            staff_list = read_staff_list(
                options.file,
                mapping,
                sheet=options.sheet,
                memory=memory_of(office.register),
                history=options.history,
            )
        except IntakeRefused as refusal:
            raise Refused(str(refusal)) from None
        proposal = propose(staff_list, office.register, office.today)
        accepted = _accepted(options, proposal)
        left = dict(_left(options, proposal, office.register))
        for line in preview(proposal, accepted, left):
            _say(line)
        print()
        for question in proposal.questions:
            _say(f"{question.sentence} Say so with --start-from HEADING.")
        if not accepted and not left:
            print("Nothing is accepted, so nothing is changed." if any(proposal.items) else "Nothing to change.")
            return 0
        if not options.yes:
            print("Nothing has been written. To accept: add --yes")
            return 0
        _stop_at_questions(options, proposal, accepted, left)
        entry = office.apply(proposal.change(accepted, left))
        print(f"Saved as entry {entry.n}. To take it back: briefed undo")
    return 0


def _mapping(options: argparse.Namespace) -> dict[str, str]:
    mapping = {}
    for pair in options.map:
        name, separator, heading = pair.partition("=")
        if not separator:
            raise Refused(f"--map takes FIELD=HEADING, and “{pair[:40]}” has no =.")
        mapping[name.strip()] = heading.strip()
    if options.start_from is not None:
        mapping["start_date"] = options.start_from
    return mapping


def _accepted(options: argparse.Namespace, proposal: Proposal) -> frozenset[str]:
    """The lines of the preview that are accepted: the usual ones, and what the options say."""
    chosen = set(proposal.usual)
    if options.leavers:
        chosen |= {item.id for item in proposal.leaving}
    if options.same_names:
        chosen |= {item.id for item in proposal.changed if item.perhaps}
    known = {item.id for item in proposal.items}
    for line in (*options.accept, *options.leave_out):
        if line not in known:
            raise Refused(f"There is no line “{line[:40]}” in the preview: type it as it is shown after --accept.")
    chosen |= set(options.accept)
    chosen -= set(options.leave_out)
    both = next((item for item in proposal.changed if item.rival and {item.id, item.rival} <= chosen), None)
    if both is not None:
        raise Refused(f"Line {both.line} is either {both.id} or {both.rival}: leave one of them out.")
    return frozenset(item.id for item in proposal.items if item.id in chosen and item.changes)


def _left(options: argparse.Namespace, proposal: Proposal, register: Register) -> Iterator[tuple[int, date]]:
    """The last days given for people who are missing from the file."""
    missing = {item.staff for item in proposal.missing}
    for pair in options.left:
        code, separator, when = pair.partition("=")
        if not separator:
            raise Refused(f"--left takes CODE=DATE, and “{pair[:40]}” has no =.")
        found = member(register, code.strip())
        if found.id not in missing:
            raise Refused(f"{found.code} is not missing from the file: --left is for people the list does not have.")
        yield found.id, day(when)


def _stop_at_questions(
    options: argparse.Namespace, proposal: Proposal, accepted: frozenset[str], left: dict[int, date]
) -> None:
    """What must be answered before anything is written."""
    if proposal.questions:
        raise Refused("Nothing has been written. Say which column is the start date with --start-from HEADING.")
    asked = proposal.many_leave(accepted, left)
    if asked is not None and not options.many_leave:
        raise Refused(f"Nothing has been written. {asked.sentence} If it is, add --many-leave.")


def _say(line: str) -> None:
    """A line as wide as the terminal, what goes over set in below it; whole where it goes to a file."""
    text = shown(line)
    if not sys.stdout.isatty():
        print(text)
        return
    width = max(40, shutil.get_terminal_size().columns)
    indent = " " * (len(text) - len(text.lstrip(" ")) + 4)
    print("\n".join(textwrap.wrap(text, width, subsequent_indent=indent, break_on_hyphens=False)))
