"""From the list to another screen and back: a person's page, all commands, the reports, the backups."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from tui import commands
from tui.commands import Commands
from tui.office import Office
from tui.textual_private import hold_keys, play_keys

if TYPE_CHECKING:
    from tui.listing import Listing
    from tui.screens.palette import Choice
    from tui.screens.person import Left, PersonScreen
    from tui.widgets.cells import Line
    from tui.widgets.counts import Count


class Elsewhere:
    """Opens screens over the list, each imported when it is first asked for; keys typed meanwhile wait for it."""

    def __init__(self, screen: Screen[Any], office: Office, keys: Commands, changed: Callable[[], None]) -> None:
        """`changed` is called when something was entered there."""
        self._screen = screen
        self._office = office
        self._keys = keys
        self._changed = changed
        self._person: PersonScreen | None = None

    async def person(self, staff: int) -> None:
        """A person's page."""
        from tui.screens.person import PersonScreen

        hold_keys(self._screen)
        self._person = PersonScreen(self._office, self._keys, staff)
        await self._screen.app.push_screen(self._person, self._after_person)
        play_keys(self._screen)

    async def _after_person(self, left: Left | None) -> None:
        self._person = None
        if left is not None and left.changed:
            self._changed()
        await self._back(left.then if left is not None else "")

    def look_again(self) -> None:
        """Somebody else has entered something: a page that is open follows."""
        if self._person is not None:
            self._person.look_again()

    def palette(self, listing: Listing) -> None:
        """Every command, and everybody by name."""
        from tui.screens.palette import PaletteScreen
        from tui.workbooks import as_commands

        people = [(member.id, member.sort_name, member.job_title) for member in listing.everybody]
        offered = [command for command in self._keys.everything if command.action != commands.PALETTE.action]
        offered += as_commands(self._keys)
        hold_keys(self._screen)
        self._screen.app.push_screen(PaletteScreen(offered, people), self._after_palette)

    async def _after_palette(self, choice: Choice | None) -> None:
        from tui.screens.palette import ChosenCommand, ChosenPerson

        if isinstance(choice, ChosenPerson):
            await self.person(choice.staff)
        await self._back(choice.command.action if isinstance(choice, ChosenCommand) else "")

    async def reports(self, counted: Sequence[Count], tabs: Line, here: int | None, saved: str) -> None:
        """Every workbook, the trend, and the year ahead; `here` is the person one may be about."""
        from tui.screens.reports import ReportsScreen

        hold_keys(self._screen)
        reports = ReportsScreen(self._office, self._keys, counted, tabs, here, saved)
        await self._screen.app.push_screen(reports, self._after_reports)
        play_keys(self._screen)

    async def _after_reports(self, then: str | None) -> None:
        await self._back(then or "")

    def backups(self, brought_back: Callable[[str], None]) -> None:
        """The backups; `brought_back` is called with a sentence where one has taken the register’s place."""
        from tui.screens.backups import BackupsScreen

        hold_keys(self._screen)
        self._screen.app.push_screen(BackupsScreen(self._office), partial(self._after_backups, brought_back))

    async def _after_backups(self, brought_back: Callable[[str], None], said: str | None) -> None:
        if said:
            brought_back(said)
        await self._back("")

    async def _back(self, then: str) -> None:
        """The list has the screen again, and goes on with this action."""
        if then:
            await self._screen.run_action(then)
        self._screen.call_after_refresh(play_keys, self._screen)
