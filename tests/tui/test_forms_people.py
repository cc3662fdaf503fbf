"""Editing somebody, exempting them, and seeing to their follow-ups: what is pressed, held and shown."""

from __future__ import annotations

from datetime import date

import pytest

from store.changes import AmendStaff, ChangeSettings, CloseFollowUp, CompleteSelfCheck
from store.model import SchoolCalendar, Settings
from tests.tui.forms import HOSTILE, latest, opened_on
from tests.tui.school import TODAY, office, press, shown
from tui.app import BriefedApp
from tui.forms.edit import EditForm
from tui.forms.exemption import ExemptionForm
from tui.forms.follow_ups import FollowUpsForm
from tui.office import Office


async def test_only_what_was_typed_over_goes_into_the_change() -> None:
    opened = office(("Adams",))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened_on(pilot, EditForm(opened, 1))
        said = shown(app)
        assert "Adams" in said
        assert "Class teacher" in said
        assert "Tue 1 Sep 2026" in said
        await press(pilot, *"Whyte", "tab", "tab", "tab", "tab", *"joy@school.example", "enter")
        assert "Saved: Details corrected: Joy Whyte" in shown(app)
    assert latest(opened) == AmendStaff(1, surname="Whyte", email="joy@school.example")
    (member,) = opened.register.staff()
    assert (member.surname, member.forename, member.code) == ("Whyte", "Joy", "S01")


async def test_nothing_changed_says_so_and_saves_nothing() -> None:
    opened = office(("Adams",))
    before = len(opened.register.entries)
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened_on(pilot, EditForm(opened, 1))
        await press(pilot, "tab", "tab", "enter")
        assert "Nothing has been changed" in shown(app)
        await press(pilot, "escape")
        assert "1 Staff" in shown(app)
    assert len(opened.register.entries) == before


async def test_a_code_of_somebody_else_is_refused_at_its_field_and_stays_typed() -> None:
    opened = office(("Adams", "Begum"))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened_on(pilot, EditForm(opened, 1))
        await press(pilot, "tab", "tab", "tab", "tab", "tab", *"s02", "enter")
        assert "! The staff code s02 is taken by somebody else." in shown(app)
        await press(pilot, "ctrl+u", *"jad", "enter")
    assert opened.register.staff()[0].code == "jad"


async def test_another_engagement_says_since_when_before_it_is_saved() -> None:
    opened = office(("Adams",))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened_on(pilot, EditForm(opened, 1))
        await press(pilot, *["tab"] * 6, "v", *"24/8/26", "enter")
        assert "Volunteer for the whole time since 24 Aug 2026" in shown(app)
        assert opened.register.staff()[0].spells[0].engagement == "employee"
        await press(pilot, "enter")
    (spell,) = opened.register.staff()[0].spells
    assert (spell.engagement, spell.first_day) == ("volunteer", date(2026, 8, 24))


async def test_what_is_known_besides_can_be_emptied_but_a_surname_is_needed() -> None:
    opened = office(("Adams",))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened_on(pilot, EditForm(opened, 1))
        await press(pilot, "delete", "tab", "tab", "tab", "delete", "enter")
        assert "! A surname is needed." in shown(app)
        await press(pilot, *"Adams", "enter")
    assert latest(opened) == AmendStaff(1, job_title="")


async def test_an_exemption_needs_the_headteacher_and_says_what_it_does() -> None:
    opened = office(("Adams",))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened_on(pilot, ExemptionForm(opened, 1))
        await press(pilot, "s", "tab", *"18/12", "enter")
        assert "! An exemption needs the headteacher’s name or role." in shown(app)
        await press(pilot, *"Head", "enter")
        assert "Not asked for privacy self-check from 9 Sep 2026 to 18 Dec 2026, and not counted." in shown(app)
        assert not opened.register.staff()[0].exemptions
        await press(pilot, "enter")
    (exemption,) = opened.register.staff()[0].exemptions
    assert (exemption.requirement, exemption.last_day, exemption.authorised_by) == (
        "self_check",
        date(2026, 12, 18),
        "Head",
    )
    assert opened.register.standings(1, TODAY)["self_check"].status == "exempt"
    assert opened.register.standings(1, TODAY)["briefing"].status == "overdue"


async def test_an_exemption_that_ends_before_it_begins_is_refused_at_its_end() -> None:
    opened = office(("Adams",))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened_on(pilot, ExemptionForm(opened, 1))
        await press(pilot, "b", "tab", *"1/9/26", "tab", *"Head", "enter")
        assert "! The exemption ends before it begins." in shown(app)
        await press(pilot, "delete", "enter", "enter")
    assert opened.register.staff()[0].exemptions[0].last_day is None


def followed_up() -> Office:
    opened = office(("Adams",))
    opened.apply(ChangeSettings(Settings(calendar=SchoolCalendar((0, 1, 2, 3, 4), ((date(2026, 9, 7),) * 2,)))))
    opened.apply(CompleteSelfCheck((1,), date(2026, 9, 4), follow_ups=("SETTINGS_HELP", "SEE_HEAD")))
    return opened


async def test_follow_ups_are_listed_with_their_days_and_one_is_closed() -> None:
    opened = followed_up()
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened_on(pilot, FollowUpsForm(opened, 1))
        said = shown(app)
        assert "Help with settings, due 18 Sep 2026" in said
        assert "See the headteacher, was due 8 Sep 2026" in said  # Friday's; the Monday is a closure
        await press(pilot, "down", "space", "tab", "n", "tab", *"Head", "enter")
        assert "Saved: See the headteacher closed on 9 Sep 2026, not needed: Joy Adams" in shown(app)
    entry = opened.register.entries[-2].n
    assert latest(opened) == CloseFollowUp(1, entry, "SEE_HEAD", TODAY, "not_needed", "Head")
    assert [f.code for f in opened.register.staff()[0].follow_ups if f.closed_on is None] == ["SETTINGS_HELP"]


async def test_several_follow_ups_are_closed_in_one_entry() -> None:
    opened = followed_up()
    before = len(opened.register.entries)
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened_on(pilot, FollowUpsForm(opened, 1))
        await press(pilot, "enter")
        assert "Tick the follow-up that has been seen to." in shown(app)
        await press(pilot, "space", "down", "space", "enter")
        assert "Saved: Follow-ups closed" in shown(app)
        await press(pilot, "f")
        assert "has no follow-up open" in shown(app)
    assert all(f.closed_on == TODAY and f.outcome == "done" for f in opened.register.staff()[0].follow_ups)
    assert len(opened.register.entries) == before + 1


async def test_a_follow_up_is_not_closed_before_it_was_opened() -> None:
    opened = followed_up()
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened_on(pilot, FollowUpsForm(opened, 1))
        await press(pilot, "space", "tab", "tab", *"3/9", "enter")
        assert "! It was opened on 4 Sep 2026." in shown(app)
        await press(pilot, "ctrl+u", *"+1", "enter")
        assert "! 10 Sep 2026 has not happened yet" in shown(app)
        await press(pilot, "ctrl+u", *"today", "enter")
    assert opened.register.staff()[0].follow_ups[0].closed_on == TODAY


@pytest.mark.parametrize("surname", HOSTILE)
async def test_any_name_is_shown_as_it_is(surname: str) -> None:
    opened = office((surname,))
    opened.apply(CompleteSelfCheck((1,), TODAY, follow_ups=("REBRIEF",)))
    start = surname[:20]
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        for form in (ExemptionForm(opened, 1), FollowUpsForm(opened, 1), EditForm(opened, 1)):
            await opened_on(pilot, form)
            assert start in shown(app)
            if not isinstance(form, EditForm):
                await press(pilot, "escape")
        assert shown(app).count(start[:8]) >= 2
        await press(pilot, "tab", *"Jo", "enter")
    (member,) = opened.register.staff()
    assert (member.surname, member.forename) == (surname, "Jo")
