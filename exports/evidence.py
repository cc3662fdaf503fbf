"""The evidence pack for a visit: where the school stands, the latest starters, the versions, the year (exports 1.4).

It holds names, so it is for reading on site. Nothing in it is a judgement: each sheet says what was recorded, and when.
"""

from __future__ import annotations

from datetime import date

from exports.figures.measures import MEASURES, Figures, picture
from exports.figures.rating import percent, rating
from exports.kinds import Wanted
from exports.matrix import matrix
from exports.office import known, office_book, opening, worded
from exports.terms import entered_to, say_day, say_document_date
from exports.workbook.book import Book, Cell, Column, Fact, Heading, Link, Sheet, Table, WordColours
from exports.year import year
from store.dates import london_date
from store.model import REQUIREMENTS, Document, School, StaffMember, Version
from store.register import Register
from store.rules import counting
from store.service import service_on
from store.totals import in_service_on
from store.wording import EVIDENCE, STATUS, counted, sentence_case

STARTERS = 3
"""How many of the latest starters are shown: what a visitor asks for (domain 1.2, 6(i))."""


def evidence(wanted: Wanted) -> Book:
    """The workbook of what is wanted."""
    register = known(wanted)
    sheets = (
        _where_it_stands(register, wanted.as_at),
        *matrix(wanted).sheets,
        _starters(register, wanted.as_at),
        _versions(register.school, wanted.as_at),
        year(register, wanted.as_at),
    )
    return office_book("evidence", wanted, register, (_cover(register, wanted, sheets), *sheets))


def _cover(register: Register, wanted: Wanted, sheets: tuple[Sheet, ...]) -> Sheet:
    entered = entered_to(register)
    school = register.school
    links = [
        Fact(Link(sheet.tab, sheet.tab, f"Go to the sheet {sheet.tab}"), _what_it_holds(sheet)) for sheet in sheets
    ]
    return Sheet(
        tab="Cover",
        title="Evidence pack: social media policy",
        holds="Facts: what this pack is, what it rests on, and where to find what.",
        lines=(f"{opening(register, wanted)} Confidential: it has names, and is for reading on site.",),
        facts=(
            Heading("This pack"),
            Fact("As at", wanted.as_at, "day", "As_at_date"),
            Fact("Records entered to", say_day(london_date(entered)) if entered else "Nothing has been entered"),
            Fact("Staff in service", len(in_service_on(register, wanted.as_at)), "count"),
            Fact("Policy", _current(school, "policy", wanted.as_at)),
            Fact("AUP", _current(school, "aup", wanted.as_at)),
            Fact("Policy in the staff handbook, 6(i)", _handbook(school, wanted.as_at)),
            Heading("Sheets"),
            *links,
            Heading("What it leaves out"),
            Fact("Connections", "What was declared and about whom. Only that staff were asked is shown."),
            Fact("Self-checks", "What was answered, and what was asked for."),
            Fact("Conduct", "Concerns and allegations are never recorded in this register."),
        ),
        widths=(260, 700),
    )


def _what_it_holds(sheet: Sheet) -> str:
    return sentence_case(sheet.holds.removeprefix("One table, "))


def _current(school: School, document: Document, as_at: date) -> str:
    version = school.current(document, as_at)
    if version is None:
        return "No version recorded"
    return f"{worded(version.label)}, dated {say_document_date(version.issued_on, version.precision)}"


def _handbook(school: School, as_at: date) -> str:
    on = school.handbook_checked_on
    return f"Checked on {say_day(on)}" if on and on <= as_at else "No check recorded"


# Where it stands ------------------------------------------------------------


def _where_it_stands(register: Register, as_at: date) -> Sheet:
    found = picture(register, as_at)
    rows = tuple((measure.title, measure.clauses, *_figures(found.figures[measure.key])) for measure in MEASURES)
    return Sheet(
        tab="Where it stands",
        title="Where the school stands",
        holds="One table, a row for each measure: staff due, and how many have done it.",
        lines=(
            "Staff due: those it applies to, who have done it or owe it. Overdue counts the due day and after.",
            "On track: nobody overdue. Watch: 90% or more complete. Action: below 90%. An empty share: no staff due.",
        ),
        table=Table(
            name="Where_it_stands",
            columns=(
                Column("Measure", "text", 300),
                Column("Policy clause", "text", 140),
                Column("Staff due", "count", 90),
                Column("Complete", "count", 96),
                Column("Overdue", "count", 90),
                Column("Share", "percent", 90),
                Column("Rating", "text", 120),
            ),
            rows=rows,
            colours=WordColours("Rating", {"On track": "good", "Watch": "warning", "Action": "bad"}),
        ),
    )


def _figures(figures: Figures) -> tuple[Cell, ...]:
    share = percent(figures)
    return (
        figures.due,
        figures.complete,
        figures.overdue,
        None if share is None else share / 100,
        rating(figures),
    )


# Starters -------------------------------------------------------------------


def _starters(register: Register, as_at: date) -> Sheet:
    began = [(_began(register, member, as_at), member) for member in in_service_on(register, as_at)]
    latest = sorted(began, key=lambda found: (found[0], found[1].id), reverse=True)[:STARTERS]
    rows = [row for first_day, member in latest for row in _starter(register, member, first_day, as_at)]
    return Sheet(
        tab="Latest starters",
        title="The latest starters",
        holds=f"One table, the last {counted(len(latest), 'member')} of staff to start, a row for each thing asked.",
        lines=("Done: the first record that counts. Days: from the first day here; before it, with a minus sign.",),
        table=Table(
            name="Latest_starters",
            columns=(
                Column("Surname", "text", 140),
                Column("Known as", "text", 110),
                Column("Post", "text", 170),
                Column("First day", "date", 96),
                Column("What", "text", 210),
                Column("Done", "date", 96),
                Column("Days", "count", 70),
                Column("Today", "text", 130),
            ),
            rows=tuple(rows) or (("No starter", "None", "None", None, "None", None, None, "None"),),
        ),
    )


def _began(register: Register, member: StaffMember, as_at: date) -> date:
    service = service_on(member.spells, register.school.settings, as_at)
    assert service is not None, "in service"
    return service.first_day


def _starter(register: Register, member: StaffMember, first_day: date, as_at: date) -> list[tuple[Cell, ...]]:
    """What one starter was asked for, and when it was first done."""
    settings = register.school.settings
    service = service_on(member.spells, settings, as_at)
    standings = register.standings(member.id, as_at)
    rows: list[tuple[Cell, ...]] = []
    for requirement in REQUIREMENTS:
        if standings[requirement].status == "not_applicable" or service is None:
            continue
        counts = counting(member.records(requirement), service, settings, as_at)
        done = min((record.effective_on for record in counts), default=None)
        rows.append(
            (
                member.surname,
                member.known_as or member.forename or None,
                member.job_title or None,
                first_day,
                "Asked about connections" if requirement == "connections" else sentence_case(EVIDENCE[requirement]),
                done,
                None if done is None else (done - first_day).days,
                sentence_case(STATUS[standings[requirement].status]),
            )
        )
    return rows


# Versions -------------------------------------------------------------------


def _versions(school: School, as_at: date) -> Sheet:
    rows = [
        _version("Policy" if document == "policy" else "AUP", version)
        for document in ("policy", "aup")
        for version in school.versions(document)
        if version.issued_on <= as_at
    ]
    rows += [
        (
            "Link, 6(ii)",
            f"{link.policy_version} and {link.aup_version}",
            link.linked_on,
            None,
            f"Checked on {say_day(link.checked_on)}" if link.checked_on else "Not checked",
            link.checked_by or None,
        )
        for link in school.aup_links
        if link.linked_on <= as_at
    ]
    return Sheet(
        tab="Versions",
        title="Versions of the policy and the AUP",
        holds="One table, a row for each version adopted and each link between the two. An empty cell: not recorded.",
        lines=("Material: it changes a duty, a ban, the scope or a sanction, and is acknowledged anew.",),
        table=Table(
            name="Document_versions",
            columns=(
                Column("Document", "text", 120),
                Column("Version", "text", 240),
                Column("Issued or linked", "date", 120),
                Column("In effect", "date", 110),
                Column("What kind", "text", 250),
                Column("Decided or checked by", "text", 280),
            ),
            rows=tuple(rows) or (("None", "No version recorded", None, None, "None", None),),
        ),
    )


def _version(document: str, version: Version) -> tuple[Cell, ...]:
    dated = "; dated by its month" if version.precision == "month" else ""
    kind = ("Material" if version.material else "Minor") + dated
    return (document, worded(version.label), version.issued_on, version.effective_on, kind, version.decided_by or None)
