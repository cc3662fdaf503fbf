"""What a connection consists of leaves the register in one workbook, with a password, and in no other."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO

import pytest

from exports.kinds import KINDS, Wanted
from exports.workbook.writing import write
from store.changes import (
    Advise,
    AmendConnection,
    DeclareConnections,
    EndConnection,
    RecordConnection,
    Withdraw,
)
from store.register import Register
from tests.exports.registers import AS_AT, NOW, a_usual_school, enter

DETAILS = ("ZK 3X", "QP 5Y", "Wider family", "Own child", "Friendship", "Mystery", "2031", "2028")
"""Of connections: references, ties, reasons that name somebody, leaving years."""
ANSWERS = ("There is something to declare", "Connections declared", "Nothing to declare")


def a_school_with_connections() -> Register:
    """One connection stands, one has ended, one was withdrawn with a reason that names a pupil."""
    first, second = date(2026, 11, 9), date(2026, 11, 16)
    return enter(
        a_usual_school(6),
        [
            DeclareConnections((1,), first, nothing_to_declare=False, reason="because of Mystery Pupil"),
            RecordConnection(
                1, 1, first, "related", "pupil", "wider_family", "ZK 3X", "3", 2031, reason="Mystery Pupil"
            ),
            Advise(1, 1, second, "Mr Head", reason="Mystery Pupil"),
            AmendConnection(1, 1, 2028),
            RecordConnection(2, 2, first, "prior_online_friendship", "both", "friend", "QP 5Y", "5", 2028),
            EndConnection(2, 2, second, "left_roll", reason="Mystery Pupil left"),
            RecordConnection(3, 3, first, "both", "both", "own_child", "ZK 3X", "3", 2031),
            Withdraw(NEXT + 6, "meant for Mystery Pupil"),
            Withdraw(NEXT, "asked about Mystery Pupil"),
        ],
        NOW,
    )


NEXT = len(a_usual_school(6).entries) + 1


def everything_in(word: str, register: Register, staff: int = 1) -> str:
    made = KINDS[word].make(Wanted(register, AS_AT_LATER, None, "J", AS_AT_LATER, staff))
    with zipfile.ZipFile(BytesIO(write(made))) as archive:
        return "\n".join(name + archive.read(name).decode() for name in archive.namelist())


AS_AT_LATER = NOW.date()


@pytest.mark.parametrize("word", [word for word in KINDS if word not in {"connections", "record-card"}])
def test_no_other_workbook_tells_anything_of_a_connection(word: str) -> None:
    said = everything_in(word, a_school_with_connections())
    for detail in (*DETAILS, *ANSWERS):
        assert detail not in said, detail


@pytest.mark.parametrize("staff", [1, 2, 3])
def test_a_record_card_tells_ones_own_words_and_nothing_of_a_pupil(staff: int) -> None:
    said = everything_in("record-card", a_school_with_connections(), staff)
    for detail in ("ZK 3X", "QP 5Y", "Mystery", "2031", "2028", "Year 3", "Year 5"):
        assert detail not in said, detail


def test_a_record_card_masks_what_it_leaves_out_and_says_so() -> None:
    said = everything_in("record-card", a_school_with_connections(), 1)
    assert "Wider family" in said
    assert "Masked: it is about somebody else" in said
    assert "There is something to declare" in said


@pytest.mark.parametrize("word", [kind.word for kind in KINDS.values() if kind.one_person])
def test_nobody_else_is_on_a_card_about_one_person(word: str) -> None:
    said = everything_in(word, a_school_with_connections(), 1)
    assert "Quillfeather1" in said
    for number in range(2, 7):
        assert f"Quillfeather{number}" not in said
        assert f"QX000{number}" not in said


def test_the_connections_register_has_references_and_no_reason() -> None:
    said = everything_in("connections", a_school_with_connections())
    assert "ZK 3X" in said
    assert "Mystery Pupil" not in said
    assert "2031" not in said
    assert AS_AT < AS_AT_LATER
