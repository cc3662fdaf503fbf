"""A form on its own, opened over the list."""

from __future__ import annotations

from textual.pilot import Pilot

from tests.tui.school import press
from tui.forms.form import Form
from tui.office import Office
from tui.screens.register import RegisterScreen

HOSTILE = ["[/HR]", "=1+1", "O'Brien & Sons", "Łukasz 😀", "[red]x", "x" * 300]


async def opened_on(pilot: Pilot[None], form: Form) -> None:
    """The form, ready to be typed into."""
    await press(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, RegisterScreen)
    screen._open(form)
    await press(pilot)


def latest(opened: Office) -> object:
    """The change that was saved last."""
    return opened.register.entries[-1].change
