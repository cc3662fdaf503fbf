"""What the tests of staff lists share: a register, a list held against it, accepting it, and hand-made workbooks."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl

from store.changes import AdoptVersion, OpenRegister
from store.intake.comparison import propose
from store.intake.proposal import Proposal
from store.intake.reading import read_staff_list
from store.intake.remembering import memory_of
from store.ledger import MemoryLedger
from store.register import Register

LISTS = Path(__file__).parents[2] / "data/staff-lists"
TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def school() -> Register:
    """A register with a policy and an AUP in force, and nobody in it."""
    found = Register(MemoryLedger())
    found.apply(OpenRegister("Bradley Primary School"), "office", NOW)
    found.apply(
        AdoptVersion("policy", "May 2023", date(2023, 5, 1), date(2023, 5, 1), precision="month"), "office", NOW
    )
    found.apply(AdoptVersion("aup", "AUP 2022", date(2022, 9, 1), date(2022, 9, 1)), "office", NOW)
    return found


def proposed(
    register: Register,
    path: Path,
    overrides: Mapping[str, str] | None = None,
    *,
    history: bool = False,
    sheet: str = "",
) -> Proposal:
    """A file held against the register, as the command does it."""
    read = read_staff_list(path, overrides, memory=memory_of(register), history=history, sheet=sheet)
    return propose(read, register, TODAY)


def accept(register: Register, proposal: Proposal, *also: str) -> None:
    """The usual lines, and some more."""
    register.apply(proposal.change(proposal.usual | set(also)), "office", NOW)


def csv_file(folder: Path, *lines: str, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def workbook(path: Path, sheets: Mapping[str, Iterable[Sequence[object]]]) -> Path:
    """A workbook of openpyxl's."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def binary_workbook(path: Path, rows: Iterable[Sequence[object]], *, first_row: int = 0) -> Path:
    """A workbook as Excel's binary form (xlsb) has it: the records that a reader needs, and no others."""

    def record(kind: int, data: bytes = b"") -> bytes:
        head = bytes([kind]) if kind < 0x80 else bytes([(kind & 0x7F) | 0x80, kind >> 7])
        length, size = b"", len(data)
        while True:
            size, low = size >> 7, size & 0x7F
            length += bytes([low | (0x80 if size else 0)])
            if not size:
                return head + length + data

    def wide(text: str) -> bytes:
        return struct.pack("<I", len(text)) + text.encode("utf-16-le")

    cells = b""
    width = 1
    for number, row in enumerate(rows, first_row):
        cells += record(0, struct.pack("<IIHBBBI", number, 0, 300, 0, 0, 0, 0))
        width = max(width, len(row))
        for column, value in enumerate(row):
            place = struct.pack("<II", column, 0)
            cells += (
                record(6, place + wide(value))
                if isinstance(value, str)
                else record(5, place + struct.pack("<d", value))
            )
    extent = record(148, struct.pack("<IIII", first_row, first_row + 100, 0, width - 1))
    sheet = record(129) + extent + record(145) + cells + record(146) + record(130)
    book = record(131) + record(143) + record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("Staff"))
    book += record(144) + record(132)
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<?xml version="1.0"?><Types xmlns="{package}/content-types"><Default Extension="bin" '
            'ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>',
        )
        archive.writestr(
            "xl/_rels/workbook.bin.rels",
            f'<?xml version="1.0"?><Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
            f'Type="{relations}/worksheet" Target="worksheets/sheet1.bin"/></Relationships>',
        )
        archive.writestr("xl/workbook.bin", book)
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
    return path
