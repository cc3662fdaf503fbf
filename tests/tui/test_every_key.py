"""Every command does something on every screen, or says why it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.school import office, press, shown
from tui import commands
from tui.app import BriefedApp
from tui.commands import EVERYTHING, Command, Commands

LIST_ONLY = (commands.MARK_ALL, commands.DETAILS, commands.EDIT)
SEEN = [one for one in EVERYTHING if one not in {commands.QUIT, commands.THEME}]
"""Those whose effect is words; colours are not."""
THERE_ALREADY = (commands.STAFF, commands.BACK)
AMONG_REPORTS = (commands.BRIEFING, commands.AUP, commands.FOLLOW_UPS, commands.WITHDRAW, commands.ABOUT_ONE)


@pytest.mark.parametrize("command", SEEN, ids=lambda one: one.name)
@pytest.mark.parametrize("first", ["", "enter", "5"], ids=["the list", "a person", "the reports"])
async def test_no_command_is_passed_over_in_silence(
    first: str, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.settings.settings_path", lambda: tmp_path / "settings.json")
    app = BriefedApp(office(("Adams", "Begum")))
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, *filter(None, [first, "down"]))
        screen, before = app.screen, shown(app)
        await press(pilot, command.key)
        assert app.screen is not screen or shown(app) != before or (first == "" and command in THERE_ALREADY)


@pytest.mark.parametrize(
    ("first", "command"),
    [*(("enter", one) for one in LIST_ONLY), *(("5", one) for one in (*LIST_ONLY[1:], *AMONG_REPORTS))],
)
async def test_a_command_of_the_list_says_so_elsewhere(first: str, command: Command) -> None:
    keys = Commands({commands.MARK_ALL.action: "z"})
    app = BriefedApp(office(("Adams",)), keys=keys)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, first, keys[command].key)
        assert f"{command.name} is for the list: Esc goes back to it." in shown(app)


@pytest.mark.parametrize("command", [commands.HANDBOOK, commands.RULES, commands.LINK])
async def test_what_is_for_the_whole_school_opens_from_a_persons_page(command: Command) -> None:
    app = BriefedApp(office(("Adams",)))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter", command.key)
        assert "Enter Save" in shown(app)
