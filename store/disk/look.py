"""Reading the two files of a register together, with every byte checked before any of it is believed."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from store.disk import files, journal_file, snapshot
from store.disk.errors import Damaged, NoRegister, Unreachable
from store.disk.journal_file import BadLineError, Lines, Position
from store.disk.snapshot import Meta

# A reader beside a writer may meet one file from before a fold and one from after it.
_ATTEMPTS = 5

Marks = tuple[files.Mark, files.Mark]


class Seen(NamedTuple):
    """The files as they were read, and how to tell whether they still are so."""

    meta: Meta
    data: bytes
    """register.json"""
    bodies: list[bytes]
    end: Position
    torn: bytes
    """What a crash left of a last line."""
    folded: bool
    """The journal is from before the snapshot, which has all of it: a crash came between the two."""
    marks: Marks


def journal_of(path: Path) -> Path:
    return path.with_suffix(".journal")


def marks(path: Path) -> Marks:
    """How both files are now. Raises OSError if one is not there."""
    return files.mark(path), files.mark(journal_of(path))


def look(path: Path) -> Seen:
    """The register as it is on disk; nothing is created or changed.

    Raises NoRegister, Damaged, Newer or Unreachable.
    """
    for _ in range(_ATTEMPTS):
        before = _reach(path)
        try:
            return _read(path, before)
        except Damaged:
            if _reach(path) == before:
                raise
    raise Unreachable(f"The register in {path.parent} is being changed all the time. Try again in a moment.")


def _reach(path: Path) -> Marks:
    journal = journal_of(path)
    try:
        return marks(path)
    except FileNotFoundError:
        if not path.exists() and (not journal.exists() or journal_file.is_unused(journal.read_bytes())):
            raise NoRegister(
                f"There is no register in {path.parent}. Nothing has been created. "
                "Check the folder, or set up a new register there."
            ) from None
        missing, left = (journal, path) if path.exists() else (path, journal)
        raise Damaged(
            f"{missing.name} is missing from {path.parent}, where {left.name} still is. Nothing has been changed. "
            "Put it back, or bring back the latest of the backups."
        ) from None
    except OSError as error:
        raise _unreachable(path, error) from error


def _read(path: Path, before: Marks) -> Seen:
    try:
        data = path.read_bytes()
        journal = journal_of(path).read_bytes()
    except OSError as error:
        raise _unreachable(path, error) from error
    meta = snapshot.read_meta(data, path)
    lines, folded = _lines(journal, meta, journal_of(path))
    end = journal_file.start(meta.digest, meta.sequence) if folded else lines.end
    return Seen(meta, data, [] if folded else lines.bodies, end, lines.torn, folded, before)


def _lines(journal: bytes, meta: Meta, path: Path) -> tuple[Lines, bool]:
    """The lines of the journal, and whether the snapshot has them already."""
    try:
        if journal.startswith(journal_file.header(meta.digest, meta.sequence)):
            at = journal_file.start(meta.digest, meta.sequence)
            return journal_file.read(journal[at.length :], at), False
        past = meta.folded
        if past and journal.startswith(journal_file.header(past.snapshot, past.sequence)):
            at = journal_file.start(past.snapshot, past.sequence)
            lines = journal_file.read(journal[at.length :], at)
            if lines.end.link == past.link.encode() and not lines.torn:
                return lines, True
    except BadLineError:
        pass
    what = "is not as Briefed wrote it, or belongs to another register" if journal else "is empty"
    raise Damaged(snapshot.refusal(path, what))


def _unreachable(path: Path, error: OSError) -> Unreachable:
    reason = error.strerror or "the system gave no reason"
    return Unreachable(f"The register in {path.parent} cannot be read ({reason}). Check that the folder can be opened.")
