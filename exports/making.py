"""Making a workbook: what the command line and the screen call. The register is read here, never written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from exports.kinds import KINDS, Kind, Wanted
from exports.refusals import ExportRefused
from exports.saving import save
from exports.terms import file_name, say_day
from store.changes import IssueReport, NoteExport
from store.dates import london_date
from store.register import Register

OLD_AFTER_DAYS = 30
"""Papers go out about a week before a meeting; figures older than this deserve a word (exports 6)."""


class Made(NamedTuple):
    """A workbook that has been saved."""

    path: Path
    sha256: str
    rows: int
    notice: str
    """What the user should know, in sentences; empty if nothing."""
    note: NoteExport | IssueReport
    """The line for the ledger: applying it is the caller's business. For an issued report, with what it told."""


def make(
    kind: str,
    register: Register,
    *,
    as_at: date,
    known_at: date | None,
    now: datetime,
    by: str,
    staff: int | None = None,
    issue: bool = False,
    harmless: tuple[str, ...] = (),
    folder_or_path: Path,
) -> Made:
    """Makes a workbook and saves it: under its own name in a folder, or as the .xlsx file that is named.

    `now` only decides what is still to come and what is old; it is not in the file. `issue` says that it is given to
    governors: then the line for the ledger keeps what it told them. Raises ExportRefused for an
    unknown kind, a kind that is never issued, a day still to come or text no cell holds, and ExportFailed where it
    could not be saved.
    """
    chosen = KINDS.get(kind)
    if chosen is None:
        raise ExportRefused(f"There is no workbook “{kind}”. There is: {', '.join(KINDS)}.")
    today = london_date(now)
    for day in (as_at, known_at):
        if day is not None and day > today:
            raise ExportRefused(f"{say_day(day)} is still to come, so nothing can be reported as at it.")
    from exports.writing import write

    wanted = Wanted(register, as_at, known_at, by, today, staff, harmless)
    given = chosen.given(wanted) if issue else None
    book = chosen.make(wanted)
    path, kept = _path(folder_or_path, chosen, register, as_at)
    saved = save(write(book), path)
    notices = [saved.notice, kept, _age(as_at, today)]
    return Made(
        saved.path,
        saved.sha256,
        book.rows,
        " ".join(notice for notice in notices if notice),
        IssueReport(given, book.rows, saved.sha256) if given else NoteExport(kind, as_at, book.rows, saved.sha256),
    )


def _path(folder_or_path: Path, kind: Kind, register: Register, as_at: date) -> tuple[Path, str]:
    """Where it goes, and what to say where a file of that name has been worked on and is therefore kept."""
    if folder_or_path.suffix.lower() == ".xlsx" and not folder_or_path.is_dir():
        return folder_or_path, ""
    path = folder_or_path / file_name(kind.report, kind.marking, as_at, register.school.settings)
    ours = {e.change.sha256 for e in register.entries if isinstance(e.change, NoteExport | IssueReport)}
    free = next((to for to in _names(path) if not to.exists() or _hash(to) in ours), path)
    kept = "" if free == path else f"{path.name} has been worked on and is kept; this one is called {free.name}."
    return free, kept


def _names(path: Path) -> Iterator[Path]:
    yield path
    yield from (path.with_name(f"{path.stem} ({number}){path.suffix}") for number in range(2, 100))


def _hash(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""  # open elsewhere, perhaps: then it is somebody's


def _age(as_at: date, today: date) -> str:
    days = (today - as_at).days
    return f"The figures are {days} days old." if days > OLD_AFTER_DAYS else ""
