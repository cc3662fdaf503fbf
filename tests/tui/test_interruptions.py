"""The telephone, the hatch, a full disk, a smaller window, a key pressed twice: nothing is lost or done twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import pytest
from textual.pilot import Pilot

from store.changes import AddStaff, AmendStaff, Entry, RecordAbsence
from store.disk.errors import RegisterRefused
from tests.tui.school import NOW, TODAY, office, press, set_up, shown
from tui.app import BriefedApp
from tui.office import Office, Throwaway


class FullDisk(Throwaway):
    """A ledger that cannot save while the disk is full."""

    is_full = False

    def append(self, entry: Entry) -> None:
        if self.is_full:
            raise RegisterRefused("The disk is full, so nothing was saved.")
        super().append(entry)


def on_a_disk(*surnames: str) -> tuple[Office, FullDisk]:
    disk = FullDisk()
    opened = Office(disk, "J Patel", lambda: NOW)
    opened.apply(set_up())
    for number, surname in enumerate(surnames, start=1):
        opened.apply(AddStaff(number, f"S{number}", surname, "Joy", TODAY))
    return opened, disk


async def test_a_save_that_fails_keeps_everything_typed_and_the_next_one_saves_it_once() -> None:
    opened, disk = on_a_disk("Adams")
    before = len(opened.register.entries)
    app = BriefedApp(opened)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "n", *"Whyte", "tab", *"Ana")
        disk.is_full = True
        await press(pilot, "enter", "enter")
        assert "The disk is full, so nothing was saved." in shown(app)
        assert "Everything typed is still here." in shown(app)
        assert "Whyte" in shown(app)
        assert len(opened.register.entries) == before
        disk.is_full = False
        await press(pilot, "enter", "enter")
        assert shown(app).startswith(" Ana Whyte")  # the second Enter opened the page of whom the first one saved
    assert len(opened.register.entries) == before + 1


async def resized(pilot: Pilot[None], width: int, height: int) -> None:
    await pilot.resize_terminal(width, height)
    for _ in range(500):
        await press(pilot)
        if pilot.app.screen.size == (width, height):
            return


async def test_a_window_dragged_smaller_keeps_what_was_typed_and_where() -> None:
    app = BriefedApp(office(("Adams",)))
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "n", *"Smith", "tab", *"Jo")
        for size in ((80, 24), (60, 16), (120, 40)):
            await resized(pilot, *size)
            assert "Smith" in shown(app)
        await press(pilot, *"anna")
        assert "Joanna" in shown(app)


async def test_a_group_with_some_unticked_survives_a_blanked_screen_and_a_smaller_window() -> None:
    opened = office(("Adams", "Begum", "Clarke"))
    app = BriefedApp(opened)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "2", "b", *"be", "space", "f9", "x", "f9")
        await resized(pilot, 80, 24)
        await press(pilot, "enter")
        assert "for 2 people" in shown(app)
        await press(pilot, "enter")
    briefed = [m.surname for m in opened.register.staff() if m.records("briefing")]
    assert briefed == ["Adams", "Clarke"]


@pytest.mark.parametrize(
    "keys",
    [
        ("n", *"Smith"),
        ("e", *"x"),
        ("2", "b", "space"),
        ("s", "tab", "right"),
        ("c", "right"),
        ("l", "tab", "up"),
        ("d", "tab", "right"),
        ("p", "tab", "tab", "tab", *"x"),
    ],
)
async def test_esc_with_something_typed_asks_once(keys: Sequence[str]) -> None:
    opened = office(("Adams", "Begum"))
    before = len(opened.register.entries)
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, *keys, "escape")
        assert "Esc again leaves" in shown(app)
        await press(pilot, "escape")
        assert "1 Staff" in shown(app)
    assert len(opened.register.entries) == before


@pytest.mark.parametrize("over", ["f9", "f1"])
async def test_leaving_from_under_a_blank_screen_or_a_help_page_asks_about_the_form_below(over: str) -> None:
    app = BriefedApp(office(("Adams",)))
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "n", *"Smith", over, "ctrl+q")
        assert "Ctrl+Q again leaves" in shown(app)
        assert "Smith" in shown(app)
        await press(pilot, "ctrl+q")
    assert app.return_code == 0


@pytest.mark.parametrize("key", ["b", "p", "u", "s", "d", "i", "g"])
async def test_enter_pressed_twice_or_thrice_saves_once(key: str) -> None:
    opened = office(("Adams", "Begum"))
    before = len(opened.register.entries)
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, key, "enter", "enter", "enter")
    assert len(opened.register.entries) == before + 1


async def test_a_command_key_pressed_twice_opens_one_form() -> None:
    app = BriefedApp(office(("Adams", "Begum")))
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "p", "p", "escape", "escape")
        assert "1 Staff" in shown(app)


async def test_two_clicks_on_save_save_once() -> None:
    opened = office(("Adams",))
    before = len(opened.register.entries)
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "u")
        lines = shown(app).splitlines()
        y = next(n for n, line in enumerate(lines) if "Enter Save" in line)
        await pilot.click(offset=(lines[y].index("Enter Save") + 2, y), times=2)
        await press(pilot)
    assert len(opened.register.entries) == before + 1


async def test_an_absence_of_today_is_not_ended_today_and_the_sentence_says_what_to_do() -> None:
    opened = office(("Adams",))
    opened.apply(RecordAbsence(1, TODAY, None))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "l", "enter")
        said = " ".join(shown(app).split())
        assert "The absence begins on 9 Sep 2026, so the return is later." in said
        assert "withdraw its entry on the person’s page" in said


class Followed(Throwaway):
    """A ledger that somebody else writes to."""

    view_only = True

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__(entries)
        self.fresh: list[Entry] = []

    def refresh(self) -> list[Entry]:
        fresh, self.fresh = self.fresh, []
        for entry in fresh:
            self.append(entry)
        return fresh

    def who_edits(self, now: datetime) -> str:
        return "S Smith has this register open."


async def test_a_persons_page_follows_what_somebody_else_enters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.screens.register.FOLLOW_EVERY", 0.01)
    theirs = office(("Adams", "Begum"))
    ledger = Followed(theirs.register.entries)
    app = BriefedApp(Office(ledger, "J Patel", lambda: NOW), to_edit=False)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "enter")
        assert "Details corrected" not in shown(app)
        ledger.fresh = [theirs.apply(AmendStaff(1, job_title="Deputy head"))]
        for _ in range(500):
            await press(pilot)
            if "Details corrected" in shown(app):
                break
        assert "Deputy head" in shown(app).splitlines()[0]
        await press(pilot, "escape")
        assert "view only" in shown(app)
