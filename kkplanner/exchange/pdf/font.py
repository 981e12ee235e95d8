"""A shaped, copyable PDF font: ReportLab embeds and subsets, HarfBuzz shapes, and every glyph keeps its text.

ReportLab's own shaping gives alternate glyphs private-use code points, so that copied or searched text is
destroyed. Here each pair (glyph, source text) gets a code of its own, and the source text goes into ToUnicode.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from reportlab.lib.rl_accel import escapePDF
from reportlab.pdfbase.ttfonts import TTFont

if TYPE_CHECKING:
    from reportlab.pdfbase.pdfdoc import PDFDocument

    from kkplanner.exchange.typeface import FontFamily, Typeface

# Plane 15 (private): ReportLab wants a character for every code it encodes, and no cmap of our fonts reaches here.
_FIRST_CODE = 0xF0000
_CODES_PER_BLOCK = 100  # limit of one beginbfchar block, PDF 32000-1 §9.10.3


class Piece(NamedTuple):
    """Part of a shaped text that is drawn with one subset at one height."""

    resource: str
    """Name of the subset in the page's resources, with its slash."""
    rise: float
    """Height above the base line, em."""
    array: str
    """Body of a TJ array: strings and moves."""


class PdfFont(TTFont):
    """One face in one document. Never registered globally: two documents may be written at the same time."""

    def __init__(self, typeface: Typeface) -> None:
        super().__init__(typeface.path.stem, str(typeface.path), asciiReadable=0, shapable=False)
        self.typeface = typeface
        self._own_characters = dict(self.face.charToGlyph)
        self._codes: dict[tuple[int, str], str] = {}
        self._sources: dict[int, str] = {}
        self._pieces: dict[str, tuple[Piece, ...]] = {}
        self._document: PDFDocument | None = None

    def pieces(self, text: str, document: PDFDocument) -> tuple[Piece, ...]:
        """`text` shaped and encoded for `document`; the font serves the first document it is asked for."""
        if self._document is None:
            self._document = document
        elif self._document is not document:
            raise ValueError("a PdfFont belongs to one document")
        pieces = self._pieces.get(text)
        if pieces is None:
            pieces = self._pieces[text] = self._encode(text, document)
        return pieces

    def _encode(self, text: str, document: PDFDocument) -> tuple[Piece, ...]:
        # (subset, rise) changes end a piece; between them strings and moves (1/1000 em, to the left) alternate.
        spans: list[tuple[int, float, list[bytes | float]]] = []
        for glyph in self.typeface.run(text).glyphs:
            subset, code = self.splitString(
                self._character(glyph.id, glyph.source, glyph.natural_advance), document
            )[0]
            rise = round(glyph.y_offset / 1000.0, 4)
            if not spans or spans[-1][:2] != (subset, rise):
                spans.append((subset, rise, []))
            body = spans[-1][2]
            _append_move(body, -glyph.x_offset)
            if body and isinstance(body[-1], bytes):
                body[-1] += code
            else:
                body.append(code)
            _append_move(body, glyph.x_offset - (glyph.advance - glyph.natural_advance))
        return tuple(
            Piece(self.getSubsetInternalName(subset, document), rise, "".join(map(_operand, body)))
            for subset, rise, body in spans
        )

    def _character(self, glyph: int, source: str, advance: float) -> str:
        """The character that stands for (glyph, source text) inside ReportLab."""
        if len(source) == 1 and self._own_characters.get(ord(source)) == glyph:
            return source
        character = self._codes.get((glyph, source))
        if character is None:
            code = _FIRST_CODE + len(self._codes)
            character = self._codes[glyph, source] = chr(code)
            self._sources[code] = source
            self.face.charToGlyph[code] = glyph
            self.face.charWidths[code] = advance
        return character

    def addObjects(self, doc: PDFDocument) -> None:  # noqa: N802  (ReportLab's hook)
        """Write the font's objects, then put the exact source texts into their ToUnicode maps."""
        subsets = [list(subset) for subset in self.state[doc].subsets]
        names = [self.getSubsetInternalName(n, doc)[1:] for n in range(len(subsets))]
        super().addObjects(doc)
        objects: dict[str, Any] = doc.idToObject
        fonts = objects["BasicFonts"].dict
        for name, subset in zip(names, subsets, strict=True):
            font = fonts[name]
            objects[font.ToUnicode.name].content = self._to_unicode(font.BaseFont, subset)

    def _to_unicode(self, name: str, subset: list[int]) -> str:
        rows = []
        for code, character in enumerate(subset):
            if character:
                source = self._sources.get(character, chr(character))
                rows.append(f"<{code:02X}> <{source.encode('utf-16-be').hex().upper()}>")
        blocks = []
        for start in range(0, len(rows), _CODES_PER_BLOCK):
            block = rows[start : start + _CODES_PER_BLOCK]
            blocks += [f"{len(block)} beginbfchar", *block, "endbfchar"]
        return "\n".join(
            [
                "/CIDInit /ProcSet findresource begin",
                "12 dict begin",
                "begincmap",
                f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def",
                f"/CMapName /{name} def",
                "/CMapType 2 def",
                "1 begincodespacerange",
                "<00> <FF>",
                "endcodespacerange",
                *blocks,
                "endcmap",
                "CMapName currentdict /CMap defineresource pop",
                "end",
                "end",
            ]
        )


def _append_move(body: list[bytes | float], move: float) -> None:
    if abs(move) < 1e-3:  # a thousandth of a thousandth of an em
        return
    if body and isinstance(body[-1], float):
        body[-1] += move
    else:
        body.append(move)


def _operand(item: bytes | float) -> str:
    return f"({escapePDF(item)})" if isinstance(item, bytes) else f"{item:.5g} "


class DocumentFonts:
    """The faces of one family as used by one document."""

    def __init__(self, family: FontFamily) -> None:
        self.family = family
        self.regular = PdfFont(family.face())
        self.bold = PdfFont(family.face(bold=True))

    @cached_property
    def italic(self) -> PdfFont:
        return PdfFont(self.family.face(italic=True))

    @cached_property
    def bold_italic(self) -> PdfFont:
        return PdfFont(self.family.face(bold=True, italic=True))

    @property
    def faces(self) -> tuple[PdfFont, ...]:
        """Bold, italic, bold italic: the faces 1, 2 and 3 of running text."""
        return self.bold, self.italic, self.bold_italic
