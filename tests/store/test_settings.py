"""The school's own rules: what cannot be one is refused, and whatever is let through has an answer for everybody."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.changes import ChangeSettings, OpenRegister
from store.checks.settings import settings_findings
from store.dates import EARLIEST, LATEST
from store.ledger import MemoryLedger
from store.model import (
    ENGAGEMENTS,
    REQUIREMENTS,
    Absence,
    AupLink,
    Exemption,
    Record,
    School,
    SchoolCalendar,
    Settings,
    Spell,
    StaffMember,
    TermDates,
    Version,
)
from store.register import Register, Rejected
from store.rules import standing, standings
from tests.store.test_rules import tie

D = date.fromisoformat
NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)
USUAL = Settings()
WEEK = (0, 1, 2, 3, 4)
NUMBERS = tuple(name for name in Settings.__struct_fields__ if name.endswith(("_days", "_months")))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *((name, -1) for name in NUMBERS),
        *((name, 100_000) for name in NUMBERS),
        ("september_due", (2, 29)),
        ("september_due", (2, 30)),
        ("september_due", (13, 1)),
        ("september_counts_from", (0, 1)),
        ("september_counts_from", (7, 32)),
        ("renewal", {}),
        ("renewal", {**USUAL.renewal, "briefing": 0}),
        ("renewal", {**USUAL.renewal, "briefing": -12}),
        ("renewal", {**USUAL.renewal, "briefing": 100_000}),
        ("applies", {}),
        ("calendar", SchoolCalendar((), ())),
        ("calendar", SchoolCalendar((7,), ())),
        ("calendar", SchoolCalendar(WEEK, ((D("2026-09-02"), D("2026-09-01")),))),
        ("terms", (TermDates("autumn", D("2026-12-18"), D("2026-09-01")),)),
    ],
)
def test_what_cannot_be_a_rule_is_refused(field: str, value: object) -> None:
    register = Register(MemoryLedger())
    register.apply(OpenRegister("Bradley"), "A Clerk", NOON)
    with pytest.raises(Rejected) as refusal:
        register.apply(ChangeSettings(msgspec.structs.replace(USUAL, **{field: value})), "A Clerk", NOON)
    assert refusal.value.field.startswith(field)  # a renewal also says of what
    assert register.school.settings == USUAL


@pytest.mark.parametrize(
    "rules",
    [
        {"grace_days": 0, "due_soon_days": 0, "rejoin_months": 0},
        {"pre_start_days": 3660, "rejoin_months": 120},
        {"september_due": (2, 28), "september_counts_from": (12, 31)},
        {"renewal": {**USUAL.renewal, "briefing": 1, "aup": 120, "connections": None}},
        {"applies": dict.fromkeys(ENGAGEMENTS, ())},
        {"calendar": SchoolCalendar((6,), ((D("2026-09-01"), D("2026-09-01")),))},
    ],
    ids=str,
)
def test_the_outermost_rules_a_school_may_have(rules: dict[str, Any]) -> None:
    assert settings_findings(Settings(**rules)) == []


# Whatever is let through has an answer --------------------------------------

near = st.dates(D("2025-06-01"), D("2028-12-31"))
days = st.one_of(near, near, near, st.sampled_from([EARLIEST, D("2028-02-29"), LATEST]))
last_days = st.none() | days
numbers = st.sampled_from([0, 1, 30, 120, 3660, 3661, -1, 10**7])
months_and_days = st.sampled_from([(1, 1), (9, 30), (12, 31), (2, 29), (2, 30), (0, 1), (13, 1), (7, 0)])
renewals = st.sampled_from(["september", None, 1, 12, 120, 0, 121])
asked = st.lists(st.sampled_from(REQUIREMENTS), unique=True).map(tuple)
calendars = st.builds(
    SchoolCalendar,
    st.lists(st.integers(-1, 7), max_size=5).map(tuple),
    st.lists(st.tuples(days, days), max_size=3).map(tuple),
)
own_rules: dict[str, st.SearchStrategy[Any]] = {
    **dict.fromkeys(NUMBERS, numbers),
    "september_counts_from": months_and_days,
    "september_due": months_and_days,
    "renewal": st.dictionaries(st.sampled_from(REQUIREMENTS), renewals)
    | st.fixed_dictionaries(dict.fromkeys(REQUIREMENTS, renewals)),
    "applies": st.dictionaries(st.sampled_from(ENGAGEMENTS), asked)
    | st.fixed_dictionaries(dict.fromkeys(ENGAGEMENTS, asked)),
    "calendar": st.none() | calendars,
}
some_rules = st.sets(st.sampled_from(sorted(own_rules)), max_size=2).flatmap(
    lambda names: st.fixed_dictionaries({name: own_rules[name] for name in sorted(names)})
)


@st.composite
def people(draw: st.DrawFn) -> StaffMember:
    """Anybody the register would let be entered: spells in order, the rest on any days."""
    bounds = sorted(draw(st.lists(days, min_size=1, max_size=5, unique=True)))
    ends: list[date | None] = [*bounds[1::2], None]
    kinds = st.sampled_from(ENGAGEMENTS)
    spells = tuple(Spell(first, last, draw(kinds)) for first, last in zip(bounds[::2], ends, strict=False))
    spans = [
        (first, last)
        for first, last in draw(st.lists(st.tuples(days, last_days), max_size=3))
        if last is None or first <= last
    ]
    done = tuple(
        Record(n, "briefing", on, draw(st.booleans()), draw(st.sampled_from(["v0", "v1", None])))
        for n, on in enumerate(draw(st.lists(days, max_size=3)))
    )
    return StaffMember(
        1,
        "ABC",
        "Adams",
        "Joy",
        "TA",
        spells=spells,
        absences=tuple(Absence(*span) for span in spans),
        exemptions=tuple(Exemption(draw(st.sampled_from(REQUIREMENTS)), *span, "Head") for span in spans[1:]),
        briefings=done,
        acknowledgements=done,
        aups=done,
        self_checks=done,
        declarations=done,
        connections=tuple(tie(str(on)) for on in draw(st.lists(days, max_size=2))),
    )


@st.composite
def documents(draw: st.DrawFn) -> tuple[Version, ...]:
    issued = sorted(draw(st.lists(days, max_size=3)))
    return tuple(Version(f"v{n}", on, max(on, draw(days)), draw(st.booleans())) for n, on in enumerate(issued))


@settings(derandomize=True, max_examples=250, deadline=None)
@given(some_rules, documents(), people(), st.lists(days, min_size=1, max_size=4))
def test_rules_let_through_have_an_answer_for_everybody_on_any_day(
    rules: dict[str, Any], document: tuple[Version, ...], member: StaffMember, on: list[date]
) -> None:
    own = Settings(**rules)
    if settings_findings(own):
        return
    school = School("Bradley", own, document, document, (AupLink("v0", "v0", EARLIEST),))
    happened = [spell.first_day for spell in member.spells] + [done.effective_on for done in member.briefings]
    for day in (*on, *happened):
        found = standings(member, school, day)
        assert list(found) == list(REQUIREMENTS)
        assert all(standing(member, requirement, school, day) == found[requirement] for requirement in REQUIREMENTS)
