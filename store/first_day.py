"""What is due on somebody's first day, as one change."""

from __future__ import annotations

from datetime import date

from store.changes import Acknowledge, Bundle, DeclareConnections, RecordBriefing, SignAup, Single
from store.register import Register


def first_day_bundle(register: Register, whom: tuple[int, ...], on: date, by: str, reason: str) -> Bundle:
    """Everything due on somebody's first day, each for those it applies to; the AUP if one is linked."""
    asked = {
        requirement: tuple(
            staff for staff in whom if register.standings(staff, on)[requirement].status != "not_applicable"
        )
        for requirement in ("briefing", "acknowledgement", "aup", "connections")
    }
    policy, aup = register.school.current("policy", on), register.school.current("aup", on)
    changes: list[Single] = []
    if asked["briefing"]:
        version = policy.label if policy else None
        changes.append(RecordBriefing(asked["briefing"], on, delivered_by=by, version=version, reason=reason))
    if asked["acknowledgement"] and policy is not None:
        changes.append(Acknowledge(asked["acknowledgement"], on, policy.label, reason=reason))
    if asked["aup"] and aup is not None:
        changes.append(SignAup(asked["aup"], on, aup.label, reason=reason))
    if asked["connections"]:
        changes.append(DeclareConnections(asked["connections"], on, reason=reason))
    return Bundle("first_day", tuple(changes))
