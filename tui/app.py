"""The app: which screen comes first, how it looks, and what happens when something breaks."""

from __future__ import annotations

import gc

from tui.office import Office
from tui.screens.register import RegisterScreen
from tui.textual_private import PatientApp
from tui.themes import THEMES


class BriefedApp(PatientApp[None]):
    """Briefed at the keyboard."""

    CSS_PATH = "app.tcss"
    TITLE = "Briefed"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, office: Office, *, theme: str = "dark", to_edit: bool = True) -> None:
        super().__init__()
        self._office = office
        self._to_edit = to_edit
        for known in THEMES:
            self.register_theme(known)
        self.theme = theme

    def get_default_screen(self) -> RegisterScreen:
        return RegisterScreen(self._office, to_edit=self._to_edit)

    def last_words(self, error: BaseException | None) -> str:
        from tui.crash import last_words

        return last_words(error)

    def on_mount(self) -> None:
        self.call_after_refresh(_collect_again)


def _collect_again() -> None:
    """What start-up made is here to stay; from now on garbage is collected as usual."""
    gc.freeze()
    gc.enable()
