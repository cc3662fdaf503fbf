"""Which column of a staff list is which field: ordinary headings by a table, the rest by an explicit mapping.

Nothing is used without being shown, and a column that is none of our business is refused by its name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple, get_args

from store.intake.refused import IntakeRefused

Field = Literal[
    "surname",
    "forename",
    "name",
    "known_as",
    "job_title",
    "code",
    "payroll",
    "email",
    "start_date",
    "leaving_date",
    "engagement",
]
"""What is read of a staff list, and nothing else."""

FIELDS: tuple[Field, ...] = get_args(Field)

DATES: frozenset[Field] = frozenset({"start_date", "leaving_date"})

FIELD_WORDS: Mapping[Field, str] = {
    "surname": "Surname",
    "forename": "Forename",
    "name": "Name",
    "known_as": "Known name",
    "job_title": "Job title",
    "code": "Staff code",
    "payroll": "Payroll number",
    "email": "E-mail",
    "start_date": "Start date",
    "leaving_date": "Leaving date",
    "engagement": "Engagement",
}

ALIASES: Mapping[Field, tuple[str, ...]] = {
    # The first of these that a file has is used.
    "surname": (
        "surname",
        "legal surname",
        "last name",
        "legal last name",
        "family name",
        "preferred surname",
        "preferred last name",
        "pn preferred surname",
    ),
    "forename": (
        "forename",
        "legal forename",
        "first name",
        "legal first name",
        "given name",
        "forenames",
        "forename s",
        "first names",
        "first name s",
        "preferred forename",
        "preferred first name",
    ),
    "name": ("name", "full name", "staff name", "employee name", "employee", "staff member", "display name"),
    "known_as": ("known name", "known as", "preferred forename", "preferred first name", "preferred name"),
    "job_title": (
        "job title",
        "job",
        "role",
        "post",
        "post title",
        "position",
        "business role",
        "job role",
        "post s",
        "job title s",
    ),
    "code": ("staff code", "code", "staff id", "mis staff ref", "staff ref", "initials code"),
    "payroll": (
        "payroll number",
        "payroll",
        "payroll no",
        "payroll id",
        "payroll ref",
        "employee number",
        "employee no",
        "employee id",
    ),
    "email": (
        "e mail",
        "email",
        "work email",
        "work e mail",
        "school email",
        "school e mail",
        "e mail address",
        "email address",
        "work email address",
        "school email address",
    ),
    "start_date": (
        # Contract start moves with every post and continuous service may be twenty years earlier: both last.
        "school arrival date",
        "date of arrival",
        "date of arrival in school",
        "arrival date",
        "employment start date",
        "employment start",
        "start date",
        "date started",
        "date of start",
        "started",
        "start",
        "first day",
        "contract start date",
        "contract start",
        "continuous service date",
    ),
    "leaving_date": (
        "leaving date",
        "date of leaving",
        "date left",
        "left",
        "leaver date",
        "last day",
        "end date",
        "employment end date",
        "contract end date",
        "contract end",
    ),
    "engagement": (
        "engagement type",
        "engagement",
        "employment type",
        "contract type",
        "staff type",
        "type of contract",
        "type",
        "employment status",
    ),
}

_KNOWN: frozenset[str] = frozenset(alias for aliases in ALIASES.values() for alias in aliases)

_PRIVATE = re.compile(
    r"\b(?:date of birth|birth|birthday|dob|age|ni no|ni number|nino|ninumber|national insurance|ethnic\w*|religi\w*"
    r"|faith|disab\w*|gender|sex|sexual\w*|salary|pay|wage|hourly rate|daily rate|pension|bank|sort code|account no"
    r"|account number|iban|address|post ?code|(?:home|personal|private) e ?mail(?: address)?|phone|telephone|tel"
    r"|mobile|dbs|crb|barred list|next of kin|emergency|union|absences?|sick\w*|medical|health|marital|nationality"
    r"|passport|visa|right to work|teacher number|trn|disciplin\w*|allegation\w*)\b"
)


class Columns(NamedTuple):
    """How the columns of a file are used."""

    used: Mapping[Field, str]
    """The heading each field is read from, as the file writes it."""
    positions: Mapping[Field, int]
    """The column of each, counted from 0."""
    unused: int
    """Columns not read at all, private ones among them."""
    private: int
    notes: tuple[str, ...] = ()
    """Choices the user should see: another column that might have been meant."""


def words_of(heading: str) -> str:
    """A heading without its looks: "LegalSurname", "Legal_Surname:" and " legal  surname" are all the same."""
    plain = unicodedata.normalize("NFKC", heading)
    split = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", plain)
    return " ".join(re.findall(r"\w+", split.lower().replace("_", " ")))


def is_private(heading: str) -> bool:
    """Whether a column is none of our business by its name, and may not be read even when somebody asks for it."""
    words = words_of(heading)
    return words not in _KNOWN and _PRIVATE.search(words) is not None


def known_headings(row: Sequence[str], overrides: Mapping[str, str]) -> int:
    """How many cells of a row are headings we know, or the user has named."""
    asked = {words_of(heading) for heading in overrides.values()}
    return len({words for words in map(words_of, row) if words in _KNOWN or (words and words in asked)})


def map_headings(headings: Sequence[str], overrides: Mapping[str, str]) -> Columns:
    """Which column each field is read from; `overrides` gives headings for fields and outranks the table.

    Raises IntakeRefused where neither a surname nor a name is found, and where an override cannot be followed.
    """
    words = [words_of(heading) for heading in headings]
    positions = _asked_for(headings, words, overrides)
    notes = []
    for field in FIELDS:
        free = [alias for alias in ALIASES[field] if alias in words and words.index(alias) not in positions.values()]
        if not free or field in positions or (field == "name" and "surname" in positions):
            continue
        positions[field] = words.index(free[0])
        rivals = [headings[words.index(alias)] for alias in free[1:]] if field in DATES else []
        if rivals:
            others = ", ".join(f"“{shown(rival)}”" for rival in rivals)
            used = shown(headings[positions[field]])
            notes.append(f"{FIELD_WORDS[field]} is read from “{used}”, not from {others}.")
    if "surname" not in positions and "name" not in positions:
        raise IntakeRefused(
            f"No surname column was found among the headings {_list(headings)}: "
            "say which it is with --map surname=HEADING."
        )
    filled = [i for i, heading in enumerate(words) if heading and i not in positions.values()]
    return Columns(
        used={field: headings[position] for field, position in positions.items()},
        positions=positions,
        unused=len(filled),
        private=sum(is_private(headings[i]) for i in filled),
        notes=tuple(notes),
    )


def _asked_for(headings: Sequence[str], words: Sequence[str], overrides: Mapping[str, str]) -> dict[Field, int]:
    positions: dict[Field, int] = {}
    for name, heading in overrides.items():
        field = next((f for f in FIELDS if f == "_".join(words_of(name).split())), None)
        if field is None:
            raise IntakeRefused(f"“{shown(name)}” is not a field: use one of {', '.join(FIELDS)}.")
        if is_private(heading):
            raise IntakeRefused(f"The column “{shown(heading)}” is private and is never read: leave it out of --map.")
        if words_of(heading) not in words:
            raise IntakeRefused(
                f"There is no column “{shown(heading)}”: the headings found are {_list(headings)}. Check --map."
            )
        positions[field] = words.index(words_of(heading))
    return positions


def shown(heading: str) -> str:
    """A heading short enough for a sentence."""
    return heading if len(heading) <= 40 else heading[:39] + "…"


def _list(headings: Sequence[str]) -> str:
    filled = [f"“{shown(heading)}”" for heading in headings if heading]
    return ", ".join(filled[:30]) + (f" and {len(filled) - 30} more" if len(filled) > 30 else "")
