"""The cover: seal, title, organisation, and a QR code by which a printed book is told from another."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from kkplanner.exchange.book_content import Cover, CoverLine, CoverWeight
from kkplanner.exchange.pdf.book.picture import Picture
from kkplanner.exchange.pdf.paragraph import Align, SetText, set_line, set_text
from kkplanner.thai.digits import DigitStyle, in_style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.pdfgen.canvas import Canvas

    from kkplanner.exchange.pdf.book.look import BookLook
    from kkplanner.thai.lines import Cutter

SEAL_PLACE = "ตราสัญลักษณ์"

_SEAL = 40 * mm
_QR = 24 * mm
_QR_QUIET = 4  # white modules around a QR code, as its standard asks
_ABOVE_SEAL = 8 * mm
_ABOVE_TITLE = 26 * mm
_TITLE_PAD = 7 * mm
_RULE_SHARE = 0.9
_SIZES = {CoverWeight.TITLE: 34.0, CoverWeight.SUBTITLE: 26.0, CoverWeight.PLAIN: 20.0}


class CoverPage(Flowable):
    """Fills the frame of its page."""

    def __init__(
        self, cover: Cover, seal: bytes | None, look: BookLook, cutter: Cutter, digits: DigitStyle
    ) -> None:
        super().__init__()
        self._cover, self._look, self._cutter, self._digits = cover, look, cutter, digits
        self._seal = seal

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803  (Flowable's interface)
        self.width, self.height = aW, aH
        return self.width, self.height

    def draw(self) -> None:
        lines = self._cover.lines
        foot = list(takewhile(lambda line: line.weight is CoverWeight.PLAIN, reversed(lines)))[::-1]
        title = [self._set(line) for line in lines[: len(lines) - len(foot)]]
        y = self.height - _ABOVE_SEAL
        self._draw_seal(y)
        y -= _SEAL + _ABOVE_TITLE
        if title:
            self._rule(y + _TITLE_PAD, 2.2, 0.6)
            y = self._paint(title, y)
            self._rule(y - _TITLE_PAD, 0.6, 2.2)
        bottom = [self._set(line) for line in foot]
        self._paint(bottom, sum(text.height for text in bottom) + _QR + 16 * mm)
        self._draw_qr()

    def _set(self, line: CoverLine) -> SetText:
        bold = line.weight is not CoverWeight.PLAIN
        style = self._look.style(_SIZES[line.weight], bold=bold, align=Align.CENTER)
        return set_text(in_style(line.text, self._digits), style, self.width, self._cutter)

    def _paint(self, texts: Sequence[SetText], y: float) -> float:
        for text in texts:
            text.paint(self.canv, 0.0, y)
            y -= text.height
        return y

    def _rule(self, y: float, above: float, below: float) -> None:
        """Two lines of different weight, as on the title pages of old gazettes."""
        left = self.width * (1 - _RULE_SHARE) / 2
        right = self.width - left
        code = " ".join(
            f"{weight:g} w {left:.2f} {at:.2f} m {right:.2f} {at:.2f} l S"
            for weight, at in ((above, y), (below, y - 3.0))
        )
        self.canv.addLiteral(f"q {code} Q")

    def _draw_seal(self, top: float) -> None:
        if self._seal is not None:
            picture = Picture(self._seal, _SEAL, self._look.caption)
            if not picture.reason:
                height = picture.wrap(_SEAL, _SEAL)[1]
                picture.drawOn(self.canv, (self.width - _SEAL) / 2, top - _SEAL + (_SEAL - height) / 2)
                return
        x, y, r = self.width / 2, top - _SEAL / 2, _SEAL / 2
        self.canv.saveState()
        self.canv.setLineWidth(0.5)
        self.canv.setStrokeGray(0.5)
        self.canv.setDash(2, 2)
        self.canv.circle(x, y, r)
        self.canv.restoreState()
        place = set_line(SEAL_PLACE, self._look.caption, 2 * r)
        place.paint(self.canv, x - r, y + place.height / 2)

    def _draw_qr(self) -> None:
        draw_qr(self.canv, self._cover.qr_text, (self.width - _QR) / 2, 6 * mm, _QR)
        small = self._look.style(11, align=Align.CENTER)
        # The signs of a hash are letters of an alphabet of sixteen: never in Thai digits.
        sign = f"{self._cover.plan_uuid} · {self._cover.content_hash[:16]}"
        set_line(sign, small, self.width).paint(self.canv, 0.0, 5 * mm)


def draw_qr(canvas: Canvas, text: str, x: float, y: float, size: float) -> None:
    """A QR code with its quiet zone, `size` points square, lower left corner at (x, y)."""
    from reportlab.graphics.barcode.qr import QrCodeWidget

    widget: Any = QrCodeWidget(text, barLevel="M")
    widget.qr.make()
    modules: list[list[bool]] = widget.qr.modules
    step = size / (len(modules) + 2 * _QR_QUIET)
    boxes = []
    for row, line in enumerate(modules):
        top = y + size - (row + _QR_QUIET) * step
        column = 0
        while column < len(line):
            end = column
            while end < len(line) and line[end]:
                end += 1
            if end > column:
                left = x + (column + _QR_QUIET) * step
                boxes.append(f"{left:.3f} {top - step:.3f} {(end - column) * step:.3f} {step:.3f} re")
            column = end + 1
    canvas.addLiteral(f"q 0 g {' '.join(boxes)} f Q")
