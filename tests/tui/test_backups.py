"""Backups at the keyboard: making one, and bringing one back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from store.changes import AddStaff
from tests.tui.filed import filed
from tests.tui.school import NOW, TODAY, office, press, shown
from tui.app import BriefedApp
from tui.office import Office
from tui.screens.backups import ago, said_size


@pytest.fixture
def opened(tmp_path: Path) -> Office:
    """Two backups, an hour apart, and somebody added after each."""
    found = filed(tmp_path / "register", ("Adams", "Begum"))
    for hours, surname in ((1, "Clarke"), (2, "Davies")):
        found._ledger.backup(NOW + timedelta(hours=hours))
        staff = found.register.next_staff
        found.apply(AddStaff(staff, f"S{staff:02}", surname, "Joy", TODAY))
    return found


def surnames(found: Office) -> list[str]:
    return [member.surname for member in found.register.staff()]


async def test_what_would_be_lost_is_shown_and_a_word_brings_it_back(opened: Office, tmp_path: Path) -> None:
    app = BriefedApp(opened)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "space", "B")
        assert "Wed 9 Sep 2026, 11:30" in shown(app).splitlines()[2]
        await press(pilot, "down", "enter")
        assert "2 entries made since would be lost:" in shown(app)
        assert "Joy Davies" in shown(app)
        assert "Joy Clarke" in shown(app)
        await press(pilot, *"RESTORE", "enter")
        assert "Brought back: the register as it was on Wed 9 Sep 2026, 10:30." in shown(app)
        assert "set-aside" in "".join(shown(app).split())
        assert "Clarke" not in shown(app)
        assert "2 members of staff" in shown(app)
        assert surnames(opened) == ["Adams", "Begum"]
        await press(pilot, "n", *"Evans", "enter")
        assert surnames(opened) == ["Adams", "Begum", "Evans"]
    opened.close()
    assert any((tmp_path / "register" / "set-aside").iterdir())


@pytest.mark.parametrize("typed", [(), tuple("restor"), tuple("yes")])
async def test_nothing_else_brings_it_back(opened: Office, typed: tuple[str, ...]) -> None:
    app = BriefedApp(opened)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "B", "enter", *typed, "enter")
        assert "Type RESTORE to bring it back" in shown(app)
        await press(pilot, "escape", "escape")
        assert "Davies" in shown(app)
    assert surnames(opened) == ["Adams", "Begum", "Clarke", "Davies"]
    opened.close()


async def test_a_damaged_backup_is_said_and_another_may_be_chosen(opened: Office) -> None:
    latest = opened.backups()[0].path
    latest.write_bytes(latest.read_bytes()[:-5])
    app = BriefedApp(opened)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "B", "enter")
        assert "Choose another." in shown(app)
        await press(pilot, "down", "enter")
        assert "would be lost" in shown(app)
    opened.close()


async def test_a_backup_is_made_now(opened: Office) -> None:
    before = len(opened.backups())
    app = BriefedApp(opened)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "B", "b")
        assert "Copied and verified" in shown(app)
    assert len(opened.backups()) == before + 1
    opened.close()


async def test_who_only_looks_sees_the_backups_and_brings_none_back(opened: Office, tmp_path: Path) -> None:
    from store.disk.ledger import Ledger

    looking = Office(Ledger.open(tmp_path / "register", by="S Smith", now=NOW, view_only=True), "S Smith", lambda: NOW)
    app = BriefedApp(looking, to_edit=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "B", "enter", *"RESTORE", "enter")
        assert "Open to view only" in shown(app)
    assert len(looking.register.staff()) == 4
    opened.close()


async def test_an_invented_school_says_that_it_has_none() -> None:
    app = BriefedApp(office(("Adams",)))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "B")
        assert "No backup yet." in shown(app)
        await press(pilot, "b")
        assert "which is kept nowhere" in shown(app)


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(hours=3), "3 hours ago"),
        (timedelta(hours=20), "yesterday"),
        (timedelta(days=12), "12 days ago"),
    ],
)
def test_how_long_ago_is_said_in_the_largest_unit(before: timedelta, said: str) -> None:
    assert ago(NOW - before, NOW) == said


def test_sizes_are_said_as_people_say_them() -> None:
    assert (said_size(10), said_size(35_000), said_size(1_300_000)) == ("1 KB", "34 KB", "1.2 MB")
