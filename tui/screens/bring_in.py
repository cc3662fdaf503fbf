"""Bringing in a staff list: its file is chosen, then everything it would change is shown before any of it is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding

from store.changes import Entry
from store.intake.opening import ListFile, open_list
from store.intake.remembering import memory_of
from tui.office import Office
from tui.screens.choosing_file import FileChooser
from tui.screens.working import WorkingScreen
from tui.settings import SettingsNotSaved, save_choice, settings_path
from tui.textual_private import hold_keys, play_keys
from tui.widgets.cells import Phrase
from tui.widgets.key_bar import KeyBar, KeyLabel
from tui.widgets.lines import TextLine


class BringInScreen(WorkingScreen):
    """Choosing the file. Closes with the entry that the preview made, or with None."""

    BINDINGS: ClassVar = [
        Binding("escape", "back", "Back", show=False),
        Binding("f4", "template", "Blank list", show=False),
    ]
    DEFAULT_CSS = "BringInScreen { background: $background; }"

    def __init__(self, office: Office, folder: Path) -> None:
        """`folder` is where one looks first."""
        super().__init__(office)
        self._chooser = FileChooser(folder, office.now, self._chosen)
        self._said = ""

    def compose(self) -> ComposeResult:
        what = "  nothing is changed before you have seen it"
        yield TextLine((Phrase(" Bring in a staff list", "key+"), Phrase(what, "quiet")), ground="panel")
        yield self._chooser
        yield self.progress
        yield KeyBar(
            KeyLabel("enter", "Enter", "Open"),
            KeyLabel("", "↑ ↓", "Move"),
            KeyLabel("", "Backspace", "Folder above"),
            KeyLabel("f4", "F4", "Blank list"),
            KeyLabel("escape", "Esc", "Back"),
        )

    def on_mount(self) -> None:
        self._chooser.begin()
        self.call_after_refresh(play_keys, self)

    def _chosen(self, path: Path) -> None:
        """Opens the file beside; only its headings are read."""
        memory = memory_of(self.office.register)

        def opening(*, on_progress: Callable[[int, int], None], stopped: Callable[[], bool]) -> ListFile:  # noqa: ARG001
            return open_list(path, memory, stopped=stopped)

        self.work(f"Opening {path.name}", opening, self._opened)

    def _opened(self, file: ListFile) -> None:
        from tui.screens.preview import PreviewScreen

        preview = PreviewScreen(self.office, file)
        hold_keys(self)
        self.app.push_screen(preview, partial(self._after, preview))

    def _after(self, preview: WorkingScreen, entry: Entry | None) -> None:
        """Saved: all is done. Not saved: another file may be chosen."""
        if entry is None:
            self._chooser.begin()
            self.call_after_refresh(play_keys, self)
            return
        self._said = preview.saved_words(entry)
        try:
            save_choice(settings_path(), "lists", str(self._chooser.folder))
        except SettingsNotSaved as problem:
            self._said = f"{self._said} {problem}"
        self.dismiss(entry)

    def saved_words(self, entry: Entry) -> str:
        return self._said

    def action_template(self) -> None:
        """A staff list to fill in."""
        from tui.forms.template import write_template

        self.say(write_template(self.office), "key+")

    def on_text_line_pressed(self, event: TextLine.Pressed) -> None:
        """A click on the key bar does what its key does."""
        event.stop()
        if event.key == "f4":
            self.action_template()
        elif event.key == "escape":
            self.action_back()

    def action_back(self) -> None:
        if self.is_current:
            hold_keys(self)
            self.dismiss(None)
