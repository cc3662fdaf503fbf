"""What happens in the story, in order of days, and each deed entered at a believable time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from heapq import heappop, heappush
from itertools import count
from random import Random

from store.changes import Change, Entry

Deed = Callable[[], object]
"""What happens; what it gives back is nobody's business."""

Enter = Callable[[Change, datetime], Entry]
"""Makes a change an entry at a moment."""

_OPENING = time(8, 5, tzinfo=UTC)
_BUSY_FROM = time(15, 0, tzinfo=UTC)
"""After this the rest of a day's entries follow each other by seconds, so that a large school's fit in it."""


class Diary:
    """Deeds by day, played in order up to today; a deed may plan further ones. Later ones do not happen."""

    def __init__(self, today: date, rng: Random, enter: Enter) -> None:
        self.today = today
        self.entries: list[Entry] = []
        self.day = date.min
        """The day being played."""
        self._rng = rng
        self._enter = enter
        self._deeds: list[tuple[date, int, Deed]] = []
        self._order = count()
        self._at = datetime.min.replace(tzinfo=UTC)

    def plan(self, day: date, deed: Deed) -> None:
        """Has something happen on a day, or today's day in the story if that is past."""
        if day <= self.today:
            heappush(self._deeds, (max(day, self.day), next(self._order), deed))

    def play(self) -> None:
        while self._deeds:
            self.day, _, deed = heappop(self._deeds)
            deed()

    def keep(self, change: Change) -> Entry:
        """Enters a change on the day being played. Raises Rejected, as for anybody."""
        entry = self._enter(change, self._moment())
        self.entries.append(entry)
        return entry

    def _moment(self) -> datetime:
        opening = datetime.combine(self.day, _OPENING)
        if self._at < opening:
            self._at = opening + timedelta(minutes=self._rng.randrange(40))
        elif self._at < datetime.combine(self.day, _BUSY_FROM):
            self._at += timedelta(minutes=self._rng.randrange(1, 12), seconds=self._rng.randrange(60))
        else:
            self._at += timedelta(seconds=1)
        return self._at
