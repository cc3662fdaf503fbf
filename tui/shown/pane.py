"""What the pane beside the list says of the person under the cursor. Values in, lines out.

Visitors see the screen: of connections it says how many there are, of confidential follow-ups only that there are some.
"""

from __future__ import annotations

from datetime import date

from store.dates import say, say_short
from store.happenings import latest
from store.model import REQUIREMENTS, Requirement, StaffMember
from store.register import Register
from store.telling import CONFIDENTIAL
from store.wording import FOLLOW_UP, REQUIREMENT, STATUS, counted
from tui.commands import RECORDS, Commands
from tui.shown.about import MARK, follow_up_due, head, next_step, why_and_last
from tui.widgets.cells import Line, Phrase, wrap
from tui.widgets.lines import SPACE

EDGE = Phrase("│", "quiet")
MOST_LINES_OF_REASONS = 2


def pane(
    register: Register, member: StaffMember, today: date, keys: Commands, room: int, height: int, opens: str = ""
) -> list[Line]:
    """Who it is, the five requirements with why and when, what is open, and as many of the latest entries as fit.

    `opens` is what a click on the name presses.
    """
    lines: list[Line] = [
        (Phrase(f" {member.name}", "key+", opens),),
        *_wrapped(", ".join([member.job_title or "no job title", *head(member, today)]), room, 1, ""),
        (),
        (Phrase(" "), next_step(register, member, today, keys)),
        (),
    ]
    for requirement in REQUIREMENTS:
        lines += _requirement(register, member, requirement, today, keys, room)
    lines += [(), *_follow_ups(register, member, today, room), _connections(member, today), ()]
    spare = height - len(lines) - 1
    if spare > 0:
        lines.append((Phrase(" Latest entries", "key+"),))
        for on, what, stands in latest(register, member.id, spare):
            tone = "" if stands else "quiet"
            lines.append((Phrase(f" {say_short(on):<10}", "quiet"), Phrase(what if stands else f"– {what}", tone)))
    return [(EDGE, *line) for line in lines[:height]]


def _wrapped(text: str, room: int, indent: int, tone: str, most: int = 9) -> list[Line]:
    """A text in lines, indented; what does not fit in the last one is cut with …."""
    lines = wrap(text, max(12, room - indent - 2))
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [(Phrase(f"{' ' * indent}{line}", tone),) for line in lines]


def _requirement(
    register: Register, member: StaffMember, requirement: Requirement, today: date, keys: Commands, room: int
) -> list[Line]:
    """The key, what is asked, where it stands and when it is due; below it why, and what was last recorded."""
    standing = register.standings(member.id, today)[requirement]
    mark = MARK[standing.status]
    status = Phrase(f"{mark.text} {STATUS[standing.status]}", f"{mark.tone}+")
    name = f"{REQUIREMENT[requirement]:<12}"
    if standing.status == "not_applicable":
        return [(Phrase("    "), Phrase(name, "quiet"), status)]
    command = keys[RECORDS["advice" if standing.basis == "advice" else requirement]]
    due = Phrase(f"{say_short(standing.due)} " if standing.due else "", "")
    said = why_and_last(register, member, requirement, standing)
    return [
        (Phrase(f" {command.shown:<3}", "key+", command.key), Phrase(name, "", command.key), status, SPACE, due),
        *_wrapped(said, room, 4, "quiet", MOST_LINES_OF_REASONS),
    ]


def _follow_ups(register: Register, member: StaffMember, today: date, room: int) -> list[Line]:
    """Those that are open."""
    settings = register.school.settings
    lines: list[Line] = []
    for one in member.follow_ups:
        if one.closed_on is not None:
            continue
        due = follow_up_due(one, settings)
        words = "Confidential follow-up" if one.code in CONFIDENTIAL else FOLLOW_UP[one.code]
        said = f"! {words}, was due {say(due)}" if due < today else f"• {words}, due {say(due)}"
        lines += _wrapped(said, room, 1, "bad" if due < today else "due")
    return lines or [(Phrase(" No follow-ups open", "quiet"),)]


def _connections(member: StaffMember, today: date) -> Line:
    """How many, and how many wait for advice; never more."""
    held = [tie for tie in member.connections if tie.is_open(today)]
    if not held:
        return (Phrase(" No connections open", "quiet"),)
    waiting = sum(tie.advised_on(today) is None for tie in held)
    said = f" {counted(len(held), 'connection')} open"
    return (Phrase(said), Phrase(f", {waiting} to advise", "due")) if waiting else (Phrase(said),)
