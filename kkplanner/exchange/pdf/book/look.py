"""Sizes, styles and margins of the book. Lengths in points unless said otherwise.

Margins and type size are those of official letters: TH Sarabun 16, left 3 cm, right 2 cm.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from reportlab.lib.units import mm

from kkplanner.exchange.pdf.cells import TableLook
from kkplanner.exchange.pdf.document import Margins
from kkplanner.exchange.pdf.paragraph import Align, TextStyle

if TYPE_CHECKING:
    from kkplanner.exchange.pdf.font import DocumentFonts

TEXT_MARGINS = Margins(30 * mm, 20 * mm, 25 * mm, 20 * mm)
LANDSCAPE_MARGINS = Margins(10 * mm, 10 * mm, 20 * mm, 14 * mm)
"""Landscape pages are turned into a portrait book: their top is the binding edge."""

FIRST_INDENT = 15 * mm
LIST_INDENT = 15 * mm
MARKER_ROOM = 8 * mm
TABLE_LOOK = TableLook(size=14.0, leading=16.5, pad_x=3.0, pad_y=2.2)
NARROW_TABLE_LOOK = TableLook(size=12.5, leading=14.5, pad_x=2.4, pad_y=1.8)

_LEADING = 1.25
_HEADING_SIZES = {1: 17.0, 2: 16.0, 3: 16.0}


class BookLook:
    """The styles of one document."""

    def __init__(self, fonts: DocumentFonts) -> None:
        self.fonts = fonts

    def style(
        self, size: float, *, bold: bool = False, align: Align = Align.LEFT, indent: float = 0.0
    ) -> TextStyle:
        """A style of the book's family at `size` as of TH Sarabun; bold and italic runs included."""
        fonts = self.fonts
        return TextStyle(
            fonts.bold if bold else fonts.regular,
            size * fonts.family.size_ratio,
            size * _LEADING,
            align,
            indent,
            (fonts.bold, fonts.bold_italic, fonts.bold_italic) if bold else fonts.faces,
        )

    @cached_property
    def body(self) -> TextStyle:
        """Running text."""
        return self.style(16, align=Align.JUSTIFY, indent=FIRST_INDENT)

    @cached_property
    def item(self) -> TextStyle:
        """Text of a list's item."""
        return replace(self.body, first_indent=0.0)

    @cached_property
    def marker(self) -> TextStyle:
        """Number or bullet of a list's item."""
        return self.style(16)

    @cached_property
    def marker_bold(self) -> TextStyle:
        return self.style(16, bold=True)

    @cached_property
    def right_bold(self) -> TextStyle:
        return self.style(16, bold=True, align=Align.RIGHT)

    @cached_property
    def part_title(self) -> TextStyle:
        return self.style(22, bold=True, align=Align.CENTER)

    @cached_property
    def section_title(self) -> TextStyle:
        return self.style(18, bold=True)

    def heading(self, level: int) -> TextStyle:
        """Headings inside a section, 1 to 3; the third is bold italic."""
        style = self.style(_HEADING_SIZES[level], bold=True)
        return replace(style, font=self.fonts.bold_italic) if level == 3 else style

    @cached_property
    def letter_heading(self) -> TextStyle:
        return self.style(18, bold=True, align=Align.CENTER)

    @cached_property
    def centred(self) -> TextStyle:
        return self.style(16, align=Align.CENTER)

    @cached_property
    def caption(self) -> TextStyle:
        """Under pictures and charts."""
        return self.style(14, align=Align.CENTER)

    @cached_property
    def note(self) -> TextStyle:
        return self.style(14)

    @cached_property
    def small(self) -> TextStyle:
        """Labels in charts and maps."""
        return self.style(12)

    @cached_property
    def small_bold(self) -> TextStyle:
        return self.style(12, bold=True)
