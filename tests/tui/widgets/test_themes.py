from itertools import product

import pytest
from textual.theme import Theme

from tui.themes import THEMES

READABLE = 4.5


def luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2's ratio, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def ratios(theme: Theme) -> dict[tuple[str, str], float]:
    """Of every tone on every ground."""
    tones, grounds = (
        {name: colour for name, colour in theme.variables.items() if name.startswith(kind)}
        for kind in ("tone-", "ground-")
    )
    assert (len(tones), len(grounds)) == (7, 3)
    return {(tone, ground): contrast(tones[tone], grounds[ground]) for tone, ground in product(tones, grounds)}


def test_the_ratio_is_the_standard_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_tone_is_readable_on_every_ground(theme: Theme) -> None:
    assert {pair: ratio for pair, ratio in ratios(theme).items() if ratio < READABLE} == {}


def test_high_contrast_is_more_than_readable() -> None:
    assert min(ratios(THEMES[-1]).values()) >= 7


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_cursor_is_told_from_other_rows(theme: Theme) -> None:
    assert contrast(theme.variables["ground-cursor"], theme.variables["ground-row"]) >= 1.3
