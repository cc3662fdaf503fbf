"""Making a workbook: what the command line and the screen call. The register is read here, never written."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from exports.kinds import KINDS, Kind, Wanted
from exports.refusals import ExportRefused
from exports.saving import save
from exports.terms import file_name, say_day
from store.changes import NoteExport
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
    note: NoteExport
    """The line for the ledger: applying it is the caller's business."""


class Draft(NamedTuple):
    """A workbook that has been made and is on no disk yet."""

    content: bytes
    path: Path
    notices: tuple[str, ...]
    note: NoteExport

    def save(self) -> Made:
        """Saves it, whole or not at all. Raises ExportFailed."""
        saved = save(self.content, self.path)
        notice = " ".join(notice for notice in (saved.notice, *self.notices) if notice)
        return Made(saved.path, saved.sha256, self.note.rows, notice, self.note)


def make(
    kind: str,
    register: Register,
    *,
    as_at: date,
    known_at: date | None,
    now: datetime,
    by: str,
    staff: int | None = None,
    folder_or_path: Path,
) -> Made:
    """Makes a workbook and saves it. Raises what `draft` raises, and ExportFailed where it could not be saved."""
    made = draft(
        kind, register, as_at=as_at, known_at=known_at, now=now, by=by, staff=staff, folder_or_path=folder_or_path
    )
    return made.save()


def draft(
    kind: str,
    register: Register,
    *,
    as_at: date,
    known_at: date | None,
    now: datetime,
    by: str,
    staff: int | None = None,
    password: str | None = None,
    folder_or_path: Path,
    told: Callable[[int, int], None] | None = None,
) -> Draft:
    """Makes a workbook, to be saved under its own name in a folder, or as the .xlsx file that is named.

    `now` only decides what is still to come and what is old; it is not in the file. Raises ExportRefused for an
    unknown kind, a day still to come or text no cell holds, and ExportFailed where it could not be saved.
    """
    chosen = KINDS.get(kind)
    if chosen is None:
        raise ExportRefused(f"There is no workbook “{kind}”. There is: {', '.join(KINDS)}.")
    today = london_date(now)
    for day in (as_at, known_at):
        if day is not None and day > today:
            raise ExportRefused(f"{say_day(day)} is still to come, so nothing can be reported as at it.")
    from exports.writing import write

    book = chosen.make(Wanted(register, as_at, known_at, by, today, staff))
    path, kept = _path(folder_or_path, chosen, register, as_at)
    content = write(book)
    note = NoteExport(kind, as_at, book.rows, hashlib.sha256(content).hexdigest())
    return Draft(content, path, (kept, _age(as_at, today)), note)


def _path(folder_or_path: Path, kind: Kind, register: Register, as_at: date) -> tuple[Path, str]:
    """Where it goes, and what to say where a file of that name has been worked on and is therefore kept."""
    if folder_or_path.suffix.lower() == ".xlsx" and not folder_or_path.is_dir():
        return folder_or_path, ""
    path = folder_or_path / file_name(kind.report, kind.marking, as_at, register.school.settings)
    ours = {e.change.sha256 for e in register.entries if isinstance(e.change, NoteExport)}
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
