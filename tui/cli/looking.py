"""Commands that only look: status, due, history, check."""

from __future__ import annotations

import argparse
import json
from datetime import date, timedelta
from typing import Any

from store.dates import london_date, london_time, say, say_with_weekday
from store.model import REQUIREMENTS, STATUSES, Requirement, StaffMember, Standing
from store.register import Register
from store.rules import SEVERITY
from store.service import in_service, service_on
from store.totals import in_service_on, totals
from store.wording import EVIDENCE, REQUIREMENT, STATUS, counted, describe
from tui.cli.session import Refused, day, opened, today
from tui.widgets.cells import fit, shown, width

WIDEST = 48
"""Cells of one column of a table."""
FURTHEST = 3660
"""Days ahead that can be asked about."""


def status(options: argparse.Namespace) -> int:
    """Where everybody stands on a day, as a table or as JSON."""
    as_at = day(options.as_at) if options.as_at else today()
    known_at = day(options.known_at) if options.known_at else None
    with opened(options, to_write=False) as office:
        register = office.register if known_at is None else office.register.as_known(known_at)
        if options.json:
            print(json.dumps(status_object(register, as_at, known_at), ensure_ascii=False, indent=1))
        else:
            _print_status(register, as_at)
    return 0


def status_object(register: Register, as_at: date, known_at: date | None) -> dict[str, Any]:
    """What `status --json` prints: everybody, leavers and future starters too, and the totals of those in service."""
    settings = register.school.settings
    staff = []
    for member in sorted(register.staff(), key=lambda m: m.sort_name.casefold()):
        service = service_on(member.spells, settings, as_at)
        assert service is not None, "everybody was added with a first day"
        staff.append(
            {
                "code": member.code,
                "surname": member.surname,
                "known_as": member.known_as or member.forename,
                "job_title": member.job_title,
                "engagement": service.engagement,
                "start": service.first_day.isoformat(),
                "end": _iso(service.last_day),
                "in_service": in_service(member, settings, as_at),
                "standing": {
                    requirement: {"status": found.status, "due": _iso(found.due), "basis": found.basis}
                    for requirement, found in register.standings(member.id, as_at).items()
                },
            }
        )
    return {
        "school": register.school.name,
        "as_at": as_at.isoformat(),
        "known_at": _iso(known_at),
        "staff": staff,
        "totals": {
            requirement: {"applicable": total.applicable}
            | {name: total.counts[name] for name in STATUSES if name != "not_applicable"}
            | {"not_applicable": total.counts["not_applicable"]}
            for requirement, total in totals(register, as_at).items()
        },
    }


def _iso(on: date | None) -> str | None:
    return None if on is None else on.isoformat()


def _print_status(register: Register, as_at: date) -> None:
    people = sorted(in_service_on(register, as_at), key=lambda m: m.sort_name.casefold())
    school = shown(register.school.name) or "Your school"
    print(f"{school}, as at {say_with_weekday(as_at)}: {counted(len(people), 'member')} of staff")
    print()
    _table(
        ("Code", "Name", *(REQUIREMENT[r] for r in REQUIREMENTS)),
        [
            (m.code, m.sort_name, *(_short(standing) for standing in register.standings(m.id, as_at).values()))
            for m in people
        ],
    )
    print()
    for requirement, total in totals(register, as_at, people).items():
        print(f"{REQUIREMENT[requirement]}: {total.complete} of {total.staff_due} complete")


def _short(standing: Standing) -> str:
    words = STATUS[standing.status]
    return f"{words} {say(standing.due)}" if standing.due and standing.status != "current" else words


def _table(headings: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    cells = [headings, *(tuple(_cut(cell) for cell in row) for row in rows)]
    widths = [max(width(row[column]) for row in cells) for column in range(len(headings))]
    for row in cells:
        padded = (fit(cell, room) for cell, room in zip(row, widths, strict=True))
        print("  ".join(padded).rstrip())


def _cut(cell: str) -> str:
    """One very long name does not make every line very long; `--json` has it whole."""
    said = shown(cell)
    return said if width(said) <= WIDEST else fit(said, WIDEST)


def due(options: argparse.Namespace) -> int:
    """Who owes what, the most overdue first."""
    if not 0 <= options.within <= FURTHEST:
        raise Refused(f"--within takes a number of days, 0 to {FURTHEST}.")
    as_at = today()
    with opened(options, to_write=False) as office:
        register = office.register
        found = due_within(register, as_at, options.within)
        if options.json:
            answer = {
                "school": register.school.name,
                "as_at": as_at.isoformat(),
                "within": options.within,
                "due": [
                    {
                        "code": member.code,
                        "surname": member.surname,
                        "known_as": member.known_as or member.forename,
                        "job_title": member.job_title,
                        "requirement": requirement,
                        "status": standing.status,
                        "due": _iso(standing.due),
                        "basis": standing.basis,
                    }
                    for member, requirement, standing in found
                ],
            }
            print(json.dumps(answer, ensure_ascii=False, indent=1))
        elif not found:
            print("Nobody owes anything.")
        else:
            _table(
                ("Code", "Name", "What", "Due", ""),
                [
                    (
                        member.code,
                        member.sort_name,
                        EVIDENCE[requirement],
                        say(standing.due) if standing.due else "",
                        STATUS[standing.status],
                    )
                    for member, requirement, standing in found
                ],
            )
    return 0


def due_within(register: Register, as_at: date, days: int) -> list[tuple[StaffMember, Requirement, Standing]]:
    """What is due or overdue, and what falls due in so many days, by date; future starters in good time too."""
    last = as_at + timedelta(days=days)
    found = [
        (member, requirement, standing)
        for member in register.staff()
        for requirement, standing in register.standings(member.id, as_at).items()
        if standing.status not in {"exempt", "not_applicable"} and standing.due is not None and standing.due <= last
    ]
    return sorted(found, key=lambda row: (row[2].due or as_at, SEVERITY[row[2].status], row[0].sort_name.casefold()))


def history(options: argparse.Namespace) -> int:
    """Every entry ever made, in order, withdrawn ones too."""
    with opened(options, to_write=False) as office:
        register = office.register
        lines = [
            {
                "n": entry.n,
                "at": entry.at.isoformat(),
                "by": entry.by,
                "kind": type(entry.change).__struct_config__.tag,
                "what": describe(entry.change, office.name_of, register.entry),
                "withdrawn": not register.stands(entry.n),
            }
            for entry in register.entries
        ]
        if options.json:
            print(json.dumps({"school": register.school.name, "entries": lines}, ensure_ascii=False, indent=1))
            return 0
        for entry, line in zip(register.entries, lines, strict=True):
            when = f"{say(london_date(entry.at))} {london_time(entry.at)}"
            mark = " (withdrawn)" if line["withdrawn"] else ""
            print(shown(f"{entry.n:>6}  {when}  {entry.by}  {line['what']}{mark}"))
    return 0


def check(options: argparse.Namespace) -> int:
    """Whether the register is sound on disk, and what the school has still to settle."""
    with opened(options, to_write=False) as office:
        register = office.register
        people = register.staff()
        entries = counted(len(register.entries), "entry", "entries")
        print(f"The register is sound: {entries}, {counted(len(people), 'member')} of staff, every digest right.")
        for gap in gaps(register, office.today):
            print(f"To settle: {gap}")
    return 0


def gaps(register: Register, as_at: date) -> list[str]:
    """The school-level checks that are open: versions and the link of 6(ii)."""
    school = register.school
    found = []
    if school.current("policy", as_at) is None:
        found.append("no policy version is recorded, so nobody can acknowledge one (6(i)).")
    if school.current("aup", as_at) is None:
        found.append("no AUP is recorded (section 5).")
    elif not school.aup_is_linked(as_at):
        found.append("no AUP is linked to the policy, so nobody’s AUP is tracked (6(ii)).")
    elif all(link.checked_on is None for link in school.aup_links):
        found.append("nobody has checked yet that policy and AUP point to each other (6(ii)).")
    return found
