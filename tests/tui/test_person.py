"""One person's screen: five requirements and why, connections when asked for, everything entered, taken back or not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest
from textual.pilot import Pilot

from store.changes import (
    AddStaff,
    Advise,
    AmendStaff,
    Bundle,
    CloseFollowUp,
    CompleteSelfCheck,
    GrantExemption,
    RecordBriefing,
    RecordConnection,
    Reinstate,
    SignAup,
    Withdraw,
)
from store.first_day import first_day_bundle
from store.happenings import timeline
from tests.tui.school import AUP, NOW, TODAY, office, press, shown
from tui.app import BriefedApp
from tui.commands import Commands
from tui.forms.withdraw import refusal, withdrawal
from tui.office import Office
from tui.screens.person import Left, PersonScreen
from tui.textual_private import play_keys

THREE = ("Adams", "Begum", "Clarke")
HEIGHTS = [(80, 24), (100, 30), (120, 40)]


def with_a_past(surname: str = "Adams") -> Office:
    """Somebody about whom there is one of nearly everything."""
    opened = office((surname, "Begum", "Clarke"))
    day = date(2026, 9, 2)
    opened.apply(RecordBriefing((1, 2, 3), day, delivered_by="M Khan", method="inset"))
    opened.apply(SignAup((1,), day, AUP, evidence_location="cabinet 3"))
    checked = opened.apply(CompleteSelfCheck((1,), day, follow_ups=("REBRIEF", "CONTENT_HELP", "SEE_HEAD")))
    opened.apply(CloseFollowUp(1, checked.n, "REBRIEF", TODAY, by="M Khan"))
    opened.apply(CloseFollowUp(1, checked.n, "CONTENT_HELP", TODAY, by="Mystery Adviser"))
    tie = RecordConnection(1, 1, TODAY, "related", "pupil", "wider_family", "AB 2K", "2", 2031)
    opened.apply(Bundle("connection", (tie, Advise(1, 1, TODAY, "Headteacher"))))
    opened.apply(RecordConnection(1, 2, TODAY, "related", "pupil", "own_child", "CD 3M", reason="CD told us"))
    opened.apply(RecordBriefing((1,), TODAY, points=(1, 2), draft=True))
    opened.apply(AmendStaff(1, job_title="Deputy head"))
    return opened


async def open_person(
    pilot: Pilot[None], opened: Office, staff: int, told: Callable[[Left | None], None] | None = None
) -> None:
    """Once the list is there, the screen of one person."""

    def left(left: Left | None) -> None:
        if told is not None:
            told(left)
        play_keys(pilot.app.screen)

    await press(pilot)
    await pilot.app.push_screen(PersonScreen(opened, Commands(), staff), left)


async def keys_on(opened: Office, *keys: str, size: tuple[int, int] = (120, 40), staff: int = 1) -> str:
    """What the screen shows after these keys."""
    app = BriefedApp(opened)
    async with app.run_test(size=size) as pilot:
        await open_person(pilot, opened, staff)
        await press(pilot, *keys)
        return shown(app)


def line_with(said: str, words: str) -> str:
    return next(line for line in said.splitlines() if words in line)


async def test_five_requirements_with_why_evidence_and_key() -> None:
    said = (await keys_on(with_a_past())).splitlines()
    at = next(number for number, line in enumerate(said) if "last evidence" in line)
    lines = [" ".join(line.split()) for line in said[at + 1 : at + 6]]
    assert lines[0] == "b Briefing ✓ up to date 30 Sep 27 2 Sep 2026, by M Khan, INSET; renewal"
    assert lines[1] == "p Policy ! overdue 1 Sep 26 first time, on starting here; none yet"
    assert lines[2] == "u AUP ✓ up to date – 2 Sep 2026, AUP 2025, cabinet 3"
    assert lines[3].startswith("s Self-check ✓ up to date 30 Sep 27 2 Sep 2026, 3 follow-ups")
    assert lines[4] == "d Connections ! overdue 1 Sep 26 first time, on starting here; none yet"


async def test_a_connection_to_advise_names_the_key_that_records_the_advice() -> None:
    opened = office(("Adams",))
    opened.apply(first_day_bundle(opened.register, (1,), TODAY, "", ""))
    opened.apply(RecordConnection(1, 1, TODAY, "related", "pupil", "own_child", "CD 3M"))
    said = await keys_on(opened)
    assert "c Connections ~ due soon 16 Sep 26 a connection waits" in " ".join(line_with(said, "waits for").split())


@pytest.mark.parametrize("size", HEIGHTS)
async def test_connections_are_hidden_until_asked_for_and_when_left(size: tuple[int, int]) -> None:
    opened = with_a_past()
    app = BriefedApp(opened)
    async with app.run_test(size=size) as pilot:
        await open_person(pilot, opened, 1)
        await press(pilot, "home")
        hidden = shown(app)
        assert "2 connections recorded: v shows them" in hidden
        await press(pilot, "v")
        for words in (
            "AB 2K",
            "CD 3M",
            "Wider family",
            "Year 2",
            "leaves in 2031",
            "advised 9 Sep 2026",
            "not advised",
        ):
            assert words in shown(app)
            assert words not in hidden
        await press(pilot, "v", "home")
        assert shown(app) == hidden
        await press(pilot, "v", "f9", "f9", "home")
        assert shown(app) == hidden


async def test_nothing_on_the_screen_or_in_any_sentence_names_a_pupil() -> None:
    opened = with_a_past()
    opened.apply(Withdraw(opened.register.entries[-3].n, "CD is another child"))
    for happening in timeline(opened.register, 1, TODAY):
        assert not [words for words in happening if isinstance(words, str) and "CD" in words]
    whole = " ".join(one.sentence for one in timeline(opened.register, 1, TODAY, show_connections=True))
    assert "CD told us" in whole
    assert "CD is another child" in whole


async def test_follow_ups_say_no_more_than_they_may() -> None:
    said = await keys_on(with_a_past())
    assert "! See the headteacher, was due 3 Sep 2026" in said
    assert "✓ Brief again, done 9 Sep 2026 by M Khan" in said
    assert "✓ Help with content (confidential), closed 9 Sep 2026" in said
    assert "Mystery" not in said
    assert not [one for one in timeline(with_a_past().register, 1, TODAY) if "Mystery" in one.sentence]


async def test_the_timeline_tells_every_entry_newest_first_and_a_draft_as_one() -> None:
    told = timeline(with_a_past().register, 1, TODAY)
    assert [(one.on.day, one.what, one.state) for one in told] == [
        (9, "Details corrected", "stands"),
        (9, "Briefing (draft)", "draft"),
        (9, "Connection declared", "stands"),
        (9, "Connection declared, Connection advised", "stands"),
        (9, "Help with content (confidential) closed", "stands"),
        (9, "Brief again closed", "stands"),
        (2, "Privacy self-check", "stands"),
        (2, "AUP 2025 signed", "stands"),
        (2, "Briefing", "stands"),
        (1, "New member of staff from 1 Sep 2026", "stands"),
    ]
    assert told[0].evidence == "job title: Deputy head"
    assert told[8].sentence == (
        "2 Sep 2026: Briefing, with 2 others. By M Khan, INSET. Entered 9 Sep 2026 09:30 by J Patel."
    )


async def test_the_timeline_sorts_by_any_column_and_the_cursor_stays_on_its_entry() -> None:
    app = BriefedApp(with_a_past())
    async with app.run_test(size=(100, 36)) as pilot:
        await press(pilot, "enter", "end")
        here = next(line for line in shown(app).splitlines() if line.startswith("▌"))
        await press(pilot, "o")
        assert "What ▴" in shown(app)
        assert here in shown(app).splitlines()
        await press(pilot, "O")
        assert "What ▾" in shown(app)
        told = [line[13:40].strip() for line in shown(app).splitlines() if " stands " in line]
        assert len(told) > 3
        assert told == sorted(told, key=str.casefold, reverse=True)


async def test_one_of_a_group_is_withdrawn_and_the_others_keep_it() -> None:
    opened = office(THREE)
    n = opened.apply(RecordBriefing((1, 2, 3), TODAY)).n
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await open_person(pilot, opened, 2)
        await press(pilot, "home", "w")
        asked = shown(app)
        assert "For Joy Begum only: 2 people keep it as it is." in asked
        assert "Briefing overdue, due 1 Sep 2026" in asked
        await press(pilot, "enter")
        assert "Give the reason." in shown(app)
        await press(pilot, *"was ill", "enter")
        said = shown(app)
        assert "Withdrawn for Joy Begum: Briefing." in said
        assert "– withdrawn" in line_with(said, "9 Sep 26  Briefing ")
        assert "Withdrawn: Briefing" in said
    change = opened.register.entries[-1].change
    assert change == Withdraw(n, "was ill", (2,))
    statuses = [opened.register.standings(m.id, TODAY)["briefing"].status for m in opened.register.staff()]
    assert statuses == ["current", "overdue", "current"]


async def test_the_same_key_puts_it_back() -> None:
    opened = office(THREE)
    n = opened.apply(RecordBriefing((1, 2, 3), TODAY)).n
    opened.apply(Withdraw(n, "the wrong list"))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await open_person(pilot, opened, 2)
        await press(pilot, "home", "down")
        assert "w Put back" in shown(app)
        assert "the wrong list" in shown(app)
        await press(pilot, "w", *"she was there", "enter")
        assert "Put back for Joy Begum: Briefing." in shown(app)
        assert "✓ stands" in line_with(shown(app), "9 Sep 26  Briefing ")
    assert opened.register.entries[-1].change == Reinstate(n, "she was there", (2,))
    statuses = [opened.register.standings(m.id, TODAY)["briefing"].status for m in opened.register.staff()]
    assert statuses == ["overdue", "current", "overdue"]


def test_an_entry_about_one_person_is_withdrawn_whole() -> None:
    opened = office(THREE)
    n = opened.apply(SignAup((2,), TODAY, AUP)).n
    assert withdrawal(opened.register, 2, n, "x") == Withdraw(n, "x")
    opened.apply(Withdraw(n, "x"))
    assert withdrawal(opened.register, 2, n, "x") == Reinstate(n, "x")
    assert refusal(opened, 2, n) == ""


async def test_what_the_register_refuses_is_said_before_a_reason_is_asked_for() -> None:
    opened = with_a_past()
    before = len(opened.register.entries)
    said = await keys_on(opened, "end", "w")
    assert "Something entered later builds on it. Withdraw that first." in said
    assert len(opened.register.entries) == before


async def test_withdrawing_the_entry_that_added_somebody_leaves_the_screen() -> None:
    opened = office(THREE)
    answers: list[Left | None] = []
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await open_person(pilot, opened, 2, answers.append)
        await press(pilot, "home", "w")
        assert "Joy Begum would not be in the register any more." in shown(app)
        await press(pilot, *"never came", "enter")
    assert answers == [Left(changed=True)]
    assert opened.register.person(2) is None


@pytest.mark.parametrize("key", ["b", "p", "u", "s", "d", "i"])
async def test_a_form_opened_here_records_for_this_person(key: str) -> None:
    opened = office(THREE)
    before = len(opened.register.entries)
    answers: list[Left | None] = []
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await open_person(pilot, opened, 2, answers.append)
        await press(pilot, key, "enter")
        assert "Saved: " in shown(app)
        await press(pilot, "escape")
        assert "1 Staff" in shown(app)
    assert len(opened.register.entries) == before + 1
    assert [fact.entry for fact in opened.register.facts(2)][-1] == opened.register.entries[-1].n
    assert len(opened.register.facts(1)) == len(opened.register.facts(3)) == 1
    assert answers == [Left(changed=True)]


async def test_c_records_a_connection_and_then_its_advice() -> None:
    opened = office(THREE)
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await open_person(pilot, opened, 2)
        await press(pilot, "c", "r", "p", "w", *"AB 2K", "enter")
        assert "1 connection recorded" in shown(app)
        assert "AB 2K" not in shown(app)
        await press(pilot, "c", "enter")
    member = opened.register.person(2)
    assert member is not None
    assert member.connections[0].advised_on(TODAY) == TODAY


async def test_leaving_without_a_change_says_so() -> None:
    opened = office(THREE)
    answers: list[Left | None] = []
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await open_person(pilot, opened, 2, answers.append)
        await press(pilot, "b", "escape", "space", "v", "escape")
    assert answers == [Left(changed=False)]


async def test_what_is_not_asked_of_somebody_says_why() -> None:
    opened = office(())
    opened.apply(AddStaff(1, "V1", "Reader", "Vi", date(2026, 9, 1), engagement="volunteer"))
    said = await keys_on(opened, "u", size=(80, 24))
    assert "AUP is not asked of Vi Reader." in said
    assert "– not applicable" in said
    assert "Volunteer" in said


async def test_an_exemption_names_its_authority() -> None:
    opened = office(THREE)
    opened.apply(GrantExemption(1, "briefing", TODAY, date(2026, 10, 9), "Headteacher"))
    said = await keys_on(opened, size=(120, 40))
    assert "exempt from briefing from 9 Sep 2026 to 9 Oct 2026, authorised by Headteacher" in said
    assert "– exempt" in said


async def test_a_click_on_a_requirement_does_what_its_key_does() -> None:
    opened = office(THREE)
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await open_person(pilot, opened, 1)
        await press(pilot, "home")
        await pilot.click("#requirements", offset=(5, 3))
        await press(pilot)
        assert "AUP agreement" in shown(app)


@pytest.mark.parametrize("size", HEIGHTS)
async def test_the_whole_of_it_fits(size: tuple[int, int]) -> None:
    said = (await keys_on(with_a_past(), size=size)).splitlines()
    assert len(said) <= size[1]
    at = next(number for number, line in enumerate(said) if "When ▾" in line)
    foot = next(number for number, line in enumerate(said) if "Entered 9 Sep 2026" in line)
    assert foot - at > 6
    assert "w Withdraw" in said[-1]
    assert "Follow-ups" in "\n".join(said)
    assert len([line for line in said[:at] if line[1:2] in "bpusd" and line[3:4].isupper()]) == 5


HOSTILE = ["[/HR]", "[red]x", "x" * 300, "עברית אבג", "Łukasz 😀", "a\u202eb"]


@pytest.mark.parametrize("surname", HOSTILE)
async def test_any_name_is_shown_as_it_is(surname: str) -> None:
    opened = with_a_past(surname)
    opened.apply(SignAup((1,), TODAY, AUP, evidence_location=surname))
    start = surname[:20].replace("\u202e", "·")
    app = BriefedApp(opened)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_person(pilot, opened, 1)
        await press(pilot, "home")
        assert shown(app).count(start) >= 2
        assert shown(app).splitlines()[0].startswith(f" Joy {start}")
        await press(pilot, "w")
        assert start in shown(app)
        await press(pilot, *"x", "enter")
        assert "Withdrawn for Joy" in shown(app)
    assert NOW.date() == TODAY


def test_the_timeline_of_each_of_a_group_is_about_that_person() -> None:
    opened = office(THREE)
    opened.apply(first_day_bundle(opened.register, (1, 2), TODAY, "M Khan", ""))
    said: Sequence[str] = [one.what for one in timeline(opened.register, 2, TODAY)]
    assert said[0] == "First day: Briefing, Policy May 2023 acknowledged, AUP 2025 signed, Nothing to declare"
    assert len(timeline(opened.register, 3, TODAY)) == 1


async def test_the_page_begins_with_the_key_to_press_next_and_a_click_on_it_does_it() -> None:
    app = BriefedApp(office(("Adams",)))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter")
        assert shown(app).splitlines()[1].startswith(" Next: b Briefing · S01")
        await pilot.click("#facts", offset=(8, 0))
        await press(pilot)
        assert "Delivered by" in shown(app)
        await press(pilot, "escape", "i", "enter", "enter", "enter", "enter", "enter")
        assert shown(app).splitlines()[1].startswith(" Next: s Self-check · S01")
