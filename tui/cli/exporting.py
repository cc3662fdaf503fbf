"""Writing workbooks."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path

from exports.freetext import PeopleInText
from exports.making import make
from exports.refusals import ExportFailed, ExportRefused
from exports.terms import term_as_at
from tui.cli.session import Refused, day, opened, say_aside
from tui.widgets.cells import shown


def export(options: argparse.Namespace) -> int:
    """Makes a workbook and notes in the ledger that it was made."""
    with opened(options, to_write=True) as office:
        try:
            if options.term:
                as_at = term_as_at(options.term, office.register.school.settings, office.today)
            else:
                as_at = day(options.as_at) if options.as_at else office.today
            made = make(
                options.kind,
                office.register,
                as_at=as_at,
                known_at=None,
                now=office.now,
                by=office.by,
                issue=options.issue,
                harmless=tuple(options.let_pass),
                folder_or_path=options.out or Path.cwd(),
            )
        except PeopleInText as hits:
            words = " ".join(f"--let-pass {shlex.quote(word)}" for word in hits.words)
            raise Refused(f"{hits} To let it pass: {words}") from None
        except (ExportRefused, ExportFailed, ValueError) as refusal:
            raise Refused(str(refusal)) from None
        office.apply(made.note)
        if made.notice:
            say_aside(made.notice)
        print(shown(str(made.path)))
    return 0
