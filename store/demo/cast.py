"""The people of the story: who they are, and what the story needs to remember of them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from itertools import count
from random import Random

from store.changes import AddStaff
from store.demo.names import FORENAMES, SURNAMES, WORDS
from store.model import Engagement, Requirement, Settings

KEEPER = ("Patel", "Jyoti")
"""Surname and forename of the business manager, in whose name every entry is made."""


@dataclass(eq=False)
class Player:
    """One person in the story."""

    staff: int
    code: str
    surname: str
    forename: str
    job_title: str
    engagement: Engagement
    first_day: date
    last_day: date | None = None
    away: tuple[date, date] | None = None
    """A long absence."""
    acknowledged: str = ""
    """The policy version last acknowledged."""
    signed: str = ""
    """The material AUP version last signed."""

    def is_in(self, day: date) -> bool:
        """Whether they can be met on a day: in service and not on a long absence."""
        if day < self.first_day or (self.last_day is not None and day > self.last_day):
            return False
        return self.away is None or not self.away[0] <= day <= self.away[1]

    def owes(self, requirement: Requirement) -> bool:
        return requirement in _APPLIES[self.engagement]

    def added(self) -> AddStaff:
        return AddStaff(
            staff=self.staff,
            code=self.code,
            surname=self.surname,
            forename=self.forename,
            first_day=self.first_day,
            job_title=self.job_title,
            engagement=self.engagement,
            email="" if self.engagement in {"agency", "volunteer"} else f"{_plain(self.code).lower()}@bradley.example",
            payroll="" if self.engagement in {"agency", "volunteer", "trainee"} else f"{200_000 + self.staff * 7:08}",
        )


_APPLIES = Settings().applies


class Cast:
    """Draws new people: numbers and codes never twice, names nearly never."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._numbers = count(1)
        self._codes: set[str] = set(WORDS)
        self._names: set[tuple[str, str]] = {(KEEPER[0], ""), ("", KEEPER[1])}
        self._keepers = {"School business manager": KEEPER}

    def draw(self, job_title: str, engagement: Engagement, first_day: date) -> Player:
        # The first business manager drawn is the one who keeps the register.
        surname, forename = self._keepers.pop(job_title) if job_title in self._keepers else self._name()
        return Player(
            next(self._numbers), self._code(surname, forename), surname, forename, job_title, engagement, first_day
        )

    def _name(self) -> tuple[str, str]:
        names = [(self._rng.choice(SURNAMES), self._rng.choice(FORENAMES)) for _ in range(5)]
        # In a small school no two share a surname or a forename; a large one has too many people for that.
        found = next((name for name in names if not self._names & {(name[0], ""), ("", name[1])}), names[0])
        self._names |= {(found[0], ""), ("", found[1])}
        return found

    def _code(self, surname: str, forename: str) -> str:
        """Three letters: two of the surname and the initial, or the next letter of the surname where that is taken."""
        letters, initial = _plain(surname), _plain(forename)[0]
        stems = [letters[0] + letter + initial for letter in letters[1:]]
        code = next((stem for stem in stems if stem not in self._codes), "")
        numbers = count(2)
        while not code:
            numbered = f"{stems[0]}{next(numbers)}"
            code = "" if numbered in self._codes else numbered
        self._codes.add(code)
        return code


def _plain(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name).upper() if c.isascii() and c.isalnum())
