"""Writing workbooks."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path

from exports.figures.freetext import PeopleInText
from exports.kinds import KINDS, Kind
from exports.making import draft
from exports.refusals import ExportFailed, ExportRefused
from exports.terms import term_as_at
from store.register import Register
from tui.cli.passwords import password_for
from tui.cli.session import Refused, day, member, opened, say_aside
from tui.widgets.cells import shown


def export(options: argparse.Namespace) -> int:
    """Makes a workbook and notes in the ledger that it was made."""
    kind = _kind(options.kind)
    _check_whom(kind, options.staff)
    password = password_for(kind, options.password_file)
    where = options.out or _here()
    with opened(options, to_write=True) as office:
        try:
            if options.term:
                as_at = term_as_at(options.term, office.register.school.settings, office.today)
            else:
                as_at = day(options.as_at) if options.as_at else office.today
            made = draft(
                kind.word,
                office.register,
                as_at=as_at,
                known_at=None,
                now=office.now,
                by=office.by,
                staff=_whom(office.register, options.staff),
                password=password,
                issue=options.issue,
                harmless=tuple(options.let_pass),
                folder_or_path=where,
            ).save()
        except PeopleInText as hits:
            words = " ".join(f"--let-pass {shlex.quote(word)}" for word in hits.words)
            raise Refused(f"{hits} To let it pass: {words}") from None
        except (ExportRefused, ExportFailed, ValueError) as refusal:
            raise Refused(str(refusal)) from None
        # Before it is noted: should that fail, somebody has to know that the file is there.
        print(shown(str(made.path)), flush=True)
        for finding in office.register.check(made.note, office.today):
            if not finding.refused:
                say_aside(finding.reason)
        office.apply(made.note)
        if made.notice:
            say_aside(made.notice)
    return 0


def _here() -> Path:
    try:
        return Path.cwd()
    except FileNotFoundError:
        raise Refused("The folder you are in is not there any more. Add: --out FOLDER") from None


def _kind(word: str) -> Kind:
    kind = KINDS.get(word.strip().casefold().replace("_", "-").replace(" ", "-"))
    if kind is None:
        raise Refused(f"There is no workbook “{word[:40]}”. There is: {', '.join(KINDS)}.")
    return kind


def _check_whom(kind: Kind, code: str | None) -> None:
    if kind.one_person and code is None:
        raise Refused(f"The {kind.report} is about one person. Add: --staff CODE")
    if code is not None and not kind.one_person:
        raise Refused(f"The {kind.report} is not about one person: leave out --staff.")


def _whom(register: Register, code: str | None) -> int | None:
    return None if code is None else member(register, code).id
