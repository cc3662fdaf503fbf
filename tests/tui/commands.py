"""What the tests of the command line share: how a command is run, and a small staff list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Run = Callable[..., tuple[int, str, str]]
NOW = datetime(2026, 9, 9, 8, 30, tzinfo=UTC)

STAFF_LIST = """Staff code,Surname,Forename,Job title,Start date
ADJ,Adams,Joy,Class teacher,01/09/2026
BEN,Begum,Nadia,Teaching assistant,01/09/2026
OBK,O'Brien & Sons,Kit,[/HR],01/09/2026
EQU,=1+1,Łukasz 😀,Site manager,01/09/2026
"""
