"""The files of a folder that could be a staff list, and the folders one can go on to."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from store.filters import folded
from tui.places import documents, downloads

SUFFIXES = frozenset({".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
"""Excel’s “Unicode Text” ends in .txt."""
TEMPLATE = "staff list template"
OPEN_IN_EXCEL = "~$"
"""How the name of the note begins that Excel leaves beside a workbook it has open."""
OURS = re.compile(r" - as at \d{4}-\d\d-\d\d\b.*\.xlsx$")
"""How the names of workbooks end that Briefed wrote: no staff lists, unless it is a template filled in."""
MOST = 5_000
"""Names of a folder that are looked at: one with more is no place for a staff list."""


class Item(NamedTuple):
    """A file or folder that can be chosen."""

    path: Path
    name: str
    """As it is listed: a folder ends in a stroke."""
    changed: datetime | None = None
    """When a file was last changed; None for a folder."""
    size: int = 0

    @property
    def is_folder(self) -> bool:
        return self.changed is None


def items_of(folder: Path) -> list[Item]:
    """The files, the newest first, then the folder above and those within, by name. Raises OSError."""
    files: list[Item] = []
    folders: list[Item] = []
    with os.scandir(folder) as found:
        for entry, _ in zip(found, range(MOST), strict=False):
            if entry.name.startswith((".", OPEN_IN_EXCEL)) or (OURS.search(entry.name) and TEMPLATE not in entry.name):
                continue
            try:
                if entry.is_dir():
                    folders.append(Item(Path(entry.path), f"{entry.name}/"))
                elif Path(entry.name).suffix.lower() in SUFFIXES:
                    status = entry.stat()
                    changed = datetime.fromtimestamp(status.st_mtime, UTC)
                    files.append(Item(Path(entry.path), entry.name, changed, status.st_size))
            except (OSError, OverflowError):
                continue  # a link to nowhere, or a date of no calendar: nothing that could be read
    files.sort(key=lambda item: (item.changed, item.name), reverse=True)
    folders.sort(key=lambda item: folded(item.name))
    above = [Item(folder.parent, "../")] if folder.parent != folder else []
    return [*files, *above, *folders]


def matching(items: Sequence[Item], typed: str) -> list[Item]:
    """Those whose names have every word that was typed."""
    words = folded(typed).split()
    return [item for item in items if all(word in folded(item.name) for word in words)]


class Typed(NamedTuple):
    """What was typed or pasted: a folder to look into, and what to look for there."""

    folder: Path
    sought: str
    file: Path | None = None
    """The very file, where a whole path was given."""


def understood(typed: str, folder: Path) -> Typed:
    """A path, as Windows copies it in quotation marks too, or part of a name in the folder one is in."""
    text = typed.strip().strip('"“”').strip()
    if not ("/" in text or os.sep in text or text.startswith("~") or Path(text).drive):
        return Typed(folder, text)
    try:
        path = (folder / Path(text).expanduser()).absolute()
        if path.is_file():
            return Typed(path.parent, path.name, path)
        if path.is_dir():
            return Typed(path, "")
        return Typed(path.parent if path.parent.is_dir() else folder, path.name)
    except (OSError, RuntimeError, ValueError):  # a name no system has a file by
        return Typed(folder, text)


def first_folder(kept: Path | None) -> Path:
    """Where the last list was; else the documents or the downloads, whichever has the newer file."""
    if kept is not None and _is_folder(kept):
        return kept
    return max((documents(), downloads()), key=_newest)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _newest(folder: Path) -> float:
    try:
        return max((item.changed.timestamp() for item in items_of(folder) if item.changed), default=0.0)
    except OSError:
        return 0.0
