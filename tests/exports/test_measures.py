from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.figures.measures import MEASURES, Figures, MeasureKey, picture
from exports.figures.rating import percent, rating
from exports.governors import governors_workbook
from exports.suppress import governors_view
from store.changes import (
    Acknowledge,
    AdoptVersion,
    Change,
    DeclareConnections,
    EndService,
    GrantExemption,
    RecordAbsence,
    RecordBriefing,
)
from store.model import REQUIREMENTS
from store.register import Register
from store.totals import owing, totals
from tests.exports.registers import AS_AT, AUTUMN, NOW, a_school, a_usual_school, add, enter, everything_done
from tests.exports.workbook_checker import problems


def figures(register: Register, key: MeasureKey, as_at: date = AS_AT) -> Figures:
    return picture(register, as_at).figures[key]


@pytest.mark.parametrize("staff", [0, 1, 2, 34, 400])
def test_overdue_is_what_the_screen_calls_due_and_overdue(staff: int) -> None:
    register = a_usual_school(staff)
    shown = totals(register, AS_AT)
    pictured = picture(register, AS_AT)
    for requirement in REQUIREMENTS:
        found = pictured.figures[requirement]
        assert found.overdue == shown[requirement].outstanding
        assert found.complete == shown[requirement].complete
        assert found.due == shown[requirement].staff_due
    owe = sum(bool(owing(register, member.id, AS_AT)) for member in register.staff())
    assert pictured.figures["all"].overdue == owe
    assert pictured.in_service == staff


def test_a_starter_inside_the_first_days_of_the_self_check_is_neither_complete_nor_overdue() -> None:
    started = AS_AT - timedelta(days=3)
    register = enter(a_school(), [add(1, started), RecordBriefing((1,), started)], NOW)
    assert (totals(register, AS_AT)["self_check"].complete, totals(register, AS_AT)["self_check"].staff_due) == (0, 0)
    assert figures(register, "self_check") == Figures(complete=0, overdue=0)
    assert figures(register, "briefing") == Figures(complete=1, overdue=0)
    assert figures(register, "all") == Figures(complete=0, overdue=1)
    assert figures(register, "self_check", started + timedelta(days=14)) == Figures(complete=0, overdue=1)


def test_a_starter_who_has_done_what_has_fallen_due_is_up_to_date() -> None:
    started = AS_AT - timedelta(days=3)
    first_day = [change for change in everything_done((1,), started) if type(change).__name__ != "CompleteSelfCheck"]
    register = enter(a_school(), [add(1, started), *first_day], NOW)
    assert figures(register, "all") == Figures(complete=1, overdue=0)


def test_an_induction_once_given_is_not_undone_by_a_refresher_that_is_owed() -> None:
    register = a_school(2)
    enter(register, [RecordBriefing((1,), date(2026, 6, 26))], AUTUMN - timedelta(days=60))
    assert figures(register, "induction") == Figures(complete=1, overdue=1)
    assert figures(register, "briefing") == Figures(complete=0, overdue=2)


def test_inside_the_notice_of_a_new_version_the_one_before_it_counts() -> None:
    register = a_usual_school(4)
    new = AdoptVersion("policy", "November 2026", date(2026, 11, 10), date(2026, 11, 10))
    enter(register, [new, Acknowledge((1,), date(2026, 11, 12), version="November 2026")], NOW)
    assert figures(register, "acknowledgement") == Figures(complete=3, overdue=1)
    assert totals(register, AS_AT)["acknowledgement"].complete == 3
    last_day_of_notice = date(2026, 12, 8)
    assert figures(register, "acknowledgement", last_day_of_notice - timedelta(days=1)).overdue == 1
    assert figures(register, "acknowledgement", last_day_of_notice) == Figures(complete=1, overdue=3)


def test_who_has_left_is_exempt_or_is_away_is_not_due() -> None:
    register = a_school(4)
    changes: list[Change] = [
        EndService(1, AS_AT - timedelta(days=1)),
        GrantExemption(2, "briefing", date(2026, 9, 1), None, "Headteacher"),
        RecordAbsence(3, date(2026, 8, 1), None),
    ]
    enter(register, changes, NOW)
    assert figures(register, "briefing") == Figures(complete=0, overdue=1)
    assert figures(register, "self_check") == Figures(complete=0, overdue=2)


def test_a_last_day_still_counts() -> None:
    register = enter(a_school(1), [EndService(1, AS_AT)], NOW)
    assert picture(register, AS_AT).in_service == 1
    assert picture(register, AS_AT + timedelta(days=1)).in_service == 0


def test_the_measures_are_in_the_order_of_the_paper() -> None:
    assert [m.key for m in MEASURES] == [
        "induction",
        "acknowledgement",
        "aup",
        "self_check",
        "connections",
        "briefing",
        "all",
    ]
    register = enter(a_school(1), [DeclareConnections((1,), date(2026, 9, 10), reason="Late")], NOW)
    assert set(picture(register, AS_AT).figures) == {m.key for m in MEASURES}


@pytest.mark.parametrize(
    ("complete", "overdue", "printed", "word"),
    [
        (31, 0, 100, "On track"),
        (399, 1, 99, "Watch"),
        (999, 1, 99, "Watch"),
        (9, 1, 90, "Watch"),
        (26, 3, 89, "Action"),
        (179, 21, 89, "Action"),
        (1, 7, 13, "Action"),
        (27, 4, 87, "Action"),
        (0, 1, 0, "Action"),
        (0, 0, None, "No staff due"),
    ],
)
def test_the_number_and_the_rating_beside_it_agree(complete: int, overdue: int, printed: int | None, word: str) -> None:
    assert percent(Figures(complete, overdue)) == printed
    assert rating(Figures(complete, overdue)) == word


days = st.dates(date(2026, 7, 1), AS_AT)


@st.composite
def registers(draw: st.DrawFn) -> Register:
    """A small school in which anything may have happened to anybody."""
    register = a_school(linked=draw(st.booleans()))
    for number in range(1, draw(st.integers(0, 5)) + 1):
        started = draw(days)
        register.apply(add(number, started), "J Patel", NOW)
        on = draw(st.dates(started, AS_AT))
        wanted: list[Change] = [
            msgspec.structs.replace(change, reason="From the paper file")
            for change in everything_done((number,), on)
            if draw(st.booleans())
        ]
        if draw(st.booleans()):
            wanted.append(GrantExemption(number, draw(st.sampled_from(REQUIREMENTS)), started, None, "Headteacher"))
        if draw(st.booleans()):
            wanted.append(RecordAbsence(number, draw(st.dates(started, AS_AT)), None))
        if draw(st.booleans()):
            wanted.append(EndService(number, AS_AT))
        enter(register, wanted, NOW)
    return register


@settings(max_examples=40, deadline=None)
@given(registers())
def test_whatever_happened_the_paper_agrees_with_the_screen(register: Register) -> None:
    shown, pictured = totals(register, AS_AT), picture(register, AS_AT)
    for requirement in REQUIREMENTS:
        found, total = pictured.figures[requirement], shown[requirement]
        assert found.overdue == total.outstanding
        assert found.due + total.counts["not_started"] + total.counts["due_soon"] >= total.applicable >= found.due
    assert pictured.figures["all"].overdue == sum(bool(owing(register, m.id, AS_AT)) for m in register.staff())
    assert pictured.figures["induction"].due >= pictured.figures["briefing"].complete


@settings(max_examples=5, deadline=None)
@given(registers())
def test_whatever_happened_the_file_is_sound(register: Register) -> None:
    assert problems(governors_workbook(governors_view(register, AS_AT))) == []
