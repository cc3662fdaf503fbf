"""Putting a backup in the place of a register, and keeping what it replaces."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from store.changes import Entry
from store.disk import files, journal_file, snapshot
from store.disk.entries import decode_snapshot
from store.disk.errors import Damaged, NoRegister, SaveFailed, Unreachable
from store.disk.lock import Lock
from store.disk.look import journal_of, look
from store.disk.mend import SET_ASIDE
from store.disk.pair import Pair


def held_by(backup: Path) -> list[Entry]:
    """The entries a backup has, every byte of it checked. Raises Unreachable, Damaged or Newer."""
    return _whole(backup)[2]


def _whole(backup: Path) -> tuple[bytes, snapshot.Meta, list[Entry]]:
    try:
        data = backup.read_bytes()
        return data, snapshot.read_meta(data, backup), decode_snapshot(backup, data)
    except OSError as error:
        raise Unreachable(f"The backup {backup} cannot be read ({error.strerror or error}).") from error
    except Damaged as refusal:
        raise Damaged(
            f"{backup.name} cannot be brought back: it is damaged, no backup of Briefed’s, or from a later version. "
            "Nothing has been changed. Choose another."
        ) from refusal


def restore(path: Path, backup: Path, *, by: str, now: datetime) -> Path | None:
    """Makes the register at `path` what the backup is; where what was there is kept, if there was anything.

    Where the register can still be read, numbers given since the backup are not given again.
    Raises Damaged or Newer for a backup or a register that is not to be touched, HeldByAnother, Unreachable,
    SaveFailed or OutcomeUnknown. Stopped half-way, the register is what it was, or refused as damaged.
    """
    data, meta, _ = _whole(backup)
    lock = Lock.take(path, by=by, now=now)
    try:
        try:
            seen = look(path)
        except (Damaged, NoRegister):
            seen = None
        kept = _keep(path, now)
        if seen and not seen.torn:
            pair = Pair(path, seen, lock)
            try:
                pair.rewrite(snapshot.read_tables(data))
            finally:
                pair.close()
        else:
            # The journal first: with what was there before, it is refused, and never taken for a register.
            files.put(journal_of(path), journal_file.header(meta.digest, meta.sequence))
            files.put(path, data)
    except OSError as error:
        raise SaveFailed(
            f"The backup could not be brought back to {path.parent} ({error.strerror or error}). "
            "What was there is as it was or in set-aside; try again."
        ) from error
    finally:
        lock.release()
    return kept


def _keep(path: Path, now: datetime) -> Path | None:
    there = [file for file in (path, journal_of(path)) if file.exists()]
    if not there:
        return None
    kept = files.unused(path.parent / SET_ASIDE / f"replaced-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}")
    files.make_folder(kept)
    for file in there:
        files.put(kept / file.name, file.read_bytes())
    return kept
