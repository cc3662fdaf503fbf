"""Recording at the keyboard: what is pressed, what the register then holds, what the screen then says."""

from __future__ import annotations

from datetime import date

import pytest

from store.checklists import ACKNOWLEDGEMENT_STATEMENTS
from store.disk.errors import SaveFailed
from store.ledger import EntryStore
from tests.tui.school import NOW, TODAY, office, person, press, shown
from tui.app import BriefedApp
from tui.office import Office, Throwaway


async def test_a_group_briefing_leaves_the_absentees_marked_for_catching_up() -> None:
    opened = office()
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "2", "b", *"hug", "space", *"now", "space", *"shah", "space", *"xu", "space", "enter")
        assert "for 27 people" in shown(app)
        assert "4 people due and not ticked" in shown(app)
        await press(pilot, "enter")
        said = shown(app)
    register = opened.register
    briefed = [m.surname for m in register.staff() if register.standings(m.id, TODAY)["briefing"].status == "current"]
    assert len(briefed) == 27
    assert {"Hughes", "Nowak", "Shah", "Xu"}.isdisjoint(briefed)
    assert "4 people to catch up: marked here" in said
    assert "4 marked" in said
    assert "Briefing 27/31" in said


async def test_the_marked_absentees_are_the_next_list() -> None:
    opened = office(("Adams", "Begum", "Clarke"))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "2", "b", *"beg", "space", "enter", "enter")
        await press(pilot, "b", "enter")
    assert opened.register.standings(person(opened.register, "Begum"), TODAY)["briefing"].status == "current"


async def test_a_key_records_for_the_person_under_the_cursor_alone() -> None:
    opened = office(("Adams", "Begum", "Clarke"))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "down", "s", "enter")
        assert "Begum" in shown(app)
    standings = [opened.register.standings(m.id, TODAY)["self_check"].status for m in opened.register.staff()]
    assert standings == ["due_soon", "current", "due_soon"]


async def test_marks_survive_the_filter_and_are_what_a_key_records_for() -> None:
    opened = office(("Adams", "Begum", "Clarke"))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "space", "space", "slash", *"clarke", "enter")
        assert "2 marked (2 not shown)" in shown(app)
        await press(pilot, "p", "enter", "enter")
    standings = [opened.register.standings(m.id, TODAY)["acknowledgement"].status for m in opened.register.staff()]
    assert standings == ["current", "current", "overdue"]


async def test_undo_and_redo_say_what_they_took_back_and_put_back() -> None:
    opened = office(("Adams", "Begum"))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "u", "enter", "ctrl+z")
        assert "Undone: AUP 2025 signed on 9 Sep 2026: Joy Adams." in shown(app)
        assert opened.register.standings(1, TODAY)["aup"].status == "overdue"
        await press(pilot, "ctrl+y")
        assert "Redone: AUP 2025 signed" in shown(app)
    assert opened.register.standings(1, TODAY)["aup"].status == "current"


async def test_a_connection_is_recorded_and_advised_in_one_entry() -> None:
    opened = office(("Adams",))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        # related, pupil, wider family, the reference, Year 2, advised.
        await press(pilot, "c", "r", "p", "w", *"AB 2K", "tab", "2", "a", "enter")
    (connection,) = opened.register.staff()[0].connections
    assert (connection.case, connection.counterpart, connection.kinship) == ("related", "pupil", "wider_family")
    assert (connection.pupil_reference, connection.year_group, connection.expected_leaving_year) == ("AB 2K", "2", 2031)
    assert connection.advised_on(TODAY) == TODAY
    assert opened.undo() is not None
    assert opened.register.staff()[0].connections == ()


async def test_c_on_somebody_still_to_be_advised_records_the_advice() -> None:
    opened = office(("Adams",))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "d", "enter", "c", "enter")
        assert "~ advise 1" in shown(app)
        await press(pilot, "c", "enter")
        assert "advise 1" not in shown(app)
    assert opened.register.staff()[0].connections[0].advised_on(TODAY) == TODAY


async def test_a_friendship_formed_after_is_refused_at_its_field_and_nothing_typed_is_lost() -> None:
    opened = office(("Adams",))
    before = len(opened.register.entries)
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "c", "o", "p", "f", *"CD 3M", "tab", "3", *["tab"] * 2, "a", "enter")
        said = shown(app)
        assert "speak to the" in said
        assert "CD 3M" in said
    assert len(opened.register.entries) == before


async def test_a_new_starter_and_her_first_day() -> None:
    opened = office(("Adams",))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "n", *"Whyte", "tab", *"Ana", "tab", *"TA", "enter")
        await press(pilot, "slash", *"why", "enter", "i", "enter")
    register = opened.register
    whyte = register.person(person(register, "Whyte"))
    assert whyte is not None
    assert (whyte.forename, whyte.job_title, whyte.spells[0].first_day) == ("Ana", "TA", TODAY)
    standings = register.standings(whyte.id, TODAY)
    assert [standings[r].status for r in ("briefing", "acknowledgement", "aup", "connections")] == ["current"] * 4
    assert standings["self_check"].status == "due_soon"


async def test_a_date_in_the_future_is_refused_in_words_at_the_date() -> None:
    opened = office(("Adams",))
    before = len(opened.register.entries)
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "u", *"+3", "enter")
        assert "12 Sep 2026 has not happened yet; plan it instead." in shown(app)
        await press(pilot, "up", "down", "down", "down", "down", "enter")
    assert len(opened.register.entries) == before + 1
    assert opened.register.staff()[0].aups[0].effective_on == TODAY


async def test_something_entered_late_asks_for_the_reason_and_then_takes_it() -> None:
    opened = office(("Adams",), first_day=date(2026, 1, 5))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "u", *"6/7", "enter")
        assert "more than 31 days ago" in shown(app)
        await press(pilot, *"found it", "enter")
    assert opened.register.staff()[0].aups[0].effective_on == date(2026, 7, 6)


async def test_leaving_a_form_with_something_typed_asks_once() -> None:
    opened = office(("Adams",))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "n", *"Why", "escape")
        assert "Leave without saving?" in shown(app)
        await press(pilot, "escape")
        assert "1 Staff" in shown(app)
        await press(pilot, "n", "escape")
        assert "1 Staff" in shown(app)


class FullDisk(Throwaway):
    """A ledger that cannot save until there is room again."""

    full = False

    def append(self, entry: object) -> None:
        if self.full:
            raise SaveFailed("The disk is full. Nothing has been saved.")
        super().append(entry)  # type: ignore[arg-type]


async def test_a_failed_save_keeps_the_form_and_is_never_called_saved() -> None:
    ledger: EntryStore = FullDisk(office(("Adams",)).register.entries)
    assert isinstance(ledger, FullDisk)
    opened = Office(ledger, "J Patel", lambda: NOW)
    ledger.full = True
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "n", *"Whyte", "enter")
        said = shown(app)
        assert "The disk is full" in said
        assert "Whyte" in said
        ledger.full = False
        await press(pilot, "enter")
        assert "Saved: New member of staff" in shown(app)
    assert [member.surname for member in opened.register.staff()] == ["Adams", "Whyte"]


async def test_a_requirement_that_does_not_apply_says_why() -> None:
    opened = office(("Adams",))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "n", *"Reader", "tab", "tab", "tab", "tab", "v", "enter")
        await press(pilot, "down", "u")
        assert "AUP is not asked of" in shown(app)


async def test_nine_points_of_twelve_are_kept_as_a_draft_that_does_not_count() -> None:
    opened = office(("Adams",))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "b", "tab", "tab", "tab", "space", "down", "space", "enter")
        assert "10 of 12 points covered: kept as a draft" in shown(app)
        await press(pilot, "enter")
    assert opened.register.standings(1, TODAY)["briefing"].status == "overdue"
    assert not opened.register.staff()[0].briefings[0].complete


async def test_the_self_check_question_by_question_opens_follow_ups() -> None:
    opened = office(("Adams",))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "s", "tab", "right")
        await press(
            pilot, "y", "n", "y", "y", "minus", "y", "y", "t", "y", "y", "y", "y", "question_mark", "y", "enter"
        )
    member = opened.register.staff()[0]
    assert [follow_up.code for follow_up in member.follow_ups] == ["SETTINGS_HELP", "CONNECTION", "REBRIEF"]
    assert opened.register.standings(1, TODAY)["self_check"].status == "current"


async def test_a_self_check_that_is_not_answered_in_full_goes_on_at_the_question_left_out() -> None:
    opened = office(("Adams",))
    app = BriefedApp(opened)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "s", "tab", "right", "y", "y", "down", *"yyyyyyyyyyy", "enter")
        assert "! Still to be answered: 3." in shown(app)
        await press(pilot, "n", "enter")
    member = opened.register.staff()[0]
    assert [follow_up.code for follow_up in member.follow_ups] == ["SETTINGS_HELP"]


async def test_what_was_wrong_with_one_way_of_a_self_check_is_not_said_of_another() -> None:
    app = BriefedApp(office(("Adams",)))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "s", "tab", "right", "enter", "shift+tab", "f")
        assert "Follow-ups the slip asks for" in shown(app)
        assert "Still to be answered" not in shown(app)


async def test_both_answers_about_connections_are_in_sight() -> None:
    app = BriefedApp(office(("Adams",)))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "d")
        assert "● Nothing to declare  ○ Something: then record it" in shown(app)


async def test_what_is_acknowledged_stands_there_word_for_word() -> None:
    app = BriefedApp(office(("Adams",)))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "p")
        said = " ".join(shown(app).split())
        assert [s.text for s in ACKNOWLEDGEMENT_STATEMENTS if f"{s.number} {s.text}" not in said] == []
        assert "Enter Save" in said


@pytest.mark.parametrize("surname", ["[/HR]", "=1+1", "O'Brien & Sons", "Łukasz 😀", "[red]x", "x" * 300])
async def test_any_name_reaches_the_list_the_sentence_and_the_forms(surname: str) -> None:
    opened = office((surname,))
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        start = surname[:20]
        assert shown(app).count(start) >= 2
        await press(pilot, "s")
        assert start in shown(app)
        await press(pilot, "enter")
        assert start in shown(app)
    assert opened.register.staff()[0].surname == surname
