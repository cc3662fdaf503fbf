"""The table of the preview of a staff list, and its keys."""

from __future__ import annotations

from collections.abc import Callable

from textual import events

from tui.widgets.cells import Line
from tui.widgets.columns import Column
from tui.widgets.record_table import RecordTable

COLUMNS = (
    Column("take", "", 5),
    Column("name", "Name", 24, narrow=17, flex=1),
    Column("code", "Code", 8, narrow=6),
    Column("what", "What would change", 46, narrow=40, flex=3),
)


class PreviewTable(RecordTable):
    """Space accepts, Left and Right fold; there is nothing else to mark."""

    def __init__(
        self,
        columns: tuple[Column, ...],
        cells_of: Callable[[int], Line],
        toggle: Callable[[], None],
        fold: Callable[..., None],
    ) -> None:
        super().__init__(columns, cells_of)
        self._told_to_toggle = toggle
        self._told_to_fold = fold

    def _set_marks(self, marks: frozenset[int]) -> None:
        pass

    def go_on(self) -> None:
        """To the next line."""
        key = self.key
        if key is not None:
            rows = self.rows
            self.move_to(rows[min(rows.index(key) + 1, len(rows) - 1)])

    def on_key(self, event: events.Key) -> None:
        if event.key == "space":
            self._told_to_toggle()
        elif event.key in {"left", "right"}:
            self._told_to_fold(fold=event.key == "left")
        else:
            return
        event.stop()
        event.prevent_default()
