"""One school of the story through its years: September briefings, starters and leavers, new documents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from store.changes import Bundle, EndService, Single
from store.dates import academic_year
from store.demo.cast import Cast, Player
from store.demo.names import FURTHER_POSTS, LEADERS, POSTS
from store.demo.school_days import inset_of, on_or_after, on_or_before
from store.demo.stage import Stage

STAYERS = 14
"""How many after the leaders never leave, for longer stories to be told of them."""


class Team:
    """A school's staff, whose number stays the same: somebody who leaves is followed by somebody new."""

    def __init__(self, stage: Stage, cast: Cast, size: int, first: date) -> None:
        self.stage = stage
        self.cast = cast
        self.first = first
        """The day the register begins."""
        posts = [POSTS[i] if i < len(POSTS) else FURTHER_POSTS[i % len(FURTHER_POSTS)] for i in range(size)]
        self.players = [cast.draw(job, engagement, self._long_ago()) for job, engagement in posts]
        self.late: list[Player] = []
        """Those who put off this year's self-check; the first of them missed the briefing too."""

    @property
    def stayers(self) -> list[Player]:
        """Employees who stay throughout."""
        return self.players[LEADERS : LEADERS + STAYERS]

    def _long_ago(self) -> date:
        rng = self.stage.rng
        years = rng.choice((1, 2, 2, 3, 4, 5, 6, 8, 9, 11, 14, 17, 22))
        return on_or_after(date(self.first.year - years, rng.choice((9, 9, 9, 1, 4)), 1))

    def tell(self, today: date) -> None:
        """Plans everything that happens up to today."""
        plan = self.stage.diary.plan
        plan(self.first, self._arrive)
        for year in range(self.first.year, academic_year(today) + 1):
            inset = max(inset_of(year), self.first)
            plan(inset, partial(self._september, is_this_year=year == academic_year(today)))
            plan(on_or_before(date(year, 12, 10)), partial(self._replace_one, year))
            plan(on_or_before(date(year + 1, 7, 6)), partial(self._replace_some, year + 1))
        for policy in self.stage.policies[1:]:
            plan(on_or_after(policy.issued_on + timedelta(days=9)), partial(self._read_policy, partly=True))
            plan(on_or_after(policy.issued_on + timedelta(days=20)), partial(self._read_policy, partly=False))

    def _arrive(self) -> None:
        self.stage.diary.keep(Bundle("staff_list", tuple(player.added() for player in self.players)))

    def _here(self) -> list[Player]:
        return [player for player in self.players if player.is_in(self.stage.diary.day)]

    # Every September --------------------------------------------------------

    def _september(self, *, is_this_year: bool) -> None:
        """The INSET day: most are there, the others catch up; then three weeks of self-checks."""
        stage, rng = self.stage, self.stage.rng
        here = self._here()
        late = self.late if is_this_year else []
        away = set(rng.sample(here, len(here) // 12)) - set(late)
        there = [player for player in here if player not in away and player not in late[:1]]
        stage.brief(there)
        stage.collect(there)
        for player in [p for p in here if p in away]:
            stage.diary.plan(
                on_or_after(stage.diary.day + timedelta(days=rng.randrange(3, 15))), partial(stage.catch_up, player)
            )
        for player in late[:1]:
            stage.diary.plan(self._at_last(), partial(stage.catch_up, player))
        self._self_checks(here, late)

    def _self_checks(self, here: Sequence[Player], late: Sequence[Player]) -> None:
        stage, rng = self.stage, self.stage.rng
        by_slip = []
        for player in [p for p in here if p.owes("self_check")]:
            if player in late:
                stage.diary.plan(self._at_last(), partial(stage.self_check, player))
            elif rng.random() < 0.5:
                day = stage.diary.day + timedelta(days=rng.randrange(4, 22))
                stage.diary.plan(on_or_after(day), partial(stage.self_check, player))
            else:
                by_slip.append(player)
        day = on_or_after(stage.diary.day + timedelta(days=12))
        stage.diary.plan(day, lambda: stage.slips([p for p in by_slip if p.is_in(day)]))

    def _at_last(self) -> date:
        """When those who are late are caught up with: before Christmas."""
        return on_or_before(date(self.stage.diary.day.year, 12, 12))

    def _read_policy(self, *, partly: bool) -> None:
        here = self._here()
        self.stage.read_new_policy(here[: len(here) * 9 // 10] if partly else here)

    # Starters and leavers ---------------------------------------------------

    def _replace_one(self, year: int) -> None:
        """One leaves at Christmas; the successor starts in January and does everything on the first day."""
        self._replace(1, date(year, 12, 31), on_or_after(date(year + 1, 1, 4)))

    def _replace_some(self, year: int) -> None:
        """Some leave at the end of August; their successors are there for the INSET day."""
        self._replace(max(1, len(self.players) // 12), date(year, 8, 31), date(year, 9, 1))

    def _replace(self, how_many: int, last_day: date, first_day: date) -> None:
        stage, rng = self.stage, self.stage.rng
        stay = LEADERS + STAYERS
        may_leave = [p for p in self.players[stay:] if p.last_day is None and p.first_day < stage.diary.day]
        leavers = rng.sample(may_leave, min(how_many, len(may_leave)))
        starters = [self.cast.draw(p.job_title, p.engagement, first_day) for p in leavers]
        changes: list[Single] = []
        for leaver, starter in zip(leavers, starters, strict=True):
            leaver.last_day = last_day
            self.players.append(starter)
            changes += [EndService(leaver.staff, last_day), starter.added()]
        if len(changes) > 4:
            stage.diary.keep(Bundle("staff_list", tuple(changes)))
        else:
            for change in changes:
                stage.diary.keep(change)
        for starter in starters if first_day.month == 1 else []:
            self._settle_in(starter)
        # Gone from the list of players once they have gone, so that it does not grow with the years.
        self.players = [p for p in self.players if p.last_day is None or p.last_day >= stage.diary.day]

    def _settle_in(self, starter: Player) -> None:
        stage = self.stage
        stage.diary.plan(starter.first_day, partial(stage.first_day, starter))
        if starter.owes("self_check"):
            soon = starter.first_day + timedelta(days=stage.rng.randrange(4, 11))
            stage.diary.plan(on_or_after(soon), partial(stage.self_check, starter))
