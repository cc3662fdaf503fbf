"""The connections register: who was asked, what was answered, when advice was given."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from exports.kinds import KINDS, Wanted
from exports.making import draft
from exports.refusals import ExportRefused
from store.changes import AddStaff, Advise, DeclareConnections, EndConnection, EndService, RecordConnection
from store.register import Register
from tests.exports.registers import AS_AT, NOW, a_school, add, enter

HEADINGS = (
    "Reference",
    "Staff code",
    "Surname",
    "Known as",
    "Date asked",
    "Answer",
    "Nature",
    "Date advised",
    "Advised by",
    "Review date",
)
ASKED = date(2026, 11, 2)


def rows(register: Register, as_at: date = AS_AT) -> list[dict[str, Any]]:
    (sheet,) = KINDS["connections"].make(Wanted(register, as_at, None, "J", as_at)).sheets
    assert sheet.table is not None
    assert tuple(column.heading for column in sheet.table.columns) == HEADINGS
    return [dict(zip(HEADINGS, row, strict=True)) for row in sheet.table.rows]


def test_nobody_asked_yet() -> None:
    (row,) = rows(a_school(1))
    assert (row["Reference"], row["Answer"], row["Date asked"], row["Nature"]) == ("None", "Not asked", None, None)


def test_asked_with_nothing_to_declare_and_with_something_not_yet_recorded() -> None:
    register = enter(
        a_school(2),
        [DeclareConnections((1,), ASKED), DeclareConnections((2,), ASKED, nothing_to_declare=False)],
        NOW,
    )
    first, second = rows(register)
    assert (first["Answer"], first["Date asked"], first["Nature"]) == ("None", ASKED, None)
    assert first["Review date"] == date(2027, 9, 30)
    assert (second["Answer"], second["Nature"]) == ("Declared", "Not yet recorded")


def test_a_row_for_each_connection_with_its_advice() -> None:
    on, advised = date(2026, 11, 9), date(2026, 11, 16)
    register = enter(
        a_school(1),
        [
            DeclareConnections((1,), on, nothing_to_declare=False),
            RecordConnection(1, 1, on, "related", "pupil", "wider_family", "ZK 3X", "3"),
            RecordConnection(1, 2, on, "prior_online_friendship", "parent_carer", "friend"),
            Advise(1, 1, on, "Mr Head", ("F1", "F2")),
            Advise(1, 1, advised, "Ms Deputy", ("F3",), "letter"),
        ],
        NOW,
    )
    first, second = rows(register)
    assert (first["Reference"], first["Nature"], first["Date advised"]) == ("ZK 3X", "Relative", advised)
    assert first["Advised by"] == "Ms Deputy, letter"
    assert (second["Reference"], second["Nature"]) == ("Connection 2", "Friendship before")
    assert (second["Date advised"], second["Advised by"], second["Review date"]) == (None, None, date(2026, 11, 16))


def test_an_ended_connection_leavers_and_people_who_are_not_asked_are_not_listed() -> None:
    on = date(2026, 11, 9)
    register = enter(
        a_school(2),
        [
            RecordConnection(1, 1, on, "related", "pupil", "own_child", "ZK 3X"),
            EndConnection(1, 1, on, "left_roll", reason="left"),
            EndService(2, date(2026, 10, 1)),
            AddStaff(3, "VOL", "Reader", "Vera", date(2026, 9, 1), engagement="volunteer"),
            add(4, date(2027, 1, 4)),
        ],
        NOW,
    )
    (row,) = rows(register)
    assert (row["Staff code"], row["Reference"]) == ("QX0001", "None")


def test_a_volunteer_with_a_connection_is_listed() -> None:
    on = date(2026, 11, 9)
    register = enter(
        a_school(),
        [
            AddStaff(1, "VOL", "Reader", "Vera", date(2026, 9, 1), engagement="volunteer"),
            RecordConnection(1, 1, on, "both", "both", "own_child", "ZK 3X"),
        ],
        NOW,
    )
    (row,) = rows(register)
    assert (row["Staff code"], row["Nature"]) == ("VOL", "Relative and friendship before")


def test_it_is_never_saved_without_a_password(tmp_path: Path) -> None:
    with pytest.raises(ExportRefused, match="password"):
        draft("connections", a_school(1), as_at=AS_AT, known_at=None, now=NOW, by="J", folder_or_path=tmp_path).save()
    made = draft(
        "connections",
        a_school(1),
        as_at=AS_AT,
        known_at=None,
        now=NOW,
        by="J",
        password="three words long",
        folder_or_path=tmp_path,
    ).save()
    assert made.path.name == "2026-27 Autumn - connections register - as at 2026-11-20 - Strictly confidential.xlsx"
    assert made.path.read_bytes()[:4] == bytes.fromhex("d0cf11e0")
    assert [path.name for path in tmp_path.iterdir()] == [made.path.name]
