"""The views opened so far, each with its table, and which of them is shown."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from tui.commands import Commands
from tui.office import Office
from tui.views.people import DueView, StaffView
from tui.views.view import View
from tui.widgets.plain_table import PlainTable
from tui.widgets.record_table import RecordTable


class Opened:
    """The numbered views by name. Some share a table, and with it the cursor and the marks."""

    def __init__(self, office: Office, keys: Commands) -> None:
        self._office = office
        self._keys = keys
        self._views: dict[str, View] = {"staff": StaffView(office, keys), "due": DueView(office, keys)}
        self.view = self._views["staff"]
        """The one that is shown."""
        self.table = self._new_table()
        """Its table."""
        self._tables = {self.view.table: self.table}

    @property
    def views(self) -> Collection[View]:
        return self._views.values()

    def open(self, name: str) -> RecordTable | None:
        """Turns to a view; its table where that is new, to be mounted."""
        if name not in self._views:
            from tui.views.others import OTHERS

            self._views[name] = OTHERS[name](self._office, self._keys)
        self.view = self._views[name]
        known = self._tables.get(self.view.table)
        self.table = known or self._new_table()
        self._tables[self.view.table] = self.table
        return None if known else self.table

    def _new_table(self) -> RecordTable:
        kind = RecordTable if self.view.can_mark else PlainTable
        return kind(self.view.columns, self.view.cells, id=self.view.table)

    def invalidate(self, concerned: Iterable[int]) -> None:
        """These people, or all where none is named, say something else now."""
        people = list(concerned)
        for table in self._tables.values():
            table.invalidate(people or None if table.id == "people" else None)
