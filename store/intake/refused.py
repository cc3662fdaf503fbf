"""A staff list that cannot be used at all."""

from __future__ import annotations

UNREADABLE = "This file cannot be read as a staff list: save it as an Excel workbook or a CSV file and try again."

ENCRYPTED = "This workbook has a password: save a copy without one and bring that in."


class IntakeRefused(Exception):  # noqa: N818 - the design's word for it
    """A staff list the register will not read. Its text is one sentence for the user, with nobody's data in it."""


class Stopped(IntakeRefused):
    """The user stopped the reading. Nothing was kept."""

    def __init__(self) -> None:
        super().__init__("Stopped. Nothing has been written.")


def never() -> bool:
    """What `stopped` is where nobody can stop it."""
    return False
