"""The two files of a register in the hands of their one writer: appended to, rewritten, folded."""

from __future__ import annotations

import contextlib
import os
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, Self

import msgspec

from store.disk import files, journal_file, snapshot
from store.disk.errors import Changed, OutcomeUnknown, RegisterRefused, SaveFailed, Unreachable
from store.disk.files import NotProvedError
from store.disk.fold import appended, fold, highest
from store.disk.lock import Lock
from store.disk.look import Seen, journal_of, look, marks
from store.disk.mend import set_aside_torn
from store.disk.snapshot import Folded, Meta, Tables

_JOURNAL_MAY_BE = 1 << 20


class Pair:
    """register.json and register.journal, written only while the lock is held.

    Appending costs what is appended. Everything else puts a whole new snapshot in place. Once it is not known what is
    on the disk, nothing more is written.
    """

    def __init__(self, path: Path, seen: Seen, lock: Lock) -> None:
        """Takes over files that were looked at while the lock was held, and that need no mending."""
        self.path = path
        self.meta = seen.meta
        self.last_ids = seen.meta.last_ids
        for body in seen.bodies:
            self.last_ids = highest(self.last_ids, appended(body))
        self._lock = lock
        self._journal = journal_of(path)
        self._end = seen.end
        self._marks = seen.marks
        self._fold_at = max(_JOURNAL_MAY_BE, len(seen.data))
        self._unsure = False
        self._descriptor: int | None = None
        if not seen.folded:
            self._descriptor = files.open_to_append(self._journal)
            if seen.bodies:  # a process that died may have written a line and not seen it onto the disk
                files.flush(self._descriptor)

    @classmethod
    def create(cls, path: Path, lock: Lock) -> Self:
        """A register with nothing in it. Raises SaveFailed.

        The journal comes first: alone it is no register, only an attempt at one.
        """
        meta = Meta("", snapshot.FORMAT, snapshot.FORMAT, snapshot.SCHEMA, os.urandom(8).hex(), 0, 0, {})
        data, meta = snapshot.encode(meta, {})
        try:
            files.put(journal_of(path), journal_file.header(meta.digest, meta.sequence))
            files.put(path, data)
        except OSError as error:
            raise SaveFailed(_sentence(path, "could not be created", error)) from error
        return cls(path, look(path), lock)

    @classmethod
    def open(cls, path: Path, seen: Seen | None = None, *, by: str = "", now: datetime | None = None) -> Opened:
        """Takes the lock and the files; an unfinished last line is set aside.

        Everything is checked before the lock, so that a refusal leaves not even a lock file behind. What was `seen`
        already is not read again unless it has changed.
        Raises NoRegister, Damaged, Newer, Unreachable or HeldByAnother.
        """
        seen = seen or look(path)
        lock = Lock.take(path, by=by, now=now)
        try:
            if marks(path) != seen.marks:
                seen = look(path)
            notices: tuple[str, ...] = ()
            if seen.torn:
                seen, notice = set_aside_torn(path, seen)
                notices = (notice,)
            return Opened(cls(path, seen, lock), seen, notices)
        except OSError as error:
            lock.release()
            raise Unreachable(
                f"The register in {path.parent} cannot be opened for editing ({error.strerror or error}). "
                "Open it to view only."
            ) from error
        except BaseException:
            lock.release()
            raise

    @property
    def folded(self) -> bool:
        """Whether the snapshot has everything."""
        return self._end.sequence == self.meta.sequence

    def look(self) -> Seen:
        """Both files read again and checked.

        Raises Changed if they are not as this writer left them, and what `look.look` does.
        """
        seen = look(self.path)
        if seen.marks != self._marks:
            raise self._changed()
        return seen

    def append(self, tables: Tables) -> None:
        """Adds documents: one line, on the disk when this returns.

        Raises Changed, SaveFailed or OutcomeUnknown.
        """
        self._may_write()
        if self._descriptor is None:
            self._start_journal()
        line, end = journal_file.line(self._end, _body(tables))
        self._write(line, end.length)
        self._end = end
        self.last_ids = highest(self.last_ids, tables)
        if end.length > self._fold_at:
            self._fold_outgrown()

    def rewrite(self, tables: Tables) -> None:
        """Has these documents and no others.

        Raises Changed, SaveFailed or OutcomeUnknown.
        """
        self._may_write()
        meta = msgspec.structs.replace(
            self.meta,
            sequence=self._end.sequence + 1,
            rewrites=self.meta.rewrites + 1,
            last_ids=highest(self.last_ids, tables),
            folded=Folded(self.meta.digest, self.meta.sequence, self._end.link.decode()),
        )
        self._put(*snapshot.encode(meta, tables))

    def fold(self) -> None:
        """Takes the journal into the snapshot, reading from the disk what goes into it; nothing if it is empty.

        Raises Changed, Damaged, SaveFailed or OutcomeUnknown.
        """
        self._may_write()
        if not self.folded:
            self._put(*fold(self.look()))

    @property
    def closed(self) -> bool:
        return not self._lock.held

    def close(self) -> None:
        """Lets go of the journal and of the lock."""
        self._let_go()
        self._lock.release()

    def _may_write(self) -> None:
        if self._unsure:
            raise OutcomeUnknown(
                f"Nothing more is saved to the register in {self.path.parent} until it is opened again, "
                "because it is not known whether an earlier save reached the disk."
            )
        try:
            as_left = self._lock.held and marks(self.path) == self._marks
        except OSError:
            as_left = False
        if not as_left:
            raise self._changed()

    def _write(self, line: bytes, end: int) -> None:
        assert self._descriptor is not None
        self._unsure = True  # until proved otherwise, even if this is interrupted
        try:
            mark = files.append(self._descriptor, line, end)
        except OSError as error:
            self._take_back(end, error)
            raise SaveFailed(_sentence(self.path, "did not take the save, which was undone", error)) from error
        self._marks = self._marks[0], mark
        self._unsure = False

    def _take_back(self, end: int, reason: OSError) -> None:
        """Cuts off what was written of a line. Raises OutcomeUnknown where that cannot be proved."""
        assert self._descriptor is not None
        try:
            mark = files.cut(self._descriptor, self._end.length, end)
        except OSError as error:
            raise OutcomeUnknown(
                _sentence(self.path, "may or may not have taken the save", reason)
                + " Open it again to see, and check the last entry."
            ) from error
        self._marks = self._marks[0], mark
        self._unsure = False

    def _put(self, data: bytes, meta: Meta) -> None:
        self._unsure = True
        try:
            files.put(self.path, data)
        except NotProvedError as error:
            raise OutcomeUnknown(_sentence(self.path, "may or may not have taken the change", error)) from error
        except OSError as error:
            self._unsure = False
            raise SaveFailed(_sentence(self.path, "did not take the change", error)) from error
        self._marks = files.mark(self.path), self._marks[1]
        self._unsure = False
        self.meta = meta
        self.last_ids = meta.last_ids
        self._end = journal_file.start(meta.digest, meta.sequence)
        self._fold_at = max(_JOURNAL_MAY_BE, len(data))
        self._let_go()
        # The change is made, whatever becomes of the journal; a save that needs one will try again, or say.
        with contextlib.suppress(RegisterRefused):
            self._start_journal()

    def _start_journal(self) -> None:
        """An empty journal for this snapshot, in place of one that the snapshot has all of."""
        self._unsure = True
        try:
            # Were the new journal to outlive a power cut and the snapshot it continues not, entries would be lost.
            files.flush_folder(self.path.parent)
            self._put_journal()
            self._descriptor = files.open_to_append(self._journal)
            self._marks = self._marks[0], files.mark(self._descriptor)
        except OSError as error:
            raise OutcomeUnknown(_sentence(self.path, "is not known to be on the disk", error)) from error
        self._unsure = False

    def _put_journal(self) -> None:
        try:
            files.put(self._journal, journal_file.header(self.meta.digest, self.meta.sequence))
        except NotProvedError:
            raise
        except OSError as error:
            self._unsure = False
            raise SaveFailed(_sentence(self.path, "did not take the save", error)) from error

    def _fold_outgrown(self) -> None:
        try:
            self.fold()
        except RegisterRefused:
            self._fold_at = 2 * self._end.length  # what was saved is saved; not tried again at every save

    def _let_go(self) -> None:
        if self._descriptor is not None:  # Windows replaces no file that is open
            os.close(self._descriptor)
            self._descriptor = None

    def _changed(self) -> Changed:
        return Changed(
            f"The files in {self.path.parent} were changed by something else since they were last read here. "
            "Nothing has been saved. Close the register and open it again."
        )


class Opened(NamedTuple):
    """A pair, the files as it found them, and what to tell the person."""

    pair: Pair
    seen: Seen
    notices: tuple[str, ...]


def _body(tables: Tables) -> bytes:
    """A line's body: JSON without a line break."""
    return b"{%b}" % b",".join(
        b"%b:{%b}"
        % (
            msgspec.json.encode(name),
            b",".join(b"%b:%b" % (msgspec.json.encode(i), doc) for i, doc in documents.items()),
        )
        for name, documents in tables.items()
    )


def _sentence(path: Path, what: str, error: OSError) -> str:
    return f"The register in {path.parent} {what} ({error.strerror or error})."
