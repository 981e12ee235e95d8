"""What charts and maps are drawn with: boxes, lines and texts of the book's own fonts, greys that print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus import Flowable

from kkplanner.exchange.pdf.paragraph import Align, set_line, set_text
from kkplanner.thai.digits import DigitStyle, in_style

if TYPE_CHECKING:
    from kkplanner.exchange.pdf.book.look import BookLook
    from kkplanner.exchange.pdf.paragraph import SetText, TextStyle
    from kkplanner.thai.lines import Cutter

Colour = tuple[float, float, float]

# Differ in lightness as well as in hue: an office printer knows black only.
PALETTE: tuple[Colour, ...] = (
    (0.13, 0.27, 0.48),
    (0.93, 0.67, 0.27),
    (0.35, 0.56, 0.52),
    (0.80, 0.84, 0.90),
    (0.62, 0.26, 0.24),
    (0.60, 0.68, 0.82),
    (0.46, 0.42, 0.58),
    (0.86, 0.88, 0.66),
    (0.30, 0.30, 0.30),
    (0.72, 0.72, 0.72),
)
_DARK = 0.5  # luminance below which letters on a colour are white


def colour_of(index: int) -> Colour:
    """The colour of series n."""
    return PALETTE[index % len(PALETTE)]


def is_dark(colour: Colour) -> bool:
    """Whether letters on this colour must be white."""
    red, green, blue = colour
    return 0.299 * red + 0.587 * green + 0.114 * blue < _DARK


class Drawing(Flowable):
    """Base of charts: `self.texts` styles and the digits are those of the book's tables."""

    def __init__(self, look: BookLook, cutter: Cutter, digits: DigitStyle) -> None:
        super().__init__()
        self.look, self.cutter, self.digits = look, cutter, digits
        self.spaceBefore = 6.0

    def set_text(self, text: str, style: TextStyle, width: float) -> SetText:
        """`text` in the drawing's digits, broken into a column."""
        return set_text(in_style(text, self.digits), style, width, self.cutter)

    def label(self, text: str, x: float, top: float, width: float, align: Align = Align.LEFT) -> None:
        """One line of small type, shrunk where it is too wide."""
        from dataclasses import replace

        style = replace(self.look.small, align=align)
        set_line(in_style(text, self.digits), style, width).paint(self.canv, x, top)

    def box(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        red, green, blue = colour
        self.canv.addLiteral(
            f"q {red:g} {green:g} {blue:g} rg {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f Q"
        )

    def frame(self, x: float, y: float, width: float, height: float, *, weight: float = 0.5) -> None:
        self.canv.addLiteral(f"q {weight:g} w {x:.2f} {y:.2f} {width:.2f} {height:.2f} re S Q")

    def rule(self, start: tuple[float, float], end: tuple[float, float], *, grey: float = 0.0) -> None:
        self.canv.addLiteral(
            f"q 0.5 w {grey:g} G {start[0]:.2f} {start[1]:.2f} m {end[0]:.2f} {end[1]:.2f} l S Q"
        )

    def white(self, text: SetText, x: float, top: float) -> None:
        """Paint `text` in white."""
        self.canv.addLiteral("q 1 g")
        text.paint(self.canv, x, top)
        self.canv.addLiteral("Q")
