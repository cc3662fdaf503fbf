"""Random histories of a small school: whatever is done in whatever order, the register's promises hold."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from store.changes import (
    Acknowledge,
    AddStaff,
    AdoptVersion,
    Advise,
    AmendConnection,
    AmendStaff,
    Bundle,
    Change,
    ChangeSettings,
    CheckHandbook,
    CloseFollowUp,
    CompleteSelfCheck,
    DeclareConnections,
    EndConnection,
    EndService,
    Entry,
    GrantExemption,
    IssueReport,
    LinkAup,
    NoteExport,
    OpenRegister,
    RecordAbsence,
    RecordBriefing,
    RecordConnection,
    Reinstate,
    Remind,
    SignAup,
    Single,
    StartService,
    Withdraw,
    people_of,
)
from store.dates import london_date
from store.given import GivenReport
from store.ledger import MemoryLedger
from store.model import ENGAGEMENTS, REQUIREMENTS, Requirement, SchoolCalendar, Settings, Standing
from store.register import Register, Rejected
from store.totals import in_service_on, totals
from store.undoing import next_redo, next_undo

FIRST = date(2026, 7, 1)
DAYS = (date(2026, 6, 1), date(2026, 9, 1), date(2026, 10, 8), date(2027, 1, 20), date(2027, 11, 1))
quick = settings(derandomize=True, max_examples=40, deadline=None)

days = st.integers(-40, 300).map(lambda n: FIRST + timedelta(n))
staff = st.integers(0, 3)
group = st.lists(staff, min_size=1, max_size=3).map(tuple)
labels = st.sampled_from(["1", "2", "3"])
codes = st.sampled_from([*"aAbBcDefgHij"])
names = st.sampled_from(["Adams", "Begum"])
numbers = st.integers(1, 3)
requirements: st.SearchStrategy[Requirement] = st.sampled_from(REQUIREMENTS)
later = st.one_of(st.none(), days)
own_rules = st.sampled_from(
    [
        Settings(),
        Settings(grace_days=0, due_soon_days=14),
        Settings(renewal={**Settings().renewal, "briefing": 6, "acknowledgement": "september"}),
        Settings(calendar=SchoolCalendar((0, 1, 2, 3, 4), ((date(2026, 7, 21), date(2026, 9, 1)),))),
    ]
)

evidence: st.SearchStrategy[Single] = st.one_of(
    st.builds(RecordBriefing, group, days, draft=st.booleans(), reason=st.just("Found")),
    st.builds(Acknowledge, group, days, labels, reason=st.just("Found")),
    st.builds(SignAup, group, days, labels, reason=st.just("Found")),
    st.builds(CompleteSelfCheck, group, days, follow_ups=st.just(("REBRIEF",)), reason=st.just("Found")),
    st.builds(DeclareConnections, group, days, reason=st.just("Found")),
)
singles: st.SearchStrategy[Single] = st.one_of(
    evidence,
    st.builds(AddStaff, staff, codes, names, names, days, engagement=st.sampled_from(ENGAGEMENTS)),
    st.builds(AddStaff, staff, codes, names, names, days),
    st.builds(AmendStaff, staff, st.none() | codes, st.none() | names, first_day=later),
    st.builds(EndService, staff, days),
    st.builds(StartService, staff, days, st.sampled_from(ENGAGEMENTS)),
    st.builds(RecordAbsence, staff, days, later),
    st.builds(GrantExemption, staff, requirements, days, later, st.just("Headteacher")),
    st.builds(
        RecordConnection,
        staff,
        numbers,
        days,
        st.just("related"),
        st.just("pupil"),
        st.just("friend"),
        reason=st.just("Found"),
    ),
    st.builds(Advise, staff, numbers, days, st.just("Headteacher"), reason=st.just("Found")),
    st.builds(AmendConnection, staff, numbers, st.just(2033)),
    st.builds(EndConnection, staff, numbers, days, st.just("left_roll"), st.just("Moved")),
    st.builds(CloseFollowUp, staff, st.integers(5, 20), st.just("REBRIEF"), days),
    st.builds(AdoptVersion, st.sampled_from(["policy", "aup"]), labels, days, days, st.booleans()),
    st.builds(LinkAup, labels, labels, days),
    st.builds(ChangeSettings, own_rules),
    st.builds(IssueReport, st.builds(GivenReport, days, st.just("autumn"), numbers, numbers, st.just({})), numbers),
)
STEPS = ("undo", "undo", "redo")
actions = st.one_of(
    singles,
    singles,
    singles,
    evidence,
    st.builds(Bundle, st.just("first_day"), st.lists(singles, min_size=2, max_size=3).map(tuple)),
    st.builds(Withdraw, st.integers(1, 25), st.just("Wrong"), st.none() | group),
    st.builds(Reinstate, st.integers(1, 25), st.just("Right"), st.none() | group),
    st.sampled_from(STEPS),
)
histories = st.lists(actions, min_size=10, max_size=30)

Picture = tuple[object, ...]


def picture(register: Register) -> Picture:
    """The school, the staff, and everybody's standings on several days."""
    everybody = register.staff()
    standings = [[dict(register.standings(m.id, day)) for m in everybody] for day in DAYS]
    return register.school, everybody, standings, sorted((m.code, register.holder_of(m.code)) for m in everybody)


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def opened() -> Register:
    """What every history begins with."""
    register = Register(MemoryLedger())
    for change in (
        OpenRegister("Bradley"),
        Bundle("set_up", (AdoptVersion("policy", "1", FIRST, FIRST), AdoptVersion("aup", "1", FIRST, FIRST))),
        LinkAup("1", "1", FIRST),
        Bundle("staff_list", (AddStaff(1, "a", "Adams", "Joy", FIRST), AddStaff(2, "b", "Begum", "Al", FIRST))),
    ):
        register.apply(change, "A Clerk", noon(FIRST))
    return register


def fitted(register: Register, action: Change, on: date) -> Change:
    """An action made likely to be let through: about people, connections, entries and days that are there."""
    replace = msgspec.structs.replace
    if isinstance(action, Bundle):
        trial = Register(MemoryLedger(register.entries))
        parts: list[Single] = []
        for part in action.changes:
            made = fitted(trial, part, on)
            if not isinstance(made, Bundle | Withdraw | Reinstate) and attempt(trial, made, on, fit=False):
                parts.append(made)
        return replace(action, changes=tuple(parts))
    if isinstance(action, Withdraw | Reinstate):
        entry = register.entry(2 + action.entry % (len(register.entries) - 1))
        about = people_of(entry)
        some = action.people and tuple({about[n % len(about)] for n in action.people} if about else ())
        return replace(action, entry=entry.n, people=some or None)
    if isinstance(action, AddStaff):
        return replace(action, staff=register.next_staff)
    ids = [member.id for member in register.staff()]
    if not ids:
        return action
    if isinstance(action, RecordBriefing | Acknowledge | SignAup | CompleteSelfCheck | DeclareConnections):
        people = tuple(dict.fromkeys(ids[n % len(ids)] for n in action.people))
        return replace(action, people=people, on=min(action.on, on))
    if isinstance(action, AdoptVersion):
        return replace(action, effective_on=max(action.issued_on, action.effective_on))
    if isinstance(action, OpenRegister | ChangeSettings | LinkAup | CheckHandbook | NoteExport | IssueReport | Remind):
        return action
    member = register.person(ids[action.staff % len(ids)])
    assert member is not None
    action = replace(action, staff=member.id)
    if isinstance(action, RecordConnection):
        return replace(action, connection=register.next_connection, on=min(action.on, on))
    if isinstance(action, Advise | EndConnection | AmendConnection) and member.connections:
        number = member.connections[action.connection % len(member.connections)].id
        action = replace(action, connection=number)
        return action if isinstance(action, AmendConnection) else replace(action, on=on)
    if isinstance(action, CloseFollowUp) and member.follow_ups:
        return replace(action, entry=member.follow_ups[action.entry % len(member.follow_ups)].entry, on=on)
    return action


def attempt(register: Register, action: Change | str, on: date, *, fit: bool = True) -> bool:
    """Makes an action, fitted to what is there, if the register lets it."""
    if isinstance(action, str):
        step = next_undo(register.entries) if action == "undo" else next_redo(register.entries)
        if step is None:
            return False
        register.apply(step.change, "A Clerk", noon(on))  # what is offered is never refused
        return True
    try:
        register.apply(fitted(register, action, on) if fit else action, "A Clerk", noon(on))
    except Rejected:
        return False
    return True


def lived(history: list[Change | str]) -> Register:
    """A register after a history, ten days between one action and the next."""
    register = opened()
    for step, action in enumerate(history):
        attempt(register, action, FIRST + timedelta(10 * step))
    return register


@quick
@given(histories)
def test_taking_entries_one_by_one_is_folding_them_afresh(history: list[Change | str]) -> None:
    register = opened()
    for step, action in enumerate(history):
        picture(register)  # so that something is remembered that must be forgotten
        attempt(register, action, FIRST + timedelta(10 * step))
    assert picture(register) == picture(Register(MemoryLedger(register.entries)))


@quick
@given(histories)
def test_a_refusal_changes_nothing(history: list[Change | str]) -> None:
    register = opened()
    for step, action in enumerate(history):
        before, entries = picture(register), list(register.entries)
        if not attempt(register, action, FIRST + timedelta(10 * step)):
            assert (picture(register), register.entries) == (before, entries)


@quick
@given(histories)
def test_undo_then_redo_is_as_if_nothing_happened(history: list[Change | str]) -> None:
    register = lived(history)
    now = FIRST + timedelta(400)
    before = picture(register)
    depth = 0
    while attempt(register, "undo", now):
        depth += 1
    for _ in range(depth):
        assert attempt(register, "redo", now)
    assert picture(register) == before


@quick
@given(histories)
def test_undoing_everything_leads_back_to_the_empty_register(history: list[Change | str]) -> None:
    register = lived(history)
    while attempt(register, "undo", FIRST + timedelta(400)):
        register = Register(MemoryLedger(register.entries))
    assert register.staff() == []
    assert (register.school.name, register.school.policy_versions) == ("Bradley", ())
    assert not register.school.aup_links


@quick
@given(histories)
def test_each_undo_leads_back_to_the_picture_before_the_action(history: list[Change | str]) -> None:
    register = opened()
    pictures = [picture(register)]
    for step, action in enumerate(history):
        if not isinstance(action, str) and attempt(register, action, FIRST + timedelta(10 * step)):
            pictures.append(picture(register))
    for earlier in reversed(pictures[:-1]):
        attempt(register, "undo", FIRST + timedelta(400))
        assert picture(register) == earlier


@quick
@given(histories, st.integers(-1, 320))
def test_as_known_is_the_register_of_that_day(history: list[Change | str], after: int) -> None:
    register, day = lived(history), FIRST + timedelta(after)
    by_then: list[Entry] = [entry for entry in register.entries if london_date(entry.at) <= day]
    assert picture(register.as_known(day)) == picture(Register(MemoryLedger(by_then)))


@quick
@given(histories, histories)
def test_what_is_entered_later_does_not_alter_what_was_known(
    history: list[Change | str], more: list[Change | str]
) -> None:
    register = lived(history)
    known_at = FIRST + timedelta(10 * len(history))
    before = picture(register.as_known(known_at))
    for step, action in enumerate(more, start=1):
        attempt(register, action, known_at + timedelta(step))
    assert picture(register.as_known(known_at)) == before


@quick
@given(histories, st.lists(evidence, max_size=6), days)
def test_evidence_dated_later_does_not_alter_an_earlier_day(
    history: list[Change | str], more: list[Single], as_at: date
) -> None:
    """Evidence only: settings, versions, absences and spells are not dated facts but change what is asked (R3, R10)."""
    register = lived(history)
    before = {member.id: dict(register.standings(member.id, as_at)) for member in register.staff()}
    for change in more:
        if isinstance(change, RecordBriefing | Acknowledge | SignAup | CompleteSelfCheck | DeclareConnections):
            moved = msgspec.structs.replace(change, on=max(change.on, as_at + timedelta(1)))
            attempt(register, moved, date(2028, 6, 1), fit=False)
    after: dict[int, dict[Requirement, Standing]] = {
        member.id: dict(register.standings(member.id, as_at)) for member in register.staff()
    }
    assert after == before


@quick
@given(histories)
def test_codes_and_numbers_are_one_persons_each(history: list[Change | str]) -> None:
    register = lived(history)
    everybody = register.staff()
    assert len({member.code.casefold() for member in everybody}) == len(everybody)
    assert all(register.by_code(member.code.swapcase()) == member for member in everybody)
    assert register.next_staff > max((member.id for member in everybody), default=0)
    assert [entry.n for entry in register.entries] == list(range(1, len(register.entries) + 1))
    assert len({entry.id for entry in register.entries}) == len(register.entries)
    moments = [entry.at for entry in register.entries]
    assert moments == sorted(moments)


@quick
@given(histories)
def test_counts_add_up_to_those_in_service(history: list[Change | str]) -> None:
    register = lived(history)
    for day in DAYS:
        here = in_service_on(register, day)
        for requirement, total in totals(register, day).items():
            assert sum(total.counts.values()) == len(here)
            assert 0 <= total.outstanding <= total.applicable
            applies = [register.standings(m.id, day)[requirement].status for m in here]
            assert total.applicable == len([s for s in applies if s not in {"exempt", "not_applicable"}])


@quick
@given(histories)
def test_entries_survive_being_written_down(history: list[Change | str]) -> None:
    register = lived(history)
    written = msgspec.json.encode(register.entries)
    assert picture(Register(MemoryLedger(msgspec.json.decode(written, type=list[Entry])))) == picture(register)
