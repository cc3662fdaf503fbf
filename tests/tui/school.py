"""A small invented school for the tests of the screen, and a clock that stands still."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, date, datetime

from textual.app import App
from textual.pilot import Pilot

from store.changes import AddStaff, AdoptVersion, Bundle, LinkAup, OpenRegister
from store.register import Register
from tests.tui.quiet import at_rest
from tui.app import BriefedApp
from tui.office import Office, Throwaway
from tui.textual_private import PatientApp

NOW = datetime(2026, 9, 9, 8, 30, tzinfo=UTC)
TODAY = NOW.date()
POLICY, AUP = "May 2023", "AUP 2025"
NAMES = (
    "Adams Begum Clarke Davies Evans Foster Green Hughes Iqbal Jones Khan Lewis Morris Nowak Owen Patel Quinn Reid "
    "Shah Taylor Usman Varga Walker Xu Young Zielinska Abbott Barnes Cole Dixon Ellis"
)
SURNAMES = tuple(NAMES.split())


def set_up() -> Bundle:
    return Bundle(
        "set_up",
        (
            OpenRegister("Bradley Primary School"),
            AdoptVersion("policy", POLICY, date(2023, 5, 1), date(2023, 5, 1), precision="month"),
            AdoptVersion("aup", AUP, date(2025, 9, 1), date(2025, 9, 1)),
            LinkAup(POLICY, AUP, date(2025, 9, 1)),
        ),
    )


def office(surnames: Sequence[str] = SURNAMES, first_day: date = date(2026, 9, 1), now: datetime = NOW) -> Office:
    """An office whose staff, all starters of the term, owe everything."""
    opened = Office(Throwaway(), "J Patel", lambda: now)
    opened.apply(set_up())
    for number, surname in enumerate(surnames, start=1):
        opened.apply(AddStaff(number, f"S{number:02}", surname, "Joy", first_day, job_title="Class teacher"))
    return opened


def person(register: Register, surname: str) -> int:
    return next(member.id for member in register.staff() if member.surname == surname)


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Presses keys as fast as they come, and waits until all of them have had their effect."""
    app = pilot.app
    assert isinstance(app, PatientApp)
    await pilot.press(*keys)
    for _ in range(2000):
        await at_rest()
        working = any(getattr(screen, "at_work", False) for screen in app.screen_stack)
        if app._exit or app._exception or not (app._typed_ahead or app._holding or app.has_key_under_way or working):
            return
        await asyncio.sleep(0.001)
    raise AssertionError(f"the app still waits: {app._holding} holds, {list(app._typed_ahead)}, {app._under_way}")


def shown(app: App[None]) -> str:
    """What the terminal shows, as text."""
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())


async def until(pilot: Pilot[None], said: str) -> str:
    """Waits for what another thread works out; what the screen shows then."""
    app = pilot.app
    assert isinstance(app, BriefedApp)
    for _ in range(2000):
        if said in (screen := shown(app)):
            return screen
        await pilot.pause(0.002)
    raise AssertionError(f"“{said}” is not said:\n{shown(app)}")


async def written(pilot: Pilot[None]) -> str:
    """Waits for the workbook that is being written; what the screen shows then."""
    app = pilot.app
    assert isinstance(app, BriefedApp)
    for _ in range(2000):
        if not app.exporting.busy:
            await pilot.pause()
            return shown(app)
        await pilot.pause(0.002)
    raise AssertionError("it is still being written")
