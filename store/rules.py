"""What is due, when, and why: rules R1 to R11 of the domain, as pure functions of values.

The two clocks (R12): `as_at` filters here by when things happened; what was known by a day is decided by the
register, which folds only the entries made by then.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from store.dates import ONE_DAY, add_months, next_staff_day
from store.model import (
    REQUIREMENTS,
    Absence,
    Basis,
    Record,
    Renewal,
    Requirement,
    School,
    Settings,
    StaffMember,
    Standing,
    Status,
    Version,
)
from store.service import Service, bound_from, service_on

SEVERITY: dict[Status, int] = {
    "overdue": 0,
    "due": 1,
    "due_soon": 2,
    "not_started": 3,
    "current": 4,
    "exempt": 5,
    "not_applicable": 6,
}
"""Which of several results shows (R8): the lowest."""

OUTSTANDING: frozenset[Status] = frozenset({"due", "overdue"})
PRESSING: frozenset[Status] = frozenset({"due_soon", "due", "overdue"})
_ROLLS_TO_STAFF_DAY: frozenset[Basis] = frozenset({"first", "new_version", "return", "advice"})

_LEFT = Standing("not_applicable", None, "left")
_CATEGORY = Standing("not_applicable", None, "category")
_NO_AUP_LINKED = Standing("not_applicable", None, "no_aup_linked")


class Duty(NamedTuple):
    """One thing that falls due, and whether evidence that counts already stands behind it."""

    due: date
    basis: Basis
    done: bool


def standing(member: StaffMember, requirement: Requirement, school: School, as_at: date) -> Standing:
    """Where somebody stands on one requirement at the close of a day (R1: left, category, AUP, exemption, status)."""
    return _standing(member, service_on(member.spells, school.settings, as_at), requirement, school, as_at)


def standings(member: StaffMember, school: School, as_at: date) -> dict[Requirement, Standing]:
    """All five requirements, in their order."""
    service = service_on(member.spells, school.settings, as_at)
    return {requirement: _standing(member, service, requirement, school, as_at) for requirement in REQUIREMENTS}


def _standing(
    member: StaffMember, service: Service | None, requirement: Requirement, school: School, as_at: date
) -> Standing:
    if service is None or (service.last_day is not None and as_at > service.last_day):
        return _LEFT
    settings = school.settings
    if requirement not in settings.applies[service.engagement]:
        return _CATEGORY
    if requirement == "aup" and not school.aup_is_linked(as_at):
        return _NO_AUP_LINKED
    records = counting(member.records(requirement), service, settings, as_at)
    duties = _duties(member, service, requirement, records, school, as_at)
    if not member.absences and not member.exemptions:
        return _severest(duties, bool(records), settings, as_at)
    return _paused(member, service, requirement, duties, bool(records), settings, as_at)


# What counts (R4) -----------------------------------------------------------


def counting(records: Iterable[Record], service: Service, settings: Settings, as_at: date) -> list[Record]:
    """The records that count: complete, done by the day, and not too long before the service start."""
    return [record for record in within(records, service, settings, as_at) if record.complete]


def within(records: Iterable[Record], service: Service, settings: Settings, as_at: date) -> list[Record]:
    """The records of a service period up to a day, drafts too."""
    earliest = service.first_day - timedelta(days=settings.pre_start_days)
    return [record for record in records if earliest <= record.effective_on <= as_at]


def has_done(member: StaffMember, requirement: Requirement, settings: Settings, as_at: date) -> bool:
    """Whether something that counts stands behind a requirement that day."""
    service = service_on(member.spells, settings, as_at)
    return service is not None and bool(counting(member.records(requirement), service, settings, as_at))


# What is due (R5 to R8, R11) ------------------------------------------------


def _duties(
    member: StaffMember,
    service: Service,
    requirement: Requirement,
    records: list[Record],
    school: School,
    as_at: date,
) -> list[Duty]:
    settings = school.settings
    if requirement == "acknowledgement":
        duties = _version_duties(service, requirement, school.policy_versions, records, settings, as_at)
    elif requirement == "aup":
        duties = _version_duties(service, requirement, school.aup_versions, records, settings, as_at)
    else:
        duties = []
        if not records:
            duties.append(_first_duty(service, requirement, settings))
    if records:
        duties += _renewal_duties(records, service, settings.renewal[requirement], settings)
    if requirement == "connections":
        duties += _advice_duties(member, service, settings, as_at)
    if requirement == "briefing" and member.absences:
        # First, so that a return outranks a refresher moved to the same day.
        duties = _return_duties(_absences(member, service), service, records, settings, as_at) + duties
    return duties


def _first_duty(service: Service, requirement: Requirement, settings: Settings) -> Duty:
    """R5: due on the service start; the self-check some days after it."""
    start = bound_from(service, requirement, settings)
    if requirement == "self_check":
        start += timedelta(days=settings.self_check_first_days)
    return Duty(next_staff_day(start, settings.calendar), "first", done=False)


def _renewal_duties(records: list[Record], service: Service, renewal: Renewal, settings: Settings) -> list[Duty]:
    """R6: from the latest record that counts; one from before the start is credited as if done on it."""
    if renewal is None:
        return []
    credit = max([service.first_day] + [record.effective_on for record in records])
    if renewal == "september":
        counts_for_coming_year = (credit.month, credit.day) >= settings.september_counts_from
        due = date(credit.year + counts_for_coming_year, *settings.september_due)
    else:
        due = add_months(credit, renewal)
    return [Duty(due, "refresh", done=True)]


def _version_duties(
    service: Service,
    requirement: Requirement,
    versions: tuple[Version, ...],
    records: list[Record],
    settings: Settings,
    as_at: date,
) -> list[Duty]:
    """R7: the version in force at the start, then every material one since; a new version gives no amnesty."""
    signed = {record.version for record in records}
    owed = versions
    for rank in range(len(versions), 0, -1):
        if versions[rank - 1].label in signed:  # which satisfies all the earlier ones too
            owed = versions[rank:]
            break
    if not owed:
        return []
    start = bound_from(service, requirement, settings)
    done = bool(records)
    first: list[Duty] = []
    since: list[Duty] = []
    for version in owed:
        if not version.material or version.issued_on > as_at:
            continue
        if version.effective_on <= start:
            first = [Duty(next_staff_day(start, settings.calendar), "first", done)]
        else:
            notice = version.issued_on + timedelta(days=settings.version_notice_days)
            due = max(notice, version.effective_on, start)
            since.append(Duty(next_staff_day(due, settings.calendar), "new_version", done))
    return first + since


def _advice_duties(member: StaffMember, service: Service, settings: Settings, as_at: date) -> list[Duty]:
    """R8: each open connection without all of F1 to F3 is due some days after it was declared.

    One declared before the service period began is credited to its first day, as records are (R4).
    """
    within = timedelta(days=settings.advice_days)
    return [
        Duty(
            next_staff_day(max(connection.declared_on, service.first_day) + within, settings.calendar),
            "advice",
            done=True,
        )
        for connection in member.connections
        if connection.is_open(as_at) and connection.advised_on(as_at) is None
    ]


def _return_duties(
    absences: list[Absence], service: Service, records: list[Record], settings: Settings, as_at: date
) -> list[Duty]:
    """R11: a long absence that has ended makes the briefing due on the return, unless given shortly before it."""
    duties = []
    latest = max((record.effective_on for record in records), default=date.min)
    for absence in absences:
        if absence.last_day is None or absence.last_day >= as_at or absence.last_day < service.first_day:
            continue
        if (absence.last_day - absence.first_day).days + 1 < settings.return_after_days:
            continue
        back = absence.last_day + ONE_DAY
        if latest < back - timedelta(days=settings.return_credit_days):
            duties.append(Duty(next_staff_day(back, settings.calendar), "return", bool(records)))
    return duties


# Status (6.1) and pauses (R10) ----------------------------------------------


def _status(due: date | None, done: bool, settings: Settings, as_at: date) -> Status:
    days = (due - as_at).days if due is not None else settings.due_soon_days + 1
    if days > settings.due_soon_days:
        return "current" if done else "not_started"
    if days > 0:
        return "due_soon"
    return "due" if days >= -settings.grace_days else "overdue"


def _severest(duties: list[Duty], done: bool, settings: Settings, as_at: date) -> Standing:
    """The most severe of several results; ties by the earliest date (R8)."""
    if not duties:
        return Standing("current", None, "refresh") if done else Standing("not_started", None, "first")
    if len(duties) == 1:
        due, basis, covered = duties[0]
        return Standing(_status(due, covered, settings, as_at), due, basis)
    found = [(_status(duty.due, duty.done, settings, as_at), duty) for duty in duties]
    status, duty = min(found, key=lambda result: (SEVERITY[result[0]], result[1].due))
    return Standing(status, duty.due, duty.basis)


Pause = tuple[date, date | None]


def joined(absences: tuple[Absence, ...]) -> list[Absence]:
    """Absences in order, those that touch or overlap made one."""
    whole: list[Absence] = []
    for absence in sorted(absences, key=lambda a: a.first_day):
        before = whole[-1] if whole else None
        if before is None or (before.last_day is not None and absence.first_day > before.last_day + ONE_DAY):
            whole.append(absence)
        elif before.last_day is not None:
            last = None if absence.last_day is None else max(before.last_day, absence.last_day)
            whole[-1] = Absence(before.first_day, last)
    return whole


def _paused(
    member: StaffMember,
    service: Service,
    requirement: Requirement,
    duties: list[Duty],
    done: bool,
    settings: Settings,
    as_at: date,
) -> Standing:
    """R10: exempt while excused, or while away with something pressing; due dates wait for the end of the pause."""
    since = _left_before(member, service)
    away: list[Pause] = [(a.first_day, a.last_day) for a in _absences(member, service)]
    excused: list[Pause] = [
        (e.first_day, e.last_day) for e in member.exemptions if e.requirement == requirement and e.first_day > since
    ]
    over = [pause for pause in away + excused if pause[1] is not None and pause[1] < as_at]
    waiting = [d for d in (_moved(duty, over, settings) for duty in duties) if d is not None]
    natural = _severest(waiting, done, settings, as_at)
    is_excused = any(_covers(pause, as_at) for pause in excused)
    is_away = any(_covers(pause, as_at) for pause in away)
    if not is_excused and not is_away:
        return natural
    covering = [pause for pause in away + excused if _covers(pause, as_at)]
    resumed = [d for d in (_moved(duty, covering, settings) for duty in waiting) if d is not None]
    if is_excused:
        return Standing("exempt", min((duty.due for duty in resumed), default=None), "exempted")
    if natural.status in PRESSING:
        return Standing("exempt", min((duty.due for duty in resumed), default=None), "absent")
    resumed_standing = _severest(resumed, done, settings, as_at)
    return Standing(natural.status, resumed_standing.due, natural.basis)


def _absences(member: StaffMember, service: Service) -> list[Absence]:
    """The absences of this service period, those that touch or overlap made one."""
    since = _left_before(member, service)
    return joined(tuple(absence for absence in member.absences if absence.first_day > since))


def _left_before(member: StaffMember, service: Service) -> date:
    """The last day of the service period before this one: a pause begun by then ended with it (R3)."""
    earlier = [s.last_day for s in member.spells if s.first_day < service.first_day and s.last_day is not None]
    return max(earlier, default=date.min)


def _covers(pause: Pause, day: date) -> bool:
    return pause[0] <= day and (pause[1] is None or day <= pause[1])


def _moved(duty: Duty, pauses: list[Pause], settings: Settings) -> Duty | None:
    """The duty with its date moved past every pause it falls before the end of; None if one has no end."""
    due = duty.due
    for _, last_day in sorted(pauses, key=lambda pause: pause[1] or date.max):
        if last_day is None:
            return None
        if due <= last_day:
            due = last_day + ONE_DAY
    if due != duty.due and duty.basis in _ROLLS_TO_STAFF_DAY:
        due = next_staff_day(due, settings.calendar)
    return duty._replace(due=due)
