"""What governors were given stays as it was given; what was corrected since is said (exports 0.9, 6)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from exports.figures.view import ActionRow, GovernorsView
from exports.governors import governors_book, governors_workbook
from exports.governors.definitions import definitions
from exports.suppress import given_report, governors_view
from store.changes import CheckHandbook, IssueReport, RecordBriefing
from store.register import Register
from tests.exports.reading_back import expected_cells, read_cells
from tests.exports.registers import a_usual_school, enter, everybody
from tests.exports.workbook_checker import problems
from tests.exports.workbook_parts import Package

THEN = date(2026, 11, 20)
THEN_NOW = datetime(2026, 11, 22, 9, 41, tzinfo=UTC)
NEXT = date(2027, 3, 12)
NEXT_NOW = datetime(2027, 3, 15, 9, 0, tzinfo=UTC)


def issue(register: Register, as_at: date, now: datetime) -> GovernorsView:
    view = governors_view(register, as_at)
    enter(register, [IssueReport(given_report(view, None), 90, "ab")], now)
    return view


@pytest.fixture
def register() -> Register:
    return a_usual_school(34)


def brief_the_rest(register: Register) -> None:
    """The sheet of the September briefing turns up in the spring."""
    late = RecordBriefing(everybody(register), date(2026, 9, 10), reason="The sheet was found")
    enter(register, [late], NEXT_NOW)


def test_last_term_is_what_governors_were_given(register: Register) -> None:
    given = issue(register, THEN, THEN_NOW)
    brief_the_rest(register)
    view = governors_view(register, NEXT)
    assert view.last_term == (given.term, THEN, True, True)
    assert [row.last_term for row in view.rows] == [row.this_term for row in given.rows]
    assert "as governors were given it" in governors_book(view).sheets[2].lines[0]


def test_without_a_report_last_term_is_what_was_known_on_its_last_day(register: Register) -> None:
    brief_the_rest(register)
    view = governors_view(register, NEXT)
    assert (view.last_term.kept, view.last_term.issued) == (True, False)
    assert view.last_term.as_at == date(2026, 12, 31)
    assert view.row("briefing").last_term == 76
    assert [row.basis for row in view.trend][-2:] == ["As known then", "This report"]


def test_the_trend_has_six_terms_and_says_where_nothing_was_kept(register: Register) -> None:
    trend = governors_view(register, THEN).trend
    assert [row.term for row in trend][-3:] == ["Spring term 2026", "Summer term 2026", "Autumn term 2026"]
    assert [row.basis for row in trend] == ["Not kept"] * 4 + ["As known then", "This report"]
    assert set(trend[0].percents.values()) == {"[x]"}


def test_a_revision_is_marked_beside_the_figure_that_was_given(register: Register) -> None:
    given = issue(register, THEN, THEN_NOW)
    brief_the_rest(register)
    view = governors_view(register, NEXT)
    row = view.trend[-2]
    assert row.basis == "Issued [r]"
    assert row.percents == {r.key: r.this_term for r in given.rows}
    assert row.revised["briefing"] == 100
    notes = dict(definitions(view))
    assert "Briefing up to date, refreshers included 100%, given as 76%" in notes["Revised [r]: Autumn term 2026"]
    content = governors_workbook(view)
    assert problems(content) == []
    assert read_cells(content) == expected_cells(governors_book(view))
    formats = Package(content).zip.read("xl/styles.xml").decode()
    assert "[r]" in formats, "the figure stays a number and is shown with its mark"


def test_nothing_is_marked_where_nothing_was_revised(register: Register) -> None:
    issue(register, THEN, THEN_NOW)
    view = governors_view(register, NEXT)
    assert view.trend[-2].basis == "Issued"
    trend = next(sheet for sheet in governors_book(view).sheets if sheet.tab == "Trend")
    assert trend.lines[0].endswith("none has been revised.")


def test_making_it_again_after_issuing_makes_the_same_bytes(register: Register) -> None:
    view = issue(register, THEN, THEN_NOW)
    assert governors_workbook(governors_view(register, THEN)) == governors_workbook(view)


# Actions --------------------------------------------------------------------


def action(view: GovernorsView, key: str) -> ActionRow | None:
    return next((found for found in view.actions if found.key == key), None)


def test_an_action_is_new_then_open_then_done_once(register: Register) -> None:
    first = action(issue(register, THEN, THEN_NOW), "handbook")
    assert first is not None
    assert (first.reference, first.status, first.due) == ("A6", "New", date(2026, 12, 31))
    still = action(governors_view(register, NEXT), "handbook")
    assert still is not None
    assert (still.status, still.agreed_in) == ("Open", "Autumn term 2026")
    enter(register, [CheckHandbook(date(2027, 3, 1), "J Patel")], NEXT_NOW)
    done = action(issue(register, NEXT, NEXT_NOW), "handbook")
    assert done is not None
    assert (done.status, done.due) == ("Done", "[z]")
    summer = date(2027, 5, 10)
    assert action(governors_view(register, summer), "handbook") is None


def test_an_action_of_a_draft_is_not_carried_on(register: Register) -> None:
    governors_view(register, THEN)
    found = action(governors_view(register, NEXT), "review_date")
    assert found is not None
    assert (found.reference, found.status) == ("A3", "New")


def test_what_a_careful_governor_will_raise_is_reported_and_not_decided(register: Register) -> None:
    said = {found.key: found.action for found in governors_view(register, THEN).actions}
    assert "no review date is recorded" in said["review_date"]
    assert "4.2" in said["vetting"]
    assert "online searches" in said["vetting"]
    assert "March 2009" in said["sources"]
    assert "My Space" in said["sources"]
