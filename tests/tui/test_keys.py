"""Keys of the user's own: they work, and everything that names a key names the new one."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from store.changes import AddStaff, CompleteSelfCheck, EndService, RecordConnection
from store.register import Register
from tests.tui.school import NOW, TODAY, office, press, set_up, shown
from tui import commands
from tui.app import BriefedApp
from tui.commands import EVERYTHING, Command, Commands
from tui.office import Office, Throwaway
from tui.settings import FIXED

POOL = [*"ABCDEFGHIJKLMNPQRSTUVWXYZjqtyz7890", *(f"ctrl+{letter}" for letter in "bglnorst")]
FREE = [key for key in POOL if key not in {command.key for command in EVERYTHING}]
CHOSEN = dict(zip((c.action for c in EVERYTHING if not c.action.startswith(FIXED)), FREE, strict=False))
CHOSEN[commands.PALETTE.action] = "f10"  # a letter would be typed into it
"""Another key for every command that can have one."""
KEYS = Commands(CHOSEN)


def a_school() -> Office:
    """Somebody who owes everything, with a connection to be advised and a follow-up."""
    opened = office(("Adams", "Begum"))
    opened.apply(RecordConnection(1, 1, TODAY, "related", "pupil", "own_child", "CD 3M"))
    opened.apply(CompleteSelfCheck((1,), TODAY, follow_ups=("REBRIEF",)))
    return opened


def nobody() -> Office:
    opened = Office(Throwaway(), "J Patel", lambda: NOW)
    opened.apply(set_up().changes[0])
    return opened


class ViewOnly(Throwaway):
    view_only = True


def pressed(command: Command) -> str:
    key = KEYS[command].key
    return {"/": "slash"}.get(key, key)


def test_every_command_that_may_have_another_key_has_one_here() -> None:
    assert len(set(CHOSEN.values())) == len(CHOSEN)
    assert {c.action for c in KEYS.everything if c in EVERYTHING} == {
        c.action for c in EVERYTHING if c.action.startswith(FIXED)
    }


WAYS: dict[str, tuple[Office, Sequence[Command | str]]] = {
    "the list": (a_school(), ()),
    "somebody who owes": (a_school(), ("down",)),
    "nobody yet": (nobody(), ()),
    "nobody owes": (nobody(), (commands.DUE,)),
    "connections": (a_school(), (commands.CONNECTIONS,)),
    "no connections": (nobody(), (commands.CONNECTIONS,)),
    "policies": (a_school(), (commands.POLICIES,)),
    "no policies": (nobody(), (commands.POLICIES,)),
    "no AUP": (nobody(), (commands.POLICIES, commands.AUP)),
    "references elsewhere": (a_school(), (commands.SHOW,)),
    "withdrawing on the list": (a_school(), (commands.WITHDRAW,)),
    "a person": (a_school(), ("enter",)),
    "a person's connections": (a_school(), ("enter", commands.SHOW)),
    "a declaration": (a_school(), (commands.DECLARATION,)),
    "a leaver's form": (a_school(), (commands.LEAVING, "tab", "tab", "right", "enter")),
    "undo of another day": (a_school(), (commands.UNDO,)),
    "view only": (Office(ViewOnly(a_school().register.entries), "J Patel", lambda: NOW), ()),
}


@pytest.mark.parametrize("way", WAYS)
async def test_no_sentence_names_the_old_key(way: str) -> None:
    opened, steps = WAYS[way]
    app = BriefedApp(opened, keys=KEYS, to_edit=way != "view only")
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, *(step if isinstance(step, str) else pressed(step) for step in steps))
        said = " ".join(shown(app).split())
    new = {command.spoken for command in KEYS.everything} | {"Esc", "Enter", "Space"}
    named = re.findall(r"[Pp]ress (\S+?)[.,]? ", said) + re.findall(r"(\S+) (?:edits it|again does|shows them)", said)
    assert set(named) <= new, said


async def test_bar_tabs_and_requirements_show_the_new_keys_and_no_old_one() -> None:
    app = BriefedApp(a_school(), keys=KEYS)
    async with app.run_test(size=(200, 40)) as pilot:
        await press(pilot)
        lines = shown(app).splitlines()
        assert f"▌{KEYS[commands.STAFF].shown} Staff " in lines[2]
        assert f" {KEYS[commands.HISTORY].shown} History" in lines[2]
        for command in commands.ON_THE_BAR:
            assert f" {KEYS[command].shown} {command.name}" in lines[-1]
        await press(pilot, "enter")
        said = shown(app)
        assert f" {KEYS[commands.POLICY].shown} Policy " in " ".join(said.split())
        assert f" {KEYS[commands.WITHDRAW].shown} Withdraw" in said
        assert f" {KEYS[commands.SHOW].shown} shows them" in said
        assert " w Withdraw" not in said


@pytest.mark.parametrize("first", [(), ("enter",)])
async def test_the_help_page_shows_the_new_keys(first: tuple[str, ...]) -> None:
    app = BriefedApp(a_school(), keys=KEYS)
    async with app.run_test(size=(120, 60)) as pilot:
        await press(pilot, *first, "f1")
        rows = [line.split() for line in shown(app).splitlines()]
    undo = KEYS[commands.UNDO]
    assert [undo.shown, "Undo"] in [row[:2] for row in rows]
    assert ["^z", "Undo"] not in [row[:2] for row in rows]


async def test_the_palette_shows_the_new_keys_and_its_own_key_closes_it() -> None:
    app = BriefedApp(a_school(), keys=KEYS)
    async with app.run_test(size=(120, 60)) as pilot:
        await press(pilot, pressed(commands.PALETTE), *"undo")
        assert f"Undo {KEYS[commands.UNDO].shown} " in " ".join(shown(app).split())
        await press(pilot, pressed(commands.PALETTE))
        assert f"{KEYS[commands.STAFF].shown} Staff" in shown(app)


def standing(register: Register, requirement: str) -> str:
    return {r: s.status for r, s in register.standings(2, TODAY).items()}[requirement]  # type: ignore[index]


async def test_a_new_key_does_it_and_the_old_one_nothing() -> None:
    opened = a_school()
    app = BriefedApp(opened, keys=KEYS)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "down", "u", "enter", "escape")
        assert standing(opened.register, "aup") == "overdue"
        await press(pilot, pressed(commands.AUP), "enter")
        assert standing(opened.register, "aup") == "current"


async def test_a_click_on_the_bar_and_on_a_tab_knows_the_new_key() -> None:
    app = BriefedApp(a_school(), keys=KEYS)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot)
        at = shown(app).splitlines()[2].index("History")
        await pilot.click("#tabs", offset=(at, 0))
        await press(pilot)
        assert "By" in shown(app).splitlines()[3]
        at = shown(app).splitlines()[2].index("Staff")
        await pilot.click("#tabs", offset=(at, 0))
        await press(pilot)
        at = shown(app).splitlines()[-1].index("Briefing")
        await pilot.click("#keys", offset=(at, 0))
        await press(pilot)
        assert "Delivered by" in shown(app)


async def test_a_person_left_for_a_view_or_a_search_is_left_with_what_is_typed_next() -> None:
    opened = office(("Adams", "Begum"))
    opened.apply(AddStaff(3, "C1", "Clarke", "Joy", TODAY))
    opened.apply(EndService(3, TODAY))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "enter", "slash", *"begum", "enter", "enter")
        assert " Joy Begum" in shown(app).splitlines()[0]
        await press(pilot, "6")
        assert "Entered" in shown(app)
        await press(pilot, "1", "escape", "enter", "u", "enter", "ctrl+z")
        assert "Undone: AUP 2025 signed" in shown(app)
