"""What can be typed after `briefed`. Each command names the function that carries it out, imported when it runs."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TypeAlias

from exports.kinds import KINDS
from store.model import FOLLOW_UP_CODES
from tui import __version__

EVIDENCE = {
    "briefing": "Record who was briefed.",
    "acknowledgement": "Record who acknowledged the policy.",
    "aup": "Record who signed the AUP.",
    "self-check": "Record who did the privacy self-check.",
    "declaration": "Record who was asked about connections.",
}

Subparsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - it has no public name


def carry_out(name: str, options: argparse.Namespace) -> int:
    """Runs `module:function` from tui.cli."""
    module, function = name.split(":")
    command: Callable[[argparse.Namespace], int] = getattr(import_module(f"tui.cli.{module}"), function)
    return command(options)


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = argparse.ArgumentParser(
        prog="briefed",
        description="Who has been briefed, who has signed, who is due. Without a command it opens the app.",
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"briefed {__version__}")
    top.add_argument("--register", type=Path, metavar="DIR", help="the register’s folder (or BRIEFED_REGISTER)")
    top.add_argument("--view", action="store_true", help="open the app to look only, beside whoever is editing")
    top.set_defaults(run=partial(carry_out, "app:open_app"))
    commands = top.add_subparsers(title="commands", metavar="COMMAND", dest="command")
    _set_up(commands)
    _look(commands)
    _record(commands)
    _export(commands)
    return top


def _command(commands: Subparsers, name: str, run: str, help_text: str) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=help_text, description=help_text, allow_abbrev=False)
    command.set_defaults(run=partial(carry_out, run))
    # Also after the command, where people type it; given in neither place it stays what it was.
    command.add_argument("--register", type=Path, metavar="DIR", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    return command


def _set_up(commands: Subparsers) -> None:
    demo = _command(commands, "demo", "demo:demo", "Open the app on an invented school; nothing is kept.")
    demo.add_argument("--into", type=Path, metavar="DIR", help="write the invented register there and stop")
    demo.add_argument("--staff", type=int, default=34, metavar="N", help="how many staff (34)")
    demo.add_argument("--years", type=int, default=3, metavar="Y", help="how many years of history (3)")
    demo.add_argument("--today", metavar="D", help="the day it is taken to be")

    init = _command(commands, "init", "setting_up:init", "Start a register.")
    init.add_argument("--school", default="", metavar="NAME", help="the school’s name; it can be added later with F2")
    init.add_argument("--policy-version", metavar="LABEL", help="the policy’s version, such as “May 2023”")
    init.add_argument("--issued", metavar="DATE", help="when it was issued")
    init.add_argument("--aup-version", metavar="LABEL", help="the AUP’s version")
    init.add_argument("--aup-issued", metavar="DATE", help="when it was issued")

    adopt = _command(commands, "adopt", "adopting:adopt", "Adopt a version of the policy or the AUP, and link the two.")
    adopt.add_argument("document", metavar="policy|aup")
    adopt.add_argument("label", metavar="LABEL", help="what it is called, such as v2 or “AUP 2026”")
    adopt.add_argument("--issued", required=True, metavar="DATE", help="when it was issued")
    adopt.add_argument("--effective", metavar="DATE", help="when it takes effect (when issued)")
    adopt.add_argument("--minor", action="store_true", help="changes no duty, ban, scope or sanction: reopens nothing")
    adopt.add_argument("--by", default="", metavar="WHO", help="who decided, and the minute")

    _bring_in(commands)


def _bring_in(commands: Subparsers) -> None:
    what = "Bring in a staff list (CSV, xlsx, xlsb, xls, ods)."
    bring_in = _command(commands, "import", "importing:bring_in", what)
    bring_in.add_argument("file", type=Path, metavar="FILE")
    bring_in.add_argument("--yes", action="store_true", help="accept the preview; without it nothing is written")
    bring_in.add_argument("--sheet", default="", metavar="NAME", help="which sheet of the workbook")
    bring_in.add_argument(
        "--map", action="append", default=[], metavar="FIELD=HEADING", help="read this field from that column"
    )
    bring_in.add_argument("--start-from", metavar="HEADING", help="which column is the day people began here")
    bring_in.add_argument("--history", action="store_true", help="also bring in its dates of briefings and signatures")
    bring_in.add_argument("--leavers", action="store_true", help="accept every leaver")
    bring_in.add_argument("--many-leave", action="store_true", help="even if more than a fifth of staff would leave")
    bring_in.add_argument("--same-names", action="store_true", help="people of the same name are the same people")
    words = {"--accept": "accept this line of the preview too", "--leave-out": "do not accept this line"}
    for name, help_text in words.items():
        bring_in.add_argument(name, action="extend", nargs="+", default=[], metavar="LINE", help=help_text)
    bring_in.add_argument(
        "--left", action="append", default=[], metavar="CODE=DATE", help="somebody missing from the file left that day"
    )


def _look(commands: Subparsers) -> None:
    status = _command(commands, "status", "looking:status", "Where everybody stands.")
    status.add_argument("--as-at", metavar="D", help="the day reported on (today)")
    status.add_argument("--known-at", metavar="D", help="only what had been entered by the end of that day")
    status.add_argument("--json", action="store_true", help="as one JSON object")

    due = _command(commands, "due", "looking:due", "Who owes what.")
    due.add_argument("--within", type=int, default=0, metavar="DAYS", help="also what falls due in that many days")
    due.add_argument("--json", action="store_true", help="as one JSON object")

    history = _command(commands, "history", "looking:history", "Every entry ever made.")
    history.add_argument("--json", action="store_true", help="as one JSON object")

    _command(commands, "check", "looking:check", "Check the register, on disk and in itself.")

    restore = _command(commands, "restore", "restoring:restore", "Bring a backup back; what it replaces is kept.")
    restore.add_argument("backup", type=Path, metavar="BACKUP", help="a file from the register’s folder backups")
    restore.add_argument("--yes", action="store_true", help="do it; without it only what would be lost is shown")
    _command(commands, "backup", "setting_up:backup", "Make a verified copy beside the register.")


def _record(commands: Subparsers) -> None:
    record = commands.add_parser("record", help="Record what has been done.", allow_abbrev=False)
    record.set_defaults(run=lambda _: record.error("say what to record: briefing, aup …"))
    kinds = record.add_subparsers(title="what", metavar="WHAT", dest="what", required=True)
    for name, help_text in EVIDENCE.items():
        kind = _command(kinds, name, "recording:evidence", help_text)
        _whom(kind)
        if name in {"acknowledgement", "aup"}:
            kind.add_argument("--version", dest="version_label", metavar="LABEL", help="the latest one issued by then")
            kind.add_argument("--evidence", default="", metavar="TEXT", help="where the paper is")
        if name == "briefing":
            kind.add_argument("--by", default="", metavar="NAME", help="who delivered it")
            kind.add_argument("--method", default=None, metavar="METHOD", help="one_to_one, inset, staff_meeting …")
            kind.add_argument("--points", default=None, metavar="1-9", help="a draft: the points covered so far")
        if name == "self-check":
            kind.add_argument("--no-social-media", action="store_true", help="says they use none")
            kind.add_argument(
                "--follow-up",
                action="append",
                default=[],
                metavar="CODE",
                help="what the slip asks for: " + ", ".join(FOLLOW_UP_CODES),
            )
        if name == "declaration":
            kind.add_argument("--connections", action="store_true", help="there is something to declare")
    first_day = _command(kinds, "first-day", "recording:first_day", "Briefing, policy, AUP and declaration at once.")
    _whom(first_day)
    first_day.add_argument("--by", default="", metavar="NAME", help="who delivered the briefing")
    _record_connection(kinds)

    add = _command(commands, "add", "recording:add", "A new member of staff.")
    add.add_argument("--surname", required=True)
    add.add_argument("--forename", default="")
    add.add_argument("--known-as", default="")
    add.add_argument("--job", default="", metavar="TITLE")
    add.add_argument("--start", required=True, metavar="DATE")
    add.add_argument("--code", default=None, help="staff code; one is made up when it is left out")
    add.add_argument("--engagement", default="employee", metavar="TYPE", help="employee, central, agency …")
    _command(commands, "undo", "recording:undo", "Take back the latest action.")
    _command(commands, "redo", "recording:redo", "Put back what undo took back.")


def _whom(kind: argparse.ArgumentParser) -> None:
    kind.add_argument("--on", required=True, metavar="DATE", help="the day it happened")
    whom = kind.add_mutually_exclusive_group(required=True)
    whom.add_argument("--staff", nargs="+", action="extend", metavar="CODE", help="for these people")
    whom.add_argument("--all-due", action="store_true", help="for everybody it is due from, or will be in 30 days")
    kind.add_argument("--except", dest="absent", nargs="+", action="extend", metavar="CODE", help="but not for these")
    kind.add_argument("--reason", default="", metavar="TEXT", help="why it is entered over a month late")


def _record_connection(kinds: Subparsers) -> None:
    connection = _command(kinds, "connection", "recording:connection", "A connection under the 4.1 footnote.")
    connection.add_argument("--staff", required=True, metavar="CODE")
    connection.add_argument("--on", required=True, metavar="DATE", help="the day it was declared")
    connection.add_argument("--case", default="related", help="related, prior_online_friendship, both")
    connection.add_argument("--with", dest="counterpart", default="pupil", help="pupil, parent_carer, both")
    connection.add_argument("--kinship", required=True, help="own_child, other_close_family, wider_family, friend")
    connection.add_argument("--reference", default="", help="initials and class; never a name or UPN")
    connection.add_argument("--year", default=None, metavar="GROUP", help="N, R, 1 to 6")
    connection.add_argument("--advised", metavar="DATE", help="the day F1 to F3 were given")
    connection.add_argument("--adviser", default="", metavar="WHO", help="the headteacher, as a rule")
    connection.add_argument("--reason", default="", metavar="TEXT", help="why it is entered over a month late")


def _export(commands: Subparsers) -> None:
    export = _command(commands, "export", "exporting:export", "Write a workbook.")
    # Not argparse's choices: what is refused is said in a sentence.
    export.add_argument("kind", metavar="KIND", help=", ".join(KINDS))
    when = export.add_mutually_exclusive_group()
    when.add_argument("--term", metavar="TERM", help="autumn-2026")
    when.add_argument("--as-at", metavar="D", help="the day reported on (today)")
    whom = ", ".join(kind.word for kind in KINDS.values() if kind.one_person)
    export.add_argument("--staff", metavar="CODE", help=f"whom it is about ({whom})")
    export.add_argument(
        "--issue", action="store_true", help="it goes to governors: keep what it tells them, for the terms to come"
    )
    export.add_argument(
        "--let-pass",
        action="append",
        default=[],
        metavar="WORD",
        help="a word in an open paper that is also somebody’s name, but is not about that person",
    )
    export.add_argument("--out", type=Path, metavar="PATH", help="a folder, or the .xlsx file to write")
    export.add_argument(
        "--password-file",
        metavar="F",
        help="lock it with the first line of this file (- for standard input); it is asked for where it must have one",
    )
