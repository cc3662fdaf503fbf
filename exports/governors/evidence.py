"""Clause by clause: what the policy asks, and what the register holds."""

from __future__ import annotations

from exports.figures.view import GovernorsView
from exports.governors.shared import COLOURS, shorthand
from exports.workbook.book import Column, Sheet, Table, WordColours

_RATING = "Rating"


def evidence_sheet(view: GovernorsView) -> Sheet:
    """A row for every clause that asks something of the school."""
    return Sheet(
        tab="Evidence",
        title="Evidence by policy clause",
        holds="One table: what each clause asks, how the school meets it, and how many staff that is recorded for.",
        lines=(
            "Complete and Due are members of staff, counted from the register.",
            "Dates and intervals are the school’s own rule; the policy sets none.",
            *shorthand(value for row in view.evidence for value in (row.complete, row.due)),
        ),
        table=Table(
            name="Evidence_clauses",
            columns=(
                Column("Policy clause", "text", 110),
                Column("What the policy asks", "text", 330),
                Column("How the school meets it", "text", 370),
                Column("Complete", "count", 86),
                Column("Due", "count", 64),
                Column(_RATING, "text", 136),
            ),
            rows=tuple(tuple(row) for row in view.evidence),
            colours=WordColours(_RATING, COLOURS),
        ),
    )
