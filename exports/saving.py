"""Putting a workbook on the disk: whole or not at all, and never lost because the old one is open in Excel."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path
from typing import NamedTuple

from exports.refusals import ExportFailed

_MOST_COPIES = 99


class Saved(NamedTuple):
    """Where it went, and a sentence where that is not quite where it was meant to go."""

    path: Path
    notice: str


def save(content: bytes, path: Path) -> Saved:
    """Writes to a temporary file in the same folder, then puts it in place of what was there.

    Where that is refused because the old file is open, it is saved beside it as “… (2).xlsx”, and the notice says so.
    Raises ExportFailed with one sentence; then the folder is as it was.
    """
    temporary = path.with_name(f".briefed-{os.urandom(6).hex()}.tmp")
    try:
        _write(content, temporary)
        placed = _put_in_place(temporary, path)
    except OSError as error:
        raise ExportFailed(why(error, path)) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
    notice = "" if placed == path else f"{path.name} is open in another program, so this one is called {placed.name}."
    return Saved(placed, notice)


def _write(content: bytes, temporary: Path) -> None:
    with temporary.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _put_in_place(temporary: Path, path: Path) -> Path:
    try:
        temporary.replace(path)
    except PermissionError as refused:
        if path.is_dir():
            raise
        return _beside(temporary, path, refused)
    return path


def _beside(temporary: Path, path: Path, refused: PermissionError) -> Path:
    """The first free name of “… (2)”, “… (3)”; the refusal itself where none of them is taken either."""
    for number in range(2, _MOST_COPIES + 1):
        other = path.with_name(f"{path.stem} ({number}){path.suffix}")
        if other.exists():
            continue
        temporary.replace(other)
        return other
    raise refused


def why(error: OSError, path: Path) -> str:
    """The sentence for what the system refused."""
    folder = path.parent
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"The disk is full, so nothing was saved in {folder}. Make room, or choose another folder."
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return f"There is no folder {folder} (any more), so nothing was saved. Choose another folder."
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return f"Saving in {folder} is not allowed, so nothing was saved. Choose another folder."
    if isinstance(error, IsADirectoryError):
        return f"{path.name} is a folder, so nothing was saved. Choose another name."
    if error.errno == errno.ENAMETOOLONG:
        return "The file’s name is too long for this disk, so nothing was saved. Choose a shorter one."
    return f"Nothing was saved in {folder}: {error.strerror or 'the disk did not say why'}."
