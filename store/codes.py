"""Staff codes for people who have none."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from itertools import count


def invented_code(surname: str, forename: str, is_taken: Callable[[str], bool]) -> str:
    """Three letters of the surname and the initial, as schools do it, with a number where that is taken: OKAA, OKAA2.

    A name that has no Latin letters gives STAF.
    """
    stem = (_letters(surname)[:3] + _letters(forename)[:1]) or "STAF"
    if not is_taken(stem):
        return stem
    return next(code for n in count(2) if not is_taken(code := f"{stem}{n}"))


def code_key(code: str) -> str:
    """What makes two codes the same: case and spaces around do not."""
    return code.strip().casefold()


def _letters(name: str) -> str:
    """The letters A to Z of a name, accents taken off."""
    plain = unicodedata.normalize("NFKD", name.translate(_NOT_DECOMPOSED)).upper()
    return "".join(c for c in plain if "A" <= c <= "Z")


_NOT_DECOMPOSED = str.maketrans("ŁłØøĐđÐðŊŋ", "LlOoDdDdNn", "")
