"""What several sheets have in common: shares, shorthand, and the colours of ratings."""

from __future__ import annotations

from collections.abc import Iterable

from exports.figures.view import Printed
from exports.workbook.book import Cell
from exports.workbook.looks import Tone

COLOURS: dict[str, Tone] = {"On track": "good", "Watch": "warning", "Action": "bad", "No AUP linked": "bad"}
"""By the rating's word."""

_MARKS = {
    "[c]": "[c]: not shown, as it could point to somebody.",
    "[x]": "[x]: no figure was kept.",
    "[z]": "[z]: a figure does not apply.",
}


def share(printed: Printed) -> Cell:
    """A whole percentage as the fraction a cell keeps."""
    return printed / 100 if isinstance(printed, int) else printed


def told(printed: Printed) -> str:
    """A percentage in a sentence."""
    return f"{printed}%" if isinstance(printed, int) else "no figure"


def shorthand(values: Iterable[object]) -> list[str]:
    """What the marks stand for that are used, in a line."""
    used = {value for value in values if isinstance(value, str)}
    said = [meaning for mark, meaning in _MARKS.items() if mark in used]
    return [" ".join(said)] if said else []
