"""Bringing in a staff list by keys: the file, its columns, the preview, and what is saved of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from store.changes import Bundle
from store.intake.comparison import propose
from store.intake.opening import open_list
from store.intake.refused import Stopped
from tests.tui.filed import line, staff_list
from tests.tui.school import NOW, SURNAMES, office, press, shown
from tui.app import BriefedApp
from tui.office import Office, Throwaway
from tui.settings import kept_folder

STAFF = [line(number, surname) for number, surname in enumerate(SURNAMES, start=1)]


def listed(app: BriefedApp) -> list[str]:
    """The names in the list of files, from the top."""
    lines = shown(app).splitlines()
    start = next(n for n, text in enumerate(lines) if "Changed" in text) + 1
    end = next(n for n, text in enumerate(lines) if "that could be a staff list" in text)
    return [text[3:].split("  ")[0] for text in lines[start:end] if text.strip()]


def preview_line(app: BriefedApp, name: str) -> str:
    return next(text for text in shown(app).splitlines() if name in text)


def marks_of(app: BriefedApp, name: str) -> list[str]:
    """What is said of each of somebody’s lines: accepted or not."""
    return [text[3:8].strip() for text in shown(app).splitlines() if text[9:].startswith(name)]


async def test_only_what_could_be_a_list_is_offered_and_the_newest_first(documents: Path) -> None:
    staff_list(documents, "old.csv", STAFF, NOW - timedelta(days=90))
    staff_list(documents, "unicode.txt", STAFF, NOW - timedelta(days=91))
    staff_list(documents, "new.xlsx", STAFF)
    staff_list(documents, "~$new.xlsx", STAFF)
    staff_list(documents, "letter.docx", STAFF)
    staff_list(documents, "2026-27 Autumn - compliance matrix - as at 2026-09-09 - Confidential.xlsx", STAFF)
    (documents / "School office").mkdir()
    app = BriefedApp(office(("Adams",)))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "m")
        assert listed(app) == ["new.xlsx", "old.csv", "unicode.txt", "../", "School office/"]
        assert "9 Sep 2026 09:30" in preview_line(app, "new.xlsx")
        await press(pilot, *"old")
        assert listed(app) == ["old.csv"]


async def test_a_folder_is_gone_into_and_backspace_comes_back(documents: Path) -> None:
    staff_list(documents / "School office", "inside.csv", STAFF)
    app = BriefedApp(office(("Adams",)))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "m", *"school", "enter")
        assert listed(app) == ["inside.csv", "../"]
        await press(pilot, "backspace")
        assert listed(app) == ["../", "School office/"]


async def test_a_path_is_pasted_as_windows_copies_it(documents: Path, tmp_path: Path) -> None:
    path = staff_list(tmp_path / "elsewhere", "O'Brien & [x].csv", STAFF)
    app = BriefedApp(office(("Adams",)))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "m")
        app.focused.value = f'"{path}"'  # type: ignore[union-attr]
        await press(pilot, "enter")
        assert "O'Brien & [x].csv: which column is what" in shown(app)


async def test_a_first_list_shows_its_columns_and_is_one_entry_and_one_undo(documents: Path) -> None:
    staff_list(documents, "staff.csv", STAFF)
    opened = office(())
    app = BriefedApp(opened)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "m", "enter")
        assert "Legal Surname                Surname                a heading that is known" in shown(app)
        assert "2 columns not used, 2 of them private and never read." in shown(app)
        assert "Salary" not in shown(app)
        await press(pilot, "enter")
        assert "31 new · 0 changed" in shown(app)
        assert "Enter saves 31 new: one entry, one undo." in shown(app)
        assert opened.register.staff() == []
        await press(pilot, "enter")
        assert "Brought in: 31 new." in shown(app)
        assert len(opened.register.staff()) == 31
        await press(pilot, "ctrl+z", "ctrl+z")
    assert opened.register.staff() == []


async def test_the_folder_is_kept_for_next_time_and_no_file_name_is(documents: Path, tmp_path: Path) -> None:
    inside = documents / "School office"
    staff_list(inside, "Joy Adams and others.csv", STAFF)
    app = BriefedApp(office(()))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "m", *"school", "enter", "enter", "enter", "enter")
    assert kept_folder(tmp_path / "settings.json", "lists") == inside
    assert "Joy" not in (tmp_path / "settings.json").read_text(encoding="utf-8")


async def brought_in(opened: Office) -> None:
    """As if the first list had been brought in before."""
    async with BriefedApp(opened).run_test(size=(80, 24)) as pilot:
        await press(pilot, "m", "enter", "enter", "enter")


async def test_leavers_and_missing_are_never_accepted_unasked(documents: Path) -> None:
    staff_list(documents, "staff.csv", STAFF)
    opened = office(())
    await brought_in(opened)
    autumn = [line(1, "Adams", leaves="31/08/2026", start="01/09/2020"), line(2, "Begum", job="SENCO"), *STAFF[3:]]
    staff_list(documents, "next.csv", [line(1, "Adams", leaves="04/09/2026"), *autumn[1:]], NOW + timedelta(hours=1))
    app = BriefedApp(opened)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "m", "enter")
        assert "· no" in preview_line(app, "last day 4 Sep 2026")
        assert "· no" in preview_line(app, "not in the list")
        assert "Enter saves 1 changed" in shown(app)
        await press(pilot, "4", "space", "5", "space", "enter")
        assert "last day 9 Sep 2026" in preview_line(app, "Clarke")
        assert "Enter saves 1 changed, 2 last days" in shown(app)
        await press(pilot, "enter")
    last_days = {m.surname: m.spells[-1].last_day for m in opened.register.staff() if m.spells[-1].last_day}
    assert last_days == {"Adams": date(2026, 9, 4), "Clarke": date(2026, 9, 9)}


async def test_a_last_day_that_cannot_be_is_refused_where_it_is_typed(documents: Path) -> None:
    staff_list(documents, "staff.csv", STAFF)
    opened = office(())
    await brought_in(opened)
    staff_list(documents, "next.csv", STAFF[1:], NOW + timedelta(hours=1))
    app = BriefedApp(opened)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "m", "enter", "5", "space", *"1/8/26", "enter")
        assert "! " in shown(app)
        await press(pilot, "escape")
        assert "· no" in preview_line(app, "not in the list")


async def test_more_than_a_fifth_leaving_stops_and_asks_with_the_numbers(documents: Path) -> None:
    staff_list(documents, "staff.csv", STAFF)
    opened = office(())
    await brought_in(opened)
    gone = [line(n, s, leaves="04/09/2026" if n < 9 else "") for n, s in enumerate(SURNAMES, start=1)]
    staff_list(documents, "next.csv", gone, NOW + timedelta(hours=1))
    app = BriefedApp(opened)
    async with app.run_test(size=(80, 24)) as pilot:
        before = len(opened.register.entries)
        await press(pilot, "m", "enter", "4", "up", "space", "enter", "enter", "enter")
        assert "8 of 31 staff would leave. Is this the right file?" in shown(app)
        assert len(opened.register.entries) == before
        await press(pilot, "y")
        assert "8 last days" in shown(app)
    assert len(opened.register.entries) == before + 1


async def test_a_heading_nobody_knows_is_said_once_and_remembered(documents: Path) -> None:
    path = documents / "odd.csv"
    path.write_text("Kennung,Sir name,Forename,Start date\nA1,Adams,Joy,01/09/2026\n", encoding="utf-8")
    opened = office(())
    app = BriefedApp(opened)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "m", "enter", "enter")
        assert "Which column has the surname" in shown(app)
        while "▌  Sir name" not in shown(app):
            await press(pilot, "down")
        await press(pilot, "s", "enter")
        assert "1 new · 0 changed" in shown(app)
        await press(pilot, "enter")
        assert opened.register.staff()[0].surname == "Adams"
        await press(pilot, "m", "enter")
        assert "The register says all of this already" in shown(app)


STARTS = "Surname,Forename,Start date,Continuous service date\nAdams,Joy,01/09/2025,01/09/2009\n"


async def test_another_start_date_is_chosen_and_no_column_passed_on_the_way_is_lost(documents: Path) -> None:
    (documents / "staff.csv").write_text(STARTS, encoding="utf-8")
    opened = office(())
    app = BriefedApp(opened)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "m", "enter")
        assert "▌  Start date" in shown(app)
        assert "Enter takes “Start date”" in " ".join(shown(app).split())
        await press(pilot, "down", "s", "s", "s")
        assert "Continuous service date      Start date" in shown(app)
        assert "Surname                      Surname                a heading that is known" in shown(app)
        await press(pilot, "enter", "c")
        assert "Continuous service date      Start date             as you said" in shown(app)
        assert "Surname                      Surname                a heading that is known" in shown(app)
        await press(pilot, "enter", "enter")
    assert opened.register.staff()[0].spells[0].first_day == date(2009, 9, 1)


SIGNED = "Surname,Forename,Start date,AUP signed\nAdams,Joy,01/09/2025,04/09/2026\n"


async def test_the_old_spreadsheets_signatures_can_still_be_read_after_its_staff_were(documents: Path) -> None:
    (documents / "old.csv").write_text(SIGNED, encoding="utf-8")
    opened = office(())
    app = BriefedApp(opened)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "m", "enter")
        assert "1 column of briefings and signatures: Tab, → reads them." in " ".join(shown(app).split())
        await press(pilot, "enter", "enter", "m", "enter", "c")
        assert "● Staff" in shown(app)
        await press(pilot, "shift+tab", "right", "tab")
        assert "AUP signed                   AUP signed" in shown(app)
        await press(pilot, "enter", "enter")
    assert [record.effective_on for record in opened.register.staff()[0].records("aup")] == [date(2026, 9, 4)]


async def test_where_nobody_can_be_brought_in_nothing_is_said_to_be_there_already(documents: Path) -> None:
    (documents / "no-dates.csv").write_text("Surname,Forename\nAdams,Joy\n", encoding="utf-8")
    app = BriefedApp(office(()))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "m", "enter")
        assert "No column is read as the start date: somebody new needs one." in shown(app)
        await press(pilot, "enter")
        assert "1 problem" in shown(app)
        assert "Nothing can be saved before the file is put right." in shown(app)


async def test_how_many_are_in_the_list_is_said_whole_in_a_small_window(documents: Path) -> None:
    people = [line(number, SURNAMES[number % len(SURNAMES)]) for number in range(1, 1101)]
    staff_list(documents, "staff.csv", people)
    app = BriefedApp(office(()))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "m", "enter", "enter")
        assert "1,100 in the list. " in shown(app)


async def test_somebody_who_may_be_the_same_person_is_asked_about(documents: Path) -> None:
    staff_list(documents, "staff.csv", STAFF)
    opened = office(())
    await brought_in(opened)
    path = documents / "next.csv"
    path.write_text("Legal Surname,Legal Forename,Start date\nAdams,Joy,05/09/2026\n", encoding="utf-8")
    app = BriefedApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "m", *"next", "enter", "enter")
        assert marks_of(app, "Joy Adams")[:2] == ["? ask", "? ask"]
        await press(pilot, "1", "space")
        assert marks_of(app, "Joy Adams")[:2] == ["✓ yes", "· no"]
        await press(pilot, "2", "space")
        assert marks_of(app, "Joy Adams")[:2] == ["· no", "✓ yes"]


class SlowFile:
    """Stands in for what takes its time: it goes on when it is let, or stops when it is told to."""

    def __init__(self, real: Callable[..., Any]) -> None:
        self.real = real
        self.may_go_on = Event()
        self.stopped = False

    def __call__(self, *arguments: Any, stopped: Callable[[], bool], **more: Any) -> Any:
        while not self.may_go_on.wait(0.001):
            if stopped():
                self.stopped = True
                raise Stopped
        return self.real(*arguments, stopped=stopped, **more)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> SlowFile:
    found = SlowFile(open_list)
    monkeypatch.setattr("tui.screens.bring_in.open_list", found)
    return found


@pytest.mark.parametrize("name", ["staff.csv", f"{'long ' * 20}staff.csv"])
async def test_a_long_file_is_stopped_with_esc_and_nothing_is_changed(
    documents: Path, slow: SlowFile, name: str
) -> None:
    staff_list(documents, name, STAFF)
    opened = office(())
    app = BriefedApp(opened)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "m")
        await pilot.press("enter")
        await pilot.pause()
        assert f"Opening {name[:40].rstrip()}" in shown(app)
        assert "…   Esc stops" in shown(app)
        await press(pilot, "escape")
        assert "Stopped. Nothing has been changed." in shown(app)
        assert len(listed(app)) == 2
    assert opened.register.staff() == []


async def test_a_command_typed_while_a_list_is_compared_is_carried_out_when_it_is(
    documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = SlowFile(propose)
    monkeypatch.setattr("tui.screens.preview.propose", slow)
    staff_list(documents, "staff.csv", STAFF)
    app = BriefedApp(office(()))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "m", "enter")
        await pilot.press("enter", "c")
        await pilot.pause()
        assert "Reading" in shown(app)
        slow.may_go_on.set()
        await press(pilot)
        assert "which column is what" in shown(app)


async def test_keys_typed_while_a_file_is_read_are_played_when_it_is(documents: Path, slow: SlowFile) -> None:
    staff_list(documents, "staff.csv", STAFF)
    opened = office(())
    app = BriefedApp(opened)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "m")
        await pilot.press("enter", "enter", "enter")
        await pilot.pause()
        assert "Opening" in shown(app)
        slow.may_go_on.set()
        await press(pilot)
        assert "Brought in: 31 new." in shown(app)


async def test_keys_typed_while_a_list_is_compared_are_played_when_it_is(
    documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff_list(documents, "staff.csv", STAFF)
    slow = SlowFile(propose)
    monkeypatch.setattr("tui.screens.preview.propose", slow)
    app = BriefedApp(office(()))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "m", "enter")
        await pilot.press("enter", "down", "space")
        await pilot.pause()
        assert "Reading" in shown(app)
        slow.may_go_on.set()
        await press(pilot)
        assert marks_of(app, "Joy Adams") == ["· no"]


async def test_a_command_typed_while_a_list_is_compared_is_obeyed_when_it_is(
    documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff_list(documents, "staff.csv", STAFF)
    slow = SlowFile(propose)
    monkeypatch.setattr("tui.screens.preview.propose", slow)
    app = BriefedApp(office(()))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "m", "enter")
        await pilot.press("enter", "c")
        await pilot.pause()
        assert "Reading" in shown(app)
        slow.may_go_on.set()
        await press(pilot)
        assert "staff.csv: which column is what" in shown(app)


@pytest.mark.parametrize(
    ("content", "said"),
    [("", "The file is empty"), ("PK\x03\x04broken", "cannot be read"), ("Fred,Joe\n1,2\n", "No row of headings")],
)
async def test_what_is_no_list_is_one_sentence_and_another_may_be_chosen(
    documents: Path, content: str, said: str
) -> None:
    (documents / "odd.xlsx").write_text(content, encoding="utf-8")
    app = BriefedApp(office(()))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "m", "enter")
        assert said in shown(app)
        assert listed(app) == ["odd.xlsx", "../"]


class Following(Throwaway):
    view_only = True


async def test_where_it_is_open_to_view_only_it_says_why_not() -> None:
    app = BriefedApp(Office(Following(office(("Adams",)).register.entries), "S Smith", lambda: NOW), to_edit=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "m")
        assert "Open to view only" in shown(app)


async def test_what_brought_it_in_is_remembered_in_the_entry(documents: Path, tmp_path: Path) -> None:
    staff_list(documents, "staff.csv", STAFF)
    opened = office(())
    await brought_in(opened)
    change = opened.register.entries[-1].change
    assert isinstance(change, Bundle)
    assert change.columns["surname"] == "legal surname"
    assert json.loads((tmp_path / "settings.json").read_text(encoding="utf-8")) == {"lists": str(documents)}
