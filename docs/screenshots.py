"""Draws the pictures of the README and the guide: python docs/screenshots.py. The same each time, on any day."""

from __future__ import annotations

import asyncio
import csv
import re
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from html import escape, unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))  # the checkout, wherever this is run from

from textual.screen import Screen

from store.demo.entries import demo_entries
from tests.tui.school import press
from tui.app import BriefedApp
from tui.desk import Desk
from tui.first_run import FirstRunApp, Ways
from tui.office import Office, Throwaway
from tui.screens.bring_in import BringInScreen

NOW = datetime(2026, 11, 22, 9, 41, tzinfo=UTC)
FOLDER = Path(__file__).parent / "screenshots"
PLACE = Path("/home/office/Briefed")
"""Where the welcome would keep the register; nothing is."""
EVERY_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
"""The fonts an SVG of Textual asks a server for; Briefed's pictures ask nobody for anything."""
OWN_NAME = re.compile(r"terminal-\d+")
TEXT = re.compile(
    r'<text class="([^"]*)" x="([^"]*)" y="([^"]*)" textLength="[^"]*" (clip-path="[^"]*")>([^<]*)</text>'
)
WINDOW = re.compile(r'(clip-terminal">\s*<rect [^>]*height=")([^"]*)')
WORDS = re.compile(r"\S+(?:\xa0\S+)*")
CELL = 12.2
"""Units of Textual's SVG that a cell is wide."""


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
    Picture("details", (120, 40), keys=("2", "down", "down")),
    Picture("due", (100, 30), keys=("2",)),
    Picture("group-briefing", (100, 30), keys=("a", "b", *"da", "space", *"moh", "space", "enter")),
    Picture("connection", (100, 30), keys=("c",)),
    Picture("person", (100, 30), keys=("2", "enter")),
    Picture("reports", (100, 36), keys=("5",)),
    Picture("governors", (100, 30), keys=("5", "g")),
    Picture("no-staff", (100, 30), has_staff=False),
)
SET_UP = ("Bradley Primary School", "May 2023", "1/5/23", "AUP 2025", "1/9/25")
"""What is typed into the welcome, field by field."""


class Papers(Desk):
    """The same folder on every computer."""

    def folder(self) -> Path:
        return Path("Documents")


async def draw(
    app: BriefedApp, size: tuple[int, int], keys: Sequence[str], first: Callable[[], Screen[Any]] | None = None
) -> str:
    """What is on the screen after these keys, as SVG; `first` is a screen to begin with."""
    async with app.run_test(size=size) as pilot:
        await press(pilot)
        if first is not None:
            app.hold_keys()
            await app.push_screen(first())
        for key in keys:
            await press(pilot, key)
            await app.workers.wait_for_complete()
        await press(pilot)
        await pilot.pause(0.5)  # the details follow the cursor once it has rested
        svg = app.export_screenshot(title="Briefed", simplify=True)
    svg = OWN_NAME.sub("briefed", EVERY_FONT.sub("", svg))
    # As Textual draws it, the last line is cut through below.
    svg = WINDOW.sub(lambda found: f"{found[1]}{float(found[2]) + CELL / 2:.1f}", svg)
    return TEXT.sub(_placed, svg)


def _placed(text: re.Match[str]) -> str:
    """Every word where it belongs: not every viewer keeps the blanks before it and between."""
    look, x, y, clip, said = text.groups()
    return "".join(
        f'<text class="{look}" x="{float(x) + CELL * word.start():.1f}" y="{y}" '
        f'textLength="{CELL * len(word[0]):.1f}" {clip}>{escape(word[0])}</text>'
        for word in WORDS.finditer(unescape(said))
    )


def school(*, has_staff: bool = True) -> Office:
    """The invented school; without staff, one just set up."""
    entries = demo_entries(today=NOW.date())
    return Office(Throwaway(entries if has_staff else entries[:4]), "J Patel", lambda: NOW)


async def welcome() -> str:
    """The first run, filled in, with what it says would be created."""
    blank = Office(Throwaway(), "J Patel", lambda: NOW)

    def never(_: Path) -> Office:
        raise AssertionError("nothing is created for a picture")

    ways = Ways(never, never, school)
    keys = [key for typed in SET_UP for key in (*typed, "tab")]
    return await draw(FirstRunApp(blank, PLACE, ways, desk=Papers()), (100, 30), (*keys, "enter"))


async def staff_list() -> str:
    """The preview of a newer staff list: somebody new, a changed job, a leaver, somebody missing, a line refused."""
    office = school()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "staff november.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(("Staff Code", "Surname", "Forename", "Post", "Start Date", "Leaving Date", "Date of Birth"))
            here = [(member, member.spells[-1]) for member in office.register.staff() if not member.spells[-1].last_day]
            for member, spell in here[:-1]:
                job = "HLTA" if member.code == "KAS" else member.job_title
                leaves = "18/12/2026" if member.code == "BEI" else ""
                rows.writerow((member.code, member.surname, member.forename, job, spell.first_day, leaves, ""))
            rows.writerow(("WHA", "Whyte", "Ana", "Teaching assistant", "23/11/2026", "", ""))
            rows.writerow(("SHG", "Shah", "Gita", "Midday supervisor", "Jan 2027", "", ""))
        app = BriefedApp(office, desk=Papers())
        keys = ("enter", "enter", "4")
        return await draw(app, (100, 30), keys, lambda: BringInScreen(office, Path(folder)))


async def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    drawn = {"welcome": await welcome(), "staff-list": await staff_list()}
    for one in PICTURES:
        app = BriefedApp(school(has_staff=one.has_staff), theme=one.theme, desk=Papers())
        drawn[one.name] = await draw(app, one.size, one.keys)
    for name, svg in drawn.items():
        (FOLDER / f"{name}.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(main())
