"""The screens as text, at the sizes people use. BRIEFED_UPDATE_PICTURES=1 draws them anew, to be read in review."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from store.demo.entries import demo_entries
from tests.tui.school import press, shown
from tui.app import BriefedApp
from tui.desk import Desk
from tui.office import Office, Throwaway

NOW = datetime(2026, 11, 22, 9, 41, tzinfo=UTC)
PICTURES = Path(__file__).parents[1] / "data/screens"


def check(name: str, drawn: str) -> None:
    """A screen is as its picture, or becomes it."""
    drawn += "\n"
    picture = PICTURES / f"{name}.txt"
    if os.environ.get("BRIEFED_UPDATE_PICTURES"):
        picture.write_text(drawn, encoding="utf-8")
    assert drawn == picture.read_text(encoding="utf-8")


class Papers(Desk):
    """The same folder on every computer."""

    def folder(self) -> Path:
        return Path("Papers")


@pytest.mark.parametrize(
    ("name", "size", "keys"),
    [
        ("staff-80x24", (80, 24), ()),
        ("staff-100x30", (100, 30), ()),
        ("staff-120x40", (120, 40), ()),
        ("due-100x30", (100, 30), ("2",)),
        ("nobody-found-80x24", (80, 24), ("slash", "q", "q", "q")),
        ("briefing-80x24", (80, 24), ("b",)),
        ("acknowledgement-80x24", (80, 24), ("p",)),
        ("group-100x30", (100, 30), ("a", "b")),
        ("self-check-80x24", (80, 24), ("s", "tab", "right")),
        ("connection-80x24", (80, 24), ("c",)),
        ("new-starter-80x24", (80, 24), ("n",)),
        ("help-80x24", (80, 24), ("f1",)),
        ("reports-80x24", (80, 24), ("5",)),
        ("reports-100x30", (100, 30), ("5", "down", "down")),
        ("governors-80x24", (80, 24), ("5", "g")),
        ("connections-register-80x24", (80, 24), ("5", "k", "enter")),
        ("about-one-80x24", (80, 24), ("X",)),
    ],
)
async def test_picture(name: str, size: tuple[int, int], keys: tuple[str, ...]) -> None:
    office = Office(Throwaway(demo_entries(today=NOW.date())), "J Patel", lambda: NOW)
    app = BriefedApp(office, desk=Papers())
    async with app.run_test(size=size) as pilot:
        await press(pilot, *keys)
        await app.workers.wait_for_complete()
        await press(pilot)
        check(name, shown(app))
