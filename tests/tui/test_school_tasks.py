"""What the school does beside recording for a person: chasing, the handbook, its own rules; and opening a person."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from store.changes import RecordBriefing
from store.dates import term_of
from tests.tui.school import TODAY, office, press, shown
from tui.app import BriefedApp


async def test_reminders_are_noted_and_the_list_is_copied_by_person() -> None:
    opened = office(("Adams", "Begum"))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "2", "r", "enter")
        assert "Noted: 2 people reminded." in shown(app)
        assert app.clipboard.splitlines()[0].startswith("Joy Adams: briefing (1 Sep 2026), policy acknowledgement")
        assert "connections declaration or advice (1 Sep 2026)" in app.clipboard
    assert [member.reminders for member in opened.register.staff()] == [(TODAY,), (TODAY,)]


async def test_the_log_says_of_what_and_how_each_was_reminded() -> None:
    opened = office(("Adams",))
    app = BriefedApp(opened)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "b", "enter", "p", "enter", "r")
        assert "AUP, Self-check, Connections" in shown(app)
        await press(pilot, "tab", "tab", "e", "enter", "u", "enter", "enter", "down")
        said = " ".join(shown(app).split())
    assert "Of AUP agreement, privacy self-check, connections declaration or advice, E-mail." in said


async def test_reminding_again_within_the_week_is_asked_about() -> None:
    opened = office(("Adams",))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "r", "enter", "r", "enter")
        assert "Reminded this person within the week already." in shown(app)
        await press(pilot, "escape", "escape")
    assert opened.register.staff()[0].reminders == (TODAY,)


async def test_nobody_is_reminded_of_nothing() -> None:
    opened = office(("Adams",), first_day=date(2027, 4, 1))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "r")
        assert "nobody to remind" in shown(app)


async def test_the_handbook_check_is_noted() -> None:
    opened = office(("Adams",))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "g")
        assert "never checked yet" in shown(app)
        await press(pilot, "enter")
    assert opened.register.school.handbook_checked_on == TODAY


async def test_a_rule_of_the_school_is_changed_with_its_effect_and_undone() -> None:
    opened = office(("Adams",))
    app = BriefedApp(opened)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f2")
        assert "school’s own rule" in shown(app)
        await press(pilot, *"21", "enter")
        assert "These rules then hold for everybody" in shown(app)
        await press(pilot, "enter")
        assert opened.register.standings(1, TODAY)["self_check"].due == date(2026, 9, 22)
        await press(pilot, "ctrl+z")
    assert opened.register.standings(1, TODAY)["self_check"].due == date(2026, 9, 15)


async def test_a_rule_that_cannot_be_is_refused_at_its_field() -> None:
    opened = office(("Adams",))
    before = len(opened.register.entries)
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 40)) as pilot:
        await press(pilot, "f2", *"soon", "enter")
        assert "! Type a whole number, such as 14." in shown(app)
        await press(pilot, "ctrl+u", *"99999", "enter")
        assert "! A whole number from 0 to 3660." in shown(app)
        await press(pilot, "ctrl+u", *"14", *["tab"] * 10, "ctrl+u", *"daily", "enter")
        assert "Type september, a number of months, or never." in shown(app)
        await press(pilot, "ctrl+u", "0", "enter")
        complaint, line = "! Every 1 to 120 months, every September, or never.", "Briefing again      0"
        assert re.search(f"{line}.*\n *{complaint}", shown(app))
        await press(pilot, "ctrl+u", *"12", *["tab"] * 5, "ctrl+u", *"29 feb", "enter")
        assert "! A day that every year has, such as 30 September." in shown(app)
    assert len(opened.register.entries) == before


async def test_the_day_in_september_is_the_schools_own_rule_too() -> None:
    opened = office(("Adams",))
    opened.apply(RecordBriefing((1,), date(2026, 9, 1)))
    app = BriefedApp(opened)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f2", *["tab"] * 15, "ctrl+u", *"15/10", "enter")
        said = shown(app)
        assert re.search("September means +15/10 +when it is due; school’s own rule", said)
        assert "Enter saves, Esc goes back." in said
        await press(pilot, "enter")
    assert opened.register.standings(1, TODAY)["briefing"].due == date(2027, 10, 15)


async def test_days_the_school_is_closed_move_what_is_due() -> None:
    opened = office(("Adams",))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 40)) as pilot:
        await press(pilot, "f2", *["tab"] * 17, *"10/9/26 to 20/9, 4/1", "enter")
        assert "Closed Thu 10 Sep 2026 to Sun 20 Sep 2026; Mon 4 Jan 2027. These rules then hold" in shown(app)
        await press(pilot, "enter")
    assert opened.register.standings(1, TODAY)["self_check"].due == date(2026, 9, 21)


TERMS = "autumn 2/9/26 to 18/12, spring 5/1/27 to 26/3, summer 12/4/27 to 21/7"


async def test_the_terms_are_the_schools_own_and_echoed_with_their_weekdays() -> None:
    opened = office(("Adams",))
    app = BriefedApp(opened)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f2", "f3", *"autumn 2/9/26 to 18/12", "enter")
        assert "! Give the three terms of 2026/27, each once, or none of them." in " ".join(shown(app).split())
        await press(pilot, "ctrl+u", *"harvest 2/9/26 to 18/12", "enter")
        assert "! Type each as autumn 2/9/26 to 18/12/26, with commas between." in " ".join(shown(app).split())
        await press(pilot, "ctrl+u", *TERMS, "enter")
        said = " ".join(shown(app).split())
        assert "Spring term Tue 5 Jan 2027 to Fri 26 Mar 2027; Summer term Mon 12 Apr 2027 to Wed 21 Jul 2027." in said
        await press(pilot, "enter", "f2", "f3")
        assert "12 Apr 2027 to 21 Jul 2027" in shown(app)
        await press(pilot, "escape", "escape")
    assert term_of(date(2027, 4, 1), opened.register.school.settings).name == "spring"
    assert term_of(date(2028, 4, 30), opened.register.school.settings).name == "summer"


async def test_what_is_asked_of_whom_is_the_schools_own_rule() -> None:
    opened = office(("Adams",))
    app = BriefedApp(opened)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f2", "f3", "tab")
        assert re.search("Employees +all +school’s own rule", shown(app))
        assert re.search("Volunteers +briefing policy +", shown(app))
        await press(pilot, *"briefing, gym", "enter")
        assert "! Type all, nothing, or some of: briefing, policy, aup, self-check," in " ".join(shown(app).split())
        await press(pilot, "ctrl+u", *"b, pol a c", "enter", "enter")
    assert opened.register.standings(1, TODAY)["self_check"].status == "not_applicable"
    assert opened.register.standings(1, TODAY)["briefing"].status == "overdue"


async def test_what_a_form_says_is_whole_where_it_makes_the_form_scroll() -> None:
    app = BriefedApp(office(("Adams",)))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f2", *["tab"] * 17, *"21/12/26 to 8/1, 12/2/27 to 20/2, 30/5/27", "enter")
        said = " ".join(shown(app).split())
        assert "Fri 12 Feb 2027 to Sat 20 Feb 2027; Sun 30 May 2027. These rules" in said


async def test_enter_opens_the_person_and_the_list_follows_what_is_done_there() -> None:
    opened = office(("Adams", "Begum"))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "down", "enter", "u", "enter", "escape")
        assert "AUP 1/2" in shown(app)
    assert opened.register.standings(2, TODAY)["aup"].status == "current"


async def test_the_list_is_sorted_by_any_column_from_the_keyboard() -> None:
    opened = office(("Adams", "Begum"))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "u", "enter", "o", "o", "o", "o")
        assert "Sorted by AUP." in shown(app)
        rows = [line for line in shown(app).splitlines() if ", Joy" in line]
        assert "Begum" in rows[0]
        await press(pilot, "O")
        rows = [line for line in shown(app).splitlines() if ", Joy" in line]
        assert "Adams" in rows[0]


async def test_the_palette_finds_commands_and_people(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tui.settings.settings_path", lambda: tmp_path / "settings.json")
    opened = office(("Adams", "Begum", "[/HR]"))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "ctrl+p", *"begum", "enter")
        assert "Begum" in shown(app)
        await press(pilot, "u", "enter", "escape")
        await press(pilot, "ctrl+p", *"colours", "enter")
        assert app.theme == "light"
    assert opened.register.standings(2, TODAY)["aup"].status == "current"
    assert "light" in (tmp_path / "settings.json").read_text(encoding="utf-8")


async def test_a_key_of_ones_own_is_used() -> None:
    opened = office(("Adams",))
    app = BriefedApp(opened)
    app.set_keymap({"task('aup')": "y"})
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "y", "enter")
    assert opened.register.standings(1, TODAY)["aup"].status == "current"
