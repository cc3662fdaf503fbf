"""Following a register that somebody else is editing: it is read, and never written."""

from __future__ import annotations

from pathlib import Path

from store.changes import Entry
from store.disk.entries import decode, decode_lines
from store.disk.errors import Changed
from store.disk.journal_file import BadLineError, Lines
from store.disk.journal_file import read as read_lines
from store.disk.look import Seen, journal_of, look, marks


class Follower:
    """How far somebody looking at a register has read."""

    def __init__(self, path: Path, seen: Seen) -> None:
        self.path = path
        self._meta = seen.meta
        self._end = seen.end
        self._marks = seen.marks

    def fresh(self, last: int) -> list[Entry]:
        """The entries made since, where `last` was the last one known; usually only those are read.

        Raises Changed if entries already read were changed since, and what `look` does.
        """
        try:
            now = marks(self.path)
        except OSError:
            now = look(self.path).marks  # which says what is wrong, if it still is
        if now == self._marks:
            return []
        lines = self._next_lines() if now[0] == self._marks[0] else None
        if lines is None:
            return self._from_the_start(last)
        self._end, self._marks = lines.end, now
        return decode_lines(self.path, lines.bodies, last)

    def _next_lines(self) -> Lines | None:
        """What the journal has beyond what was read; None if it is another journal by now."""
        try:
            with journal_of(self.path).open("rb") as journal:
                journal.seek(self._end.length)
                return read_lines(journal.read(), self._end)
        except (OSError, BadLineError):
            return None

    def _from_the_start(self, last: int) -> list[Entry]:
        seen = look(self.path)
        if (seen.meta.register, seen.meta.rewrites) != (self._meta.register, self._meta.rewrites):
            raise Changed(
                f"Entries already read from the register in {self.path.parent} have been changed since. "
                "Open it again to see it as it is now."
            )
        self._meta, self._end, self._marks = seen.meta, seen.end, seen.marks
        return [entry for entry in decode(self.path, seen) if entry.n > last]
