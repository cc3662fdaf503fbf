"""Everything a key does, the mouse does too."""

from __future__ import annotations

from textual.pilot import Pilot

from store.changes import CompleteSelfCheck
from tests.tui.school import TODAY, office, press, shown
from tui.app import BriefedApp
from tui.office import Office


async def click(pilot: Pilot[None], words: str, *, times: int = 1, right: int = 1) -> None:
    """A click on words that are shown; `right` is how far into them."""
    app = pilot.app
    assert isinstance(app, BriefedApp)
    lines = shown(app).splitlines()
    y = next((n for n, line in enumerate(lines) if words in line), None)
    assert y is not None, f"{words} is not shown:\n" + "\n".join(lines)
    await pilot.click(offset=(lines[y].index(words) + right, y), times=times)
    await press(pilot)


def a_school() -> Office:
    return office(("Adams", "Begum", "Clarke"))


def statuses(opened: Office, requirement: str) -> list[str]:
    standings = opened.register.standings
    return [standings(m.id, TODAY)[requirement].status for m in opened.register.staff()]  # type: ignore[index]


async def test_tabs_rows_headings_and_the_bar() -> None:
    opened = a_school()
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot)
        await click(pilot, "Begum, Joy")
        assert "▌  Begum, Joy" in shown(app)
        await click(pilot, "u AUP")
        await click(pilot, "Enter Save")
        assert statuses(opened, "aup") == ["overdue", "current", "overdue"]
        await click(pilot, "Name ▴")
        assert shown(app).index("Clarke, Joy") < shown(app).index("Adams, Joy")
        await click(pilot, "AUP  ")
        assert "AUP ▴" in shown(app)
        await click(pilot, "6 History")
        assert "By" in shown(app).splitlines()[3]
        await click(pilot, "5 Reports")
        assert "Governors’ workbook" in shown(app)
        await click(pilot, "Esc Back")
        await click(pilot, "2 Due")
        assert "▌" in shown(app)


async def test_a_second_click_on_a_row_opens_the_person_and_the_bar_there_works() -> None:
    opened = a_school()
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot)
        await click(pilot, "Begum, Joy")
        await click(pilot, "Begum, Joy")
        assert shown(app).splitlines()[0].startswith(" Joy Begum")
        await click(pilot, "i First day")
        await click(pilot, "Enter Save")
        assert statuses(opened, "briefing") == ["overdue", "current", "overdue"]
        await click(pilot, "w Withdraw")
        assert "Reason" in shown(app)
        await click(pilot, "Esc Back")
        await click(pilot, "Esc Back")
        assert "1 Staff" in shown(app)


async def test_a_click_before_a_name_marks_and_a_group_is_ticked_and_saved_with_the_mouse() -> None:
    opened = a_school()
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot)
        for name in ("Adams, Joy", "Clarke, Joy"):
            await click(pilot, f"  {name}", right=0)
        assert "2 marked" in shown(app)
        await click(pilot, "b Briefing")
        assert "for a group of up to 2" in shown(app)
        await click(pilot, "✓ Clarke, Joy", right=0)
        await click(pilot, "○ One to one")
        await click(pilot, "Enter Go on")
        assert "for 1 person" in shown(app)
        await click(pilot, "Enter Go on")
    assert statuses(opened, "briefing") == ["current", "overdue", "overdue"]


async def test_fields_choices_ticks_and_questions() -> None:
    opened = a_school()
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 40)) as pilot:
        await press(pilot, "s")
        await click(pilot, "Brief again")
        await click(pilot, "Enter Save")
        change = opened.register.entries[-1].change
        assert isinstance(change, CompleteSelfCheck)
        assert change.follow_ups == ("REBRIEF",)
        await press(pilot, "down", "s", "tab", "right")
        for number in range(1, 15):
            for _ in range(2):  # goes there, then answers
                if f"yes{number:>12} " not in shown(app):
                    line = next(line for line in shown(app).splitlines() if line[14:].lstrip().startswith(f"{number} "))
                    await click(pilot, line.strip(), right=14)
        await click(pilot, "Enter Save")
    assert statuses(opened, "self_check")[1] == "current"


async def test_the_palette_and_the_help_page() -> None:
    app = BriefedApp(a_school())
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot)
        await click(pilot, "^p All commands")
        await click(pilot, "New starter")
        await click(pilot, "New starter")
        assert "Surname" in shown(app)
        await click(pilot, "F1 Help")
        assert "Shift+Tab goes back." in shown(app)
        await click(pilot, "Esc Back")
        assert "Surname" in shown(app)
        await click(pilot, "Esc Back")
        await click(pilot, "F1 Help")
        assert "Keys on the list" in shown(app)
        await click(pilot, "Esc Back")
        assert "1 Staff" in shown(app)


async def test_a_click_in_the_rules_does_what_one_key_does() -> None:
    opened = a_school()
    before = len(opened.register.entries)
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "f2", *"21")
        await click(pilot, "Enter Save")
        assert "Enter saves, Esc goes back." in shown(app)
        assert len(opened.register.entries) == before
        await click(pilot, "Enter Save")
        assert len(opened.register.entries) == before + 1
        await press(pilot, "f2")
        await click(pilot, "F3 Terms")
        assert "Terms, and what is asked of whom" in shown(app)
