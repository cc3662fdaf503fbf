"""A proposal in plain lines of text, for the command line: what is read, counts, and then the groups of the preview."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from store.dates import say
from store.intake.headings import Columns
from store.intake.proposal import Detail, Item, Proposal
from store.wording import counted


def preview(
    proposal: Proposal, accepted: Collection[str] | None = None, left: Mapping[int, date] | None = None
) -> list[str]:
    """Every line a user should see before accepting. Names are as the file has them: print them as plain text.

    `accepted` holds the ids of the items that would be accepted, or None for the usual ones; `left` the last days
    given for missing people, by their number.
    """
    ids = proposal.usual if accepted is None else accepted
    last_days = left or {}
    sheet = f", sheet “{proposal.sheet}”" if proposal.sheet else ""
    return [
        f"{proposal.file_name}{sheet}",
        *said_of_columns(proposal.columns),
        *proposal.notes,
        "",
        *_counts(proposal),
        *_group("New", (_line(item, ids) for item in proposal.new)),
        *_group("Changed", (_line(item, ids) for item in proposal.changed)),
        *_group("Leavers", (_line(item, ids) for item in proposal.leaving)),
        *_group("Missing from the file", (_missing(item, last_days) for item in proposal.missing)),
        *_group("Problems (not brought in)", map(_place, proposal.problems)),
        *_group("To look at", map(_place, proposal.doubts)),
        *_warnings(proposal, ids, last_days),
    ]


def said_unused(unused: int, private: int) -> str:
    """How many columns are not used, and how many of these are nobody's business here."""
    whose = "and it is private" if (unused, private) == (1, 1) else f"{private} of them private"
    return f"{counted(unused, 'column')} not used{f', {whose}' if private else ''}"


def said_of_columns(columns: Columns) -> Iterator[str]:
    """Each heading with the field it is used for and why, and how many are not used."""
    yield "Read:"
    yield from (f"  {guess}" for guess in columns.guesses)
    if columns.unused:
        yield f"{said_unused(columns.unused, columns.private)}."
    if columns.records:
        yield (
            f"{counted(columns.records, 'column')} of briefings and signatures not read: "
            "bring them in with --history, if this is the school’s own record."
        )
    yield from columns.notes


def _counts(proposal: Proposal) -> Iterator[str]:
    counts = {
        "new": len(proposal.new),
        "changed": len(proposal.changed),
        "unchanged": len(proposal.unchanged),
        "leaving": len(proposal.leaving),
        "missing from the file": len(proposal.missing),
        "with a problem": len({problem.line for problem in proposal.problems}),
    }
    yield " · ".join(f"{count} {words}" for words, count in counts.items())


def _group(title: str, lines: Iterable[str]) -> list[str]:
    found = list(lines)
    return ["", title, *(f"  {line}" for line in found)] if found else []


def _line(item: Item, accepted: Collection[str]) -> str:
    code = f"{item.code} (code made up)" if item.code_is_invented else item.code
    said = f"line {item.line}: {code} {item.name}{_what(item)}"
    if item.notes:
        said += f"; {'; '.join(item.notes)}"
    if item.has_namesake and not item.perhaps:
        said += "; somebody of that name is in the register already"
    return said if item.id in accepted else f"{said} [only with --accept {item.id}]"


def _missing(item: Item, last_days: Mapping[int, date]) -> str:
    last_day = last_days.get(item.staff)
    return f"{item.code} {item.name}{f', last day {say(last_day)}' if last_day else ''}"


def _what(item: Item) -> str:
    details = "; ".join(map(_detail, item.details))
    if item.group == "leavers" and item.on:
        return f", last day {say(item.on)}" + (f"; {details}" if details else "")
    if item.group == "new" and item.on:
        job = next((new for field, _, new in item.fields if field == "Job title"), "")
        return f"{f', {job}' if job else ''}, from {say(item.on)}" + (f"; {details}" if details else "")
    return f": {details}" if details else ""


def _detail(detail: Detail) -> str:
    return f"{detail.field} {detail.old} → {detail.new}" if detail.old else f"{detail.field} {detail.new}"


def _place(problem: tuple[int, str, str]) -> str:
    line, column, reason = problem
    return f"line {line}, {column}: {reason}"


def _warnings(proposal: Proposal, accepted: Collection[str], left: Collection[int]) -> Iterator[str]:
    if any(item.code_is_invented for item in proposal.new):
        yield ""
        yield "Staff codes were made up for people who have none; change them later as you like."
    if proposal.unread:
        yield ""
        yield f"Not read: {counted(proposal.unread, 'filled line')} below the end of the list."
    asked = proposal.many_leave(accepted, left)
    if asked is not None:
        yield ""
        yield asked.sentence
