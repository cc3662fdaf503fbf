"""A proposal in plain lines of text, for the command line: counts, then everything that would change, then problems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from store.dates import say
from store.intake.headings import FIELD_WORDS, shown
from store.intake.proposal import Amendment, Move, Newcomer, Proposal


def preview(proposal: Proposal) -> list[str]:
    """Every line a user should see before accepting. Names are as the file has them: print them as plain text."""
    return [
        f"{proposal.file_name}",
        *_columns(proposal),
        "",
        *_counts(proposal),
        *_group("New", map(_newcomer, proposal.new)),
        *_group("Coming back", (_move(move, "again from") for move in proposal.returning)),
        *_group("Changed", map(_amendment, proposal.changed)),
        *_group("Leavers", (_move(move, "last day") for move in proposal.leaving)),
        *_group("Missing from the file (nothing is done about them)", (f"{m.code} {m.name}" for m in proposal.missing)),
        *_group("Problems (nothing of these lines is brought in)", map(_place, proposal.problems)),
        *_group("To look at", map(_place, proposal.doubts)),
        *_warnings(proposal),
    ]


def _columns(proposal: Proposal) -> Iterator[str]:
    columns = proposal.columns
    used = ", ".join(f"{FIELD_WORDS[field]} from “{shown(heading)}”" for field, heading in columns.used.items())
    yield f"Read: {used}."
    if columns.unused:
        noun = "column" if columns.unused == 1 else "columns"
        yield f"{columns.unused} {noun} not used, {columns.private} of them private."
    yield from columns.notes


def _counts(proposal: Proposal) -> Iterator[str]:
    counts = {
        "new": len(proposal.new),
        "coming back": len(proposal.returning),
        "changed": len({amendment.line for amendment in proposal.changed}),
        "unchanged": len(proposal.unchanged),
        "leaving": len(proposal.leaving),
        "missing from the file": len(proposal.missing),
        "with a problem": len({problem.line for problem in proposal.problems}),
    }
    yield " · ".join(f"{count} {words}" for words, count in counts.items())


def _group(title: str, lines: Iterable[str]) -> list[str]:
    found = list(lines)
    return ["", title, *(f"  {line}" for line in found)] if found else []


def _newcomer(new: Newcomer) -> str:
    code = f"{new.code} (code made up)" if new.code_is_invented else new.code
    job = f", {new.job_title}" if new.job_title else ""
    namesake = "; somebody of that name is in the register already" if new.has_namesake else ""
    return f"line {new.line}: {code} {new.name}{job}, from {say(new.first_day)}{namesake}"


def _move(move: Move, words: str) -> str:
    return f"line {move.line}: {move.code} {move.name}, {words} {say(move.on)}"


def _amendment(amendment: Amendment) -> str:
    where = f"line {amendment.line}: {amendment.code} {amendment.name}"
    return f"{where}: {amendment.field} {amendment.old or '(none)'} → {amendment.new}"


def _place(problem: tuple[int, str, str]) -> str:
    line, column, reason = problem
    return f"line {line}, {column}: {reason}"


def _warnings(proposal: Proposal) -> Iterator[str]:
    if any(new.code_is_invented for new in proposal.new):
        yield ""
        yield "Staff codes were made up for people who have none; change them later as you like."
    if proposal.unread:
        yield ""
        lines = "1 filled line" if proposal.unread == 1 else f"{proposal.unread} filled lines"
        yield f"Not read: {lines} below the end of the list."
    if proposal.many_leave:
        yield ""
        yield f"{len(proposal.leaving)} of {proposal.in_service} staff would leave. Is this the right file?"
