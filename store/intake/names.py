"""Names that stand in one column, parted."""

from __future__ import annotations

import re

_TITLE = re.compile(r"(?:mr|mrs|ms|miss|mx|dr|rev|revd|prof|sir)\.? +", re.IGNORECASE)
_PARTICLES = frozenset(
    {
        "van",
        "von",
        "de",
        "da",
        "di",
        "del",
        "della",
        "dos",
        "du",
        "la",
        "le",
        "den",
        "der",
        "bin",
        "al",
        "ap",
        "ten",
        "ter",
    }
)


def part_name(name: str) -> tuple[str, str]:
    """Surname and forename of a name in one column: "Okafor, Mrs Ada" or "Ada Okafor"; titles are left out.

    Without a comma the surname is the last word, with the small words before it: "Maria van den Berg".
    """
    before, comma, after = name.partition(",")
    if comma:
        return before.strip(), _TITLE.sub("", after.strip(), count=1) if _TITLE.match(after.strip()) else after.strip()
    words = (_TITLE.sub("", name, count=1) if _TITLE.match(name) else name).split()
    at = next((i for i, word in enumerate(words) if i and word in _PARTICLES), len(words) - 1)
    return " ".join(words[at:]), " ".join(words[:at]) if at > 0 else ""
