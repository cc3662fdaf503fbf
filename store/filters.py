"""What a list is showing, as a value that describes itself in words."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from store.model import Requirement, StaffMember, Standing, Status
from store.wording import ENGAGEMENT

_STATUS_WORDS: dict[str, frozenset[Status]] = {
    "overdue": frozenset({"overdue"}),
    "due": frozenset({"due", "overdue", "due_soon"}),
    "owing": frozenset({"due", "overdue"}),
    "soon": frozenset({"due_soon"}),
    "exempt": frozenset({"exempt"}),
}
LEFT = "is:left"
"""What the word “leavers” asks for: those who are in no list otherwise."""
_OTHER_WORDS: dict[str, str] = {"starters": "is:starter", "connections": "is:connected", "leavers": LEFT}
"""Words that ask for a kind of person; `search_line` is given what they stand for."""
_REQUIREMENT_WORDS: dict[str, Requirement] = {
    "briefing": "briefing",
    "policy": "acknowledgement",
    "acknowledgement": "acknowledgement",
    "aup": "aup",
    "self-check": "self_check",
    "selfcheck": "self_check",
    "connections": "connections",
}


class StandingFilter(NamedTuple):
    """People with one of some statuses, for one requirement or for any."""

    word: str
    requirement: Requirement | None

    def matches(self, standings: Mapping[Requirement, Standing]) -> bool:
        wanted = _STATUS_WORDS[self.word]
        if self.requirement is not None:
            return standings[self.requirement].status in wanted
        return any(standing.status in wanted for standing in standings.values())


class Filter(NamedTuple):
    """Words that must all be found in somebody's line of text, and standings they must have."""

    words: tuple[str, ...] = ()
    standings: tuple[StandingFilter, ...] = ()
    typed: str = ""

    @property
    def shows_all(self) -> bool:
        return not self.words and not self.standings

    def narrows(self, other: Filter) -> bool:
        """Whether everybody this shows, the other shows too: only letters or words were added."""
        return (
            self.standings == other.standings
            and len(self.words) >= len(other.words)
            and all(mine.startswith(theirs) for mine, theirs in zip(self.words, other.words, strict=False))
        ) or other.shows_all

    def matches(self, line: str, standings: Callable[[], Mapping[Requirement, Standing]]) -> bool:
        """Whether somebody is shown; `line` is their `search_line`, and standings are asked for only when needed."""
        if not all(word in line for word in self.words):
            return False
        return not self.standings or all(wanted.matches(standings()) for wanted in self.standings)

    def describe(self) -> str:
        """Showing all; or, showing “overdue briefing smith”, as it was typed."""
        return "showing all" if self.shows_all else f"showing “{self.typed}”"


def read_filter(text: str) -> Filter:
    """The filter somebody typed: `smith`, `overdue`, `overdue briefing`, `briefing overdue ta`, `starters`."""
    words: list[str] = []
    standings: list[StandingFilter] = []
    pieces = folded(text).replace(",", " ").split()
    while pieces:
        piece = pieces.pop(0)
        if piece in _STATUS_WORDS:
            requirement = _REQUIREMENT_WORDS.get(pieces[0]) if pieces else None
            if requirement is not None:
                pieces.pop(0)
            standings.append(StandingFilter(piece, requirement))
        elif piece in _REQUIREMENT_WORDS and pieces and pieces[0] in _STATUS_WORDS:
            standings.append(StandingFilter(pieces.pop(0), _REQUIREMENT_WORDS[piece]))
        else:
            words.append(_OTHER_WORDS.get(piece, piece))
    return Filter(tuple(words), tuple(standings), " ".join(text.split()))


def search_line(member: StaffMember, extra: Iterable[str] = ()) -> str:
    """Everything about somebody that is searched, lower-cased and without accents."""
    engagement = member.spells[-1].engagement if member.spells else "employee"
    said = (member.surname, member.forename, member.known_as, member.job_title, member.code, ENGAGEMENT[engagement])
    return folded(" ".join((*said, *extra)))


def folded(text: str) -> str:
    """Zoë and zoe, O’Brien, o'brien and obrien are the same to somebody who types fast, and in a list by name."""
    if text.isascii():
        return text.lower().replace("'", "")
    bare = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in bare if not unicodedata.combining(c)).translate(_UNDECOMPOSED)


_APOSTROPHES = dict.fromkeys("'’‘ʼ")
_UNDECOMPOSED = str.maketrans(
    {**_APOSTROPHES, "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ħ": "h", "ı": "i"}
)
