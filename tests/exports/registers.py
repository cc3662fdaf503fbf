"""Registers made in memory by real changes, small enough to count by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import count

from store.changes import (
    Acknowledge,
    AddStaff,
    AdoptVersion,
    Bundle,
    Change,
    CompleteSelfCheck,
    DeclareConnections,
    LinkAup,
    OpenRegister,
    RecordBriefing,
    SignAup,
)
from store.ledger import MemoryLedger
from store.register import Register

SUMMER = datetime(2026, 7, 1, 9, 0, tzinfo=UTC)
AUTUMN = datetime(2026, 9, 14, 9, 0, tzinfo=UTC)
NOW = datetime(2026, 11, 22, 9, 41, tzinfo=UTC)
AS_AT = date(2026, 11, 20)
STARTED = date(2026, 1, 5)

HOSTILE = (
    "[/HR]",
    "=1+1",
    "O'Brien & Sons",
    "Łukasz 😀",
    "Zoë",
    "\u05d3\u05d5\u05d3 \u202eלוי",
    "W" * 300,
    "bell\x07tab\tend",
    "_x0041_",
    "Overdue",
    '<b>"x"</b>',
    "-2+3",
    "@SUM(A1)",
    "Zoe\u0308",
)
"""Surnames, and names of schools and versions, that have broken spreadsheets."""


def code(number: int) -> str:
    return f"QX{number:04}"


def surname(number: int) -> str:
    return f"Quillfeather{number}"


def email(number: int) -> str:
    return f"q{number}@bradley.example"


def add(number: int, started: date = STARTED, called: str = "") -> AddStaff:
    return AddStaff(
        number,
        code(number),
        called or surname(number),
        f"Forename{number}",
        started,
        job_title=f"Postholder {number}",
        known_as=f"Nickname{number}",
        email=email(number),
    )


def a_new_register() -> Register:
    numbers = count(1)
    return Register(MemoryLedger(), lambda: f"{next(numbers):012x}")


def enter(register: Register, changes: Iterable[Change], now: datetime) -> Register:
    for change in changes:
        register.apply(change, "J Patel", now)
    return register


def a_school(
    staff: int = 0,
    *,
    name: str = "Bradley Primary School",
    version: str = "May 2023",
    linked: bool = True,
    called: Callable[[int], str] = surname,
) -> Register:
    """A school whose staff were all in service in the summer, and who have nothing recorded."""
    register = enter(
        a_new_register(),
        [
            OpenRegister(name),
            AdoptVersion(
                "policy", version, date(2023, 5, 1), date(2023, 5, 1), precision="month", decided_by="Mr Head"
            ),
            AdoptVersion("aup", "2025", date(2025, 9, 1), date(2025, 9, 1)),
        ],
        SUMMER,
    )
    if linked:
        enter(register, [LinkAup(version, "2025", date(2026, 6, 30), date(2026, 6, 30), "Ms Checker")], SUMMER)
    if staff:
        new = tuple(add(number, called=called(number)) for number in range(1, staff + 1))
        enter(register, [Bundle("staff_list", new)], SUMMER)
    return register


def everybody(register: Register) -> tuple[int, ...]:
    return tuple(member.id for member in register.staff())


def everything_done(people: tuple[int, ...], on: date, version: str = "May 2023") -> list[Change]:
    return [
        RecordBriefing(people, on),
        Acknowledge(people, on, version=version),
        SignAup(people, on, version="2025"),
        CompleteSelfCheck(people, on),
        DeclareConnections(people, on),
    ]


def a_usual_school(staff: int = 34, **details: str) -> Register:
    """In the summer four in five had been briefed; this autumn all but nine have done everything (or one in four)."""
    register = a_school(staff, **details)  # type: ignore[arg-type]
    people = everybody(register)
    if not people:
        return register
    version = register.school.policy_versions[0].label
    most = people[: max(1, staff * 4 // 5)]
    enter(register, [RecordBriefing(most, SUMMER.date() - timedelta(days=5))], SUMMER)
    done = people[: max(1, staff - max(1, min(9, staff // 4)))]
    return enter(register, everything_done(done, AUTUMN.date() - timedelta(days=4), version), AUTUMN)
