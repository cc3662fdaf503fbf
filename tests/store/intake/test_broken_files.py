"""Files that cannot be used, or only partly: each says so in one clear sentence, and nothing is written."""

from __future__ import annotations

import io
import os
import random
import re
import tracemalloc
import zipfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from store.changes import AddStaff
from store.intake.opening import open_list
from store.intake.proposal import Proposal
from store.intake.refused import IntakeRefused, Stopped
from store.register import Register
from tests.store.intake.lists import LISTS, NOW, binary_workbook, proposed, school

HEADINGS = "Surname,Forename,Staff Code,Start Date"
ADA = "Okafor,Ada,OKA,01/09/2020"
SECRET = "Secretta"
Maker = Callable[[Path], Path]


def text(*lines: str, encoding: str = "utf-8", name: str = "list.csv") -> Maker:
    def make(folder: Path) -> Path:
        (folder / name).write_bytes("\n".join(lines).encode(encoding))
        return folder / name

    return make


def raw(data: bytes, name: str = "list.xlsx") -> Maker:
    def make(folder: Path) -> Path:
        (folder / name).write_bytes(data)
        return folder / name

    return make


def sheet(*rows: Sequence[object], merged: str = "") -> Maker:
    def make(folder: Path) -> Path:
        book = openpyxl.Workbook()
        page = book.worksheets[0]
        for row in rows:
            page.append(list(row))
        if merged:
            page.merge_cells(merged)
        book.save(folder / "list.xlsx")
        return folder / "list.xlsx"

    return make


def good_book() -> bytes:
    return (LISTS / "arbor.xlsx").read_bytes()


def with_part(name: str, data: bytes) -> bytes:
    """A good workbook with one part of it replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good_book())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            new.writestr(member.filename, data if member.filename == name else old.read(member))
        if name not in old.NameToInfo:
            new.writestr(name, data)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
_XML = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%b</sheetData></worksheet>'


def cells(body: bytes) -> Maker:
    return raw(with_part(SHEET, _XML % body))


def bomb() -> bytes:
    """A small file that unpacks to 300 MB."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w") as part,
    ):
        for _ in range(300):
            part.write(b" " * (1 << 20))
    return out.getvalue()


def lying_bomb() -> bytes:
    """The same, with a directory that says it is small."""
    data = bytearray(bomb())
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    return bytes(data)


def encrypted(folder: Path) -> Path:
    """A workbook with a password, as Excel encrypts it."""
    msoffcrypto = pytest.importorskip("msoffcrypto")
    office = msoffcrypto.OfficeFile(io.BytesIO(good_book()))
    path = folder / "locked.xlsx"
    with path.open("wb") as file:
        office.encrypt("a long password", file)
    return path


def ods(body: str) -> Maker:
    content = (
        '<?xml version="1.0"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="Staff">{body}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )

    def make(folder: Path) -> Path:
        with zipfile.ZipFile(folder / "list.ods", "w") as archive:
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            archive.writestr("META-INF/manifest.xml", "<manifest/>")
            archive.writestr("content.xml", content)
        return folder / "list.ods"

    return make


def panicking(folder: Path) -> Path:
    """A binary workbook whose sheet has a name of four thousand million letters: the parser panics."""
    path = binary_workbook(folder / "list.xlsb", [["Surname"]])
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    name = b"\x04\x00\x00\x00r\x00I\x00d\x001\x00"
    assert name in parts["xl/workbook.bin"]
    parts["xl/workbook.bin"] = parts["xl/workbook.bin"].replace(name, b"\xff\xff\xff\x0f" + name[4:])
    with zipfile.ZipFile(path, "w") as new:
        for part, data in parts.items():
            new.writestr(part, data)
    return path


def odd_zip(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "photos.zip", "w") as archive:
        archive.writestr("a.jpg", b"\xff\xd8")
    return folder / "photos.zip"


def two_sheets(folder: Path) -> Path:
    book = openpyxl.Workbook()
    for page in (book.worksheets[0], book.create_sheet()):
        page.append(["Surname", "Forename", "Start date"])
        page.append([SECRET, "S", date(2020, 9, 1)])
    book.worksheets[0].title, book.worksheets[1].title = "2025", "2026"
    book.save(folder / "list.xlsx")
    return folder / "list.xlsx"


REFUSED: dict[str, tuple[Maker, str]] = {
    "empty": (text(""), "The file is empty"),
    "only spaces": (text("   ", "  "), "The file is empty"),
    "only headings": (text(HEADINGS), "nobody below them"),
    "only headings, in a workbook": (sheet(["Surname", "Forename"]), "nobody below them"),
    "formulas never calculated": (
        sheet(["Surname", "Start date"], [SECRET, date(2020, 9, 1)], ["Poe", "=B2"]),
        "formulas without a saved value",
    ),
    "no headings": (text("Ada,Okafor", "Bob,Smith"), "No row of headings"),
    "an empty workbook": (sheet(), "No row of headings"),
    "a letter": (text("Dear parents,", "school is closed."), "No row of headings"),
    "no surname": (text("Forename,Start Date", f"{SECRET},01/09/2020"), "No surname column was found"),
    "a picture": (raw(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20 + b"\0" * 2000, "a.png"), "cannot be read"),
    "a pdf": (raw(b"%PDF-1.7\n" + b"\0\1\2\3" * 500, "list.pdf"), "cannot be read"),
    "a zip of photographs": (odd_zip, "cannot be read"),
    "a truncated workbook": (raw(good_book()[:3000]), "cannot be read"),
    "a workbook cut by a byte": (raw(good_book()[:-1]), "cannot be read"),
    "half of an old workbook": (raw((LISTS / "arbor.xls").read_bytes()[:3000], "list.xls"), "cannot be read"),
    "the head of an old workbook": (raw((LISTS / "arbor.xls").read_bytes()[:8], "list.xls"), "cannot be read"),
    "zeros in a workbook": (raw(b"PK\x03\x04" + b"\0" * 4000), "cannot be read"),
    "a sheet that is no XML": (raw(with_part(SHEET, b"\x01\x02 nothing")), "cannot be read"),
    "a sheet cut in the middle": (raw(with_part(SHEET, (_XML % b"<row r='1'><c r='A1'>")[:-40])), "cannot be read"),
    "a workbook without sheets": (raw(with_part("xl/workbook.xml", b"<workbook/>")), "No row of headings"),
    "a password": (encrypted, "has a password"),
    "an encrypted spreadsheet of LibreOffice": (
        raw(with_part("META-INF/manifest.xml", b"<manifest:encryption-data/>")),
        "has a password",
    ),
    "what makes the parser panic": (panicking, "cannot be read"),
    "a zip bomb": (raw(bomb()), "too large"),
    "a zip bomb that says it is small": (raw(lying_bomb()), "cannot be read"),
    "a cell in the last corner": (
        cells(b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        "too far for a staff list",
    ),
    "a cell in the last row": (
        cells(b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row>'),
        "row 1,048,576",
    ),
    "a cell in the last column": (cells(b'<row r="1"><c\n\tr = "XFD1"><v>1</v></c></row>'), "column 16,384"),
    "a cell far down in the binary form": (
        lambda folder: binary_workbook(folder / "list.xlsb", [["Surname"]], first_row=1_048_575),
        "row 1,048,576",
    ),
    "a cell far down in an ods": (
        ods(
            '<table:table-row table:number-rows-repeated="1048575"><table:table-cell/></table:table-row>'
            '<table:table-row><table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
            "</table:table-row>"
        ),
        "row 1,048,576",
    ),
    "a value repeated to the end of an ods": (
        ods(
            '<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="string" '
            'table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row>'
        ),
        "too far for a staff list",
    ),
    "American dates": (text(HEADINGS, ADA, f"{SECRET},S,SEC,09/13/2026"), "month first (line 3)"),
    "American dates with times": (text(HEADINGS, f"{SECRET},S,SEC,9/13/2026 12:00:00 AM"), "month first (line 2)"),
    "two sheets alike": (
        two_sheets,
        "2 sheets that may be the staff list: “2025” (1 rows), “2026” (1 rows). Which is it?",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_refused_in_a_sentence(what: str, tmp_path: Path) -> None:
    maker, sentence = REFUSED[what]
    register = school()
    before = list(register.entries)
    path = maker(tmp_path)
    tracemalloc.start()
    try:
        with pytest.raises(IntakeRefused) as refused:
            proposed(register, path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    said = str(refused.value)
    assert sentence in said
    assert said.endswith(".")
    assert SECRET not in said
    assert register.entries == before
    assert peak < 80 * 2**20


def test_the_parsers_own_words_stay_off_the_screen(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(IntakeRefused):
        open_list(panicking(tmp_path))
    assert capfd.readouterr() == ("", "")


def never_ending(folder: Path) -> Path:
    """A spreadsheet whose table is never closed: the parser looks for its end for ever."""
    path = ods("<table:table-row/>")(folder)
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts["content.xml"] = parts["content.xml"].replace(b"</table:table>", b"</table:tabel>")
    with zipfile.ZipFile(path, "w") as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return path


def test_what_is_never_read_to_its_end_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.intake.apart.LONGEST", 0.5)
    with pytest.raises(IntakeRefused, match="cannot be read"):
        open_list(never_ending(tmp_path))


def test_what_is_never_read_to_its_end_can_be_stopped(tmp_path: Path) -> None:
    asked = iter([False, True])
    with pytest.raises(Stopped):
        open_list(never_ending(tmp_path), stopped=lambda: next(asked))


def codes(proposal: Proposal) -> list[str]:
    return [item.code for item in proposal.new]


def reasons(proposal: Proposal) -> list[str]:
    return [f"{line} {column}: {reason}" for line, column, reason in proposal.problems]


PARTLY: dict[str, tuple[Maker, list[str], list[str]]] = {
    # the file, the codes of those who come in, and how each problem begins
    "a date that is none": (
        text(HEADINGS, ADA, "Poe,P,POE,Sept 2026", "Ray,R,RAY,soon"),
        ["OKA"],
        ["3 Start date: “Sept 2026” is not a full date", "4 Start date: “soon” is not a full date"],
    ),
    "two digits for a year, and one long ago": (
        text(HEADINGS, "Poe,P,POE,1/9/24", "Ray,R,RAY,1/9/1868", "Sim,S,SIM,1/9/29"),
        ["POE"],
        ["3 Start date: “1/9/1868” is too long ago", "4 Start date: 1 Sep 2029 is too long ago or too far ahead"],
    ),
    "dates as serials, text and real": (
        sheet(
            ["Surname", "Code", "Start Date"],
            ["Poe", "POE", 44077],
            ["Ray", "RAY", "44077"],
            ["Sim", "SIM", date(2020, 9, 3)],
            ["Tan", "TAN", "3rd September 2020"],
        ),
        ["POE", "RAY", "SIM", "TAN"],
        [],
    ),
    "two people with one code": (
        text(HEADINGS, "Poe,P,DUP,1/9/2020", "Ray,R,dup,1/9/2020", ADA),
        ["OKA"],
        ["2 Staff code: Given to somebody else", "3 Staff code: The same as on line 2"],
    ),
    "nobody's surname": (text(HEADINGS, ",P,POE,1/9/2020", ADA), ["OKA"], ["2 Surname: There is no surname."]),
    "left before they began": (
        text(f"{HEADINGS},Leaving Date", "Poe,P,POE,1/9/2020,1/9/2019", f"{ADA},"),
        ["OKA"],
        ["2 Leaving date: The leaving date is before the start date."],
    ),
    "more in a cell than is kept": (
        text(HEADINGS, f"{'Poe' * 400},P,POE,1/9/2020", ADA),
        ["OKA"],
        ["2 Surname: Longer than"],
    ),
    "short and long lines": (
        text(HEADINGS, "Poe", "Ray,R,RAY,1/9/2020,,,,more,and,more"),
        ["RAY"],
        ["2 Start date: Somebody new needs"],
    ),
    "an open quotation mark": (text(HEADINGS, ADA, '"Poe,P,POE,1/9/2020'), ["OKA"], ["3 Start date: Somebody new"]),
    "control characters": (text(HEADINGS, "Poe\0\x07,P\x1b[31m,POE,1/9/2020"), ["POE"], []),
    "two headings of one name": (
        text("Surname,Start Date,Surname,Code", "Poe,1/9/2020,Other,POE"),
        ["POE"],
        [],
    ),
    "a merged heading": (
        sheet(
            ["Name", None, "Code", "Start Date"],
            ["Ada Okafor", "", "OKA", date(2020, 9, 1)],
            merged="A1:B1",
        ),
        ["OKA"],
        [],
    ),
    "a blank line and a total": (text(HEADINGS, ADA, ",,,", "Poe,P,POE,1/9/2020", "Total,2,,"), ["OKA", "POE"], []),
    "mixed line ends": (
        raw(f"{HEADINGS}\r\n{ADA}\nPoe,P,POE,1/9/2020\r\n".encode(), "list.csv"),
        ["OKA", "POE"],
        [],
    ),
    "two encodings in one file": (
        raw(f"{HEADINGS}\n{ADA}\n".encode() + "Müller,M,MUL,1/9/2020\n".encode("cp1252"), "list.csv"),
        ["OKA", "MUL"],
        [],
    ),
    "a million rows that are only formatted": (
        cells(
            b'<row r="1"><c r="A1" t="str"><v>Surname</v></c><c r="B1" t="str"><v>Start date</v></c></row>'
            b'<row r="2"><c r="A2" t="str"><v>Okafor</v></c><c r="B2"><v>44075</v></c></row>'
            + b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (n, n) for n in range(3, 1_048_577, 8))
        ),
        ["OKA"],
        [],
    ),
}


@pytest.mark.parametrize("what", PARTLY)
def test_what_can_be_read_is_proposed_and_the_rest_listed(what: str, tmp_path: Path) -> None:
    maker, coming, problems = PARTLY[what]
    proposal = proposed(school(), maker(tmp_path))
    assert codes(proposal) == coming
    said = reasons(proposal)
    assert len(said) == len(problems)
    assert all(reason.startswith(start) for reason, start in zip(said, problems, strict=True)), said


def test_a_start_over_fifty_years_ago_is_pointed_at(tmp_path: Path) -> None:
    proposal = proposed(school(), text(HEADINGS, ADA, "Sim,S,SIM,1/9/68")(tmp_path))
    assert codes(proposal) == ["OKA", "SIM"]
    assert [(doubt.line, doubt.reason) for doubt in proposal.doubts] == [
        (3, "1 Sep 1968 is over 50 years ago: check the year.")
    ]


def test_a_formula_that_came_to_nothing_is_an_empty_cell(tmp_path: Path) -> None:
    path = sheet(["Surname", "Start Date", "Code"], ["Okafor", date(2020, 9, 1), "OKA"], ["Poe", "", '=""'])(tmp_path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    page = "xl/worksheets/sheet1.xml"
    parts[page] = re.sub(rb'<c r="C3"[^>]*>', b'<c r="C3" t="str">', parts[page])
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    assert codes(proposed(school(), path)) == ["OKA"]


def test_errors_are_warned_of(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Surname", "Start Date", "Code"],
        ["Okafor", date(2020, 9, 1), "OKA"],
        ["Poe", None, "#N/A"],
    ]
    proposal = proposed(school(), sheet(*rows)(tmp_path))
    assert [note.split(",")[0] for note in proposal.notes] == [
        "1 cell with an error such as #N/A",
    ]
    assert codes(proposal) == ["OKA"]
    assert reasons(proposal) == ["3 Start date: Somebody new needs a start date."]


def test_a_file_that_changes_a_byte_at_a_time_never_breaks_anything(tmp_path: Path) -> None:
    """Whatever damage does, it is a sentence or a list of people, never another exception."""
    drawn = random.Random(7)
    register = school()
    path = tmp_path / "list"
    # An old workbook takes a process of its own.
    for name, times in (("arbor.xlsx", 40), ("arbor.xls", 5), ("arbor.ods", 40), ("bromcom.csv", 40)):
        data = (LISTS / name).read_bytes()
        for _ in range(times):
            broken = bytearray(data)
            for _ in range(drawn.choice((1, 4, 60))):
                broken[drawn.randrange(len(broken))] = drawn.randrange(256)
            path.write_bytes(bytes(broken))
            with suppress(IntakeRefused):
                assert len(proposed(register, path).new) <= 4


def test_an_old_workbook_that_asks_for_terabytes_ends_only_its_own_process(tmp_path: Path) -> None:
    """A cell in row 65,536 of column 65,536: what a flipped byte does to an xls, which has no checksum."""
    data = bytearray((LISTS / "arbor.xls").read_bytes())
    path = tmp_path / "list.xls"
    said = set()
    # Every place where a text cell of row 2 stands: its row and column made as large as they go.
    cell = b"\xfd\x00\x0a\x00\x01\x00"
    places = [at for at in range(len(data)) if data.startswith(cell, at)]
    assert places
    for at in places[:3]:
        broken = bytearray(data)
        broken[at + 4 : at + 8] = b"\xff\xff\xff\xff"
        path.write_bytes(bytes(broken))
        try:
            proposed(school(), path)
        except IntakeRefused as refused:
            said.add(str(refused).split(":")[0])
    assert said == {"This file cannot be read as a staff list"}


def test_a_folder_and_a_file_that_may_not_be_read_say_so(tmp_path: Path) -> None:
    with pytest.raises(IntakeRefused, match="cannot be opened"):
        proposed(school(), tmp_path)
    locked = tmp_path / "locked.csv"
    locked.write_text("x", encoding="utf-8")
    locked.chmod(0)
    if os.access(locked, os.R_OK):
        pytest.skip("this user may read everything")
    with pytest.raises(IntakeRefused, match="cannot be opened"):
        proposed(school(), locked)


def test_reading_holds_little_of_a_long_list(tmp_path: Path) -> None:
    """5,000 people with 20 columns that are not used: what is held is of the columns that are."""
    unused = ",".join(f"Extra {n}" for n in range(20))
    filler = ",".join(["x" * 50 + str(n) for n in range(20)])
    rows = [f"Surname{n},F{n},C{n},01/09/2020,{filler}" for n in range(5000)]
    path = text(f"{HEADINGS},{unused}", *rows)(tmp_path)
    register = school()
    tracemalloc.start()
    try:
        proposal = proposed(register, path)
        held = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert len(proposal.new) == 5000
    assert held < 5000 * 1500
    assert path.stat().st_size > 5000 * 1000


def test_nothing_of_a_refused_list_is_in_the_register(tmp_path: Path) -> None:
    register: Register = school()
    register.apply(AddStaff(1, "OKA", "Okafor", "Ada", date(2020, 9, 1)), "office", NOW)
    with pytest.raises(IntakeRefused):
        proposed(register, text(HEADINGS, "Poe,P,POE,09/13/2026")(tmp_path))
    assert [member.code for member in register.staff()] == ["OKA"]
