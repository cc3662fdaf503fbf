"""One writer at a time, for as long as a register is open: the operating system's own lock, by filelock.

Importing filelock is 7 ms, so it happens where a lock is taken: looking at a register needs none.
"""

from __future__ import annotations

import contextlib
import platform
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

import msgspec
from msgspec import Struct

from store.disk import files
from store.disk.errors import HeldByAnother, Unreachable

if TYPE_CHECKING:
    from filelock import BaseFileLock


class Holder(Struct, frozen=True):
    """Who has a register open for editing: a note to be read by people. The lock itself is the system's."""

    by: str
    host: str
    since: datetime

    def sentence(self, now: datetime) -> str:
        """Who, since when and where, on the clock that `now` is on."""
        since = self.since.astimezone(now.tzinfo)
        when = f"{since:%H:%M} on {since.day} {since:%b %Y}"
        return f"{self.by or 'Somebody'} has this register open since {when} (on {self.host})."


class Lock:
    """Held from `take` to `release`; the system releases it if the process dies."""

    def __init__(self, system_lock: BaseFileLock, note: Path) -> None:
        self._system_lock = system_lock
        self._note = note

    @classmethod
    def take(cls, register: Path, *, by: str = "", now: datetime | None = None) -> Self:
        """The lock of the register whose file this is; without `now`, no note is left of who has it.

        Raises HeldByAnother, with nothing changed, or Unreachable where there can be no lock.
        """
        from filelock import FileLock, Timeout

        system_lock = FileLock(_lock_path(register), mode=files.OWNER_ONLY, thread_local=False)
        try:
            system_lock.acquire(blocking=False)
        except Timeout:
            holder = read_note(register)
            who = holder.sentence(now or holder.since) if holder else "Somebody else has this register open."
            raise HeldByAnother(f"{who} Nothing has been changed. Close it there, or open it to view only.") from None
        except (OSError, NotImplementedError) as error:
            raise Unreachable(
                f"The register in {register.parent} cannot be opened for editing here "
                f"({getattr(error, 'strerror', None) or 'no lock can be taken'}). Open it to view only."
            ) from error
        lock = cls(system_lock, _note_path(register))
        # Without the note all is safe, only less clear to the next person.
        if now:
            with contextlib.suppress(OSError):
                note = Holder(by, platform.node() or "this computer", now)
                files.put(_note_path(register), msgspec.json.encode(note))
        return lock

    @property
    def held(self) -> bool:
        return self._system_lock.is_locked

    def release(self) -> None:
        """Lets go of it, the note first. Doing it twice is harmless."""
        if not self.held:
            return
        with contextlib.suppress(OSError):
            self._note.unlink(missing_ok=True)
        self._system_lock.release()


def read_note(register: Path) -> Holder | None:
    """What the note beside the register says; after a crash it may be out of date."""
    try:
        return msgspec.json.decode(_note_path(register).read_bytes(), type=Holder)
    except (OSError, msgspec.DecodeError):
        return None


def holder_now(register: Path) -> Holder | None:
    """Who has it open at this moment, found by trying the lock. Writes nothing."""
    holder = read_note(register)
    path = _lock_path(register)
    if holder is None or not path.exists():
        return None
    from filelock import FileLock, Timeout

    probe = FileLock(path, thread_local=False)
    try:
        probe.acquire(blocking=False)
    except Timeout:
        return holder
    except (OSError, NotImplementedError):
        return holder  # it cannot be tried here, so the note is all there is
    probe.release()
    return None


def _lock_path(register: Path) -> Path:
    return register.with_suffix(".lock")


def _note_path(register: Path) -> Path:
    return register.with_suffix(".lock.json")
