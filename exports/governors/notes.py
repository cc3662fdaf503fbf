"""The last sheet: what every word, mark and figure means."""

from __future__ import annotations

from exports.figures.view import GovernorsView
from exports.governors.definitions import definitions
from exports.workbook.book import Column, Sheet, Table


def notes_sheet(view: GovernorsView) -> Sheet:
    """Definitions stand here, not under tables (exports 3)."""
    return Sheet(
        tab="Notes",
        title="Notes",
        holds="One table: what the words and figures in this workbook mean.",
        table=Table(
            name="Notes_definitions",
            columns=(Column("Note", "count", 60), Column("Subject", "text", 180), Column("Explanation", "text", 760)),
            rows=tuple((number, *note) for number, note in enumerate(definitions(view), 1)),
        ),
    )
