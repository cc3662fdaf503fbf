"""What there is to do, proposed from the figures and from the policy's own text: reported, never decided. Pure.

An action that stood in the last report issued is open; one that has been seen to since is reported as done, once.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

from exports.figures.view import ActionRow, PolicyFacts, Row
from store.dates import ONE_DAY, say_term, term_of
from store.given import GivenReport
from store.model import Settings, TermDates


class _Action(NamedTuple):
    """Something that may need doing. Its reference never changes, so that minutes can name it."""

    key: str
    reference: str
    action: str
    owner: str
    soon: bool
    """Whether it is for this term; the board's decisions are for the next."""


_ACTIONS = (
    _Action(
        "overdue",
        "A1",
        "See to what is overdue: catch-up briefings, signatures and self-checks, until every measure is on track.",
        "School business manager",
        soon=True,
    ),
    _Action(
        "aup_link",
        "A2",
        "Link the policy and the AUP in force, and check that each document points to the other, 6(ii).",
        "Headteacher",
        soon=True,
    ),
    _Action(
        "review_date",
        "A3",
        "Agree when the policy is next reviewed: no review date is recorded.",
        "Governing board",
        soon=False,
    ),
    _Action(
        "vetting",
        "A4",
        "Consider how section 4.2, which forbids using social networking sites to vet candidates, sits with statutory "
        "guidance, which since September 2022 says that schools should consider online searches of shortlisted "
        "candidates.",
        "Governing board and headteacher",
        soon=False,
    ),
    _Action(
        "sources",
        "A5",
        "Consider bringing the policy’s sources up to date: section 5 rests on guidance of March 2009, long "
        "superseded, and 3.1 still names My Space.",
        "Headteacher",
        soon=False,
    ),
    _Action(
        "handbook",
        "A6",
        "Check that the policy is in the staff handbook, 6(i), and record the check for this academic year.",
        "School business manager",
        soon=True,
    ),
)


def actions(
    rows: Sequence[Row],
    policy: PolicyFacts,
    term: TermDates,
    as_at: date,
    settings: Settings,
    before: GivenReport | None,
) -> tuple[ActionRow, ...]:
    """What is proposed, what is still open and what has been done since the last report issued."""
    wanted = {
        "overdue": any(row.rating in {"Watch", "Action"} for row in rows),
        "aup_link": not policy.aup_settled,
        "review_date": True,  # the register has no place for one
        "vetting": policy.of_2023,
        "sources": policy.of_2023,
        "handbook": not policy.handbook_checked,
    }
    carried = before.actions if before else {}
    this_term = term if term.last_day > as_at else _next(term, settings)
    found = []
    for action in _ACTIONS:
        first_put = carried.get(action.key)
        if not wanted[action.key]:
            if first_put is not None:
                found.append(_row(action, "[z]", "Done", first_put))
            continue
        due = this_term.last_day if action.soon else _next(this_term, settings).last_day
        if first_put is None:
            found.append(_row(action, due, "New", say_term(term)))
        else:
            found.append(_row(action, due, "Open", first_put))
    return tuple(found)


def _row(
    action: _Action, due: date | Literal["[z]"], status: Literal["New", "Open", "Done"], first_put: str
) -> ActionRow:
    return ActionRow(action.key, action.reference, action.action, action.owner, due, status, first_put)


def _next(term: TermDates, settings: Settings) -> TermDates:
    day = term.last_day
    while (found := term_of(day, settings)).first_day == term.first_day:
        day += ONE_DAY
    return found
