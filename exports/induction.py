"""The induction sheet: one page for a starter's first day, with what to hear, read and sign (exports 1.4, domain 7)."""

from __future__ import annotations

from exports.documents import POLICY_TITLE
from exports.kinds import Wanted
from exports.office import known, office_book
from exports.refusals import ExportRefused
from exports.terms import say_in_prose
from exports.workbook.book import Book, Cell, Column, Sheet, Table
from store.checklists import ACKNOWLEDGEMENT_STATEMENTS, BRIEFING_POINTS
from store.model import Requirement, StaffMember, Standing
from store.register import Register
from store.service import service_on

_LINE = "_" * 34


def induction(wanted: Wanted) -> Book:
    """The workbook of what is wanted. Raises ExportRefused where nobody is named, or nobody who is asked anything."""
    register = known(wanted)
    if wanted.staff is None:
        raise ExportRefused("An induction sheet is for one person. Say whose it is.")
    member = register.person(wanted.staff)
    if member is None:
        raise ExportRefused("There is nobody of that number in the register, so there is no induction sheet.")
    standings = register.standings(member.id, wanted.as_at)
    if all(standing.status == "not_applicable" for standing in standings.values()):
        raise ExportRefused(
            "Nothing is asked of that person, by engagement or having left, so there is no induction sheet."
        )
    sheet = Sheet(
        tab="Induction",
        title="Social media policy: induction sheet",
        holds="One table: what to hear, read and sign, to be ticked off as it is done.",
        lines=(*_who(register, member, wanted), "Confidential: for the person it names and the school office."),
        table=Table(
            name="Induction_steps",
            columns=(
                Column("No.", "count", 36),
                Column("Step", "text", 440),
                Column("Clause", "text", 100),
                Column("Done", "text", 114),
            ),
            rows=tuple(_steps(register, standings, wanted)),
            to_sign=True,
        ),
        one_page=True,
        portrait=True,
    )
    return office_book("induction", wanted, register, (sheet,))


def _who(register: Register, member: StaffMember, wanted: Wanted) -> tuple[str, ...]:
    service = service_on(member.spells, register.school.settings, wanted.as_at)
    first_day = f"First day: {say_in_prose(service.first_day)}." if service else ""
    post = f", {member.job_title}" if member.job_title else ""
    school = register.school.name.strip()
    return (f"For {member.name}{post}{f', at {school}' if school else ''}. {first_day}".rstrip(),)


def _steps(register: Register, standings: dict[Requirement, Standing], wanted: Wanted) -> list[tuple[Cell, ...]]:
    """The twelve points, then what is signed: only what this person is asked for."""
    asked = {requirement for requirement, standing in standings.items() if standing.status != "not_applicable"}
    steps: list[tuple[str, str, str]] = []
    if "briefing" in asked:
        steps += [(point.text, _clauses(point.clauses), "☐ Heard") for point in BRIEFING_POINTS]
    policy, aup = register.school.current("policy", wanted.as_at), register.school.current("aup", wanted.as_at)
    if "acknowledgement" in asked:
        which = f"{POLICY_TITLE}, version {policy.label}" if policy else "Social media policy"
        said = "\n".join(f"• {statement.text}" for statement in ACKNOWLEDGEMENT_STATEMENTS)
        steps.append((f"{which}:\n{said}", "6(i), 6(iv)", "☐ Accepted"))
    if "aup" in asked:
        which = f", {aup.label}" if aup else ""
        steps.append((f"Acceptable use agreement{which}: read and signed", "6(ii)", "☐ Signed"))
    if "connections" in asked:
        steps.append(
            ("Connections: asked about family ties and earlier online friendships", "4.1 footnote", "☐ Declared")
        )
    if "self_check" in asked:
        due = standings["self_check"].due
        by = f", by {say_in_prose(due)}" if due else ""
        steps.append((f"Privacy self-check{by} (school’s own rule)", "4.1(ii)", "☐ Done"))
    numbered: list[tuple[Cell, ...]] = [(number, *step) for number, step in enumerate(steps, 1)]
    signed = (f"Signed, member of staff: {_LINE}", f"Signed, for the school: {_LINE}")
    return [*numbered, *((None, text, "Date:", None) for text in signed)]


def _clauses(clauses: tuple[str, ...]) -> str:
    """As the policy numbers them: sentences of section 5 have numbers of our own only (domain section 0)."""
    words = ("5" if clause.startswith("5-") else clause.replace("4.1*", "4.1 footnote") for clause in clauses)
    said = ", ".join(dict.fromkeys(words))
    return f"Section {said}" if said.isdigit() else said
