"""Fonts the program ships, shaped with HarfBuzz: advance widths and glyphs that know their source text.

Thai marks stand right only when shaped (tone over vowel, the cut foot of ญ ฐ, marks beside tall consonants).
This module knows nothing of any output format: the PDF writer draws from it, the Excel writer measures with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import uharfbuzz as hb

from kkplanner.assets import resource

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

OFFICIAL_FAMILY = "TH Sarabun"
"""Family of the official forms (สารบรรณ): the one used for output unless the clerk asks for another."""

_NIKHAHIT, _SARA_AA, _SARA_AM = 0x0E4D, 0x0E32, 0x0E33
# A nikhahit moved further than this (1/1000 em) was placed on purpose, beside a tall consonant.
_UNMOVED = 12.0


class Glyph(NamedTuple):
    """One drawn shape. Lengths are in 1/1000 em; `source` is the text it stands for in copy and search."""

    id: int
    source: str
    natural_advance: float
    """The advance in the font's own width table, which a PDF viewer applies by itself."""
    advance: float
    """The advance wanted here, after kerning and mark placement."""
    x_offset: float
    y_offset: float


class Run(NamedTuple):
    """A shaped text: total advance in 1/1000 em and the glyphs in drawing order."""

    advance: float
    glyphs: tuple[Glyph, ...]


class Typeface:
    """One font file. Runs are kept for the life of the object: a plan repeats its words."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._face = hb.Face(hb.Blob.from_file_path(str(path)))
        self._font = hb.Font(self._face)
        self._scale = 1000.0 / self._face.upem
        self._runs: dict[str, Run] = {"": Run(0.0, ())}  # HarfBuzz gives no glyph list for no text
        extents = self._font.get_font_extents("ltr")
        self.ascent = extents.ascender * self._scale
        """Height above the base line, 1/1000 em."""
        self.descent = -extents.descender * self._scale
        """Depth below the base line, 1/1000 em, positive."""

    def run(self, text: str) -> Run:
        """Shape `text` (one line, no breaks) once and remember it."""
        run = self._runs.get(text)
        if run is None:
            run = self._runs[text] = self._shape(text)
        return run

    def width(self, text: str, size_pt: float) -> float:
        """Advance width of `text` in points."""
        return self.run(text).advance * size_pt / 1000.0

    def glyph_of(self, character: str) -> int | None:
        """The unshaped glyph of one character, None where the font has none."""
        glyph = self._font.get_nominal_glyph(ord(character))
        return None if glyph is None else int(glyph)

    def missing(self, text: str) -> frozenset[str]:
        """Characters of `text` this font cannot draw (they would print as empty boxes)."""
        return frozenset(c for c in text if c.isprintable() and self.glyph_of(c) is None)

    def _shape(self, text: str) -> Run:
        buffer = hb.Buffer()
        # Every character keeps its own cluster, so that each glyph can be traced to its source text.
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.add_str(text)
        buffer.script, buffer.language, buffer.direction = "Thai", "th", "ltr"
        hb.shape(self._font, buffer, {"kern": True, "liga": True})
        shapes = [
            _Shape(info.codepoint, info.cluster, at.x_advance, at.x_offset, at.y_offset)
            for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        ]
        shapes = self._rejoin_sara_am(shapes)
        scale = self._scale
        glyphs = tuple(
            Glyph(
                shape.id,
                source,
                self._font.get_glyph_h_advance(shape.id) * scale,
                shape.x_advance * scale,
                shape.x_offset * scale,
                shape.y_offset * scale,
            )
            for shape, source in zip(shapes, _sources(text, shapes), strict=True)
        )
        return Run(sum(glyph.advance for glyph in glyphs), glyphs)

    @cached_property
    def _sara_am(self) -> tuple[int | None, int | None, int | None]:
        nominal = self._font.get_nominal_glyph
        return nominal(_NIKHAHIT), nominal(_SARA_AA), nominal(_SARA_AM)

    def _rejoin_sara_am(self, shapes: list[_Shape]) -> list[_Shape]:
        """Put the font's own sara am back where HarfBuzz split it into nikhahit + sara aa.

        One glyph for one code point then, and copied text holds ำ and not two halves. Where the nikhahit was
        replaced or moved (beside a tall consonant) the halves stay: they look right and ำ would not.
        """
        nikhahit, sara_aa, sara_am = self._sara_am
        if nikhahit is None or sara_aa is None or sara_am is None:
            return shapes
        joined: list[_Shape] = []
        at = 0
        while at < len(shapes):
            shape = shapes[at]
            plain = abs(shape.x_offset) * self._scale <= _UNMOVED and not shape.y_offset
            if shape.id == nikhahit and plain:
                end = at + 1
                while (
                    end < len(shapes) and shapes[end].cluster == shape.cluster and shapes[end].id != sara_aa
                ):
                    end += 1
                if end < len(shapes) and shapes[end].id == sara_aa and shapes[end].cluster == shape.cluster:
                    joined += shapes[at + 1 : end]
                    joined.append(shapes[end]._replace(id=sara_am))
                    at = end + 1
                    continue
            joined.append(shape)
            at += 1
        return joined


class _Shape(NamedTuple):
    id: int
    cluster: int
    x_advance: int
    x_offset: int
    y_offset: int


def _sources(text: str, shapes: list[_Shape]) -> list[str]:
    """Share out the source text over the glyphs: every character exactly once, in order."""
    starts = sorted({shape.cluster for shape in shapes})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    groups: dict[int, list[int]] = {}
    for index, shape in enumerate(shapes):
        groups.setdefault(shape.cluster, []).append(index)
    sources = [""] * len(shapes)
    for cluster, members in groups.items():
        piece = text[cluster : ends[cluster]]
        # More glyphs than characters: a split sara am, whose first half (the nikhahit) gets no text.
        tail = min(len(members), len(piece)) - 1
        for back in range(tail):
            sources[members[-1 - back]] = piece[len(piece) - 1 - back]
        if piece:
            sources[members[-1 - tail]] = piece[: len(piece) - tail]
    return sources


@dataclass(frozen=True)
class FontFamily:
    """The four files of one family under resources/fonts/."""

    name: str
    regular: str
    bold: str
    italic: str
    bold_italic: str
    licence: str
    """File name of the licence text beside the fonts."""
    size_ratio: float
    """Size that sets the same text as wide as TH Sarabun at size 1 (TH Sarabun draws small in its em)."""

    def path(self, *, bold: bool = False, italic: bool = False) -> Path:
        """The font file of one style."""
        name = (
            (self.bold_italic if italic else self.bold) if bold else (self.italic if italic else self.regular)
        )
        return resource("fonts", name)

    def face(self, *, bold: bool = False, italic: bool = False) -> Typeface:
        """The shared `Typeface` of one style."""
        return _typeface(self.path(bold=bold, italic=italic))


@lru_cache(maxsize=16)
def _typeface(path: Path) -> Typeface:
    return Typeface(path)


_FAMILIES: Mapping[str, FontFamily] = MappingProxyType(
    {
        family.name: family
        for family in (
            FontFamily(
                OFFICIAL_FAMILY,
                "THSarabun-Regular.ttf",
                "THSarabun-Bold.ttf",
                "THSarabun-Italic.ttf",
                "THSarabun-Bold-Italic.ttf",
                "LICENSE-THSarabun.txt",
                1.0,
            ),
            FontFamily(
                "Sarabun",
                "Sarabun-Regular.ttf",
                "Sarabun-Bold.ttf",
                "Sarabun-Italic.ttf",
                "Sarabun-BoldItalic.ttf",
                "LICENSE-Sarabun-OFL.txt",
                0.66,
            ),
        )
    }
)


def official_fonts() -> Mapping[str, FontFamily]:
    """The bundled families by name; `OFFICIAL_FAMILY` is the default of all output.

    The program draws with these files only and never with fonts that happen to be installed.
    """
    return _FAMILIES
