"""Which rows of many are on the screen, and which one has the cursor."""

from collections.abc import Sequence


class Viewport:
    """`height` rows out of `count`, from `top`; the cursor is at `at`. Arithmetic only."""

    def __init__(self, count: int = 0, height: int = 1, top: int = 0, at: int = 0) -> None:
        self.count = count
        self.height = height
        self.top = top
        self.at = at

    def move(self, to: int) -> bool:
        """Puts the cursor at a row, as near as there is one, and in sight. True if the rows scrolled for it."""
        self.at = max(0, min(to, self.count - 1))
        return self.scroll_to(min(max(self.top, self.at - self.height + 1), self.at))

    def scroll_to(self, top: int) -> bool:
        """Shows the rows from `top`, as near as can be. True if that is a change."""
        before, self.top = self.top, max(0, min(top, self.last_top))
        return self.top != before

    @property
    def last_top(self) -> int:
        return max(0, self.count - self.height)

    def thumb(self) -> range:
        """The lines of the scrollbar that stand for what is in sight; none if everything is."""
        if not self.last_top:
            return range(0)
        size = max(1, self.height * self.height // self.count)
        start = round((self.height - size) * self.top / self.last_top)
        return range(start, start + size)

    def top_for_thumb(self, line: int) -> int:
        """The first row when the scrollbar is taken at a line."""
        return round(line * self.last_top / max(1, self.height - 1))


def place(rows: Sequence[int], key: int | None, before: Sequence[int], at: int, *, first: bool) -> int:
    """Where in `rows` the cursor goes: to its record, else to the nearest one left of those `before`, or to the first.

    `key` is its record, or the latest it had; `at` is where it was in `before`.
    """
    if key is None or not rows:
        return 0
    try:
        return rows.index(key)
    except ValueError:
        if first:
            return 0
    places = {row: number for number, row in enumerate(rows)}
    for row in (*before[at + 1 :], *reversed(before[:at])):
        if row in places:
            return places[row]
    return 0
