"""The bytes of a staff list as rows of raw cells: CSV in the encodings Excel writes, and workbooks."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence

from store.intake.refused import IntakeRefused

Row = Sequence[object]

LARGEST_UNPACKED = 500 * 1024 * 1024
"""Bytes of a workbook once unzipped: beyond this it is no staff list, whatever its size on disk."""

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ZIP = b"PK\x03\x04"
_LONGEST_CELL = 1_000_000
_UNREADABLE = "This file cannot be read as a staff list: save it as an Excel workbook or a CSV file and try again."
_ENCRYPTED = "This workbook has a password: save a copy without one and bring that in."


def tables_of(data: bytes) -> Iterator[Iterator[Row]]:
    """The tables of a file, one for each sheet, row by row from the first; a CSV file has one.

    Raises IntakeRefused where the file is encrypted or is neither a workbook nor text.
    """
    if data.startswith((_OLE, _ZIP)):
        yield from _sheets(data)
    else:
        yield _csv_rows(_text(data))


def _sheets(data: bytes) -> Iterator[Iterator[Row]]:
    import python_calamine

    if _is_encrypted(data):
        raise IntakeRefused(_ENCRYPTED)
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        for sheet in workbook.sheets_metadata:
            if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet:
                yield iter(workbook.get_sheet_by_name(sheet.name).iter_rows())
    except python_calamine.PasswordError:
        raise IntakeRefused(_ENCRYPTED) from None
    except (python_calamine.CalamineError, OSError, ValueError):
        raise IntakeRefused(_UNREADABLE) from None


def _is_encrypted(data: bytes) -> bool:
    """Excel keeps an encrypted workbook as a stream of that name in an OLE file; a zip says so for each member."""
    if data.startswith(_OLE):
        return "EncryptedPackage".encode("utf-16-le") in data
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            manifest = archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in archive.NameToInfo else b""
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, ValueError):
        raise IntakeRefused(_UNREADABLE) from None
    if sum(member.file_size for member in members) > LARGEST_UNPACKED:
        raise IntakeRefused("This workbook is too large for a staff list: bring in only the sheet with the staff.")
    return any(member.flag_bits & 1 for member in members) or b"encryption-data" in manifest


def _text(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        # A stray nul is a control character like others; many of them are some other kind of file.
        encodings = [] if data.count(b"\0") * 20 > len(data) else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise IntakeRefused(_UNREADABLE)


def _csv_rows(text: str) -> Iterator[Row]:
    csv.field_size_limit(_LONGEST_CELL)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    except csv.Error:
        raise IntakeRefused(_UNREADABLE) from None


def _delimiter(text: str) -> str:
    """The separator that most of the first twenty lines have equally often; a comma where there is none."""
    lines = text[:100_000].splitlines()[:20]
    best, most = ",", 0
    for delimiter in (",", ";", "\t", "|"):
        times = Counter(line.count(delimiter) for line in lines if delimiter in line)
        agreeing = max(times.values(), default=0)
        if agreeing > most:
            best, most = delimiter, agreeing
    return best
