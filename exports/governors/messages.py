"""What the governors' cover says in sentences, written from the figures: nobody, one, many. Pure."""

from __future__ import annotations

from exports.figures.view import GovernorsView, Row
from exports.terms import say_in_prose
from store.wording import counted


def key_messages(view: GovernorsView) -> tuple[str, ...]:
    """Five sentences for a reader who reads nothing else."""
    return (_overall(view), _weakest(view), _since_last_term(view), _policy(view), _asked(view))


def asks(view: GovernorsView) -> tuple[tuple[str, str], ...]:
    """What governors are asked to note, to challenge and to agree."""
    concerns = [row for row in view.rows if row.rating in {"Action", "Watch"} and row.key != "all"]
    if concerns:
        challenge = f"What is being done about, and by when: {_listed([_said(row) for row in concerns])}."
    else:
        challenge = "Whether these figures match what governors see and hear in school."
    agree = "When the policy is next reviewed: no review date is recorded."
    if not view.policy.aup_linked:
        agree += " A date by which an acceptable use policy is linked to it, as 6(ii) asks."
    return (
        ("Note", f"The position as at {say_in_prose(view.as_at)}, and what this report leaves out."),
        ("Challenge", challenge),
        ("Agree", agree),
    )


def _overall(view: GovernorsView) -> str:
    row = view.row("all")
    if view.in_service == 0:
        return "No staff were in service on the day, so there is nothing to report."
    if row.due == 0:
        return "Nothing has fallen due for any member of staff yet."
    if row.overdue == 0:
        if row.due == 1:
            return "The one member of staff due is up to date on everything."
        return f"All {row.due} staff due are up to date on everything."
    if row.due == 1:
        return "The one member of staff due is not up to date on everything."
    if row.complete == 0:
        return f"None of the {row.due} staff due is up to date on everything."
    done = f"{row.complete} of the {row.due} staff due {_are(row.complete)} up to date on everything"
    return f"{done}; {row.overdue} {_are(row.overdue)} not."


def _weakest(view: GovernorsView) -> str:
    rated = [row for row in view.rows if row.key != "all" and isinstance(row.this_term, int)]
    if not rated:
        return "No measure can be rated yet."
    behind = [row for row in rated if row.overdue]
    if not behind:
        return "Every measure that can be rated is on track."
    lowest = min(behind, key=lambda row: (_number(row.this_term), -_number(row.overdue)))
    others = len(behind) - 1
    rest = f" {counted(others, 'other measure').capitalize()} {_have(others)} somebody overdue." if others else ""
    return f"Furthest behind: {_said(lowest)}, rated {lowest.rating}.{rest}"


def _since_last_term(view: GovernorsView) -> str:
    if not view.last_term.kept:
        return f"No figures were kept for {view.last_term.name}, so there is nothing to compare with."
    changes = [row.change for row in view.rows if row.key != "all" and isinstance(row.change, int)]
    if not changes:
        return f"No measure can be compared with {view.last_term.name}."
    up, down = sum(change > 0 for change in changes), sum(change < 0 for change in changes)
    same = len(changes) - up - down
    counts = [(up, "up"), (down, "down"), (same, "unchanged")]
    for count, word in counts:
        if count == len(changes):
            return f"Since {view.last_term.name} {_every(count)} {word}."
    parts = [f"{count} {_are(count)} {word}" for count, word in counts if count]
    return f"Since {view.last_term.name}, of {len(changes)} measures {_listed(parts)}."


def _policy(view: GovernorsView) -> str:
    if not view.policy.aup_linked:
        return view.policy.aup
    if view.policy.notice:
        return view.policy.notice
    row = view.row("acknowledgement")
    if row.due == 0:
        return "Nobody was due to acknowledge the policy."
    signed = (
        f"{row.complete} of {counted(_number(row.due), 'member')} of staff due {_have(row.complete)} acknowledged it"
    )
    return f"The policy, dated {view.policy.dated}, is linked to the AUP; {signed}."


def _asked(view: GovernorsView) -> str:
    row = view.row("connections")
    if row.due == 0:
        return "Nobody was due to be asked about connections under the 4.1 footnote."
    return (
        f"Asked about connections under the 4.1 footnote, and up to date: {row.complete} of {row.due}. "
        "Governors are told that staff were asked, never what was answered."
    )


# Words ----------------------------------------------------------------------


def _said(row: Row) -> str:
    """As in: privacy self-check up to date (22 of 31, 9 overdue)."""
    title = row.measure if row.measure.startswith("AUP") else row.measure[0].lower() + row.measure[1:]
    return f"{title} ({row.complete} of {row.due}, {row.overdue} overdue)"


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _number(printed: object) -> int:
    return printed if isinstance(printed, int) else 0


def _are(count: object) -> str:
    return "is" if count == 1 else "are"


def _every(count: int) -> str:
    return "the one measure that can be compared is" if count == 1 else f"all {count} measures that can be compared are"


def _have(count: object) -> str:
    return "has" if count == 1 else "have"
