"""Choosing the file of a staff list: the newest first, by its name or by a path that is typed or pasted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from store.dates import london_date, london_time, say
from store.wording import counted
from tui.screens.backups import BackupsTable, said_size
from tui.staff_files import Item, items_of, matching, understood
from tui.widgets.cells import Line, Phrase
from tui.widgets.columns import Column
from tui.widgets.filter_input import FilterInput
from tui.widgets.lines import TextLine
from tui.widgets.record_table import RecordTable

COLUMNS = (
    Column("name", "File", 36, narrow=24, flex=1),
    Column("changed", "Changed", 18),
    Column("size", "Size", 8, right=True),
)


class FileChooser(Vertical):
    """A line to type in and the files of a folder below it."""

    BINDINGS: ClassVar = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
    ]
    DEFAULT_CSS = "FileChooser { height: 1fr; } FileChooser FilterInput { background: $panel; }"

    def __init__(self, folder: Path, now: datetime, chosen: Callable[[Path], None]) -> None:
        """`chosen` is told at once which file is to be read."""
        super().__init__()
        self.folder = folder
        self._now = now
        self._chosen = chosen
        self._items: list[Item] = []
        self._found: list[Item] = []
        self._looked_into: Path | None = None
        self._problem = ""
        self._input = PathInput(self._typed, placeholder="Part of a name, or a path")
        self._table = Files(COLUMNS, self._cells)
        self._where = TextLine()
        self._count = TextLine()

    def compose(self) -> ComposeResult:
        yield self._where
        yield self._input
        yield self._table
        yield self._count

    def on_mount(self) -> None:
        self._typed("")

    def begin(self) -> None:
        """Puts the cursor where a path is typed."""
        self._input.focus()

    # Looking

    def _typed(self, text: str) -> None:
        """Lists what the text finds; the cursor is on the first, which is the newest."""
        meant = understood(text, self.folder)
        self._look_into(meant.folder)
        if meant.file is not None:
            self._found = [item for item in self._items if item.path == meant.file] or [
                Item(meant.file, meant.file.name, self._now)
            ]
        else:
            self._found = matching(self._items, meant.sought)
        self._show()

    def _look_into(self, folder: Path) -> None:
        if folder == self._looked_into:
            return
        self._looked_into, self._problem = folder, ""
        try:
            self._items = items_of(folder)
        except OSError as error:
            self._items = [Item(folder.parent, "../")] if folder.parent != folder else []
            self._problem = f"This folder cannot be looked into ({error.strerror or 'no reason given'})."

    def _show(self) -> None:
        self._table.invalidate()
        self._table.say_when_empty("Nothing here is called that." if self._items else "There is nothing here.")
        self._table.show(range(len(self._found)), first=True)
        self._where.update((Phrase(" In ", "quiet"), Phrase(str(self._looked_into), "+")))
        files = sum(not item.is_folder for item in self._found)
        said = self._problem or f"{counted(files, 'file')} that could be a staff list, the newest first"
        self._count.update((Phrase(f" {said}", "bad+" if self._problem else "quiet"),))

    def _cells(self, n: int) -> Line:
        item = self._found[n]
        if item.changed is None:
            return (Phrase(item.name, "key"), Phrase("folder", "quiet"), "")
        changed = f"{say(london_date(item.changed))} {london_time(item.changed)}"
        return (Phrase(item.name, "+"), Phrase(changed, "quiet"), Phrase(said_size(item.size), "quiet"))

    # Choosing

    def on_input_submitted(self, event: FilterInput.Submitted) -> None:
        event.stop()
        self._choose()

    def on_record_table_chosen(self, event: RecordTable.Chosen) -> None:
        event.stop()
        self._choose()

    def on_record_table_highlighted(self, event: RecordTable.Highlighted) -> None:
        event.stop()

    def _choose(self) -> None:
        """Goes into the folder under the cursor, or says that its file is chosen."""
        if self._table.key is None:
            self.app.bell()
            return
        item = self._found[self._table.key]
        if item.is_folder:
            self._go_to(item.path)
        else:
            self.folder = item.path.parent
            self._chosen(item.path)

    def _go_to(self, folder: Path) -> None:
        self.folder = folder
        if self._input.value:
            self._input.value = ""
        else:
            self._typed("")

    def action_move(self, by: int) -> None:
        """Moves the cursor of the list; the typing goes on in the line above."""
        if self._table.key is not None:
            self._table.move_to(max(0, min(self._table.key + by, len(self._found) - 1)))

    def action_page(self, by: int) -> None:
        self.action_move(by * max(1, self._table.size.height - 2))

    def up(self) -> None:
        """To the folder above."""
        self._go_to(self.folder.parent)


class PathInput(FilterInput):
    """Backspace with nothing typed goes to the folder above."""

    BINDINGS: ClassVar = [Binding("backspace", "back", show=False)]

    def action_back(self) -> None:
        chooser = self.parent
        if not self.value and isinstance(chooser, FileChooser):
            chooser.up()
        else:
            self.action_delete_left()


class Files(BackupsTable, can_focus=False):
    """The focus stays where the typing is."""
