"""By which column a table is sorted, and which way round."""

from __future__ import annotations

from collections.abc import Sequence

from tui.widgets.columns import Column


class Sorting:
    """The column a table is sorted by; a click on a heading and a key change it."""

    def __init__(self, columns: Sequence[Column], sort: str, *, descending: bool = False) -> None:
        """`sort` is the key of a column; empty, the rows stand as they come."""
        self.columns = columns
        self.sort = sort
        self.descending = descending

    def sort_by(self, column: str) -> None:
        """Sorts by a column; again, the other way round."""
        self.descending = column == self.sort and not self.descending
        self.sort = column

    def sort_on(self) -> str:
        """Sorts by the next column, and says by which."""
        keys = [column.key for column in self.columns]
        at = keys.index(self.sort) if self.sort in keys else -1
        column = self.columns[(at + 1) % len(keys)]
        self.sort, self.descending = column.key, False
        return column.label

    def sort_back(self) -> str:
        """Sorts the other way round, and says by which column."""
        self.descending = not self.descending
        return next(column.label for column in self.columns if column.key == self.sort)
