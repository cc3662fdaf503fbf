"""What has been entered about one person, in words: one row an entry, the newest first. Pure."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Literal, NamedTuple

import msgspec

from store.changes import (
    ALL_POINTS,
    Acknowledge,
    AddStaff,
    Advise,
    AmendConnection,
    AmendStaff,
    Bundle,
    CloseFollowUp,
    CompleteSelfCheck,
    EndConnection,
    EndService,
    Entry,
    GrantExemption,
    RecordAbsence,
    RecordBriefing,
    RecordConnection,
    Reinstate,
    SignAup,
    Single,
    StartService,
    Withdraw,
    parts,
    people_in,
)
from store.dates import london_date, london_time, say, say_short
from store.model import FollowUpCode
from store.register import Register, people_of
from store.wording import (
    ACKNOWLEDGEMENT_METHOD,
    ADVICE_METHOD,
    BRIEFING_METHOD,
    CONNECTION_CASE,
    CONNECTION_END,
    COUNTERPART,
    ENGAGEMENT,
    KINSHIP,
    PURPOSE,
    YEAR_GROUP,
    counted,
    describe,
    sentence_case,
)
from tui.widgets.cells import Phrase
from tui.widgets.columns import Column

State = Literal["stands", "draft", "ahead", "withdrawn", "step"]

STATE: dict[State, Phrase] = {
    "stands": Phrase("✓ stands", "good"),
    "draft": Phrase("~ draft", "soon"),
    "ahead": Phrase("○ ahead", "quiet"),
    "withdrawn": Phrase("– withdrawn", "bad"),
    "step": Phrase("• history", "quiet"),
}

COLUMNS = (
    Column("on", "When ▾", 9),
    Column("what", "What", 44, narrow=26, flex=2),
    Column("state", "State", 11),
    Column("entered", "Entered", 24, narrow=18),
    Column("evidence", "Evidence", 30, narrow=14, flex=2, drop=1),
)

CONFIDENTIAL: frozenset[FollowUpCode] = frozenset({"CONTENT_HELP", "SEE_HEAD"})
"""Follow-ups of which only the words are shown, never who saw to them or how."""

_TIES = {
    RecordConnection: "Connection declared",
    Advise: "Connection advised",
    AmendConnection: "Connection amended",
    EndConnection: "Connection ended",
}
"""All that is said of a connection in sight of visitors."""


class Happening(NamedTuple):
    """One entry as far as it is about one person."""

    n: int
    """The entry's number."""
    on: date
    """When it happened, or will."""
    what: str
    state: State
    entered_on: date
    by: str
    evidence: str
    """Where the paper is, who delivered it, the reason."""
    sentence: str
    """All of it."""

    @property
    def cells(self) -> tuple[Phrase | str, ...]:
        """The row, in the order of COLUMNS."""
        quiet = "quiet" if self.state in {"withdrawn", "step"} else ""
        return (
            say_short(self.on),
            Phrase(self.what, quiet),
            STATE[self.state],
            Phrase(f"{say_short(self.entered_on)} {self.by}", "quiet"),
            Phrase(self.evidence or "–", "quiet"),
        )


def timeline(register: Register, staff: int, today: date, *, show_connections: bool = False) -> list[Happening]:
    """Everything entered about somebody, withdrawn or not, and every withdrawal; the latest to happen first.

    What a connection consists of, and every reason given about one, is left out unless asked for.
    """
    told: defaultdict[int, list[Single]] = defaultdict(list)
    entries: dict[int, Entry] = {}
    for entry, part in register.changes(staff):
        told[entry.n].append(part)
        entries[entry.n] = entry
    steps = [entry for entry in register.steps if _is_step_for(entry, staff, told)]
    latest = {step.change.entry: step for step in steps if isinstance(step.change, Withdraw | Reinstate)}
    rows = []
    for n, said in told.items():
        taken_back = None if register.stands(n, staff) else latest.get(n)
        rows.append(_of_entry(entries[n], said, staff, today, taken_back, show_connections=show_connections))
    for step in steps:
        assert isinstance(step.change, Withdraw | Reinstate)
        rows.append(_of_step(step, step.change, told[step.change.entry], show_connections=show_connections))
    return sorted(rows, key=lambda row: (row.on, row.n), reverse=True)


def latest(register: Register, staff: int, most: int) -> list[tuple[date, str, bool]]:
    """The last entries about somebody, the newest first: the day, what it was, and whether it stands."""
    told = [(register.entry(n), parts_for(register, staff, n)) for n in register.about(staff)[: -most - 1 : -1]]
    return [(_day(said, entry), words(said, entry), register.stands(entry.n, staff)) for entry, said in told]


def words(parts: list[Single], entry: Entry) -> str:
    """What an entry did for one person: the date is told beside it."""
    day = _day(parts, entry)
    said = ", ".join(dict.fromkeys(_words(part, day) for part in parts))
    if isinstance(entry.change, Bundle) and entry.change.purpose != "connection":
        return f"{PURPOSE[entry.change.purpose]}: {said}"
    return said


def parts_for(register: Register, staff: int, n: int) -> list[Single]:
    """What entry `n` says of one person."""
    return [part for part in parts(register.entry(n).change) if staff in people_in(part)]


def details(part: Single, *, show_connections: bool = False) -> list[str]:
    """What stands behind a change: method, who, which version, where the paper is, and the reason given."""
    if type(part) in _TIES and not show_connections:
        return []
    reason = getattr(part, "reason", "")
    corrects = getattr(part, "replaces", None)
    found = [
        *_details(part),
        f"reason: {reason}" if reason else "",
        f"corrects entry {corrects}" if corrects is not None else "",
    ]
    return [detail for detail in found if detail]


def _is_step_for(entry: Entry, staff: int, told: dict[int, list[Single]]) -> bool:
    """Whether an entry withdraws, or puts back, something about this person."""
    change = entry.change
    if not isinstance(change, Withdraw | Reinstate):
        return False
    return change.entry in told and (change.people is None or staff in change.people)


def _of_entry(
    entry: Entry, parts: list[Single], staff: int, today: date, taken_back: Entry | None, *, show_connections: bool
) -> Happening:
    on = _day(parts, entry)
    behind = [detail for part in parts for detail in details(part, show_connections=show_connections)]
    state: State = "stands"
    if taken_back is not None:
        state = "withdrawn"
    elif any(getattr(part, "draft", False) for part in parts):
        state = "draft"
    elif on > today:
        state = "ahead"
    what = words(parts, entry)
    others = len(set(people_of(entry)) - {staff})
    group = f", with {counted(others, 'other')}" if others else ""
    said = [f"{say(on)}: {what}{group}."]
    if state == "draft":
        said.append("A draft: it does not count yet.")
    if taken_back is not None:
        reason = _reason(taken_back, parts, show_connections=show_connections)
        said.append(f"Withdrawn {_entered(taken_back)}{': ' + reason if reason else ''}.")
        behind.insert(0, f"withdrawn: {reason}" if reason else "withdrawn")
    evidence = ", ".join(dict.fromkeys(behind))
    kept = ", ".join(dict.fromkeys(behind[1:] if taken_back is not None else behind))
    said += [f"{sentence_case(kept)}." if kept else "", f"Entered {_entered(entry)}."]
    return Happening(entry.n, on, what, state, london_date(entry.at), entry.by, evidence, " ".join(filter(None, said)))


def _of_step(step: Entry, change: Withdraw | Reinstate, parts: list[Single], *, show_connections: bool) -> Happening:
    verb = {"undo": "Undone", "redo": "Redone"}.get(
        change.step or "", "Withdrawn" if isinstance(change, Withdraw) else "Put back"
    )
    on = london_date(step.at)
    what = f"{verb}: {', '.join(dict.fromkeys(_words(part, None) for part in parts))}"
    reason = _reason(step, parts, show_connections=show_connections)
    sentence = f"{what}{': ' + reason if reason else ''}. Entered {_entered(step)}, about entry {change.entry}."
    return Happening(step.n, on, what, "step", on, step.by, reason, sentence)


def _reason(step: Entry, parts: list[Single], *, show_connections: bool) -> str:
    """Why something was withdrawn; of a connection it may name a pupil."""
    change = step.change
    assert isinstance(change, Withdraw | Reinstate)
    hidden = not show_connections and any(type(part) in _TIES for part in parts)
    return "" if hidden or change.step else change.reason


def _entered(entry: Entry) -> str:
    return f"{say(london_date(entry.at))} {london_time(entry.at)} by {entry.by}"


def _day(parts: list[Single], entry: Entry) -> date:
    """When it happened: the latest day any of it did, or the day it was entered."""
    return max(_day_of(part) or london_date(entry.at) for part in parts)


def _day_of(part: Single) -> date | None:
    match part:
        case AddStaff() | StartService() | RecordAbsence() | GrantExemption():
            return part.first_day
        case EndService():
            return part.last_day
        case AmendStaff():
            return None
        case _:
            on: date | None = getattr(part, "on", None)
            return on


def _words(part: Single, day: date | None) -> str:
    """A change in the words of the history, without the names; without its day where that is told beside it."""
    if type(part) in _TIES:
        return _TIES[type(part)]
    group: tuple[int, ...] | None = getattr(part, "people", None)
    if group:
        part = msgspec.structs.replace(part, people=group[:1])
    said = describe(part, lambda _: "", _no_entry).removesuffix(": ")
    return said.removesuffix(f" on {say(day)}") if day is not None else said


def _no_entry(n: int) -> Entry:
    raise KeyError(n)


def _details(part: Single) -> list[str]:
    match part:
        case RecordBriefing():
            points = "" if part.points == ALL_POINTS else f"{len(part.points)} of {len(ALL_POINTS)} points"
            version = f"policy {part.version}" if part.version else ""
            by = f"by {part.delivered_by}" if part.delivered_by else ""
            return [points, by, BRIEFING_METHOD[part.method], version]
        case Acknowledge():
            return [part.evidence_location, ACKNOWLEDGEMENT_METHOD[part.method]]
        case SignAup():
            return [part.evidence_location]
        case CompleteSelfCheck():
            return [counted(len(part.follow_ups), "follow-up") if part.follow_ups else ""]
        case CloseFollowUp():
            if part.code in CONFIDENTIAL:
                return []
            outcome = "done" if part.outcome == "done" else "not needed"
            return [outcome, f"by {part.by}" if part.by else ""]
        case AddStaff():
            return [part.code, part.job_title, ENGAGEMENT[part.engagement]]
        case StartService():
            return [ENGAGEMENT[part.engagement]]
        case AmendStaff():
            return _corrected(part)
        case GrantExemption():
            return [f"authorised by {part.authorised_by}" if part.authorised_by else ""]
        case RecordConnection() | Advise() | AmendConnection() | EndConnection():
            return _tie(part)
        case _:
            return []


def _corrected(part: AmendStaff) -> list[str]:
    """Each detail that was corrected, and what it became."""
    found = []
    for name in part.__struct_fields__:
        value = getattr(part, name)
        if name == "staff" or value is None:
            continue
        if isinstance(value, date):
            value = say(value)
        elif part.engagement is not None and name == "engagement":
            value = ENGAGEMENT[part.engagement]
        found.append(f"{name.replace('_', ' ')}: {value or 'none'}")
    return found


def _tie(part: RecordConnection | Advise | AmendConnection | EndConnection) -> list[str]:
    match part:
        case RecordConnection():
            year = f"{YEAR_GROUP[part.year_group]}" if part.year_group else ""
            leaves = f"leaves in {part.expected_leaving_year}" if part.expected_leaving_year else ""
            tie = f"with {COUNTERPART[part.counterpart].lower()}"
            return [part.pupil_reference, CONNECTION_CASE[part.case], tie, KINSHIP[part.kinship], year, leaves]
        case Advise():
            return [", ".join(part.statements), f"by {part.adviser}", ADVICE_METHOD[part.method]]
        case AmendConnection():
            return [f"leaves in {part.expected_leaving_year}"]
        case EndConnection():
            return [CONNECTION_END[part.end_reason]]
