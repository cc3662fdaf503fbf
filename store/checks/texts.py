"""What is typed as free text, and when things are said to have happened: checks of every change."""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct

from store.checks.finding import Finding
from store.dates import say

LONGEST_TEXT = 1000
LATE_AFTER_DAYS = 31

_PRIVATE = re.compile(
    r"@|\bhttps?\b|\bwww\.|\b[\w-]+\.(?:com|org|net|uk)\b"
    r"|\b(?:facebook|instagram|tiktok|snapchat|whatsapp|twitter|linkedin|youtube|my ?space)\b"
    r"|(?:\+44|(?<![\d/.-])0(?!\d?[/.-]\d{1,2}[/.-]))(?:[ ()/.-]*\d){9,}",
    re.IGNORECASE,
)


def text_findings(change: Struct) -> list[Finding]:
    """What is wrong with the texts of a change; notes that should not hold what they seem to are warned of (V12)."""
    found = []
    for name in change.__struct_fields__:
        value = getattr(change, name)
        if not isinstance(value, str):
            continue
        if len(value) > LONGEST_TEXT:
            found.append(Finding(name, f"Too long: {len(value)} characters, and {LONGEST_TEXT} are kept."))
        if any("\ud800" <= character <= "\udfff" for character in value):
            found.append(Finding(name, "Has characters that cannot be stored. Type it again."))
        if name in _NOTES and _PRIVATE.search(value):
            warning = "No account names, web addresses or phone numbers here, please."
            found.append(Finding(name, warning, rule="V12", refused=False))
    return found


_NOTES = frozenset(
    {
        "adviser",
        "authorised_by",
        "by",
        "checked_by",
        "decided_by",
        "delivered_by",
        "evidence_location",
        "pupil_reference",
        "reason",
    }
)


def time_findings(on: date, reason: str, today: date, *, historical: bool) -> list[Finding]:
    """Not in the future (V1), and not over a month ago without a reason (V3)."""
    if on > today:
        return [Finding("on", f"{say(on)} has not happened yet; plan it instead.", rule="V1")]
    if (today - on).days > LATE_AFTER_DAYS and not reason.strip() and not historical:
        sentence = f"{say(on)} is more than {LATE_AFTER_DAYS} days ago: give the reason why it is entered now."
        return [Finding("reason", sentence, rule="V3")]
    return []
