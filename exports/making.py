"""Making a workbook: what the command line and the screen call. The register is read here, never written."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from exports.kinds import KINDS, Kind, Wanted
from exports.refusals import ExportFailed, ExportRefused
from exports.saving import save, why
from exports.sealing import check_password, opened, seal
from exports.terms import file_name, say_day
from store.changes import IssueReport, NoteExport
from store.dates import london_date
from store.model import StaffMember
from store.register import Register

OLD_AFTER_DAYS = 30
"""Papers go out about a week before a meeting; figures older than this deserve a word (exports 6)."""


class Made(NamedTuple):
    """A workbook that has been saved."""

    path: Path
    sha256: str
    """Of the workbook before any password: what a password adds is different each time."""
    rows: int
    notice: str
    """What the user should know, in sentences; empty if nothing."""
    note: NoteExport | IssueReport
    """The line for the ledger: applying it is the caller's business. For an issued report, with what it told."""


class Draft(NamedTuple):
    """A workbook as it will be saved; nothing of it is on the disk yet."""

    content: bytes
    path: Path
    notices: tuple[str, ...]
    note: NoteExport | IssueReport

    def save(self) -> Made:
        """Saves it, whole or not at all. Raises ExportFailed."""
        saved = save(self.content, self.path)
        notice = " ".join(notice for notice in (saved.notice, *self.notices) if notice)
        return Made(saved.path, self.note.sha256, self.note.rows, notice, self.note)


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
    issue: bool = False,
    harmless: tuple[str, ...] = (),
    folder_or_path: Path,
    told: Callable[[], None] = lambda: None,
) -> Draft:
    """Makes a workbook, to be saved under its own name in a folder, or as the .xlsx file that is named.

    `now` only decides what is still to come and what is old; it is not in the file. With a password only the locked
    workbook is ever on the disk. `issue` says that it is given to governors: then the line for the ledger keeps what it
    told them. `harmless` are words in an open paper that are also somebody’s name and may stand there. `told` is
    called when the figures are there, and again when the file is: what it raises ends the work. Raises ExportRefused
    for an unknown kind, one that is never issued, a day still to come, nobody to be about, a missing or short password,
    a name in an open paper, or text no cell holds, and ExportFailed for a folder that cannot be looked into.
    """
    chosen = KINDS.get(kind)
    if chosen is None:
        raise ExportRefused(f"There is no workbook “{kind[:40]}”. There is: {', '.join(KINDS)}.")
    today = london_date(now)
    for day in (as_at, known_at):
        if day is not None and day > today:
            raise ExportRefused(f"{say_day(day)} is still to come, so nothing can be reported as at it.")
    if password is not None:
        check_password(password)
    elif chosen.sealed:
        raise ExportRefused(f"The {chosen.report} never leaves without a password. Give one, and make it again.")
    person = _person(chosen, register, staff)
    from exports.workbook.writing import write

    wanted = Wanted(register, as_at, known_at, by, today, staff, harmless)
    given = chosen.given(wanted) if issue else None
    book = chosen.make(wanted)
    told()
    content = write(book)
    told()
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        path, kept = _path(folder_or_path, _name(chosen, register, as_at, person), register, password)
    except OSError as error:
        raise ExportFailed(why(error, folder_or_path)) from error
    note = (
        IssueReport(given, book.rows, sha256)
        if given
        else NoteExport(kind, as_at, book.rows, sha256, staff if chosen.one_person else None)
    )
    return Draft(content if password is None else seal(content, password), path, (kept, _age(as_at, today)), note)


def _person(kind: Kind, register: Register, staff: int | None) -> StaffMember | None:
    """Whom it is about, for a kind that is about one person. Raises ExportRefused where that is nobody."""
    if not kind.one_person:
        return None
    if staff is None:
        raise ExportRefused(f"The {kind.report} is about one person: say about whom.")
    if (member := register.person(staff)) is None:
        raise ExportRefused(f"There is no such member of staff, so there is no {kind.report}.")
    return member


def _name(kind: Kind, register: Register, as_at: date, person: StaffMember | None) -> str:
    """The file's name: whom it is about is a staff code, never a surname (exports 1.4)."""
    report = kind.report if person is None else f"{kind.report} {person.code}"
    return file_name(report, kind.marking, as_at, register.school.settings)


def _path(folder_or_path: Path, name: str, register: Register, password: str | None) -> tuple[Path, str]:
    """Where it goes, and what to say where a file of that name has been worked on and is therefore kept."""
    if folder_or_path.suffix.lower() == ".xlsx" and not folder_or_path.is_dir():
        return folder_or_path, ""
    path = folder_or_path / name
    ours = {e.change.sha256 for e in register.entries if isinstance(e.change, NoteExport | IssueReport)}
    free = next((to for to in _names(path) if not to.exists() or _hash(to, password) in ours), None)
    if free is None:
        raise ExportRefused(f"{path.parent} has too many workbooks of this name. Move some, or choose another folder.")
    kept = "" if free == path else f"{path.name} is there already and is kept; this one is called {free.name}."
    return free, kept


def _names(path: Path) -> Iterator[Path]:
    yield path
    yield from (path.with_name(f"{path.stem} ({number}){path.suffix}") for number in range(2, 100))


def _hash(path: Path, password: str | None) -> str:
    """What a workbook there hashes to, without its password if it is this one; empty where it does not open."""
    try:
        content = path.read_bytes()
    except OSError:
        return ""  # open elsewhere, perhaps: then it is somebody's
    if password is not None:
        content = opened(content, password) or content
    return hashlib.sha256(content).hexdigest()


def _age(as_at: date, today: date) -> str:
    days = (today - as_at).days
    return f"The figures are {days} days old." if days > OLD_AFTER_DAYS else ""
