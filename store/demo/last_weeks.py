"""The last weeks before today: what makes the screen worth looking at, whatever the day of the year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from store.changes import Acknowledge, RecordAbsence
from store.demo.cast import Player
from store.demo.longer_stories import declare
from store.demo.school_days import next_term, on_or_before, weekday_on_or_before
from store.demo.stage import Stage
from store.demo.team import Team
from store.model import Engagement

_FirstDay = Callable[[Stage, Player], None]

NEWCOMERS = 4
"""How many have started in the last three weeks; they count among the staff."""


def tell_last_weeks(team: Team, today: date) -> None:
    """Plans them: two starters, an agency teacher, a volunteer, somebody back, somebody away, a future starter."""
    stage = team.stage
    _starts(team, "Teaching assistant", "employee", _ago(today, 4), _briefed_so_far)
    _starts(team, "Supply teacher", "agency", _ago(today, 20), _has_not_signed_the_aup)
    _starts(team, "Reading volunteer", "volunteer", _ago(today, 5), _briefed_so_far)
    _starts(team, "Midday supervisor", "employee", _ago(today, 10), Stage.first_day)
    _starts(team, "Class teacher", "employee", next_term(today + timedelta(days=7)), Stage.first_day)
    late, back, away, waiting = team.stayers[0:3], team.stayers[3], team.stayers[4], team.stayers[12]
    team.late = late
    _absence(stage, back, _ago(today, 162), _ago(today, 12) - timedelta(days=1))
    # In the story nobody meets them yet: the briefing on coming back is still owed.
    back.away = (_ago(today, 162), today)
    _absence(stage, away, _ago(today, 130), None)
    away.away = (_ago(today, 130), today)
    stage.diary.plan(_ago(today, 9), lambda: declare(stage, waiting, 4))


def _ago(today: date, days: int) -> date:
    return weekday_on_or_before(today - timedelta(days=days))


def _starts(team: Team, job_title: str, engagement: Engagement, first_day: date, deed: _FirstDay) -> None:
    stage = team.stage
    player = team.cast.draw(job_title, engagement, first_day)
    known_from = min(on_or_before(first_day - timedelta(days=16)), on_or_before(stage.diary.today - timedelta(days=8)))
    stage.diary.plan(known_from, lambda: stage.diary.keep(player.added()))
    stage.diary.plan(first_day, partial(deed, stage, player))


def _briefed_so_far(stage: Stage, player: Player) -> None:
    """The forms have not come back yet."""
    stage.briefing_only(player)


def _has_not_signed_the_aup(stage: Stage, player: Player) -> None:
    stage.briefing_only(player)
    stage.diary.keep(Acknowledge((player.staff,), stage.diary.day, stage.policy))


def _absence(stage: Stage, player: Player, first_day: date, last_day: date | None) -> None:
    """Told a week ahead; its end too, where it has one."""
    week = timedelta(days=7)

    def begin() -> None:
        stage.diary.keep(RecordAbsence(player.staff, first_day))

    def end() -> None:
        stage.diary.keep(RecordAbsence(player.staff, first_day, last_day))

    stage.diary.plan(weekday_on_or_before(first_day - week), begin)
    if last_day is not None:
        stage.diary.plan(weekday_on_or_before(last_day - week), end)
