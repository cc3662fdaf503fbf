"""A staff list held against a register: what is proposed, and what applying it does."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.changes import AddStaff, Bundle, EndService, OpenRegister
from store.intake.comparison import propose
from store.intake.preview import preview
from store.intake.proposal import Proposal
from store.intake.reading import read_staff_list
from store.ledger import MemoryLedger
from store.model import StaffMember
from store.register import Register

LISTS = Path(__file__).parents[2] / "data/staff-lists"
TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
HEADINGS = "Staff Code,Surname,Forename,Job Title,Start Date,Leaving Date,Payroll,E-mail,Contract Type"


@pytest.fixture
def register() -> Register:
    found = Register(MemoryLedger())
    found.apply(OpenRegister("Bradley Primary School"), "office", NOW)
    return found


@pytest.fixture
def ada(register: Register) -> StaffMember:
    """One person the register knows."""
    new = AddStaff(1, "OKA", "Okafor", "Ada", date(2020, 9, 1), "Teacher", email="ada@s.example", payroll="00123")
    register.apply(new, "office", NOW)
    found = register.person(1)
    assert found is not None
    return found


def proposed(register: Register, folder: Path, *rows: str, headings: str = HEADINGS) -> Proposal:
    path = folder / "list.csv"
    path.write_text("\n".join([headings, *rows]), encoding="utf-8")
    return propose(read_staff_list(path), register, TODAY)


def from_file(register: Register, name: str) -> Proposal:
    return propose(read_staff_list(LISTS / name), register, TODAY)


def accept(register: Register, proposal: Proposal, *also: str) -> None:
    register.apply(proposal.change(proposal.usual | set(also)), "office", NOW)


def amendments(proposal: Proposal) -> list[tuple[str, ...]]:
    return [tuple(detail) for item in proposal.changed for detail in item.details]


def reasons(proposal: Proposal) -> list[tuple[int, str, str]]:
    return [(problem.line, problem.column, problem.reason) for problem in proposal.problems]


@pytest.mark.parametrize("name", ["staff-31.csv", "staff-31.xlsx"])
def test_thirty_one_people_come_in_as_one_change_and_again_as_none(register: Register, name: str) -> None:
    proposal = from_file(register, name)
    assert (len(proposal.new), proposal.problems, proposal.doubts) == (31, (), ())
    accept(register, proposal)
    assert len(register.entries) == 2
    engagements = [member.spells[-1].engagement for member in register.staff()]
    assert (engagements.count("employee"), engagements.count("central"), engagements.count("agency")) == (29, 1, 1)
    change = register.entries[-1].change
    assert isinstance(change, Bundle)
    assert len(change.file_sha256) == 64
    again = from_file(register, "staff-31.xlsx" if name.endswith("csv") else "staff-31.csv")
    assert not again.usual
    assert len(again.unchanged) == 31


def test_bad_lines_are_listed_and_nothing_of_them_comes_in(register: Register) -> None:
    proposal = from_file(register, "bad-rows.csv")
    found = {line: (column, reason) for line, column, reason in reasons(proposal)}
    assert set(found) == {3, 4, 5, 6, 7, 8, 9, 10}
    assert found[3] == ("Surname", "There is no surname.")
    assert found[4][0] == "Start date"
    assert "Sept 2026" in found[4][1]
    assert found[5] == ("Start date", "Somebody new needs a start date.")
    assert found[6] == ("Leaving date", "The leaving date is before the start date.")
    assert found[8] == ("Staff code", "The same as on line 7, for somebody else.")
    assert [(item.code, item.accepted) for item in proposal.new] == [("GOO", True), ("PST", True), ("GON", False)]
    accept(register, proposal)
    assert [member.code for member in register.staff()] == ["GOO", "PST"]


def test_somebody_new_who_has_left_already_comes_in_only_when_asked_for(register: Register) -> None:
    proposal = from_file(register, "bad-rows.csv")
    gone = next(item for item in proposal.new if item.code == "GON")
    accept(register, proposal, gone.id)
    member = register.by_code("GON")
    assert member is not None
    assert member.spells[-1].last_day is not None


def test_rows_of_one_person_become_one_with_both_posts(register: Register) -> None:
    accept(register, from_file(register, "bad-rows.csv"))
    pat = register.by_code("PST")
    assert pat is not None
    assert pat.job_title == "Teaching assistant; Midday supervisor"
    assert pat.spells[0].first_day == date(2018, 9, 1)


def test_hostile_names_come_through_unharmed(register: Register) -> None:
    accept(register, from_file(register, "hostile-names.csv"))
    names = [(member.surname, member.forename) for member in register.staff()]
    assert ("[/HR]", "[bold]Ann") in names
    assert ("=1+1", "+SUM(A1)") in names
    assert ("Łukasz 😀", "Zażółć") in names
    assert ("N" * 300, "F" * 300) in names
    assert ("كريم", "نور") in names
    assert ("\u202eneila", "Rtl\u202c") in names
    assert ("Line Break", "Tab Bell") in names
    assert ("Null", "None") in names
    assert not from_file(register, "hostile-names.csv").usual


def test_a_new_surname_and_job_are_amended(register: Register, ada: StaffMember, tmp_path: Path) -> None:
    proposal = proposed(register, tmp_path, "OKA,Hughes,Ada,Deputy headteacher,01/09/2020,,123,,")
    assert amendments(proposal) == [
        ("Surname", "Okafor", "Hughes"),
        ("Job title", "Teacher", "Deputy headteacher"),
    ]
    accept(register, proposal)
    now = register.person(ada.id)
    assert now is not None
    assert (now.surname, now.job_title, now.email) == ("Hughes", "Deputy headteacher", "ada@s.example")


def test_an_empty_cell_takes_nothing_away(register: Register, ada: StaffMember, tmp_path: Path) -> None:
    assert not proposed(register, tmp_path, "OKA,Okafor,Ada,,,,,,").usual


@pytest.mark.parametrize(
    "row",
    [
        "NEW,Okafor,Ada,Teacher,,,0123,,",
        ",Hughes,Ada,Teacher,,,,ADA@s.example,",
        ",okafor,ADA,Teacher,01/09/2020,,,,",
    ],
)
def test_matched_by_payroll_by_email_and_by_name_with_start(
    register: Register, ada: StaffMember, tmp_path: Path, row: str
) -> None:
    proposal = proposed(register, tmp_path, row)
    assert proposal.new == ()
    assert proposal.missing == ()


def test_a_family_sharing_an_address_is_two_people(register: Register, ada: StaffMember, tmp_path: Path) -> None:
    proposal = proposed(register, tmp_path, ",Okafor,Emeka,Cook,01/09/2022,,,ada@s.example,")
    assert [new.name for new in proposal.new] == ["Emeka Okafor"]
    assert [item.staff for item in proposal.missing] == [ada.id]


def test_never_matched_on_a_name_alone(register: Register, ada: StaffMember, tmp_path: Path) -> None:
    proposal = proposed(register, tmp_path, ",Okafor,Ada,Teacher,01/09/2021,,,,")
    assert [new.has_namesake for new in proposal.new] == [True]
    assert [item.staff for item in proposal.missing] == [ada.id]


def test_a_code_given_to_somebody_else_is_a_problem(register: Register, ada: StaffMember, tmp_path: Path) -> None:
    proposal = proposed(register, tmp_path, "oka,Smith,John,Cook,01/09/2022,,,,")
    assert reasons(proposal) == [(2, "Staff code", "The register has this staff code for somebody else.")]
    assert not proposal.usual


def test_a_namesake_with_a_code_of_their_own_takes_nobodys_place(
    register: Register, ada: StaffMember, tmp_path: Path
) -> None:
    rows = ["OK2,Okafor,Ada,Cook,01/09/2020,,,,", "OKA,Okafor,Ada,Teacher,01/09/2020,,,,"]
    proposal = proposed(register, tmp_path, *rows)
    assert [new.code for new in proposal.new] == ["OK2"]
    accept(register, proposal)
    assert not proposed(register, tmp_path, *rows).usual


def test_a_leaver_leaves_and_comes_back_as_a_further_spell(
    register: Register, ada: StaffMember, tmp_path: Path
) -> None:
    proposal = proposed(register, tmp_path, "OKA,Okafor,Ada,Teacher,01/09/2020,31/08/2025,,,")
    assert [item.on for item in proposal.leaving] == [date(2025, 8, 31)]
    assert proposal.many_leave()
    assert not proposal.usual
    accept(register, proposal, "leavers-2")
    back = proposed(register, tmp_path, "OKA,Okafor,Ada,Teacher,01/09/2026,,,,Agency supply")
    assert [item.on for item in back.new] == [date(2026, 9, 1)]
    accept(register, back)
    now = register.person(ada.id)
    assert now is not None
    assert [(spell.first_day, spell.engagement) for spell in now.spells] == [
        (date(2020, 9, 1), "employee"),
        (date(2026, 9, 1), "agency"),
    ]
    assert not proposed(register, tmp_path, "OKA,Okafor,Ada,Teacher,01/09/2026,,,,Agency supply").usual


def test_somebody_the_list_forgot_to_end_is_only_reported(register: Register, ada: StaffMember, tmp_path: Path) -> None:
    register.apply(EndService(ada.id, date(2026, 7, 31)), "office", NOW)
    proposal = proposed(register, tmp_path, "OKA,Okafor,Ada,Teacher,01/09/2020,,,,")
    assert not proposal.usual
    assert "31 Jul 2026" in proposal.doubts[0].reason


def test_codes_are_invented_for_those_without(register: Register, ada: StaffMember, tmp_path: Path) -> None:
    rows = [
        f",{surname},{forename},Cook,01/09/2022,,,,Volunteer"
        for surname, forename in [("Łuczak", "Éva"), ("Lucas", "Ed"), ("O'Brien", "Ann"), ("李", "雷"), ("王", "芳")]
    ]
    proposal = proposed(register, tmp_path, *rows)
    assert [(new.code, new.code_is_invented) for new in proposal.new] == [
        ("LUCE", True),
        ("LUCE2", True),
        ("OBRA", True),
        ("STAF", True),
        ("STAF2", True),
    ]
    assert any("made up" in line for line in preview(proposal))
    accept(register, proposal)
    assert not proposed(register, tmp_path, *rows).usual


@pytest.mark.parametrize(
    ("name", "surname", "forename"),
    [
        ('"Okafor, Mrs Ada"', "Okafor", "Ada"),
        ("Mr John Smith", "Smith", "John"),
        ("Maria van den Berg", "van den Berg", "Maria"),
        ("Cher", "Cher", ""),
    ],
)
def test_a_name_in_one_column(register: Register, tmp_path: Path, name: str, surname: str, forename: str) -> None:
    accept(register, proposed(register, tmp_path, f"{name},01/09/2020", headings="Name,Start"))
    member = register.person(1)
    assert member is not None
    assert (member.surname, member.forename) == (surname, forename)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("03/09/2020", date(2020, 9, 3)),
        ("3/9/20", date(2020, 9, 3)),
        ("03-Sep-20", date(2020, 9, 3)),
        ("2020-09-03", date(2020, 9, 3)),
        ("3 September 2020", date(2020, 9, 3)),
        ("44077", date(2020, 9, 3)),
        ("03/09/2020 00:00:00", date(2020, 9, 3)),
        ("3/9", None),
        ("fri", None),
        ("+7", None),
        ("31/02/2020", None),
        ("01/09/2068", None),
    ],
)
def test_dates_as_lists_write_them(register: Register, tmp_path: Path, written: str, meant: date | None) -> None:
    proposal = proposed(register, tmp_path, f"Okafor,{written}", headings="Surname,Start Date")
    assert [item.on for item in proposal.new] == ([meant] if meant else [])
    assert len(proposal.problems) == (0 if meant else 1)


def test_preview_says_everything_before_anything_is_written(
    register: Register, ada: StaffMember, tmp_path: Path
) -> None:
    rows = ["NEW,Adams,Joy,Cook,01/09/2022,,,,Zero hours", "BAD,,Nora,Cook,01/09/2022,,,,"]
    lines = preview(proposed(register, tmp_path, *rows))
    assert "1 new · 0 changed · 0 unchanged · 0 leaving · 1 missing from the file · 1 with a problem" in lines
    assert "  line 2: NEW Joy Adams, Cook, from 1 Sep 2022" in lines
    assert "  line 3, Surname: There is no surname." in lines
    assert "  OKA Ada Okafor" in lines
    assert any("Zero hours" in line for line in lines)
    assert len(register.entries) == 2


_TEXT = st.one_of(st.sampled_from(["", "A", "a", "B", "OKA", "0123", "123", "x@y"]), st.text(max_size=5))
_DAY = st.sampled_from(["", "01/09/2020", "01/09/2021", "31/08/2022", "1/1/1900", "?"])
_ROW = st.tuples(
    _TEXT, _TEXT, _TEXT, _TEXT, _DAY, _DAY, _TEXT, _TEXT, st.sampled_from(["", "Agency", "Permanent", "?"])
)


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(_ROW, min_size=1, max_size=6))
def test_what_is_proposed_is_never_refused_and_brings_nothing_the_second_time(
    rows: list[tuple[str, ...]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    import csv

    path = tmp_path_factory.mktemp("lists") / "list.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([HEADINGS.split(","), ["ZZZ", "Last", "One", "", "01/09/2020", *[""] * 4], *rows])
    found = Register(MemoryLedger())
    found.apply(AddStaff(1, "OKA", "B", "A", date(2020, 9, 1), payroll="123", email="x@y"), "office", NOW)
    read = read_staff_list(path)
    accept(found, propose(read, found, TODAY))
    again = propose(read, found, TODAY)
    assert not again.usual, again
    everything = {item.id for item in again.items if item.changes and (not item.rival or item.group == "changed")}
    if everything:
        accept(found, again, *everything)
