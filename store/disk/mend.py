"""The one thing that is put right on opening: a last line that a crash left unfinished is set aside, whole, and cut."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from store.disk import files
from store.disk.errors import Unreachable
from store.disk.look import Seen, journal_of, look

SET_ASIDE = "set-aside"


def set_aside_torn(path: Path, seen: Seen) -> tuple[Seen, str]:
    """The register without its unfinished line, and the sentence to show about it.

    Raises Unreachable when the line cannot first be kept safe; then nothing was cut.
    """
    journal = journal_of(path)
    crashed = datetime.fromtimestamp(seen.marks[1].modified // 10**9, UTC)
    kept = files.unused(path.parent / SET_ASIDE / f"{journal.name}-{crashed:%Y%m%dT%H%M%SZ}")
    try:
        files.make_folder(kept.parent)
        files.put(kept, seen.torn)
        descriptor = files.open_to_append(journal)
        try:
            files.cut(descriptor, seen.end.length, seen.end.length + len(seen.torn))
        finally:
            os.close(descriptor)
    except OSError as error:
        raise Unreachable(
            f"{journal.name} in {path.parent} ends in a save that was interrupted, which could not be set aside "
            f"({error.strerror or error}). Make room or open the folder for writing, or open it to view only."
        ) from error
    return look(path), (
        "The last save was interrupted before it was confirmed, by a crash or a power cut. "
        f"What there is of it was set aside as {SET_ASIDE}/{kept.name}; check the last thing entered."
    )
