"""The tasks of a day by key presses alone, on a register of 31, counted against what each may cost.

Typed text counts a key a character. Run with `-s` to see the table that docs/tasks.md keeps.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import pytest

from store.changes import Change, RecordConnection
from store.register import Register
from tests.tui.school import TODAY, office, press, shown
from tui.app import BriefedApp
from tui.office import Office


class Task(NamedTuple):
    """A task, the keys it takes here, the most it may take, and how its having been done shows."""

    name: str
    target: int
    keys: Sequence[str]
    done: Callable[[Register], bool]
    before: Change | None = None


def keys(text: str) -> list[str]:
    """Words in <> are keys, everything else is typed: `/ad<enter>`."""
    pressed: list[str] = []
    while text:
        if text[0] == "<":
            name, _, text = text[1:].partition(">")
            pressed.append(name)
        else:
            pressed.append({" ": "space", "/": "slash"}.get(text[0], text[0]))
            text = text[1:]
    return pressed


def status(register: Register, staff: int, requirement: str) -> str:
    return {r: s.status for r, s in register.standings(staff, TODAY).items()}[requirement]  # type: ignore[index]


def briefed(register: Register) -> int:
    return sum(status(register, member.id, "briefing") == "current" for member in register.staff())


TIE = RecordConnection(1, 1, TODAY, "related", "pupil", "wider_family", "AB", "2", 2031)
TASKS = (
    Task("INSET briefing for 27 of 31", 19, keys("2bhu no sh xu <enter><enter>"), lambda r: briefed(r) == 27),
    Task(
        "New starter on Monday",
        30,
        keys("nWhyte<tab>Ana<tab>TA<tab>mon<enter>"),
        lambda r: r.staff()[-1].spells[0].first_day.isoformat() == "2026-09-14",
    ),
    Task(
        "Starter’s first day: everything at once",
        11,
        keys("/ada<enter>i<enter>"),
        lambda r: [status(r, 1, x) for x in ("briefing", "acknowledgement", "aup", "connections")] == ["current"] * 4,
    ),
    Task(
        "Policy revised",
        8,
        keys("4nv2<enter><enter>"),
        lambda r: r.school.policy_versions[-1].label == "v2",
    ),
    Task(
        "Her nephew joins Year 2, advised",
        15,
        keys("/ad<enter>crpwABK<tab>2a<enter>"),
        lambda r: r.staff()[0].connections[0].advised_on(TODAY) == TODAY,
    ),
    Task(
        "A pupil’s sibling leaves",
        10,
        keys("3/ad<enter>el33<enter>"),
        lambda r: r.staff()[0].connections[0].expected_leaving_year == 2033,
        before=TIE,
    ),
    Task("Chase those outstanding", 3, keys("2r<enter>"), lambda r: r.staff()[0].reminders == (TODAY,)),
    Task(
        "Leaver",
        11,
        keys("/ad<enter>lfri<enter><enter>"),
        lambda r: str(r.staff()[0].spells[0].last_day) == "2026-09-11",
    ),
    Task("Fix a slip", 1, keys("<ctrl+z>"), lambda r: not r.stands(r.entries[-2].n)),
)


async def count(opened: Office, task: Task) -> None:
    """Does a task by its keys, which are no more than it may take."""
    app = BriefedApp(opened)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *task.keys)
        said = shown(app)
    print(f"| {task.name} | {len(task.keys)} | {task.target} |")
    assert task.done(opened.register), said
    assert len(task.keys) <= task.target


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
async def test_task(task: Task) -> None:
    opened = office()
    if task.before is not None:
        opened.apply(task.before)
    await count(opened, task)
