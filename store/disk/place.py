"""What a folder is to a register, found by looking: nothing is opened, created or changed."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from store.disk.errors import Unreachable
from store.disk.journal_file import is_unused
from store.disk.ledger import FILE
from store.disk.look import journal_of
from store.disk.mend import SET_ASIDE
from store.disk.way_back import FOLDER

Found = Literal["register", "remains", "others", "free"]
"""A register; what is left of one that has gone; only other files; nothing at all."""


def found_in(folder: Path) -> Found:
    """What is there. Raises Unreachable where the system does not say."""
    journal = journal_of(folder / FILE)
    try:
        names = {entry.name for entry in folder.iterdir()} if folder.exists() else set()
        if journal.name in names and is_unused(journal.read_bytes()):
            names.remove(journal.name)  # a register that never came to be
    except OSError as error:
        raise Unreachable(
            f"The folder {folder} cannot be looked into ({error.strerror or error}). Choose another."
        ) from error
    if FILE in names:
        return "register"
    if names & {FOLDER, SET_ASIDE, journal.name}:
        return "remains"
    return "others" if names else "free"
