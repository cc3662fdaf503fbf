"""Commands that record: evidence, first days, connections, new staff, undo and redo."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from store.changes import (
    ALL_POINTS,
    Acknowledge,
    AddStaff,
    Advise,
    Bundle,
    Change,
    CompleteSelfCheck,
    DeclareConnections,
    Evidence,
    RecordBriefing,
    RecordConnection,
    SignAup,
    Single,
)
from store.codes import invented_code
from store.dates import leaving_year
from store.first_day import first_day_bundle
from store.model import (
    BRIEFING_METHODS,
    CONNECTION_CASES,
    COUNTERPARTS,
    ENGAGEMENTS,
    FOLLOW_UP_CODES,
    KINSHIPS,
    YEAR_GROUPS,
    Document,
    Requirement,
)
from store.register import Register
from store.service import in_service
from store.totals import pressing_on
from store.wording import EVIDENCE, describe, people
from tui.cli.session import Refused, day, member, one_of, opened, say_aside
from tui.office import Office
from tui.widgets.cells import shown

if TYPE_CHECKING:
    from store.undoing import Step

REQUIREMENT: dict[str, Requirement] = {
    "briefing": "briefing",
    "acknowledgement": "acknowledgement",
    "aup": "aup",
    "self-check": "self_check",
    "declaration": "connections",
}


def evidence(options: argparse.Namespace) -> int:
    """Records one requirement for one person or many: one change, one entry."""
    with opened(options, to_write=True) as office:
        on = day(options.on)
        requirement = REQUIREMENT[options.what]
        whom = _whom(options, office, (requirement,), on)
        return _save(
            office, _evidence(options, office.register, whom, on), f"{EVIDENCE[requirement]} for {people(len(whom))}"
        )


def first_day(options: argparse.Namespace) -> int:
    """Records briefing, acknowledgement, AUP and declaration at once, as far as they apply."""
    with opened(options, to_write=True) as office:
        on = day(options.on)
        whom = _whom(options, office, ("briefing", "acknowledgement", "aup", "connections"), on)
        change = first_day_bundle(office.register, whom, on, options.by, options.reason)
        return _save(office, change, f"first day of {people(len(whom))}")


def _whom(
    options: argparse.Namespace, office: Office, requirements: tuple[Requirement, ...], on: date
) -> tuple[int, ...]:
    """Those named, or everybody due; less those named as absent."""
    register = office.register
    absent = {member(register, code).id for code in options.absent or ()}
    if options.staff:
        chosen = dict.fromkeys(member(register, code).id for code in options.staff)
        for code, staff in zip(options.staff, chosen, strict=False):
            if all(register.standings(staff, on)[r].basis == "category" for r in requirements):
                raise Refused(f"This is not asked of {code[:40]}: their kind of engagement does not call for it.")
    else:
        settings = register.school.settings
        chosen = dict.fromkeys(
            person.id
            for person in register.staff()
            if in_service(person, settings, on) and pressing_on(register, person.id, office.today, requirements)
        )
    whom = tuple(staff for staff in chosen if staff not in absent)
    if not whom:
        raise Refused("Nobody is due, so there is nothing to record.")
    return whom


def _evidence(options: argparse.Namespace, register: Register, whom: tuple[int, ...], on: date) -> Evidence:
    reason = options.reason
    match options.what:
        case "briefing":
            method = options.method or ("inset" if len(whom) > 1 else "one_to_one")
            policy = register.school.current("policy", on)
            return RecordBriefing(
                whom,
                on,
                points=_points(options.points),
                delivered_by=options.by,
                method=one_of(method, BRIEFING_METHODS, "a way to brief"),
                version=policy.label if policy else None,
                draft=options.points is not None and _points(options.points) != ALL_POINTS,
                reason=reason,
            )
        case "acknowledgement":
            version = _version(options, register, "policy", on)
            return Acknowledge(whom, on, version, evidence_location=options.evidence, reason=reason)
        case "aup":
            version = _version(options, register, "aup", on)
            return SignAup(whom, on, version, evidence_location=options.evidence, reason=reason)
        case "self-check":
            codes = tuple(one_of(code, FOLLOW_UP_CODES, "a follow-up") for code in options.follow_up)
            return CompleteSelfCheck(
                whom, on, uses_social_media=not options.no_social_media, follow_ups=codes, reason=reason
            )
        case _:
            return DeclareConnections(whom, on, nothing_to_declare=not options.connections, reason=reason)


def _points(given: str | None) -> tuple[int, ...]:
    """1-9 or 1,2,5: which of the twelve points were covered; all of them when nothing is said."""
    if given is None:
        return ALL_POINTS
    covered: set[int] = set()
    try:
        for part in given.split(","):
            first, _, last = part.partition("-")
            covered.update(range(int(first), int(last or first) + 1))
    except ValueError:
        raise Refused(f"“{given[:40]}” is not a list of points. Write 1-9 or 1,2,5.") from None
    return tuple(sorted(covered))


def _version(options: argparse.Namespace, register: Register, document: Document, on: date) -> str:
    if options.version_label is not None:
        return str(options.version_label)
    version = register.school.current(document, on)
    if version is None:
        what = "policy" if document == "policy" else "AUP"
        raise Refused(f"The register has no {what} version issued by then. Adopt one first: briefed adopt")
    return version.label


def connection(options: argparse.Namespace) -> int:
    """Records a connection, and with --advised the footnote's three statements: one entry."""
    with opened(options, to_write=True) as office:
        register = office.register
        person, on, number = member(register, options.staff), day(options.on), register.next_connection
        year = one_of(options.year, YEAR_GROUPS, "a year group") if options.year else None
        changes: list[Single] = [
            RecordConnection(
                person.id,
                number,
                on,
                case=one_of(options.case, CONNECTION_CASES, "a case of the footnote"),
                counterpart=one_of(options.counterpart, COUNTERPARTS, "a counterpart"),
                kinship=one_of(options.kinship, KINSHIPS, "a kinship band"),
                pupil_reference=options.reference,
                year_group=year,
                expected_leaving_year=leaving_year(year, on) if year else None,
                reason=options.reason,
            )
        ]
        if options.advised:
            adviser = options.adviser or "Headteacher"
            changes.append(Advise(person.id, number, day(options.advised), adviser, reason=options.reason))
        return _save(office, Bundle("connection", tuple(changes)), "connection")


def add(options: argparse.Namespace) -> int:
    """A new member of staff."""
    with opened(options, to_write=True) as office:
        register = office.register
        code = options.code or invented_code(
            options.surname, options.forename, lambda taken: register.holder_of(taken) is not None
        )
        change = AddStaff(
            register.next_staff,
            code,
            options.surname,
            options.forename,
            day(options.start, prefer="future"),
            job_title=options.job,
            engagement=one_of(options.engagement, ENGAGEMENTS, "a kind of engagement"),
            known_as=options.known_as,
        )
        return _save(office, change, f"new member of staff, code {code}")


def _save(office: Office, change: Change, what: str) -> int:
    for finding in office.register.check(change, office.today):
        if not finding.refused:
            say_aside(finding.reason)
    entry = office.apply(change)
    print(shown(f"Saved as entry {entry.n}: {what}."))
    return 0


def undo(options: argparse.Namespace) -> int:
    """Takes back the latest action that can be."""
    return _step(options, Office.undo, "Undone", "There is nothing to undo.")


def redo(options: argparse.Namespace) -> int:
    """Puts back what undo took back."""
    return _step(options, Office.redo, "Redone", "There is nothing to redo.")


def _step(options: argparse.Namespace, step: Callable[[Office], Step | None], did: str, nothing: str) -> int:
    with opened(options, to_write=True) as office:
        taken = step(office)
        if taken is None:
            raise Refused(nothing)
        print(shown(f"{did}: {describe(taken.action.change, office.name_of, office.register.entry)}"))
    return 0
