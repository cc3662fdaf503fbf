"""The INSET sign-off sheet: everybody who is briefed here, with room to sign (exports 1.4).

Everyone in the room reads it: nothing on it says who owes what, who is away or who is exempt.
"""

from __future__ import annotations

from exports.documents import POLICY_TITLE
from exports.kinds import Wanted
from exports.office import group, known, office_book, opening, staff_by_surname
from exports.workbook.book import Book, Cell, Column, Sheet, Table
from store.model import School, StaffMember
from store.service import service_on

_LINES_FOR_SUPPLY = 3


def sign_off(wanted: Wanted) -> Book:
    """The workbook of what is wanted."""
    register = known(wanted)
    school = register.school
    settings = school.settings
    people = [member for member in staff_by_surname(register, wanted.as_at) if _is_briefed(member, school, wanted)]
    rows: list[tuple[Cell, ...]] = [
        (
            number,
            member.surname,
            member.known_as or member.forename,
            group(member, settings, wanted.as_at),
            None,
            None,
        )
        for number, member in enumerate(people, 1)
    ]
    rows += [(len(people) + extra, None, None, "Supply", None, None) for extra in range(1, _LINES_FOR_SUPPLY + 1)]
    sheet = Sheet(
        tab="Sign-off",
        title="Briefing on the social media policy: sign-off",
        holds="One table to sign, a row for each member of staff, with lines for supply at the end.",
        lines=(
            f"{opening(register, wanted)} Confidential.",
            _statement(school, wanted),
            "Date of the briefing: ____________________    Given by: ______________________________",
        ),
        table=Table(
            name="Sign_off",
            columns=(
                Column("No.", "count", 38),
                Column("Surname", "text", 170),
                Column("Known as", "text", 124),
                Column("Group", "text", 100),
                Column("Signature", "text", 184),
                Column("Time", "text", 66),
            ),
            rows=tuple(rows),
            to_sign=True,
        ),
        portrait=True,
    )
    return office_book("sign-off", wanted, register, (sheet,))


def _is_briefed(member: StaffMember, school: School, wanted: Wanted) -> bool:
    service = service_on(member.spells, school.settings, wanted.as_at)
    return service is not None and "briefing" in school.settings.applies[service.engagement]


def _statement(school: School, wanted: Wanted) -> str:
    version = school.current("policy", wanted.as_at)
    which = f"the {POLICY_TITLE}, version {version.label}," if version else "the school’s social media policy"
    return (
        f"By signing: I have received and read {which} and understand 6(iv): conduct contrary to its advice may lead "
        "to disciplinary action, and gross misconduct to dismissal."
    )
