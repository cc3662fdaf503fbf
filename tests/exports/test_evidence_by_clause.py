"""The governors’ sheet of evidence is computed from what is recorded, clause by clause."""

from __future__ import annotations

from datetime import date

import pytest

from exports.figures.view import EvidenceRow
from exports.suppress import governors_view
from store.changes import Acknowledge, CheckHandbook, DeclareConnections, RecordBriefing
from store.register import Register
from tests.exports.registers import AS_AT, AUTUMN, NOW, a_school, a_usual_school, enter


def rows(register: Register, as_at: date = AS_AT) -> dict[str, EvidenceRow]:
    """By clause; the second row on 6(i) under “6(i) induction”."""
    found: dict[str, EvidenceRow] = {}
    for row in governors_view(register, as_at).evidence:
        found["6(i) induction" if row.clause in found else row.clause] = row
    return found


def test_every_clause_that_asks_something_has_a_row() -> None:
    clauses = [row.clause for row in governors_view(a_usual_school(3), AS_AT).evidence]
    guidance = ["4.1(i)", "4.1(ii)", "4.1(iii)", "4.1(iv)", "4.1(v)", "4.1 footnote", "Section 4.2", "Section 5"]
    assert clauses == ["6(i)", "6(i)", "6(ii)", "6(iii)", "6(iv)", *guidance]


def test_a_briefing_broken_off_is_evidence_for_the_points_it_covered_and_no_more() -> None:
    register = a_school(3)
    broken_off = RecordBriefing((2,), date(2026, 9, 10), points=(1, 2, 3), draft=True)
    enter(register, [RecordBriefing((1,), date(2026, 9, 10)), broken_off], AUTUMN)
    found = rows(register)
    assert (found["4.1(i)"].complete, found["4.1(i)"].due) == (2, 3)
    assert (found["4.1(iii)"].complete, found["4.1(iii)"].due) == (1, 3)
    assert (found["6(i) induction"].complete, found["6(i) induction"].due) == (1, 3)
    rest = RecordBriefing((2,), date(2026, 9, 11), points=tuple(range(4, 13)), draft=True)
    enter(register, [rest], AUTUMN)
    assert rows(register)["4.1(iii)"].complete == 2


def test_6iv_needs_the_point_and_the_signature() -> None:
    register = a_school(3)
    enter(register, [RecordBriefing((1, 2), date(2026, 9, 10))], AUTUMN)
    assert rows(register)["6(iv)"].complete == 0
    enter(register, [Acknowledge((2, 3), date(2026, 9, 10), version="May 2023")], AUTUMN)
    assert (rows(register)["6(iv)"].complete, rows(register)["6(iv)"].due) == (1, 3)


def test_a_clause_with_nothing_recorded_says_so() -> None:
    for clause, row in rows(a_school(3)).items():
        assert row.met.startswith("Nothing is recorded yet.") == (clause != "Section 4.2"), clause
    enter(register := a_school(3), [DeclareConnections((1,), date(2026, 9, 10))], AUTUMN)
    assert not rows(register)["4.1 footnote"].met.startswith("Nothing")


def test_4_2_counts_nobody() -> None:
    row = rows(a_usual_school(34))["Section 4.2"]
    assert (row.complete, row.due, row.rating) == ("[z]", "[z]", "Not recorded here")
    assert "appointments, not staff" in row.met


def test_the_self_check_tells_that_it_was_done_and_never_the_settings() -> None:
    assert "The school records that it was done, never the settings." in rows(a_school(1))["4.1(ii)"].met


@pytest.mark.parametrize(("on", "said"), [(date(2026, 9, 3), "3 September 2026"), (None, "No check")])
def test_the_handbook_copy_is_told_of_as_it_is_recorded(on: date | None, said: str) -> None:
    register = a_school(1)
    if on:
        enter(register, [CheckHandbook(on, "J Patel")], NOW)
    assert said in rows(register)["6(i)"].met
    assert any(action.key == "handbook" for action in governors_view(register, AS_AT).actions) == (on is None)


def test_no_aup_linked_is_no_evidence() -> None:
    row = rows(a_school(3, linked=False))["6(ii)"]
    assert (row.complete, row.due, row.rating) == ("[z]", "[z]", "No AUP linked")


def test_the_same_figures_stand_on_every_sheet() -> None:
    register = a_usual_school(34)
    view, found = governors_view(register, AS_AT), rows(register)
    for clause, key in {
        "6(i)": "acknowledgement",
        "6(i) induction": "induction",
        "6(ii)": "aup",
        "4.1(ii)": "self_check",
        "4.1 footnote": "connections",
    }.items():
        row = next(row for row in view.rows if row.key == key)
        assert (found[clause].complete, found[clause].due) == (row.complete, row.due)
        assert found[clause].rating == row.rating
    assert {key: row.this_term for key, row in ((row.key, row) for row in view.rows)} == view.trend[-1].percents
    assert view.trend[-1].staff == view.in_service
