"""Tables of plain texts in the book: closed on all four sides, with a head or without."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from kkplanner.exchange.pdf.book.look import TABLE_LOOK
from kkplanner.exchange.pdf.book.simple_table import SimpleTables
from kkplanner.exchange.pdf.font import DocumentFonts
from kkplanner.exchange.typeface import OFFICIAL_FAMILY, official_fonts
from kkplanner.thai.digits import DigitStyle
from kkplanner.thai.words import default_segmenter

FRAME = (460.0, 700.0)


class Recorder(Canvas):
    """A page that also keeps where horizontal lines and the tops of boxes lie."""

    def __init__(self) -> None:
        super().__init__(BytesIO())
        self.tops: set[float] = set()

    def addLiteral(self, s, escaped=1) -> None:  # noqa: N802 (the canvas' own names)
        lines = re.findall(r"([\d.]+) ([\d.]+) m ([\d.]+) \2 l", s)
        boxes = re.findall(r"([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re(?! f)", s)
        self.tops |= {float(y) for _, y, _ in lines}
        self.tops |= {round(float(y) + float(height), 2) for _, y, _, height in boxes}
        super().addLiteral(s)


@pytest.mark.parametrize("head", [(), ("หมู่", "คน")])
def test_the_upper_edge_is_drawn_with_a_head_and_without(head):
    tables = SimpleTables(
        DocumentFonts(official_fonts()[OFFICIAL_FAMILY]), default_segmenter(), DigitStyle.ARABIC
    )
    table = tables.table(head, [("1", "212"), ("2", "180")], FRAME, TABLE_LOOK)
    table.wrap(*FRAME)
    (piece, *_) = table.split(*FRAME) or [table]
    _, height = piece.wrap(*FRAME)
    canvas = Recorder()
    piece.canv = canvas
    piece.draw()
    assert max(canvas.tops) == pytest.approx(height, abs=0.02)
