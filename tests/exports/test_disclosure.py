"""The differencing attack (exports 1.3, rule 10): no paper, nor two of them, tells of exactly one to four people."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from itertools import product
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.figures import breakdown as breaking_down
from exports.figures.breakdown import breakdown
from exports.figures.disclosure import Held, row_is_shown, word_for
from exports.figures.measures import MEASURES, MeasureKey, Outcome, Person, counted_up, worst
from exports.figures.view import Groups
from store.given import GivenFigures, GivenGroup, GivenReport
from store.model import REQUIREMENTS, Engagement, Requirement
from tests.exports.attack import Counts, Printed, beside, every_way, picked_out, ways

often = settings(max_examples=100, deadline=None, derandomize=True)


# One row, and a reader who knows the rules ----------------------------------


@cache
def printed(dues: Counts, overdue: Counts) -> tuple[str, ...]:
    shown = row_is_shown(dues, overdue)
    return tuple(word_for(due, count) if shown else "[c]" for due, count in zip(dues, overdue, strict=True))


def seen_through(dues: Counts, overdue: Counts) -> list[str]:
    """What is known by somebody who asks which schools would have been printed like this."""
    everything = list(every_way(dues, sum(overdue)))
    like_this = [counts for counts in everything if printed(dues, counts) == printed(dues, overdue)]
    return picked_out(like_this, everything, dues)


@pytest.mark.parametrize("first", range(5, 22))
def test_no_two_groups_tell_of_one_to_four_even_to_who_knows_the_rules(first: int) -> None:
    for second in (0, 3, *range(5, 14)):
        dues = (first, second)
        for overdue in product(*(range(due + 1) for due in dues)):
            assert seen_through(dues, overdue) == [], (dues, overdue)


@st.composite
def rows(draw: st.DrawFn) -> tuple[Counts, Counts]:
    dues = tuple(draw(st.lists(st.integers(0, 14), min_size=3, max_size=4)))
    return dues, tuple(draw(st.integers(0, min(due, draw(st.sampled_from([1, 3, 14]))))) for due in dues)


@often
@given(rows())
def test_no_row_of_many_groups_does(row: tuple[Counts, Counts]) -> None:
    assert seen_through(*row) == []


def test_words_are_printed_where_they_tell_of_nobody() -> None:
    assert printed((24, 12), (5, 4)) == ("Most complete", "Under three quarters")
    assert printed((24, 12), (0, 0)) == ("All complete", "All complete")
    assert printed((24, 3), (9, 1)) == ("Under three quarters", "[c]")


def test_one_to_four_in_the_whole_school_hide_the_row() -> None:
    for overdue in ((1, 0), (1, 1), (2, 1), (2, 2)):
        assert printed((24, 12), overdue) == ("[c]", "[c]")


def test_a_word_that_can_mean_only_one_person_is_hidden() -> None:
    assert word_for(6, 1) == "Most complete"  # of six, most but not all are five
    assert printed((24, 6), (5, 1)) == ("[c]", "[c]")


# A whole paper --------------------------------------------------------------

KINDS: tuple[Engagement, ...] = ("employee", "agency")
ACTIVE: tuple[Requirement, ...] = ("briefing", "acknowledgement", "self_check")


class Behind(NamedTuple):
    """How many of a group owe something, and how many neither owe it nor have done it."""

    overdue: int
    not_yet: int
    never: int
    """Of those who owe a briefing, how many never had one."""


SIZES = st.sampled_from([5, 8, 11, 12, 13, 20])


@st.composite
def behind(draw: st.DrawFn, size: int) -> Behind:
    overdue = draw(st.sampled_from([0, 0, 1, size // 4, size // 4 + 1, size // 2]))
    return Behind(overdue, draw(st.integers(0, 1)), draw(st.integers(0, overdue)))


@st.composite
def staffs(draw: st.DrawFn) -> tuple[Person, ...]:
    """Two groups, in which those behind on several things are the same people, or are others."""
    people: list[Person] = []
    for kind in KINDS:
        size = draw(SIZES)
        found = {requirement: draw(behind(size)) for requirement in ACTIVE}
        shift = draw(st.sampled_from([0, 0, 1, 4]))
        people += [member(kind, size, number, found, shift) for number in range(size)]
    return tuple(people)


def member(kind: Engagement, size: int, number: int, found: dict[Requirement, Behind], shift: int) -> Person:
    outcomes: dict[MeasureKey, Outcome] = dict.fromkeys((m.key for m in MEASURES), "complete")
    for place, (requirement, group) in enumerate(found.items()):
        turn = (number - place * shift) % size
        if turn < group.overdue:
            outcomes[requirement] = "overdue"
        elif turn < group.overdue + group.not_yet:
            outcomes[requirement] = "not_yet"
        if requirement == "briefing":
            outcomes["induction"] = "overdue" if turn < group.never else outcomes["briefing"]
            if group.never <= turn < group.overdue:
                outcomes["induction"] = "complete"
    outcomes["all"] = worst(outcomes[requirement] for requirement in REQUIREMENTS)
    return Person(kind, outcomes, frozenset())


def as_read(groups: Groups, people: Sequence[Person]) -> dict[MeasureKey, Printed]:
    """What a reader has: the words, and the totals from the Summary."""
    return {
        row.key: Printed(
            tuple(cell.due for cell in row.cells),
            tuple(cell.word for cell in row.cells),
            counted_up(person.outcomes[row.key] for person in people).overdue,
        )
        for row in groups.rows
    }


def told_by(paper: dict[MeasureKey, Printed]) -> list[str]:
    """Everything a single paper gives away."""
    told = [hit for row in paper.values() for hit in picked_out(ways(row), every_way(row.dues, row.total), row.dues)]
    keys: tuple[MeasureKey, ...] = (*REQUIREMENTS, "induction")
    for key in keys:
        told += [f"all and {key}: {hit}" for hit in beside(paper["all"], paper[key], operator.ge)]
    told += [f"briefing and induction: {hit}" for hit in beside(paper["briefing"], paper["induction"], operator.ge)]
    return told + _by_adding_up(paper)


def _by_adding_up(paper: dict[MeasureKey, Printed]) -> list[str]:
    """No group has more people behind on anything than it has things that somebody is behind on."""
    everything = paper["all"]

    def within(all_items: Iterable[Counts], each: Sequence[Iterable[Counts]]) -> list[Counts]:
        most = {tuple(map(sum, zip(*chosen, strict=True))) for chosen in product(*each)}
        return [x for x in all_items if any(all(map(operator.le, x, limit)) for limit in most)]

    told = within(ways(everything), [ways(paper[key]) for key in ACTIVE])
    rows = [paper[key] for key in ACTIVE]
    alone = within(every_way(everything.dues, everything.total), [list(every_way(r.dues, r.total)) for r in rows])
    return picked_out(told, alone, everything.dues)


@often
@given(staffs())
def test_no_paper_tells_of_one_to_four(people: tuple[Person, ...]) -> None:
    assert told_by(as_read(breakdown(people, None), people)) == []


@often
@given(staffs())
def test_where_any_row_is_hidden_so_is_the_row_of_all_items(people: tuple[Person, ...]) -> None:
    rows = {row.key: {cell.word for cell in row.cells} for row in breakdown(people, None).rows}
    if any(words == {"[c]"} for words in rows.values()):
        assert rows["all"] == {"[c]"}


def test_one_to_four_overdue_are_not_broken_down_even_where_nobody_is_told_from_it() -> None:
    """Two of one group and one of the other, or the other way round: the words would not say which."""
    people = people_with({"employee": 2, "agency": 1}, TWO, "acknowledgement")
    rows = {row.key: {cell.word for cell in row.cells} for row in breakdown(people, None).rows}
    assert rows["acknowledgement"] == rows["all"] == {"[c]"}


def test_a_row_of_groups_too_small_to_speak_of_hides_the_row_of_all_items() -> None:
    """One of each five is still in the first days of the self-check, so four of each are due."""
    people = [member(kind, 5, n, {"self_check": Behind(0, 1, 0)}, 0) for kind in KINDS for n in range(5)]
    rows = {row.key: {cell.word for cell in row.cells} for row in breakdown(people, None).rows}
    assert rows["self_check"] == rows["all"] == {"[c]"}
    assert rows["briefing"] == {"All complete"}


# Two papers -----------------------------------------------------------------


def issued(people: Sequence[Person], before: GivenReport | None) -> tuple[GivenReport, dict[MeasureKey, Printed]]:
    groups = breakdown(people, before)
    figures = {m.key: counted_up(person.outcomes[m.key] for person in people) for m in MEASURES}
    report = GivenReport(
        date(2026, 11, 20),
        "autumn",
        2026,
        len(people),
        {key: GivenFigures(found.complete, found.overdue, None) for key, found in figures.items()},
        {r.key: tuple(GivenGroup(cell.group, cell.due, cell.word) for cell in r.cells) for r in groups.rows},
    )
    return report, as_read(groups, people)


@st.composite
def two_terms(draw: st.DrawFn) -> tuple[tuple[Person, ...], tuple[Person, ...]]:
    """A school, and the same school when some have caught up, or have fallen behind."""
    terms: tuple[list[Person], list[Person]] = ([], [])
    improving = draw(st.booleans())
    for kind in KINDS:
        size = draw(SIZES)
        before = {requirement: draw(behind(size)) for requirement in ACTIVE}
        caught_up = {r: draw(st.sampled_from([0, 0, 1, b.overdue])) for r, b in before.items()}
        after = {r: Behind(max(0, b.overdue - caught_up[r]), b.not_yet, 0) for r, b in before.items()}
        for term, found in zip(terms, (before, after) if improving else (after, before), strict=True):
            term += [member(kind, size, number, found, 0) for number in range(size)]
    return tuple(terms[0]), tuple(terms[1])


def told_by_both(first: dict[MeasureKey, Printed], second: dict[MeasureKey, Printed]) -> list[str]:
    """What the reader finds who supposes that nobody fell behind between the two, or that nobody caught up."""
    return [
        f"{key}: {hit}"
        for key in first
        for supposed in (operator.ge, operator.le)
        for hit in beside(first[key], second[key], supposed, first_is_out=True)
    ]


@often
@given(two_terms())
def test_no_two_papers_in_a_row_tell_of_one_to_four(terms: tuple[tuple[Person, ...], tuple[Person, ...]]) -> None:
    report, first = issued(terms[0], None)
    _, second = issued(terms[1], report)
    assert told_by_both(first, second) == []


# The rules matter -----------------------------------------------------------


def people_with(overdue: dict[Engagement, int], size: dict[Engagement, int], key: Requirement) -> tuple[Person, ...]:
    people = []
    for kind, count in size.items():
        for number in range(count):
            outcomes: dict[MeasureKey, Outcome] = dict.fromkeys((m.key for m in MEASURES), "complete")
            if number < overdue[kind]:
                outcomes[key] = outcomes["all"] = "overdue"
            people.append(Person(kind, outcomes, frozenset()))
    return tuple(people)


TWO: dict[Engagement, int] = {"employee": 20, "agency": 20}


def test_without_the_rule_on_rows_the_attack_finds_somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    people = people_with({"employee": 3, "agency": 0}, TWO, "acknowledgement")
    assert told_by(as_read(breakdown(people, None), people)) == []
    monkeypatch.setattr(breaking_down, "row_is_shown", lambda *_: True)
    monkeypatch.setattr(breaking_down, "_told_by_another", lambda *_: set())
    assert "group 0: 3 of 20 overdue" in told_by(as_read(breakdown(people, None), people))


def test_without_the_rule_on_all_items_the_attack_finds_somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    people = list(people_with({"employee": 3, "agency": 0}, TWO, "acknowledgement"))
    late: dict[MeasureKey, Outcome] = {**people[3].outcomes, "self_check": "overdue", "all": "overdue"}
    people[3:7] = [person._replace(outcomes=late) for person in people[3:7]]
    assert told_by(as_read(breakdown(people, None), people)) == []
    real = breaking_down._hidden
    monkeypatch.setattr(breaking_down, "_hidden", lambda *given: real(*given) - {"all"})
    assert any("acknowledgement" in hit for hit in told_by(as_read(breakdown(people, None), people)))


@pytest.mark.parametrize("improving", [True, False])
def test_without_the_last_report_the_attack_finds_somebody(improving: bool) -> None:
    """Six are behind in one paper, in both groups, and five in the other, in one of them: so one is in the other."""
    both = people_with({"employee": 5, "agency": 1}, TWO, "acknowledgement")
    one = people_with({"employee": 5, "agency": 0}, TWO, "acknowledgement")
    before, after = (both, one) if improving else (one, both)
    report, first = issued(before, None)
    assert "[c]" not in first["acknowledgement"].words
    _, careless = issued(after, None)
    assert any("1 of 20 overdue" in hit for hit in told_by_both(first, careless))
    _, careful = issued(after, report)
    assert told_by_both(first, careful) == []
    assert set(careful["acknowledgement"].words) == {"[c]"}
    assert set(careful["all"].words) == {"[c]"}


def test_without_the_rows_beside_each_other_the_attack_finds_somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    """One person is not yet due, so the same two people are “under” in one row and “most” in the other."""
    people = [member("employee", 8, n, {"acknowledgement": Behind(2, 1, 0)}, 0) for n in range(8)]
    people += [member("agency", 8, n, {"acknowledgement": Behind(4, 0, 0)}, 0) for n in range(8)]
    assert told_by(as_read(breakdown(people, None), people)) == []
    monkeypatch.setattr(breaking_down, "_told_by_another", lambda *_: set())
    assert any("2 of 8" in hit for hit in told_by(as_read(breakdown(people, None), people)))


def test_without_adding_up_the_attack_finds_somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fourteen things are owed, by fourteen people, so a group's things are its people."""
    people = [
        *_owing("employee", 24, {"acknowledgement": Behind(5, 0, 0), "self_check": Behind(6, 0, 0)}, 5),
        *_owing("agency", 12, {"acknowledgement": Behind(1, 0, 0), "self_check": Behind(2, 0, 0)}, 1),
    ]
    assert told_by(as_read(breakdown(people, None), people)) == []
    monkeypatch.setattr(breaking_down, "_added_up", lambda *_: Held(99, (0, 99)))
    assert "group 1: 3 of 12 overdue" in told_by(as_read(breakdown(people, None), people))


def _owing(kind: Engagement, size: int, found: dict[Requirement, Behind], shift: int) -> list[Person]:
    return [member(kind, size, number, found, shift) for number in range(size)]


def test_without_the_two_rows_on_briefings_the_attack_finds_somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five of one group were never briefed; one more person owes a briefing, and so is in the other group."""
    people = [member("employee", 20, n, {"briefing": Behind(5, 0, 5)}, 0) for n in range(20)]
    people += [member("agency", 20, n, {"briefing": Behind(1, 0, 0)}, 0) for n in range(20)]
    assert told_by(as_read(breakdown(people, None), people)) == []
    monkeypatch.setattr(breaking_down, "_told_by_another", lambda *_: set())
    assert any("1 of 20" in hit for hit in told_by(as_read(breakdown(people, None), people)))


# Groups ---------------------------------------------------------------------


def test_kinds_of_fewer_than_five_stand_together() -> None:
    size: dict[Engagement, int] = {"employee": 20, "agency": 3, "trainee": 2, "volunteer": 1}
    found = breakdown(people_with(dict.fromkeys(size, 0), size, "briefing"), None)
    assert found.names == ("Employees", "Other staff")
    assert found.merged == ("Other staff: agency staff, trainees and volunteers together, as each has fewer than five.")
    assert {cell.word for row in found.rows for cell in row.cells} == {"All complete"}


def test_a_group_still_below_five_is_not_shown() -> None:
    size: dict[Engagement, int] = {"employee": 20, "agency": 1, "volunteer": 1}
    found = breakdown(people_with(dict.fromkeys(size, 0), size, "briefing"), None)
    assert {cell.word for row in found.rows for cell in row.cells if cell.group == "Other staff"} == {"[c]"}


def test_nobody_in_service_has_no_groups() -> None:
    assert breakdown((), None).names == ()
