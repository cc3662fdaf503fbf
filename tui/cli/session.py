"""What every command does first and last: find the register, open it, read what was typed, close it."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from store.dates import UnreadableDateError, london_date, read_date
from store.disk.ledger import Ledger
from store.model import StaffMember
from store.register import Register
from tui.office import Office
from tui.settings import kept_folder, settings_path

if TYPE_CHECKING:
    import argparse

Word = TypeVar("Word", bound=str)


class Refused(Exception):  # noqa: N818 - a sentence for the user, not a mistake of ours
    """A command that cannot be carried out, and why, in one sentence."""


def clock() -> datetime:
    """The real clock. Nothing else in the program reads it but a crash report, which can be given none."""
    return datetime.now(UTC)


def today() -> date:
    return london_date(clock())


def user() -> str:
    """Who is at the keyboard, as the computer knows them."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "somebody"


def folder(register: Path | None) -> Path:
    """The register's folder: as typed, else BRIEFED_REGISTER, else as kept at set-up, else the usual place."""
    return named_folder(register) or usual_folder()


def named_folder(register: Path | None) -> Path | None:
    """The folder somebody has named; then something should be there."""
    if register is not None:
        return register
    if named := os.environ.get("BRIEFED_REGISTER"):
        return Path(named)
    return kept_folder(settings_path(), "register")


def usual_folder() -> Path:
    """The platform's place for an app's data."""
    from platformdirs import user_data_path

    return user_data_path("Briefed", appauthor=False)


def at_a_terminal() -> None:
    """Raises Refused where the app could show nothing, or would wait for keys that nobody can press."""
    seen_on = sys.__stdout__ if sys.platform == "win32" else sys.__stderr__  # where Textual draws
    there = all(stream is not None and stream.isatty() for stream in (sys.__stdin__, seen_on))
    if not there or os.environ.get("TERM") == "dumb":
        raise Refused(
            "The screen needs a terminal window and its keyboard, and this is none. "
            "Without them: briefed status, briefed due; briefed --help lists the others."
        )


@contextmanager
def opened(options: argparse.Namespace, *, to_write: bool) -> Iterator[Office]:
    """The register, to read beside whoever has it open, or to write when nobody has."""
    ledger = Ledger.open(folder(options.register), by=user(), now=clock(), view_only=not to_write)
    try:
        office = Office(ledger, user(), clock)
        for notice in office.news():
            say_aside(notice)
        yield office
    finally:
        ledger.close()


def say_aside(sentence: str) -> None:
    """A remark that is no part of the answer."""
    print(f"briefed: {sentence}", file=sys.stderr)


def day(text: str, *, prefer: Literal["past", "future"] = "past") -> date:
    """A date typed on the command line; one without a year is the latest, or the next one. Raises Refused."""
    try:
        return read_date(text, today(), prefer=prefer)
    except UnreadableDateError as mistake:
        raise Refused(str(mistake)) from None


def member(register: Register, code: str) -> StaffMember:
    """The member of staff with a code. Raises Refused."""
    found = register.by_code(code)
    if found is None:
        raise Refused(f"Nobody has the staff code {code[:40]}. See the codes with: briefed status")
    return found


def one_of(given: str, words: tuple[Word, ...], what: str) -> Word:
    """One of the words a field takes, whatever its case and hyphens. Raises Refused."""
    wanted = given.strip().replace("-", "_").casefold()
    for word in words:
        if word.casefold() == wanted:
            return word
    raise Refused(f"“{given[:40]}” is not {what}. Use one of: {', '.join(words)}.")
