"""The table, by keyboard and mouse."""

import pytest
from rich.cells import cell_len
from textual.events import MouseScrollDown

from tests.tui.school import press
from tests.tui.widgets.host import Host
from tui.themes import DARK, LIGHT
from tui.widgets.record_table import RecordTable

PEOPLE = [f"Person {number:03}" for number in range(100)]
SMALL, LARGE = (80, 24), (120, 40)


async def test_the_keys_move_the_cursor_and_the_rows() -> None:
    host = Host(PEOPLE)
    async with host.run_test(size=SMALL) as pilot:
        await press(pilot, "down", "down", "up")
        assert host.table.key == 1
        await press(pilot, "pagedown")
        assert host.table.key == 24
        await press(pilot, "end", "down")
        assert host.table.key == 99
        assert "Person 099" in host.lines()[-1]
        await press(pilot, "pageup")
        assert host.table.key == 76
        await press(pilot, "ctrl+home", "up")
        assert host.table.key == 0
        assert "Person 000" in host.lines()[1]


async def test_letters_are_left_to_the_screen() -> None:
    host = Host(PEOPLE)
    async with host.run_test(size=SMALL) as pilot:
        await press(pilot, "j", "k", "a", "b")
        assert host.table.key == 0
        assert not host.table.marks


async def test_the_cursor_stays_on_its_person() -> None:
    host = Host(PEOPLE)
    async with host.run_test(size=SMALL) as pilot:
        await press(pilot, *["down"] * 5)
        said = len(host.received)
        host.table.show([9, 7, 5, 3])
        await pilot.pause()
        assert (host.table.key, len(host.received)) == (5, said)
        assert host.lines()[3].startswith("▌  Person 005")


@pytest.mark.parametrize(
    ("left", "first", "lands_on"),
    [([1, 2, 7, 30], False, 7), ([1, 2, 3], False, 3), ([1, 7], True, 1), ([], False, None)],
)
async def test_without_its_person_it_goes_to_the_nearest(left: list[int], first: bool, lands_on: int | None) -> None:
    host = Host(PEOPLE)
    async with host.run_test(size=SMALL) as pilot:
        await press(pilot, *["down"] * 5)
        host.table.show(left, first=first)
        await pilot.pause()
        assert host.table.key == lands_on
        assert isinstance(told := host.received[-1], RecordTable.Highlighted)
        assert told.key == lands_on


async def test_it_comes_back_to_its_person_after_nothing_was_found() -> None:
    host = Host(PEOPLE)
    async with host.run_test(size=SMALL) as pilot:
        await press(pilot, *["down"] * 5)
        host.table.show([])
        host.table.show(range(100))
        assert host.table.key == 5


async def test_marks_survive_what_is_not_shown() -> None:
    host = Host(PEOPLE)
    async with host.run_test(size=SMALL) as pilot:
        await press(pilot, "space", "down", "space")
        assert host.table.marks == {0, 2}
        assert host.table.key == 3
        host.table.show([2, 3])
        await press(pilot, "end", "space")
        host.table.show(range(100))
        await press(pilot, "home")
        assert host.table.marks == {0, 2, 3}
        assert host.row("Person 000")[1] == host.row("Person 003")[1] == "✓"
        assert host.row("Person 001")[1] == " "
        told = [message for message in host.received if isinstance(message, RecordTable.MarksChanged)]
        assert told[-1].marks == {0, 2, 3}
        host.table.unmark_all()
        host.table.mark([50, 51])
        host.table.mark([50], on=False)
        assert host.table.marks == {51}


async def test_shift_marks_what_the_cursor_passes() -> None:
    host = Host(PEOPLE)
    async with host.run_test(size=SMALL) as pilot:
        await press(pilot, "down", "shift+down", "shift+down")
        assert host.table.marks == {1, 2, 3}
        await press(pilot, "home", "shift+up")
        assert host.table.marks == {0, 1, 2, 3}


async def test_enter_and_a_second_click_choose() -> None:
    host = Host(PEOPLE)
    async with host.run_test(size=SMALL) as pilot:
        await pilot.click(RecordTable, offset=(10, 4))
        assert host.table.key == 3
        assert not isinstance(host.received[-1], RecordTable.Chosen)
        await pilot.click(RecordTable, offset=(10, 4))
        assert isinstance(host.received[-1], RecordTable.Chosen)
        await press(pilot, "down", "enter")
        assert isinstance(told := host.received[-1], RecordTable.Chosen)
        assert told.key == 4


async def test_the_mouse_marks_sorts_and_scrolls() -> None:
    host = Host(PEOPLE)
    async with host.run_test(size=SMALL) as pilot:
        await pilot.click(RecordTable, offset=(1, 3))
        assert host.table.marks == {2}
        heading = host.lines()[0]
        await pilot.click(RecordTable, offset=(heading.index("Policy"), 0))
        assert isinstance(told := host.received[-1], RecordTable.HeadingClicked)
        assert told.column == "policy"
        await pilot._post_mouse_events([MouseScrollDown], RecordTable)
        assert "Person 003" in host.lines()[1]
        await pilot.click(RecordTable, offset=(79, 23))
        assert "Person 099" in host.lines()[-1]


async def test_the_sorted_column_carries_an_arrow() -> None:
    host = Host(PEOPLE)
    async with host.run_test(size=SMALL) as pilot:
        host.table.sorted_by("name")
        await pilot.pause()
        assert "Name ▴" in host.lines()[0]
        host.table.sorted_by("briefing", descending=True)
        await pilot.pause()
        assert "Briefing ▾" in host.lines()[0]
        assert "▴" not in host.lines()[0]


async def test_hostile_names_are_shown_as_they_are() -> None:
    names = [
        "[/HR]",
        "=1+1",
        "[red]x",
        "\x1b[2Jgone",
        "a\nb\tc",
        "李小龍" * 50,
        "👩‍🏫 é\u0301",
        "\u202eevil",
        "x" * 300,
    ]
    host = Host(names)
    async with host.run_test(size=SMALL):
        lines = host.lines()
        for literal in ("[/HR]", "=1+1", "[red]x", "␛[2Jgone", "a b c", "李小", "·evil", "xxx…"):
            assert any(literal in line for line in lines)
        assert len({cell_len(line[: line.index("✓ done")]) for line in lines if "✓ done" in line}) == 1


@pytest.mark.parametrize(
    ("size", "headings"),
    [
        (SMALL, "Name Briefing Policy Note"),
        (LARGE, "Name Job title Briefing Policy Note"),
        ((64, 20), "Name Briefing Policy"),
    ],
)
async def test_columns_leave_in_order_of_need(size: tuple[int, int], headings: str) -> None:
    host = Host(PEOPLE)
    async with host.run_test(size=size):
        assert " ".join(host.lines()[0].split()) == headings
        assert all(cell_len(line) <= size[0] for line in host.lines())


async def test_only_rows_in_sight_are_asked_for() -> None:
    host = Host([f"Person {number}" for number in range(12_000)])
    async with host.run_test(size=SMALL) as pilot:
        await press(pilot, "end")
        await host.table.wait_for_refresh()
        assert sorted(host.asked_for) == [*range(23), *range(12_000 - 23, 12_000)]


async def test_a_changed_row_is_painted_again() -> None:
    host = Host(PEOPLE)
    async with host.run_test(size=SMALL) as pilot:
        host.names[3], host.names[4] = "Married", "Unsaid"
        host.table.invalidate([3])
        await pilot.pause()
        assert host.row("Married")
        assert host.row("Person 004")
        host.table.invalidate()
        await pilot.pause()
        assert host.row("Unsaid")


async def test_an_empty_table_says_why() -> None:
    host = Host(PEOPLE)
    async with host.run_test(size=SMALL) as pilot:
        host.table.say_when_empty("Nobody matches [x].", "Esc shows everybody.")
        host.table.show([])
        await press(pilot, "down", "space", "enter", "end")
        assert host.lines()[2].strip() == "Nobody matches [x]."
        assert host.lines()[3].strip() == "Esc shows everybody."
        assert (host.table.key, host.table.marks) == (None, frozenset())


async def test_without_colours_the_cursor_and_the_marks_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    host = Host(PEOPLE)
    async with host.run_test(size=SMALL) as pilot:
        await press(pilot, "space")
        marked, cursor, other = (host.table.render_line(y) for y in (1, 2, 3))
        assert all(segment.style.reverse for segment in list(cursor)[:-1] if segment.style)
        assert all(segment.style.bold and not segment.style.reverse for segment in list(marked)[:-1] if segment.style)
        assert not any(segment.style.reverse for segment in other if segment.style)
        assert (marked.text[:2], cursor.text[:2], other.text[:2]) == (" ✓", "▌ ", "  ")
        colours = [segment.style.color for segment in other if segment.style and segment.style.color]
        assert colours
        assert all(len(set(colour.triplet or ())) == 1 for colour in colours)


async def test_a_change_of_theme_repaints_the_rows() -> None:
    host = Host(PEOPLE)
    async with host.run_test(size=SMALL) as pilot:

        def ground() -> str:
            style = next(iter(host.table.render_line(3))).style
            assert style
            assert style.bgcolor
            return style.bgcolor.name

        assert ground() == DARK.variables["ground-row"]
        host.theme = "light"
        await pilot.pause()
        assert ground() == LIGHT.variables["ground-row"]


async def test_a_resized_window_keeps_the_cursor_in_sight() -> None:
    host = Host(PEOPLE)
    async with host.run_test(size=LARGE) as pilot:
        await press(pilot, *["down"] * 30)
        await pilot.resize_terminal(60, 10)
        assert host.row("Person 030").startswith("▌")
