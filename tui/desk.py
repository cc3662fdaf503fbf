"""The edge to the rest of the computer: the folder workbooks go into, and the programs that open them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tui.places import documents
from tui.settings import SettingsNotSaved, kept_folder, save_choice

PATIENCE = 3.0
"""Seconds in which a program that opens things says that it cannot."""


class Desk:
    """Where workbooks are put, last time's folder first, and what opens them."""

    def __init__(
        self, settings: Path | None = None, folder: Path | None = None, opener: Callable[[Path], None] | None = None
    ) -> None:
        """`settings` is the file in which the folder is kept for next time; without it, it is kept until the end.

        The opener hands a path to the program that is meant for it, and raises OSError where there is none.
        """
        self._settings = settings
        self._folder = folder
        self._opener = opener or hand_over

    def folder(self) -> Path:
        """Where the next workbook goes unless something else is typed."""
        kept = self._folder or self._kept()
        return kept if kept is not None and kept.is_dir() else documents()

    def _kept(self) -> Path | None:
        return None if self._settings is None else kept_folder(self._settings, "papers")

    def keep(self, folder: Path) -> str:
        """From now on workbooks go there; a sentence where that cannot be kept for next time."""
        if folder == self.folder():
            return ""
        self._folder = folder
        if self._settings is not None:
            try:
                save_choice(self._settings, "papers", str(folder))
            except SettingsNotSaved as problem:
                return str(problem)
        return ""

    def open(self, path: Path) -> str:
        """Opens a file or a folder as the computer does; a sentence where it cannot. It may take some seconds."""
        if not path.exists():
            return f"It is not there any more: {path}"
        try:
            self._opener(path)
        except OSError:
            return f"Nothing on this computer would open it. It is here: {path}"
        return ""


def hand_over(path: Path) -> None:
    """Gives a file or a folder to the program that is meant for it. Raises OSError."""
    if sys.platform == "win32":
        os.startfile(path)  # noqa: S606 - the file we have just written, as if it were clicked
        return
    opener = "open" if sys.platform == "darwin" else "xdg-open"
    opened = subprocess.Popen(  # noqa: S603 - no shell, and a whole path is no option
        [opener, str(path.resolve())],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        if opened.wait(PATIENCE):
            raise OSError(f"{opener} could not open it")
    except subprocess.TimeoutExpired:
        pass  # it stays as long as what it opened
