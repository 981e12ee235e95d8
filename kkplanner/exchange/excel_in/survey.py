"""A cheap first pass over one sheet part: where its content ends, and what openpyxl's stream does not tell.

openpyxl's fast reader knows neither merged ranges nor whether an empty cell holds a formula whose value was
never stored, and it walks every formatted blank row. This pass gives the merged ranges, those formulas, the
hidden rows, and the last row and column with content, so that the reading proper stops there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, NamedTuple
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from kkplanner.exchange.excel_in.cell_looks import NO_LOOKS, Looks, NumberLook, strikes

if TYPE_CHECKING:
    from xml.sax.xmlreader import AttributesImpl

    from kkplanner.exchange.excel_in.guard import Limits

_CHUNK = 65_536
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_MOST_MERGES = 200_000


class Merge(NamedTuple):
    """A merged range, 1-based, all four sides included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(slots=True)
class Survey:
    """What the pass found. Cells are (row, column), 1-based."""

    last_row: int = 0
    last_column: int = 0
    cells: int = 0  # with content
    outside: int = 0  # with content beyond the limits, not read
    merges: list[Merge] = field(default_factory=list)
    without_value: set[tuple[int, int]] = field(default_factory=set)  # formula never calculated
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    struck: set[tuple[int, int]] = field(default_factory=set)  # with content that is struck through
    looks: dict[tuple[int, int], NumberLook] = field(
        default_factory=dict
    )  # numbers shown with more than digits
    cut_off: bool = (
        False  # the part ends or breaks amid its cells; the rest of the survey holds what came before
    )


def survey(part: IO[bytes], limits: Limits, looks: Looks = NO_LOOKS) -> Survey:
    """Read one sheet part.

    A part that is cut off amid its cells is surveyed up to there.

    Raises:
        xml.sax.SAXException, zipfile.BadZipFile, zlib.error: the part is damaged before its first row.
        defusedxml.DefusedXmlException: it declares a document type.
    """
    from defusedxml.expatreader import create_parser

    handler = _SheetHandler(limits, looks)
    parser = create_parser(forbid_dtd=True)
    parser.setContentHandler(handler)
    try:
        while chunk := part.read(_CHUNK):
            parser.feed(chunk)
        parser.close()
    except SAXException:
        if not handler.found.cells:
            raise
        handler.found.cut_off = True
    return handler.found


def parse_cell(reference: str) -> tuple[int, int] | None:
    """Row and column of a reference: "B3" → (3, 2)."""
    match = _CELL.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


class _SheetHandler(ContentHandler):
    def __init__(self, limits: Limits, looks: Looks) -> None:
        super().__init__()
        self.found = Survey()
        self._limits = limits
        self._looks = looks
        self._style = 0
        self._shared = self._struck = False
        self._value = ""
        self._row = 0
        self._column = 0
        self._formula = False
        self._content = False
        self._collecting = False

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - the SAX interface
        name = name.rpartition(":")[2]
        if name == "c":
            self._formula = self._content = self._struck = False
            self._shared = attrs.get("t") == "s"
            style = attrs.get("s", "")
            self._style = int(style) if style.isdecimal() else 0
            self._value = ""
            place = parse_cell(attrs.get("r", ""))
            if place is None:
                self._column += 1
            else:
                self._row, self._column = place
        elif name in {"v", "t"}:
            self._collecting = True
        elif name == "f":
            self._formula = True
        elif name == "row":
            number = attrs.get("r", "")
            self._row = int(number) if number.isdecimal() else self._row + 1
            self._column = 0
            if attrs.get("hidden") in {"1", "true"} or attrs.get("ht") in {"0", "0.0"}:
                self.found.hidden_rows.add(self._row)
        elif name == "mergeCell":
            self._merge(attrs.get("ref", ""))
        elif name == "col":
            self._columns(attrs)
        elif strikes(name, attrs):
            self._struck = True  # a run of a text that stands in the cell itself

    def characters(self, content: str) -> None:
        if self._collecting:
            if not self._content and content.strip():
                self._content = True
            if self._shared:
                self._value += content

    def endElement(self, name: str) -> None:  # noqa: N802 - the SAX interface
        name = name.rpartition(":")[2]
        if name in {"v", "t"}:
            self._collecting = False
        elif name == "c" and (self._content or self._formula):
            self._cell()

    def _cell(self) -> None:
        if self._row > self._limits.rows or self._column > self._limits.columns:
            self.found.outside += 1
            return
        self.found.cells += 1
        self.found.last_row = max(self.found.last_row, self._row)
        self.found.last_column = max(self.found.last_column, self._column)
        place = self._row, self._column
        if not self._content:
            self.found.without_value.add(place)
            return
        if self._struck or self._style in self._looks.struck or self._is_struck_string():
            self.found.struck.add(place)
        if self._style in self._looks.numbers:
            self.found.looks[place] = self._looks.numbers[self._style]

    def _is_struck_string(self) -> bool:
        known = self._looks.struck_strings
        return bool(known) and self._shared and self._value.isdecimal() and int(self._value) in known

    def _columns(self, attrs: AttributesImpl) -> None:
        first, last = attrs.get("min", ""), attrs.get("max", "")
        if attrs.get("hidden") in {"1", "true"} and first.isdecimal() and last.isdecimal():
            self.found.hidden_columns.update(range(int(first), min(int(last), self._limits.columns) + 1))

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        start, end = parse_cell(first), parse_cell(last or first)
        if start and end and len(self.found.merges) < _MOST_MERGES:
            self.found.merges.append(Merge(*start, *end))
