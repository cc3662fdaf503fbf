"""Lists as each system writes them, with invented people: every heading and every field as it should be."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from store.intake.fields import RECORDS
from store.intake.headings import map_headings
from store.intake.opening import open_list
from store.intake.private import is_private
from store.model import StaffMember
from tests.store.intake.lists import LISTS, accept, binary_workbook, proposed, school

# What every heading of every list is; a heading that is not here is not ours to read.
MEANT: dict[str, dict[str, str]] = {
    "sims-report.xlsx": {
        "Legal Surname": "surname",
        "Legal Forename": "forename",
        "Preferred Forename": "known_as",
        "Staff Code": "code",
        "Date of Arrival": "start_date",
        "Date of Leaving": "leaving_date",
        "Work Email": "email",
        "Payroll Number": "payroll",
        "Post": "job_title",
    },
    "sims-api.csv": {"Forename": "forename", "Surname": "surname", "Work Email Address": "email"},
    "bromcom.csv": {
        "First Name": "forename",
        "Last Name": "surname",
        "Preferred First Name": "known_as",
        "Staff Code": "code",
        "Job Title": "job_title",
        "Payroll Number": "payroll",
        "Start Date": "start_date",
        "End Date": "leaving_date",
        "Contract Type": "engagement",
    },
    "arbor.xlsx": {
        "Legal first name": "forename",
        "Legal last name": "surname",
        "Preferred first name": "known_as",
        "Business Role": "job_title",
        "Business role start date": "start_date",
        "Business role end date": "leaving_date",
        "School email": "email",
        "Staff ID": "code",
        "Employee number": "payroll",
    },
    "scholarpack.csv": {
        "Surname": "surname",
        "Forename": "forename",
        "Known As": "known_as",
        "Role": "job_title",
        "Contract Start": "start_date",
        "Contract Type": "engagement",
        "Leaving Date": "leaving_date",
        "Email": "email",
    },
    "integris.csv": {
        "Surname": "surname",
        "Forename": "forename",
        "KnownName": "known_as",
        "StaffCode": "code",
        "DateStarted": "start_date",
        "PostTitle": "job_title",
    },
    "workforce-census.csv": {
        "FamilyName": "surname",
        "GivenName": "forename",
        "ContractType": "engagement",
        "ContractEnd": "leaving_date",
        "Post": "job_title",
        "SchoolArrivalDate": "start_date",
    },
    "single-central-record.xlsx": {
        "Name": "name",
        "Role": "job_title",
        "Start date": "start_date",
        "Leaving date": "leaving_date",
    },
    "old-spreadsheet.xlsx": {
        "Staff name": "name",
        "Code": "code",
        "Start date": "start_date",
        "Induction briefing": "briefed_on",
        "Briefed by": "briefed_by",
        "Policy version signed": "policy_version",
        "Policy signed": "acknowledged_on",
        "AUP signed": "aup_signed_on",
        "AUP version": "aup_version",
        "Privacy self-check": "self_checked_on",
        "Asked about connections": "connections_asked_on",
        "Anything to declare": "connections_answer",
        "Where the paper is": "evidence_location",
    },
    "template.xlsx": {
        "Staff code": "code",
        "Surname": "surname",
        "Forename": "forename",
        "Known name": "known_as",
        "Job title": "job_title",
        "Start date": "start_date",
        "Leaving date": "leaving_date",
        "Engagement": "engagement",
        "E-mail": "email",
        "Payroll number": "payroll",
    },
}

# As headings are typed by hand: close to ours, like ours and not ours, and nobody's business.
TYPED: dict[str, str] = {
    "Start Dt": "start_date",
    "Surnam": "surname",
    "Fornames": "forename",
    "Jobtitle": "job_title",
    "Staff Cod": "code",
    "Payrol Number": "payroll",
    "Leaving Dte": "leaving_date",
    "Emial address": "",
    "Former Surname": "",
    "Start time": "",
    "Line manager": "",
    "Employer": "",
    "School Name": "",
    "Parent surname": "",
    "Date of Brith": "",
    "Contract hours": "",
    "Leaving Reason": "",
    "Sir name": "",
}


def test_headings_are_right_without_help_and_none_is_silently_wrong() -> None:
    right = wrong = 0
    said = []
    for name, meant in MEANT.items():
        sheet = open_list(LISTS / name).best
        assert sheet is not None, name
        columns = map_headings(sheet.headings, history=bool(RECORDS & set(meant.values())))
        found = {heading: field for field, heading in columns.used.items()}
        for heading in filter(None, sheet.headings):
            good = found.get(heading, "") == meant.get(heading, "")
            right, wrong = right + good, wrong + (not good)
            if not good:
                said.append(f"{name}: {heading} → {found.get(heading)}")
    for heading, field in TYPED.items():
        guesses = map_headings([heading, "Name" if field == "surname" else "Surname"]).guesses
        found_field = next((g.field for g in guesses if g.heading == heading), "")
        good = found_field == field
        right, wrong = right + good, wrong + (not good)
        if not good:
            said.append(f"typed: {heading} → {found_field}")
        # What is only alike is always said to be.
        assert all(g.why == "close" and "close to" in str(g) for g in guesses if g.heading == heading)
    assert right / (right + wrong) >= 0.95, said
    assert said == []


def test_private_headings_are_known_as_private() -> None:
    private = [
        *(
            "Date of birth",
            "DOB",
            "D.O.B.",
            "NINumber",
            "NI No",
            "National Insurance Number",
            "Ethnic Origin",
            "Religion",
        ),
        *("Disability", "Gender", "Sex", "Annual Salary", "DailyRate", "Bank account", "Sort Code", "Home Address"),
        *("Postcode", "Home Phone", "Mobile", "DBS Number", "DBS issued", "Next of kin", "Union", "Days absent"),
        *("Sickness", "Medical notes", "Marital status", "Emergency contact", "Passport no", "Right to work in UK"),
        *("Personal e-mail", "TeacherNumber", "Prohibition from teaching check", "Health", "Home contact", "Pension"),
    ]
    assert [heading for heading in private if not is_private(heading)] == []
    ours = {heading for meant in MEANT.values() for heading in meant}
    assert [heading for heading in ours if is_private(heading)] == []


Row = tuple[str, str, str, str, str, str, str, date, date | None, str]


def row(member: StaffMember) -> Row:
    spell = member.spells[-1]
    return (
        member.code,
        member.surname,
        member.forename,
        member.known_as,
        member.job_title,
        member.payroll,
        member.email,
        spell.first_day,
        spell.last_day,
        spell.engagement,
    )


BYRNE = ("BYA", "Byrne", "Aoife", "", "Class teacher", "E0071", "aoife.byrne@bradley.example")
CLARKE = ("CLR", "Clarke-Nwosu", "Robert", "Rob", "Sports coach", "E0072", "rob.cn@bradley.example")
LI = ("WEL", "Wei", "Li", "Lily", "Teaching assistant", "E0073", "lily.wei@bradley.example")
ARBOR: list[Row] = [
    (*BYRNE, date(2018, 9, 3), None, "employee"),
    (*CLARKE, date(2024, 1, 8), None, "employee"),
    (*LI, date(2026, 9, 1), date(2027, 8, 31), "employee"),
]

EXPECTED: dict[str, list[Row]] = {
    "sims-report.xlsx": [
        (
            *("ADJ", "Adeyemi", "Josephine", "Josie", "Class teacher", "00012345", "j.adeyemi@bradley.example"),
            *(date(2019, 9, 1), None, "employee"),
        ),
        (
            *("BAT", "Barraclough", "Thomas", "Tom", "Site manager", "00012346", "t.barraclough@bradley.example"),
            *(date(2022, 1, 4), None, "employee"),
        ),
        (
            *("ODZ", "O'Dowd-Świątek", "Zoë", "", "Teaching assistant", "00012347", "z.odowd@bradley.example"),
            *(date(2015, 4, 13), date(2026, 12, 31), "employee"),
        ),
    ],
    "bromcom.csv": [
        ("HUM", "Hughes", "Margaret", "Maggie", "Headteacher", "10420", "", date(2006, 1, 1), None, "employee"),
        (
            *("OKC", "Okafor", "Chidi", "", "Teaching assistant; Midday supervisor", "10457", ""),
            *(date(2010, 2, 1), None, "employee"),
        ),
        (
            *("PAJ", "Patel", "Jyoti", "Jo", "Supply teacher", "10494", ""),
            *(date(2025, 9, 3), date(2026, 12, 18), "agency"),
        ),
    ],
    "arbor.xlsx": ARBOR,
    "arbor.xls": ARBOR,
    "arbor.ods": ARBOR,
    "scholarpack.csv": [
        (
            *("FARI", "Farrow", "Imogen", "Immy", "Lunchtime supervisor", "", "i.farrow@bradley.example"),
            *(date(2013, 9, 2), None, "employee"),
        ),
        ("GRIP", "Grieve", "Paul", "", "", "", "", date(2026, 1, 5), None, "volunteer"),
    ],
    "integris.csv": [
        ("IND", "Ingle", "Deborah", "Debbie", "Office manager", "", "", date(2011, 9, 1), None, "employee"),
        ("JUA", "Jürgens", "Anke", "", "Class teacher", "", "", date(2023, 9, 1), None, "employee"),
    ],
    "workforce-census.csv": [
        ("KHAS", "Khan", "Sadia", "", "TCH", "", "", date(2016, 9, 1), None, "employee"),
        ("LOWP", "Lowe", "Peter", "", "TAS; MDS", "", "", date(2025, 9, 1), None, "employee"),
    ],
    "single-central-record.xlsx": [
        ("OBIA", "Obi", "Ada", "", "Class teacher", "", "", date(2020, 9, 1), None, "employee"),
        ("VANL", "van den Berg", "Lars", "", "Caretaker", "", "", date(2021, 2, 15), None, "employee"),
        ("RAOP", "Rao", "Priya", "", "Volunteer reader", "", "", date(2025, 10, 6), None, "employee"),
    ],
}


@pytest.mark.parametrize("name", EXPECTED)
def test_every_field_of_every_person_and_a_second_time_nothing(name: str) -> None:
    register = school()
    accept(register, proposed(register, LISTS / name))
    assert [row(member) for member in register.staff()] == EXPECTED[name]
    again = proposed(register, LISTS / name)
    assert not again.usual
    assert again.missing == ()
    assert len(again.unchanged) == len(EXPECTED[name])


def test_a_list_without_start_dates_finds_people_by_their_addresses_and_adds_nobody() -> None:
    register = school()
    accept(register, proposed(register, LISTS / "sims-report.xlsx"))
    proposal = proposed(register, LISTS / "sims-api.csv")
    assert [item.code for item in proposal.unchanged] == ["ADJ", "BAT"]
    assert [(problem.line, problem.reason) for problem in proposal.problems] == [
        (4, "Somebody new needs a start date.")
    ]
    assert [item.code for item in proposal.missing] == ["ODZ"]
    assert not proposal.usual


def test_the_binary_workbook_of_excel_is_read(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Surname", "Forename", "Start Date", "Payroll Number"],
        ["Adeyemi", "Jo", 44077.0, 12345.0],
    ]
    register = school()
    accept(register, proposed(register, binary_workbook(tmp_path / "list.xlsb", rows)))
    assert [row(member)[:8] for member in register.staff()] == [
        ("ADEJ", "Adeyemi", "Jo", "", "", "12345", "", date(2020, 9, 3))
    ]


def test_the_untouched_template_brings_nobody_in() -> None:
    from store.intake.reading import read_staff_list
    from store.intake.refused import IntakeRefused

    with pytest.raises(IntakeRefused, match="only the template’s examples"):
        read_staff_list(LISTS / "template.xlsx")


@pytest.mark.parametrize(
    ("name", "chosen", "starts"),
    [
        ("bromcom.csv", "Start Date", ("Start Date", "Continuous Service Date")),
        ("workforce-census.csv", "SchoolArrivalDate", ("SchoolArrivalDate", "ContractStart")),
        ("sims-report.xlsx", "Date of Arrival", ("Date of Arrival", "Continuous Service Date")),
    ],
)
def test_two_columns_that_may_be_the_start_are_asked_about_once(
    name: str, chosen: str, starts: tuple[str, ...]
) -> None:
    register = school()
    first = proposed(register, LISTS / name)
    assert first.columns.used["start_date"] == chosen
    assert [question.options for question in first.questions] == [starts]
    answered = proposed(register, LISTS / name, {"start_date": starts[1]})
    assert answered.questions == ()
    accept(register, answered)
    again = proposed(register, LISTS / name)
    assert again.questions == ()
    assert again.columns.used["start_date"] == starts[1]
