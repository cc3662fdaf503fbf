from __future__ import annotations

from datetime import UTC, date, datetime

import msgspec
import pytest

from store.changes import Entry, IssueReport, NoteExport, OpenRegister, Withdraw
from store.given import GivenFigures, GivenGroup, GivenReport
from store.ledger import MemoryLedger
from store.register import Register, Rejected
from store.undoing import next_redo, next_undo
from store.wording import describe

NOW = datetime(2026, 11, 22, 9, 41, tzinfo=UTC)
FIRST = GivenReport(
    date(2026, 11, 20),
    "autumn",
    2026,
    34,
    {"induction": GivenFigures(27, 7, 79)},
    {"induction": (GivenGroup("Employees", 30, "Most complete"),)},
)
SECOND = msgspec.structs.replace(FIRST, as_at=date(2026, 11, 22), figures={"induction": GivenFigures(34, 0, 100)})


@pytest.fixture
def register() -> Register:
    register = Register(MemoryLedger())
    register.apply(OpenRegister("Bradley"), "J Patel", NOW)
    return register


def issue(register: Register, report: GivenReport, sha256: str = "ab") -> Entry:
    return register.apply(IssueReport(report, 90, sha256), "J Patel", NOW)


def test_what_was_issued_is_kept_for_its_term(register: Register) -> None:
    assert register.school.report_on("autumn", 2026) is None
    issue(register, FIRST)
    assert register.school.report_on("autumn", 2026) == FIRST
    assert register.school.report_on("spring", 2026) is None
    assert register.school.report_on("autumn", 2025) is None


def test_issued_again_for_a_term_the_later_one_stands_and_the_user_is_told(register: Register) -> None:
    issue(register, FIRST)
    told = register.check(IssueReport(SECOND, 90, "cd"), NOW.date())
    assert [(finding.field, finding.refused) for finding in told] == [("report", False)]
    assert "issued already, as at 20 Nov 2026" in told[0].reason
    issue(register, SECOND, "cd")
    assert register.school.report_on("autumn", 2026) == SECOND
    assert register.school.reports == (FIRST, SECOND)


def test_a_report_issued_by_mistake_can_be_undone_and_the_one_before_it_stands_again(register: Register) -> None:
    issue(register, FIRST)
    entry = issue(register, SECOND)
    step = next_undo(register.entries)
    assert step is not None
    assert step.action == entry
    register.apply(step.change, "J Patel", NOW)
    assert register.school.report_on("autumn", 2026) == FIRST
    again = next_redo(register.entries)
    assert again is not None
    register.apply(again.change, "J Patel", NOW)
    assert register.school.report_on("autumn", 2026) == SECOND
    register.apply(Withdraw(entry.n, "The meeting was cancelled"), "J Patel", NOW)
    assert register.school.report_on("autumn", 2026) == FIRST


def test_making_a_draft_is_not_issuing(register: Register) -> None:
    register.apply(NoteExport("governors", date(2026, 11, 20), 90, "ab"), "J Patel", NOW)
    assert register.school.reports == ()


def test_a_day_to_come_is_refused(register: Register) -> None:
    with pytest.raises(Rejected, match="23 Nov 2026 is still to come"):
        issue(register, msgspec.structs.replace(FIRST, as_at=date(2026, 11, 23)))


def test_it_is_known_only_from_the_day_it_was_issued(register: Register) -> None:
    issue(register, FIRST)
    assert register.as_known(date(2026, 11, 21)).school.reports == ()
    assert register.as_known(date(2026, 11, 22)).school.reports == (FIRST,)


def test_it_comes_back_from_disk_as_it_was() -> None:
    entry = Entry(1, "0" * 12, NOW, "J Patel", IssueReport(FIRST, 90, "ab"))
    assert msgspec.json.decode(msgspec.json.encode(entry), type=Entry) == entry


def test_the_history_says_what_was_issued(register: Register) -> None:
    entry = issue(register, FIRST)
    said = describe(entry.change, lambda _: "", register.entry)
    assert said == "Report issued to governors: Autumn term 2026/27, as at 20 Nov 2026, 90 rows, file ab"
