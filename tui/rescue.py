"""The app where the register cannot be read: its backups, and the register once one of them is brought back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from rich.text import Text
from textual.screen import Screen

from store.disk.backups import Backup, backups_of
from store.disk.restore import restore
from tui.app import BriefedApp
from tui.commands import Commands
from tui.desk import Desk
from tui.office import Office, Throwaway
from tui.screens.backups import BackupsScreen
from tui.screens.register import RegisterScreen


class Unreadable(Throwaway):
    """What is left of a register: nothing that can be read, and its backups."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def backups(self) -> list[Backup]:
        return backups_of(self._path)

    def restore(self, backup: Path, *, by: str, now: datetime) -> Path | None:
        """Puts a copy in its place; where what was there is kept."""
        return restore(self._path, backup, by=by, now=now)


class RescueApp(BriefedApp):
    """Begins with the backups. `opened` is the office that came of it, to be closed by whoever runs the app."""

    def __init__(
        self,
        left: Office,
        trouble: str,
        reopen: Callable[[], Office],
        *,
        keys: Commands,
        theme: str,
        details: bool,
        desk: Desk | None = None,
    ) -> None:
        """`left` is an office on what is Unreadable; `trouble` says why in a sentence."""
        super().__init__(left, keys=keys, theme=theme, details=details, desk=desk)
        self.opened: Office | None = None
        self._left = left
        self._trouble = trouble
        self._reopen = reopen

    def get_default_screen(self) -> Screen[None]:
        return Screen()

    def on_mount(self) -> None:
        self.hold_keys()
        self.push_screen(BackupsScreen(self._left, self._trouble), self._go_on)

    async def _go_on(self, said: str | None) -> None:
        """Nothing was brought back: the trouble is said where it always was. Else the register is opened."""
        if not said:
            self.exit(return_code=1, message=Text(f"briefed: {self._trouble}"))
            return
        self.opened = self._reopen()
        await self.push_screen(RegisterScreen(self.opened, self._keys, remark=said, details=self._details))
        self.play_keys()
