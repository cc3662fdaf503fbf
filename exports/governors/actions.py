"""What is to be done, by whom and by when."""

from __future__ import annotations

from exports.figures.view import ActionRow, GovernorsView
from exports.governors.shared import shorthand
from exports.workbook.book import Column, Sheet, Table


def actions_sheet(view: GovernorsView) -> Sheet:
    """Proposed from the figures and from the policy's text: governors decide."""
    return Sheet(
        tab="Actions",
        title="Actions",
        holds="One table: what is proposed, with a role as its owner, and what has been done since the last report.",
        lines=(
            "Proposed from the figures and from the policy’s own text; governors decide.",
            "New: not in the last report issued. Open: it was in it. Done: seen to since then, and reported once.",
            *shorthand(row.due for row in view.actions),
        ),
        table=Table(
            name="Actions_proposed",
            columns=(
                Column("Reference", "text", 92),
                Column("Action", "text", 420),
                Column("Owner (role)", "text", 170),
                Column("Due", "date", 100),
                Column("Status", "text", 82),
                Column("Agreed in", "text", 190),
            ),
            rows=tuple(
                (row.reference, row.action, row.owner, row.due, row.status, _agreed(row)) for row in view.actions
            ),
        ),
    )


def _agreed(row: ActionRow) -> str:
    """The register does not know what was minuted: only when it was first put to governors."""
    return "To be agreed" if row.status == "New" else f"First put in {row.agreed_in}"
