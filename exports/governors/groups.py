"""The measures by kind of engagement: words, never counts."""

from __future__ import annotations

from exports.figures.view import GovernorsView
from exports.workbook.book import Column, Sheet, Table

_ROOM = 720
_HIDDEN = (
    "[c]: not shown, as it could point to somebody: the group has fewer than five staff due, one to four people in the "
    "whole school are overdue on the measure, or the words, the totals and the last report together would tell on one "
    "to four. If any measure is [c] for all groups, so is All up to date."
)


def groups_sheet(view: GovernorsView) -> Sheet:
    """A word for each measure and group, with [c] explained above."""
    groups = view.groups
    names = groups.names or ("All staff",)
    rows = tuple(
        (row.measure, *(cell.word for cell in row.cells)) if groups.names else (row.measure, "[z]")
        for row in groups.rows
    )
    return Sheet(
        tab="Staff groups",
        title="Staff groups",
        holds="One table: each measure by kind of engagement, in words.",
        lines=(
            "Most complete: three quarters or more of those due. Under three quarters: fewer than that.",
            _HIDDEN,
            *(["[z]: nobody in the group is due."] if any("[z]" in row for row in rows) else []),
            *([groups.merged] if groups.merged else []),
        ),
        table=Table(
            name="Groups_measures",
            columns=(
                Column("Measure", "text", 300),
                *(Column(name, "text", min(360, _ROOM // len(names))) for name in names),
            ),
            rows=rows,
        ),
    )
