"""What somebody typed and a governors' paper would print, looked through for people (exports 1.3, rule 9).

The sentences of the workbook are this program's own and name nobody; only the school's name and the labels of versions
are typed. A word in one of them that is also somebody's name, code, address or post stops the export, until the user
has said that it is not about that person.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple

from exports.refusals import ExportRefused
from store.dates import FULL_MONTHS
from store.model import Document, StaffMember
from store.register import Register

_SHORTEST = 2
_DATED = re.compile(rf"\b(?:{'|'.join(FULL_MONTHS)})\s+(?:19|20)\d\d\b|\b(?:19|20)\d\d\b", re.IGNORECASE)
"""May 2023 is a month, whoever is called May."""


class Found(NamedTuple):
    """Something of a person's in a text that would be printed."""

    what: str
    """As it stands about the person."""
    whose: str
    """A surname, a code …"""
    where: str
    text: str

    def __str__(self) -> str:
        return f"“{self.what}” in {self.where} “{self.text}” is also {self.whose}"


class PeopleInText(ExportRefused):
    """A governors' paper would name somebody, or seems to. For the screen: never for a log."""

    def __init__(self, found: tuple[Found, ...]) -> None:
        self.found = found
        self.words = tuple(dict.fromkeys(hit.what for hit in found))
        said = "; ".join(str(hit) for hit in found)
        super().__init__(
            f"The governors’ workbook is a public paper, and nothing was written: {said}. If it is about that person, "
            "give the version another label; if it is only the same word, say so and let it pass."
        )


def look_through(register: Register, as_at: date, harmless: Collection[str]) -> None:
    """Raises PeopleInText where a text that would be printed has something of a person's in it.

    `harmless` are words the user has looked at and lets pass.
    """
    passed = {_plain(word) for word in harmless}
    found = tuple(hit for hit in _hits(register, as_at) if _plain(hit.what) not in passed)
    if found:
        raise PeopleInText(found)


def _hits(register: Register, as_at: date) -> Iterator[Found]:
    texts = tuple((where, label, _plain(_DATED.sub(" ", label))) for where, label in _texts(register, as_at))
    name = register.school.name
    plain_name = _plain(name)
    staff = register.staff()
    posts = Counter(_plain(member.job_title) for member in staff if member.in_service(as_at))
    for member in staff:
        for what, whose in _particulars(member, posts):
            for where, label, text in texts:
                if _has(text, what):
                    yield Found(what, whose, where, label)
        # A school is often called what somebody is called; its name tells of a person only by all of theirs.
        for what, whose in _in_full(member):
            if _has(plain_name, what):
                yield Found(what, whose, "the school’s name", name)


def _texts(register: Register, as_at: date) -> Iterator[tuple[str, str]]:
    """Every label that would be printed, with what it is the label of."""
    documents: tuple[tuple[Document, str], ...] = (("policy", "the policy version"), ("aup", "the AUP version"))
    for document, where in documents:
        for version in register.school.versions(document):
            if version.issued_on <= as_at:
                yield where, version.label


def _particulars(member: StaffMember, posts: Counter[str]) -> Iterator[tuple[str, str]]:
    yield member.surname, "the surname of somebody on the staff list"
    for first in dict.fromkeys((member.known_as, member.forename)):
        yield first, "the first name of somebody on the staff list"
    yield member.code, "a staff code"
    yield member.email, "an e-mail address"
    if posts[_plain(member.job_title)] == 1:
        yield member.job_title, "a post that only one person holds"


def _in_full(member: StaffMember) -> Iterator[tuple[str, str]]:
    for first in dict.fromkeys((member.known_as, member.forename)):
        if first.strip() and member.surname.strip():
            yield f"{first} {member.surname}", "the name of somebody on the staff list"
    yield member.email, "an e-mail address"


def _has(text: str, what: str) -> bool:
    """Whether it stands in a plain text as words of its own, whatever the case and spacing."""
    wanted = _plain(what)
    if len(wanted) < _SHORTEST or wanted not in text:
        return False
    return re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", text) is not None


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
