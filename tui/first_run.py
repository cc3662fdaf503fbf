"""The app where there is no register yet: the welcome, then the list of staff."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from rich.text import Text
from textual.screen import Screen

from store.changes import Entry
from tui.app import BriefedApp
from tui.commands import Commands
from tui.desk import Desk
from tui.forms.welcome import WelcomeForm
from tui.office import Office
from tui.screens.register import RegisterScreen
from tui.settings import SettingsNotSaved, save_choice, settings_path

NOTHING = "Nothing has been created. Start Briefed again to set a register up."
INVENTED = "An invented school to look round: nothing done here is kept. Ctrl+Q leaves; then start Briefed again."


class Ways(NamedTuple):
    """How the welcome comes to an office: a new register in a folder, the one that is there, or an invented school."""

    create: Callable[[Path], Office]
    open_there: Callable[[Path], Office]
    look_round: Callable[[], Office]


class FirstRunApp(BriefedApp):
    """Briefed on its first day. `register` is the office that came of it, to be closed by whoever runs the app."""

    def __init__(
        self,
        blank: Office,
        usual: Path,
        ways: Ways,
        *,
        keys: Commands | None = None,
        theme: str = "dark",
        remark: str = "",
        details: bool = True,
        desk: Desk | None = None,
    ) -> None:
        """`blank` is an office in which nothing is recorded yet; `usual` is where a register is kept, as a rule."""
        super().__init__(blank, keys=keys, theme=theme, remark=remark, details=details, desk=desk)
        self.opened: Office | None = None
        self._usual = usual
        self._ways = ways
        self._welcome = WelcomeForm(blank, self._keys, usual, ways.create, ways.open_there)

    def get_default_screen(self) -> Screen[None]:
        return Screen()

    def on_mount(self) -> None:
        self.hold_keys()
        self.push_screen(self._welcome, self._begin)

    async def _begin(self, entry: Entry | None) -> None:
        """What the welcome leads to."""
        welcome = self._welcome
        office = self.opened = welcome.begun
        if office is not None:
            said = (welcome.saved_words(entry) if entry else "", self._kept(), self._remark)
            remark = " ".join(sentence for sentence in said if sentence)
        elif welcome.demo:
            office, remark = self._ways.look_round(), INVENTED
        else:
            self.exit(message=Text(NOTHING))
            return
        screen = RegisterScreen(office, self._keys, remark=remark, details=self._details)
        await self.push_screen(screen)
        self.play_keys()
        if entry is not None and welcome.list_next:
            screen.call_after_refresh(screen.run_action, "task('bring_in')")

    def _kept(self) -> str:
        """Remembers where the register is, if it is not where it would be looked for; a sentence if that fails."""
        folder = self._welcome.folder
        if folder == self._usual:
            return ""
        try:
            save_choice(settings_path(), "register", str(folder))
        except SettingsNotSaved as problem:
            return f"{problem} Open it next time with: briefed --register"
        return ""
