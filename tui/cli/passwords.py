"""The password of a workbook: from a file, from standard input, or typed twice.

Never an argument of the command: those are seen by everybody on the computer.
"""

from __future__ import annotations

import getpass
import sys
from pathlib import Path

from exports.kinds import Kind
from tui.cli.session import Refused
from tui.widgets.cells import shown

_MOST_BYTES = 4096


def password_for(kind: Kind, file: str | None) -> str | None:
    """The password it is to be locked with; None where none is wanted. Raises Refused."""
    if file == "-":
        return _first_line(sys.stdin.buffer.readline(_MOST_BYTES), "Standard input")
    if file is not None:
        return _first_line(_read(file), f"The password file {shown(file)}")
    if not kind.sealed:
        return None
    if not sys.stdin.isatty():
        raise Refused(f"The {kind.report} never leaves without a password. Add: --password-file FILE")
    return _typed_twice(kind)


def _read(file: str) -> bytes:
    try:
        with Path(file).open("rb") as opened:
            return opened.readline(_MOST_BYTES)
    except FileNotFoundError:
        raise Refused(f"There is no password file {shown(file)}, so nothing was made.") from None
    except (OSError, ValueError):
        raise Refused(f"The password file {shown(file)} cannot be read, so nothing was made.") from None


def _first_line(line: bytes, where: str) -> str:
    try:
        password = line.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError:
        raise Refused(f"{where} is not text (UTF-8), so nothing was made.") from None
    if not password.strip():
        raise Refused(f"{where} has no password in its first line, so nothing was made.")
    return password


def _typed_twice(kind: Kind) -> str:
    try:
        password = getpass.getpass(f"Password for the {kind.report} (12 characters or more): ")
        if getpass.getpass("Again: ") != password:
            raise Refused("The two passwords are not the same, so nothing was made.")
    except EOFError:
        raise Refused("No password was typed, so nothing was made.") from None
    return password
