"""View 5, the form of a workbook, and the writing of it while the screen goes on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Event

import pytest
from python_calamine import CalamineWorkbook

import exports.making
from exports.kinds import KINDS
from exports.refusals import ExportFailed
from exports.sealing import opened as unlocked
from store.changes import AdoptVersion, Entry, NoteExport, RecordConnection, SignAup
from store.disk.errors import RegisterRefused
from store.register import Register
from tests.tui.school import NOW, TODAY, office, press, shown, until, written
from tui.app import BriefedApp
from tui.commands import LETTERS
from tui.desk import Desk
from tui.export_job import Job, Order, Stopped
from tui.office import Office, Throwaway
from tui.screens.reports import ReportsScreen
from tui.settings import kept_folder
from tui.shown.plots import Plots, plots

THREE = ("Adams", "Begum", "Clarke")


def app_of(opened: Office, folder: Path, opener: Callable[[Path], None] | None = None) -> BriefedApp:
    return BriefedApp(opened, desk=Desk(folder=folder, opener=opener))


def notes(opened: Office) -> list[NoteExport]:
    return [entry.change for entry in opened.register.entries if isinstance(entry.change, NoteExport)]


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


class Gate:
    """Holds the writing of a workbook, before its thread has read anything, until it is opened."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.open = Event()
        real = Job._draft

        def draft(job: Job) -> exports.making.Draft:
            assert self.open.wait(10)
            return real(job)

        monkeypatch.setattr(Job, "_draft", draft)


# The view


async def test_it_says_of_every_workbook_who_may_see_it_and_when_it_was_last_made(tmp_path: Path) -> None:
    opened = office(THREE)
    app = app_of(opened, tmp_path)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "5")
        said = await until(pilot, "Not made yet.")
        for kind in KINDS.values():
            assert kind.title in said
            assert kind.readers[:24] in said
        await press(pilot, "m", "enter")
        await written(pilot)
        said = await until(pilot, "9 Sep 26  J Patel")
        assert "Last made Wed 9 Sep 2026 09:30 by J Patel, as at 9 Sep 2026: 3 rows." in said
    assert [note.workbook for note in notes(opened)] == ["matrix"]


def test_every_workbook_has_a_letter_of_its_own_that_nothing_else_has() -> None:
    assert set(LETTERS) == set(KINDS)
    keys = [key for binding in ReportsScreen.BINDINGS for key in binding.key.split(",")]  # type: ignore[union-attr]
    assert len(set(keys)) == len(keys)
    assert set(LETTERS.values()) < set(keys)


async def test_the_figures_are_drawn_below_and_on_a_page_of_their_own(tmp_path: Path) -> None:
    opened = office(THREE, date(2026, 8, 24))
    app = app_of(opened, tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5")
        await until(pilot, "p draws the figures")
        await press(pilot, "p")
        assert "0 of 3" in await until(pilot, "Induction briefing given")
        await press(pilot, "escape", "escape", "b")
        assert "Briefing  " in shown(app)
    app = app_of(opened, tmp_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "5")
        await until(pilot, "Induction briefing given")


async def test_what_was_just_said_stays_when_the_figures_come_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked_out = Event()

    def plots_when_asked(register: Register, today: date) -> Plots:
        assert worked_out.wait(10)
        return plots(register, today)

    monkeypatch.setattr("tui.screens.reports.last_made", lambda _: worked_out.wait(10) and {})
    monkeypatch.setattr("tui.screens.reports.plots", plots_when_asked)
    app = app_of(office(THREE), tmp_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "5", "b")
        assert "Briefing is for the list" in shown(app)
        worked_out.set()
        assert "Briefing is for the list" in await until(pilot, "Induction briefing given")
        await press(pilot, "down")
        assert "Briefing is for the list" not in shown(app)


async def test_it_sorts_by_any_column_and_leads_on_to_the_other_views(tmp_path: Path) -> None:
    opened = office(THREE)
    app = app_of(opened, tmp_path)

    def first() -> str:
        return shown(app).splitlines()[4].replace("▌", " ").split()[0]

    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "5", "o")
        assert first() == LETTERS["audit"]
        await press(pilot, "O")
        assert first() == LETTERS["template"]
        await pilot.click("RecordTable", offset=(8, 0))
        assert "Audit extract" in shown(app).splitlines()[4]
        await press(pilot, "6")
        assert "Entered" in shown(app)


async def test_where_it_is_open_to_view_only_nothing_is_written(tmp_path: Path) -> None:
    class Watching(Throwaway):
        view_only = True

    app = BriefedApp(
        Office(Watching(office(THREE).register.entries), "J Patel", lambda: NOW), to_edit=False, desk=Desk()
    )
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "5", "g", "enter")
        assert "Open to view only" in shown(app)
    assert files(tmp_path) == []


# The form


async def test_the_governors_figures_are_seen_before_they_are_written(tmp_path: Path) -> None:
    opened = office(THREE)
    app = app_of(opened, tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "u", "enter", "5", "g")
        lines = (await until(pilot, "AUP signed and linked")).splitlines()
        row = next(line for line in lines if "AUP signed and linked" in line)
        assert row.split()[-4:] == ["1", "2", "33%", "Action"]
        assert "Complete  Overdue  This term %" in shown(app)


async def test_names_come_only_when_asked_for_and_connections_never(tmp_path: Path) -> None:
    opened = office(THREE)
    opened.apply(RecordConnection(1, 1, TODAY, "related", "pupil", "own_child", "AB 2K"))
    app = app_of(opened, tmp_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "5", "m")
        assert "Adams" not in await until(pilot, "3 rows")
        await press(pilot, "f3")
        assert "Adams" in shown(app)
        await press(pilot, "f3")
        assert "Adams" not in shown(app)
        for letter in ("k", "a"):
            await press(pilot, "escape", letter)
            await until(pilot, "Its rows are not shown on the screen.")
            await press(pilot, "f3")
            assert "Adams" not in shown(app)
            assert "AB 2K" not in shown(app)


async def test_the_connections_register_never_leaves_without_a_password_typed_twice(tmp_path: Path) -> None:
    opened = office(THREE)
    app = app_of(opened, tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5", "k", "enter")
        assert "! A password of 12 characters or more is needed" in shown(app)
        await press(pilot, *"too short", "enter")
        assert "! A password of 12 characters or more is needed" in shown(app)
        await press(pilot, *"three short words", "enter")
        assert "The two passwords are not the same" in shown(app)
        assert notes(opened) == []
        await press(pilot, *"three short words")
        assert "three short words" not in shown(app)
        await press(pilot, "enter")
        assert "Written:" in await written(pilot)
    path = tmp_path / files(tmp_path)[0]
    assert unlocked(path.read_bytes(), "three short words") is not None


async def test_a_term_or_a_day_is_understood_and_a_day_to_come_refused(tmp_path: Path) -> None:
    opened = office(THREE)
    app = app_of(opened, tmp_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "5", "g")
        for typed, echo in (("last term", "= Mon 31 Aug 2026"), ("autumn 2026", "= Wed 9 Sep 2026"), ("t", "= Wed 9")):
            await press(pilot, "ctrl+u", *typed)
            assert echo in shown(app)
        await press(pilot, "ctrl+u", *"+1", "enter")
        assert "10 Sep 2026 is still to come" in shown(app)
        await press(pilot, "ctrl+u", *"spring 2099", "enter")
        assert "The spring term 2099 has not begun" in shown(app)
        await press(pilot, "ctrl+u", *"last term", "enter")
        await written(pilot)
    assert notes(opened)[0].as_at.isoformat() == "2026-08-31"


async def test_whom_it_is_about_is_found_by_name_or_code(tmp_path: Path) -> None:
    opened = office((*THREE, "Adamson"))
    app = app_of(opened, tmp_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "down", "5", "i")
        assert "= Joy Adamson, S04" in shown(app)
        await press(pilot, "ctrl+u", *"adams", "enter")
        assert "That could be Joy Adams (S01), Joy Adamson (S04): type the staff code." in shown(app)
        await press(pilot, "ctrl+u", *"nobody", "enter")
        assert "Nobody has that code or name." in shown(app)
        await press(pilot, "ctrl+u", "enter")
        assert "Say about whom" in shown(app)
        await press(pilot, *"s03", "enter")
        await written(pilot)
    assert [(note.workbook, note.staff) for note in notes(opened)] == [("induction", 3)]
    assert "S03" in files(tmp_path)[0]
    assert "Clarke" not in files(tmp_path)[0]


async def test_from_a_persons_page_it_is_about_that_person(tmp_path: Path) -> None:
    opened = office(THREE)
    app = app_of(opened, tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "enter", "x")
        assert "= Joy Begum, S02" in shown(app)
        await press(pilot, "i", "enter")
        await written(pilot)
        assert "Workbook made: induction" in shown(app)
    assert [(note.workbook, note.staff) for note in notes(opened)] == [("induction", 2)]


@pytest.mark.parametrize("surname", ["[/HR]", "=1+1", "O'Brien & Sons", "Łukasz 😀", "עברית אבג", "x" * 300])
async def test_any_name_at_all_is_text_in_the_form_and_its_preview(surname: str, tmp_path: Path) -> None:
    opened = office((surname,))
    app = app_of(opened, tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "X")
        await until(pilot, "About")
        await press(pilot, "escape", "5", "m")
        await until(pilot, "1 row")
        await press(pilot, "f3")
        assert surname[:5] in shown(app)
        await press(pilot, "enter")
        assert "Written:" in await written(pilot)


async def test_the_palette_knows_every_workbook_by_name(tmp_path: Path) -> None:
    app = app_of(office(THREE), tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+p", *"compliance", "enter")
        await until(pilot, "Everybody on one sheet")


async def test_a_version_called_like_somebody_stops_the_open_paper_until_that_is_let_pass(tmp_path: Path) -> None:
    opened = office(THREE)
    opened.apply(AdoptVersion("policy", "Clarke edition", TODAY, TODAY))
    app = app_of(opened, tmp_path)
    async with app.run_test(size=(80, 30)) as pilot:
        await press(pilot, "5", "g")
        await until(pilot, "Let it pass")
        assert "“Clarke” in the policy version" in " ".join(shown(app).split())
        await press(pilot, "enter")
        assert "! An open paper names nobody" in shown(app)
        await press(pilot, "y")
        await until(pilot, "Induction briefing given")
        await press(pilot, "enter")
        assert "Written:" in await written(pilot)
    assert len(notes(opened)) == 1


async def test_an_issued_report_keeps_what_it_told(tmp_path: Path) -> None:
    opened = office(THREE)
    app = app_of(opened, tmp_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "5", "g", "tab", "y", "enter")
        await written(pilot)
        await until(pilot, "issued to governors")
    assert [report.staff for report in opened.register.school.reports] == [3]


# Writing it


async def test_the_screen_goes_on_meanwhile_and_what_is_entered_is_not_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch)
    opened = office(THREE)
    app = app_of(opened, tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5", "g", "enter", "1", "u", "enter")
        assert "Saved: " in shown(app)
        assert "Writing the governors report" in shown(app)
        await press(pilot, "5", "m", "enter")
        assert "The governors report is still being written" in shown(app)
        await press(pilot, "escape", "escape")
        gate.open.set()
        assert "Written:" in await written(pilot)
        await press(pilot, "escape", "escape")
        assert "Written:" not in shown(app)
    kinds = [type(entry.change) for entry in opened.register.entries[-2:]]
    assert kinds == [SignAup, NoteExport]
    path = tmp_path / files(tmp_path)[0]
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name("Summary").to_python()
    aup = next(row for row in rows if row[0] == "AUP signed and linked")
    assert [cell for cell in aup if isinstance(cell, float)][:3] == [3, 0, 3]


async def test_it_can_be_stopped_and_then_nothing_was_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Gate(monkeypatch)
    opened = office(THREE)
    app = app_of(opened, tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5", "g", "enter", "f3")
        gate.open.set()
        assert "Stopped: nothing was written." in await written(pilot)
    assert files(tmp_path) == []
    assert notes(opened) == []


async def test_leaving_meanwhile_asks_once_and_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch)
    opened = office(THREE)
    app = app_of(opened, tmp_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "5", "g", "enter", "ctrl+q")
        await until(pilot, "Ctrl+Q again stops it and leaves")
        await press(pilot, "ctrl+q")
        gate.open.set()
    assert app.return_code == 0
    assert files(tmp_path) == []
    assert notes(opened) == []


def test_what_is_on_the_disk_when_the_app_ends_is_noted_and_what_is_not_never_gets_there(tmp_path: Path) -> None:
    opened = office(THREE)
    exporting = app_of(opened, tmp_path).exporting
    saved, stopped = (Job(opened, Order("matrix", TODAY, tmp_path)) for _ in range(2))
    saved.run()
    exporting._job = saved
    assert exporting.end() == f"Written before it could be stopped: {saved.made.path if saved.made else ''}"
    assert len(notes(opened)) == 1
    exporting._job = stopped
    assert exporting.end() == ""
    with pytest.raises(Stopped):
        stopped.run()
    assert len(files(tmp_path)) == len(notes(opened)) == 1


async def test_a_failed_save_is_said_and_its_form_comes_back_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise ExportFailed("The disk is full, so nothing was saved. Make room, or choose another folder.")

    opened = office(THREE)
    app = app_of(opened, tmp_path)
    async with app.run_test(size=(100, 30)) as pilot:
        with monkeypatch.context() as patched:
            patched.setattr(exports.making, "save", full)
            await press(pilot, "5", "g", "ctrl+u", *"4/9", "enter")
            assert "The governors report was not written. The disk is full" in await written(pilot)
        await press(pilot, "escape", "f6")
        assert "Fri 4 Sep 2026" in shown(app)
        assert "! The disk is full" in shown(app)
        await press(pilot, "enter")
        assert "Written:" in await written(pilot)
    assert [note.as_at.day for note in notes(opened)] == [4]


async def test_a_fault_in_making_one_workbook_does_not_end_the_app(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("Joy Adams")

    monkeypatch.setattr(exports.making, "draft", broken)
    monkeypatch.setattr("tui.crash.report", lambda _: "A report without names is there.")
    app = app_of(office(THREE), tmp_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "5", "g", "enter")
        said = await written(pilot)
        assert "Something went wrong in making it. A report without names is there." in said.replace("\n ", " ")
        assert "Joy Adams" not in said


class Refusing(Throwaway):
    """A ledger on a disk that is full by the time a workbook is noted."""

    def append(self, entry: Entry) -> None:
        raise RegisterRefused("The disk is full: nothing was saved.")


async def test_where_the_register_cannot_note_it_that_is_said_and_the_file_stays(tmp_path: Path) -> None:
    opened = Office(Refusing(office(THREE).register.entries), "J Patel", lambda: NOW)
    app = app_of(opened, tmp_path)
    async with app.run_test(size=(120, 30)) as pilot:
        await press(pilot, "5", "g", "enter")
        said = " ".join((await written(pilot)).split())
        assert "It is not in the register’s history: The disk is full" in said
    assert len(files(tmp_path)) == 1


async def test_a_workbook_written_as_the_app_goes_that_cannot_be_noted_is_said_at_the_end(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    opened = Office(Refusing(office(THREE).register.entries), "J Patel", lambda: NOW)
    job = Job(opened, Order("matrix", TODAY, tmp_path))
    job.run()
    app = app_of(opened, tmp_path)
    async with app.run_test(size=(120, 30)) as pilot:
        app.exporting._job = job
        await press(pilot, "ctrl+q", "ctrl+q")
    said = " ".join(capfd.readouterr().err.split())
    assert "It is not in the register’s history: The disk is full: nothing was saved." in said
    assert len(files(tmp_path)) == 1
    assert notes(opened) == []


# Afterwards


async def test_the_workbook_and_its_folder_are_opened_when_asked(tmp_path: Path) -> None:
    handed: list[Path] = []
    app = app_of(office(THREE), tmp_path, handed.append)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "f6")
        assert "No workbook has been written" in shown(app)
        await press(pilot, "5", "g", "enter")
        await written(pilot)
        for key in ("f6", "f7", "escape", "f6"):
            await press(pilot, key)
            await app.workers.wait_for_complete()
        path = tmp_path / files(tmp_path)[0]
        assert handed == [path, tmp_path, path]
        path.unlink()
        await press(pilot, "f6")
        await until(pilot, "It is not there any more")


async def test_where_nothing_opens_it_that_is_a_sentence(tmp_path: Path) -> None:
    def nothing(_: Path) -> None:
        raise FileNotFoundError("xdg-open")

    app = app_of(office(THREE), tmp_path, nothing)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "5", "g", "enter")
        await written(pilot)
        await press(pilot, "f7")
        await until(pilot, "Nothing on this computer would open it.")


def test_the_folder_of_the_last_workbook_is_offered_next_time(tmp_path: Path) -> None:
    settings, papers = tmp_path / "settings.json", tmp_path / "papers"
    papers.mkdir()
    assert Desk(settings).keep(papers) == ""
    assert Desk(settings).folder() == papers
    assert kept_folder(settings, "papers") == papers
    papers.rmdir()
    assert Desk(settings).folder() != papers
