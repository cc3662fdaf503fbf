"""A frame in which something changed paints what Textual itself would paint, and asks no widget for more."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from rich.segment import Segment
from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip

from tests.tui.school import office, press
from tui.app import BriefedApp
from tui.painting import ThriftyCompositor
from tui.widgets.record_table import RecordTable

SIZE = (130, 30)


def cells(update: ChopsUpdate | None) -> Iterator[tuple[int, int, Segment]]:
    """Every piece that is painted: its place and what it looks like."""
    assert update is not None
    for y, start, end in update.spans:
        for x, until in zip(update.chops[y], update.chop_ends[y], strict=True):
            strip = update.chops[y][x]
            if x < end and until > start:
                assert strip is not None
                yield from ((y, x, segment) for segment in strip)


def some_regions(chance: random.Random) -> set[Region]:
    width, height = SIZE
    found = set()
    for _ in range(chance.randint(1, 5)):
        x, y = chance.randrange(width), chance.randrange(height)
        found.add(Region(x, y, chance.randint(1, width - x), chance.choice((1, 1, chance.randint(1, height - y)))))
    return found


@pytest.mark.parametrize("keys", [(), ("enter",), ("b",), ("ctrl+p",), ("5",), ("slash", "a"), ("f1",)])
async def test_it_paints_what_textual_would(keys: tuple[str, ...]) -> None:
    app = BriefedApp(office())
    chance = random.Random(7)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, *keys)
        compositor = app.screen._compositor
        assert isinstance(compositor, ThriftyCompositor)
        for _ in range(40):
            changed = some_regions(chance)
            compositor._dirty_regions = set(changed)
            expected = list(cells(Compositor.render_partial_update(compositor)))
            compositor._dirty_regions = set(changed)
            assert list(cells(compositor.render_partial_update())) == expected
            assert not compositor._dirty_regions
        assert compositor.render_partial_update() is None


async def test_a_step_of_the_cursor_asks_the_table_for_two_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    real = RecordTable.render_lines

    def render_lines(table: RecordTable, crop: Region) -> list[Strip]:
        asked.append(crop.height)
        return real(table, crop)

    app = BriefedApp(office())
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot)
        monkeypatch.setattr(RecordTable, "render_lines", render_lines)
        await press(pilot, "down")
        assert asked == [2]
