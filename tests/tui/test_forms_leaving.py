"""Leaving, absence, return, coming back, and the end of a connection: what is pressed, held and shown."""

from __future__ import annotations

from datetime import date

import pytest

from store.changes import (
    Advise,
    AmendConnection,
    Bundle,
    EndConnection,
    EndService,
    RecordAbsence,
    RecordConnection,
    StartService,
)
from store.model import Counterpart
from tests.tui.forms import HOSTILE, latest, opened_on
from tests.tui.school import TODAY, office, press, shown
from tui.app import BriefedApp
from tui.forms.ending import EndConnectionForm
from tui.forms.leaving import LeavingForm
from tui.office import Office


def sentences(app: BriefedApp) -> str:
    """What is shown, wherever its lines break."""
    return " ".join(shown(app).split())


def connected(*counterparts: Counterpart, advised: bool = True) -> Office:
    """Joy Adams with connections declared at the start of term."""
    opened = office(("Adams",))
    for number, counterpart in enumerate(counterparts, start=1):
        declared = date(2026, 9, 2)
        opened.apply(
            RecordConnection(1, number, declared, "both", counterpart, "wider_family", "AB 2K", "2", 2031),
        )
        if advised:
            opened.apply(Advise(1, number, declared, "Headteacher"))
    return opened


async def test_a_leaver_in_the_keys_of_a_day() -> None:
    opened = office(("Adams",))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened_on(pilot, LeavingForm(opened, 1))
        said = shown(app)
        assert "connection" not in said
        assert "Return" not in said
        assert "Back again" not in said
        await press(pilot, "tab", *"fri", "enter")
        assert "Last day Fri 11 Sep 2026; counts up to and including it." in shown(app)
        await press(pilot, "enter")
        assert "Saved: Last day 11 Sep 2026: Joy Adams" in shown(app)
    assert latest(opened) == EndService(1, date(2026, 9, 11))
    assert opened.register.standings(1, date(2026, 9, 11))["briefing"].status == "overdue"
    assert opened.register.standings(1, date(2026, 9, 12))["briefing"].status == "not_applicable"


async def test_a_leavers_connections_end_with_the_last_day_in_one_entry() -> None:
    opened = connected("pupil", "parent_carer")
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened_on(pilot, LeavingForm(opened, 1))
        assert "2 connections open" in shown(app)
        assert "They end because" not in shown(app)
        await press(pilot, "l", *"8/9/26", "tab", "e", "right", "enter")
        assert "Last day Tue 8 Sep 2026; counts up to and including it; 2 connections end." in shown(app)
        assert opened.register.staff()[0].spells[0].last_day is None
        await press(pilot, "enter")
    assert latest(opened) == Bundle(
        "leaving",
        (
            EndService(1, date(2026, 9, 8)),
            EndConnection(1, 1, date(2026, 9, 8), "left_roll"),
            EndConnection(1, 2, date(2026, 9, 8), "left_roll"),
        ),
    )
    opened.undo()
    (member,) = opened.register.staff()
    assert member.spells[0].last_day is None
    assert [connection.ended_on for connection in member.connections] == [None, None]


async def test_connections_stay_open_where_the_last_day_is_still_to_come_and_it_is_said() -> None:
    opened = connected("pupil")
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened_on(pilot, LeavingForm(opened, 1))
        await press(pilot, "l", *"18/12", "tab", "e", "enter")
        said = sentences(app)
        assert "Last day Fri 18 Dec 2026" in said
        assert "1 connection stays open" in said
        assert "None can end on a day still to come" in said
        await press(pilot, "enter")
    assert latest(opened) == EndService(1, date(2026, 12, 18))
    assert opened.register.staff()[0].connections[0].ended_on is None


async def test_a_connection_never_advised_asks_why_it_ends() -> None:
    opened = connected("pupil", advised=False)
    before = len(opened.register.entries)
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened_on(pilot, LeavingForm(opened, 1))
        await press(pilot, "l", "tab", "e", "enter")
        assert "Give the reason for ending it." in sentences(app)
        assert len(opened.register.entries) == before
        await press(pilot, *"left early", "enter")
        assert "1 connection ends." in shown(app)
        await press(pilot, "enter")
    assert latest(opened) == Bundle(
        "leaving", (EndService(1, TODAY), EndConnection(1, 1, TODAY, "staff_left", "left early"))
    )


async def test_a_last_day_before_the_first_is_refused_at_its_field() -> None:
    opened = office(("Adams",))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened_on(pilot, LeavingForm(opened, 1))
        await press(pilot, "l", *"31/8/26", "enter")
        assert "! The last day is before the first, 1 Sep 2026." in shown(app)
    assert opened.register.staff()[0].spells[0].last_day is None


async def test_a_long_absence_and_the_return_from_it() -> None:
    opened = office(("Adams",))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened_on(pilot, LeavingForm(opened, 1))
        await press(pilot, "o")
        said = shown(app)
        assert "dates only, never the reason" in said
        assert "it still counts" not in said
        await press(pilot, *"7/9", "enter")
        assert latest(opened) == RecordAbsence(1, date(2026, 9, 7))
        await opened_on(pilot, LeavingForm(opened, 1))
        assert "Day of return" in shown(app)
        await press(pilot, "tab", *"7/9", "enter")
        assert "! The absence begins on 7 Sep 2026, so the return is later." in shown(app)
        await press(pilot, "ctrl+u", *"today", "enter")
        assert "Saved: Long absence from 7 Sep 2026 to 8 Sep 2026: Joy Adams" in shown(app)
    assert latest(opened) == RecordAbsence(1, date(2026, 9, 7), date(2026, 9, 8))
    assert len(opened.register.staff()[0].absences) == 1


async def test_an_absence_within_another_is_refused_but_its_end_can_be_set() -> None:
    opened = office(("Adams",))
    opened.apply(RecordAbsence(1, date(2026, 9, 2)))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened_on(pilot, LeavingForm(opened, 1))
        await press(pilot, "o", *"8/9", "enter")
        assert "Away from 2 Sep 2026 with no end yet already" in sentences(app)
        await press(pilot, "ctrl+u", *"2/9", "tab", *"18/12", "enter")
    assert latest(opened) == RecordAbsence(1, date(2026, 9, 2), date(2026, 12, 18))


@pytest.mark.parametrize(("left", "said"), [("5/6", "service goes on"), ("4/6", "a new starter again")])
async def test_somebody_who_has_left_comes_back_and_is_told_whether_service_goes_on(left: str, said: str) -> None:
    opened = office(("Adams",), first_day=date(2025, 9, 1))
    day, month = (int(part) for part in left.split("/"))
    opened.apply(EndService(1, date(2026, month, day)))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened_on(pilot, LeavingForm(opened, 1))
        assert "Long absence" not in shown(app)
        await press(pilot, "tab", *"5/6/26" if left == "5/6" else "4/6/26", "enter")
        assert "start after it" in shown(app)
        await press(pilot, "ctrl+u", *"5/9/26", "tab", "a", "enter")
        assert said in sentences(app)
        await press(pilot, "enter")
    assert latest(opened) == StartService(1, date(2026, 9, 5), "agency")


async def test_a_letter_goes_on_to_the_first_field_of_what_was_chosen_and_loses_no_key() -> None:
    opened = office(("Adams",))
    opened.apply(EndService(1, date(2026, 12, 18)))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened_on(pilot, LeavingForm(opened, 1))
        await press(pilot, "b", *"4/1/27", "enter", "enter")
    assert latest(opened) == StartService(1, date(2027, 1, 4))


async def test_the_same_last_day_again_is_nothing_to_save() -> None:
    opened = office(("Adams",))
    opened.apply(EndService(1, date(2026, 12, 18)))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened_on(pilot, LeavingForm(opened, 1))
        await press(pilot, "enter")
        assert "! That is the last day recorded already." in shown(app)


async def test_a_pupil_leaves_and_v1_is_given_in_one_entry() -> None:
    opened = connected("pupil")
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened_on(pilot, EndConnectionForm(opened, 1, 1))
        said = shown(app)
        assert "connection declared on 2 Sep 2026" in said
        assert "AB 2K" not in said
        assert "V1 given" in said
        assert "Leaves in July" not in said
        await press(pilot, "e", "tab", "tab", "space", "enter")
        assert "Saved: Connection (ended, advised): Joy Adams" in shown(app)
    assert latest(opened) == Bundle(
        "connection",
        (EndConnection(1, 1, TODAY, "left_roll"), Advise(1, 1, TODAY, "Headteacher", statements=("V1",))),
    )


async def test_v1_not_given_is_asked_about_before_a_pupils_connection_ends() -> None:
    opened = connected("pupil")
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened_on(pilot, EndConnectionForm(opened, 1, 1))
        await press(pilot, "enter")
        assert "V1 is not ticked" in shown(app)
        assert opened.register.staff()[0].connections[0].ended_on is None
        await press(pilot, "enter")
    assert latest(opened) == EndConnection(1, 1, TODAY, "left_roll")


async def test_a_parents_connection_ends_without_v1() -> None:
    opened = connected("parent_carer")
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened_on(pilot, EndConnectionForm(opened, 1, 1))
        assert "V1" not in shown(app)
        await press(pilot, "enter")
    assert latest(opened) == EndConnection(1, 1, TODAY, "last_child_left")


async def test_another_child_stays_and_the_leaving_year_moves_on() -> None:
    opened = connected("parent_carer")
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened_on(pilot, EndConnectionForm(opened, 1, 1))
        await press(pilot, "l", "enter")
        assert "! That is the year recorded already." in shown(app)
        await press(pilot, "ctrl+u", *"2099", "enter")
        assert "! A year from 2026 to 2046." in shown(app)
        await press(pilot, "ctrl+u", *"2033", "enter")
        assert "Saved: Connection now expected to end in 2033: Joy Adams" in shown(app)
    assert latest(opened) == AmendConnection(1, 1, 2033)
    (connection,) = opened.register.staff()[0].connections
    assert (connection.ended_on, connection.expected_leaving_year) == (None, 2033)


async def test_ending_what_was_never_advised_asks_for_the_reason() -> None:
    opened = connected("parent_carer", advised=False)
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened_on(pilot, EndConnectionForm(opened, 1, 1))
        await press(pilot, "enter")
        assert "Give the reason for ending it." in sentences(app)
        await press(pilot, *"gone at once", "enter")
        assert "The advice of the 4.1 footnote was never given in full." in shown(app)
        await press(pilot, "enter")
    assert latest(opened) == EndConnection(1, 1, TODAY, "last_child_left", "gone at once")


async def test_a_connection_does_not_end_on_a_day_still_to_come() -> None:
    opened = connected("parent_carer")
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened_on(pilot, EndConnectionForm(opened, 1, 1))
        await press(pilot, "e", "tab", *"+3", "enter")
        assert "! 12 Sep 2026 has not happened yet" in shown(app)
    assert opened.register.staff()[0].connections[0].ended_on is None


async def test_a_tie_by_family_alone_does_not_end_as_a_friendship() -> None:
    opened = office(("Adams",))
    opened.apply(RecordConnection(1, 1, TODAY, "related", "pupil", "own_child"))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened_on(pilot, EndConnectionForm(opened, 1, 1))
        seen = []
        await press(pilot, "tab")
        for _ in range(4):
            seen.append(sentences(app))
            await press(pilot, "right")
    assert any("Entered in error" in said for said in seen)
    assert not any("The friendship ended" in said for said in seen)


async def test_a_new_leaving_year_in_the_keys_of_a_day() -> None:
    opened = connected("pupil")
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened_on(pilot, EndConnectionForm(opened, 1, 1))
        await press(pilot, "l", *"2033", "enter")
    assert latest(opened) == AmendConnection(1, 1, 2033)


@pytest.mark.parametrize("surname", HOSTILE)
async def test_any_name_is_shown_as_it_is(surname: str) -> None:
    opened = office((surname,))
    opened.apply(RecordConnection(1, 1, TODAY, "related", "pupil", "own_child", "[/x]"))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened_on(pilot, EndConnectionForm(opened, 1, 1))
        assert surname[:20] in shown(app)
        await press(pilot, "escape")
        await opened_on(pilot, LeavingForm(opened, 1))
        assert surname[:20] in shown(app)
        assert not {"approved", "permitted"} & set(shown(app).casefold().split())
        await press(pilot, "enter", "enter")
    assert opened.register.staff()[0].spells[0].last_day == TODAY
