"""What the user should know of a file before its people are brought in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from store.intake.cells import Cell
from store.intake.fields import Field
from store.intake.headings import shown
from store.intake.tables import Table
from store.wording import counted


def remarks(table: Table, cells: Mapping[Field, Sequence[Cell]], examples: int) -> Iterator[str]:
    """What was left out or reads as empty, and names to look at where the letters were a guess."""
    if examples:
        yield f"{counted(examples, 'example')} of the template left out."
    if table.errors:
        yield f"{counted(table.errors, 'cell')} with an error such as #N/A, read as empty."
    if table.encoding == "cp1252":
        accented = [text for field in ("surname", "forename", "name") for text in _accented(cells.get(field, ()))]
        if accented:
            sample = ", ".join(f"“{shown(name)}”" for name in list(dict.fromkeys(accented))[:5])
            yield f"Read as Windows text. If these names look wrong, save the list as “CSV UTF-8”: {sample}."


def _accented(column: Sequence[Cell]) -> Iterator[str]:
    return (cell for cell in column if isinstance(cell, str) and not cell.isascii())
