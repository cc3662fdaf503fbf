"""A register on disk for the tests of the screen, and staff lists to bring in."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from store.changes import AddStaff
from store.disk.ledger import Ledger
from tests.tui.school import NOW, SURNAMES, set_up
from tui.office import Office

HEADINGS = "Staff code,Legal Surname,Legal Forename,Job title,Start date,Leaving date,Date of birth,Salary"


def filed(folder: Path, surnames: Sequence[str] = SURNAMES, now: datetime = NOW) -> Office:
    """An office whose register is kept in a folder."""
    opened = Office(Ledger.create(folder, by="J Patel", now=now), "J Patel", lambda: now)
    opened.apply(set_up())
    for number, surname in enumerate(surnames, start=1):
        opened.apply(AddStaff(number, f"S{number:02}", surname, "Joy", date(2026, 9, 1), job_title="Class teacher"))
    return opened


def line(number: int, surname: str, *, job: str = "Class teacher", start: str = "01/09/2026", leaves: str = "") -> str:
    """One person of a list as an office system writes it."""
    return f"S{number:02},{surname},Joy,{job},{start},{leaves},01/01/1980,1"


def staff_list(folder: Path, name: str, lines: Sequence[str], changed: datetime = NOW) -> Path:
    """A staff list in a folder, last changed at that moment."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text("\n".join((HEADINGS, *lines)) + "\n", encoding="utf-8")
    os.utime(path, (changed.timestamp(), changed.timestamp()))
    return path
