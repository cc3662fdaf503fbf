"""The pane beside the list: whom it is about, what it says, and what it never says."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from store.changes import Acknowledge, CloseFollowUp, CompleteSelfCheck, RecordBriefing, RecordConnection, Withdraw
from tests.tui.school import POLICY, TODAY, office, press, shown
from tui.app import BriefedApp
from tui.office import Office
from tui.screens import details
from tui.widgets.record_table import RecordTable

WIDE = (120, 40)


def with_a_past(surname: str = "Adams") -> Office:
    opened = office((surname, "Begum", "Clarke"))
    opened.apply(RecordBriefing((1, 2), date(2026, 9, 2), delivered_by="M Khan"))
    checked = opened.apply(
        CompleteSelfCheck((1,), date(2026, 9, 2), follow_ups=("REBRIEF", "SETTINGS_HELP", "SEE_HEAD"))
    )
    opened.apply(CloseFollowUp(1, checked.n, "SETTINGS_HELP", TODAY))
    opened.apply(RecordConnection(1, 1, TODAY, "related", "pupil", "own_child", "CD 3M", "2", 2031))
    signed = opened.apply(Acknowledge((1,), TODAY, POLICY))
    opened.apply(Withdraw(signed.n, "the wrong paper"))
    return opened


def beside(app: BriefedApp) -> list[str]:
    """What the pane says."""
    pane = app.screen.query_one(details.Details)
    left, top = pane.region.offset
    lines = [strip.text for strip in app.screen._compositor.render_strips()]
    return [line[left:].strip() for line in lines[top : top + pane.size.height]] if pane.display else []


async def told(opened: Office, *keys: str, size: tuple[int, int] = WIDE) -> str:
    app = BriefedApp(opened)
    async with app.run_test(size=size) as pilot:
        await press(pilot, *keys)
        return " ".join(" ".join(line.lstrip("│ ") for line in beside(app)).split())


async def test_it_says_who_what_why_and_when_and_the_key_to_press() -> None:
    said = await told(with_a_past())
    assert said.startswith("Joy Adams Class teacher, S01, Employee, first day 1 Sep 2026, in service Next: p Policy")
    assert "b Briefing ✓ up to date 30 Sep 27 2 Sep 2026, by M Khan" in said
    assert "p Policy ! overdue 1 Sep 26 first time, on starting here; none yet" in said
    assert "• Brief again, due 16 Sep 2026" in said
    assert "Latest entries 9 Sep 26 – Policy May 2023" in said


async def test_connections_are_counted_and_confidential_follow_ups_have_no_name() -> None:
    said = await told(with_a_past())
    assert "1 connection open, 1 to advise" in said
    assert "! Confidential follow-up, was due 3 Sep 2026" in said
    for hidden in ("CD 3M", "Own child", "pupil", "2031", "headteacher", "wrong paper"):
        assert hidden not in said


async def test_it_follows_the_cursor_the_filter_and_what_is_recorded() -> None:
    opened = with_a_past()
    assert (await told(opened, "down")).startswith("Joy Begum")
    assert (await told(opened, "slash", *"clarke")).startswith("Joy Clarke")
    assert (await told(opened, "slash", *"nobody called that")).startswith("Nobody here")
    assert "u AUP ✓ up to date" in await told(opened, "u", "enter")


@pytest.mark.parametrize(("columns", "there"), [(80, False), (100, False), (117, False), (118, True), (160, True)])
async def test_it_is_there_where_there_is_room_and_the_list_keeps_its_five_statuses(columns: int, there: bool) -> None:
    app = BriefedApp(with_a_past())
    async with app.run_test(size=(columns, 30)) as pilot:
        await press(pilot)
        assert bool(beside(app)) == there
        heading = shown(app).splitlines()[3]
        assert all(name in heading for name in ("Name", "Briefing", "Policy", "AUP", "Self-check", "Connections"))


async def test_a_window_made_smaller_and_larger_keeps_the_cursor_and_the_pane_comes_back() -> None:
    app = BriefedApp(with_a_past())
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "down")
        await pilot.resize_terminal(80, 24)
        await press(pilot, "up", "down")
        assert beside(app) == []
        await pilot.resize_terminal(130, 40)
        await press(pilot, "up", "down")
        assert beside(app)[0] == "│ Joy Begum"
        assert "▌  Begum, Joy" in shown(app)


async def test_f4_puts_it_away_and_next_time_it_stays_away(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    monkeypatch.setattr("tui.settings.settings_path", lambda: path)
    app = BriefedApp(with_a_past())
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "f4")
        assert beside(app) == []
        assert "Next due" in shown(app)
        assert json.loads(path.read_text()) == {"details": False}
        await press(pilot, "f4")
        assert beside(app)[0] == "│ Joy Adams"
    app = BriefedApp(with_a_past(), details=False)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot)
        assert beside(app) == []


async def test_where_there_is_no_room_f4_says_so() -> None:
    app = BriefedApp(with_a_past())
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "f4")
        assert "Details need a window 118 columns wide; this one is 100." in shown(app)


async def test_a_click_on_the_name_opens_the_person_and_on_a_requirement_its_form() -> None:
    app = BriefedApp(with_a_past())
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "down")
        await pilot.click(details.Details, offset=(4, 0))
        await press(pilot)
        assert shown(app).splitlines()[0].startswith(" Joy Begum")
        await press(pilot, "escape")
        row = next(y for y, line in enumerate(beside(app)) if "u  AUP" in line)
        await pilot.click(details.Details, offset=(6, row))
        await press(pilot)
        assert " AUP agreement  Joy Begum" in shown(app)


@pytest.mark.parametrize("view", "346")
async def test_lists_that_need_the_whole_width_have_it(view: str) -> None:
    app = BriefedApp(with_a_past())
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, view)
        assert beside(app) == []
        await press(pilot, "f4")
        assert "Details are shown beside the staff" in shown(app)
        await press(pilot, "2")
        assert beside(app)[0].startswith("│ Joy")


async def test_it_waits_until_the_cursor_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(details, "RESTS", 3600)
    app = BriefedApp(with_a_past())
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "down")
        assert beside(app)[0] == "│ Joy Adams"
        pane = app.screen.query_one(details.Details)
        pane._look_again()  # as its timer would, an hour on
        await press(pilot)
        assert beside(app)[0] == "│ Joy Begum"


@pytest.mark.parametrize("surname", ["[/HR]", "[red]x", "x" * 300, "עברית אבג", "Łukasz 😀", "a\u202eb", "=1+1"])
async def test_any_name_is_shown_as_it_is_and_the_edge_stays_straight(surname: str) -> None:
    app = BriefedApp(with_a_past(surname))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot)
        app.screen.query_one("#people", RecordTable).move_to(1)
        await press(pilot)
        assert surname[:20].replace("\u202e", "·") in beside(app)[0]
        strips = app.screen._compositor.render_strips()
        assert {strip.cell_length for strip in strips} == {120}


async def test_nothing_is_said_of_a_renewal_where_none_is_to_come() -> None:
    opened = office(("Adams",))
    opened.apply(Acknowledge((1,), TODAY, POLICY))
    opened.apply(RecordBriefing((1,), TODAY, tuple(range(1, 13))))
    app = BriefedApp(opened)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot)
        said = beside(app)
    policy, aup = (next(n for n, text in enumerate(said) if name in text) for name in ("p  Policy", "u  AUP"))
    assert "renewal" not in " ".join(said[policy:aup])
    assert "renewal" in " ".join(said[:policy])
