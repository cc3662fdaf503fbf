"""Verified copies of a register, and which of them to keep."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from store.disk import files
from store.disk.errors import SaveFailed, Unreachable
from store.disk.fold import fold
from store.disk.look import Seen
from store.disk.way_back import FOLDER

_NAME = "briefed-backup-%Y%m%dT%H%M%SZ"


class Backup(NamedTuple):
    """A copy that was made."""

    path: Path
    made_at: datetime
    size: int
    """Bytes."""


def backups_of(path: Path) -> list[Backup]:
    """The copies of the register at `path`, the latest first. Raises Unreachable where they cannot be looked for."""
    folder = path.parent / FOLDER
    try:
        found = [
            Backup(copy, time, copy.stat().st_size)
            for copy in folder.glob("briefed-backup-*.json")
            if (time := made_at(copy))
        ]
    except OSError as error:
        raise Unreachable(f"The folder {folder} cannot be looked into ({error.strerror or error}).") from error
    return sorted(found, key=lambda backup: (backup.made_at, backup.path.stem), reverse=True)


def back_up(path: Path, seen: Seen, now: datetime) -> Path:
    """One ordinary TinyDB file with all of the register, read back before it counts; then the old ones are thinned.

    Raises SaveFailed; the register itself is not touched either way.
    """
    folder = path.parent / FOLDER
    copy = files.unused(folder / f"{now.astimezone(UTC).strftime(_NAME)}.json")
    try:
        files.make_folder(folder)
        files.put(copy, fold(seen)[0])
    except OSError as error:
        raise SaveFailed(
            f"No backup could be made in {folder} ({error.strerror or error}). "
            "The register itself is not affected; make room, or check that the folder can be written to."
        ) from error
    _thin(folder)
    return copy


def to_keep(times: Iterable[datetime]) -> set[datetime]:
    """The ten latest, and the latest of each of the last 14 days, 8 weeks and 12 months that have any."""
    latest_first = sorted(times, reverse=True)
    keep = set(latest_first[:10])
    for count, period in ((14, "%Y-%m-%d"), (8, "%G-%V"), (12, "%Y-%m")):
        latest: dict[str, datetime] = {}
        for time in latest_first:
            latest.setdefault(time.strftime(period), time)
        keep.update(list(latest.values())[:count])
    return keep


def made_at(copy: Path) -> datetime | None:
    """When a backup was made, by its name; None for a file that is not one."""
    try:
        return datetime.strptime(copy.stem[:31], _NAME).replace(tzinfo=UTC)
    except ValueError:
        return None


def _thin(folder: Path) -> None:
    """Removes what is not to be kept. A copy that cannot be removed does no harm."""
    copies = [(time, copy) for copy in folder.glob("briefed-backup-*.json") if (time := made_at(copy))]
    keep = to_keep(time for time, _ in copies)
    for time, copy in copies:
        if time not in keep:
            with contextlib.suppress(OSError):
                copy.unlink()
