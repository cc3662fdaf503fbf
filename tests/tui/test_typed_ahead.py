"""Keys typed faster than screens open lead where the same keys lead when each is waited for."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from textual import events

from tests.tui.school import office, press, shown
from tui.app import BriefedApp
from tui.desk import Desk

KEYS = (
    *"abcdefghijklmnopqrstuvwxyz123456zBXO",
    *("enter", "space", "escape", "tab", "down", "up", "left", "right", "home", "end", "backspace"),
    *("slash", "ctrl+p", "ctrl+z", "f1", "f2", "f9"),
)


async def led_to(keys: list[str], folder: Path, *, at_once: bool) -> tuple[list[str], str]:
    """The kinds of entries made, and the last screen."""
    opened = office(("Adams", "Begum", "Clarke"))
    app = BriefedApp(opened, desk=Desk(folder=folder))
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot)
        for key in keys:
            app.post_message(events.Key(key, key if len(key) == 1 else None))
            if not at_once:
                await press(pilot)
        await press(pilot)
        screen = shown(app)
    return [type(entry.change).__name__ for entry in opened.register.entries], screen


@pytest.mark.parametrize(
    "seed", [0, 1, 2, 10, 64, 102, 110, 122]
)  # each fails where keys are not held, or not one by one
async def test_no_key_is_lost_or_taken_twice(
    seed: int, tmp_path: Path, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.settings.settings_path", lambda: tmp_path / "settings.json")
    chance = random.Random(seed)
    keys = [chance.choice(KEYS) for _ in range(12)]
    assert await led_to(keys, documents, at_once=True) == await led_to(keys, documents, at_once=False), keys
