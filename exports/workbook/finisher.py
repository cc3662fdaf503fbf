"""The last hand on every workbook: what openpyxl writes, made canonical, and the same bytes for the same data.

openpyxl 3.1.5 leaves strings inside cells, puts a font's parts in an order Microsoft's validator refuses, overwrites
the date of change with the clock's and dates every part of the zip.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType

from lxml import etree

from exports.workbook.long_tables import LongTable, with_rows
from exports.workbook.looks import FONT

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

CONTENT_TYPES = "[Content_Types].xml"
STRINGS = "xl/sharedStrings.xml"
_STRINGS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"

_FONT_PARTS = (
    "b",
    "i",
    "strike",
    "condense",
    "extend",
    "outline",
    "shadow",
    "u",
    "vertAlign",
    "sz",
    "color",
    "name",
    "family",
    "charset",
    "scheme",
)
_FIRST_PARTS = (CONTENT_TYPES, "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels")
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def finish(
    drafted: bytes,
    stamp: datetime,
    long_tables: Mapping[int, LongTable] = MappingProxyType({}),
    charts: Sequence[tuple[str, str]] = (),
) -> bytes:
    """The finished workbook. `stamp` is the data's own time: when it was created and last changed.

    `long_tables` are written straight into the sheets of those numbers, below what is there. `charts` has the name of
    each chart and its figures in words, in the order of the sheets.
    """
    with zipfile.ZipFile(io.BytesIO(drafted)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    strings: dict[str, int] = {}
    uses = 0
    for name in sorted((n for n in parts if n.startswith("xl/worksheets/sheet")), key=_natural):
        parts[name], used = _share_strings(parts[name], strings)
        uses += used
        if long_table := long_tables.get(_natural(name)[1]):
            parts[name], used = with_rows(parts[name], long_table, strings)
            uses += used
    parts[STRINGS] = _string_table(strings, uses)
    for number, (name, alternative) in enumerate(charts, 1):
        drawing = f"xl/drawings/drawing{number}.xml"
        parts[drawing] = _tell(parts[drawing], name, alternative)
    parts["xl/styles.xml"] = _styles(parts["xl/styles.xml"])
    parts["docProps/core.xml"] = _core(parts["docProps/core.xml"], stamp)
    parts["xl/_rels/workbook.xml.rels"] = _relate_strings(parts["xl/_rels/workbook.xml.rels"])
    parts[CONTENT_TYPES] = _content_types(parts[CONTENT_TYPES])
    return _zip(parts)


# Strings --------------------------------------------------------------------


def _share_strings(sheet: bytes, strings: dict[str, int]) -> tuple[bytes, int]:
    """A sheet whose texts are numbers into the workbook's table of strings, as Excel itself writes them."""
    root = etree.fromstring(sheet)
    uses = 0
    for cell in root.iter(f"{{{_MAIN}}}c"):
        if cell.get("t") != "inlineStr":
            continue
        text = "".join(found.text or "" for found in cell.iter(f"{{{_MAIN}}}t"))
        for child in list(cell):
            cell.remove(child)
        cell.set("t", "s")
        etree.SubElement(cell, f"{{{_MAIN}}}v").text = str(strings.setdefault(text, len(strings)))
        uses += 1
    return _serialised(root), uses


def _string_table(strings: dict[str, int], uses: int) -> bytes:
    root = etree.fromstring(f'<sst xmlns="{_MAIN}"/>')
    root.set("count", str(uses))
    root.set("uniqueCount", str(len(strings)))
    for text in strings:
        found = etree.SubElement(etree.SubElement(root, f"{{{_MAIN}}}si"), f"{{{_MAIN}}}t")
        found.text = text
        if text != text.strip() or "\n" in text:
            found.set(_XML_SPACE, "preserve")
    return _serialised(root)


def _relate_strings(relationships: bytes) -> bytes:
    root = etree.fromstring(relationships)
    kind = f"{_OFFICE}/sharedStrings"
    if not any(found.get("Type") == kind for found in root):
        taken = {found.get("Id") for found in root}
        free = next(name for name in (f"rId{n}" for n in range(1, len(taken) + 2)) if name not in taken)
        added = etree.SubElement(root, f"{{{_PACKAGE}/relationships}}Relationship")
        added.set("Id", free)
        added.set("Type", kind)
        added.set("Target", "/" + STRINGS)
    return _serialised(root)


def _content_types(types: bytes) -> bytes:
    root = etree.fromstring(types)
    if not any(found.get("PartName") == "/" + STRINGS for found in root):
        added = etree.SubElement(root, f"{{{_PACKAGE}/content-types}}Override")
        added.set("PartName", "/" + STRINGS)
        added.set("ContentType", _STRINGS_TYPE)
    return _serialised(root)


# Styles and properties ------------------------------------------------------


def _styles(styles: bytes) -> bytes:
    """Fonts with their parts in the schema's order, and Arial 11 as the font of cells nobody styled."""
    root = etree.fromstring(styles)
    fonts = list(root.iter(f"{{{_MAIN}}}font"))
    for font in fonts:
        font[:] = sorted(font, key=lambda part: _FONT_PARTS.index(etree.QName(part).localname))
    default = fonts[0]
    for part in list(default):
        if etree.QName(part).localname == "scheme":
            default.remove(part)
        elif etree.QName(part).localname == "name":
            part.set("val", FONT)
    return _serialised(root)


def _tell(drawing: bytes, name: str, alternative: str) -> bytes:
    """A drawing with what it shows in words, for which openpyxl has no place."""
    root = etree.fromstring(drawing)
    for found in root.iter(f"{{{_DRAWING}}}cNvPr"):
        found.set("name", name)
        found.set("descr", alternative)
    return _serialised(root)


def _core(core: bytes, stamp: datetime) -> bytes:
    root = etree.fromstring(core)
    said = stamp.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    for found in root:
        if etree.QName(found).localname in {"created", "modified"}:
            found.text = said
    return _serialised(root)


# The zip --------------------------------------------------------------------


def _zip(parts: dict[str, bytes]) -> bytes:
    finished = io.BytesIO()
    with zipfile.ZipFile(finished, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in _in_order(parts):
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            # Else it says on which system it was made.
            entry.create_system = 0
            entry.external_attr = 0
            archive.writestr(entry, parts[name])
    return finished.getvalue()


def _in_order(names: Iterable[str]) -> list[str]:
    def rank(name: str) -> tuple[int, tuple[str, int, str]]:
        return (_FIRST_PARTS.index(name) if name in _FIRST_PARTS else len(_FIRST_PARTS), _natural(name))

    return sorted(names, key=rank)


def _natural(name: str) -> tuple[str, int, str]:
    """sheet2 before sheet10."""
    stem, extension = posixpath.splitext(name)
    text = stem.rstrip("0123456789")
    return (text, int(stem[len(text) :] or 0), extension)


def _serialised(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
