"""The list and its figures after a change are what they would be if all were made again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given

from store.changes import AdoptVersion, Bundle, Change, Entry, RecordBriefing, Reinstate, SignAup, Withdraw
from store.filters import read_filter
from tests.store.test_register_properties import FIRST, attempt, histories, noon, opened, quick
from tui.listing import Listing

AS_AT = FIRST + timedelta(100)
FILTERS = ("", "adams", "overdue", "due briefing", "starters", "leavers", "connections")


def said(listing: Listing) -> list[object]:
    """Everything the screen shows of it."""
    lists = [
        listing.keys(view, read_filter(typed), sort, descending=False)
        for view in ("staff", "due")
        for sort in ("name", "next_due", "job")
        for typed in FILTERS
    ]
    figures = (listing.totals, listing.due, listing.how_many_due, listing.owing, listing.to_start, listing.in_service)
    return [listing.people, listing.everybody, *figures, *map(list, lists)]


@quick
@given(histories)
def test_what_one_change_makes_of_it_is_what_all_of_them_do(history: list[Change | str]) -> None:
    register = opened()
    listing = Listing(register, AS_AT)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("tui.listing.FEW", 1)
        for step, action in enumerate(history):
            if attempt(register, action, FIRST + timedelta(10 * step)):
                concerned = register.concerned_by(register.entries[-1])
                listing = listing.after(concerned, AS_AT) if concerned else Listing(register, AS_AT)
                assert said(listing) == said(Listing(register, AS_AT))


@pytest.mark.parametrize(
    ("change", "concerned"),
    [
        (RecordBriefing((2, 1), FIRST), (2, 1)),
        (Bundle("first_day", (RecordBriefing((1,), FIRST), SignAup((1,), FIRST, "1"))), (1,)),
        (Bundle("first_day", (RecordBriefing((1,), FIRST), AdoptVersion("policy", "2", FIRST, FIRST))), ()),
        (Withdraw(4, "Wrong"), (1, 2)),
        (Withdraw(4, "Wrong", (1,)), (1,)),
        (Withdraw(2, "Wrong"), ()),
        (Reinstate(2, "Right"), ()),
    ],
)
def test_what_is_said_of_the_school_concerns_everybody(change: Change, concerned: tuple[int, ...]) -> None:
    assert opened().concerned_by(Entry(5, "e5", noon(FIRST), "A Clerk", change)) == concerned
