"""The audit extract: everything, in order, chained, and checkable by anybody."""

from __future__ import annotations

import hashlib
import json
import typing
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from exports.audit_log import ACTION, log
from exports.chain import START, chain
from exports.kinds import KINDS, Wanted
from exports.workbook.book import Fact
from store.changes import (
    Acknowledge,
    AmendStaff,
    Bundle,
    ChangeSettings,
    CompleteSelfCheck,
    EndService,
    NoteExport,
    RecordBriefing,
    RecordConnection,
    Single,
    Withdraw,
)
from store.disk.ledger import Ledger
from store.model import Settings
from store.register import Register
from store.undoing import next_undo
from tests.exports.registers import AS_AT, AUTUMN, HOSTILE, NOW, SUMMER, a_school, a_usual_school, enter

TODAY = NOW.date()
HEADINGS = (
    "Sequence",
    "When (UTC)",
    "When (London)",
    "Who",
    "Action",
    "Staff code",
    "Field",
    "Old",
    "New",
    "Reason",
    "Previous hash",
    "Hash",
)


def rows(register: Register) -> list[dict[str, Any]]:
    return [dict(zip(HEADINGS, row, strict=True)) for row in log(register)]


def of(register: Register, n: int) -> list[dict[str, Any]]:
    return [row for row in rows(register) if row["Sequence"] == n]


def checks(register: Register, as_at: date = TODAY) -> dict[Any, Any]:
    book = KINDS["audit"].make(Wanted(register, as_at, None, "J", as_at))
    assert [sheet.tab for sheet in book.sheets] == ["Log", "Checks"]
    assert book.sheets[0].table is not None
    assert tuple(column.heading for column in book.sheets[0].table.columns) == HEADINGS
    return {fact.label: fact.value for fact in book.sheets[1].facts if isinstance(fact, Fact)}


def test_a_group_has_a_row_for_each_person_with_both_times() -> None:
    register = enter(
        a_school(3), [RecordBriefing((1, 2, 3), AUTUMN.date(), delivered_by="Mr Head", method="inset")], AUTUMN
    )
    found = of(register, len(register.entries))
    assert [row["Staff code"] for row in found] == ["QX0001", "QX0002", "QX0003"]
    assert {row["Action"] for row in found} == {"Briefing recorded"}
    assert {row["New"] for row in found} == {"14 Sep 2026; by Mr Head; INSET"}
    assert found[0]["When (UTC)"] == datetime.fromisoformat("2026-09-14T09:00:00")
    assert found[0]["When (London)"] == datetime.fromisoformat("2026-09-14T10:00:00")
    assert found[0]["Who"] == "J Patel"


def test_a_correction_has_a_row_for_each_detail_with_what_it_was_then() -> None:
    register = enter(
        a_school(1),
        [
            AmendStaff(1, surname="Between", job_title="Head of year"),
            AmendStaff(1, surname="After", first_day=date(2026, 2, 1)),
            EndService(1, date(2026, 11, 1)),
        ],
        NOW,
    )
    last = len(register.entries)
    assert [(row["Field"], row["Old"], row["New"]) for row in of(register, last - 1)] == [
        ("Surname", "Between", "After"),
        ("First day", "5 Jan 2026", "1 Feb 2026"),
    ]
    assert [(row["Field"], row["Old"]) for row in of(register, last - 2)] == [
        ("Surname", "Quillfeather1"),
        ("Job title", "Postholder 1"),
    ]
    assert [(row["Field"], row["Old"], row["New"]) for row in of(register, last)] == [("Last day", None, "1 Nov 2026")]


def test_a_changed_setting_says_from_what_to_what() -> None:
    register = enter(a_school(), [ChangeSettings(Settings(due_soon_days=14))], NOW)
    (row,) = of(register, len(register.entries))
    assert (row["Field"], row["Old"], row["New"]) == ("Due soon days", "No. 30", "No. 14")


def test_withdrawing_undoing_and_redoing_are_entries_of_their_own() -> None:
    register = enter(a_school(2), [Acknowledge((1, 2), AUTUMN.date(), version="May 2023")], AUTUMN)
    n = len(register.entries)
    enter(register, [Withdraw(n, "wrong day", (2,))], NOW)
    step = next_undo(register.entries)
    assert step is not None
    enter(register, [step.change], NOW)
    (withdrawn,), (undone,) = of(register, n + 1), of(register, n + 2)
    assert (withdrawn["Action"], withdrawn["Staff code"], withdrawn["Field"]) == ("Withdrawn", "QX0002", f"Entry {n}")
    assert (withdrawn["Old"], withdrawn["New"], withdrawn["Reason"]) == ("Stands", "Withdrawn", "wrong day")
    assert (undone["Action"], undone["Old"], undone["New"]) == ("Undone", "Withdrawn", "Stands")
    assert len(of(register, n)) == 2


def test_a_workbook_about_somebody_is_beside_their_code() -> None:
    register = enter(a_school(1), [NoteExport("record-card", AS_AT, 9, "ab" * 32, 1)], NOW)
    (row,) = of(register, len(register.entries))
    assert (row["Action"], row["Staff code"]) == ("Workbook made", "QX0001")
    assert row["New"] == f"record-card; as at 20 Nov 2026; 9 rows; SHA-256 {'ab' * 32}"


def test_somebody_whose_adding_was_undone_keeps_their_code() -> None:
    register = a_school(1)
    step = next_undo(register.entries)
    assert step is not None
    enter(register, [step.change], NOW)
    assert {row["Staff code"] for row in of(register, len(register.entries))} == {"QX0001"}


def test_nothing_that_was_answered_is_told() -> None:
    register = enter(
        a_school(1),
        [
            CompleteSelfCheck((1,), AUTUMN.date(), follow_ups=("SEE_HEAD",)),
            RecordConnection(1, 1, AUTUMN.date(), "related", "pupil", "own_child", "ZK 3X", reason="A name"),
        ],
        AUTUMN,
    )
    check, tie = of(register, len(register.entries) - 1) + of(register, len(register.entries))
    assert check["New"] == "14 Sep 2026"
    assert (tie["New"], tie["Reason"]) == ("Withheld: see the connections register",) * 2


def test_every_kind_of_change_has_a_word() -> None:
    assert set(ACTION) == set(typing.get_args(Single))


def test_the_chain_stands_on_every_entry_before() -> None:
    register = a_usual_school(3)
    hashes = [own for _, _, own in chain(register.entries)]
    assert next(row["Hash"] for row in rows(register) if row["Sequence"] == 2) == hashes[1]
    entries = list(register.entries)
    for change in (entries[0:2] + entries[3:], [entries[1], entries[0], *entries[2:]]):
        assert [own for _, _, own in chain(change)][-1] != hashes[-1]
    (first, *_), (*_, last) = rows(register), rows(register)
    assert (first["Previous hash"], last["Hash"]) == (START, hashes[-1])
    assert checks(register)["Of the last entry"] == hashes[-1]


def recomputed(path: Path) -> Iterator[str]:
    """The hashes as the Checks sheet says to work them out, by somebody who has only the file."""
    previous = hashlib.sha256(b"").hexdigest()
    ledger = json.loads(path.read_text(encoding="utf-8"))["ledger"]
    for n in sorted(ledger, key=int):
        line = json.dumps(ledger[n], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        previous = hashlib.sha256(f"{previous}\n{line}".encode()).hexdigest()
        yield previous


def test_anybody_can_work_the_hashes_out_from_the_register_on_disk(tmp_path: Path) -> None:
    register = enter(
        a_school(len(HOSTILE), called=lambda number: HOSTILE[number - 1]),
        [
            CompleteSelfCheck((1,), AUTUMN.date(), answers=dict.fromkeys(sorted(range(1, 15), key=str), "yes")),
            ChangeSettings(Settings(due_soon_days=14)),
        ],
        AUTUMN,
    )
    ledger = Ledger.create(tmp_path / "register", by="J Patel", now=NOW)
    ledger.append_all(register.entries)
    ledger.close()
    assert list(recomputed(tmp_path / "register" / "register.json")) == [own for _, _, own in chain(register.entries)]


def test_an_earlier_extract_is_the_beginning_of_a_later_one() -> None:
    register = a_usual_school(3)
    then = checks(register, SUMMER.date())
    assert then["Entries"] < checks(register)["Entries"]
    assert then["Of the last entry"] in {row["Hash"] for row in rows(register)}


def test_the_checks_add_up() -> None:
    register = enter(a_usual_school(3), [Withdraw(6, "wrong", None)], NOW)
    found = checks(register)
    assert found["Entries"] == len(register.entries)
    assert found["Rows in the log"] == len(rows(register))
    assert found["Withdrawals and putting back"] == 1
    assert found["Entries that stand as a whole"] == len(register.entries) - 1
    assert found["Numbers not used"] == 0
    assert sum(found[action] for action in {row["Action"] for row in rows(register)}) == found["Rows in the log"]


def test_a_staff_list_brought_in_says_which_file() -> None:
    register = a_school(1)
    bundle = Bundle("staff_list", (AmendStaff(1, job_title="Cook"),), file_sha256="cd" * 32)
    found = of(enter(register, [bundle], NOW), len(register.entries))
    assert [(row["Action"], row["Field"], row["New"]) for row in found] == [
        ("Staff list brought in", "File’s SHA-256", "cd" * 32),
        ("Staff list brought in: Details corrected", "Job title", "Cook"),
    ]
