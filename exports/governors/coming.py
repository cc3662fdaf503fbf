"""The twelve months ahead."""

from __future__ import annotations

from exports.figures.view import GovernorsView
from exports.workbook.book import Chart, Column, Sheet, Table
from store.wording import counted

_TOTAL = "Total"


def coming_sheet(view: GovernorsView) -> Sheet:
    """What falls due by month, so that INSET and reminders can be planned."""
    chart = _chart(view)
    return Sheet(
        tab="Coming due",
        title="Coming due in the next twelve months",
        holds="One table and, below it, one chart: what next falls due, by month."
        if chart
        else "One table: what next falls due, by month. There is no chart, as nothing falls due.",
        lines=(
            "These are dates ahead, not a judgement on anyone, so small counts are shown.",
            "What is overdue already is on the sheet Summary.",
            _altogether(view),
        ),
        table=Table(
            name="Coming_due_months",
            columns=(
                Column("Month", "text", 220),
                Column("Term", "text", 240),
                Column("Refresher briefings", "count", 210),
                Column("Privacy self-checks", "count", 210),
                Column(_TOTAL, "count", 150),
            ),
            rows=tuple(
                (row.month, row.term, row.briefings, row.self_checks, row.briefings + row.self_checks)
                for row in view.coming
            ),
        ),
        chart=chart,
        one_page=chart is not None,
    )


def _altogether(view: GovernorsView) -> str:
    briefings = counted(sum(row.briefings for row in view.coming), "refresher briefing")
    checks = counted(sum(row.self_checks for row in view.coming), "privacy self-check")
    return f"In the next twelve months: {briefings} and {checks}. Only the next date of each person is counted."


def _chart(view: GovernorsView) -> Chart | None:
    totals = [(row.month, row.briefings + row.self_checks) for row in view.coming]
    if not any(total for _, total in totals):
        return None
    figures = "; ".join(f"{month} {total}" for month, total in totals)
    return Chart(
        shape="columns",
        title="Briefings and self-checks falling due, by month",
        alternative="Column chart of how many refresher briefings and privacy self-checks fall due in each of the "
        f"next twelve months, as in the table above. {figures}.",
        categories="Month",
        series=(_TOTAL,),
        kind="count",
        pixels=300,
    )
