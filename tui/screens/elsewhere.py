"""From the list to another screen and back: a person's page, all commands, the reports."""

from __future__ import annotations

from collections.abc import Callable
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

        listed = listing.everybody
        people = [(member.id, member.sort_name, member.job_title) for member in listed]
        offered = [command for command in self._keys.everything if command.action != commands.PALETTE.action]
        hold_keys(self._screen)
        self._screen.app.push_screen(PaletteScreen(offered, people), self._after_palette)

    async def _after_palette(self, choice: Choice | None) -> None:
        from tui.screens.palette import ChosenCommand, ChosenPerson

        if isinstance(choice, ChosenPerson):
            await self.person(choice.staff)
        await self._back(choice.command.action if isinstance(choice, ChosenCommand) else "")

    def reports(self) -> None:
        """The trend, and the year ahead."""
        from tui.screens.reports import ReportsScreen

        hold_keys(self._screen)
        self._screen.app.push_screen(ReportsScreen(self._office), self._after_reports)
        self._screen.call_after_refresh(play_keys, self._screen)

    async def _after_reports(self, then: str | None) -> None:
        if then:
            await self._screen.run_action(then)

    async def _back(self, then: str) -> None:
        """The list has the screen again, and goes on with this action."""
        if then:
            await self._screen.run_action(then)
        self._screen.call_after_refresh(play_keys, self._screen)
