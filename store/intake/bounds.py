"""What a workbook holds, looked at before it is parsed.

The parser lays a sheet out as one block from its first filled cell to its last. One stray cell in the last corner asks
for hundreds of gigabytes, and a process that does not get them is ended, not told. So every sheet is unpacked once
beforehand, piece by piece, to see how far it reaches and that it is as long as it says.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from itertools import chain

from store.intake.refused import ENCRYPTED, IntakeRefused

LARGEST_UNPACKED = 250 * 1024 * 1024
"""Bytes of a workbook once unzipped: beyond this it is no staff list, whatever its size on disk."""
LAST_ROW = 110_000
"""Beyond the most rows that are read, with titles, groups and blanks."""
WIDE, TALL = 104, 10_000
"""A sheet may have more columns than this, or more rows, but not both: columns to CZ."""
WIDEST = 702
"""To column ZZ."""

UNCALCULATED = (
    "This workbook has formulas without a saved value, which would read as empty: "
    "open it in Excel, save it, and bring it in again."
)
TOO_LARGE = "This workbook is too large for a staff list: bring in only the sheet with the staff."

_MANIFEST = "META-INF/manifest.xml"
_PIECE = 1 << 20
_LONGEST_TAG = 4096


def look_at(archive: zipfile.ZipFile) -> int:
    """Looks a zipped workbook over without parsing it: how many cells hold #REF! and the like, which read as empty.

    Raises IntakeRefused where it is encrypted, too large or not calculated, and whatever zipfile raises where it is
    damaged.
    """
    members = [member for member in archive.infolist() if not member.is_dir()]
    manifest = archive.read(_MANIFEST) if _MANIFEST in archive.NameToInfo else b""
    if any(member.flag_bits & 1 for member in members) or b"encryption-data" in manifest:
        raise IntakeRefused(ENCRYPTED)
    if sum(member.file_size for member in members) > LARGEST_UNPACKED:
        raise IntakeRefused(TOO_LARGE)
    errors = 0
    for member in members:
        name = member.filename.lower()
        pieces = _pieces(archive, member)
        if "worksheets/" in name and name.endswith(".xml"):
            errors += _sheet_of_xlsx(pieces)
        elif "worksheets/" in name and name.endswith(".bin"):
            _sheet_of_xlsb(b"".join(pieces))
        elif name == "content.xml":
            _sheets_of_ods(b"".join(pieces))
        elif name.endswith((".xml", ".bin", ".rels")):
            for _ in pieces:
                pass
    return errors


def _pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """A part, unpacked piece by piece; zipfile stops at the length it says and raises where there is more."""
    with archive.open(member) as file:
        while piece := file.read(_PIECE):
            yield piece


def _refuse(row: int, column: int) -> None:
    """Refuses a sheet that reaches too far, both counted from 1."""
    if row > LAST_ROW or column > WIDEST or (row > TALL and column > WIDE):
        raise IntakeRefused(
            f"A sheet reaches to row {row:,}, column {column:,}, too far for a staff list: "
            "delete what stands far from the list, save the file and try again."
        )


# xlsx -----------------------------------------------------------------------

_FAR = re.compile(rb' r=["\'](?!(?:[A-Ca-c]?[A-Za-z])?\d{1,5}["\'])')
"""A column beyond CZ or a row beyond 99,999: most lists have none, so it is looked for first."""
_FILLED = re.compile(rb'<(?:\w+:)?c\b[^>]*? r=["\']([A-Za-z]{1,3})(\d{1,7})["\'](?:[^>]*[^>/])?>\s*<(?!/)')
"""A cell with something in it; one that is only formatted has nothing inside."""
_ROW = re.compile(rb'<row r="(\d{1,7})"')
_SPACED = re.compile(rb"\s+r\s*=\s*")
_UNCALCULATED = re.compile(
    rb'<c\b(?![^>]*\bt="str")[^>]*>\s*<f\b[^>]*(?:/>|>[^<]*</f>)\s*(?:<v>\s*</v>|<v\s*/>)?\s*</c>'
)
"""A formula whose saved value is an empty text says so."""
_ERROR = re.compile(rb'<c\b[^>]* t="e"')
_BEGINNING = 1 << 16


def _sheet_of_xlsx(pieces: Iterator[bytes]) -> int:
    errors = row = column = 0
    rest = b""
    spaced = False
    for number, piece in enumerate(chain(pieces, (b"",))):
        text = rest + piece
        if number == 0:
            # Whoever writes r = "A1" does so from the beginning.
            spaced = _SPACED.search(text.replace(b" r=", b""), 0, _BEGINNING) is not None
        if piece:
            # Cut where a cell begins, so that every cell is seen whole and once.
            cut = text.rfind(b"<c ")
            cut = cut if cut > 0 else max(0, len(text) - _LONGEST_TAG)
            text, rest = text[:cut], text[cut:]
        if spaced:
            text = _SPACED.sub(b" r=", text)
        seen = _farthest(text)
        row, column = max(row, seen[0]), max(column, seen[1])
        if column > WIDE:
            row = max(row, *map(int, _ROW.findall(text)), 0)
        _refuse(row, column)
        if b"<f" in text and _UNCALCULATED.search(text):
            raise IntakeRefused(UNCALCULATED)
        errors += len(_ERROR.findall(text)) if b' t="e"' in text else 0
    return errors


def _farthest(text: bytes) -> tuple[int, int]:
    """The last filled row and column of a piece of a sheet, if one of them is far."""
    row = column = 0
    if _FAR.search(text):
        for letters, number in _FILLED.findall(text):
            row, column = max(row, int(number)), max(column, _column(letters))
    return row, column


def _column(letters: bytes) -> int:
    """A is 1, Z 26, AA 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


# xlsb -----------------------------------------------------------------------

_ROW_HEADER, _LAST_CELL_TYPE = 0, 11
"""Records of a binary sheet: 0 begins a row, 1 is a blank cell, 2 to 11 are cells with a value."""


def _sheet_of_xlsb(data: bytes) -> None:
    at, end = 0, len(data)
    row = column = current = 0
    while at < end:
        kind, at = _variable(data, at, 2)
        length, at = _variable(data, at, 4)
        if kind == _ROW_HEADER:
            current = int.from_bytes(data[at : at + 4], "little") + 1
        elif 2 <= kind <= _LAST_CELL_TYPE:
            row, column = max(row, current), max(column, int.from_bytes(data[at : at + 4], "little") + 1)
        at += length
    _refuse(row, column)


def _variable(data: bytes, at: int, longest: int) -> tuple[int, int]:
    """A number of seven bits a byte, and where the next one begins."""
    number = 0
    for place in range(longest):
        if at >= len(data):
            break
        byte = data[at]
        at += 1
        number |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            break
    return number, at


# ods ------------------------------------------------------------------------

_ODS = re.compile(rb"<table:(table-row|table-cell|covered-table-cell|table)(?=[\s/>])([^>]*)>")
_REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="(\d{1,9})"')


def _sheets_of_ods(data: bytes) -> None:
    """Rows and cells are said once and repeated, also empty ones to the end of the sheet."""
    row = column = repeats = farthest_row = farthest_column = 0
    for found in _ODS.finditer(data):
        kind, attributes = found[1], found[2]
        times = _REPEATED.search(attributes)
        count = int(times[1]) if times else 1
        if kind == b"table":
            row = column = repeats = farthest_row = farthest_column = 0
        elif kind == b"table-row":
            row, column, repeats = row + repeats, 0, count
        else:
            column += count
            if b"value-type" in attributes:
                farthest_row, farthest_column = max(farthest_row, row + repeats), max(farthest_column, column)
                _refuse(farthest_row, farthest_column)
