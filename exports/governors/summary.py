"""The contents, and the sheet most governors read: seven measures, this term beside last."""

from __future__ import annotations

from exports.figures.view import GovernorsView, Row
from exports.governors.shared import COLOURS, share, shorthand, told
from exports.terms import say_day
from exports.workbook.book import Cell, Chart, Column, Link, Sheet, Table, WordColours

DUE = "Staff due"
LAST_TERM = "Last term %"
THIS_TERM = "This term %"
_RATING = "Rating"


def contents_sheet(sheets: tuple[Sheet, ...]) -> Sheet:
    """Where everything is."""
    return Sheet(
        tab="Contents",
        title="Contents",
        holds="One table: every sheet, with a link, and what it shows.",
        table=Table(
            name="Contents_sheets",
            columns=(Column("Sheet", "text", 180), Column("What it shows", "text", 720)),
            rows=tuple(
                (
                    Link(sheet.tab, sheet.tab, f"Go to the sheet {sheet.tab}"),
                    _SHOWS[sheet.tab] + (" With a chart." if sheet.chart else ""),
                )
                for sheet in sheets
            ),
        ),
    )


_SHOWS = {
    "Cover": "The facts of this report, key messages, and what is asked of governors.",
    "Summary": "The seven measures: staff due, complete, overdue, beside last term, with a rating.",
    "Evidence": "What the policy asks, clause by clause, and what the register holds for it.",
    "Staff groups": "The measures by kind of engagement, in words, without counts.",
    "Trend": "Every measure over the last six terms.",
    "Coming due": "What falls due in the next twelve months, by month.",
    "Actions": "What is proposed, by whom and by when, and what has been done.",
    "Questions": "Questions governors may want to ask, and where to look.",
    "Notes": "What the words, marks and figures mean.",
}


def summary_sheet(view: GovernorsView) -> Sheet:
    """Seven measures and how they stand."""
    table = Table(
        name="Summary_measures",
        columns=(
            Column("Measure", "text", 280),
            Column("Policy clause", "text", 130),
            Column(DUE, "count", 80),
            Column("Complete", "count", 86),
            Column("Overdue", "count", 80),
            Column(LAST_TERM, "percent", 98),
            Column(THIS_TERM, "percent", 98),
            Column("Change (percentage points)", "points", 116),
            Column(_RATING, "text", 128),
        ),
        rows=tuple(_row(row) for row in view.rows),
        colours=WordColours(_RATING, COLOURS),
    )
    chart = _chart(view)
    return Sheet(
        tab="Summary",
        title="Summary of the measures",
        holds="One table and, below it, one chart: what staff have done and what is overdue, this term beside last."
        if chart
        else "One table: what staff have done and what is overdue. There is no chart, as no staff are due.",
        lines=(_compared(view), *shorthand(value for row in view.rows for value in row)),
        table=table,
        chart=chart,
        one_page=chart is not None,
    )


def _compared(view: GovernorsView) -> str:
    last = view.last_term
    said = (
        f"This term is {view.term}, as at {say_day(view.as_at)}. Last term is {last.name}, as at {say_day(last.as_at)}"
    )
    if not last.kept:
        return f"{said}: no figures were kept."
    return f"{said}, as governors were given it." if last.issued else f"{said}, as it was known on that day."


def _row(row: Row) -> tuple[Cell, ...]:
    return (
        row.measure,
        row.clauses,
        row.due,
        row.complete,
        row.overdue,
        share(row.last_term),
        share(row.this_term),
        row.change,
        row.rating,
    )


def _chart(view: GovernorsView) -> Chart | None:
    """This term dark, last term pale; none where there is nothing to draw."""
    if not any(isinstance(row.this_term, int) for row in view.rows):
        return None
    before = any(isinstance(row.last_term, int) for row in view.rows)
    beside = ", this term beside last" if before else ""
    figures = "; ".join(
        f"{row.measure} {told(row.this_term)}" + (f", last term {told(row.last_term)}" if before else "")
        for row in view.rows
    )
    return Chart(
        shape="bars",
        title=f"Staff complete on each measure, per cent of staff due{beside}",
        alternative=f"Bar chart of the share of staff due who are complete{beside}, as in the table above. {figures}.",
        categories="Measure",
        series=(THIS_TERM, LAST_TERM) if before else (THIS_TERM,),
        kind="percent",
        pixels=420,
    )
