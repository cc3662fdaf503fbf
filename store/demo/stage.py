"""What everybody in the story shares: the diary, the documents in force, and how evidence is entered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import count
from random import Random

from store.changes import (
    Acknowledge,
    AdoptVersion,
    Bundle,
    CloseFollowUp,
    CompleteSelfCheck,
    DeclareConnections,
    RecordBriefing,
    SignAup,
    Single,
)
from store.checklists import ASKED_OF_NON_USERS, SELF_CHECK_QUESTIONS, follow_ups_of
from store.demo.cast import Player
from store.demo.diary import Diary
from store.demo.school_days import on_or_after
from store.model import Answer, BriefingMethod, FollowUpCode

HEAD = "Headteacher"

_UNWELCOME: tuple[tuple[int, Answer], ...] = ((3, "no"), (6, "not_sure"), (5, "not_sure"), (13, "not_sure"), (2, "no"))


class Stage:
    """Where the story plays."""

    def __init__(self, diary: Diary, rng: Random, policies: list[AdoptVersion], aups: list[AdoptVersion]) -> None:
        self.diary = diary
        self.rng = rng
        self.policies = policies
        self.aups = aups
        self.connections = count(1)
        """The numbers connections get, one after another."""

    @property
    def policy(self) -> str:
        """The label of the policy in force on the day being played."""
        return [version.label for version in self.policies if version.issued_on <= self.diary.day][-1]

    @property
    def aup(self) -> str:
        return [version.label for version in self.aups if version.issued_on <= self.diary.day][-1]

    @property
    def material_aup(self) -> str:
        return [version.label for version in self.aups if version.material and version.issued_on <= self.diary.day][-1]

    # Groups -----------------------------------------------------------------

    def brief(self, players: Sequence[Player]) -> None:
        """A group briefing: one entry for everybody there."""
        if players:
            people = numbers(players)
            change = RecordBriefing(people, self.diary.day, delivered_by=HEAD, method="inset", version=self.policy)
            self.diary.keep(change)

    def collect(self, players: Sequence[Player]) -> None:
        """The forms handed in by a group: what each still has to sign, one entry for each kind of form."""
        for change in self._forms(players):
            self.diary.keep(change)

    def slips(self, players: Sequence[Player]) -> None:
        """A pile of self-check slips that ask for nothing more."""
        if players:
            self.diary.keep(CompleteSelfCheck(numbers(players), self.diary.day))

    # One person -------------------------------------------------------------

    def catch_up(self, player: Player) -> None:
        """Somebody who missed a group briefing."""
        if player.is_in(self.diary.day):
            self.diary.keep(self._briefing(player))
            self.collect([player])

    def first_day(self, player: Player) -> None:
        """Everything at once on somebody's first day: one entry."""
        if player.is_in(self.diary.day):
            self.diary.keep(Bundle("first_day", (self._briefing(player), *self._forms([player]))))

    def briefing_only(self, player: Player) -> None:
        self.diary.keep(self._briefing(player))

    def self_check(self, player: Player) -> None:
        """A self-check with its answers, and the follow-up it may raise, seen to within a fortnight."""
        if not player.is_in(self.diary.day):
            return
        answers = self._answers()
        raised = follow_ups_of(answers)
        uses = answers[1] == "yes"
        entry = self.diary.keep(CompleteSelfCheck((player.staff,), self.diary.day, answers, uses, raised))
        for code in raised:
            self._see_to(player, entry.n, code)

    def _see_to(self, player: Player, entry: int, code: FollowUpCode) -> None:
        def close() -> None:
            if player.is_in(self.diary.day):
                self.diary.keep(CloseFollowUp(player.staff, entry, code, self.diary.day, by="Computing lead"))

        self.diary.plan(on_or_after(self.diary.day + timedelta(days=self.rng.randrange(2, 12))), close)

    def _answers(self) -> dict[int, Answer]:
        if self.rng.random() < 0.15:
            return {number: "no" if number == 1 else "yes" for number in ASKED_OF_NON_USERS}
        answers: dict[int, Answer] = {question.number: "yes" for question in SELF_CHECK_QUESTIONS}
        if self.rng.random() < 0.15:
            number, answer = self.rng.choice(_UNWELCOME)
            answers[number] = answer
        return answers

    def _briefing(self, player: Player) -> RecordBriefing:
        method: BriefingMethod = "employing_service" if player.engagement == "central" else "one_to_one"
        return RecordBriefing((player.staff,), self.diary.day, delivered_by=HEAD, method=method, version=self.policy)

    def _forms(self, players: Sequence[Player]) -> list[Single]:
        day = self.diary.day
        forms: list[Single] = []
        policy, aup, material = self.policy, self.aup, self.material_aup
        reading = [p for p in players if p.owes("acknowledgement") and p.acknowledged != policy]
        if reading:
            forms.append(Acknowledge(numbers(reading), day, policy, evidence_location="Personnel file"))
        signing = [p for p in players if p.owes("aup") and p.signed != material]
        if signing:
            forms.append(SignAup(numbers(signing), day, aup, evidence_location="Personnel file"))
        asked = [p for p in players if p.owes("connections")]
        if asked:
            forms.append(DeclareConnections(numbers(asked), day))
        for player in reading:
            player.acknowledged = policy
        for player in signing:
            player.signed = material
        return forms

    def read_new_policy(self, players: Sequence[Player]) -> None:
        """A new policy acknowledged by those there."""
        reading = [p for p in players if p.owes("acknowledgement") and p.acknowledged != self.policy]
        if reading:
            self.diary.keep(Acknowledge(numbers(reading), self.diary.day, self.policy, method="email"))
        for player in reading:
            player.acknowledged = self.policy


def numbers(players: Sequence[Player]) -> tuple[int, ...]:
    return tuple(player.staff for player in players)
