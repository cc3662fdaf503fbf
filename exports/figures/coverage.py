"""What the register holds for each clause of the policy that asks something of the school, the rows of Evidence. Pure.

Computed, never asserted: a clause on advice counts those whose briefings covered the points that carry it, so a
briefing broken off after the third point is evidence for the first three and for no more (domain 4.1).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from exports.figures.measures import MeasureKey, Outcome, Person, Picture, counted_up, worst
from exports.figures.rating import rating
from exports.figures.view import EvidenceRow, PolicyFacts
from store.checklists import BRIEFING_POINTS


class _Clause(NamedTuple):
    """A clause: what it asks, and how its evidence is found: a measure, points of the briefing, or both together."""

    clause: str
    asks: str
    met: str
    measure: MeasureKey | None = None
    points: str = ""
    """The clause as the briefing's points carry it, or the beginning of it."""


_ADVISED = "Briefing point {points}: {said}."

_CLAUSES = (
    _Clause(
        "6(i)",
        "Share the policy with all staff who come into contact with children, and keep it in staff handbooks.",
        "A signed acknowledgement that the version in force was received and read. {handbook}",
        "acknowledgement",
    ),
    _Clause(
        "6(i)",
        "Refer to the policy specifically when inducting new members of staff.",
        "An induction briefing of twelve points, recorded once all of them were covered.",
        "induction",
    ),
    _Clause("6(ii)", "Link the policy with the school’s acceptable use policy (AUP).", "{aup}", "aup"),
    _Clause(
        "6(iii)",
        "Encourage staff to consider guidance from their union or professional association.",
        f"{_ADVISED} Nobody’s membership is asked or recorded.",
        points="6(iii)",
    ),
    _Clause(
        "6(iv)",
        "Inform staff that acting against the advice may lead to disciplinary action, and to dismissal.",
        f"{_ADVISED} Staff also sign for it with the policy, and both are counted here.",
        "acknowledgement",
        "6(iv)",
    ),
    _Clause("4.1(i)", "Advise against personal use in working hours.", _ADVISED, points="4.1(i)"),
    _Clause(
        "4.1(ii)",
        "Advise staff to make themselves familiar with privacy settings.",
        "A privacy self-check. The school records that it was done, never the settings.",
        "self_check",
    ),
    _Clause(
        "4.1(iii)",
        "Advise on conduct: disrepute, valid complaints, derogatory remarks, suitability to work with children.",
        _ADVISED,
        points="4.1(iii)",
    ),
    _Clause(
        "4.1(iv)",
        "Advise against online friendships and communication with pupils and with parents/carers.",
        _ADVISED,
        points="4.1(iv)",
    ),
    _Clause(
        "4.1(v)",
        "Strongly discourage online friendships and communication with former pupils.",
        _ADVISED,
        points="4.1(v)",
    ),
    _Clause(
        "4.1 footnote",
        "Advise staff who are related to pupils or parents/carers, or were friends online with them before.",
        "Staff are asked on starting and by the school’s own rule after that. Only that they were asked is reported.",
        "connections",
    ),
    _Clause(
        "Section 4.2",
        "Do not use social networking sites to vet candidates.",
        "It is about appointments, not staff. The register holds nothing about candidates; the headteacher answers "
        "for it.",
    ),
    _Clause(
        "Section 5",
        "Keep communication with children within clear professional boundaries, under the AUP.",
        "Briefing points {points}.",
        points="5-",
    ),
)


def evidence(shown: Picture, policy: PolicyFacts) -> tuple[EvidenceRow, ...]:
    """A row for each clause, in the order of the recommendations and then of the guidance."""
    return tuple(_row(clause, shown, policy) for clause in _CLAUSES)


def _row(clause: _Clause, shown: Picture, policy: PolicyFacts) -> EvidenceRow:
    points = _points(clause.points)
    said = "; ".join(point.text for point in BRIEFING_POINTS if point.number in points)
    met = clause.met.format(handbook=policy.handbook, aup=policy.aup, points=_listed(points), said=said)
    if clause.measure is None and not points:
        return EvidenceRow(clause.clause, clause.asks, met, "[z]", "[z]", "Not recorded here")
    if clause.measure == "aup" and not shown.aup_linked:
        return EvidenceRow(clause.clause, clause.asks, met, "[z]", "[z]", "No AUP linked")
    found = counted_up(_outcome(clause, points, person) for person in shown.people)
    if found.due and not found.complete:
        met = f"Nothing is recorded yet. {met}"
    return EvidenceRow(clause.clause, clause.asks, met, found.complete, found.due, rating(found))


def _outcome(clause: _Clause, points: Sequence[int], person: Person) -> Outcome:
    if not points:
        assert clause.measure is not None, "a clause without points has a measure"
        return person.outcomes[clause.measure]
    advised = person.outcomes["induction"]
    if advised in {"complete", "overdue"}:
        advised = "complete" if person.points.issuperset(points) else "overdue"
    return worst((advised, person.outcomes[clause.measure])) if clause.measure else advised


def _points(clause: str) -> tuple[int, ...]:
    """The briefing's points that carry a clause."""
    if not clause:
        return ()
    wanted = clause.endswith("-")
    return tuple(
        point.number
        for point in BRIEFING_POINTS
        if any(one.startswith(clause) if wanted else one == clause for one in point.clauses)
    )


def _listed(points: Iterable[int]) -> str:
    said = [str(point) for point in points]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}" if said else ""
