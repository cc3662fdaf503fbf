"""Which column of a staff list is which field: as the user says, as last time, by a table, or by likeness.

Nothing is used without being shown with its reason, and a column that is none of our business is refused by its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Literal, NamedTuple

from store.intake.aliases import ALIASES, KNOWN
from store.intake.fields import DATES, FIELD_WORDS, FIELDS, RECORDS, Field
from store.intake.private import is_private, words_of
from store.intake.refused import IntakeRefused

CLOSE_ENOUGH = 84
"""Of 100: "Start Dt" is a start date, "Sir name" (80) is not a surname until somebody says so."""

Why = Literal["known", "close", "remembered", "chosen"]


class Guess(NamedTuple):
    """One field, the heading it is read from, and why."""

    field: Field
    heading: str
    why: Why
    close_to: str = ""
    score: int = 0

    def __str__(self) -> str:
        """Start Dt → Start date (close to “start date”, 89)."""
        reasons = {
            "known": "",
            "close": f" (close to “{self.close_to}”, {self.score})",
            "remembered": " (as last time)",
            "chosen": " (as you said)",
        }
        return f"{shown(self.heading)} → {FIELD_WORDS[self.field]}{reasons[self.why]}"


class Columns(NamedTuple):
    """How the columns of a file are used."""

    guesses: tuple[Guess, ...]
    """What is read, in the order of the fields, each with its reason."""
    positions: Mapping[Field, int]
    """The column of each, counted from 0."""
    unused: int
    """Columns not read at all, private ones among them."""
    private: int
    records: int = 0
    """How many of those would be read with the history."""
    notes: tuple[str, ...] = ()
    """Choices the user should see: another column that might have been meant."""
    start_dates: tuple[str, ...] = ()
    """The columns that may be the start date, the likeliest first, where the user has to say which."""
    missing: str = ""
    """Why nobody can be read, in a sentence, where neither a surname nor a name was found."""
    left_out: tuple[Field, ...] = ()
    """Fields the user wants read from no column."""
    source: str = ""
    """Which kind of export this is: a fingerprint of its headings, with nobody's data in it."""

    @property
    def used(self) -> Mapping[Field, str]:
        """The heading each field is read from, as the file writes it."""
        return {guess.field: guess.heading for guess in self.guesses}

    def remembered(self) -> dict[str, str]:
        """What is kept for next time: for each field the words of its heading, or none."""
        used: dict[str, str] = {guess.field: words_of(guess.heading) for guess in self.guesses}
        return used | dict.fromkeys(self.left_out, "")


def source_of(headings: Iterable[str]) -> str:
    """A fingerprint of a set of headings, in whatever order they stand."""
    words = sorted(set(filter(None, map(words_of, headings))))
    return sha256("\n".join(words).encode("utf-8", "replace")).hexdigest()[:16]


def known_headings(row: Sequence[str], also: Iterable[str] = ()) -> int:
    """How many cells of a row are headings we know, or that `also` names."""
    asked = set(map(words_of, also))
    return len({words for words in map(words_of, row) if words in KNOWN or (words and words in asked)})


def map_headings(
    headings: Sequence[str],
    overrides: Mapping[str, str] | None = None,
    *,
    remembered: Mapping[str, str] | None = None,
    history: bool = False,
) -> Columns:
    """Which column each field is read from.

    `overrides` gives headings for fields as the user says, and an empty one to leave a field out; `remembered` is what
    was used last time. Records of briefings and signatures are looked for only with `history`.

    Raises IntakeRefused where an override cannot be followed.
    """
    return _Mapping(headings, overrides or {}, remembered or {}, history=history).columns()


class _Mapping:
    """The growing picture of which column is what."""

    def __init__(
        self, headings: Sequence[str], overrides: Mapping[str, str], remembered: Mapping[str, str], *, history: bool
    ) -> None:
        self.headings = headings
        self.words = [words_of(heading) for heading in headings]
        self.fields = [field for field in FIELDS if history or field not in RECORDS]
        self.guesses: dict[Field, tuple[int, Guess]] = {}
        self.left_out: set[Field] = set()
        self.notes: list[str] = []
        self.starts: list[str] = []
        self._choose(overrides)
        self._remember(remembered)
        self._know()
        self._liken()
        self._note_doubles()

    def _use(self, field: Field, position: int, why: Why, close_to: str = "", score: int = 0) -> None:
        self.guesses[field] = position, Guess(field, self.headings[position], why, close_to, score)

    def _is_free(self, words: str) -> bool:
        return words in self.words and all(self.words.index(words) != at for at, _ in self.guesses.values())

    def _open_fields(self) -> list[Field]:
        """The fields still looked for; one column for the whole name only where there is none for the surname."""
        return [
            field
            for field in self.fields
            if field not in self.guesses
            and field not in self.left_out
            and not (field == "name" and "surname" in self.guesses)
        ]

    def _choose(self, overrides: Mapping[str, str]) -> None:
        for name, heading in overrides.items():
            field = next((f for f in FIELDS if f == "_".join(words_of(name).split())), None)
            if field is None:
                raise IntakeRefused(f"“{shown(name)}” is not a field: use one of {', '.join(self.fields)}.")
            if not heading.strip():
                self.left_out.add(field)
                continue
            if is_private(heading):
                raise IntakeRefused(f"The column “{shown(heading)}” is private and is never read: choose another.")
            words = words_of(heading)
            if words not in self.words:
                raise IntakeRefused(
                    f"There is no column “{shown(heading)}”: the headings found are {_list(self.headings)}."
                )
            if not self._is_free(words):
                raise IntakeRefused(f"The column “{shown(heading)}” cannot be two fields: choose one of them.")
            self._use(field, self.words.index(words), "chosen")

    def _remember(self, remembered: Mapping[str, str]) -> None:
        for field in self._open_fields():
            words = remembered.get(field)
            if words == "":
                self.left_out.add(field)
            elif words and self._is_free(words) and not is_private(words):
                known = KNOWN.get(words) == field
                self._use(field, self.words.index(words), "known" if known and field not in DATES else "remembered")

    def _know(self) -> None:
        settled = "start_date" in self.guesses or "start_date" in self.left_out
        starts = [alias for alias in ALIASES["start_date"] if self._is_free(alias)]
        for field in self._open_fields():
            free = [alias for alias in ALIASES[field] if self._is_free(alias)]
            if not free or field not in self._open_fields():
                continue
            self._use(field, self.words.index(free[0]), "known")
            rivals = free[1:] if field in {"start_date", "leaving_date"} else []
            if rivals:
                others = ", ".join(f"“{shown(self._heading(rival))}”" for rival in rivals)
                used = shown(self.guesses[field][1].heading)
                self.notes.append(f"{FIELD_WORDS[field]} is read from “{used}”, not from {others}.")
        if not settled and len(starts) > 1:
            self.starts = [self._heading(alias) for alias in starts]

    def _heading(self, words: str) -> str:
        return self.headings[self.words.index(words)]

    def _liken(self) -> None:
        """Headings nobody has written down, by their likeness to those that are: the closest first."""
        open_fields = self._open_fields()
        strange = {
            words
            for words in self.words
            if words and words not in KNOWN and not _TELLS_OTHERWISE & set(words.split()) and not is_private(words)
        }
        strange = {words for words in strange if self._is_free(words)}
        if not strange or not open_fields:
            return
        pairs = [(field, words) for field in open_fields for words in strange]
        close = sorted(((*likeness(words, field), words, field) for field, words in pairs), reverse=True)
        for score, alias, words, field in close:
            if score >= CLOSE_ENOUGH and field in self._open_fields() and self._is_free(words):
                self._use(field, self.words.index(words), "close", alias, round(score))

    def _note_doubles(self) -> None:
        self.notes += [
            f"There are two columns “{shown(guess.heading)}”: the first is read."
            for position, guess in self.guesses.values()
            if self.words.count(self.words[position]) > 1
        ]

    def columns(self) -> Columns:
        positions = {field: self.guesses[field][0] for field in FIELDS if field in self.guesses}
        rest = [i for i, words in enumerate(self.words) if words and i not in positions.values()]
        missing = ""
        if "surname" not in positions and "name" not in positions:
            missing = f"No surname column was found among the headings {_list(self.headings)}: say which column it is."
        return Columns(
            guesses=tuple(self.guesses[field][1] for field in positions),
            positions=positions,
            unused=len(rest),
            private=sum(is_private(self.headings[i]) for i in rest),
            records=len({KNOWN.get(self.words[i]) for i in rest} & RECORDS - set(self.fields)),
            notes=tuple(self.notes),
            start_dates=tuple(self.starts),
            missing=missing,
            left_out=tuple(sorted(self.left_out)),
            source=source_of(self.headings),
        )


_TELLS_OTHERWISE = frozenset(
    {
        *("employer", "manager", "parent", "carer", "pupil", "child", "emergency"),
        *("former", "formerly", "previous", "maiden", "middle", "second", "third"),
        *("reason", "destination", "origin", "school", "department", "team"),
        *("time", "year", "review", "probation", "increment", "expiry", "due", "next"),
    }
)
"""Words that make a heading something else, however like one of ours the rest of it is."""


def likeness(words: str, field: Field) -> tuple[float, str]:
    """How like one of a field's headings some words are, of 100, and which."""
    from rapidfuzz.fuzz import ratio, token_sort_ratio

    return max((max(ratio(words, alias), token_sort_ratio(words, alias)), alias) for alias in ALIASES[field])


def shown(heading: str) -> str:
    """A heading short enough for a sentence."""
    return heading if len(heading) <= 40 else heading[:39] + "…"


def _list(headings: Sequence[str]) -> str:
    filled = [f"“{shown(heading)}”" for heading in headings if heading]
    return ", ".join(filled[:30]) + (f" and {len(filled) - 30} more" if len(filled) > 30 else "")
