import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.widgets.cells import Phrase, fit, shown, wrap
from tui.widgets.counts import Count, bar, counts
from tui.widgets.lines import SPACE, laid_out


@given(st.text(max_size=60), st.integers(0, 40))
def test_any_text_fits_exactly(text: str, cells: int) -> None:
    assert cell_len(fit(text, cells)) == cells


@given(st.text())
def test_nothing_that_a_terminal_would_obey_is_sent(text: str) -> None:
    said = shown(text)
    assert said.isprintable()
    assert cell_len(said) == sum(map(cell_len, said))
    said.encode()


@pytest.mark.parametrize(
    ("text", "fitted"),
    [
        ("Joy", "Joy     "),
        ("Josephine-Anne", "Josephi…"),
        ("李小龍陳大文", "李小龍… "),
        ("👩‍🏫 Ms Lee", "👩🏫 Ms…"),
        ("Zoe\u0308", "Zoë     "),
        ("\u0301x", "◌\u0301x      "),
        ("\x1b[31mred", "␛[31mred"),
        ("a\tb\nc", "a b c   "),
        ("\u202eevil", "·evil   "),
        ("🇬🇧", "GB      "),
        ("שרה", "שרה     "),
        ("\ud800", "\ufffd       "),
        ("[/HR]", "[/HR]   "),
        ("=1+1", "=1+1    "),
    ],
)
def test_names_of_all_kinds(text: str, fitted: str) -> None:
    assert fit(text, 8) == fitted


def test_a_line_gives_its_spare_room_to_the_space() -> None:
    assert "".join(piece.text for piece in laid_out(("left", SPACE, "right"), 12)) == "left   right"


def test_a_line_too_long_says_that_it_is_cut() -> None:
    assert "".join(piece.text for piece in laid_out(("left", SPACE, "right"), 7)) == "left r…"


def test_a_bar_is_full_only_when_everybody_has() -> None:
    assert [bar(done, 100, 4) for done in (0, 1, 50, 99, 100)] == ["▁▁▁▁", "▇▁▁▁", "▇▇▁▁", "▇▇▇▁", "▇▇▇▇"]


def test_counts_give_up_their_bars_before_their_numbers() -> None:
    which = [Count("Briefing", 27, 31), Count("Policy", 31, 31)]

    def said(room: int) -> str:
        return "".join(piece.text for piece in counts(which, room)).rstrip()

    assert said(80) == " Briefing 27/31 ▇▇▇▇▇▇▇▁   Policy 31/31 ▇▇▇▇▇▇▇▇"
    assert said(36) == " Briefing 27/31   Policy 31/31"


def test_a_phrase_needs_no_tone() -> None:
    assert Phrase("x") == ("x", "", "")


@pytest.mark.parametrize("text", ["Joy 王小明 was briefed and has signed", "x" * 50, "王" * 30, "", "a " * 40])
def test_a_wrapped_line_is_never_wider_than_its_room_and_nothing_is_lost(text: str) -> None:
    lines = wrap(text, 12)
    assert all(cell_len(line) <= 12 for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
