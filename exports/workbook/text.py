"""Text made safe for a workbook: whatever somebody typed stays text and reads back as it was typed.

openpyxl cuts, refuses late or misreads each of the cases below (exports 3); here they are settled before it sees them.
"""

from __future__ import annotations

import re
import unicodedata

from exports.refusals import ExportRefused
from exports.workbook.fitting import width

LONGEST_CELL = 32_767
"""Characters Excel keeps in a cell, counted as UTF-16 does."""

LONGEST_FOOTER = 255
"""Characters Excel keeps in a footer, its own codes included."""

FOOTER_SIZE = 8
LANDSCAPE, PORTRAIT = 1024, 695
"""Pixels an A4 page is wide between its margins."""
_FOOTER_GAP = 10
"""Pixels kept free between a footer's parts."""

REPLACEMENT = "\ufffd"

_UNWRITABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
_TURNS_TEXT_ROUND = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ESCAPE_LOOKALIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_READ_AS_A_FORMULA = tuple("=+-@'\t")


def clean(text: str) -> str:
    """The text as it should read back: composed (NFC), with plain line ends, and a mark for what no file can hold.

    Marks that force a direction go: they would turn round our own words after a name. Hebrew and Arabic need none.
    """
    if text.isascii() and text.isprintable():
        return text
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    plain = _UNWRITABLE.sub(REPLACEMENT, _TURNS_TEXT_ROUND.sub("", plain))
    return unicodedata.normalize("NFC", plain)


def safe_text(text: str) -> str:
    """Clean text as it is stored: `_x0041_`, which Excel would read as A, is escaped.

    Raises ExportRefused for text longer than a cell holds: it is never cut in silence.
    """
    stored = _ESCAPE_LOOKALIKE.sub("_x005F_", clean(text))
    length = len(stored.encode("utf-16-le")) // 2
    if length > LONGEST_CELL:
        raise ExportRefused(f"A text of {length:,} characters does not fit a cell, which holds {LONGEST_CELL:,}.")
    return stored


def needs_quote_prefix(text: str) -> bool:
    """Whether Excel would take the text for a formula once somebody edits the cell."""
    return text.startswith(_READ_AS_A_FORMULA)


def one_line(text: str) -> str:
    """Clean text with every run of white space made one space: for footers, properties and file names."""
    return " ".join(clean(text).split())


def shortened(text: str, longest: int) -> str:
    """Text of at most so many characters, the end marked where it was cut."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def footer(school: str, handling: str, centre: str, right: str, page: float = LANDSCAPE) -> tuple[str, str, str]:
    """A footer's three parts with Excel's codes; `right` is code already, such as Page &P of &N.

    `&` is doubled, and a long name of a school gives way, to the date beside it and to Excel's 255 characters: it
    stands in a cell too. Handling never gives way.
    """
    middle = _doubled(one_line(centre))
    marking = _doubled(one_line(handling))
    room = LONGEST_FOOTER - len(f"&L&8 . {marking}&C&8 {middle}&R&8 {right}")
    pixels = (page - width(one_line(centre), FOOTER_SIZE)) / 2 - width(f". {marking}", FOOTER_SIZE) - _FOOTER_GAP
    name = one_line(school)
    while name and (len(_doubled(name)) > room or width(name, FOOTER_SIZE) > pixels):
        name = shortened(name, len(name) - 1) if len(name) > 1 else ""
    return f"{_doubled(name)}. {marking}" if name else marking, middle, right


def header(said: str) -> str:
    """What stands at the top of every page, with Excel's codes; a long text gives way to Excel's 255 characters."""
    text = one_line(said)
    while len(_doubled(text)) > LONGEST_FOOTER - len(f"&R&{FOOTER_SIZE} "):
        text = shortened(text, len(text) - 1)
    return _doubled(text)


def _doubled(text: str) -> str:
    return _ESCAPE_LOOKALIKE.sub("_x005F_", text).replace("&", "&&")
