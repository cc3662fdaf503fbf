"""How the school’s rules are said and typed: terms, and what is asked of whom. All pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeVar, get_args

from store.dates import UnreadableDateError, read_date, say, say_with_weekday
from store.given import Term
from store.model import REQUIREMENTS, Requirement, TermDates
from store.wording import REQUIREMENT

OWN_RULE = "school’s own rule"
"""Beside everything that the policy leaves to the school."""
EVERYTHING, NOTHING = "all", "nothing"
HOW_TERMS = "Type each as autumn 2/9/26 to 18/12/26, with commas between."
HOW_ASKED = f"Type all, nothing, or some of: {', '.join(REQUIREMENT[one].lower() for one in REQUIREMENTS)}."


Name = TypeVar("Name", bound=str)


class MisreadError(Exception):
    """What was typed is no term, or nothing that is asked; the sentence says what to type."""


def say_terms(terms: Iterable[TermDates]) -> str:
    """The terms as they can be typed."""
    return ", ".join(f"{term.name} {say(term.first_day)} to {say(term.last_day)}" for term in terms)


def echo_terms(terms: Iterable[TermDates]) -> str:
    """The terms as they were understood, with the weekdays."""
    return "; ".join(
        f"{term.name.capitalize()} term {say_with_weekday(term.first_day)} to {say_with_weekday(term.last_day)}"
        for term in terms
    )


def read_terms(typed: str, today: date) -> tuple[TermDates, ...]:
    """The school’s own terms, in order; none where nothing is typed. Raises MisreadError."""
    terms = [_term(part.split(), today) for part in typed.split(",") if part.strip()]
    return tuple(sorted(terms, key=lambda term: term.first_day))


def _term(words: list[str], today: date) -> TermDates:
    first, to, last = " ".join(words[1:]).partition(" to ")
    name = _begun(words[0], get_args(Term))
    if name is None or not to:
        raise MisreadError(HOW_TERMS)
    try:
        begins = read_date(first, today)
        return TermDates(name, begins, read_date(last, begins, prefer="future"))
    except UnreadableDateError as mistake:
        raise MisreadError(f"{mistake} {HOW_TERMS}") from None


def say_asked(asked: Iterable[Requirement]) -> str:
    """Which of the five are asked, as it can be typed."""
    kept = tuple(asked)
    if len(kept) == len(REQUIREMENTS):
        return EVERYTHING
    return " ".join(REQUIREMENT[one].lower() for one in kept) or NOTHING


def read_asked(typed: str) -> tuple[Requirement, ...]:
    """Which of the five are asked (R2); a word may be cut short. Raises MisreadError."""
    words = typed.casefold().replace(",", " ").split()
    if not words:
        raise MisreadError(HOW_ASKED)
    if len(words) == 1 and words[0] in {EVERYTHING, NOTHING}:
        return REQUIREMENTS if words[0] == EVERYTHING else ()
    names = {REQUIREMENT[one].lower(): one for one in REQUIREMENTS}
    found = {_begun(word, tuple(names)) for word in words}
    if None in found:
        raise MisreadError(HOW_ASKED)
    return tuple(one for name, one in names.items() if name in found)


def _begun(word: str, names: tuple[Name, ...]) -> Name | None:
    """The one name that a word begins to spell."""
    hits = [name for name in names if name.startswith(word.casefold())]
    return hits[0] if len(hits) == 1 else None
