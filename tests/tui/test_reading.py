"""A register so large that something is to be seen before it has been read."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from store.disk.errors import Damaged
from store.disk.glance import Glance
from tests.tui.school import office, press, shown
from tui.app import BriefedApp, Unread
from tui.office import Office
from tui.screens.register import RegisterScreen

GLANCE = Glance(40 << 20, 122_201, "Bradley Primary School [/HR]")


async def until_read(pilot: Pilot[None]) -> None:
    while not isinstance(pilot.app.screen, RegisterScreen):
        await pilot.pause()
    await pilot.pause()


async def test_what_is_being_read_is_said_and_then_the_list_is_there() -> None:
    opened = office(("Adams", "Begum"))
    said: list[str] = []

    def read() -> Office:
        said.append(shown(app))
        return opened

    app = BriefedApp(Unread(GLANCE, read))
    async with app.run_test(size=(100, 30)) as pilot:
        await until_read(pilot)
        assert "Bradley Primary School [/HR]" in said[0]
        assert "Reading 122,201 entries …" in said[0]
        assert isinstance(app.screen, RegisterScreen)
        assert "Begum" in shown(app)
        await press(pilot, "/", *"beg")
        assert "showing “beg”" in shown(app)


async def test_keys_typed_while_it_is_read_are_not_lost() -> None:
    def read() -> Office:
        for key in ("slash", *"beg"):
            app.simulate_key(key)
        return office(("Adams", "Begum"))

    app = BriefedApp(Unread(GLANCE, read))
    async with app.run_test(size=(100, 30)) as pilot:
        await until_read(pilot)
        assert "showing “beg”" in shown(app)


async def test_what_cannot_be_read_ends_the_app_and_says_why() -> None:
    refusal = Damaged("The register is damaged.")

    def read() -> Office:
        raise refusal

    app = BriefedApp(Unread(GLANCE, read))
    async with app.run_test(size=(100, 30)) as pilot:
        while app.refusal is None:
            await pilot.pause()
    assert app.refusal is refusal


@pytest.mark.parametrize("key", ["f9", "f1"])
async def test_the_list_is_as_it_always_is(key: str) -> None:
    app = BriefedApp(Unread(GLANCE, lambda: office(("Adams",))))
    async with app.run_test(size=(100, 30)) as pilot:
        await until_read(pilot)
        await press(pilot, key)
        await press(pilot, "escape")
        assert "Adams" in shown(app)
