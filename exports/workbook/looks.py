"""How cells look: fonts, alignments, number formats, colours. openpyxl is imported where a look is made."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from exports.workbook.book import Kind
from exports.workbook.layout import BOLD, BOXED, COLUMN_HEADINGS, IN_TABLES, SIZES, Role, is_indented, is_number

if TYPE_CHECKING:
    from openpyxl.styles import Alignment, Border, Font
    from openpyxl.styles.differential import DifferentialStyle

FONT = "Arial"
INK = "000000"
NAVY = "1F3864"
LINK = "1F4E9E"

NUMBER_FORMATS: dict[Kind, str] = {
    "text": "General",
    "count": "#,##0",
    "percent": "0%",
    "points": "+0;-0;0",
    "date": "dd/mm/yyyy",
    "day": "[$-809]dddd d mmmm yyyy",
    "moment": "dd/mm/yyyy hh:mm:ss",
}

Tone = Literal["good", "warning", "bad", "quiet"]
TONES: dict[Tone, tuple[str, str]] = {
    "good": ("1E4620", "E2F0D9"),
    "warning": ("5C4400", "FFF2CC"),
    "bad": ("6B0F1A", "F8D7DA"),
    "quiet": ("333333", "EDEDED"),
}
"""Ink and ground; each pair has a contrast of 8 to 1 or more (exports 35)."""


@lru_cache(maxsize=32)
def font(role: Role, *, link: bool) -> Font:
    from openpyxl.styles import Font

    colour = NAVY if role in COLUMN_HEADINGS | {"title", "heading"} else INK
    return Font(
        name=FONT,
        size=SIZES[role],
        bold=role in BOLD,
        color=LINK if link else colour,
        underline="single" if link else None,
    )


@lru_cache(maxsize=64)
def alignment(role: Role, kind: Kind, *, first: bool) -> Alignment:
    """Text left, numbers and dates right, headings like their column (exports 27). Facts read as a list: left.

    Text keeps off a number in the column before it by an indent; numbers never get one (exports 3). Between lines on
    paper numbers stand in the middle. The heading of a filter stands above its button.
    """
    from openpyxl.styles import Alignment

    number = is_number(role, kind)
    low = role == "heading" or (role in COLUMN_HEADINGS and role != "filter_heading")
    return Alignment(
        horizontal="left" if not number else "center" if role in BOXED else "right",
        vertical="bottom" if low else "top" if role in {"filter_heading", "line"} else "center",
        wrap_text=role in IN_TABLES or role in {"label", "value"},
        indent=int(is_indented(role, kind, first=first)),
    )


@lru_cache(maxsize=16)
def border(role: Role) -> Border | None:
    """Lines only where a table has rows: no fills (exports 36)."""
    from openpyxl.styles import Border, Side

    if role in COLUMN_HEADINGS:
        return Border(bottom=Side("medium", color=NAVY))
    if role == "entry":
        return Border(bottom=Side("thin", color="BFBFBF"))
    if role == "space":
        line = Side("thin", color=INK)
        return Border(left=line, right=line, top=line, bottom=line)
    if role == "cut":
        return Border(bottom=Side("dashed", color="7F7F7F"))
    return None


def tone(name: Tone) -> DifferentialStyle:
    """The look of a word a rule has found."""
    from openpyxl.styles import Font, PatternFill
    from openpyxl.styles.differential import DifferentialStyle

    ink, ground = TONES[name]
    return DifferentialStyle(font=Font(color=ink, bold=True), fill=PatternFill("solid", bgColor=ground))
