"""Draws the pictures of the README and the guide: python docs/screenshots.py. The same each time, on any day."""

from __future__ import annotations

import asyncio
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))  # the checkout, wherever this is run from

from store.demo.entries import demo_entries
from tui.app import BriefedApp
from tui.office import Office, Throwaway

NOW = datetime(2026, 11, 22, 9, 41, tzinfo=UTC)
FOLDER = Path(__file__).parent / "screenshots"
EVERY_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
"""The fonts an SVG of Textual asks a server for; Briefed's pictures ask nobody for anything."""
OWN_NAME = re.compile(r"terminal-\d+")


class Picture(NamedTuple):
    """One picture: its file, the window, the theme, the keys that lead there; without staff, a school just set up."""

    name: str
    size: tuple[int, int]
    theme: str = "dark"
    keys: tuple[str, ...] = ()
    has_staff: bool = True


PICTURES = (
    Picture("staff-dark", (120, 40)),
    Picture("staff-light", (100, 30), "light"),
    Picture("due", (100, 30), keys=("2",)),
    Picture("group-briefing", (100, 30), keys=("a", "b", *"da", "space", *"moh", "space", "enter")),
    Picture("connection", (100, 30), keys=("c",)),
    Picture("person", (100, 30), keys=("2", "enter")),
    Picture("reports", (100, 36), keys=("5",)),
    Picture("no-staff", (100, 30), has_staff=False),
)


async def draw(picture: Picture) -> str:
    """The picture as SVG."""
    entries = demo_entries(today=NOW.date())
    office = Office(Throwaway(entries if picture.has_staff else entries[:4]), "J Patel", lambda: NOW)
    app = BriefedApp(office, theme=picture.theme)
    async with app.run_test(size=picture.size) as pilot:
        for key in picture.keys:
            await pilot.press(key)
            await pilot.pause(0.2)
        await pilot.pause(0.5)
        svg = app.export_screenshot(title="Briefed", simplify=True)
    return OWN_NAME.sub("briefed", EVERY_FONT.sub("", svg))


async def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for picture in PICTURES:
        (FOLDER / f"{picture.name}.svg").write_text(await draw(picture), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(main())
