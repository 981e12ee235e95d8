"""Texts that float over the cells: boxes of the drawing parts and comments, each with the cell it stands on.

openpyxl's stream does not see them, yet clerks keep the history of their rows in them. The parts are found
through the relations of each sheet, read as a stream and capped; a broken part costs its own boxes only.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from kkplanner.exchange.excel_in.findings import column_letter
from kkplanner.exchange.excel_in.survey import parse_cell
from kkplanner.thai.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.sax.xmlreader import AttributesImpl

_CHUNK: Final = 65_536
_MOST_BOXES: Final = 5_000  # of one sheet
_LONGEST_TEXT: Final = 4_000
_PART_BYTES: Final = 20_000_000
_BROKEN: Final = (SAXException, zipfile.BadZipFile, zlib.error, EOFError, LookupError, ValueError, OSError)


@dataclass(frozen=True, slots=True)
class TextBox:
    """One floating text.

    Attributes:
        sheet: name of the sheet.
        row: of the cell under its upper left corner, 1-based; 0 when it is not tied to a cell.
        column: likewise.
        text: normalised; paragraphs as lines.
    """

    sheet: str
    row: int
    column: int
    text: str

    @property
    def cell(self) -> str:
        return f"{column_letter(self.column)}{self.row}" if self.row else ""

    @property
    def source(self) -> str:
        return f"{self.sheet}!{self.cell}"


def read_text_boxes(archive: zipfile.ZipFile, parts: Mapping[str, str]) -> dict[str, tuple[TextBox, ...]]:
    """The floating texts of every sheet, from top to bottom.

    Args:
        archive: the guarded workbook.
        parts: sheet name → member of the archive.
    """
    members = {name.casefold(): name for name in archive.namelist()}
    found = {}
    for sheet, part in parts.items():
        boxes: list[TextBox] = []
        for kind, member in _related(archive, members, part):
            boxes += _READERS[kind](archive, member, sheet)
        if boxes:
            found[sheet] = tuple(sorted(boxes, key=lambda box: (box.row, box.column)))
    return found


def _related(archive: zipfile.ZipFile, members: Mapping[str, str], part: str) -> list[tuple[str, str]]:
    folder, _, name = part.rpartition("/")
    relations = members.get(f"{folder}/_rels/{name}.rels".casefold())
    if relations is None:
        return []
    handler = _Relations()
    _parse(archive, relations, handler)
    found = []
    for kind, target in handler.found:
        member = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
        if kind in _READERS and member.casefold() in members:
            found.append((kind, members[member.casefold()]))
    return found


def _parse(archive: zipfile.ZipFile, member: str, handler: ContentHandler) -> None:
    """Stream a part into a handler, as far as it can be read: nothing of the plan depends on the rest."""
    from defusedxml.expatreader import create_parser

    if archive.getinfo(member).file_size > _PART_BYTES:
        return
    parser = create_parser(forbid_dtd=True)
    parser.setContentHandler(handler)
    try:
        with archive.open(member) as part:
            while chunk := part.read(_CHUNK):
                parser.feed(chunk)
        parser.close()
    except _BROKEN:
        return


def _drawn(archive: zipfile.ZipFile, member: str, sheet: str) -> list[TextBox]:
    handler = _Drawing(sheet)
    _parse(archive, member, handler)
    return handler.boxes


def _legacy(archive: zipfile.ZipFile, member: str, sheet: str) -> list[TextBox]:
    handler = _LegacyDrawing(sheet)
    _parse(archive, member, handler)
    return handler.boxes


def _comments(archive: zipfile.ZipFile, member: str, sheet: str) -> list[TextBox]:
    handler = _Comments(sheet)
    _parse(archive, member, handler)
    return handler.boxes


_READERS: Final = {"drawing": _drawn, "vmlDrawing": _legacy, "comments": _comments}


class _Relations(ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - the SAX interface
        if name.rpartition(":")[2] == "Relationship" and attrs.get("TargetMode", "") != "External":
            self.found.append((attrs.get("Type", "").rpartition("/")[2], attrs.get("Target", "")))


class _Boxes(ContentHandler):
    """Collects the texts of one part."""

    def __init__(self, sheet: str) -> None:
        super().__init__()
        self.boxes: list[TextBox] = []
        self._sheet = sheet
        self._pieces: list[str] | None = None  # None: not inside a text

    def _begin(self) -> None:
        self._pieces = []

    def _end(self, row: int, column: int) -> None:
        text = normalise("".join(self._pieces or ())[:_LONGEST_TEXT])
        self._pieces = None
        if text and len(self.boxes) < _MOST_BOXES:
            self.boxes.append(TextBox(self._sheet, row, column, text))


class _Drawing(_Boxes):
    """xl/drawings/drawingN.xml: anchors with shapes. A group's shapes all stand on the group's cell."""

    def __init__(self, sheet: str) -> None:
        super().__init__(sheet)
        self._row = self._column = 0
        self._corner = ""  # inside "from": the coordinate being read
        self._from = self._run = False
        self._fallback = 0  # depth inside mc:Fallback, a second copy of the same shape
        self._number = ""

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: ARG002, N802 - the SAX interface
        tag = name.rpartition(":")[2]
        if tag == "Fallback" or self._fallback:
            self._fallback += 1
        elif tag in {"twoCellAnchor", "oneCellAnchor", "absoluteAnchor"}:
            self._row = self._column = 0
        elif tag == "from":
            self._from = True
        elif tag in {"row", "col"} and self._from:
            self._corner, self._number = tag, ""
        elif tag == "txBody":
            self._begin()
        elif tag == "t":
            self._run = True
        elif tag == "br" and self._pieces is not None:
            self._pieces.append("\n")

    def characters(self, content: str) -> None:
        if self._fallback:
            return
        if self._corner:
            self._number += content
        elif self._run and self._pieces is not None:
            self._pieces.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802 - the SAX interface
        if self._fallback:
            self._fallback -= 1
            return
        tag = name.rpartition(":")[2]
        if tag == self._corner:
            place = int(self._number) + 1 if self._number.strip().isdecimal() else 0
            if tag == "row":
                self._row = place
            else:
                self._column = place
            self._corner = ""
        elif tag == "from":
            self._from = False
        elif tag == "t":
            self._run = False
        elif tag == "p" and self._pieces is not None:
            self._pieces.append("\n")
        elif tag == "txBody":
            tied = bool(self._row and self._column)
            self._end(self._row if tied else 0, self._column if tied else 0)


class _LegacyDrawing(_Boxes):
    """xl/drawings/vmlDrawingN.vml: boxes of old Excel. Notes are left to the comments part."""

    def __init__(self, sheet: str) -> None:
        super().__init__(sheet)
        self._kind = ""
        self._anchor: list[str] | None = None
        self._text: list[str] = []
        self._place = (0, 0)

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - the SAX interface
        tag = name.rpartition(":")[2]
        if tag == "shape":
            self._kind, self._text, self._place = "", [], (0, 0)
        elif tag == "textbox":
            self._begin()
        elif tag == "ClientData":
            self._kind = attrs.get("ObjectType", "")
        elif tag == "Anchor":
            self._anchor = []
        elif tag in {"br", "div"} and self._pieces:
            self._pieces.append("\n")

    def characters(self, content: str) -> None:
        if self._anchor is not None:
            self._anchor.append(content)
        elif self._pieces is not None:
            self._pieces.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802 - the SAX interface
        tag = name.rpartition(":")[2]
        if tag == "textbox":
            self._text, self._pieces = self._pieces or [], None
        elif tag == "Anchor" and self._anchor is not None:
            # left column, offset, top row, offset, right column, …
            numbers = [number.strip() for number in "".join(self._anchor).split(",")]
            if len(numbers) == 8 and numbers[0].isdecimal() and numbers[2].isdecimal():
                self._place = int(numbers[2]) + 1, int(numbers[0]) + 1
            self._anchor = None
        elif tag == "shape" and self._kind != "Note" and self._text:
            self._pieces = self._text
            self._end(*self._place)


class _Comments(_Boxes):
    """xl/commentsN.xml. The author's name, which Excel writes first, says nothing about the row."""

    def __init__(self, sheet: str) -> None:
        super().__init__(sheet)
        self._place = (0, 0)
        self._run = False
        self._authors: list[str] = []
        self._author: list[str] | None = None
        self._by = ""

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - the SAX interface
        tag = name.rpartition(":")[2]
        if tag == "author":
            self._author = []
        elif tag == "comment":
            self._place = parse_cell(attrs.get("ref", "")) or (0, 0)
            number = attrs.get("authorId", "")
            self._by = self._authors[int(number)] if number in map(str, range(len(self._authors))) else ""
            self._begin()
        elif tag == "t":
            self._run = True

    def characters(self, content: str) -> None:
        if self._author is not None:
            self._author.append(content)
        elif self._run and self._pieces is not None:
            self._pieces.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802 - the SAX interface
        tag = name.rpartition(":")[2]
        if tag == "author":
            self._authors.append("".join(self._author or ()))
            self._author = None
        elif tag == "t":
            self._run = False
        elif tag == "comment":
            text = "".join(self._pieces or ())
            self._pieces = [text.removeprefix(f"{self._by}:") if self._by else text]
            self._end(*self._place)
