"""Writing that lasts: the few calls to the operating system that everything durable here is made of."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from pathlib import Path
from typing import NamedTuple

OWNER_ONLY = 0o600
_BINARY = getattr(os, "O_BINARY", 0)


class NotProvedError(OSError):
    """The file was renamed into place, but whether that outlives a power cut is not known."""


class Mark(NamedTuple):
    """How a file was left, so that a change by somebody else shows without reading it."""

    inode: int
    size: int
    modified: int


def mark(path: str | os.PathLike[str] | int) -> Mark:
    """How the file is now. Raises OSError if it is not there."""
    status = os.stat(path)  # noqa: PTH116 - a descriptor too; and this runs at every save
    return Mark(status.st_ino, status.st_size, status.st_mtime_ns)


def flush(descriptor: int) -> None:
    """Waits until the file is on the disk itself. Raises OSError, after which nothing about it is known."""
    if sys.platform == "darwin":  # fsync there stops at the drive's own cache
        import fcntl

        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fsync(descriptor)


def flush_folder(folder: Path) -> None:
    """Waits until the names in the folder are on the disk. Raises OSError. Windows has no such call and needs none."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def open_to_append(path: Path) -> int:
    """A descriptor that can only write at the end of a file that is there already. Raises OSError."""
    return os.open(path, os.O_WRONLY | os.O_APPEND | _BINARY)


def append(descriptor: int, data: bytes, end: int) -> Mark:
    """One write, one flush, and a look at the length it makes the file. Raises OSError if any of it goes wrong."""
    if os.write(descriptor, data) != len(data):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    flush(descriptor)
    return _of_length(descriptor, end)


def cut(descriptor: int, length: int, end: int) -> Mark:
    """The file cut back to this length, if nothing was written beyond `end`. Raises OSError if that is not proved.

    The flush is of the cut: one that failed before is not asked again about what it was for.
    """
    if mark(descriptor).size > end:
        raise OSError("something else has written after it")  # and theirs is not ours to cut
    os.ftruncate(descriptor, length)
    flush(descriptor)
    return _of_length(descriptor, length)


def put(path: Path, data: bytes) -> None:
    """Puts a whole file in place at once: written beside it, flushed, read back, renamed.

    Raises OSError with the old file untouched, or NotProvedError when the new one is there but may not stay.
    """
    temporary = path.with_name(path.name + ".tmp")
    try:
        _write(temporary, data)
        temporary.replace(path)
    except OSError:
        renamed = not temporary.exists() and _holds(path, data)
        if not renamed:
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise
    try:
        flush_folder(path.parent)
    except OSError as error:
        raise NotProvedError(error.errno, error.strerror or "the folder could not be flushed") from error


def make_folder(folder: Path) -> None:
    """The folder, made for its owner only if it is not there yet. Raises OSError."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        with contextlib.suppress(OSError):
            flush_folder(folder.parent)


def unused(path: Path) -> Path:
    """The path, or the next like it that nothing has yet."""
    free, number = path, 2
    while free.exists():
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    return free


def _of_length(descriptor: int, length: int) -> Mark:
    found = mark(descriptor)
    if found.size != length:
        raise OSError("it is not as long as it should be")
    return found


def _write(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, OWNER_ONLY)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(descriptor, left) :]
        flush(descriptor)
    finally:
        os.close(descriptor)
    if path.read_bytes() != data:
        raise OSError("it does not read back as it was written")


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except OSError:
        return False
