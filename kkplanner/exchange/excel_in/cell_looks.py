"""How cells look, where the look says more than the value: struck through, percentages, numbers with words.

A clerk who strikes a project through has cancelled it; a target typed as 500 under the format `0" คน"` reads
"500 คน". openpyxl knows the formats of a workbook; which cells have them is found by the survey of a sheet.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Mapping
    from xml.sax.xmlreader import AttributesImpl

    from openpyxl import Workbook

_CHUNK: Final = 65_536
_STRINGS: Final = "xl/sharedstrings.xml"
_PIECE: Final = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[[^\]]*\]|(?P<number>[#0?][#0?,]*(?:\.[#0?]+)?)|(?P<bare>.)'
)
_BARE: Final = frozenset("%()-+/ ฿$:")  # shown as they are
_OFF: Final = frozenset({"0", "false"})


@dataclass(frozen=True, slots=True)
class NumberLook:
    """A number format: what stands before and after the number, and how the number itself is written."""

    before: str
    after: str
    decimals: int
    grouped: bool

    def of(self, value: float) -> str:
        """The number as its cell shows it."""
        number = Decimal(str(value)) * (100 if "%" in self.before + self.after else 1)
        written = f"{number:{',' if self.grouped else ''}.{self.decimals}f}"
        return f"{self.before}{written}{self.after}".strip()


@dataclass(frozen=True, slots=True)
class Looks:
    """Formats of a workbook by their index, and the shared strings that are struck through, wholly or in part."""

    struck: frozenset[int] = frozenset()
    numbers: Mapping[int, NumberLook] = field(default_factory=dict)
    struck_strings: frozenset[int] = frozenset()


NO_LOOKS: Final = Looks()


def read_looks(workbook: Workbook, archive: zipfile.ZipFile) -> Looks:
    """The looks that speak, of a workbook that openpyxl has opened."""
    fonts, customs = workbook._fonts, workbook._number_formats  # type: ignore[attr-defined]  # noqa: SLF001
    struck = set()
    numbers = {}
    for index, style in enumerate(workbook._cell_styles):  # type: ignore[attr-defined]  # noqa: SLF001
        if style.fontId < len(fonts) and fonts[style.fontId].strike:
            struck.add(index)
        look = number_look(_format(style.numFmtId, customs))
        if look is not None:
            numbers[index] = look
    return Looks(frozenset(struck), numbers, _struck_strings(archive))


def _format(number: int, customs: list[str]) -> str:
    from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

    if number < BUILTIN_FORMATS_MAX_SIZE:
        return str(BUILTIN_FORMATS.get(number, "General"))
    at = number - BUILTIN_FORMATS_MAX_SIZE
    return str(customs[at]) if at < len(customs) else "General"


def number_look(code: str) -> NumberLook | None:
    """How a number format writes a positive number; None for dates, fractions, scaled numbers and General."""
    before = after = ""
    number: str | None = None
    for piece in _PIECE.finditer(_first_section(code)):
        if piece["number"] is not None:
            if number is not None:
                return None
            number = piece["number"]
            continue
        text = piece["quoted"] or piece["escaped"] or piece["bare"] or ""
        if piece["bare"] is not None and text not in _BARE:
            return None
        if number is None:
            before += text
        else:
            after += text
    if number is None or number.endswith(","):  # a closing comma divides by a thousand
        return None
    whole, _, fraction = number.partition(".")
    look = NumberLook(before, after, len(fraction), "," in whole)
    return look if look.grouped or (before + after).strip() else None


def _first_section(code: str) -> str:
    quoted = False
    for at, letter in enumerate(code):
        if letter == '"':
            quoted = not quoted
        elif letter == ";" and not quoted:
            return code[:at]
    return code


def _struck_strings(archive: zipfile.ZipFile) -> frozenset[int]:
    """Indexes of the shared strings with a struck run; the part is parsed only when it has any."""
    from defusedxml.expatreader import create_parser

    member = next((name for name in archive.namelist() if name.casefold() == _STRINGS), None)
    if member is None or not _mentions_strike(archive, member):
        return frozenset()
    handler = _Strings()
    parser = create_parser(forbid_dtd=True)
    parser.setContentHandler(handler)
    with archive.open(member) as part:
        try:
            while chunk := part.read(_CHUNK):
                parser.feed(chunk)
        except SAXException:
            return frozenset(
                handler.struck
            )  # what a damaged part still says; its reading is judged elsewhere
    return frozenset(handler.struck)


def _mentions_strike(archive: zipfile.ZipFile, member: str) -> bool:
    with archive.open(member) as part:
        tail = b""
        while chunk := part.read(_CHUNK):
            if b"strike" in tail + chunk:
                return True
            tail = chunk[-8:]
    return False


def strikes(name: str, attrs: AttributesImpl) -> bool:
    """An element of a run's format strikes it through."""
    return name in {"strike", "dstrike"} and attrs.get("val", "1") not in _OFF


class _Strings(ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.struck: set[int] = set()
        self._index = -1

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - the SAX interface
        name = name.rpartition(":")[2]
        if name == "si":
            self._index += 1
        elif strikes(name, attrs):
            self.struck.add(self._index)
