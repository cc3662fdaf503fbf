"""Entry checks V1 to V12 (R13) and the plain ones: what is refused, what is warned of, in sentences about nobody."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import msgspec
import pytest

from store.changes import (
    ALL_POINTS,
    Acknowledge,
    AddStaff,
    AdoptVersion,
    Advise,
    AmendConnection,
    AmendStaff,
    Bundle,
    Change,
    CloseFollowUp,
    CompleteSelfCheck,
    DeclareConnections,
    EndConnection,
    EndService,
    Evidence,
    GrantExemption,
    LinkAup,
    OpenRegister,
    RecordAbsence,
    RecordBriefing,
    RecordConnection,
    SignAup,
    StartService,
)
from store.checklists import SELF_CHECK_QUESTIONS, follow_ups_of, unanswered
from store.checks import Finding
from store.ledger import MemoryLedger
from store.model import Answer, FollowUpCode, Requirement
from store.register import Register, Rejected

D = date.fromisoformat
TODAY = D("2026-11-22")
HERE, LEFT, COMING, BACK = 1, 2, 3, 4
TIE, ADVISED, ENDED = 1, 2, 3
SELF_CHECK = 12
SURNAMES = ("Adams", "Begum", "Clarke", "Dhillon")


def apply(register: Register, change: Change, on: date = TODAY) -> int:
    return register.apply(change, "A Clerk", datetime.combine(on, time(12), UTC)).n


@pytest.fixture
def register() -> Register:
    """Somebody here, a leaver, a starter to come, and one who left and is back; versions; three connections."""
    register = Register(MemoryLedger())
    for change in (
        OpenRegister("Bradley Primary School"),
        AdoptVersion("policy", "p1", D("2024-01-08"), D("2024-01-08")),
        AdoptVersion("policy", "p2", D("2026-11-02"), D("2026-11-02")),
        AdoptVersion("policy", "p2.1", D("2026-11-16"), D("2026-11-16"), material=False),
        AdoptVersion("aup", "a1", D("2025-01-06"), D("2025-01-06")),
        AddStaff(HERE, "JA", SURNAMES[0], "Joy", D("2024-09-02")),
        AddStaff(LEFT, "NB", SURNAMES[1], "Nadia", D("2024-09-02")),
        Bundle("leaving", (EndService(LEFT, D("2026-11-20")),)),
        AddStaff(COMING, "RC", SURNAMES[2], "Ruth", D("2027-01-04")),
        AddStaff(BACK, "SD", SURNAMES[3], "Sunil", D("2020-09-01")),
        Bundle("leaving", (EndService(BACK, D("2024-08-31")), StartService(BACK, D("2026-09-01")))),
        CompleteSelfCheck((HERE,), D("2026-11-10"), follow_ups=("SEE_HEAD", "REBRIEF")),
        RecordConnection(HERE, TIE, D("2026-11-05"), "related", "pupil", "wider_family", "JA 2B", "2", 2031),
        RecordConnection(HERE, ADVISED, D("2026-11-05"), "related", "pupil", "own_child"),
        RecordConnection(HERE, ENDED, D("2026-11-05"), "both", "both", "friend"),
        Advise(HERE, ADVISED, D("2026-11-06"), "Headteacher"),
        EndConnection(HERE, ENDED, D("2026-11-09"), "left_roll", "Moved before it could be given"),
    ):
        apply(register, change)
    return register


def refusals(found: list[Finding]) -> list[tuple[str, str]]:
    return [(finding.field, finding.rule) for finding in found if finding.refused]


def warnings(found: list[Finding]) -> list[tuple[str, str]]:
    return [(finding.field, finding.rule) for finding in found if not finding.refused]


def brief(*people: int, on: str = "2026-11-20", reason: str = "", **more: object) -> RecordBriefing:
    return RecordBriefing(people or (HERE,), D(on), reason=reason, **more)  # type: ignore[arg-type]


def tie(on: str = "2026-11-20", number: int = 4, **more: object) -> RecordConnection:
    return RecordConnection(HERE, number, D(on), "related", "pupil", "wider_family", **more)  # type: ignore[arg-type]


ALL_YES: dict[int, Answer] = {question.number: "yes" for question in SELF_CHECK_QUESTIONS}

REFUSED: list[tuple[Change, str, str]] = [
    # V1: has not happened yet
    (brief(on="2026-11-23"), "on", "V1"),
    (Acknowledge((HERE,), D("2026-11-23"), "p2"), "on", "V1"),
    (SignAup((HERE,), D("2026-11-23"), "a1"), "on", "V1"),
    (CompleteSelfCheck((HERE,), D("2026-11-23")), "on", "V1"),
    (DeclareConnections((HERE,), D("2026-11-23")), "on", "V1"),
    (tie("2026-11-23"), "on", "V1"),
    (Advise(HERE, TIE, D("2026-11-23"), "Headteacher"), "on", "V1"),
    (EndConnection(HERE, ADVISED, D("2026-11-23"), "left_roll"), "on", "V1"),
    (CloseFollowUp(HERE, SELF_CHECK, "SEE_HEAD", D("2026-11-23")), "on", "V1"),
    # V2: before it was issued
    (Acknowledge((HERE,), D("2026-11-01"), "p2"), "on", "V2"),
    (SignAup((HERE,), D("2025-01-05"), "a1", reason="Found"), "on", "V2"),
    # V3: over a month ago needs a reason
    (brief(on="2026-10-21"), "reason", "V3"),
    (brief(on="2026-10-21", reason="  "), "reason", "V3"),
    (SignAup((HERE,), D("2026-10-21"), "a1"), "reason", "V3"),
    (tie("2026-10-21"), "reason", "V3"),
    # V4: ends before it begins, or overlaps
    (EndService(HERE, D("2024-09-01")), "last_day", "V4"),
    (StartService(HERE, D("2026-12-01")), "first_day", "V4"),
    (StartService(LEFT, D("2026-11-20")), "first_day", "V4"),
    (AmendStaff(LEFT, first_day=D("2026-11-21")), "first_day", "V4"),
    (AmendStaff(BACK, first_day=D("2024-08-31")), "first_day", "V4"),
    (RecordAbsence(HERE, D("2026-11-10"), D("2026-11-09")), "last_day", "V4"),
    (GrantExemption(HERE, "briefing", D("2026-11-10"), D("2026-11-09"), "Head"), "last_day", "V4"),
    (CloseFollowUp(HERE, SELF_CHECK, "SEE_HEAD", D("2026-11-09")), "on", "V4"),
    (EndConnection(HERE, ADVISED, D("2026-11-04"), "left_roll", "x"), "on", "V4"),
    # V5: after the last day
    (brief(LEFT, on="2026-11-21"), "on", "V5"),
    (brief(HERE, LEFT, on="2026-11-21"), "on", "V5"),
    (Acknowledge((LEFT,), D("2026-11-21"), "p2"), "on", "V5"),
    (DeclareConnections((LEFT,), D("2026-11-21")), "on", "V5"),
    (RecordConnection(LEFT, 4, D("2026-11-21"), "related", "pupil", "own_child"), "on", "V5"),
    # V6: advice before the connection was declared
    (Advise(HERE, TIE, D("2026-11-04"), "Headteacher"), "on", "V6"),
    # V10: formed after
    (tie(formed_before=False), "formed_before", "V10"),
    # V11: never advised
    (EndConnection(HERE, TIE, D("2026-11-20"), "left_roll"), "reason", "V11"),
    (EndConnection(HERE, TIE, D("2026-11-20"), "left_roll", " "), "reason", "V11"),
    (EndConnection(HERE, ADVISED, D("2026-11-05"), "left_roll"), "reason", "V11"),  # the advice came a day later
    # the plain ones
    (brief(points=ALL_POINTS[:9]), "points", ""),
    (brief(points=(*ALL_POINTS[:11], 11)), "points", ""),
    (brief(points=(*ALL_POINTS, 13)), "points", ""),
    (brief(points=(0,), draft=True), "points", ""),
    (RecordBriefing((), D("2026-11-20")), "people", ""),
    (brief(HERE, HERE), "people", ""),
    (brief(99), "staff", ""),
    (brief(HERE, 99), "staff", ""),
    (EndService(99, D("2026-11-20")), "staff", ""),
    (Acknowledge((HERE,), D("2026-11-20"), "a1"), "version", ""),
    (Acknowledge((HERE,), D("2026-11-20"), ""), "version", ""),
    (SignAup((HERE,), D("2026-11-20"), "p2"), "version", ""),
    (AddStaff(HERE, "XX", "Evans", "Wyn", D("2026-11-20")), "staff", ""),
    (AddStaff(5, "XX", " ", "Wyn", D("2026-11-20")), "surname", ""),
    (AddStaff(5, "", "Evans", "Wyn", D("2026-11-20")), "code", ""),
    (AddStaff(5, "ja", "Evans", "Wyn", D("2026-11-20")), "code", ""),
    (AddStaff(5, " JA ", "Evans", "Wyn", D("2026-11-20")), "code", ""),
    (AmendStaff(HERE, code="nb"), "code", ""),
    (AmendStaff(HERE, code=" "), "code", ""),
    (AmendStaff(HERE, surname=""), "surname", ""),
    (GrantExemption(HERE, "briefing", D("2026-11-20"), None, " "), "authorised_by", ""),
    (tie(pupil_reference="1234567890123"), "pupil_reference", ""),
    (tie(number=TIE), "connection", ""),
    (Advise(HERE, 99, D("2026-11-20"), "Headteacher"), "connection", ""),
    (Advise(LEFT, TIE, D("2026-11-20"), "Headteacher"), "connection", ""),
    (Advise(HERE, TIE, D("2026-11-20"), ""), "adviser", ""),
    (Advise(HERE, TIE, D("2026-11-20"), "Headteacher", ()), "statements", ""),
    (AmendConnection(HERE, 99, 2032), "connection", ""),
    (EndConnection(HERE, ENDED, D("2026-11-20"), "left_roll", "again"), "connection", ""),
    (CloseFollowUp(HERE, SELF_CHECK, "CONNECTION", D("2026-11-20")), "code", ""),
    (CompleteSelfCheck((HERE,), TODAY, {1: "yes"}), "answers", ""),
    (CompleteSelfCheck((HERE,), TODAY, {1: "no", 12: "yes", 13: "yes"}), "answers", ""),
    (CompleteSelfCheck((HERE,), TODAY, {}), "answers", ""),
    (CompleteSelfCheck((HERE,), TODAY, {**ALL_YES, 12: "family_tie"}), "answers", ""),
    (CompleteSelfCheck((HERE,), TODAY, {**ALL_YES, 99: "no"}), "answers", ""),
    (CompleteSelfCheck((HERE,), TODAY, {99: "no"}, draft=True), "answers", ""),
    (CloseFollowUp(HERE, 99, "SEE_HEAD", D("2026-11-20")), "code", ""),
    (AdoptVersion("policy", " ", D("2026-11-20"), D("2026-11-20")), "label", ""),
    (AdoptVersion("policy", "p1", D("2026-11-20"), D("2026-11-20")), "label", ""),
    (AdoptVersion("policy", "P1 ", D("2026-11-20"), D("2026-11-20")), "label", ""),
    (OpenRegister("Bradley Primary School"), "school", ""),
    (AdoptVersion("policy", "p3", D("2026-11-20"), D("2026-11-19")), "effective_on", ""),
    (LinkAup("p9", "a1", D("2026-11-20")), "policy_version", ""),
    (LinkAup("p1", "a9", D("2026-11-20")), "aup_version", ""),
    (Bundle("first_day", ()), "changes", ""),
    (Bundle("first_day", (DeclareConnections((HERE,), TODAY), brief(on="2026-11-23"))), "on", "V1"),
    (brief(delivered_by="x" * 1001), "delivered_by", ""),
    (brief(reason="x\ud83d"), "reason", ""),
    (AddStaff(5, "XX", "Ev\udc80ns", "Wyn", D("2026-11-20")), "surname", ""),
]


@pytest.mark.parametrize(("change", "field", "rule"), REFUSED, ids=lambda value: str(value)[:60])
def test_refused(register: Register, change: Change, field: str, rule: str) -> None:
    before = list(register.entries)
    found = register.check(change, TODAY)
    assert (field, rule) in refusals(found)
    assert found[0].refused, "refusals come first"
    with pytest.raises(Rejected):
        apply(register, change)
    assert register.entries == before


ALLOWED: list[Change] = [
    brief(on="2026-11-22"),
    brief(on="2026-10-22"),  # 31 days ago
    brief(on="2026-10-21", reason="Sheet turned up"),
    brief(LEFT, on="2026-11-20"),  # a last day counts
    brief(COMING, on="2026-11-20"),  # before the start
    brief(points=ALL_POINTS[:9], draft=True),
    brief(points=(), draft=True),
    brief(points=tuple(reversed(ALL_POINTS))),
    Acknowledge((HERE,), D("2026-11-02"), "p2"),
    Acknowledge((HERE,), D("2026-11-20"), "p2.1"),
    AddStaff(5, "XX", "Evans", "Wyn", D("2027-09-01")),
    AmendStaff(HERE, code="Ja", surname="Adams-Wood"),
    EndService(HERE, D("2024-09-02")),
    EndService(HERE, D("2027-07-21")),  # known ahead
    StartService(LEFT, D("2026-11-21")),
    AmendStaff(BACK, first_day=D("2024-09-01")),
    RecordAbsence(HERE, D("2026-11-10"), D("2026-11-10")),
    RecordAbsence(HERE, D("2027-01-10")),
    GrantExemption(HERE, "briefing", D("2026-11-10"), D("2026-11-10"), "Headteacher"),
    tie(pupil_reference="LAN 12345678"),
    Advise(HERE, TIE, D("2026-11-05"), "Headteacher"),
    Advise(HERE, TIE, D("2026-11-20"), "Headteacher", ("V1",)),
    AmendConnection(HERE, TIE, 2033),
    EndConnection(HERE, ADVISED, D("2026-11-06"), "left_roll"),
    CloseFollowUp(HERE, SELF_CHECK, "SEE_HEAD", D("2026-11-10")),
    CloseFollowUp(HERE, SELF_CHECK, "SEE_HEAD", TODAY),
    CompleteSelfCheck((HERE,), TODAY, {1: "yes"}, draft=True),
    CompleteSelfCheck((HERE,), TODAY, {1: "no", 12: "yes", 13: "yes", 14: "yes"}),
    RecordConnection(LEFT, 4, D("2026-11-20"), "related", "pupil", "own_child"),
    Bundle("staff_list", (AmendStaff(HERE, code="ZZ"), AddStaff(5, "JA", "Evans", "Wyn", TODAY))),
    LinkAup("p1", "a1", D("2026-11-20"), D("2026-11-20"), "Headteacher"),
    AdoptVersion("aup", "p1", D("2026-11-20"), D("2026-12-01")),  # the same label for another document
    brief(delivered_by="x" * 300),
    brief(delivered_by="x" * 1000),
    AddStaff(5, "XX", "Ó Súilleabháin 😀", "Łucja", D("2026-11-20")),
]


@pytest.mark.parametrize("change", ALLOWED, ids=lambda value: str(value)[:60])
def test_allowed_without_a_word(register: Register, change: Change) -> None:
    assert register.check(change, TODAY) == []
    apply(register, change)


WARNED: list[tuple[Change, str, str]] = [
    (Acknowledge((HERE,), D("2026-11-20"), "p1"), "version", "V7"),
    (brief(COMING, on="2026-10-05", reason="Met in July"), "on", "V9"),  # 91 days before
    (brief(BACK, on="2026-06-02", reason="x"), "on", "V9"),
    (EndConnection(HERE, TIE, D("2026-11-20"), "left_roll", "Moved away at once"), "connection", "V11"),
    (CompleteSelfCheck((HERE,), D("2026-11-10")), "on", "V8"),
    (brief(reason="see facebook"), "reason", "V12"),
]


@pytest.mark.parametrize(("change", "field", "rule"), WARNED, ids=lambda value: str(value)[:60])
def test_warned_of_but_allowed(register: Register, change: Change, field: str, rule: str) -> None:
    found = register.check(change, TODAY)
    assert (refusals(found), warnings(found)) == ([], [(field, rule)])
    apply(register, change)


@pytest.mark.parametrize("change", [change for change, _, _ in REFUSED + WARNED], ids=lambda value: str(value)[:60])
def test_no_sentence_names_anybody(register: Register, change: Change) -> None:
    found = register.check(change, TODAY)
    said = " ".join(finding.reason for finding in found)
    assert not any(name in said for name in (*SURNAMES, "Joy", "Nadia", "Ruth", "Sunil", "Evans", "JA 2B"))
    assert all(finding.reason.strip().endswith(".") for finding in found)


def test_ninety_days_before_the_start_still_counts(register: Register) -> None:
    assert register.check(brief(COMING, on="2026-10-06", reason="x"), TODAY) == []
    assert register.check(brief(BACK, on="2026-06-03", reason="x"), TODAY) == []


def test_whom_a_finding_is_about_stands_beside_it(register: Register) -> None:
    found = register.check(brief(HERE, LEFT, BACK, on="2026-11-21"), TODAY)
    assert [(finding.rule, finding.people) for finding in found] == [("V5", (LEFT,))]
    apply(register, brief(HERE, BACK))
    found = register.check(brief(HERE, LEFT, BACK), TODAY)
    assert [(finding.rule, finding.people) for finding in found] == [("V8", (HERE, BACK))]


def test_a_duplicate_is_of_the_same_requirement_person_and_day(register: Register) -> None:
    apply(register, brief(HERE))
    assert warnings(register.check(brief(HERE), TODAY)) == [("on", "V8")]
    assert register.check(brief(HERE, on="2026-11-19"), TODAY) == []
    assert register.check(brief(BACK), TODAY) == []
    assert register.check(DeclareConnections((HERE,), D("2026-11-20"), nothing_to_declare=False), TODAY) == []


def test_what_completes_a_draft_of_the_same_day_is_no_duplicate(register: Register) -> None:
    draft = RecordBriefing((HERE,), D("2026-11-20"), points=(1, 2, 3), draft=True)
    apply(register, draft)
    assert register.check(brief(HERE), TODAY) == []
    assert warnings(register.check(draft, TODAY)) == [("on", "V8")]


def test_nobody_is_advised_after_the_last_day(register: Register) -> None:
    apply(register, RecordConnection(LEFT, 4, D("2026-11-10"), "related", "pupil", "own_child"))
    found = register.check(Advise(LEFT, 4, D("2026-11-21"), "Headteacher"), TODAY)
    assert [(finding.field, finding.rule) for finding in found] == [("on", "V5")]
    assert register.check(Advise(LEFT, 4, D("2026-11-20"), "Headteacher"), TODAY) == []


def test_nothing_to_declare_is_doubted_where_a_connection_is_recorded(register: Register) -> None:
    assert warnings(register.check(DeclareConnections((HERE,), D("2026-11-20")), TODAY)) == [("answer", "")]
    assert register.check(DeclareConnections((BACK,), D("2026-11-20")), TODAY) == []


def test_a_bundle_is_checked_part_by_part(register: Register) -> None:
    starter = AddStaff(5, "WE", "Evans", "Wyn", D("2026-11-16"))
    first_day = Bundle(
        "first_day", (starter, brief(5), Acknowledge((5,), D("2026-11-20"), "p2"), tie_of(5), advice_of(5))
    )
    assert register.check(first_day, TODAY) == []
    twice = Bundle("first_day", (starter, brief(5), brief(5)))
    assert warnings(register.check(twice, TODAY)) == [("on", "V8")]
    same_code = Bundle("staff_list", (starter, AddStaff(6, "we", "Foster", "Di", D("2026-11-16"))))
    assert refusals(register.check(same_code, TODAY)) == [("code", "")]
    same_number = Bundle("staff_list", (starter, AddStaff(5, "XX", "Foster", "Di", D("2026-11-16"))))
    assert refusals(register.check(same_number, TODAY)) == [("staff", "")]
    before_adding = Bundle("staff_list", (brief(5), starter))
    assert refusals(register.check(before_adding, TODAY)) == [("staff", "")]
    taken_code = Bundle("staff_list", (AmendStaff(HERE, code="ZZ"), AddStaff(5, "zz", "Evans", "Wyn", TODAY)))
    assert refusals(register.check(taken_code, TODAY)) == [("code", "")]


def tie_of(staff: int) -> RecordConnection:
    return RecordConnection(staff, 4, D("2026-11-20"), "related", "pupil", "wider_family")


def advice_of(staff: int) -> Advise:
    return Advise(staff, 4, D("2026-11-20"), "Headteacher")


def test_a_staff_list_brings_old_records_without_reasons(register: Register) -> None:
    old = brief(HERE, on="2025-09-02")
    assert register.check(Bundle("staff_list", (old,)), TODAY) == []
    assert refusals(register.check(Bundle("first_day", (old,)), TODAY)) == [("reason", "V3")]
    assert refusals(register.check(Bundle("staff_list", (brief(on="2026-11-23"),)), TODAY)) == [("on", "V1")]


# V12 ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "note",
    [
        "joy@example.org",
        "@joyadams",
        "https://example.org/joy",
        "http://example.org",
        "www.example.org",
        "on Facebook",
        "INSTAGRAM page",
        "tiktok, mostly",
        "Snapchat.",
        "class WhatsApp group",
        "twitter",
        "07700 900123",
        "07700900123",
        "07700-900-123",
        "+44 7700 900123",
        "0344 381 4772",
        "01254 123456",
        "(01254) 123456",
        "01254.123456",
        "tel 01254/123456",
        "joyadams.co.uk",
        "My Space page",
    ],
)
def test_a_note_with_an_account_or_a_number_is_warned_of(register: Register, note: str) -> None:
    assert warnings(register.check(brief(reason=note), TODAY)) == [("reason", "V12")]
    filed = Acknowledge((HERE,), D("2026-11-20"), "p2", evidence_location=note)
    assert warnings(register.check(filed, TODAY)) == [("evidence_location", "V12")]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (GrantExemption(HERE, "briefing", TODAY, None, "head@example.org"), "authorised_by"),
        (CloseFollowUp(HERE, SELF_CHECK, "SEE_HEAD", TODAY, by="@head"), "by"),
        (LinkAup("p1", "a1", TODAY, TODAY, "@head"), "checked_by"),
        (AdoptVersion("policy", "p3", TODAY, TODAY, decided_by="@governors"), "decided_by"),
        (Advise(HERE, TIE, TODAY, "@head"), "adviser"),
        (brief(delivered_by="@head"), "delivered_by"),
        (tie(pupil_reference="@pupil"), "pupil_reference"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_field_for_words_is_watched(register: Register, change: Change, field: str) -> None:
    assert warnings(register.check(change, TODAY)) == [(field, "V12")]


@pytest.mark.parametrize(
    "note",
    [
        "Personnel file, drawer 2",
        "Seen on 3/9/2026 and 10/12/2026",
        "3 Sep 2026, 10.15 to 11.45",
        "Minute 14 of 2026-11-03",
        "Minute 14, 3/9/2026 and 10/12/2026",
        "drawer 2026 09 01 2",
        "Atwitter",
        "03-09-2026",
        "Headteacher, JA 2B",
        "Admission 12345678",
        "Cabinet 4, folder 2026/27, sheet 118",
        "Sheet turned up in the INSET folder",
        "Social media plan, section 4.1(iv)",
    ],
)
def test_a_plain_note_raises_no_alarm(register: Register, note: str) -> None:
    assert register.check(brief(reason=note), TODAY) == []


# The self-check -------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "answer", "code"),
    [
        (2, "no", "SETTINGS_HELP"),
        (2, "not_sure", "SETTINGS_HELP"),
        (3, "no", "SETTINGS_HELP"),
        (4, "no", "CONTENT_HELP"),
        (4, "not_sure", None),
        (5, "not_sure", "SETTINGS_HELP"),
        (5, "not_applicable", None),
        (6, "no", "SETTINGS_HELP"),
        (7, "not_sure", "CONTENT_HELP"),
        (8, "family_tie", "CONNECTION"),
        (8, "no", "SEE_HEAD"),
        (9, "earlier_tie", "CONNECTION"),
        (9, "no", "SEE_HEAD"),
        (10, "no", "FORMER_PUPIL_ADVICE"),
        (10, "not_sure", "FORMER_PUPIL_ADVICE"),
        (11, "not_sure", "REBRIEF"),
        (12, "no", "SEE_HEAD"),
        (13, "no", "REBRIEF"),
        (14, "no", "CONNECTION"),
    ],
)
def test_an_answer_that_asks_for_a_follow_up_must_list_it(
    register: Register, question: int, answer: Answer, code: FollowUpCode | None
) -> None:
    given = {**ALL_YES, question: answer}
    bare = register.check(CompleteSelfCheck((HERE,), TODAY, given), TODAY)
    assert refusals(bare) == ([] if code is None else [("follow_ups", "")])
    listed = CompleteSelfCheck((HERE,), TODAY, given, follow_ups=() if code is None else (code,))
    assert register.check(listed, TODAY) == []
    apply(register, listed)
    member = register.person(HERE)
    assert member is not None
    assert [f.code for f in member.follow_ups if f.opened_on == TODAY] == ([] if code is None else [code])
    assert register.standing(HERE, "self_check", TODAY).status == "current", "whatever the answers"


def test_follow_ups_are_raised_once_each_in_the_order_of_the_questions() -> None:
    assert follow_ups_of({14: "no", 8: "family_tie", 3: "no", 2: "no"}) == ("SETTINGS_HELP", "CONNECTION")
    assert follow_ups_of({}) == ()


def test_somebody_without_accounts_is_asked_the_gate_and_the_last_three() -> None:
    assert unanswered({}) == tuple(range(1, 15))
    assert unanswered({1: "no"}) == (12, 13, 14)
    assert unanswered({1: "yes"}) == tuple(range(2, 15))
    assert unanswered(ALL_YES) == ()


def test_a_follow_up_closes_once(register: Register) -> None:
    closing = CloseFollowUp(HERE, SELF_CHECK, "SEE_HEAD", D("2026-11-20"), by="Headteacher")
    apply(register, closing)
    assert refusals(register.check(closing, TODAY)) == [("code", "")]
    assert register.check(CloseFollowUp(HERE, SELF_CHECK, "REBRIEF", D("2026-11-20"), "not_needed"), TODAY) == []


def test_nine_of_twelve_points_is_a_draft_and_does_not_count(register: Register) -> None:
    [finding] = register.check(brief(points=ALL_POINTS[:9]), TODAY)
    assert finding.reason.startswith("9 of 12 points covered")
    apply(register, brief(points=ALL_POINTS[:9], draft=True))
    assert register.standing(HERE, "briefing", TODAY).status == "overdue"
    apply(register, brief(on="2026-11-21"))
    assert register.standing(HERE, "briefing", TODAY).status == "current"


@pytest.mark.parametrize(
    ("draft", "requirement"),
    [
        (brief(draft=True), "briefing"),
        (Acknowledge((HERE,), D("2026-11-20"), "p2", draft=True), "acknowledgement"),
        (SignAup((HERE,), D("2026-11-20"), "a1", draft=True), "aup"),
        (CompleteSelfCheck((COMING,), D("2026-11-20"), draft=True), "self_check"),
        (DeclareConnections((HERE,), D("2026-11-20"), draft=True), "connections"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_draft_changes_no_standing(register: Register, draft: Evidence, requirement: Requirement) -> None:
    apply(register, LinkAup("p2", "a1", D("2026-11-02")))
    [staff] = draft.people
    before = register.standing(staff, requirement, TODAY)
    apply(register, draft)
    assert register.standing(staff, requirement, TODAY) == before
    apply(register, msgspec.structs.replace(draft, draft=False))
    assert register.standing(staff, requirement, TODAY) != before


def test_today_is_the_day_in_london(register: Register) -> None:
    """23:30 UTC on 30 June is 1 July at school: a record of 1 July has happened."""
    late = datetime(2027, 6, 30, 23, 30, tzinfo=UTC)
    register.apply(RecordBriefing((HERE,), D("2027-07-01")), "A Clerk", late)
    with pytest.raises(Rejected) as refusal:
        register.apply(RecordBriefing((HERE,), D("2027-07-02")), "A Clerk", late)
    assert (refusal.value.field, refusal.value.rule) == ("on", "V1")
