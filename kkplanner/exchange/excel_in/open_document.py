"""What calamine does not tell of an .ods: how large it unfolds, and the texts that float over its cells.

In an OpenDocument sheet a text box stands inside the cell that it is tied to, and calamine reads both as one
text. So the cell's own text is taken from here wherever something floats over it.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from kkplanner.exchange.excel_in.drawings import TextBox
from kkplanner.exchange.excel_in.errors import BookTooLargeError, DamagedBookError
from kkplanner.thai.normalise import normalise

if TYPE_CHECKING:
    from xml.sax.xmlreader import AttributesImpl

    from kkplanner.exchange.excel_in.guard import Limits

MOST_BLOCK: Final = 4_000_000
"""Rows × columns of one sheet, empty cells too: calamine holds a sheet as one block."""

_CHUNK: Final = 65_536
_MOST_BOXES: Final = 5_000
_LONGEST_TEXT: Final = 4_000
_CELLS: Final = frozenset({"table:table-cell", "table:covered-table-cell"})


@dataclass(slots=True)
class Floating:
    """Of one sheet: the texts that float over it, and the own text of the cells under them."""

    boxes: list[TextBox] = field(default_factory=list)
    own_texts: dict[tuple[int, int], str] = field(default_factory=dict)


def survey_open_document(name: str, data: bytes, limits: Limits) -> dict[str, Floating]:
    """Walk the content once: floating texts by sheet.

    Raises:
        BookTooLargeError: it is, or unfolds to, more than any plan has.
        DamagedBookError: it cannot be walked.
    """
    from defusedxml.expatreader import create_parser

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            content = _checked(name, archive, limits)
            handler = _Content()
            parser = create_parser(forbid_dtd=True)
            parser.setContentHandler(handler)
            with archive.open(content) as part:
                while chunk := part.read(_CHUNK):
                    parser.feed(chunk)
                    _check_size(name, handler, limits)
            parser.close()
            _check_size(name, handler, limits)
    except (
        zipfile.BadZipFile,
        zlib.error,
        SAXException,
        EOFError,
        LookupError,
        ValueError,
        OSError,
    ) as fault:
        raise DamagedBookError(name) from fault
    return handler.floating


def _checked(name: str, archive: zipfile.ZipFile, limits: Limits) -> zipfile.ZipInfo:
    members = archive.infolist()
    content = archive.getinfo("content.xml")
    if (
        len(members) > limits.entries
        or sum(member.file_size for member in members) > limits.total_bytes
        or content.file_size > limits.part_bytes
        or (
            content.file_size > limits.ratio_from_bytes
            and content.file_size > content.compress_size * limits.ratio
        )
    ):
        raise BookTooLargeError(name)
    return content


def _check_size(name: str, handler: _Content, limits: Limits) -> None:
    if handler.cells > limits.cells or handler.block > MOST_BLOCK:
        raise BookTooLargeError(name)


class _Content(ContentHandler):
    """Counts what the cells stand for, repetitions included, and collects what floats."""

    def __init__(self) -> None:
        super().__init__()
        self.cells = 0
        self.block = 0  # rows × columns of the largest sheet, up to the last cell with content
        self.floating: dict[str, Floating] = {}
        self._sheet = Floating()
        self._name = ""
        self._rows = self._row_repeat = self._columns = self._widest = self._repeat = 0
        self._filled = 0
        self._has_content = self._is_text = self._covered = False
        self._own: list[str] = []
        self._box: list[str] = []
        self._drawn = 0  # depth of drawing elements
        self._paragraphs = 0

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - the SAX interface
        if name == "table:table" and not self._drawn:
            self._name = attrs.get("table:name", "")
            self._sheet = self.floating.setdefault(self._name, Floating())
            self._rows = self._widest = 0
        elif name == "table:table-row" and not self._drawn:
            self._row_repeat = _count(attrs, "table:number-rows-repeated")
            self._columns = self._filled = 0
        elif name in _CELLS and not self._drawn:
            self._repeat = _count(attrs, "table:number-columns-repeated")
            kind = attrs.get("office:value-type")
            self._has_content, self._is_text = kind is not None, kind in {None, "string"}
            self._own, self._covered = [], False
        elif name.startswith("draw:") or name == "office:annotation":
            if not self._drawn:
                self._box = []
            self._drawn += 1
        elif name == "text:p":
            self._paragraphs += 1
            pieces = self._box if self._drawn else self._own
            if pieces:
                pieces.append("\n")
            self._has_content = self._has_content or not self._drawn

    def characters(self, content: str) -> None:
        if self._paragraphs:
            (self._box if self._drawn else self._own).append(content)

    def endElement(self, name: str) -> None:  # noqa: N802 - the SAX interface
        if name.startswith("draw:") or name == "office:annotation":
            self._drawn -= 1
            if not self._drawn:
                self._float()
        elif name == "text:p":
            self._paragraphs -= 1
        elif name in _CELLS and not self._drawn:
            if self._covered and self._is_text:
                self._sheet.own_texts[self._rows + 1, self._columns + 1] = "".join(self._own)
            self._columns += self._repeat
            if self._has_content:
                self._filled += self._repeat
                self._widest = max(self._widest, self._columns)
            self._repeat = 0
        elif name == "table:table-row" and not self._drawn:
            self._rows += self._row_repeat
            if self._filled:
                self.cells += self._filled * self._row_repeat
                self.block = max(self.block, self._rows * self._widest)

    def _float(self) -> None:
        """A drawing ends: what it says stands on the cell that is open, or on none."""
        text = normalise("".join(self._box)[:_LONGEST_TEXT])
        self._covered = True
        if text and len(self._sheet.boxes) < _MOST_BOXES:
            place = (self._rows + 1, self._columns + 1) if self._repeat else (0, 0)
            self._sheet.boxes.append(TextBox(self._name, *place, text))


def _count(attrs: AttributesImpl, name: str) -> int:
    text = attrs.get(name, "1")
    return int(text) if text.isdecimal() and len(text) < 10 else 1
