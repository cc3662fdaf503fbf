"""The screens by which a school gets in and back, as text. They are drawn anew as those of test_pictures are."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.tui.filed import filed, line, staff_list
from tests.tui.school import NOW, SURNAMES, office, press, shown
from tests.tui.test_pictures import check
from tests.tui.test_welcome import first_run
from tui.app import BriefedApp

SIZE = (80, 24)
STAFF = [line(number, surname) for number, surname in enumerate(SURNAMES, start=1)]
PLACE = "/home/jp"
"""What stands for the test’s own folder, whose name is never the same."""


async def test_welcome() -> None:
    app = first_run(Path(f"{PLACE}/Briefed"))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, *"Bradley Primary School", "tab", *"May 2023", "enter")
        check("welcome-80x24", shown(app))


async def test_choosing_the_file(documents: Path) -> None:
    staff_list(documents, "staff-summer.csv", STAFF, NOW - timedelta(days=140))
    staff_list(documents, "staff-autumn.xlsx", STAFF)
    (documents / "School office").mkdir()
    app = BriefedApp(office(()))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "m")
        check("staff-files-80x24", shown(app).replace(str(documents), f"{PLACE}/Documents"))


async def test_which_column_is_what(documents: Path) -> None:
    staff_list(documents, "staff.csv", STAFF)
    app = BriefedApp(office(()))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "m", "enter")
        check("columns-80x24", shown(app))


async def test_the_preview(documents: Path) -> None:
    staff_list(documents, "staff.csv", STAFF)
    opened = office(())
    async with BriefedApp(opened).run_test(size=SIZE) as pilot:
        await press(pilot, "m", "enter", "enter", "enter")
    changed = [
        line(1, "Adams-Smith", job="Senior teacher"),
        line(2, "Begum", leaves="04/09/2026"),
        *STAFF[3:],
        line(32, "Whyte", job="[/HR]", start="07/09/2026"),
        line(33, "Young", start="Sept 2026"),
    ]
    staff_list(documents, "staff.csv", changed, NOW + timedelta(days=1))
    for size in (SIZE, (100, 30)):
        app = BriefedApp(opened)
        async with app.run_test(size=size) as pilot:
            await press(pilot, "m", "enter", "4")
            check(f"preview-{size[0]}x{size[1]}", shown(app))


async def test_bringing_a_backup_back(tmp_path: Path) -> None:
    opened = filed(tmp_path / "register", ("Adams", "Begum"))
    opened._ledger.backup(NOW - timedelta(days=1))
    opened.undo()
    app = BriefedApp(opened)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "B")
        check("backups-80x24", shown(app))
        await press(pilot, "down", "enter")
        check("restore-80x24", shown(app))
    opened.close()
