"""Lines, keys and the filter, on a screen of their own."""

from collections.abc import Sequence

import pytest
from textual.app import ComposeResult

from tests.tui.school import press
from tests.tui.widgets.host import lines_of
from tui.textual_private import PatientApp
from tui.themes import DARK
from tui.widgets.cells import Phrase
from tui.widgets.filter_input import FilterInput
from tui.widgets.key_bar import KeyBar, KeyLabel
from tui.widgets.lines import SPACE, TextLine, laid_out

KEYS = (KeyLabel("f1", "F1", "Help"), KeyLabel("slash", "/", "Find"), KeyLabel("b", "b", "Briefing"))


class Host(PatientApp[None]):
    def __init__(self) -> None:
        super().__init__()
        self.register_theme(DARK)
        self.theme = "dark"
        self.did: list[str] = []
        self.shown_with: list[str] = []

    def compose(self) -> ComposeResult:
        yield TextLine(("1 Staff", SPACE, Phrase("2 Due", "key+", "2")))
        yield FilterInput(self.find)
        yield KeyBar(*KEYS)

    def find(self, text: str) -> None:
        self.did.append(text)
        self.query_one(TextLine).update((f"[{text}] [/x] [red]",))

    def on_text_line_pressed(self, event: TextLine.Pressed) -> None:
        self.did.append(event.key)

    def post_display_hook(self) -> None:
        if self.is_running:
            self.shown_with.append(" ".join(lines_of(self.screen)[:2]))


@pytest.mark.parametrize(
    ("width", "keys"),
    [(40, " F1 Help  / Find  b Briefing"), (27, " F1 Help  / Find"), (10, " F1 Help"), (5, "")],
)
async def test_keys_that_do_not_fit_are_not_shown(width: int, keys: str) -> None:
    async with (app := Host()).run_test(size=(width, 5)):
        assert lines_of(app.screen)[2] == keys


def test_what_stands_at_the_right_is_kept_whole_and_the_rest_is_cut() -> None:
    line = (Phrase("31 members of staff, showing overdue"), SPACE, Phrase("3 marked (3 not shown)"))
    assert "".join(piece.text for piece in laid_out(line, 50)) == "31 members of staff, showi… 3 marked (3 not shown)"


def test_what_would_fill_most_of_a_line_has_no_right_to_it() -> None:
    line = (Phrase("Bradley Primary School"), SPACE, Phrase("x" * 300))
    assert "".join(piece.text for piece in laid_out(line, 40)).startswith("Bradley Primary School x")


async def test_a_click_tells_the_key_a_phrase_stands_for() -> None:
    async with (app := Host()).run_test(size=(40, 5)) as pilot:
        await pilot.click(KeyBar, offset=(20, 0))
        await pilot.click(TextLine, offset=(38, 0))
        await pilot.click(TextLine, offset=(2, 0))
        assert app.did == ["b", "2"]


async def test_a_letter_and_what_it_finds_are_one_frame() -> None:
    async with (app := Host()).run_test(size=(40, 5)) as pilot:
        app.query_one(FilterInput).focus()
        await pilot.pause()
        app.shown_with.clear()
        await press(pilot, "s")
        await app.query_one(KeyBar).wait_for_refresh()
        assert app.did == ["s"]
        frames: Sequence[str] = list(dict.fromkeys(app.shown_with))
        assert frames == ["[s] [/x] [red]  s"]


async def test_the_filter_does_not_blink() -> None:
    async with (app := Host()).run_test(size=(40, 5)) as pilot:
        app.query_one(FilterInput).focus()
        await pilot.pause()
        assert not app.query_one(FilterInput).cursor_blink
