"""Six terms beside each other."""

from __future__ import annotations

from exports.figures.measures import MEASURES, MeasureKey
from exports.figures.view import GovernorsView, TrendRow
from exports.governors.shared import share, shorthand, told
from exports.workbook.book import Cell, Chart, Column, Marked, Sheet, Table

_HEADINGS: dict[MeasureKey, str] = {
    "induction": "Induction",
    "acknowledgement": "Policy",
    "aup": "AUP",
    "self_check": "Self-check",
    "connections": "Connections",
    "briefing": "Briefing",
    "all": "All up to date",
}


def trend_sheet(view: GovernorsView) -> Sheet:
    """Every measure by term; the terms before this one are never computed again once they were issued."""
    chart = _chart(view)
    return Sheet(
        tab="Trend",
        title="Trend over six terms",
        holds="One table and, below it, one chart: each measure as per cent complete, by term."
        if chart
        else "One table: each measure as per cent complete, by term. There is no chart, as there is no figure to draw.",
        lines=(_revisions(view), _bases(view), *_shorthand(view)),
        table=Table(
            name="Trend_terms",
            columns=(
                Column("Term", "text", 156),
                Column("Academic year", "text", 98),
                Column("As at", "date", 92),
                Column("Staff in service", "count", 72),
                *(Column(_HEADINGS[measure.key], "percent", _WIDTHS.get(measure.key, 82)) for measure in MEASURES),
                Column("Basis", "text", 126),
            ),
            rows=tuple(_row(row) for row in view.trend),
        ),
        chart=chart,
        one_page=chart is not None,
    )


_WIDTHS: dict[MeasureKey, int] = {"connections": 104, "self_check": 92}


def _row(row: TrendRow) -> tuple[Cell, ...]:
    return (
        row.term,
        row.academic_year,
        row.as_at,
        row.staff,
        *(_percent(row, measure.key) for measure in MEASURES),
        row.basis,
    )


def _percent(row: TrendRow, key: MeasureKey) -> Cell:
    printed = row.percents[key]
    if isinstance(printed, int) and key in row.revised:
        return Marked(printed / 100, "[r]")
    return share(printed)


def _revisions(view: GovernorsView) -> str:
    issued = [row for row in view.trend if row.basis.startswith("Issued")]
    revised = [row for row in issued if row.revised]
    if not issued:
        return "No earlier report was issued to governors from this register."
    if not revised:
        return "Earlier terms that were issued are the figures governors were given at the time; none has been revised."
    return (
        "Earlier terms that were issued are the figures governors were given at the time. [r]: records have changed "
        "since; the corrected figure is in Notes."
    )


def _bases(view: GovernorsView) -> str:
    if not any(row.basis == "As known then" for row in view.trend):
        return "This report is the last row."
    return "This report is the last row. As known then: no report was issued; the figures known on the term’s last day."


def _shorthand(view: GovernorsView) -> list[str]:
    return shorthand(value for row in view.trend for value in (row.as_at, row.staff, *row.percents.values()))


def _chart(view: GovernorsView) -> Chart | None:
    if not any(isinstance(row.percents["all"], int) for row in view.trend):
        return None
    figures = "; ".join(f"{row.term} {told(row.percents['all'])}" for row in view.trend)
    return Chart(
        shape="columns",
        title="Staff up to date on everything, per cent of staff due, by term",
        alternative="Column chart of the share of staff due who are up to date on everything, by term, as in the "
        f"table above. {figures}.",
        categories="Term",
        series=(_HEADINGS["all"],),
        kind="percent",
        pixels=340,
    )
