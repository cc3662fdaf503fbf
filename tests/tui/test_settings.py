"""The user's own settings: what is read, what is said of what cannot be used, what is saved."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import platformdirs
import pytest
from textual.binding import Binding

from tests.tui.school import TODAY, office, press, shown
from tui import commands, themes
from tui.app import BriefedApp
from tui.commands import EVERYTHING, LETTERS, NOT_FOR, Command, Commands, say_key
from tui.screens.person import PersonScreen
from tui.screens.reports import ReportsScreen
from tui.settings import (
    THEMES,
    SettingsNotSaved,
    UserSettings,
    _usable,
    read_settings,
    save_choice,
    settings_path,
)


def read(folder: Path, written: object) -> UserSettings:
    path = folder / "settings.json"
    path.write_text(written if isinstance(written, str) else json.dumps(written), encoding="utf-8")
    return read_settings(path, EVERYTHING, NOT_FOR)


def test_a_missing_file_is_the_defaults(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "none" / "settings.json", EVERYTHING) == UserSettings("dark", True, {}, "")


def test_the_themes_are_those_there_are() -> None:
    assert tuple(theme.name for theme in themes.THEMES) == THEMES


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ({}, UserSettings()),
        ({"theme": "light"}, UserSettings("light")),
        ({"theme": " High-Contrast "}, UserSettings("high-contrast")),
        ({"from a later version": [1]}, UserSettings()),
        ("\ufeff" + '{"theme": "light"}', UserSettings("light")),
        ({"keys": {"briefing": "y"}}, UserSettings(keys={"task('briefing')": "y"})),
        ({"keys": {"BRIEFING": "J", "undo": "CTRL+U"}}, UserSettings(keys={"task('briefing')": "J", "undo": "ctrl+u"})),
        (
            {"keys": {"task('briefing')": "ctrl+k", "undo": "f10"}},
            UserSettings(keys={"task('briefing')": "ctrl+k", "undo": "f10"}),
        ),
        (
            {"keys": {"Briefing": "p", "Policy": "b"}},
            UserSettings(keys={"task('briefing')": "p", "task('acknowledgement')": "b"}),
        ),
        ({"keys": {"Help": "f1", "Find": "/", "Undo": "ctrl+z", "Redo": "^y"}}, UserSettings()),
    ],
)
def test_what_can_be_used_is_used(tmp_path: Path, written: object, expected: UserSettings) -> None:
    assert read(tmp_path, written) == expected


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "cannot be read as JSON"),
        ('{"theme": "light",}', "cannot be read as JSON"),
        ("[]", "not as it should be"),
        ({"theme": 3}, "not as it should be"),
        ({"keys": {"Briefing": ["g"]}}, "not as it should be"),
        ("[" * 100_000, "not"),
        ({"theme": "blue"}, "there is no theme “blue”, only dark, light, high-contrast"),
        ({"keys": {"Breifing": "g"}}, "there is no command “Breifing”"),
        ({"keys": {"x" * 500: "g"}}, "there is no command “xxxxx"),
        ({"keys": {"Briefing": "p"}}, "“p” for Briefing is taken by Policy"),
        ({"keys": {"Briefing": "O"}}, "“O” for Briefing is taken by Other way"),
        ({"keys": {"Briefing": "y", "Policy": "y"}}, "“y” for Briefing is taken by Policy"),
        ({"keys": {"Help": "f2"}}, "Help keeps F1"),
        ({"keys": {"Back": "q"}}, "Back keeps Esc"),
        ({"keys": {"Export": "f9"}}, "“f9” for Export is taken by Blank screen"),
        *(
            ({"keys": {"Briefing": key}}, f"“{key}” for Briefing")
            for key in (
                *("ctrl+i", "ctrl+m", "ctrl+j", "ctrl+h", "ctrl+[", "alt+b", "alt+enter", "ctrl+shift+b"),
                *("f11", "f12", "enter", "space", "tab", "escape", "up", "bb", "", "é", "b,p", "ctrl+c", "w", "v"),
            )
        ),
    ],
)
def test_what_cannot_be_used_is_said_and_left_out(tmp_path: Path, written: object, said: str) -> None:
    settings = read(tmp_path, written)
    assert said in settings.problem
    assert settings.problem.endswith(".")
    assert "\n" not in settings.problem
    assert settings.theme == "dark"
    assert "task('briefing')" not in settings.keys


def test_bytes_that_are_no_text_and_a_folder_in_its_place_are_said(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(b'{"theme": "\xff\xfe"}')
    assert "Your settings are not used" in read_settings(path, EVERYTHING).problem
    assert "Your settings are not used" in read_settings(tmp_path, EVERYTHING).problem


def test_one_mistake_costs_nothing_else(tmp_path: Path) -> None:
    settings = read(tmp_path, {"theme": "light", "keys": {"Nope": "y", "Undo": "f10", "Export": "f12"}})
    assert (settings.theme, settings.keys) == ("light", {"undo": "f10"})
    assert "“Nope”" in settings.problem
    assert "“f12”" in settings.problem


def test_a_key_refused_gives_its_old_one_back_before_another_gets_it(tmp_path: Path) -> None:
    # Policy cannot have u, so it keeps p, so Briefing cannot have p.
    settings = read(tmp_path, {"keys": {"Briefing": "p", "Policy": "u"}})
    assert settings.keys == {}
    assert "taken by AUP" in settings.problem
    assert "taken by Policy" in settings.problem


@pytest.mark.parametrize("key", [*LETTERS.values(), "p"])
@pytest.mark.parametrize("name", ["Order", "History", "Undo", "New starter", "Export"])
def test_a_letter_of_the_reports_is_not_had_by_a_command_that_works_there(tmp_path: Path, name: str, key: str) -> None:
    # Whoever has the letter otherwise is moved, so that it would be free.
    moved = {command.name: f"ctrl+{letter}" for letter, command in zip("abdefg", having(key), strict=False)}
    settings = read(tmp_path, {"keys": {**moved, name: key}})
    assert f"“{key}” for {name} is a letter of the reports, where it works too" in settings.problem
    assert key not in settings.keys.values()


def having(key: str) -> list[Command]:
    return [command for command in EVERYTHING if command.key == key]


def test_every_command_of_the_reports_is_kept_off_their_letters() -> None:
    keys = {b.id for b in ReportsScreen.BINDINGS if isinstance(b, Binding) and b.id}
    assert keys - {commands.BACK.action} == set(NOT_FOR)


async def test_a_command_that_is_none_of_the_reports_may_have_their_letter_and_says_so_nowhere_there(
    tmp_path: Path,
) -> None:
    settings = read(tmp_path, {"keys": {"Briefing": "t", "Colours": "f8"}})
    assert settings.problem == ""
    app = BriefedApp(office(("Adams",)), keys=Commands(settings.keys))
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "t")
        assert "Delivered by" in shown(app)
        await press(pilot, "escape", "5", "t")
        assert "Staff list template" in shown(app)


def test_a_name_that_two_commands_have_is_no_name() -> None:
    twice = (commands.BRIEFING, commands.POLICY._replace(name="Briefing"))
    complaints: list[str] = []
    assert _usable({"Briefing": "y"}, twice, complaints, {}) == {}
    assert complaints == ["“Briefing” could be task('briefing') or task('acknowledgement')"]
    assert _usable({"task('briefing')": "y"}, twice, complaints, {}) == {"task('briefing')": "y"}


def test_remapped_commands_have_the_key_and_say_it() -> None:
    changed = Commands({"task('briefing')": "ctrl+g", "undo": "f10"}).everything
    by_name = {command.name: command for command in changed}
    assert (by_name["Briefing"].key, by_name["Briefing"].shown) == ("ctrl+g", "^g")
    assert (by_name["Undo"].key, by_name["Undo"].shown) == ("f10", "F10")
    assert by_name["Policy"] is commands.POLICY
    assert len(changed) == len(EVERYTHING)
    assert Commands().everything == EVERYTHING


@pytest.mark.parametrize(("key", "shown"), [("f", "f"), ("f10", "F10"), ("ctrl+f", "^f"), ("4", "4")])
def test_keys_are_said_as_people_read_them(key: str, shown: str) -> None:
    assert say_key(key) == shown


def test_every_key_of_a_persons_page_is_one_that_can_be_chosen() -> None:
    chosen_by = {command.action for command in EVERYTHING}
    assert {b.id for b in PersonScreen.BINDINGS if isinstance(b, Binding)} <= chosen_by


async def test_the_keys_are_fit_for_textuals_own_keymap(tmp_path: Path) -> None:
    settings = read(tmp_path, {"keys": {"Self-check": "u", "AUP": "s"}})
    opened = office(("Adams",))
    app = BriefedApp(opened, keys=Commands(settings.keys))
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "u", "enter")
    standings = opened.register.standings(1, TODAY)
    assert (standings["self_check"].status, standings["aup"].status) == ("current", "overdue")


# Saving


def test_saving_a_theme_makes_the_file_and_keeps_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "new" / "settings.json"
    save_choice(path, "theme", "light")
    assert read_settings(path, EVERYTHING).theme == "light"
    path.write_text('{"keys": {"Briefing": "g"}, "later": {"a": [1, null, 2.5]}, "theme": "light"}')
    save_choice(path, "theme", "high-contrast")
    assert json.loads(path.read_text()) == {
        "keys": {"Briefing": "g"},
        "later": {"a": [1, None, 2.5]},
        "theme": "high-contrast",
    }
    assert [file.name for file in path.parent.iterdir()] == ["settings.json"]


def test_a_broken_file_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"keys": {"Briefing": "g",}}')
    with pytest.raises(SettingsNotSaved, match="not kept"):
        save_choice(path, "theme", "light")
    assert path.read_text() == '{"keys": {"Briefing": "g",}}'


def test_a_failed_save_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "settings.json"
    save_choice(path, "theme", "light")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(SettingsNotSaved, match="No space left"):
        save_choice(path, "theme", "dark")
    assert read_settings(path, EVERYTHING).theme == "light"
    assert [file.name for file in tmp_path.iterdir()] == ["settings.json"]


def test_the_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsNotSaved):
        save_choice(tmp_path / "file" / "settings.json", "theme", "dark")


def test_the_file_is_where_platformdirs_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for home in (str(tmp_path), "", "  "):
        monkeypatch.setenv("XDG_CONFIG_HOME", home)
        assert settings_path() == platformdirs.user_config_path("Briefed", appauthor=False) / "settings.json"


def test_reading_brings_in_neither_textual_nor_tomllib() -> None:
    code = (
        "import sys; from pathlib import Path; from tui.settings import read_settings;"
        "read_settings(Path('none/none'), ()); print([m for m in ('textual', 'tomllib', 'rich') if m in sys.modules])"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"
