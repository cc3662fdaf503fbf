"""Names as people have them, and worse: shown as they are, never obeyed, and every line as wide as the window."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from store.changes import CompleteSelfCheck, RecordAbsence, RecordConnection
from tests.tui.school import TODAY, office, press, shown
from tui.app import BriefedApp

NAMES = {
    "[/HR] [red]=1+1[/] O'Brien & Sons": "[/HR] [red]",
    "\u202eŁ王e\u0301א\x1b[31m😀": "·Ł王éא␛[31m",
    "x" * 300: "xxxxxxxx",
}
"""A surname, and what of it is certain to be in sight: markup, formulas, wide, combining, right to left, control."""

WAYS: dict[str, Sequence[str]] = {
    "staff": (),
    "due": ("2",),
    "connections": ("3",),
    "history": ("6",),
    "palette": ("ctrl+p", *"joy"),
    "person": ("enter",),
    "their connections": ("enter", "v"),
    "withdrawing": ("enter", "home", "w"),
    "briefing": ("b",),
    "a group": ("a", "b"),
    "a group's effect": ("a", "b", "enter"),
    "self-check": ("s",),
    "connection": ("c",),
    "edit": ("e",),
    "leaving": ("l",),
    "follow-ups": ("f",),
    "exemption": ("h",),
    "remind": ("r",),
    "ending": ("3", "e"),
    "help": ("enter", "f1"),
    "saved": ("u", "enter"),
    "undone": ("u", "enter", "ctrl+z"),
}


@pytest.mark.parametrize("surname", NAMES, ids=lambda name: ascii(name)[:12])
async def test_a_name_is_shown_as_it_is_everywhere(surname: str) -> None:
    opened = office((surname, surname))
    opened.apply(RecordConnection(1, 1, TODAY, "related", "pupil", "own_child", surname[:12]))
    opened.apply(CompleteSelfCheck((1, 2), TODAY, follow_ups=("REBRIEF",)))
    opened.apply(RecordAbsence(2, TODAY, None))
    size = (80, 24) if len(surname) % 2 else (120, 40)
    app = BriefedApp(opened)
    async with app.run_test(size=size) as pilot:
        for way, keys in WAYS.items():
            await press(pilot, *keys)
            said = shown(app)
            assert NAMES[surname] in said, f"{way}:\n{said}"
            assert {strip.cell_length for strip in app.screen._compositor.render_strips()} == {size[0]}, way
            for _ in range(4):
                if len(app.screen_stack) > 1:
                    await press(pilot, "escape")
            await press(pilot, "escape", "1", "home")
