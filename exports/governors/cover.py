"""The first sheet: what a governance professional and a chair need before they read on."""

from __future__ import annotations

from datetime import datetime

from exports.documents import POLICY_TITLE
from exports.figures.view import GovernorsView
from exports.governors.messages import asks, key_messages
from exports.terms import say_in_prose
from exports.workbook.book import Fact, Heading, Link, Sheet
from store.dates import london_date, london_time

HANDLING = "Open papers: counts only, no names"
TITLE = "Social media policy: termly report to governors"
_RULE = "_" * 48


def cover_sheet(view: GovernorsView) -> Sheet:
    """The facts, the key messages, what is asked of governors, what is left out, and room to sign."""
    return Sheet(
        tab="Cover",
        title=TITLE,
        holds=f"Cover: the facts of this report as at the close of {say_in_prose(view.as_at)}, and what is asked "
        "of governors.",
        facts=(
            Heading("This report"),
            *_facts(view),
            Heading("Key messages"),
            *(Fact(f"Message {number}", message) for number, message in enumerate(key_messages(view), 1)),
            Heading("Governors are asked to", new_page=True),
            *(Fact(verb, what) for verb, what in asks(view)),
            Heading("What this report leaves out"),
            *_left_out(),
            Heading("In this workbook"),
            Fact(Link("Contents", "Contents", "Go to the sheet Contents"), "Every sheet, and what it shows"),
            Heading("For the meeting"),
            Fact("Presented by (role)", _RULE, to_write_on=True),
            Fact("Signed, for governors", _RULE, to_write_on=True),
            Fact("Date and minute", _RULE, to_write_on=True),
        ),
        widths=(200, 800),
    )


def _facts(view: GovernorsView) -> tuple[Fact, ...]:
    policy = view.policy
    return (
        Fact("School", view.school.strip() or "No name recorded"),
        Fact("Term", f"{view.term}, academic year {view.academic_year}"),
        Fact("As at", view.as_at, "day", "As_at_date"),
        Fact("Records entered to", _entered_to(view.entered_to)),
        Fact("Staff in service", view.in_service, "count", "Staff_in_service"),
        Fact("Handling", f"{HANDLING}."),
        Fact("Policy", f"{POLICY_TITLE}. Version: {policy.version}"),
        Fact("Policy dated", policy.dated),
        Fact("Policy review", "No review date recorded"),
        Fact("Link to the AUP, 6(ii)", policy.aup),
        Fact("Clause 4.2", "Clause 4.2 / online-search practice: last reconciled on ____________"),
    )


def _entered_to(moment: datetime | None) -> str:
    if moment is None:
        return "Nothing has been entered"
    return f"{say_in_prose(london_date(moment))}, {london_time(moment)}"


def _left_out() -> tuple[Fact, ...]:
    return (
        Fact("People", "Names, initials, posts and staff codes, and any breakdown that could point to somebody."),
        Fact("Connections", "How many were declared, by whom, and about whom. Only that staff were asked is reported."),
        Fact("Reasons", "Why anybody is absent or exempt, and the answers anybody gave in a self-check."),
        Fact(
            "Conduct",
            "Conduct matters are never reported here, so that governors stay free to sit on a panel.",
        ),
    )
