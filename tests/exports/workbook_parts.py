"""A finished workbook's raw XML, part by part: nothing here goes through openpyxl."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from functools import cached_property
from typing import NamedTuple

from lxml import etree

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINKED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Found(NamedTuple):
    """One cell as the file holds it; those left empty are not found."""

    row: int
    column: int
    value: str | float
    is_text: bool
    style: int


class SheetPart:
    """One sheet's XML, with what other parts say about it."""

    def __init__(self, package: Package, tab: str, visible: bool, path: str) -> None:
        self.tab = tab
        self.visible = visible
        self.package = package
        self.path = path
        self.xml = package.xml(path)

    @cached_property
    def cells(self) -> dict[tuple[int, int], Found]:
        found = {}
        for cell in self.xml.iter(SHEET + "c"):
            row, column = position(cell.get("r") or "")
            value = cell.findtext(SHEET + "v")
            is_text = cell.get("t") == "s"
            if value is None:
                continue  # left empty, with its looks
            shown = self.package.strings[int(value)] if is_text else float(value or "nan")
            found[row, column] = Found(row, column, shown, is_text, int(cell.get("s") or 0))
        return found

    @cached_property
    def tables(self) -> list[etree._Element]:
        targets = self.package.relations(self.path)
        return [self.package.xml(targets[part.get(LINKED) or ""]) for part in self.xml.iter(SHEET + "tablePart")]


class Package:
    """A workbook's parts."""

    def __init__(self, content: bytes) -> None:
        self.zip = zipfile.ZipFile(io.BytesIO(content))
        self.names = self.zip.namelist()

    def xml(self, name: str) -> etree._Element:
        return etree.fromstring(self.zip.read(name))

    def relations(self, part: str) -> dict[str, str]:
        folder, name = posixpath.split(part)
        path = f"{folder}/_rels/{name}.rels"
        if path not in self.names:
            return {}
        return {
            found.get("Id") or "": posixpath.normpath(posixpath.join("/", folder, found.get("Target") or "")).lstrip(
                "/"
            )
            for found in self.xml(path)
        }

    @cached_property
    def workbook(self) -> etree._Element:
        return self.xml("xl/workbook.xml")

    @cached_property
    def strings(self) -> list[str]:
        return ["".join(t.text or "" for t in item.iter(SHEET + "t")) for item in self.xml("xl/sharedStrings.xml")]

    @cached_property
    def sheets(self) -> list[SheetPart]:
        targets = self.relations("xl/workbook.xml")
        return [
            SheetPart(self, s.get("name") or "", s.get("state") in (None, "visible"), targets[s.get(LINKED) or ""])
            for s in self.workbook.iter(SHEET + "sheet")
        ]

    @cached_property
    def defined(self) -> list[tuple[str, str | None, str]]:
        return [
            (d.get("name") or "", d.get("localSheetId"), d.text or "")
            for d in self.workbook.iter(SHEET + "definedName")
        ]


def position(reference: str) -> tuple[int, int]:
    """B3 is (3, 2)."""
    found = re.fullmatch(r"\$?([A-Z]+)\$?(\d+)", reference)
    assert found is not None, reference
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def area(reference: str) -> tuple[int, int, int, int]:
    first, _, last = reference.partition(":")
    return *position(first), *position(last or first)
