"""When something breaks: a report that names nobody, and one sentence that says where it is."""

from __future__ import annotations

import traceback
from datetime import UTC, datetime
from pathlib import Path


def last_words(error: BaseException | None) -> str:
    """Writes a report of a crash into the state folder and says so, in a sentence for the user."""
    sorry = "Something went wrong and Briefed had to stop. What it said was saved is saved."
    return f"{sorry} {report(error)}".strip()


def report(error: BaseException | None) -> str:
    """Writes a report into the state folder and says where it is; empty where that is not possible."""
    try:
        from platformdirs import user_state_path

        folder = user_state_path("Briefed", appauthor=False)
        path = write_report(error, folder, datetime.now(UTC))
    except OSError:
        return ""
    return f"A report without names is in {path}"


def write_report(error: BaseException | None, folder: Path, now: datetime) -> Path:
    """Adds to crash.log where the error came from: files, lines, functions and its kind.

    Never its message nor any variable: either may hold somebody's name. Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "crash.log"
    with path.open("a", encoding="utf-8") as log:
        log.write(f"{now.isoformat(timespec='seconds')}\n")
        while error is not None:
            for frame in traceback.extract_tb(error.__traceback__):
                log.write(f"  {frame.filename}:{frame.lineno} in {frame.name}\n")
            log.write(f"{type(error).__module__}.{type(error).__qualname__}\n")
            error = error.__cause__ or error.__context__
        log.write("\n")
    return path
