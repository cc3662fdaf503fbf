"""Text that fits: any text at all, made safe to show and exactly so many cells wide."""

import re
from collections.abc import Sequence
from typing import NamedTuple
from unicodedata import category, normalize


class Phrase(NamedTuple):
    """Some text in one tone, and the key that a click on it stands for, if any."""

    text: str
    tone: str = ""
    press: str = ""


# What a cell of a table or a piece of a line may be given as.
Piece = str | Phrase
Line = Sequence[Piece]

# Nearly every text there is: Latin letters and our own marks, one cell each and nothing to look into.
_plain = re.compile("[ -~\u00a1-\u00ac\u00ae-\u02ff–—‘’“”•…✓○▌█▇▁▴▾]*").fullmatch
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def shown(text: str) -> str:
    """The text without anything a terminal would obey, reorder, or measure differently from us."""
    if _plain(text):
        return text
    text = "".join(map(_shown_char, normalize("NFC", text)))
    return "◌" + text if text and not width(text[0]) else text


def _shown_char(char: str) -> str:
    code = ord(char)
    if 0x1F1E6 <= code <= 0x1F1FF:  # half a flag: one cell or two, nobody knows; its letter is certain
        return chr(code - 0x1F1E6 + ord("A"))
    if 0xFE00 <= code <= 0xFE0F or 0x1F3FB <= code <= 0x1F3FF:  # they change their neighbour's width, or do not
        return ""
    if char.isprintable():
        return char
    if char.isspace() and code not in range(0x1C, 0x20):
        return "  " if char == "\u3000" else " "
    if code < 0x20:
        return chr(0x2400 + code)
    if char == "\x7f":
        return "␡"
    kind = category(char)
    if kind == "Cf":
        return "·" if char in _BIDI else ""
    return "·" if kind == "Cc" else "\ufffd"


def width(text: str) -> int:
    """How many cells shown text takes."""
    if _plain(text):
        return len(text)
    from rich.cells import cell_len  # the command line seldom needs it

    return cell_len(text)


def fit(text: str, cells: int, *, right: bool = False) -> str:
    """The text in exactly so many cells, cut with … where it does not fit."""
    text = shown(text)
    spare = cells - width(text)
    if spare < 0:
        text = _cut(text, cells)
        spare = cells - width(text)
    return " " * spare + text if right else text + " " * spare


def _cut(text: str, cells: int) -> str:
    """As much of a too long text as leaves room for the … that says so."""
    room = cells - 1
    if room < 0:
        return ""
    for at, char in enumerate(text):
        room -= width(char)
        if room < 0:
            return text[:at] + "…"
    return text


def wrap(text: str, room: int) -> list[str]:
    """A sentence in lines of at most so many cells."""
    from rich.cells import chop_cells

    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if width(joined) <= room:
            lines[-1] = joined
        elif width(word) <= room:
            lines.append(word)
        else:
            lines[-1:] = chop_cells(joined, room)
    return lines
