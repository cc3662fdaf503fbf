"""How much room text takes, so that no cell is cut: LibreOffice does not fit rows by itself (exports 0.5).

Widths of Arial in thousandths of its size, and pixels at 96 to the inch, as Excel reckons column widths.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable

POINTS_TO_PIXELS = 96 / 72
PIXELS_OF_A_DIGIT = 8
"""The width of 0 in Arial 11, which a column's width counts in."""
PADDING = 10
"""Pixels a cell keeps free at its two sides, and a little to spare between one program and another."""
INDENT = 12
"""Pixels of one step of indent: three spaces of Arial 11."""
HANDWRITING = 26.0
"""Points a row needs to be signed on."""
TALLEST_ROW = 409.5
_MOST_LINES = 8
"""Lines a cell of a table takes before its column is made wider."""
_STEP, _WIDEST_COLUMN = 40, 480
_MOST_FOR_A_WORD = 1.5
"""How much wider a column gets for the sake of one word, such as a long surname; a longer one is broken."""

_BY_WIDTH = {
    191: "'",
    222: "ijl",
    260: "|",
    278: " !,./:;I[\\]ft",
    333: "()-`r",
    334: "{}",
    355: '"',
    389: "*",
    469: "^",
    500: "Jckszvxy",
    556: "#$0123456789?L_abdeghnopqu",
    584: "+<=>~",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1015: "@",
}
_PUNCTUATION = {"’": 222, "‘": 222, "“": 333, "”": 333, "–": 556, "—": 1000, "…": 1000, "•": 350}
_WIDTHS = {character: width for width, characters in _BY_WIDTH.items() for character in characters} | _PUNCTUATION
_WIDEST = 1000
_BOLD = 1.1


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Pixels the text takes on one line."""
    try:
        ems = sum(map(_WIDTHS.__getitem__, text))
    except KeyError:
        ems = sum(map(_character, text))
    return ems / 1000 * size * POINTS_TO_PIXELS * (_BOLD if bold else 1)


def _character(character: str) -> int:
    known = _WIDTHS.get(character)
    if known is not None:
        return known
    if unicodedata.combining(character):
        return 0
    base = unicodedata.normalize("NFD", character)[0]
    return _WIDTHS.get(base, _WIDEST)


def lines(text: str, pixels: float, size: float, *, bold: bool = False) -> list[str]:
    """The text broken at spaces into lines that fit; a word wider than the line is broken where it must be."""
    found = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if width(longer, size, bold=bold) <= pixels:
                line = longer
                continue
            if line:
                found.append(line)
            *full, line = _broken(word, pixels, size, bold=bold)
            found += full
        found.append(line)
    return found


def _broken(word: str, pixels: float, size: float, *, bold: bool) -> list[str]:
    pieces = []
    piece, taken = "", 0.0
    for character in word:
        wide = width(character, size, bold=bold)
        if piece and taken + wide > pixels:
            pieces.append(piece)
            piece, taken = "", 0.0
        piece += character
        taken += wide
    return [*pieces, piece]


def wide_enough(pixels: int, texts: Iterable[str], size: float) -> int:
    """A column's pixels, or as many more as keep a usual word whole and the longest text from an absurdly high row."""
    found = pixels
    for text in texts:
        if len(text) * size * POINTS_TO_PIXELS > found - PADDING - INDENT:
            needed = max(width(word, size) for word in text.split(" ")) + PADDING + INDENT
            if found < needed <= pixels * _MOST_FOR_A_WORD:
                found = math.ceil(needed)
        while found < _WIDEST_COLUMN and not _fits(text, found, size):
            found += _STEP
    return found


def _fits(text: str, pixels: int, size: float) -> bool:
    room = pixels - PADDING - INDENT
    if len(text) * size * POINTS_TO_PIXELS <= room * _MOST_LINES / 2:
        return True  # even if every letter were the widest
    return len(lines(text, room, size)) <= _MOST_LINES


def column_width(pixels: int) -> float:
    """A column's width as a workbook keeps it: in digits of the default font, its padding included."""
    return pixels / PIXELS_OF_A_DIGIT


def row_height(count: int, size: float) -> float:
    """Points for a row of so many lines, with air above and below; Excel's tallest row is the limit."""
    return min(TALLEST_ROW, math.ceil(count * size * 1.28 + 5))
