"""The first run: what is asked, what comes of it, and that nothing is created before it is agreed to."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from store.changes import OpenRegister
from store.demo.entries import demo_entries
from store.disk.ledger import Ledger
from tests.tui.commands import Run
from tests.tui.filed import filed
from tests.tui.school import NOW, press, shown
from tui.cli import beginning, session
from tui.first_run import FirstRunApp, Ways
from tui.office import Office, Throwaway


@pytest.fixture(autouse=True)
def _settings_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("tui.settings", "tui.first_run", "tui.cli.session", "tui.cli.beginning"):
        monkeypatch.setattr(f"{module}.settings_path", lambda: tmp_path / "settings.json")


def first_run(usual: Path) -> FirstRunApp:
    """The app as it opens where no register is."""

    def office_on(ledger: Ledger | Throwaway) -> Office:
        return Office(ledger, "J Patel", lambda: NOW)

    ways = Ways(
        lambda folder: office_on(Ledger.create(folder, by="J Patel", now=NOW)),
        lambda folder: office_on(Ledger.open(folder, by="J Patel", now=NOW, view_only=True)),
        lambda: office_on(Throwaway(demo_entries(today=NOW.date()))),
    )
    return FirstRunApp(office_on(Throwaway()), usual, ways)


def nothing_in(folder: Path) -> bool:
    return not any(folder.iterdir())


def opened_in(app: FirstRunApp) -> Office:
    assert app.opened is not None
    return app.opened


async def test_a_register_is_set_up_by_keys_and_ends_on_the_staff_list(tmp_path: Path) -> None:
    app = first_run(tmp_path / "Briefed")
    async with app.run_test(size=(80, 24)) as pilot:
        typed = (*"Bradley", "tab", *"May 2023", "tab", "tab", *"AUP 2025", "tab", *"1/9/25", "tab", "l", "enter")
        await press(pilot, *typed)
        assert "Starts the register of Bradley, policy May 2023, issued 1 May 2023, AUP" in shown(app)
        assert "AUP AUP" not in " ".join(shown(app).split())
        assert not (tmp_path / "Briefed").exists()
        await press(pilot, "enter")
        assert "No staff yet." in shown(app)
        assert "Press m to bring in a staff list, or n to add one person." in shown(app)
        school = opened_in(app).register.school
        assert (school.name, len(opened_in(app).register.entries)) == ("Bradley", 1)
        assert [(v.issued_on, v.precision) for v in school.policy_versions] == [(date(2023, 5, 1), "month")]
        assert school.aup_is_linked(NOW.date())
    opened_in(app).close()
    reopened = Ledger.open(tmp_path / "Briefed", by="J Patel", now=NOW, view_only=True)
    assert len(reopened.entries()) == 1


async def test_esc_leaves_and_nothing_is_created(tmp_path: Path) -> None:
    app = first_run(tmp_path / "Briefed")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *"Bradley", "enter", "escape", "escape")
        assert "Leave without saving?" in shown(app)
        await press(pilot, "escape")
    assert nothing_in(tmp_path)


async def test_everything_may_be_left_out_and_the_name_be_added_later(tmp_path: Path) -> None:
    app = first_run(tmp_path / "Briefed")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter")
        said = " ".join(shown(app).split())
        assert "Later: the policy version (4, then n), the AUP version (4, then n)" in said
        await press(pilot, "enter", "escape")
        assert opened_in(app).register.school.name == ""
        await press(pilot, "f2", "up", *"Bradley", "enter", "enter")
        assert opened_in(app).register.school.name == "Bradley"
        await press(pilot, "f2", "up", *"Bradley Primary", "enter", "enter")
        assert "Bradley Primary" in shown(app).splitlines()[0]
    opened_in(app).close()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("tab", *"v2"), "When was it issued?"),
        (("tab", "tab", *"1/9/25"), "What is the policy version called?"),
        (("tab", "tab", "tab", "tab", *"31/9/25"), "“31/9/25” is a date that does not exist"),
        (("up", "ctrl+u"), "Say where it is to be kept"),
    ],
)
async def test_what_cannot_be_is_said_at_its_field(tmp_path: Path, typed: tuple[str, ...], said: str) -> None:
    app = first_run(tmp_path / "Briefed")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *typed, "enter")
        assert f"! {said}" in shown(app), shown(app)
        await press(pilot, "enter")
        assert app.opened is None
    assert nothing_in(tmp_path)


async def test_among_other_files_it_gets_a_folder_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "Documents").mkdir()
    (tmp_path / "Documents" / "letter.txt").write_text("Dear all", encoding="utf-8")
    app = first_run(tmp_path / "Documents")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *"Bradley", "enter", "enter", "escape")
    opened_in(app).close()
    assert (tmp_path / "Documents" / "Briefed" / "register.json").exists()
    assert json.loads((tmp_path / "settings.json").read_text(encoding="utf-8")) == {
        "register": str(tmp_path / "Documents" / "Briefed")
    }


async def test_a_register_that_is_there_is_opened_as_it_is(tmp_path: Path) -> None:
    filed(tmp_path / "Briefed", ("Adams",)).close()
    before = len(Ledger.open(tmp_path / "Briefed", by="", now=NOW, view_only=True).entries())
    app = first_run(tmp_path / "Briefed")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *"Another", "enter")
        assert "Enter opens it as it is; nothing typed here is added." in " ".join(shown(app).split())
        await press(pilot, "enter")
        assert "Adams, Joy" in shown(app)
        assert len(opened_in(app).register.entries) == before
        assert not opened_in(app).view_only
    opened_in(app).close()


async def test_where_a_register_has_been_none_is_made_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "Briefed" / "backups").mkdir(parents=True)
    app = first_run(tmp_path / "Briefed")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *"Bradley", "enter", "enter")
        assert "There was a register here" in shown(app)
    assert nothing_in(tmp_path / "Briefed" / "backups")
    assert not (tmp_path / "Briefed" / "register.json").exists()


async def test_looking_round_an_invented_school_keeps_nothing(tmp_path: Path) -> None:
    app = first_run(tmp_path / "Briefed")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f3")
        assert "An invented school to look round: nothing done here is kept." in shown(app)
        assert "34 members of staff" in shown(app)
    assert app.opened is None
    assert nothing_in(tmp_path)


async def test_the_list_may_be_brought_in_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.staff_files.documents", lambda: tmp_path)
    monkeypatch.setattr("tui.staff_files.downloads", lambda: tmp_path)
    app = first_run(tmp_path / "Briefed")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *"Bradley", "enter", "enter")
        assert "Bring in a staff list" in shown(app)
        await press(pilot, "escape")
        assert "No staff yet." in shown(app)
    opened_in(app).close()


# When it is shown at all ----------------------------------------------------


@pytest.fixture
def welcomed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, run: Run) -> list[FirstRunApp]:
    """The welcomes that were shown."""
    shown_apps: list[FirstRunApp] = []
    monkeypatch.delenv("BRIEFED_REGISTER")
    monkeypatch.setattr("tui.cli.session.usual_folder", lambda: tmp_path / "usual")
    for module in (session, beginning):
        monkeypatch.setattr(module, "clock", lambda: NOW)

    def show(app: FirstRunApp) -> None:
        shown_apps.append(app)

    monkeypatch.setattr("tui.cli.beginning.at_a_terminal", lambda: None)
    monkeypatch.setattr(FirstRunApp, "run", show)
    return shown_apps


def test_it_is_shown_where_nobody_has_said_there_should_be_a_register(run: Run, welcomed: list[FirstRunApp]) -> None:
    assert run() == (0, "", "")
    assert len(welcomed) == 1


def test_a_register_that_somebody_has_named_should_be_there(
    run: Run, welcomed: list[FirstRunApp], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for arguments in (("--register", str(tmp_path / "gone")), ("--view",)):
        code, _, err = run(*arguments)
        assert (code, "There is no register in" in err) == (1, True)
    (tmp_path / "settings.json").write_text(json.dumps({"register": str(tmp_path / "share")}), encoding="utf-8")
    assert str(tmp_path / "share") in run()[2]
    monkeypatch.setenv("BRIEFED_REGISTER", str(tmp_path / "named"))
    assert str(tmp_path / "named") in run()[2]
    assert welcomed == []
    assert [path.name for path in tmp_path.iterdir()] == ["settings.json"]


def test_settings_that_cannot_be_read_may_have_named_one(run: Run, welcomed: list[FirstRunApp], tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text("{", encoding="utf-8")
    code, _, err = run()
    assert (code, "where else one may be kept is not known" in err) == (1, True)
    assert welcomed == []


def test_the_school_may_be_named_later_on_the_command_line_too(run: Run, tmp_path: Path) -> None:
    register = ("--register", str(tmp_path / "r"))
    assert "The register of your school is ready" in run(*register, "init")[1]
    assert run(*register, "status")[1].startswith("Your school, as at")


def test_a_first_entry_has_the_name_as_it_is_said(run: Run, tmp_path: Path) -> None:
    assert run("init", "--school", " Bradley ")[0] == 0
    ledger = Ledger.open(tmp_path / "register", by="", now=NOW, view_only=True)
    change = ledger.entries()[0].change
    assert change.changes[0] == OpenRegister("Bradley")  # type: ignore[union-attr]
