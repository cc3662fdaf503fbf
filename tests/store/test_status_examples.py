"""Every worked example of a status, driven as the app drives it: changes applied on their days, then `standing`.

BRIEFED_STATUS_EXAMPLES names another file of the same form.
"""

from __future__ import annotations

import json
import os
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, NamedTuple, cast

import pytest

from store.changes import (
    ALL_POINTS,
    Acknowledge,
    AddStaff,
    AdoptVersion,
    Advise,
    Bundle,
    Change,
    ChangeSettings,
    CompleteSelfCheck,
    DeclareConnections,
    EndConnection,
    EndService,
    GrantExemption,
    LinkAup,
    OpenRegister,
    RecordAbsence,
    RecordBriefing,
    RecordConnection,
    Reinstate,
    SignAup,
    Single,
    StartService,
    Withdraw,
)
from store.ledger import MemoryLedger
from store.model import Document, Engagement, Requirement, SchoolCalendar, Settings, Standing
from store.register import Register

EXAMPLES = Path(os.environ.get("BRIEFED_STATUS_EXAMPLES") or Path(__file__).parents[1] / "data/status-examples.json")
PERSON = 1
Example = dict[str, Any]


def examples() -> list[Example]:
    return cast("list[Example]", json.loads(EXAMPLES.read_text(encoding="utf-8"))["examples"])


@pytest.mark.parametrize("example", examples(), ids=lambda example: example["id"])
def test_status_example(example: Example) -> None:
    expected = Standing(example["expect"]["status"], day_or_none(example["expect"]["due"]), example["expect"]["basis"])
    found = enter(example).standing(
        PERSON, example["requirement"], day(example["as_at"]), day_or_none(example["known_at"])
    )
    assert found == expected, f"example {example['id']} ({example['why']}): expected {expected}, came {found}"


def enter(example: Example) -> Register:
    """A register in which everything the example tells was entered on the day it was."""
    register = Register(MemoryLedger())
    timeline = sorted(dated_changes(example), key=lambda step: step.on)
    apply(register, set_up(example), min(all_days(example)))
    entry_of: dict[int, int] = {}
    for on, change, record in timeline:
        if isinstance(change, Withdraw | Reinstate):
            apply(register, type(change)(entry_of[change.entry], change.reason), on)
        else:
            entry_of[record] = apply(register, change, on)
    return register


def apply(register: Register, change: Change, on: date) -> int:
    return register.apply(change, "A Clerk", datetime.combine(on, time(12), UTC)).n


def set_up(example: Example) -> Bundle:
    """What the examples give no day of entry for: settings, versions, the person, absences, exemptions."""
    staff = example["staff"]
    changes: list[Single] = [OpenRegister("Bradley Primary School"), ChangeSettings(settings(example["settings"]))]
    document: Document = "aup" if example["requirement"] == "aup" else "policy"
    changes += [
        AdoptVersion(document, v["label"], day(v["issued_on"]), day(v["effective_on"]), v["material"])
        for v in example["versions"]
    ]
    if document == "aup" and example["versions"]:
        issued = min(day(v["issued_on"]) for v in example["versions"])
        changes.append(AdoptVersion("policy", "p1", issued, issued))
        changes.append(LinkAup("p1", example["versions"][0]["label"], issued))
    engagement: Engagement = staff["engagement"]
    for number, (first_day, last_day) in enumerate(sorted(staff["spells"])):
        if number == 0:
            changes.append(AddStaff(PERSON, "ABC", "Adams", "Joy", day(first_day), engagement=engagement))
        else:
            changes.append(StartService(PERSON, day(first_day), engagement))
        if last_day is not None:
            changes.append(EndService(PERSON, day(last_day)))
    changes += [RecordAbsence(PERSON, day(first), day_or_none(last)) for first, last in staff["absences"]]
    changes += [
        GrantExemption(PERSON, e["requirement"], day(e["from"]), day_or_none(e["until"]), "Headteacher")
        for e in staff["exemptions"]
    ]
    return Bundle("set_up", tuple(changes))


def settings(given: dict[str, Any]) -> Settings:
    calendar = given["calendar"]
    return Settings(
        **{
            name: given[name]
            for name in (
                "due_soon_days",
                "grace_days",
                "pre_start_days",
                "rejoin_months",
                "return_after_days",
                "return_credit_days",
                "version_notice_days",
                "self_check_first_days",
                "advice_days",
            )
        },
        september_counts_from=month_day(given["september_counts_from"]),
        september_due=month_day(given["september_due"]),
        renewal=given["renewal"],
        calendar=calendar
        and SchoolCalendar(
            tuple(calendar["staff_weekdays"]), tuple((day(first), day(last)) for first, last in calendar["closures"])
        ),
    )


class Step(NamedTuple):
    """A change on the day it is entered; a withdrawal names the record by its place in the example."""

    on: date
    change: Change
    record: int = -1


def dated_changes(example: Example) -> list[Step]:
    steps: list[Step] = []
    for number, record in enumerate(example["staff"]["records"]):
        steps.append(Step(day(record["recorded_on"]), evidence(record), number))
        if record["withdrawn_on"]:
            steps.append(Step(day(record["withdrawn_on"]), Withdraw(number, "Entered in error")))
        if record["reinstated_on"]:
            steps.append(Step(day(record["reinstated_on"]), Reinstate(number, "It was right")))
    for number, connection in enumerate(example["staff"]["connections"], start=1):
        declared = day(connection["declared_on"])
        steps.append(Step(declared, RecordConnection(PERSON, number, declared, "related", "pupil", "wider_family")))
        if connection["advised_on"]:
            on = day(connection["advised_on"])
            steps.append(Step(on, Advise(PERSON, number, on, "Headteacher")))
        if connection["ended_on"]:
            on = day(connection["ended_on"])
            steps.append(Step(on, EndConnection(PERSON, number, on, "left_roll", "Left")))
    return steps


def evidence(record: dict[str, Any]) -> Change:
    requirement: Requirement = record["requirement"]
    people, on, draft = (PERSON,), day(record["effective_on"]), not record["complete"]
    version, reason = record["version"], "Found in the file"
    match requirement:
        case "briefing":
            points = ALL_POINTS[:9] if draft else ALL_POINTS
            return RecordBriefing(people, on, points=points, draft=draft, reason=reason, version=version)
        case "acknowledgement":
            return Acknowledge(people, on, version, draft=draft, reason=reason)
        case "aup":
            return SignAup(people, on, version, draft=draft, reason=reason)
        case "self_check":
            return CompleteSelfCheck(people, on, draft=draft, reason=reason)
        case "connections":
            return DeclareConnections(people, on, draft=draft, reason=reason)


def all_days(value: object) -> list[date]:
    """Every day an example mentions."""
    if isinstance(value, dict):
        return [found for inner in value.values() for found in all_days(inner)]
    if isinstance(value, list):
        return [found for inner in value for found in all_days(inner)]
    if isinstance(value, str) and len(value) == 10:
        try:
            return [date.fromisoformat(value)]
        except ValueError:
            return []
    return []


def day(text: str) -> date:
    return date.fromisoformat(text)


def day_or_none(text: str | None) -> date | None:
    return None if text is None else day(text)


def month_day(text: str) -> tuple[int, int]:
    month, number = text.split("-")
    return int(month), int(number)
