"""Workbooks as sheets of raw cells, by way of calamine: xlsx, xlsm, xlsb, xls, ods."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NoReturn

from store.intake.apart import sheets_apart
from store.intake.bounds import look_at
from store.intake.refused import ENCRYPTED, UNREADABLE, IntakeRefused
from store.intake.tables import Table

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ZIP = b"PK\x03\x04"
XLSX = b"xl/workbook.xml"
"""The part that only an xlsx has; the names of parts are not compressed."""


def sheets_of(data: bytes, stopped: Callable[[], bool]) -> Iterator[Table]:
    """The sheets of a workbook, hidden ones last.

    Raises IntakeRefused where it is encrypted, damaged or too large.
    """
    if data.startswith(OLE):
        # Excel keeps an encrypted workbook as a stream of that name.
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise IntakeRefused(ENCRYPTED)
        yield from sheets_apart(data, stopped)
        return
    errors = _looked_over(data)
    if XLSX in data:
        yield from _sheets_here(data, errors)
    else:
        yield from sheets_apart(data, stopped)


def _sheets_here(data: bytes, errors: int) -> Iterator[Table]:
    import python_calamine

    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        kinds = python_calamine.SheetTypeEnum.WorkSheet, python_calamine.SheetVisibleEnum.Visible
        found = [sheet for sheet in workbook.sheets_metadata if sheet.typ == kinds[0]]
        for sheet in sorted(found, key=lambda sheet: sheet.visible != kinds[1]):
            hidden = sheet.visible != kinds[1]
            yield _table(workbook.get_sheet_by_name(sheet.name), errors, hidden=hidden)
    except python_calamine.PasswordError:
        raise IntakeRefused(ENCRYPTED) from None
    except (IntakeRefused, GeneratorExit, KeyboardInterrupt):
        raise
    except BaseException as failure:  # noqa: BLE001 - calamine's panics are no Exceptions
        _give_up(failure)


def _give_up(failure: BaseException) -> NoReturn:
    """A damaged file says so in many ways, a panic of the parser among them; whatever else it was goes on."""
    if isinstance(failure, Exception) or type(failure).__name__ == "PanicException":
        raise IntakeRefused(UNREADABLE) from None
    raise failure


def _table(sheet: CalamineSheet, errors: int, *, hidden: bool) -> Table:
    return Table(
        name=sheet.name,
        # From row 1, whatever is empty above the first filled one; the columns begin at the first filled one.
        rows=lambda: iter(sheet.iter_rows()),
        height=sheet.end[0] + 1 if sheet.end else 0,
        hidden=hidden,
        errors=errors,
    )


def _looked_over(data: bytes) -> int:
    """How many cells hold an error. Refuses what is encrypted, damaged, too large or not calculated."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return look_at(archive)
    except IntakeRefused:
        raise
    except Exception:  # noqa: BLE001 - a damaged archive fails in a dozen ways, zlib.error and EOFError among them
        raise IntakeRefused(UNREADABLE) from None
