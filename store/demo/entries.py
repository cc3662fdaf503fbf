"""The ledger of the invented school."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from itertools import count
from random import Random

from store.changes import AdoptVersion, Change, Entry, OpenRegister
from store.demo.cast import KEEPER, Cast
from store.demo.diary import Diary, Enter
from store.demo.last_weeks import NEWCOMERS, tell_last_weeks
from store.demo.longer_stories import tell_longer_stories
from store.demo.school_days import first_september, inset_of
from store.demo.stage import Stage
from store.demo.team import Team
from store.demo.versions import aups, link, policies
from store.ledger import MemoryLedger
from store.register import Register

SCHOOL = "Bradley Primary School"
OFFICE = f"{KEEPER[1][0]} {KEEPER[0]}"
SEED = 2023
TEAM = 50
"""Beyond this many staff the story is told of several schools, each with its own group entries."""
MOST_CHECKED = 1_000
"""Up to this many staff every entry passes the register's checks as it is made; the same story is told beyond."""
SMALLEST_WITH_STORIES = 24
"""With fewer staff there is nobody to tell the longer stories of."""


def demo_entries(*, today: date, staff: int = 34, years: int = 3) -> list[Entry]:
    """Every entry of an invented register as at today: the same each time for the same day, staff and years.

    `staff` is how many are in service today, `years` how far back it reaches. Raises ValueError where either is
    less than 1.
    """
    if staff < 1 or years < 1:
        raise ValueError("An invented school needs at least one member of staff and one year.")
    rng = Random(f"{SEED} {today} {staff} {years}")  # noqa: S311 - a story, not a secret
    diary = Diary(today, rng, _checked() if staff <= MOST_CHECKED else _unchecked())
    first = inset_of(first_september(today, years))
    stage = Stage(diary, rng, policies(first, today), aups(first, today))
    cast = Cast(rng)
    _open(stage, first)
    for size in _sizes(staff):
        stories = size >= SMALLEST_WITH_STORIES
        team = Team(stage, cast, size - NEWCOMERS if stories else size, first)
        if stories:
            tell_longer_stories(team, today)
            tell_last_weeks(team, today)
        team.tell(today)
    diary.play()
    return diary.entries


def _checked() -> Enter:
    """Entries made as at the keyboard. Raises Rejected."""
    ids = count(1)
    register = Register(MemoryLedger(), new_id=lambda: _id(next(ids)))
    return lambda change, at: register.apply(change, OFFICE, at)


def _unchecked() -> Enter:
    """The same entries, written down only."""
    numbers = count(1)

    def enter(change: Change, at: datetime) -> Entry:
        n = next(numbers)
        return Entry(n, _id(n), at, OFFICE, change)

    return enter


def _id(n: int) -> str:
    return f"{n:012x}"


def _sizes(staff: int) -> list[int]:
    """How many staff each school has, as evenly as can be."""
    schools = -(-staff // TEAM)
    return [staff // schools + (i < staff % schools) for i in range(schools)]


def _open(stage: Stage, first: date) -> None:
    """Plans the set-up on the first day, and each later document on the day it is issued."""
    keep = stage.diary.keep

    def begin() -> None:
        keep(OpenRegister(SCHOOL))
        keep(stage.policies[0])
        keep(stage.aups[0])
        keep(link(stage.policies[0], stage.aups[0], first))

    def adopt(version: AdoptVersion) -> None:
        keep(version)
        policy = next(v for v in stage.policies if v.label == stage.policy)
        aup = next(v for v in stage.aups if v.label == stage.aup)
        keep(link(policy, aup, stage.diary.day))

    stage.diary.plan(first, begin)
    for version in [*stage.policies[1:], *stage.aups[1:]]:
        stage.diary.plan(version.issued_on, partial(adopt, version))
