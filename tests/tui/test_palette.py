"""The palette: what is typed, what it lists, what it answers."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from textual.app import ComposeResult
from textual.widget import Widget

from tests.tui.school import press, shown
from tui import commands
from tui.commands import EVERYTHING
from tui.screens.palette import MOST, ChosenCommand, ChosenPerson, Finder, PaletteScreen
from tui.textual_private import PatientApp
from tui.themes import THEMES

Person = tuple[int, str, str]
STAFF: tuple[Person, ...] = (
    (7, "Adams, Joy", "Class teacher"),
    (3, "Łukasiewicz, Zoë", "Teaching assistant"),
    (9, "O’Brien, Will", "Site manager"),
    (4, "Page, Adam", "Bursar"),
    (5, "van den Berg, Adamma", "Governor"),
)


class Ground(Widget, can_focus=True):
    """Something to have the focus below."""


class Host(PatientApp[None]):
    """An app that opens the palette with Ctrl+P, as the staff list does, and remembers what it answered."""

    BINDINGS = [("ctrl+p", "palette", ""), *((key, f"obey('{key}')", "") for key in "kqx1")]  # noqa: RUF012
    CSS = "Screen { background: $background; }"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, people: Sequence[Person] = STAFF) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = "dark"
        self.people = people
        self.answers: list[object] = []
        self.obeyed: list[str] = []

    def compose(self) -> ComposeResult:
        yield Ground()

    def action_palette(self) -> None:
        self.hold_keys()
        self.push_screen(PaletteScreen(EVERYTHING, self.people), self._answered)

    def _answered(self, choice: object) -> None:
        self.call_after_refresh(self.play_keys)
        self.answers.append(choice)

    def action_obey(self, key: str) -> None:
        self.obeyed.append(key)


def found(text: str, people: Sequence[Person] = STAFF) -> list[str]:
    finder = Finder(EVERYTHING, people)
    cells = [finder.cells(n)[0] for n in finder.find(text)[0]]
    return [cell if isinstance(cell, str) else cell.text for cell in cells]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("ack", "Policy"),
        ("undo", "Undo"),
        ("UND", "Undo"),
        ("new st", "New starter"),
        ("self-check", "Self-check"),
        ("check", "Self-check"),
        ("governors’ w", "Export"),
        ("governors' w", "Export"),
        ("b", "Briefing"),
        ("F9", "Blank screen"),
        ("staff", "Staff"),
        ("connections ", "Connections"),
        ("BACK", "Back"),
        ("^z", "Undo"),
        ("ctrl+y", "Redo"),
        ("o", "Order"),
        ("O", "Other way"),
        ("page", "Page, Adam"),  # “This page.” is the help of F1
        ("lukas", "Łukasiewicz, Zoë"),
        ("zoe", "Łukasiewicz, Zoë"),
        ("ZOË ŁUK", "Łukasiewicz, Zoë"),
        ("Joy Adams", "Adams, Joy"),
        ("adams, j", "Adams, Joy"),
        ("o'br", "O’Brien, Will"),
        ("den berg", "van den Berg, Adamma"),
    ],
)
def test_what_is_typed_finds_first(text: str, first: str) -> None:
    assert found(text)[0] == first


def test_surnames_that_begin_so_come_first_and_every_word_must_be_found() -> None:
    assert [name for name in found("adam") if "," in name] == ["Adams, Joy", "Page, Adam", "van den Berg, Adamma"]
    assert found("adam page") == ["Page, Adam"]
    assert found("adam nobody") == []


def test_a_job_is_shown_and_not_searched() -> None:
    assert found("bursar") == []


@pytest.mark.parametrize("text", ["", "   ", ","])
def test_nothing_typed_lists_the_commands(text: str) -> None:
    assert found(text) == [command.name for command in EVERYTHING]


def test_of_twelve_thousand_staff_only_so_many_are_listed_and_all_are_counted() -> None:
    finder = Finder(EVERYTHING, [(n, f"Nowak{n % 700}, Zoë {n}", "Teacher") for n in range(12_000)])
    finder.get_ready()
    for text, count in (("now", 12_000), ("zoe", 12_000), ("zoe 11999", 1), ("zzz", 0)):
        rows, people = finder.find(text)
        assert len(rows) <= MOST
        assert people == count, text


async def test_enter_chooses_the_best() -> None:
    app = Host()
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "ctrl+p", *"ack", "enter")
        await press(pilot, "ctrl+p", *"zoe", "enter")
    assert app.answers == [ChosenCommand(commands.POLICY), ChosenPerson(3)]


async def test_arrows_move_while_typing_and_another_letter_starts_at_the_best_again() -> None:
    app = Host()
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "ctrl+p", "down", "down", "up", "enter")
        await press(pilot, "ctrl+p", *"ada", "down", "down", "enter")
        await press(pilot, "ctrl+p", *"ada", "down", "m", "enter")
        await press(pilot, "ctrl+p", "up", "pagedown", "pagedown", "pagedown", "down", "enter")
    assert app.answers == [
        ChosenCommand(EVERYTHING[1]),
        ChosenPerson(5),
        ChosenPerson(7),
        ChosenCommand(EVERYTHING[-1]),
    ]


async def test_esc_leaves_and_the_letters_are_typed_not_obeyed() -> None:
    app = Host()
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "ctrl+p", "slash", "space", *"qx1", "escape", "k")
    assert app.answers == [None]
    assert app.obeyed == ["k"]


async def test_nothing_found_says_so_and_enter_stays() -> None:
    app = Host()
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "ctrl+p", *"qqq", "enter", "down")
        assert "No command and nobody is called that." in shown(app)
        assert app.answers == []
        await press(pilot, "backspace", "backspace", "backspace", *"undo", "enter")
    assert app.answers == [ChosenCommand(commands.UNDO)]


@pytest.mark.parametrize("size", [(100, 30), (80, 24), (40, 10)])
async def test_it_shows_the_key_of_each_command(size: tuple[int, int]) -> None:
    app = Host()
    async with app.run_test(size=size) as pilot:
        await press(pilot, "ctrl+p", *"undo")
        (line,) = [line for line in shown(app).splitlines() if "Undo" in line]
        assert line.split()[:3] == ["▌", "Undo", "^z"]


async def test_more_than_can_be_shown_says_how_many_there_are() -> None:
    app = Host([(n, f"Nowak, Zoë {n}", "Teacher") for n in range(1234)])
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "ctrl+p")
        assert f"{len(EVERYTHING)} commands" in shown(app)
        await press(pilot, *"nowak")
        assert "1,234 by name, first 200 shown: type more" in shown(app)


async def test_a_click_chooses_and_typing_goes_on_after_one() -> None:
    app = Host()
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "ctrl+p", *"ada")
        await pilot.click(offset=(20, 4))
        await press(pilot, "m")
        assert "adam" in shown(app)
        await pilot.click(offset=(20, 3))
        await press(pilot)
        assert app.answers == [ChosenPerson(7)]


@pytest.mark.parametrize("name", ["[/HR], Joy", "[red]x, Joy", "=1+1, [b]", "\x1b[31mred, Joy", "x" * 300])
async def test_any_name_is_shown_as_it_is(name: str) -> None:
    app = Host([(1, name, "[/job]")])
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "ctrl+p", *name[:4].replace("\x1b", ""))
        assert name[:10].replace("\x1b", "␛") in shown(app)
        assert "[/job]" in shown(app)
        await press(pilot, "enter")
    assert app.answers == [ChosenPerson(1)]
