"""Staff codes for people who come without one."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable


def invented_code(surname: str, forename: str, holder_of: Callable[[str], int | None]) -> str:
    """Two letters of the surname and one of the forename, with a number where somebody has them already.

    `holder_of` tells who has a code. A name without Latin letters gets S and a number.
    """
    stem = (_letters(surname)[:2] + _letters(forename)[:1]).upper() or "S"
    code, number = stem, 1
    while holder_of(code) is not None or len(code) < 2:
        number += 1
        code = f"{stem}{number}"
    return code


def _letters(name: str) -> str:
    bare = unicodedata.normalize("NFKD", name)
    return "".join(character for character in bare if character.isascii() and character.isalpha())
