"""The audit extract: every entry ever made, in order, chained by hashes, and what to check them by (exports 1.4)."""

from __future__ import annotations

from collections import Counter

from exports.audit_log import log
from exports.chain import RECIPE, START
from exports.kinds import Wanted
from exports.office import held, office_book, opening
from exports.workbook.book import Book, Cell, Column, Fact, Heading, Sheet, Table
from store.changes import Reinstate, Withdraw
from store.register import Register
from store.wording import counted

_COLUMNS = (
    Column("Sequence", "count", 92),
    Column("When (UTC)", "moment", 150),
    Column("When (London)", "moment", 150),
    Column("Who", "text", 120),
    Column("Action", "text", 190),
    Column("Staff code", "text", 96),
    Column("Field", "text", 160),
    Column("Old", "text", 160),
    Column("New", "text", 260),
    Column("Reason", "text", 180),
    Column("Previous hash", "text", 300),
    Column("Hash", "text", 300),
)
_NOTHING: tuple[Cell, ...] = (0, None, None, "Nobody", "Nothing entered", *(None,) * 5, START, START)
_ACTION = [column.heading for column in _COLUMNS].index("Action")


def audit(wanted: Wanted) -> Book:
    """The workbook of what is wanted: everything entered by the close of the day. Raises ExportRefused."""
    register = held(wanted)
    rows = tuple(log(register)) or (_NOTHING,)
    sheets = (_log(register, wanted, rows), _checks(register, wanted, rows))
    return office_book("audit", wanted, register, sheets)


def _log(register: Register, wanted: Wanted, rows: tuple[tuple[Cell, ...], ...]) -> Sheet:
    return Sheet(
        tab="Log",
        title="Audit log",
        holds=f"One table: {counted(len(register.entries), 'entry', 'entries')} by the close of the day, in order. "
        "An entry has a row for each person and each detail.",
        lines=(
            f"{opening(register, wanted)} Confidential: for an auditor or inspector on site, or the DPO.",
            "Entries are only ever added: a withdrawal is an entry of its own. Staff codes are those of today.",
            "What a connection consists of, and every reason given about one, is withheld here.",
        ),
        table=Table(name="Audit_log", columns=_COLUMNS, rows=rows, filters=True, frozen=1),
    )


def _checks(register: Register, wanted: Wanted, rows: tuple[tuple[Cell, ...], ...]) -> Sheet:
    entries = register.entries
    missing = (entries[-1].n - entries[0].n + 1 - len(entries)) if entries else 0
    withdrawals = sum(isinstance(entry.change, Withdraw | Reinstate) for entry in entries)
    standing = sum(register.stands(entry.n) for entry in entries)
    actions = Counter(str(row[_ACTION]) for row in rows) if entries else Counter()
    return Sheet(
        tab="Checks",
        title="Checks",
        holds="Facts: what the log adds up to, and how anybody can work its hashes out again.",
        lines=(opening(register, wanted),),
        facts=(
            Heading("Counts"),
            Fact("Entries", len(entries), "count", "Entries_made"),
            Fact("Rows in the log", len(rows) if entries else 0, "count"),
            Fact("Numbers not used", missing, "count"),
            Fact("Withdrawals and putting back", withdrawals, "count"),
            Fact("Entries that stand as a whole", standing, "count"),
            Heading("Hashes"),
            Fact("Before the first entry", str(rows[0][-2]), name="Start_hash"),
            Fact("Of the first entry", str(rows[0][-1]), name="First_hash"),
            Fact("Of the last entry", str(rows[-1][-1]), name="Last_hash"),
            Heading("To work them out again"),
            *(Fact(f"Step {number}", step) for number, step in enumerate(RECIPE, 1)),
            Fact(
                "With an earlier extract",
                "Its last hash is in this log, beside the same sequence number: if so, "
                "nothing before it has been changed since.",
            ),
            Heading("Rows of the log", new_page=True),
            *(Fact(action, count, "count") for action, count in sorted(actions.items())),
        ),
        widths=(280, 640),
    )
