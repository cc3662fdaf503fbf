"""The app: which screen comes first, how it looks, and what happens when something breaks."""

from __future__ import annotations

import asyncio
import gc
import signal
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.screen import Screen

from store.disk.errors import RegisterRefused
from store.disk.glance import Glance
from tui.commands import Commands
from tui.office import Office
from tui.screens.details import Details
from tui.screens.register import RegisterScreen
from tui.textual_private import PatientApp
from tui.themes import THEMES
from tui.widgets.cells import shown
from tui.widgets.export_line import ExportLine, Said

if TYPE_CHECKING:
    from tui.desk import Desk
    from tui.exporting import Exporting


class Unread(NamedTuple):
    """A register so large that something is to be seen before it has been read."""

    glance: Glance
    read: Callable[[], Office]
    """Raises RegisterRefused."""


class BriefedApp(PatientApp[None]):
    """Briefed at the keyboard."""

    CSS_PATH = "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", show=False, priority=True),
        Binding("f1", "help", show=False, priority=True),
        Binding("f8", "theme", show=False, priority=True),
        Binding("f9", "blank", show=False, priority=True),
        Binding("f3", "stop_export", show=False),
        Binding("f6", "workbook", show=False),
        Binding("f7", "folder", show=False),
    ]
    TITLE = "Briefed"
    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self,
        office: Office | Unread,
        *,
        keys: Commands | None = None,
        theme: str = "dark",
        to_edit: bool = True,
        remark: str = "",
        details: bool = True,
        desk: Desk | None = None,
    ) -> None:
        """`remark` is said once the list is there. The desk is where workbooks are put."""
        super().__init__()
        self.animation_level = "none"  # a page that glides is a page not read yet
        self.refusal: RegisterRefused | None = None
        """Why there is nothing to show, if the register could not be read."""
        self._desk = desk
        self._exporting: Exporting | None = None
        self.export_said: Said | None = None
        """What there is to say of the workbook being written, or the last one."""
        self._office = office
        self._keys = keys or Commands()
        self._to_edit = to_edit
        self._remark = remark
        self._details = details
        for known in THEMES:
            self.register_theme(known)
        self.theme = theme
        if self._keys.keymap:
            self.set_keymap(self._keys.keymap)

    def on_load(self) -> None:
        """From now on a computer that shuts down, and a window that is closed, leave nothing as it should not be."""
        if self.is_headless or sys.platform == "win32":
            return
        for number in (signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(number, self._end_now, number)

    def _end_now(self, number: signal.Signals) -> None:
        """Whoever ends it does not wait for an answer: the terminal is given back, and the register closed."""
        self.exit(return_code=128 + number)
        if number == signal.SIGTERM:  # else there is no window to say it in
            self.say_at_the_end("briefed: Ended from outside. What it said was saved is saved.")

    def get_default_screen(self) -> Screen[None]:
        if isinstance(self._office, Office):
            return self._list_of(self._office)
        from tui.screens.reading import ReadingScreen

        return ReadingScreen(self._office.glance, self._read)

    def _list_of(self, office: Office) -> RegisterScreen:
        return RegisterScreen(office, self._keys, to_edit=self._to_edit, remark=self._remark, details=self._details)

    def _read(self) -> None:
        """What the first frame says is being read; then the list is there."""
        assert not isinstance(self._office, Office), "it is read once"
        try:
            office = self._office.read()
        except RegisterRefused as refusal:
            self.refusal = refusal
            self.exit()
            return
        self.push_screen(self._list_of(office))
        self.call_after_refresh(_collect_again)
        self.call_after_refresh(self.play_keys)

    def last_words(self, error: BaseException | None) -> str:
        from tui.crash import last_words

        return last_words(error)

    async def action_quit(self) -> None:
        """Leaves; a form with something typed asks first, also from under a blank screen or a help page.

        So does a workbook that is being written.
        """
        for screen in reversed(self.screen_stack):
            may_leave = getattr(screen, "may_leave", None)
            if may_leave is not None and not may_leave("Ctrl+Q"):
                while self.screen is not screen:
                    self.pop_screen()
                return
        if self._exporting is None or self._exporting.may_leave():
            self.exit()

    def action_help_quit(self) -> None:
        """Ctrl+C where there is nothing to copy: whoever pressed it may want to leave."""
        self.notify("Ctrl+Q leaves Briefed.", markup=False)

    def on_unmount(self) -> None:
        """However the app ends: no workbook is written any more, and one that has been is noted."""
        if self._exporting is not None and (said := self._exporting.end()):
            self.say_at_the_end(f"briefed: {shown(said)}")

    def action_help(self) -> None:
        """The keys of the screen that is shown, from anywhere."""
        from tui.screens.blank import BlankScreen
        from tui.screens.help import HelpScreen, page_of

        if not isinstance(self.screen, HelpScreen | BlankScreen):
            self.push_screen(HelpScreen(page_of(self.screen)))

    def action_theme(self) -> None:
        """The next of the themes, from now on."""
        from tui.settings import THEMES

        self.theme = THEMES[(THEMES.index(self.theme) + 1) % len(THEMES)]
        self._keep("theme", self.theme)

    def on_details_wanted(self, event: Details.Wanted) -> None:
        """Kept for next time."""
        self._keep("details", event.wanted)

    def _keep(self, name: str, chosen: str | bool) -> None:
        from tui.settings import SettingsNotSaved, save_choice, settings_path

        try:
            save_choice(settings_path(), name, chosen)
        except SettingsNotSaved as problem:
            self.notify(str(problem), markup=False, severity="warning")

    def action_blank(self) -> None:
        """Nothing to see, and back, from anywhere; what is open stays as it is."""
        from tui.screens.blank import BlankScreen

        if isinstance(self.screen, BlankScreen):
            self.pop_screen()
        else:
            self.push_screen(BlankScreen())

    # Workbooks ---------------------------------------------------------------

    @property
    def exporting(self) -> Exporting:
        """Writes workbooks while the screen goes on."""
        if self._exporting is None:
            from tui.desk import Desk
            from tui.exporting import Exporting

            self._exporting = Exporting(self, self._desk or Desk())
        return self._exporting

    def say_of_export(self, said: Said | None) -> None:
        """Says it on every screen that has a line for it."""
        self.export_said = said
        for screen in self.screen_stack:
            for line in screen.query(ExportLine):
                line.say(said)

    def on_export_read(self) -> None:
        """It need not be said any longer, unless one is being written."""
        if self.export_said is not None and not self.exporting.busy:
            self.say_of_export(None)

    def action_stop_export(self) -> None:
        """The workbook that is being written is not wanted."""
        self.exporting.stop()

    def action_workbook(self) -> None:
        """Opens the workbook last written; one that could not be written, the form it was asked for with."""
        self.exporting.open_or_ask_again()

    def action_folder(self) -> None:
        """Opens the folder of the workbook last written."""
        self.exporting.open_folder()

    def on_mount(self) -> None:
        if isinstance(self._office, Office):
            self.call_after_refresh(_collect_again)


def _collect_again() -> None:
    """What start-up made is here to stay; from now on garbage is collected as usual."""
    gc.freeze()
    gc.enable()
