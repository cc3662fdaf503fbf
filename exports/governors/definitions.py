"""What the governors' workbook means by its words: the rows of its Notes sheet. Pure."""

from __future__ import annotations

from exports.figures.measures import MEASURES
from exports.figures.rating import WATCH_FROM
from exports.figures.view import GovernorsView
from exports.governors.shared import told
from exports.terms import say_day, say_in_prose

Note = tuple[str, str]
"""A subject and its explanation."""


def definitions(view: GovernorsView) -> tuple[Note, ...]:
    """In the order they are read."""
    return (*_days_and_counts(view), *_measures(view), *_figures(view))


def _note(subject: str, *sentences: str) -> Note:
    return subject, " ".join(sentences)


def _days_and_counts(view: GovernorsView) -> tuple[Note, ...]:
    return (
        _note(
            "As at",
            f"The close of {say_in_prose(view.as_at)}.",
            "Somebody counts from the first day of work here to the last, both included.",
            "What was done after that day, or entered after the time on the cover, is not counted.",
        ),
        _note(
            "Staff due",
            "Staff in service whom the measure applies to and who have either done it or owe it: Complete + Overdue.",
            "Not counted: staff it does not apply to, by kind of engagement, by the headteacher’s exemption",
            "or during a long absence in which something would fall due;",
            "and starters inside their first days who have not done it yet.",
        ),
        _note("Complete", "Done, recorded, and not fallen due again by the as-at day."),
        _note(
            "Overdue",
            "The due date has come and it is not recorded as done.",
            "The due day itself and the days allowed after it are included:",
            "the register shows those first as due and then as overdue, and this is both together.",
        ),
        _note(
            "School’s own rule",
            "The policy sets no dates, no intervals, no self-check and no refreshers.",
            "When things fall due is the school’s own rule, kept in the register’s settings;",
            "the policy is not the source of it.",
        ),
    )


def _measures(view: GovernorsView) -> tuple[Note, ...]:
    return (
        _note(
            "Induction briefing",
            "A complete induction briefing, all its points covered, is recorded in the present period of service.",
            "A refresher that is owed shows in the measure on refreshers, not here.",
        ),
        _note(
            "Policy acknowledged",
            "The latest version with a material change, or a later one, has been acknowledged;",
            "inside the notice period of a new version, the one before it.",
            view.policy.notice or "No new version is inside its notice period.",
        ),
        _note(
            "AUP signed and linked",
            "The acceptable use agreement is signed for the version in force, counted like the policy’s.",
            "While no AUP is linked to the policy, 6(ii), the measure has no figures and the rating says so:",
            "the gap is not shown as complete.",
        ),
        _note(
            "Privacy self-check",
            "Complete when the questions were answered, whatever the answers.",
            "The school records that it was done, never the settings.",
        ),
        _note(
            "Connections",
            "The footnote to 4.1 is about staff who are related to pupils or parents/carers,",
            "or were friends online with them before they became such.",
            "Complete: the person has been asked when the school’s own rule says, and nothing is left to do on it.",
            "How many declared anything is never in this workbook.",
        ),
        _note(
            "All up to date",
            "Complete: has done what has fallen due, and owes nothing.",
            "Overdue: owes something on at least one measure.",
            "Somebody who owes several things is one person here, so the rows above do not add up to this one.",
        ),
    )


def _figures(view: GovernorsView) -> tuple[Note, ...]:
    return (
        _note(
            "Percentages",
            "Complete as a share of Staff due, rounded to a whole percent, half upwards.",
            f"Rounding never makes 100% while anybody is overdue, nor {WATCH_FROM}% of a share below it.",
        ),
        _note(
            "Change",
            "This term’s printed percentage less last term’s, in percentage points.",
            _last_term(view),
        ),
        _note(
            "Ratings",
            "On track: nobody is overdue.",
            f"Watch: somebody is overdue, and {WATCH_FROM}% or more are complete. Action: below {WATCH_FROM}%.",
            "No staff due, and No AUP linked, mean that nothing can be rated.",
        ),
        _note(
            "Marks",
            "[c]: not shown, as it could point to somebody. [x]: no figure was kept. [z]: a figure does not apply.",
            "[r]: records have changed since the figure was given to governors.",
        ),
        *_revisions(view),
        _note(
            "Terms",
            "Academic years run from 1 September to 31 August.",
            "A report belongs to the term of its as-at day, and a day in a holiday to the term just ended.",
        ),
        _note(
            "Staff groups",
            "By kind of engagement, in words. A group of fewer than five is not shown;",
            "nor is a measure on which one to four people in the whole school are overdue, for any group.",
            "A measure is hidden too where the words, the totals and the last report issued, laid beside each other,",
            "would show that exactly one to four people of a group are overdue, or are complete.",
            "If any measure is hidden, All up to date is hidden with it.",
        ),
        _note(
            "Evidence",
            "A briefing covers twelve points, each of which carries clauses of the policy.",
            "A clause counts everybody whose briefings covered all of its points since they started here.",
            "Section 4.2 is about appointments, and nothing about candidates is recorded.",
        ),
        _note(
            "Coming due",
            "The next date of each person in service, for the twelve months from the month of the as-at day.",
            "Dates pass, and further dates follow from what is done: it is a plan, not a forecast.",
        ),
        _note(
            "Actions",
            "Proposed by the register from its figures and from the policy’s text. It reports and does not decide.",
            "Due: the end of this term for the school, of the next for the board.",
        ),
        _note(
            "Not covered",
            "Governors and contractors are outside the measures, unless the school’s own rules say otherwise;",
            "volunteers are asked for the briefing and the acknowledgement only.",
        ),
        _note(
            "Use",
            "Whole-school figures are shown even where they are small, because alone they point to no one.",
            "Please do not lay them beside anything that names staff.",
        ),
    )


def _last_term(view: GovernorsView) -> str:
    last = view.last_term
    if not last.kept:
        return f"No figures were kept for {last.name}."
    if last.issued:
        return f"Last term’s are those governors were given, as at {say_day(last.as_at)}; later entries do not count."
    return (
        f"No report on {last.name} was issued, so its figures are those known at the close of {say_day(last.as_at)}; "
        "later entries do not change them."
    )


def _revisions(view: GovernorsView) -> tuple[Note, ...]:
    """A note for each earlier term whose records have changed since it was reported."""
    titles = {measure.key: measure.title for measure in MEASURES}
    return tuple(
        _note(
            f"Revised [r]: {row.term}",
            "With the records as they are now, the figures given for this term would be:",
            "; ".join(
                f"{titles[key]} {told(now)}, given as {told(row.percents[key])}" for key, now in row.revised.items()
            )
            + ".",
        )
        for row in view.trend
        if row.revised
    )
