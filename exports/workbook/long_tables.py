"""The rows of a table of thousands, written straight into a sheet's XML: a hundred thousand take seconds, not minutes.

What is written is what openpyxl and the finisher would have made of the same rows.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from exports.refusals import ExportRefused
from exports.workbook.book import Cell, Link, Marked
from exports.workbook.layout import Plan, entry_height
from exports.workbook.text import needs_quote_prefix, safe_text

MOST_ROWS = 1_048_576
"""Rows Excel has."""

_DIMENSION = re.compile(rb'(<dimension ref=")[^"]*(")')
_END = b"</sheetData>"


class Styles(NamedTuple):
    """The numbers of a column's looks: for text, for text that Excel would take for a formula, for a number or date."""

    text: int
    formula_like: int
    number: int


class LongTable(NamedTuple):
    """Rows to be written below what a sheet has, and how each column looks."""

    plan: Plan
    styles: tuple[Styles, ...]


def with_rows(sheet: bytes, table: LongTable, strings: dict[str, int]) -> tuple[bytes, int]:
    """The sheet with the rows, and how many texts they hold; the texts themselves go into `strings`.

    Raises ExportRefused for more rows than Excel has, and for a text no cell holds.
    """
    plan = table.plan
    if plan.last_row > MOST_ROWS:
        raise ExportRefused(f"There are {len(plan.long_rows):,} rows, and a sheet holds {MOST_ROWS:,}.")
    rows = _Rows(table, strings)
    head, _, tail = sheet.rpartition(_END)
    reference = f"A1:{_letters(len(plan.widths))[-1]}{plan.last_row}".encode()
    head = _DIMENSION.sub(rb"\g<1>" + reference + rb"\g<2>", head, count=1)
    whole = io.BytesIO()
    whole.write(head)
    for row in rows.xml():
        whole.write(row.encode())
    whole.write(_END + tail)
    return whole.getvalue(), rows.uses


class _Rows:
    """The rows' XML, and the texts met on the way."""

    def __init__(self, table: LongTable, strings: dict[str, int]) -> None:
        self._table = table
        self._strings = strings
        self._met: dict[str, tuple[int, bool]] = {}
        self.uses = 0

    def xml(self) -> Iterator[str]:
        plan = self._table.plan
        columns = list(zip(_letters(len(plan.widths)), self._table.styles, strict=True))
        for number, values in enumerate(plan.long_rows, len(plan.rows) + 1):
            cells = "".join(
                self._cell(f"{letter}{number}", value, styles)
                for (letter, styles), value in zip(columns, values, strict=True)
            )
            yield f'<row r="{number}" ht="{entry_height(values, plan.widths):g}" customHeight="1">{cells}</row>'

    def _cell(self, at: str, value: Cell, styles: Styles) -> str:
        if value is None or value == "":
            return f'<c r="{at}" s="{styles.text}"/>'
        if isinstance(value, str):
            index, formula_like = self._met.get(value) or self._meet(value)
            self.uses += 1
            return f'<c r="{at}" s="{styles.formula_like if formula_like else styles.text}" t="s"><v>{index}</v></c>'
        if isinstance(value, Link | Marked):
            raise TypeError("a long table has no links and no marks")
        return f'<c r="{at}" s="{styles.number}"><v>{_number(value)}</v></c>'

    def _meet(self, text: str) -> tuple[int, bool]:
        index = self._strings.setdefault(safe_text(text), len(self._strings))
        self._met[text] = index, needs_quote_prefix(text)
        return self._met[text]


def _number(value: date | float) -> str:
    if isinstance(value, int | float):
        return f"{value:.16g}" if type(value) is float else str(value)
    from openpyxl.utils.datetime import to_excel

    return f"{to_excel(value):.16g}"  # type: ignore[no-untyped-call]


def _letters(count: int) -> list[str]:
    from openpyxl.utils import get_column_letter

    return [get_column_letter(number) for number in range(1, count + 1)]
