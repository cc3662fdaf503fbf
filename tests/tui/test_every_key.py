"""Every command does something on every screen, or says why it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.school import office, press, shown
from tui import commands
from tui.app import BriefedApp
from tui.commands import EVERYTHING, Command, Commands
from tui.desk import Desk
from tui.screens.help import page_of

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


WAYS = {
    "the list": (),
    "a person": ("enter",),
    "the reports": ("5",),
    "the figures": ("5", "p"),
    "all commands": ("ctrl+p",),
    "the backups": ("B",),
    "a form": ("n",),
    "a group": ("2", "b"),
    "reminders": ("2", "r"),
    "a self-check": ("s",),
    "a workbook": ("5", "m"),
}
THE_SAME = {"the figures": {"p", "enter"}, "the backups": {"B"}, "all commands": {"ctrl+p"}}
"""Keys that do what one that is told does."""


@pytest.mark.parametrize("way", WAYS)
async def test_f1_tells_every_key_that_works_and_each_once(way: str, tmp_path: Path) -> None:
    app = BriefedApp(office(("Adams", "Begum")), desk=Desk(folder=tmp_path))
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, *WAYS[way])
        page = page_of(app.screen)
        works = {"ctrl+q", "f1", "f8", "f9"} | {
            key for key, there in app.screen.active_bindings.items() if there.node in {app, app.screen}
        }
    told = [row.key for row in page.rows if row.key]
    moves = {"up", "down", "pageup", "pagedown", "home", "end", "left", "right", "tab", "shift+tab"}
    textual = {"ctrl+c", "super+c", "ctrl+pageup", "ctrl+pagedown"}
    assert works - moves - textual - THE_SAME.get(way, set()) <= set(told)
    assert len(told) == len(set(told))
    assert "  " not in page.title


async def test_the_title_of_a_workbooks_help_says_it_and_its_marking_apart(tmp_path: Path) -> None:
    app = BriefedApp(office(("Adams",)), desk=Desk(folder=tmp_path))
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "5", "m", "f1")
        assert "Compliance matrix Confidential" in shown(app)
