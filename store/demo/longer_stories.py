"""What happens to single people over the years: absences, a returner, connections, a mistake put right."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from store.changes import (
    Advise,
    Bundle,
    DeclareConnections,
    EndConnection,
    EndService,
    RecordAbsence,
    RecordBriefing,
    RecordConnection,
    StartService,
    Withdraw,
)
from store.dates import academic_year, leaving_year
from store.demo.cast import Player
from store.demo.school_days import on_or_after, on_or_before
from store.demo.stage import HEAD, Stage
from store.demo.team import Team
from store.model import ConnectionCase, Counterpart, Kinship, YearGroup

FORTNIGHT = timedelta(days=14)

_TIES: tuple[tuple[ConnectionCase, Counterpart, Kinship, str, YearGroup], ...] = (
    ("related", "pupil", "wider_family", "JB 6B", "6"),
    ("prior_online_friendship", "parent_carer", "friend", "KM RW", "R"),
    ("related", "both", "own_child", "TH 5C", "5"),
    ("both", "parent_carer", "other_close_family", "SO 1A", "1"),
    ("related", "pupil", "other_close_family", "AN 2D", "2"),
)


def tell_longer_stories(team: Team, today: date) -> None:
    """Plans them for the members of a team who stay; the more of them there are, the more is told."""
    year = academic_year(today)
    stayers = team.stayers
    connected = stayers[9:12]
    if len(stayers) >= 9:
        _maternity(team, stayers[5], date(year - 1, 1, 15), date(year - 1, 10, 11))
        _returner(team, stayers[6], year - 1)
        _mistake(team.stage, stayers[7], stayers[8], on_or_after(date(year - 1, 11, 12)))
    for i, autumn in enumerate(range(team.first.year, year + 1)):
        if connected:
            day = on_or_after(date(autumn, 10, 6 + i % 3))
            team.stage.diary.plan(day, partial(_connect, team.stage, connected[i % len(connected)], i))


def _maternity(team: Team, player: Player, first_day: date, last_day: date) -> None:
    """Away from January, back in October: briefed on the first day back (R11)."""
    if first_day <= team.first + FORTNIGHT:
        return
    stage = team.stage
    back = on_or_after(last_day + timedelta(days=1))
    player.away = (first_day, last_day)
    keep = stage.diary.keep
    stage.diary.plan(on_or_before(first_day - FORTNIGHT), lambda: keep(RecordAbsence(player.staff, first_day)))
    stage.diary.plan(on_or_before(last_day - FORTNIGHT), lambda: keep(RecordAbsence(player.staff, first_day, last_day)))
    stage.diary.plan(back, partial(stage.catch_up, player))
    stage.diary.plan(back, partial(stage.self_check, player))


def _returner(team: Team, player: Player, year: int) -> None:
    """A fixed term that ended in August and began again in October: one service period (R3)."""
    last_day, again = date(year, 8, 31), on_or_after(date(year, 10, 5))
    if last_day <= team.first + 4 * FORTNIGHT:
        return
    stage = team.stage
    player.away = (last_day + timedelta(days=1), again - timedelta(days=1))
    keep = stage.diary.keep
    stage.diary.plan(on_or_before(date(year, 7, 10)), lambda: keep(EndService(player.staff, last_day)))
    stage.diary.plan(on_or_before(again - FORTNIGHT), lambda: keep(StartService(player.staff, again)))
    stage.diary.plan(again, partial(stage.catch_up, player))
    stage.diary.plan(on_or_after(again + timedelta(days=3)), partial(stage.self_check, player))


def _mistake(stage: Stage, wrong: Player, right: Player, day: date) -> None:
    """A briefing entered for the wrong person, taken back, and entered again for the right one."""

    def happen() -> None:
        change = RecordBriefing((wrong.staff,), day, delivered_by=HEAD, version=stage.policy)
        entry = stage.diary.keep(change)
        stage.diary.keep(Withdraw(entry.n, "Entered for the wrong person"))
        stage.diary.keep(RecordBriefing((right.staff,), day, delivered_by=HEAD, version=stage.policy, replaces=entry.n))

    stage.diary.plan(day, happen)


def declare(stage: Stage, player: Player, which: int) -> tuple[int, YearGroup]:
    """A tie under the 4.1 footnote, told to the office; gives its number and the child's year group."""
    case, counterpart, kinship, reference, year_group = _TIES[which % len(_TIES)]
    number, day = next(stage.connections), stage.diary.day
    connection = RecordConnection(
        player.staff, number, day, case, counterpart, kinship, reference, year_group, leaving_year(year_group, day)
    )
    asked = DeclareConnections((player.staff,), day, nothing_to_declare=False)
    stage.diary.keep(Bundle("connection", (asked, connection)))
    return number, year_group


def _connect(stage: Stage, player: Player, which: int) -> None:
    """Declared, advised within the week, and ended when the child leaves."""
    if not player.is_in(stage.diary.day):
        return
    number, year_group = declare(stage, player, which)

    def advise() -> None:
        stage.diary.keep(Advise(player.staff, number, stage.diary.day, HEAD))

    def end() -> None:
        on = stage.diary.day
        spoken = Advise(player.staff, number, on, HEAD, ("V1",))
        stage.diary.keep(Bundle("connection", (spoken, EndConnection(player.staff, number, on, "left_roll"))))

    stage.diary.plan(on_or_after(stage.diary.day + timedelta(days=which % 4)), advise)
    stage.diary.plan(on_or_before(date(leaving_year(year_group, stage.diary.day), 7, 18)), end)
