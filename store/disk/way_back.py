"""What to do about a register that cannot be read: a command that can be typed as it stands."""

from __future__ import annotations

from pathlib import Path

FOLDER = "backups"
"""Beside the register."""


def way_back(folder: Path) -> str:
    """How the latest backup of the register in `folder` is brought back, or what to do where it has none."""
    try:
        copies = sorted(copy.stem for copy in (folder / FOLDER).glob("briefed-backup-*.json"))
    except OSError:
        copies = []
    if not copies:
        return "There is no backup beside it: put back the whole folder from the school’s own backup."
    return f'Bring back the latest of its backups: briefed --register "{folder}" restore {copies[-1]}.json'
