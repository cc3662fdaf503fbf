"""The ledger on disk, which is all that the layer above knows of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self, cast

from store.changes import Bundle, Entry
from store.disk import entries as codec
from store.disk import files
from store.disk.backups import Backup, back_up, backups_of
from store.disk.errors import AlreadyThere, Changed, HeldByAnother, RegisterRefused, Unreachable, ViewOnly
from store.disk.follow import Follower
from store.disk.journal_file import is_unused
from store.disk.lock import Holder, Lock, holder_now
from store.disk.look import journal_of, look
from store.disk.pages import Pages
from store.disk.pair import Pair

if TYPE_CHECKING:
    from store.disk.journal import Database, LedgerTable

FILE = "register.json"


class Ledger:
    """Entries, appended one at a time to a register that is open for editing here, or to be looked at."""

    def __init__(self, entries: Pages, register: Pair | Follower, now: datetime) -> None:
        """Made by `create` and `open`."""
        self.notices: tuple[str, ...] = ()
        """Sentences to show: what was set aside, which backup failed."""
        self._entries = entries
        self._register = register
        self._now = now
        self._backed_up = False
        self._made_here = False
        self._database: Database | None = None

    @classmethod
    def create(cls, folder: Path, *, now: datetime, by: str = "") -> Self:
        """A new register without entries, open for editing.

        Raises AlreadyThere, HeldByAnother, Unreachable or SaveFailed.
        """
        path = folder / FILE
        _refuse_existing(path)
        try:
            files.make_folder(folder)
        except OSError as error:
            raise Unreachable(
                f"The folder {folder} cannot be made ({error.strerror or error}). Choose another."
            ) from error
        lock = Lock.take(path, by=by, now=now)
        try:
            _refuse_existing(path)
            ledger = cls(Pages(path), Pair.create(path, lock), now)
        except BaseException:
            lock.release()
            raise
        ledger._made_here = True
        return ledger

    @classmethod
    def open(cls, folder: Path, *, by: str, now: datetime, view_only: bool = False) -> Self:
        """The register in the folder; nothing is created, and view only nothing is written.

        View only, an entry that cannot be read is refused when the entries are gone through.
        Raises NoRegister, Damaged, Newer, Unreachable or HeldByAnother.
        """
        path = folder / FILE
        seen = look(path)
        entries = Pages(path, seen)
        if view_only:
            ledger = cls(entries, Follower(path, seen), now)
            if seen.torn:
                ledger.notices = (f"The last line of {path.with_suffix('.journal')} is unfinished and was left out.",)
            return ledger
        entries.read()
        opened = Pair.open(path, seen, by=by, now=now)
        if opened.seen.end != seen.end:  # somebody was quicker between the look and the lock
            entries = Pages(path, opened.seen)
            try:
                entries.read()
            except RegisterRefused:
                opened.pair.close()
                raise
        ledger = cls(entries, opened.pair, now)
        ledger.notices = opened.notices
        return ledger

    def edit(self, *, by: str, now: datetime) -> list[Entry]:
        """Goes on as the writer of a register that was opened to be looked at; the entries made since it was.

        Raises HeldByAnother where somebody else is editing, and whatever `open` and `refresh` do; it stays as it was.
        """
        follower = self._register
        if isinstance(follower, Pair):
            return []
        opened = Pair.open(follower.path, by=by, now=now)
        try:
            fresh = follower.fresh(self._entries.last_n)
        except RegisterRefused:
            opened.pair.close()
            raise
        self._entries.add(fresh)
        self._register, self._now, self.notices = opened.pair, now, opened.notices
        return fresh

    @property
    def view_only(self) -> bool:
        return isinstance(self._register, Follower)

    @property
    def holder(self) -> Holder | None:
        """Who is editing it at this moment; None if nobody is, or it is edited here."""
        return holder_now(self._register.path) if self.view_only else None

    def who_edits(self, now: datetime) -> str:
        """Who has it open for editing, in a sentence; empty if nobody has, or it is edited here."""
        return self.holder.sentence(now) if self.holder else ""

    @property
    def next_n(self) -> int:
        """The number of the next entry: one more than any ever given, also to entries since removed."""
        given = self._register.last_ids.get(codec.TABLE, 0) if isinstance(self._register, Pair) else 0
        return max(self._entries.last_n, given) + 1

    def entries(self) -> Sequence[Entry]:
        """Every entry, in order, and those still to come. Going through them raises Damaged as `open` does."""
        return self._entries

    def pack(self) -> None:
        """Keeps the entries in a tenth of the room; it may be done in a thread."""
        self._entries.pack()

    def append(self, entry: Entry) -> None:
        """Saves the entry: it is on the disk when this returns.

        Raises Changed, SaveFailed, OutcomeUnknown or ViewOnly; ValueError for an entry that would not be read back.
        """
        self.append_all([entry])

    def append_all(self, entries: Sequence[Entry]) -> None:
        """Saves entries together: all of them are on the disk when this returns, or none. Raises as `append` does."""
        pair = self._writable()
        encoded: dict[int, bytes] = {}
        for n, entry in enumerate(entries, start=self.next_n):
            if entry.n != n:
                raise Changed(
                    f"Entry {entry.n} cannot be added: the register in {pair.path.parent} goes on with {n}. "
                    "Nothing has been saved. Close the register and open it again."
                )
            encoded[n] = codec.encode(entry)
        if not self._backed_up or any(map(_is_staff_list, entries)):
            self._back_up_before(entries)
        self._table(pair).append(encoded)
        self._entries.add(entries)

    def refresh(self) -> list[Entry]:
        """The entries somebody else has made since; none where this is the writer.

        Raises Changed, NoRegister, Damaged, Newer or Unreachable.
        """
        if isinstance(self._register, Pair):
            return []
        fresh = self._register.fresh(self._entries.last_n)
        self._entries.add(fresh)
        return fresh

    def backup(self, now: datetime) -> Path:
        """A verified copy in the folder `backups`. Raises Changed, Damaged, SaveFailed or ViewOnly."""
        pair = self._writable()
        return back_up(pair.path, pair.look(), now)

    def backups(self) -> list[Backup]:
        """The verified copies there are, the latest first. Raises Unreachable."""
        return backups_of(self._register.path)

    def restore(self, backup: Path, *, by: str, now: datetime) -> Path | None:
        """Becomes what a backup is, and goes on as the writer; where what it replaces is kept.

        Raises ViewOnly, and what `restore.restore` does; then it is open as it was, unless that is refused too.
        """
        from store.disk.restore import restore

        path = self._writable().path
        self.close()
        try:
            return restore(path, backup, by=by, now=now)
        finally:
            try:
                again = Ledger.open(path.parent, by=by, now=now)
            except HeldByAnother:  # who was quicker than the restoring
                again = Ledger.open(path.parent, by=by, now=now, view_only=True)
            self._entries, self._register = again._entries, again._register  # noqa: SLF001 - a ledger too
            self._now = now
            self.notices, self._backed_up, self._database = again.notices, False, None

    def close(self) -> None:
        """Leaves one ordinary TinyDB file behind, and lets go of the register. Everything saved is on disk before.

        The session in which a register was made had nothing to copy when it began, so its copy is made now.
        """
        if isinstance(self._register, Follower):
            return
        if self._made_here and self._entries:
            self._made_here = False
            self._try_to_back_up(self._entries[-1].at)
        try:
            self._register.fold()
        except RegisterRefused as refusal:  # it is all in the journal, which the next opening reads
            self.notices += (str(refusal),)
        self._register.close()

    def _writable(self) -> Pair:
        if isinstance(self._register, Follower):
            raise ViewOnly(
                f"The register in {self._register.path.parent} is open to view only, so nothing was saved. "
                "Open it for editing when nobody else has it open."
            )
        return self._register

    def _table(self, pair: Pair) -> LedgerTable:
        """TinyDB's table of entries. TinyDB is first imported here: 3 ms that starting does not wait for."""
        if self._database is None:
            from store.disk.journal import Database

            self._database = Database(pair.path, pair=pair)
        return cast("LedgerTable", self._database.table(codec.TABLE))

    def _back_up_before(self, entries: Sequence[Entry]) -> None:
        """Before the first change of a session, and before each staff list that is brought in."""
        first, self._backed_up = not self._backed_up, True
        if self._entries:  # else there is nothing yet that could be lost
            self._try_to_back_up(self._now if first else entries[0].at)

    def _try_to_back_up(self, now: datetime) -> None:
        """A save, or closing, does not fail for want of a backup."""
        try:
            self.backup(now)
        except RegisterRefused as refusal:
            self.notices += (str(refusal),)


def _is_staff_list(entry: Entry) -> bool:
    return isinstance(entry.change, Bundle) and entry.change.purpose == "staff_list"


def _refuse_existing(path: Path) -> None:
    journal = journal_of(path)
    if path.exists() or (journal.exists() and not is_unused(journal.read_bytes())):
        raise AlreadyThere(
            f"There is a register in {path.parent} already, or what is left of one. Nothing has been changed. "
            "Open it, or choose another folder."
        )
