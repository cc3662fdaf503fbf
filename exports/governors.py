"""The governors' workbook, sheet by sheet (exports 6), written from what governors may see and from nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, time

from exports.book import Book, Cell, Column, Fact, Heading, Link, Name, Properties, Sheet, Table, WordColours
from exports.definitions import definitions
from exports.kinds import Wanted
from exports.messages import asks, key_messages
from exports.suppress import GovernorsView, Printed, Row, given_report, governors_view
from exports.terms import say_day, say_in_prose
from exports.writing import write
from store.dates import london_date, london_time
from store.given import GivenReport

HANDLING = "Open papers: counts only, no names"
TITLE = "Social media policy: termly report to governors"
POLICY_TITLE = "Social Media and Networking Plan"
"""The policy's own title, exactly (A16)."""

_RULE = "_" * 48
_HEADINGS = {
    "rating": "Rating",
    "due": "Staff due",
    "this": "This term %",
}


def governors(wanted: Wanted) -> Book:
    """The workbook of what is wanted."""
    return governors_book(governors_view(wanted.register, wanted.as_at, wanted.known_at))


def given(wanted: Wanted) -> GivenReport:
    """What the workbook tells governors, for the ledger to keep when it is issued."""
    return given_report(governors_view(wanted.register, wanted.as_at, wanted.known_at), wanted.known_at)


def governors_workbook(view: GovernorsView) -> bytes:
    """The bytes of the workbook: the same view gives the same bytes. Raises ExportRefused (exports/text.py)."""
    return write(governors_book(view))


def governors_book(view: GovernorsView) -> Book:
    """The workbook as values: Cover, Summary, Notes."""
    everything = [row.key for row in view.rows].index("all")
    return Book(
        sheets=(_cover(view), _summary(view), _notes(view)),
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
            Name("Staff_due", "Summary", everything, _HEADINGS["due"]),
            Name("All_up_to_date", "Summary", everything, _HEADINGS["this"]),
        ),
    )


# Cover ----------------------------------------------------------------------


def _cover(view: GovernorsView) -> Sheet:
    return Sheet(
        tab="Cover",
        title=TITLE,
        holds=f"Cover: the facts of this report as at the close of {say_in_prose(view.as_at)}, and what is asked "
        "of governors.",
        facts=(
            Heading("This report"),
            *_facts(view),
            Heading("Key messages"),
            *(Fact(f"Message {number}", message) for number, message in enumerate(key_messages(view), 1)),
            Heading("Governors are asked to", new_page=True),
            *(Fact(verb, what) for verb, what in asks(view)),
            Heading("What this report leaves out"),
            *_left_out(),
            Heading("Sheets"),
            Fact(Link("Summary", "Summary", "Go to the sheet Summary"), "The seven measures, beside last term"),
            Fact(Link("Notes", "Notes", "Go to the sheet Notes"), "What the words and figures mean"),
            Heading("For the meeting"),
            Fact("Presented by (role)", _RULE, to_write_on=True),
            Fact("Signed, for governors", _RULE, to_write_on=True),
            Fact("Date and minute", _RULE, to_write_on=True),
        ),
        widths=(200, 800),
    )


def _facts(view: GovernorsView) -> tuple[Fact, ...]:
    policy = view.policy
    return (
        Fact("School", view.school.strip() or "No name recorded"),
        Fact("Term", f"{view.term}, academic year {view.academic_year}"),
        Fact("As at", view.as_at, "day", "As_at_date"),
        Fact("Records entered to", _entered_to(view.entered_to)),
        Fact("Staff in service", view.in_service, "count", "Staff_in_service"),
        Fact("Handling", f"{HANDLING}."),
        Fact("Policy", f"{POLICY_TITLE}. Version: {policy.version}"),
        Fact("Policy dated", policy.dated),
        Fact("Policy review", "No review date recorded"),
        Fact("Link to the AUP, 6(ii)", policy.aup),
        Fact("Clause 4.2", "Clause 4.2 / online-search practice: last reconciled on ____________"),
    )


def _entered_to(moment: datetime | None) -> str:
    if moment is None:
        return "Nothing has been entered"
    return f"{say_in_prose(london_date(moment))}, {london_time(moment)}"


def _left_out() -> tuple[Fact, ...]:
    return (
        Fact("People", "Names, initials, posts and staff codes, and any breakdown that could point to somebody."),
        Fact("Connections", "How many were declared, by whom, and about whom. Only that staff were asked is reported."),
        Fact("Reasons", "Why anybody is absent or exempt, and the answers anybody gave in a self-check."),
        Fact(
            "Conduct",
            "Conduct matters are never reported here, so that governors stay free to sit on a panel.",
        ),
    )


# Summary --------------------------------------------------------------------


def _summary(view: GovernorsView) -> Sheet:
    compared = (
        f"This term is {view.term}, as at {say_day(view.as_at)}. "
        f"Last term is {view.last_term}, as at {say_day(view.last_term_as_at)}"
    )
    compared += ", as it was known on that day." if view.last_term_kept else ": no figures were kept."
    return Sheet(
        tab="Summary",
        title="Summary of the measures",
        holds="One table: what staff have done and what is overdue, this term beside last.",
        lines=(compared, *_shorthand(view.rows)),
        table=Table(
            name="Summary_measures",
            columns=(
                Column("Measure", "text", 280),
                Column("Policy clause", "text", 130),
                Column(_HEADINGS["due"], "count", 80),
                Column("Complete", "count", 86),
                Column("Overdue", "count", 80),
                Column("Last term %", "percent", 98),
                Column(_HEADINGS["this"], "percent", 98),
                Column("Change (percentage points)", "points", 116),
                Column(_HEADINGS["rating"], "text", 128),
            ),
            rows=tuple(_summary_row(row) for row in view.rows),
            colours=WordColours(
                _HEADINGS["rating"],
                {"On track": "good", "Watch": "warning", "Action": "bad", "No AUP linked": "bad"},
            ),
        ),
    )


def _shorthand(rows: tuple[Row, ...]) -> list[str]:
    """What [x] and [z] stand for, where they are used."""
    used = {value for row in rows for value in row}
    said = {"[x]": "[x]: no figure was kept.", "[z]": "[z]: a figure does not apply; the rating says why."}
    if not (found := [meaning for mark, meaning in said.items() if mark in used]):
        return []
    return [" ".join(found)]


def _summary_row(row: Row) -> tuple[Cell, ...]:
    return (
        row.measure,
        row.clauses,
        row.due,
        row.complete,
        row.overdue,
        _share(row.last_term),
        _share(row.this_term),
        row.change,
        row.rating,
    )


def _share(printed: Printed) -> Cell:
    return printed / 100 if isinstance(printed, int) else printed


# Notes ----------------------------------------------------------------------


def _notes(view: GovernorsView) -> Sheet:
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
