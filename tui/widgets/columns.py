"""The columns of a table, and how they share the width there is."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

GAP = 1


class Column(NamedTuple):
    """A column as its owner wants it; `shared` says what it gets."""

    key: str
    label: str
    width: int
    """Cells it likes to have."""
    narrow: int = 0
    """Cells it can live with; 0 is the same as `width`."""
    flex: int = 0
    """Its share of what is left over once every column has its width."""
    drop: int = 0
    """0 is essential; otherwise the highest number leaves first when there is no room."""
    right: bool = False
    """Aligned right."""

    @property
    def least(self) -> int:
        return self.narrow or self.width


def shared(columns: Sequence[Column], room: int) -> Mapping[Column, int]:
    """The width of each column that is shown, in order; they and the gaps between them fill at most `room`."""
    kept = _kept(columns, room)
    widths = {column: column.least for column in kept}
    spare = room - _needed(kept)
    for column in sorted(kept, key=lambda column: column.drop):
        grown = max(0, min(spare, column.width - column.least))
        widths[column] += grown
        spare -= grown
    flex = sum(column.flex for column in kept)
    for column in kept:
        if column.flex and spare > 0:
            grown = spare * column.flex // flex
            widths[column] += grown
            spare -= grown
            flex -= column.flex
    for column in reversed(kept):  # not even the essential ones fit: the last ones give way
        if spare < 0:
            taken = min(-spare, widths[column])
            widths[column] -= taken
            spare += taken
    return widths


def _kept(columns: Sequence[Column], room: int) -> list[Column]:
    kept = list(columns)
    for column in sorted(columns, key=lambda column: -column.drop):
        if not column.drop or _needed(kept) <= room:
            break
        kept.remove(column)
    return kept


def _needed(columns: Sequence[Column]) -> int:
    return sum(column.least for column in columns) + GAP * (len(columns) - 1)
