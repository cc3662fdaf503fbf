"""The first entry of a register: whose it is, and the versions in force when it was begun."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from store.changes import AdoptVersion, Bundle, LinkAup, OpenRegister, Single
from store.dates import UnreadableDateError, read_date, say_month
from store.model import Document

_MONTH_AND_YEAR = re.compile(r"[a-z]{3,9} \d{4}", re.IGNORECASE)


def set_up(school: str, policy: AdoptVersion | None, aup: AdoptVersion | None) -> Bundle:
    """School, policy version, AUP version and their link, as far as they are known."""
    changes: list[Single] = [OpenRegister(school.strip())]
    changes += [version for version in (policy, aup) if version is not None]
    if policy is not None and aup is not None:
        # Which AUP goes with the policy is known; that each points to the other is still to be checked (6(ii)).
        changes.append(LinkAup(policy.label, aup.label, max(policy.issued_on, aup.issued_on)))
    return Bundle("set_up", tuple(changes))


def version_in_force(document: Document, label: str, issued_on: date) -> AdoptVersion:
    """A version that has been in force since the day it was issued."""
    label = label.strip()
    # A document called by its month is dated by its month (A17).
    by_month = issued_on.day == 1 and label.casefold() == say_month(issued_on).casefold()
    precision: Literal["day", "month"] = "month" if by_month else "day"
    return AdoptVersion(document, label, issued_on, issued_on, precision=precision)


def issued_by_label(label: str, today: date) -> date | None:
    """The first of the month a version is called by, as “May 2023” is; None for another label."""
    words = " ".join(label.split())
    if not _MONTH_AND_YEAR.fullmatch(words):
        return None
    try:
        return read_date(f"1 {words}", today)
    except UnreadableDateError:
        return None
