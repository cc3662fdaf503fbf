"""The two tasks that need files: a list from the office system, and a backup. Counted as those of a day are."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from store.changes import AddStaff
from tests.tui.filed import filed, line, staff_list
from tests.tui.school import NOW, SURNAMES, TODAY, office, press
from tests.tui.test_tasks import Task, count, keys
from tui.app import BriefedApp
from tui.office import Office

LEAVERS = 2
STAFF = [line(number, surname) for number, surname in enumerate(SURNAMES, start=1)]


def left(opened: Office) -> list[date | None]:
    return [member.spells[-1].last_day for member in opened.register.staff() if member.spells[-1].last_day]


@pytest.fixture
def summer(documents: Path) -> Path:
    """The documents, with the list of last term in them."""
    staff_list(documents, "summer.csv", STAFF)
    return documents


async def brought_in_before() -> Office:
    opened = office(())
    async with BriefedApp(opened).run_test(size=(80, 24)) as pilot:
        await press(pilot, "m", "enter", "enter", "enter")
    return opened


async def test_import_from_the_mis(summer: Path) -> None:
    opened = await brought_in_before()
    with_a_starter = [*STAFF, line(32, "Whyte", start="07/09/2026")]
    staff_list(summer, "autumn.csv", with_a_starter, NOW + timedelta(days=1))
    task = Task("Import from the MIS", 3, keys("m<enter><enter>"), lambda r: r.staff()[-1].surname == "Whyte")
    await count(opened, task)


async def test_import_from_the_mis_with_leavers(summer: Path) -> None:
    opened = await brought_in_before()
    leaving = [
        line(number, surname, leaves="04/09/2026" if number <= LEAVERS else "")
        for number, surname in enumerate(SURNAMES, start=1)
    ]
    staff_list(summer, "autumn.csv", leaving, NOW + timedelta(days=1))
    name = f"Import from the MIS, {LEAVERS} leavers accepted"
    task = Task(name, 3 + 2 * LEAVERS, keys("m<enter>4  <enter>"), lambda r: len(left(opened)) == LEAVERS)
    await count(opened, task)


async def test_restore_yesterday(tmp_path: Path) -> None:
    opened = filed(tmp_path / "register", ("Adams",), NOW - timedelta(days=1))
    for hours in (1, 24):
        opened._ledger.backup(NOW - timedelta(days=1) + timedelta(hours=hours))
        staff = opened.register.next_staff
        opened.apply(AddStaff(staff, f"S{staff:02}", "Begum", "Joy", TODAY))
    task = Task(
        "Restore yesterday", 12, keys("B<down><enter>RESTORE<enter>"), lambda _: len(opened.register.staff()) == 1
    )
    await count(opened, task)
    opened.close()
