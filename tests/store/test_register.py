"""The register as a ledger: one action one entry, disk before memory, withdrawals, undo and redo, two clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from store.changes import (
    Acknowledge,
    AddStaff,
    AdoptVersion,
    Advise,
    AmendStaff,
    Bundle,
    Change,
    ChangeSettings,
    CloseFollowUp,
    CompleteSelfCheck,
    DeclareConnections,
    EndService,
    Entry,
    LinkAup,
    NoteExport,
    OpenRegister,
    RecordAbsence,
    RecordBriefing,
    RecordConnection,
    Reinstate,
    SignAup,
    StartService,
    Withdraw,
)
from store.ledger import MemoryLedger
from store.model import REQUIREMENTS, Settings, StaffMember, Status
from store.register import Register, Rejected
from store.totals import in_service_on, owing, totals
from store.undoing import next_redo, next_undo

D = date.fromisoformat
TODAY = D("2026-11-22")
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


class Disk(MemoryLedger):
    """A ledger that can fail."""

    full = False

    def append(self, entry: Entry) -> None:
        if self.full:
            raise OSError(28, "No space left on device")
        super().append(entry)


def add(staff: int, code: str = "", first_day: str = "2026-09-01") -> AddStaff:
    return AddStaff(staff, code or f"S{staff}", f"Surname{staff}", "Joy", D(first_day))


def brief(*people: int, on: str = "2026-11-20") -> RecordBriefing:
    return RecordBriefing(people, D(on))


def policy(label: str, issued: str = "2026-01-05") -> AdoptVersion:
    return AdoptVersion("policy", label, D(issued), D(issued))


def apply(register: Register, change: Change, at: datetime = NOON) -> int:
    return register.apply(change, "A Clerk", at).n


def undo(register: Register) -> int:
    step = next_undo(register.entries)
    assert step is not None
    apply(register, step.change)
    return step.action.n


def redo(register: Register) -> int:
    step = next_redo(register.entries)
    assert step is not None
    apply(register, step.change)
    return step.action.n


def refused(register: Register, change: Change) -> str:
    before, picture = list(register.entries), seen(register)
    with pytest.raises(Rejected) as refusal:
        apply(register, change)
    assert (register.entries, seen(register)) == (before, picture), "a refusal changes nothing"
    return refusal.value.reason


def seen(register: Register, on: date = TODAY) -> dict[str, object]:
    """Everything a user can see of a register."""
    return {
        "school": register.school,
        "staff": register.staff(),
        "standings": {member.id: register.standings(member.id, on) for member in register.staff()},
        "totals": totals(register, on),
    }


def person(register: Register, staff: int) -> StaffMember:
    found = register.person(staff)
    assert found is not None
    return found


def status(register: Register, staff: int, on: str = "2026-11-22", known_at: str | None = None) -> Status:
    return register.standing(staff, "briefing", D(on), None if known_at is None else D(known_at)).status


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def register(disk: Disk) -> Register:
    """Opened, with staff 1, 2 and 3 (entries 2 to 4)."""
    register = Register(disk)
    for change in (OpenRegister("Bradley Primary School"), add(1), add(2), add(3)):
        apply(register, change)
    return register


# One change, one entry ------------------------------------------------------


def test_every_action_is_one_entry(register: Register, disk: Disk) -> None:
    entry = register.apply(brief(1, 2, 3), "J Patel", NOON)
    assert (entry.n, entry.by, entry.at) == (5, "J Patel", NOON)
    assert [kept.n for kept in disk.entries()] == [1, 2, 3, 4, 5]
    assert len({kept.id for kept in disk.entries()}) == 5
    assert [status(register, staff) for staff in (1, 2, 3)] == ["current"] * 3


@pytest.mark.parametrize(
    "change",
    [
        brief(1),
        brief(1, 2, 3),
        add(4),
        AmendStaff(1, surname="Other", code="ZZ"),
        EndService(1, D("2026-11-01")),
        policy("p1"),
        ChangeSettings(Settings(grace_days=0)),
        Bundle("first_day", (add(4), brief(4))),
        Withdraw(2, "Wrong"),
        RecordConnection(1, 1, TODAY, "related", "pupil", "own_child"),
    ],
    ids=lambda change: type(change).__name__,
)
def test_disk_before_memory(register: Register, disk: Disk, change: Change) -> None:
    """A full disk: nothing is kept, nothing is shown, and the same action can be made once there is room."""
    before, entries, kept = seen(register), list(register.entries), list(disk.entries())
    numbers = register.next_staff, register.next_connection, register.holder_of("ZZ")
    disk.full = True
    with pytest.raises(OSError, match="No space"):
        apply(register, change)
    assert (seen(register), list(register.entries), list(disk.entries())) == (before, entries, kept)
    assert (register.next_staff, register.next_connection, register.holder_of("ZZ")) == numbers
    assert next_undo(register.entries) == next_undo(entries)
    disk.full = False
    assert apply(register, change) == 5
    assert seen(register) != before


def test_a_refusal_says_where_and_why(register: Register, disk: Disk) -> None:
    with pytest.raises(Rejected) as refusal:
        apply(register, brief(1, on="2026-11-23"))
    assert (refusal.value.field, refusal.value.rule) == ("on", "V1")
    assert str(refusal.value) == refusal.value.reason
    assert len(disk.entries()) == 4


def test_half_a_bundle_is_never_kept(register: Register) -> None:
    refused(register, Bundle("first_day", (add(4), brief(4), brief(4, on="2026-11-23"))))
    assert register.person(4) is None


def test_a_clock_put_back_does_not_reorder(register: Register) -> None:
    later = apply(register, brief(1), NOON + timedelta(hours=2))
    earlier = apply(register, brief(2), NOON + timedelta(hours=1))
    assert register.entry(later).at == register.entry(earlier).at == NOON + timedelta(hours=2)
    assert [entry.n for entry in register.entries] == [1, 2, 3, 4, 5, 6]


def test_an_entry_that_is_not_there(register: Register) -> None:
    for n in (0, -1, 99):
        with pytest.raises(KeyError):
            register.entry(n)
        assert "no entry" in refused(register, Withdraw(n, "Wrong"))


def test_entries_somebody_else_made_are_taken_in(register: Register, disk: Disk) -> None:
    theirs = Register(disk)
    register.standings(1, TODAY)
    entry = theirs.apply(brief(1), "Somebody else", NOON)
    register.take(entry)
    assert seen(register) == seen(theirs) == seen(Register(disk))


# Codes and numbers ----------------------------------------------------------


def test_codes_are_one_persons_whatever_the_case(register: Register) -> None:
    assert person(register, 1).code == "S1"
    assert register.by_code("s1") == register.by_code("S1") == person(register, 1)
    assert register.by_code("nobody") is None
    for taken in (add(4, "s1"), AmendStaff(2, code="s1"), Bundle("staff_list", (add(4, "X"), add(5, "x")))):
        assert "taken by somebody else" in refused(register, taken)
    apply(register, AmendStaff(1, code="s1"))
    apply(register, AmendStaff(1, code="JA"))
    assert (register.holder_of("S1"), register.holder_of("ja")) == (None, 1)
    apply(register, add(4, "S1"))


def test_numbers_are_never_used_again_after_undo(register: Register) -> None:
    assert register.next_staff == 4
    apply(register, add(4))
    tie = RecordConnection(1, register.next_connection, TODAY, "related", "pupil", "own_child")
    apply(register, tie)
    undo(register)
    undo(register)
    assert (register.next_staff, register.next_connection) == (5, 2)
    assert "taken" in refused(register, add(4, "NEW"))
    assert "taken" in refused(register, tie)
    again = Register(MemoryLedger(register.entries))
    assert (again.next_staff, again.next_connection) == (5, 2)


def test_a_code_is_free_again_once_its_holder_is_undone(register: Register) -> None:
    added = apply(register, add(4, "JA"))
    undo(register)
    apply(register, add(5, "ja"))
    assert "given to somebody else" in refused(register, Reinstate(added, "Was right"))


# Withdrawing ----------------------------------------------------------------


def test_withdrawing_a_whole_entry_and_putting_it_back(register: Register) -> None:
    n = apply(register, brief(1, 2))
    with_it = seen(register)
    withdrawal = apply(register, Withdraw(n, "Wrong day"))
    assert [status(register, staff) for staff in (1, 2)] == ["overdue", "overdue"]
    assert not register.stands(n)
    assert register.withdrawn_people(n) == {1, 2}
    assert "withdrawn already" in refused(register, Withdraw(n, "Again"))
    assert "withdrawn already" in refused(register, Withdraw(n, "Again", (1,)))
    assert "cannot be withdrawn" in refused(register, Withdraw(withdrawal, "Wrong"))
    apply(register, Reinstate(n, "It was right"))
    assert seen(register) == with_it
    assert "not withdrawn" in refused(register, Reinstate(n, "Again"))
    assert len(register.facts(1)) == 2, "it stays in the timeline"


def test_taking_one_person_out_of_a_group(register: Register) -> None:
    n = apply(register, brief(1, 2, 3))
    apply(register, Withdraw(n, "Was away", (2,)))
    assert [status(register, staff) for staff in (1, 2, 3)] == ["current", "overdue", "current"]
    assert (register.stands(n), register.stands(n, 2), register.stands(n, 1)) == (True, False, True)
    assert register.withdrawn_people(n) == {2}
    assert "withdrawn already" in refused(register, Withdraw(n, "Again", (2,)))
    assert "withdrawn already" in refused(register, Withdraw(n, "All"))
    assert "not withdrawn" in refused(register, Reinstate(n, "Back", (1,)))
    assert "not withdrawn" in refused(register, Reinstate(n, "Back"))
    apply(register, Withdraw(n, "Was away too", (1, 3)))
    apply(register, Reinstate(n, "Were there", (2, 3)))
    assert [status(register, staff) for staff in (1, 2, 3)] == ["overdue", "current", "current"]


def test_putting_one_person_of_a_withdrawn_group_back(register: Register) -> None:
    n = apply(register, brief(1, 2, 3))
    apply(register, Withdraw(n, "Wrong"))
    apply(register, Reinstate(n, "Was there", (2,)))
    assert [status(register, staff) for staff in (1, 2, 3)] == ["overdue", "current", "overdue"]
    assert register.withdrawn_people(n) == {1, 3}
    assert seen(register) == seen(Register(MemoryLedger(register.entries)))


@pytest.mark.parametrize("people", [(9,), (1, 9), ()])
def test_only_people_in_the_entry_can_be_taken_out(register: Register, people: tuple[int, ...]) -> None:
    n = apply(register, brief(1, 2))
    assert "not about everybody chosen" in refused(register, Withdraw(n, "Wrong", people))


def test_a_withdrawal_needs_a_reason_and_an_entry_that_can_be_withdrawn(register: Register) -> None:
    n = apply(register, brief(1))
    assert "reason" in refused(register, Withdraw(n, " "))
    assert "cannot be withdrawn" in refused(register, Withdraw(1, "Close the register"))
    noted = apply(register, NoteExport("governors", TODAY, 3, "ab"))
    assert "cannot be withdrawn" in refused(register, Withdraw(noted, "Wrong"))
    set_up = Register(MemoryLedger())
    apply(set_up, Bundle("set_up", (OpenRegister("Bradley"), add(1))))
    assert "cannot be withdrawn" in refused(set_up, Withdraw(1, "Wrong"))


def test_what_something_later_builds_on_stays(register: Register) -> None:
    version, aup = apply(register, policy("p1")), apply(register, AdoptVersion("aup", "a1", TODAY, TODAY))
    apply(register, Acknowledge((1,), TODAY, "p1"))
    apply(register, LinkAup("p1", "a1", TODAY))
    tie = apply(register, RecordConnection(1, 1, TODAY, "related", "pupil", "own_child"))
    advice = apply(register, Advise(1, 1, TODAY, "Headteacher"))
    check = apply(register, CompleteSelfCheck((1, 2), TODAY, follow_ups=("REBRIEF",)))
    apply(register, CloseFollowUp(1, check, "REBRIEF", TODAY))
    ended = apply(register, EndService(3, D("2026-10-30")))
    apply(register, StartService(3, D("2026-11-16")))
    for n in (2, 4, version, aup, tie, check, ended):
        assert "builds on it" in refused(register, Withdraw(n, "Wrong"))
    assert "builds on it" in refused(register, Withdraw(check, "Wrong", (1,)))
    apply(register, Withdraw(check, "Nobody else minds", (2,)))
    apply(register, Withdraw(advice, "Wrong"))
    apply(register, Withdraw(tie, "Wrong"))
    assert "not there any more" in refused(register, Reinstate(advice, "Right"))
    apply(register, Reinstate(tie, "Right"))
    apply(register, Reinstate(advice, "Right"))


def test_a_version_put_back_only_if_its_name_is_free_and_a_signature_only_if_its_version_is_there(
    register: Register,
) -> None:
    version = apply(register, policy("p1"))
    signed = apply(register, Acknowledge((1,), TODAY, "p1"))
    apply(register, Withdraw(signed, "Wrong"))
    apply(register, Withdraw(version, "Wrong"))
    assert "version it names is withdrawn" in refused(register, Reinstate(signed, "Right"))
    apply(register, policy("p1", "2026-02-02"))
    assert "version of that name" in refused(register, Reinstate(version, "Right"))
    apply(register, Reinstate(signed, "Right after all"))


LEFT_AND_BACK: tuple[Change, ...] = (EndService(1, D("2026-09-30")), StartService(1, D("2026-10-05")))
P1, A1 = policy("p1"), AdoptVersion("aup", "a1", D("2026-01-05"), D("2026-01-05"))


@pytest.mark.parametrize(
    ("done", "taken_back"),
    [
        ((AmendStaff(1, code="JA"), add(4, "S1")), 0),
        (
            (
                Bundle("staff_list", (AmendStaff(1, code="JA"), AmendStaff(2, job_title="TA"))),
                AmendStaff(2, code="S1"),
            ),
            0,
        ),
        ((*LEFT_AND_BACK, EndService(1, D("2026-10-30"))), 1),
        ((*LEFT_AND_BACK, AmendStaff(1, first_day=D("2026-10-12"))), 1),
        ((*LEFT_AND_BACK, AmendStaff(1, engagement="agency")), 1),
        ((AmendStaff(1, first_day=D("2026-03-02")), EndService(1, D("2026-06-30"))), 0),
        (
            (
                EndService(1, D("2026-10-30")),
                EndService(1, D("2026-09-30")),
                StartService(1, D("2026-11-02")),
                AmendStaff(1, first_day=D("2026-10-05")),
            ),
            1,
        ),
    ],
    ids=[
        "the code it changed is somebody else's now",
        "the code it changed is now of somebody else it is about",
        "a return with a later last day",
        "a return with a corrected first day",
        "a return with a corrected engagement",
        "a first day the last day depends on",
        "a last day the next first day depends on",
    ],
)
def test_taking_back_never_leaves_a_person_who_cannot_be(
    register: Register, done: tuple[Change, ...], taken_back: int
) -> None:
    entries = [apply(register, change) for change in done]
    refused(register, Withdraw(entries[taken_back], "Wrong"))


@pytest.mark.parametrize(
    ("done", "withdrawn", "since", "put_back"),
    [
        (LEFT_AND_BACK, (1,), (EndService(1, D("2026-10-09")),), 1),
        ((P1, A1, LinkAup("p1", "a1", TODAY)), (2, 1), (), 2),
        ((P1,), (0,), (policy("P1 ", "2026-02-02"),), 0),
        ((AmendStaff(1, code="JA"),), (0,), (add(4, "ja "),), 0),
    ],
    ids=[
        "a return before the corrected last day",
        "a link to a version that is gone",
        "a version whose name is given again in capitals",
        "a code that is given again with a space",
    ],
)
def test_putting_back_never_brings_what_does_not_fit_any_more(
    register: Register,
    done: tuple[Change, ...],
    withdrawn: tuple[int, ...],
    since: tuple[Change, ...],
    put_back: int,
) -> None:
    entries = [apply(register, change) for change in done]
    for place in withdrawn:
        apply(register, Withdraw(entries[place], "Wrong"))
    for change in since:
        apply(register, change)
    refused(register, Reinstate(entries[put_back], "Right"))


def test_a_version_nobody_is_left_to_have_signed_can_go(register: Register) -> None:
    version = apply(register, P1)
    signed = apply(register, Acknowledge((1, 2), TODAY, "p1"))
    apply(register, Withdraw(signed, "Wrong", (1,)))
    assert "builds on it" in refused(register, Withdraw(version, "Wrong"))
    apply(register, Withdraw(signed, "Wrong", (2,)))
    apply(register, Withdraw(version, "Wrong"))
    assert register.school.policy_versions == ()


def test_a_version_others_signed_stays_when_one_person_is_taken_out_of_its_entry(register: Register) -> None:
    both = apply(register, Bundle("set_up", (P1, Acknowledge((1, 2), TODAY, "p1"))))
    apply(register, Acknowledge((3,), TODAY, "p1"))
    apply(register, Withdraw(both, "Was away", (1,)))
    assert [version.label for version in register.school.policy_versions] == ["p1"]
    assert not person(register, 1).acknowledgements


@pytest.mark.parametrize("reason", ["x" * 1001, "x\ud800"])
def test_a_reason_that_cannot_be_kept_is_refused(register: Register, reason: str) -> None:
    n = apply(register, brief(1))
    refused(register, Withdraw(n, reason))
    apply(register, Withdraw(n, "Wrong"))
    refused(register, Reinstate(n, reason))


def test_a_reason_with_an_account_name_is_warned_of(register: Register) -> None:
    n = apply(register, brief(1))
    [warning] = register.check(Withdraw(n, "see facebook"), TODAY)
    assert (warning.field, warning.rule, warning.refused) == ("reason", "V12", False)
    apply(register, Withdraw(n, "see facebook"))


@pytest.mark.parametrize("people", [(), (1,)])
def test_an_entry_about_the_school_is_taken_back_for_nobody_in_particular(
    register: Register, people: tuple[int, ...]
) -> None:
    n = apply(register, P1)
    assert "not about everybody chosen" in refused(register, Withdraw(n, "Wrong", people))


def test_an_absence_recorded_again_replaces_the_first(register: Register) -> None:
    apply(register, RecordAbsence(1, D("2026-09-14")))
    ended = apply(register, RecordAbsence(1, D("2026-09-14"), D("2026-11-06")))
    assert [a.last_day for a in person(register, 1).absences] == [D("2026-11-06")]
    apply(register, Withdraw(ended, "Not back yet"))
    assert [a.last_day for a in person(register, 1).absences] == [None]


# Undo and redo --------------------------------------------------------------


def actions() -> list[Change]:
    return [
        policy("p1"),
        AdoptVersion("aup", "a1", D("2026-01-05"), D("2026-01-05")),
        LinkAup("p1", "a1", D("2026-01-05")),
        brief(1, 2, 3),
        Withdraw(8, "Was away", (2,)),
        Reinstate(8, "Was there", (2,)),
        Withdraw(8, "Wrong day"),
        AmendStaff(1, surname="Married", code="JM"),
        add(4),
        Bundle(
            "first_day", (Acknowledge((4,), TODAY, "p1"), SignAup((4,), TODAY, "a1"), DeclareConnections((4,), TODAY))
        ),
        RecordConnection(4, 1, TODAY, "related", "pupil", "own_child"),
        Advise(4, 1, TODAY, "Headteacher"),
        EndService(3, D("2026-10-30")),
        StartService(3, D("2026-11-16"), "agency"),
        ChangeSettings(Settings(grace_days=0)),
    ]


@pytest.mark.parametrize("restart", [False, True])
def test_undoing_all_the_way_and_redoing_all_the_way(register: Register, restart: bool) -> None:
    pictures = [seen(register)]
    for change in actions():
        apply(register, change)
        pictures.append(seen(register))
    for picture in reversed(pictures[:-1]):
        undo(register)
        if restart:
            register = Register(MemoryLedger(register.entries))
        assert seen(register) == picture
    for picture in pictures[1:]:
        redo(register)
        if restart:
            register = Register(MemoryLedger(register.entries))
        assert seen(register) == picture
    assert next_redo(register.entries) is None


def test_undo_says_which_action_it_took_back(register: Register) -> None:
    n = apply(register, brief(1))
    assert undo(register) == n
    assert undo(register) == 4, "the person added before"
    assert redo(register) == 4
    assert redo(register) == n


def test_undo_of_a_withdrawal_puts_back_and_the_other_way_round(register: Register) -> None:
    n = apply(register, brief(1, 2))
    apply(register, Withdraw(n, "Was away", (1,)))
    undo(register)
    assert register.withdrawn_people(n) == frozenset()
    redo(register)
    assert register.withdrawn_people(n) == {1}


@pytest.mark.parametrize(
    "bundle",
    [
        Bundle("set_up", (P1, A1, LinkAup("p1", "a1", TODAY))),
        Bundle("set_up", (P1, Acknowledge((1,), TODAY, "p1"))),
        Bundle("staff_list", (AmendStaff(1, code="JA"), add(4, "S1"))),
        Bundle("staff_list", (AmendStaff(1, code="X"), AmendStaff(2, code="S1"), AmendStaff(1, code="S2"))),
    ],
    ids=["a version and its link", "a version and a signature", "a code passed on", "two codes changed about"],
)
def test_a_bundle_whose_parts_need_each_other_is_undone_and_redone(register: Register, bundle: Bundle) -> None:
    before = seen(register)
    n = apply(register, bundle)
    after = seen(register)
    assert after != before
    assert undo(register) == n
    assert seen(register) == before
    assert redo(register) == n
    assert seen(register) == after


def test_somebody_taken_out_of_a_bundle_with_a_version_is_put_back_by_undo(register: Register) -> None:
    n = apply(register, Bundle("set_up", (P1, Acknowledge((1, 2), TODAY, "p1"))))
    before = seen(register)
    apply(register, Withdraw(n, "Was away", (1,)))
    undo(register)
    assert seen(register) == before


def test_a_code_passed_on_cannot_go_back_while_its_new_holder_keeps_it(register: Register) -> None:
    n = apply(register, Bundle("staff_list", (AmendStaff(1, code="JA"), add(4, "S1"))))
    assert "earlier staff code" in refused(register, Withdraw(n, "Wrong", (1,)))
    apply(register, Withdraw(n, "Wrong", (4,)))
    apply(register, Withdraw(n, "Wrong", (1,)))
    assert register.holder_of("S1") == 1


def test_a_new_action_ends_redo_but_a_workbook_does_not(register: Register) -> None:
    apply(register, brief(1))
    undo(register)
    apply(register, NoteExport("governors", TODAY, 3, "ab"))
    assert next_redo(register.entries) is not None
    apply(register, brief(2))
    assert next_redo(register.entries) is None
    assert undo(register) == register.entries[-2].n, "the workbook is passed over"


def test_opening_the_register_is_never_undone(register: Register) -> None:
    for _ in range(3):
        undo(register)
    assert next_undo(register.entries) is None
    assert register.staff() == []
    assert register.school.name == "Bradley Primary School"
    assert next_undo([]) is None
    assert next_redo([]) is None


def test_people_added_then_undone_disappear(register: Register) -> None:
    before = seen(register)
    apply(register, Bundle("first_day", (add(4), brief(4), DeclareConnections((4,), TODAY))))
    assert len(register.staff()) == 4
    undo(register)
    assert seen(register) == before
    assert register.person(4) is None
    assert register.by_code("S4") is None
    with pytest.raises(KeyError):
        register.standings(4, TODAY)
    assert "no such member of staff" in refused(register, brief(4))


def test_a_staff_list_of_four_hundred_is_one_action(register: Register) -> None:
    before = seen(register)
    apply(register, Bundle("staff_list", tuple(add(n) for n in range(100, 500)), "sha"))
    assert len(register.staff()) == 403
    undo(register)
    assert seen(register) == before
    redo(register)
    assert len(register.staff()) == 403
    assert len(register.entries) == 7


# Two clocks -----------------------------------------------------------------


def at(day: str, hour: int = 12, minute: int = 0) -> datetime:
    return datetime.combine(D(day), time(hour, minute), UTC)


@pytest.fixture
def known() -> Register:
    """Briefed on 2 Sep, typed on 14 Sep; withdrawn on 12 Oct; put back at half past midnight on 24 Oct, BST."""
    register = Register(MemoryLedger())
    apply(register, OpenRegister("Bradley"), at("2026-09-01"))
    apply(register, add(1), at("2026-09-01"))
    briefing = apply(register, brief(1, on="2026-09-02"), at("2026-09-14"))
    apply(register, Withdraw(briefing, "Sheet not signed"), at("2026-10-12"))
    apply(register, Reinstate(briefing, "Sheet found"), at("2026-10-23", 23, 30))
    return register


@pytest.mark.parametrize(
    ("as_at", "known_at", "expected"),
    [
        ("2026-09-01", None, "due"),
        ("2026-09-02", None, "current"),
        ("2026-09-10", "2026-09-13", "overdue"),
        ("2026-09-10", "2026-09-14", "current"),
        ("2026-09-10", "2026-10-11", "current"),
        ("2026-09-10", "2026-10-12", "overdue"),
        ("2026-10-22", "2026-10-23", "overdue"),
        ("2026-10-22", "2026-10-24", "current"),
        ("2026-09-01", "2026-10-24", "due"),
    ],
)
def test_as_at_and_as_known(known: Register, as_at: str, known_at: str | None, expected: Status) -> None:
    assert status(known, 1, as_at, known_at) == expected


def test_looking_back_changes_nothing(known: Register) -> None:
    before = seen(known)
    past = known.as_known(D("2026-09-13"))
    assert (len(past.entries), len(known.entries)) == (2, 5)
    apply(past, brief(1, on="2026-09-03"), at("2026-09-14"))
    assert seen(known) == before
    assert known.as_known(D("2026-08-31")).staff() == []
    with pytest.raises(KeyError):
        known.standing(1, "briefing", TODAY, D("2026-08-31"))


def test_standings_follow_the_day_asked_for(register: Register) -> None:
    apply(register, brief(1, on="2026-11-20"))
    asked = [register.standings(1, D(day))["briefing"].status for day in ("2026-11-19", "2026-11-20", "2026-11-19")]
    assert asked == ["overdue", "current", "overdue"]


# Counts ---------------------------------------------------------------------


def test_counts_are_of_those_in_service(register: Register) -> None:
    apply(register, AddStaff(4, "VOL", "Reader", "Al", D("2026-09-01"), engagement="volunteer"))
    apply(register, add(5, first_day="2027-01-04"))
    apply(register, EndService(3, D("2026-11-21")))
    apply(register, brief(1))
    assert [member.id for member in in_service_on(register, TODAY)] == [1, 2, 4]
    assert [member.id for member in in_service_on(register, D("2026-11-21"))] == [1, 2, 3, 4]
    found = totals(register, TODAY)
    assert {r: sum(found[r].counts.values()) for r in REQUIREMENTS} == dict.fromkeys(REQUIREMENTS, 3)
    briefing, asked = found["briefing"], found["connections"]
    assert (briefing.applicable, briefing.outstanding, briefing.complete) == (3, 2, 1)
    assert (asked.applicable, asked.outstanding, asked.counts["not_applicable"]) == (2, 2, 1)
    assert owing(register, 1, TODAY) == ["self_check", "connections"]
    assert totals(register, TODAY, [person(register, 1)])["briefing"].counts["current"] == 1
