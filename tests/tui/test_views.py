"""The numbered views beside the staff list: connections, policies, reports, history."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest

from store.changes import CheckHandbook, EndService, RecordBriefing, RecordConnection, Withdraw
from store.demo.entries import demo_entries
from tests.tui.school import NOW, POLICY, TODAY, office, press, shown, until
from tui.app import BriefedApp
from tui.office import Office, Throwaway
from tui.widgets.record_table import RecordTable

DEMO_NOW = datetime(2026, 11, 22, 9, 41, tzinfo=UTC)


def demo() -> Office:
    return Office(Throwaway(demo_entries(today=DEMO_NOW.date())), "J Patel", lambda: DEMO_NOW)


async def test_pupil_references_are_hidden_until_asked_for() -> None:
    opened = office(("Adams",))
    app = BriefedApp(opened)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "c", "r", "p", "w", *"AB 2K", "enter", "3")
        assert "Adams, Joy" in shown(app)
        assert "to advise" in shown(app)
        assert "AB 2K" not in shown(app)
        await press(pilot, "v")
        assert "AB 2K" in shown(app)
        await press(pilot, "v")
        assert "AB 2K" not in shown(app)


@pytest.mark.parametrize("away", [("f9", "f9"), ("1", "3"), ("5", "3"), ("e", "escape"), ("enter", "escape")])
async def test_pupil_references_are_hidden_again_when_she_comes_back(away: tuple[str, ...]) -> None:
    app = BriefedApp(office(("Adams",)))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "c", "r", "p", "w", *"AB 2K", "enter", "3", "v")
        assert "AB 2K" in shown(app)
        await press(pilot, *away)
        assert "▌3 Connections" in shown(app)
        assert "AB 2K" not in shown(app)


async def test_advice_is_recorded_from_the_connections() -> None:
    opened = office(("Adams", "Begum"))
    app = BriefedApp(opened)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "c", "enter", "3", "c", "enter")
        assert "✓ 9 Sep 26" in shown(app)
    assert opened.register.staff()[1].connections[0].advised_on(TODAY) == TODAY


async def test_a_second_connection_is_recorded_while_the_first_waits_for_its_advice() -> None:
    opened = office(("Adams",))
    app = BriefedApp(opened)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *["c", "tab", "tab", "tab", "tab", "2", "enter"])
        await press(pilot, "c", "f3", *["tab", "tab", "tab", "tab", "1", "enter"])
        assert "Saved: Connection (declared): Joy Adams." in shown(app)
    leaving = [connection.expected_leaving_year for connection in opened.register.staff()[0].connections]
    assert leaving == [2031, 2032]


async def test_of_two_connections_the_advice_is_for_the_one_under_the_cursor() -> None:
    opened = office(("Adams",))
    for number, year in ((1, 2031), (2, 2032)):
        tie = RecordConnection(1, number, TODAY, "related", "pupil", "wider_family", expected_leaving_year=year)
        opened.apply(tie)
    app = BriefedApp(opened)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "down", "c")
        assert "Joy Adams, connection declared on 9 Sep 2026 (pupil, 2032)" in shown(app)
        await press(pilot, "enter")
    first, second = opened.register.staff()[0].connections
    assert (first.advised_on(TODAY), second.advised_on(TODAY)) == (None, TODAY)


async def test_a_new_version_shows_its_effect_before_it_is_saved_and_reopens_what_was_signed() -> None:
    opened = office(("Adams", "Begum"))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "p", "enter", "4", "n", *"v2", "enter")
        assert "Reopens 1 acknowledgement, due 7 Oct 2026" in shown(app)
        assert "1 person owes one already." in shown(app)
        assert len(opened.register.school.policy_versions) == 1
        await press(pilot, "enter")
        assert "v2" in shown(app)
    assert [version.label for version in opened.register.school.policy_versions] == [POLICY, "v2"]
    assert opened.register.school.aup_links[-1].policy_version == "v2"


async def test_the_link_is_noted_as_checked() -> None:
    opened = office(("Adams",))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "4")
        assert "nobody has checked yet" in shown(app)
        await press(pilot, "k", "enter", "1", "4")
        assert "was checked on 9 Sep 2026" in shown(app)
    assert opened.register.school.aup_links[-1].checked_on == NOW.date()


async def test_the_reports_draw_what_governors_will_see_and_lead_to_the_workbook() -> None:
    app = BriefedApp(demo())
    async with app.run_test(size=(100, 40)) as pilot:
        await press(pilot, "5")
        assert "31 of 33" in await until(pilot, "Briefing up to date")
        await press(pilot, "p")
        assert "September 2027" in shown(app)
        await press(pilot, "escape", "g")
        assert "Who may see it: Anybody: counts only, no names." in shown(app)
        await press(pilot, "escape", "1")
        assert "1 Staff" in shown(app)


async def test_the_history_keeps_what_was_withdrawn_and_is_searched() -> None:
    opened = office(("Adams", "Begum"))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "u", "enter", "ctrl+z", "6")
        assert "– withdrawn" in shown(app)
        assert "Undone: AUP 2025 signed" in shown(app)
        await press(pilot, "slash", *"begum", "enter")
        assert "Adams" not in shown(app).replace("Joy Adams owes", "")
        await press(pilot, "escape", "1")
        assert "Adams, Joy" in shown(app)


async def test_each_view_keeps_its_own_cursor_and_the_marks_stay_with_the_people() -> None:
    opened = office(("Adams", "Begum", "Clarke"))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "down", "space", "6", "down", "1")
        assert "1 marked" in shown(app)
        assert "▌  Clarke, Joy" in shown(app)


@pytest.mark.parametrize("view", ["3", "4", "6"])
@pytest.mark.parametrize("mark", ["space", "a", "shift+down"])
async def test_only_people_are_marked(view: str, mark: str) -> None:
    opened = office(("Adams", "Begum", "Clarke"))
    opened.apply(RecordConnection(2, 1, TODAY, case="related", counterpart="pupil", kinship="own_child"))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, view, mark)
        assert "marked" not in shown(app)
        assert "Marks are for people: press 1 for the staff." in shown(app)
        await press(pilot, "b")
        assert "for a group" not in shown(app)


async def test_a_key_in_the_history_is_for_whom_the_entry_is_about_whatever_was_marked() -> None:
    opened = office(("Adams", "Begum", "Clarke"))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "6", "down", "down", "space", "up", "b", "enter")
    assert [len(member.records("briefing")) for member in opened.register.staff()] == [1, 0, 0]


async def test_where_nobody_is_it_says_where_people_are() -> None:
    opened = office(("Adams", "Begum"))
    opened.apply(RecordBriefing((1, 2), TODAY, tuple(range(1, 13))))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        for keys in (("4",), ("enter",), ("b",), ("c",), ("l",), ("r",)):
            await press(pilot, *keys)
            if keys != ("4",):
                assert "There is nobody here: press 1 for the staff." in shown(app)
        for key in ("enter", "b", "e"):
            await press(pilot, "6", key)
            assert "This entry is about 2 people: press 1 and choose one." in shown(app)


@pytest.mark.parametrize("typed", ["o'brien", "o’brien", "obrien"])
@pytest.mark.parametrize("name", ["O’Brien", "O'Brien"])
async def test_an_apostrophe_is_found_however_it_is_typed(name: str, typed: str) -> None:
    app = BriefedApp(office(("Osei", name, "Ogden")))
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot)
        assert shown(app).index(name) < shown(app).index("Ogden") < shown(app).index("Osei")
        await press(pilot, "slash", *typed, "enter")
        assert f"▌  {name}, Joy" in shown(app)


@pytest.mark.parametrize(("size", "to"), [((80, 24), 6), ((120, 40), 6), ((124, 30), 7)])
async def test_the_column_it_is_sorted_by_carries_the_arrow_however_narrow(size: tuple[int, int], to: int) -> None:
    app = BriefedApp(office(("Adams",)), details=False)
    async with app.run_test(size=size) as pilot:
        await press(pilot, *["o"] * to)
        assert "▴" in shown(app)
        await press(pilot, "O")
        assert "▾" in shown(app)


async def test_every_view_counts_what_it_lists_and_offers_the_keys_that_do_something_there() -> None:
    app = BriefedApp(demo())
    async with app.run_test(size=(80, 24)) as pilot:
        for key, counted, offered in (
            ("1", "34 members of staff · 1 still to start · 8 owe something · showing all", "b Briefing"),
            ("3", "5 connections · 1 to advise · showing all", "v Pupil references"),
            ("4", "5 versions · showing all", "n New version  k Check the link  g Handbook"),
            ("6", "174 entries · showing all", "^z Undo  ^y Redo"),
        ):
            await press(pilot, key)
            assert counted in shown(app)
            assert offered in shown(app).splitlines()[-1]
        await press(pilot, "slash", *"withdrew", "enter")
        assert "174 entries · showing “withdrew”: 1" in shown(app)


async def test_what_is_shown_and_marked_is_never_cut_by_how_many_there_are() -> None:
    app = BriefedApp(demo())
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "a", "slash", *"overdue briefing", "enter")
        status = shown(app).splitlines()[-4]
        assert status.startswith(" 34 members of staff · showing “overdue briefing”: 2 ")
        assert status.endswith(" 35 marked (33 not shown)")


async def test_the_history_says_who_is_in_a_group_and_for_whom_it_is_withdrawn() -> None:
    opened = office(("Adams", "Begum", "Clarke", "Davies", "Evans"))
    opened.apply(RecordBriefing((1, 2, 3, 4, 5), TODAY, tuple(range(1, 13))))
    opened.apply(Withdraw(7, "Wrong day", (1, 2)))
    app = BriefedApp(opened)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "6", "down")
        assert "▌        7 9 Sep 26 09:30   J Patel  – withdrawn for 2: Briefing on 9 Sep 2026" in shown(app)
        said = "5 people. Joy Adams, Joy Begum, Joy Clarke and 2 more. Entered 9 Sep 2026 09:30 by J Patel."
        assert said in " ".join(line.strip() for line in shown(app).splitlines())


async def test_what_is_withdrawn_is_found_by_that_word_from_then_on() -> None:
    opened = office(("Adams",))
    opened.apply(RecordBriefing((1,), TODAY, tuple(range(1, 13))))
    app = BriefedApp(opened)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "6", "slash", *"withdrawn", "enter")
        assert "No entry has that in it." in shown(app)
        await press(pilot, "ctrl+z")
        assert "– withdrawn: Briefing on 9 Sep 2026" in shown(app)


async def test_the_history_is_sorted_by_what_was_done() -> None:
    opened = office(("Clarke", "Adams", "Begum"))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "6", *["o"] * 3)
        assert "Sorted by What." in shown(app)
        found = [shown(app).index(f"2026: Joy {surname}") for surname in ("Adams", "Begum", "Clarke")]
        assert found == sorted(found)


async def test_a_withdrawal_opens_whom_it_is_about() -> None:
    opened = office(("Adams", "Begum"))
    opened.apply(RecordBriefing((2,), TODAY, tuple(range(1, 13))))
    opened.apply(Withdraw(4, "Wrong day"))
    app = BriefedApp(opened)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "6", "enter")
        assert " Joy Begum" in shown(app).splitlines()[0]


@pytest.mark.parametrize(
    ("checked", "said"),
    [
        (None, "Staff handbook: nobody has checked yet that the policy is in it (6(i)). Press g once you have."),
        (date(2026, 8, 31), "Staff handbook: last checked on 31 Aug 2026. Press g once you have this year (6(i))."),
        (date(2026, 9, 1), "Staff handbook: checked on 1 Sep 2026 (6(i))."),
    ],
)
async def test_the_policies_say_whether_the_handbook_was_checked_this_year(checked: date | None, said: str) -> None:
    opened = office(("Adams",))
    if checked is not None:
        opened.apply(CheckHandbook(checked, "J Patel"))
    app = BriefedApp(opened)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "4")
        assert said in " ".join(line.strip() for line in shown(app).splitlines())


async def test_a_connection_is_listed_in_whole_words_in_a_small_window() -> None:
    opened = office(("Adams",))
    friendship = RecordConnection(
        1, 1, TODAY, case="prior_online_friendship", counterpart="parent_carer", kinship="other_close_family"
    )
    opened.apply(friendship)
    app = BriefedApp(opened)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3")
        assert "Friendship Parent/carer" in shown(app)
        await pilot.resize_terminal(100, 30)
        await press(pilot)
        assert "Friendship Parent/carer Other close family" in shown(app)


async def test_empty_views_say_what_to_do() -> None:
    app = BriefedApp(office(()))
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot)
        assert "No staff yet." in shown(app)
        await press(pilot, "3")
        assert "No connections are recorded." in shown(app)
        await press(pilot, "2", "b")
        assert "nothing to record" in shown(app)


async def test_leavers_are_found_by_their_word_and_can_come_back() -> None:
    opened = office(("Adams", "Begum"))
    opened.apply(EndService(2, date(2026, 9, 4)))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot)
        assert "Begum" not in shown(app)
        await press(pilot, "slash", *"leavers", "enter")
        assert "Begum, Joy" in shown(app)
        assert "– left" in shown(app)
        await press(pilot, "l", "enter")
        await press(pilot, "enter")
    assert opened.register.staff()[1].spells[-1].first_day == TODAY


@pytest.mark.parametrize("size", [(80, 24), (100, 30)])
async def test_the_list_keeps_its_height_while_the_cursor_moves(size: tuple[int, int]) -> None:
    app = BriefedApp(office(("Adams", "Bartholomew-Featherstonehaugh", "Clarke")))
    heights = set()
    async with app.run_test(size=size) as pilot:
        for _ in range(3):
            await press(pilot, "down")
            heights.add(app.screen.query_one(RecordTable).size.height)
        await press(pilot, "/", *"nobody")
        heights.add(app.screen.query_one(RecordTable).size.height + 1)  # the filter has a line
    assert len(heights) == 1


async def test_the_reports_say_when_something_was_last_saved() -> None:
    app = BriefedApp(office(("Adams",)))
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "d", "enter")
        assert "saved 09:30 · J Patel" in shown(app).splitlines()[0]
        await press(pilot, "5")
        assert "saved 09:30 · J Patel" in shown(app).splitlines()[0]


async def test_the_views_stay_where_they_are_and_the_one_shown_is_told_without_colour() -> None:
    app = BriefedApp(demo())
    async with app.run_test(size=(80, 24)) as pilot:
        for key, name in zip("123456", ("Staff", "Due", "Connections", "Policies", "Reports", "History"), strict=True):
            await press(pilot, key)
            tabs = shown(app).splitlines()[2]
            assert f"▌{key} {name}" in tabs
            assert tabs.count("▌") == 1


async def test_the_title_leaves_the_term_out_rather_than_cutting_it() -> None:
    app = BriefedApp(demo())
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        assert "Sun 22 Nov 2026" in shown(app).splitlines()[0]
        assert "…" not in shown(app).splitlines()[0]
        await pilot.resize_terminal(100, 30)
        await press(pilot)
        assert "Sun 22 Nov 2026 · Autumn term 2026" in shown(app).splitlines()[0]


async def test_a_full_block_of_the_trend_is_everybody() -> None:
    app = BriefedApp(demo())
    async with app.run_test(size=(100, 40)) as pilot:
        await press(pilot, "5")
        said = await until(pilot, "Complete, by term")
    drawn = re.findall(r"([▁-█])\1 +(\d+) %", said)
    assert ("▇", "94") in drawn
    assert {percent for block, percent in drawn if block == "█"} == {"100"}


async def test_the_other_way_round_is_said_too() -> None:
    app = BriefedApp(demo())
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "o", "O")  # the job title, for which there is no room
        assert "Sorted by Job title, the other way round." in shown(app)
        await press(pilot, "enter", "O")
        assert "Sorted by When, the other way round." in shown(app)
