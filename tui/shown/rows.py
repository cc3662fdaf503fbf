"""What the staff table says about one person: marks and words, colour second."""

from __future__ import annotations

from datetime import date

from store.dates import say_short
from store.model import REQUIREMENTS, Requirement, StaffMember, Standing
from store.register import Register
from store.saying import next_due
from tui.widgets.cells import Phrase
from tui.widgets.columns import Column

COLUMNS = (
    Column("name", "Name", 24, narrow=15, flex=2),
    Column("job", "Job title", 20, narrow=12, flex=1, drop=1),
    Column("briefing", "Briefing", 13, narrow=11),
    Column("acknowledgement", "Policy", 13, narrow=11),
    Column("aup", "AUP", 12, narrow=11),
    Column("self_check", "Self-check", 13, narrow=11),
    Column("connections", "Connections", 13, narrow=11),
    Column("next_due", "Next due", 10, narrow=9, drop=2),
)


def staff_cells(register: Register, staff: int, as_at: date) -> tuple[Phrase | str, ...]:
    """One row of the staff table, in the order of COLUMNS."""
    member = register.person(staff)
    assert member is not None, "only people are listed"
    standings = register.standings(staff, as_at)
    upcoming = next_due(standings)
    return (
        member.sort_name,
        Phrase(member.job_title, "quiet"),
        *(standing_cell(member, requirement, standings[requirement], as_at) for requirement in REQUIREMENTS),
        Phrase(say_short(upcoming) if upcoming else "–", "quiet"),
    )


def standing_cell(member: StaffMember, requirement: Requirement, standing: Standing, as_at: date) -> Phrase:
    """✓ 2 Sep 26, ~ 30 Sep 26, • due 20 Nov, ! 68 d over, – exempt; never blank."""
    due = standing.due
    match standing.status:
        case "current":
            return Phrase(f"✓ {_done(member, requirement, as_at)}", "good")
        case "due_soon":
            words = _to_advise(member, as_at) if standing.basis == "advice" else say_short(due) if due else "soon"
            return Phrase(f"~ {words}", "soon")
        case "due":
            words = _to_advise(member, as_at) if standing.basis == "advice" else "due"
            return Phrase(f"• {words}", "due")
        case "overdue":
            return Phrase(f"! {_late(as_at, due)} over" if due else "! overdue", "bad")
        case "not_started":
            return Phrase(f"○ {say_short(due)}" if due else "○ not yet", "quiet")
        case "exempt":
            return Phrase("– away" if standing.basis == "absent" else "– exempt", "quiet")
        case "not_applicable":
            return Phrase(_not_applicable(standing), "quiet")


def _late(as_at: date, due: date) -> str:
    """How long something has been due, in a few letters: 68 d, 4 mo, 2 yr."""
    days = (as_at - due).days
    if days < 100:
        return f"{days} d"
    if days < 365:
        return f"{days // 31} mo" if days < 310 else f"{days // 31} m"
    return f"{days // 365} yr" if days < 3650 else f"{days // 365} y"


def _not_applicable(standing: Standing) -> str:
    return {"left": "– left", "no_aup_linked": "– no AUP"}.get(standing.basis, "– n/a")


def _to_advise(member: StaffMember, as_at: date) -> str:
    waiting = sum(1 for c in member.connections if c.is_open(as_at) and c.advised_on(as_at) is None)
    return f"advise {waiting}"


def _done(member: StaffMember, requirement: Requirement, as_at: date) -> str:
    """What stands behind a tick: the version signed, or the day."""
    records = [r for r in member.records(requirement) if r.complete and r.effective_on <= as_at]
    if not records:
        return "done"
    latest = max(records, key=lambda record: record.effective_on)
    if requirement in {"acknowledgement", "aup"}:
        return latest.version or say_short(latest.effective_on)
    if requirement == "connections":
        return "asked"
    return say_short(latest.effective_on)
