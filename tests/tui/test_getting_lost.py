"""What a fast typist who is interrupted runs into, and must not be hurt by."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual import events

from store.changes import AddStaff, NoteExport
from store.disk.errors import HeldByAnother
from store.register import Register
from tests.tui.school import NOW, TODAY, office, person, press, set_up, shown, until, written
from tui.app import BriefedApp
from tui.desk import Desk
from tui.office import Office, Throwaway
from tui.textual_private import meant


def briefed(register: Register) -> set[str]:
    return {m.surname for m in register.staff() if register.standings(m.id, TODAY)["briefing"].status == "current"}


async def test_a_name_that_is_not_there_unticks_nobody() -> None:
    opened = office(("Adams", "Begum", "Walsh"))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "2", "b", *"now")
        assert "Nobody here begins with “now”" in shown(app)
        await press(pilot, "space", "enter", "enter")
    assert briefed(opened.register) == {"Adams", "Begum", "Walsh"}


async def test_a_slip_in_a_name_is_taken_back_with_backspace() -> None:
    opened = office(("Adams", "Begum", "Walsh"))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "2", "b", *"wax", "backspace", "space", "enter", "enter")
    assert briefed(opened.register) == {"Adams", "Begum"}


async def test_by_whom_is_asked_once_the_advice_was_given() -> None:
    opened = office(("Adams",))
    app = BriefedApp(opened)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "c", "r", "p", "w", *"AB 2K", "tab", "2")
        assert "Advised by" not in shown(app)
        await press(pilot, "a", "ctrl+u", *"Mrs Head")
        assert "Advised by          Mrs Head" in shown(app)
        await press(pilot, "shift+tab", "n")
        assert "Advised by" not in shown(app)
        await press(pilot, "shift+tab", "a", "enter")
    assert opened.register.staff()[0].connections[0].advice[-1].adviser == "Mrs Head"


async def test_a_leaving_year_typed_by_hand_is_kept_and_what_is_no_year_is_refused() -> None:
    opened = office(("Adams",))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "c", "r", "p", "w", *"AB 2K", "tab", "2", "a", "tab", *"soon", "enter")
        assert "A year from 2026 to 2046" in shown(app)
        await press(pilot, "ctrl+u", *"30", "enter")
    assert opened.register.staff()[0].connections[0].expected_leaving_year == 2030


async def test_ctrl_c_says_how_to_leave_and_does_not() -> None:
    app = BriefedApp(office(("Adams",)))
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await press(pilot, "ctrl+c")
        await until(pilot, "Ctrl+Q leaves Briefed.")
        assert "Do you want to quit?" not in shown(app)
        await press(pilot, "n", *"Smith", "ctrl+c")
        assert "Smith" in shown(app)
        assert app.return_code is None


async def test_leaving_the_app_from_a_form_with_something_typed_asks_once() -> None:
    app = BriefedApp(office(("Adams",)))
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "n", *"Smith", "ctrl+q")
        assert "Ctrl+Q again leaves" in shown(app)
        await press(pilot, "ctrl+q")
    assert app.return_code == 0


async def test_the_screen_is_blanked_over_a_form_which_keeps_what_was_typed() -> None:
    app = BriefedApp(office(("Adams",)))
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "n", *"Smith", "f9")
        assert shown(app).strip() == ""
        await press(pilot, "f9")
        assert "Smith" in shown(app)


async def test_finding_somebody_else_starts_afresh() -> None:
    app = BriefedApp(office(("Adams", "Begum")))
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "slash", *"adams", "enter", "slash", *"begum", "enter")
        assert "Begum, Joy" in shown(app)
        assert "showing “begum”" in shown(app)


async def test_what_is_done_elsewhere_is_said_where_it_is_done() -> None:
    app = BriefedApp(office(("Adams",)))
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "v")
        assert "Pupil references are hidden among the connections: press 3 first." in shown(app)
        await press(pilot, "w")
        assert "Enter opens it, w there withdraws." in shown(app)


async def test_the_cursor_goes_to_the_person_just_added() -> None:
    opened = office(("Adams", "Begum"))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "n", *"Whyte", "enter")
        assert "Saved: New member of staff" in shown(app)
        await press(pilot, "i", "enter")
    assert briefed(opened.register) == {"Whyte"}


async def test_a_second_person_of_the_same_name_is_asked_about() -> None:
    opened = office(("Adams",))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "n", *"ADAMS", "tab", *"joy", "enter")
        assert "Somebody of that name is here already" in shown(app)
        assert len(opened.register.staff()) == 1
        await press(pilot, "enter")
    assert len(opened.register.staff()) == 2


async def test_undoing_what_is_not_the_last_thing_done_asks_first_where_entries_were_removed_too() -> None:
    entries = [entry for entry in office(("Adams", "Begum", "Clarke")).register.entries if entry.n not in {2, 3}]
    opened = Office(Throwaway(entries), "J Patel", lambda: NOW)
    opened.apply(NoteExport("matrix", TODAY, 1, "0" * 64))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "ctrl+z")
        assert "Ctrl+Z again does" in shown(app)


async def test_undoing_what_was_entered_on_an_earlier_day_asks_first() -> None:
    later = Office(
        Throwaway(office(("Adams",)).register.entries), "J Patel", lambda: datetime(2026, 9, 10, 8, tzinfo=UTC)
    )
    app = BriefedApp(later)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "ctrl+z")
        assert "entered Wed 9 Sep 2026? Ctrl+Z again does" in shown(app)
        assert len(later.register.staff()) == 1
        await press(pilot, "ctrl+z")
    assert later.register.staff() == []


async def test_an_undo_that_was_asked_about_is_asked_about_again_once_the_question_is_gone() -> None:
    opened = office(("Adams", "Begum"))
    later = Office(Throwaway(opened.register.entries), "J Patel", lambda: datetime(2026, 9, 10, 8, tzinfo=UTC))
    app = BriefedApp(later)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "ctrl+z", "down")
        assert "again does" not in shown(app)
        await press(pilot, "ctrl+z")
        assert "Undo New member of staff" in shown(app)
        assert len(later.register.staff()) == 2


async def test_without_a_policy_version_nobody_counts_as_up_to_date() -> None:
    ledger = Throwaway()
    opened = Office(ledger, "J Patel", lambda: NOW)
    opened.apply(set_up().changes[0])
    opened.apply(AddStaff(1, "ABC", "Adams", "Joy", TODAY))
    app = BriefedApp(opened)
    async with app.run_test(size=(120, 30)) as pilot:
        await press(pilot)
        assert "Policy 0/0" in shown(app)
        await press(pilot, "u")
        assert "No AUP is linked to the policy yet" in shown(app)


async def test_a_folder_that_cannot_be_written_in_is_one_sentence_at_the_folder(tmp_path: Path) -> None:
    opened = office(("Adams",))
    before = len(opened.register.entries)
    app = BriefedApp(opened, desk=Desk(folder=tmp_path))
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "5", "g", "tab", "tab")
        for folder in ("/proc/no", "~nosuchuser/x", "x" * 400, ""):
            app.focused.value = folder  # type: ignore[union-attr]
            await press(pilot, "enter")
            assert "! " in shown(app)
        assert len(opened.register.entries) == before
        app.focused.value = str(tmp_path)  # type: ignore[union-attr]
        await press(pilot, "enter")
        assert "Written: " in await written(pilot)
    assert [path.suffix for path in tmp_path.iterdir()] == [".xlsx"]  # noqa: ASYNC240 - the app has ended


class Held(Throwaway):
    """A ledger that somebody else is editing."""

    view_only = True
    fresh: tuple[AddStaff, ...] = ()

    def edit(self, *, by: str, now: datetime) -> list:  # type: ignore[type-arg]
        raise HeldByAnother("S Smith has this register open since 08:15.")


async def test_who_opens_it_second_sees_who_is_editing_and_changes_nothing() -> None:
    opened = Office(Held(office(("Adams",)).register.entries), "J Patel", lambda: NOW)
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot)
        assert "S Smith has this register open since 08:15." in shown(app)
        assert "view only" in shown(app)
        await press(pilot, "s")
        assert "nothing can be recorded here" in shown(app)
        await press(pilot, "ctrl+z")
        assert "nothing can be changed here" in shown(app)
    assert person(opened.register, "Adams") == 1


class Noticing(Throwaway):
    """A ledger with something to say on opening."""

    notices = ("The last line was unfinished and was set aside.",)


async def test_what_was_set_aside_on_opening_is_said() -> None:
    app = BriefedApp(Office(Noticing(office(("Adams",)).register.entries), "J Patel", lambda: NOW))
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot)
        assert "was set aside" in shown(app)


@pytest.mark.parametrize(("sent", "typed"), [("ctrl+j", "enter"), ("ctrl+left_square_bracket", "escape")])
def test_what_a_terminal_calls_otherwise_is_what_was_meant(sent: str, typed: str) -> None:
    key = meant(events.Key(sent, None))
    assert isinstance(key, events.Key)
    assert key.key == typed
