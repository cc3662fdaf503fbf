"""The compliance matrix: a row for everybody in service, what each has done and what is next (exports 1.4)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from exports.behind import Behind
from exports.kinds import Wanted
from exports.office import known, office_book, opening, staff_by_surname, worded
from exports.workbook.book import Book, Cell, Column, Sheet, Table, WordColours
from store.changes import SignAup
from store.model import Record, Requirement, Settings, StaffMember, Standing
from store.register import Register
from store.rules import OUTSTANDING, counting
from store.saying import next_due
from store.service import Service, service_on
from store.wording import ENGAGEMENT, counted

COMPLETE, OVERDUE, NOT_YET = "Complete", "Overdue", "Not yet due"
EXEMPT, NOT_ASKED = "Exempt", "Nothing asked"


def due_within(settings: Settings) -> str:
    """Due within 30 days, or as many as the school counts as soon."""
    return f"Due within {settings.due_soon_days} days"


class Overall(NamedTuple):
    """Everything one person has to do, in a word, and the days since it was due: below nought while there is time."""

    word: str
    days: int | None


def matrix(wanted: Wanted) -> Book:
    """The workbook of what is wanted."""
    register = known(wanted)
    people = staff_by_surname(register, wanted.as_at)
    settings = register.school.settings
    signed = Behind(register, SignAup)
    sheet = Sheet(
        tab="Matrix",
        title="Compliance matrix",
        holds=f"One table, a row a person: {counted(len(people), 'member')} of staff in service. "
        "An empty date: not done, or not asked of that person.",
        lines=(
            f"{opening(register, wanted)} Confidential: for the school office, the headteacher and the DSL.",
            "Overall: the most pressing of everything asked. Overdue counts the due day and the days of grace.",
            "Days: since the oldest was due; with a minus sign, until the next.",
        ),
        table=Table(
            name="Compliance_matrix",
            columns=_COLUMNS,
            rows=tuple(_row(register, member, wanted.as_at, signed) for member in people) or (_NOBODY,),
            colours=WordColours(
                "Overall",
                {COMPLETE: "good", due_within(settings): "warning", OVERDUE: "bad", NOT_YET: "quiet"},
            ),
            filters=True,
            frozen=3,
        ),
    )
    return office_book("matrix", wanted, register, (sheet,))


_COLUMNS = (
    Column("Staff code", "text", 60),
    Column("Surname", "text", 112),
    Column("Known as", "text", 90),
    Column("Post", "text", 114),
    Column("Group", "text", 88),
    Column("Start", "date", 84),
    Column("Induction briefing", "date", 84),
    Column("Script", "text", 94),
    Column("Policy version", "text", 80),
    Column("Acknowledged", "date", 110),
    Column("AUP signed", "date", 90),
    Column("AUP file reference", "text", 88),
    Column("Privacy self-check", "date", 94),
    Column("Asked about connections", "date", 102),
    Column("Last refresher", "date", 84),
    Column("Next refresher due", "date", 84),
    Column("Overall", "text", 96),
    Column("Days", "count", 50),
)
_NOBODY: tuple[Cell, ...] = ("None", "No staff", *(None,) * (len(_COLUMNS) - 4), NOT_ASKED, None)


def overall(standings: dict[Requirement, Standing], settings: Settings, as_at: date) -> Overall:
    """The word for somebody from the register's standings; what is due or overdue is outstanding (domain 6.1)."""
    found = {standing.status for standing in standings.values()}
    if found & OUTSTANDING:
        first = min(s.due for s in standings.values() if s.status in OUTSTANDING and s.due is not None)
        return Overall(OVERDUE, (as_at - first).days)
    upcoming = next_due(standings)
    days = None if upcoming is None else (as_at - upcoming).days
    if "due_soon" in found:
        return Overall(due_within(settings), days)
    if "not_started" in found:
        return Overall(NOT_YET, days)
    if "current" in found:
        return Overall(COMPLETE, days)
    return Overall(EXEMPT, None) if "exempt" in found else Overall(NOT_ASKED, None)


def _row(register: Register, member: StaffMember, as_at: date, signed: Behind[SignAup]) -> tuple[Cell, ...]:
    settings = register.school.settings
    service = service_on(member.spells, settings, as_at)
    assert service is not None, "in service"

    def done(requirement: Requirement) -> list[Record]:
        return _in_order(member.records(requirement), service, settings, as_at)

    briefings, acknowledged, aups = done("briefing"), done("acknowledgement"), done("aup")
    standings = register.standings(member.id, as_at)
    total = overall(standings, settings, as_at)
    return (
        member.code,
        member.surname,
        member.known_as or member.forename,
        member.job_title,
        ENGAGEMENT[service.engagement],
        service.first_day,
        _first(briefings),
        _script(briefings),
        worded(acknowledged[-1].version or "") if acknowledged else None,
        _last(acknowledged),
        _last(aups),
        _file_reference(member, aups, signed),
        _last(done("self_check")),
        _last(done("connections")),
        _last(briefings[1:]),
        standings["briefing"].due if briefings else None,
        total.word,
        total.days,
    )


def _in_order(records: tuple[Record, ...], service: Service, settings: Settings, as_at: date) -> list[Record]:
    """The records that count, the earliest first."""
    return sorted(counting(records, service, settings, as_at), key=lambda record: (record.effective_on, record.entry))


def _first(records: list[Record]) -> date | None:
    return records[0].effective_on if records else None


def _last(records: list[Record]) -> date | None:
    return records[-1].effective_on if records else None


def _script(briefings: list[Record]) -> str | None:
    """What the induction briefing went through: the twelve points, and of which version of the policy."""
    if not briefings:
        return None
    version = briefings[0].version
    return f"12 points, {version}" if version else "12 points"


def _file_reference(member: StaffMember, aups: list[Record], signed: Behind[SignAup]) -> str | None:
    """Where the signed paper of the latest AUP agreement is."""
    if not aups:
        return None
    return worded(signed.of(member.id, aups[-1]).evidence_location) or None
