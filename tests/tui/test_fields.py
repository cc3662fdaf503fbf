"""The fields of every form: where what is typed goes, and where what is wrong or doubtful is said."""

from __future__ import annotations

from datetime import date

import pytest

from store.changes import AdoptVersion, EndService, RecordBriefing
from tests.tui.school import TODAY, office, press, shown
from tui.app import BriefedApp


def below(said: str, label: str) -> str:
    """The line under the field of that name."""
    lines = said.splitlines()
    return lines[next(n for n, line in enumerate(lines) if line.startswith(f" {label}")) + 1]


async def test_a_last_day_typed_at_once_is_not_lost_on_the_choice_before_it() -> None:
    opened = office(("Adams",))
    app = BriefedApp(opened)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "l", *"fri", "enter", "enter")
    assert opened.register.entries[-1].change == EndService(1, date(2026, 9, 11))


async def test_a_letter_that_is_an_option_still_chooses_it() -> None:
    app = BriefedApp(office(("Adams",)))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "l", "o")
        assert "● Long absence" in shown(app)


async def test_what_is_only_warned_of_stands_at_its_field() -> None:
    opened = office(("Adams",))
    opened.apply(AdoptVersion("policy", "v2", TODAY, TODAY))
    opened.apply(RecordBriefing((1,), TODAY))
    app = BriefedApp(opened)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "b", "tab", *"a@b.com", "enter")
        assert "~ Already recorded for this person" in below(shown(app), "Date")
        assert "~ No account names" in below(shown(app), "Delivered by")
        assert "Enter saves, Esc goes back." in shown(app)
        await press(pilot, "escape")
        assert "Already recorded" not in shown(app)
        await press(pilot, "escape", "escape", "p", "tab", "right", "enter")
        assert "~ Version May 2023 has been superseded" in below(shown(app), "Version")
        await press(pilot, "enter")
    assert opened.register.person(1).records("acknowledgement")[-1].version == "May 2023"  # type: ignore[union-attr]


@pytest.mark.parametrize(("key", "notes"), [("f2", 17), ("c", 0), ("n", 0)])
async def test_nothing_beside_a_field_is_cut_in_the_narrowest_window(key: str, notes: int) -> None:
    app = BriefedApp(office(("Adams",)))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, key)
        said = shown(app)
    assert said.count("; school’s own rule") == notes
    assert [line for line in said.splitlines() if line.endswith("…") and not line.endswith(", …")] == []


async def test_a_first_day_says_what_it_records() -> None:
    app = BriefedApp(office(("Adams",)))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "i")
        assert "12 points covered, policy acknowledged, AUP signed, nothing to declare." in shown(app)
