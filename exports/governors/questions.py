"""What governors may want to ask. None needs an answer that names somebody."""

from __future__ import annotations

from exports.figures.view import GovernorsView
from exports.workbook.book import Column, Link, Sheet, Table

_ASKED = (
    ("How do we know that every member of staff is aware of the policy?", "Summary"),
    ("What is being done about what is overdue, and when will it be complete?", "Actions"),
    ("Is the picture better than a year ago, and if not, why not?", "Trend"),
    ("Is any group of staff being missed: part-time, supply, volunteers?", "Staff groups"),
    ("Who is not covered by the policy, and is that right?", "Notes"),
    ("Could anybody say that they were never told what a breach may lead to, 6(iv)?", "Evidence"),
    ("Are staff related to families of the school asked about it, and advised, every year?", "Evidence"),
    ("Do staff who lack the skills to check their settings get help, 4.1(ii)?", "Evidence"),
    ("When was the AUP last looked at beside this policy, 6(ii)?", "Cover"),
    ("When is the next INSET day on which refreshers will be given?", "Coming due"),
)

_OF_2023 = (
    ("The policy is dated May 2023 and states no review date: when will it be reviewed?", "Actions"),
    ("How does section 4.2, on vetting, sit with what guidance now says on online searches?", "Actions"),
    ("Section 5 rests on guidance of March 2009, and 3.1 still names My Space: is that still right?", "Actions"),
)
_OF_ANOTHER = (
    ("Does the version in force state when it will be reviewed?", "Cover"),
    ("Does the version in force say how section 4.2 sits with guidance on online searches?", "Cover"),
)


def questions_sheet(view: GovernorsView) -> Sheet:
    """Numbered, each with the sheet to look at."""
    asked = (*_ASKED, *(_OF_2023 if view.policy.of_2023 else _OF_ANOTHER))
    return Sheet(
        tab="Questions",
        title="Questions governors may want to ask",
        holds="One table: questions, each with the sheet to look at. None needs an answer that names anybody.",
        table=Table(
            name="Questions_asked",
            columns=(
                Column("Number", "count", 80),
                Column("Question", "text", 740),
                Column("Where to look", "text", 180),
            ),
            rows=tuple(
                (number, question, Link(sheet, sheet, f"Go to the sheet {sheet}"))
                for number, (question, sheet) in enumerate(asked, 1)
            ),
        ),
    )
