"""What is said about one member of staff: facts, requirements, follow-ups, connections. Values in, phrases out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from store.dates import ONE_DAY, next_staff_day, say, say_short
from store.folding import facts_of
from store.happenings import parts_for
from store.model import Connection, FollowUp, Record, Requirement, Settings, Spell, StaffMember, Standing, Status
from store.register import Register
from store.saying import most_pressing
from store.telling import CONFIDENTIAL, details
from store.wording import (
    BASIS,
    CONNECTION_CASE,
    CONNECTION_END,
    COUNTERPART,
    ENGAGEMENT,
    EVIDENCE,
    FOLLOW_UP,
    KINSHIP,
    REQUIREMENT,
    STATUS,
    YEAR_GROUP,
)
from tui.commands import RECORDS, Commands
from tui.widgets.cells import Line, Phrase

MARK: dict[Status, Phrase] = {
    "current": Phrase("✓", "good"),
    "due_soon": Phrase("~", "soon"),
    "due": Phrase("•", "due"),
    "overdue": Phrase("!", "bad"),
    "not_started": Phrase("○", "quiet"),
    "exempt": Phrase("–", "quiet"),
    "not_applicable": Phrase("–", "quiet"),
}


def head(member: StaffMember, today: date) -> list[str]:
    """Code, engagement, dates, and whether somebody is in service; absences and exemptions not over yet."""
    spell = _spell(member, today)
    said = [member.code]
    if spell is not None:
        said += [ENGAGEMENT[spell.engagement], f"first day {say(spell.first_day)}"]
        if spell.last_day is not None:
            said.append(f"last day {say(spell.last_day)}")
    starts = spell is not None and spell.first_day > today
    said.append("in service" if member.in_service(today) else "still to start" if starts else "not in service")
    said += [
        f"long absence from {say(one.first_day)}{_until(one.last_day)}"
        for one in member.absences
        if one.last_day is None or one.last_day >= today
    ]
    said += [
        f"exempt from {EVIDENCE[one.requirement]} from {say(one.first_day)}{_until(one.last_day)},"
        f" authorised by {one.authorised_by}"
        for one in member.exemptions
        if one.last_day is None or one.last_day >= today
    ]
    return said


def requirement_line(
    register: Register, member: StaffMember, requirement: Requirement, today: date, keys: Commands
) -> Line:
    """The key, what is asked, where it stands, when it is due, why, and what was last recorded."""
    standing = register.standings(member.id, today)[requirement]
    command = keys[RECORDS["advice" if standing.basis == "advice" else requirement]]
    key = command.key
    asked = standing.status != "not_applicable"
    mark = MARK[standing.status]
    return (
        Phrase(f" {command.shown:<2}", "key+", key) if asked else Phrase("   "),
        Phrase(f"{REQUIREMENT[requirement]:<12}", "", key if asked else ""),
        Phrase(f"{f'{mark.text} {STATUS[standing.status]}':<17}", f"{mark.tone}+"),
        Phrase(f"{say_short(standing.due) if standing.due else '–':<10}"),
        Phrase(why_and_last(register, member, requirement, standing), "quiet"),
    )


def why_and_last(register: Register, member: StaffMember, requirement: Requirement, standing: Standing) -> str:
    """Why something is asked, and what was last recorded; first what matters more."""
    why, last = BASIS[standing.basis], last_evidence(register, member, requirement)
    if standing.status != "current":
        return f"{why}; {last}"
    return last if standing.due is None else f"{last}; {why}"  # nothing is to come: nothing to say why of


def next_step(register: Register, member: StaffMember, today: date, keys: Commands) -> Phrase:
    """The key to press next."""
    found = most_pressing(register.standings(member.id, today))
    if found is None:
        return Phrase("Owes nothing", "good")
    requirement, standing = found
    command = keys[RECORDS["advice" if standing.basis == "advice" else requirement]]
    return Phrase(f"Next: {command.spoken} {command.name}", "key+", command.key)


def last_evidence(register: Register, member: StaffMember, requirement: Requirement) -> str:
    """The latest record that stands: its day, version, who, where the paper is. A draft if there is no other."""
    records = member.records(requirement)
    complete = [record for record in records if record.complete]
    latest = max(complete or records, key=lambda record: (record.effective_on, record.entry), default=None)
    if latest is None:
        return "none yet"
    signed = [latest.version] if latest.version and requirement in {"acknowledgement", "aup"} else []
    draft = "" if latest.complete else "only a draft of "
    return ", ".join((f"{draft}{say(latest.effective_on)}", *signed, *_behind(register, member.id, latest)))


def _behind(register: Register, staff: int, record: Record) -> list[str]:
    """What the entry of a record says of the evidence for it."""
    for part in parts_for(register, staff, record.entry):
        if record in facts_of(record.entry, part):
            return details(part)
    return []


def follow_up_due(one: FollowUp, settings: Settings) -> date:
    """By when it is to be seen to: the headteacher the next staff day, all else within the school's days."""
    if one.code == "SEE_HEAD":
        return next_staff_day(one.opened_on + ONE_DAY, settings.calendar)
    return one.opened_on + timedelta(days=settings.follow_up_days)


def follow_up(one: FollowUp, settings: Settings, today: date) -> Phrase:
    """What a self-check asked for, and when that is due or was done; of confidential ones no more than that."""
    words = FOLLOW_UP[one.code]
    if one.closed_on is None:
        due = follow_up_due(one, settings)
        return (
            Phrase(f"! {words}, was due {say(due)}", "bad")
            if due < today
            else Phrase(f"• {words}, due {say(due)}", "due")
        )
    if one.code in CONFIDENTIAL:
        return Phrase(f"✓ {words}, closed {say(one.closed_on)}", "quiet")
    outcome = "done" if one.outcome == "done" else "not needed"
    by = f" by {one.closed_by}" if one.closed_by else ""
    return Phrase(f"✓ {words}, {outcome} {say(one.closed_on)}{by}", "quiet")


def connection(tie: Connection, today: date) -> list[Phrase]:
    """A connection whole; only for whoever asked to see it."""
    advised = tie.advised_on(today)
    is_open = tie.is_open(today)
    state = (
        Phrase(f"✓ advised {say(advised)}", "good") if advised else Phrase("• not advised", "due" if is_open else "")
    )
    year = [YEAR_GROUP[tie.year_group]] if tie.year_group else []
    leaves = [f"leaves in {tie.expected_leaving_year}"] if tie.expected_leaving_year else []
    ended = []
    if tie.ended_on is not None:
        why = f": {CONNECTION_END[tie.end_reason]}" if tie.end_reason else ""
        ended = [Phrase(f"– ended {say(tie.ended_on)}{why}", "quiet")]
    said = (
        *(tie.pupil_reference or "no pupil reference", CONNECTION_CASE[tie.case]),
        *(f"with {COUNTERPART[tie.counterpart].lower()}", KINSHIP[tie.kinship]),
        *(", ".join((*year, *leaves)) or "leaving year not known", f"declared {say(tie.declared_on)}"),
    )
    return [*map(Phrase, said), state, *ended]


def open_first(follow_ups: Sequence[FollowUp]) -> list[FollowUp]:
    return sorted(follow_ups, key=lambda one: (one.closed_on is not None, one.opened_on))


def legal_name(member: StaffMember) -> str:
    other = bool(member.known_as) and member.known_as != member.forename
    return f"  legal name {member.forename} {member.surname}" if other else ""


def _spell(member: StaffMember, today: date) -> Spell | None:
    """The spell that covers the day, else the last."""
    covering = (s for s in member.spells if s.first_day <= today and (s.last_day is None or today <= s.last_day))
    return next(covering, member.last_spell())


def _until(last_day: date | None) -> str:
    return "" if last_day is None else f" to {say(last_day)}"
