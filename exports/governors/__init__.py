"""The governors' workbook, sheet by sheet (exports 6), written from what governors may see and from nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, time

from exports.figures.view import GovernorsView
from exports.governors.actions import actions_sheet
from exports.governors.coming import coming_sheet
from exports.governors.cover import HANDLING, TITLE, cover_sheet
from exports.governors.evidence import evidence_sheet
from exports.governors.groups import groups_sheet
from exports.governors.notes import notes_sheet
from exports.governors.questions import questions_sheet
from exports.governors.summary import DUE, THIS_TERM, contents_sheet, summary_sheet
from exports.governors.trend import trend_sheet
from exports.terms import say_day, say_in_prose
from exports.workbook.book import Book, Name, Properties, Sheet
from exports.workbook.writing import write

__all__ = ["HANDLING", "TITLE", "governors_book", "governors_workbook"]


def governors_workbook(view: GovernorsView) -> bytes:
    """The bytes of the workbook: the same view gives the same bytes. Raises ExportRefused (workbook/text.py)."""
    return write(governors_book(view))


def governors_book(view: GovernorsView) -> Book:
    """The workbook as values: ten sheets, from the cover to the notes."""
    everything = [row.key for row in view.rows].index("all")
    return Book(
        sheets=_sheets(view),
        properties=Properties(
            title=f"{TITLE}, {view.term}",
            subject=f"As at {say_in_prose(view.as_at)}",
            author=f"School office, {view.school}" if view.school.strip() else "School office",
            category=HANDLING,
            keywords="governors; social media policy; briefing; acknowledgement; AUP",
            stamp=view.entered_to or datetime.combine(view.as_at, time(), UTC),
        ),
        footer=(view.school, HANDLING, f"As at {say_day(view.as_at)}"),
        names=(
            Name("Staff_due", "Summary", everything, DUE),
            Name("All_up_to_date", "Summary", everything, THIS_TERM),
        ),
    )


def _sheets(view: GovernorsView) -> tuple[Sheet, ...]:
    after = (
        summary_sheet(view),
        evidence_sheet(view),
        groups_sheet(view),
        trend_sheet(view),
        coming_sheet(view),
        actions_sheet(view),
        questions_sheet(view),
        notes_sheet(view),
    )
    cover = cover_sheet(view)
    return (cover, contents_sheet((cover, *after)), *after)
