"""A Thai paragraph: broken between words, shaped, aligned, and split over pages without stray lines.

Justified text is broken as a whole (`kkplanner.thai.total_fit`); text in cells and titles line by line.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from math import inf
from typing import TYPE_CHECKING

from reportlab.platypus import Flowable

from kkplanner.thai.lines import Box, Cutter, Line, Run, break_lines, break_runs, greedy
from kkplanner.thai.spreading import letters, line_gaps
from kkplanner.thai.total_fit import total_fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.pdfbase.pdfdoc import PDFDocument
    from reportlab.pdfgen.canvas import Canvas

    from kkplanner.exchange.pdf.font import PdfFont, Piece
    from kkplanner.thai.lines import Breaker, Measure

# Paragraphs of at least this many lines never leave one line alone at the foot or the head of a page.
_LINES_WORTH_KEEPING = 4
# Beyond this limit (em) a justified line stays short, which reads better than holes.
_WIDEST_SPACE = 1.2
# Names wider than this (em) may be parted between their words in justified text.
_LONG_NAME = 5.0


class Align(StrEnum):
    """Where lines stand in their column."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a paragraph looks; lengths in points. Leading is set here, never taken from the font file."""

    font: PdfFont
    size: float
    leading: float
    align: Align = Align.LEFT
    first_indent: float = 0.0
    faces: tuple[PdfFont, ...] = ()
    """Fonts of the faces 1, 2, … of `kkplanner.thai.lines.Run`; 0 is `font`."""

    def width(self, text: str) -> float:
        """Advance width of one line of `text`."""
        return self.font.typeface.run(text).advance * self.size / 1000.0

    def font_of(self, face: int) -> PdfFont:
        """The font of a run."""
        return self.faces[face - 1] if face else self.font

    def measures(self) -> tuple[Measure, ...]:
        """Advance width by face."""
        return (self.width, *(replace(self, font=font).width for font in self.faces))

    @property
    def longest_unit(self) -> float:
        """Width from which names may be parted: in justified text only."""
        return _LONG_NAME * self.size if self.align is Align.JUSTIFY else inf

    @property
    def breaker(self) -> Breaker:
        """How lines of this style are chosen."""
        return total_fit(self.size) if self.align is Align.JUSTIFY else greedy

    def scaled(self, factor: float) -> TextStyle:
        """The same at another size, on the same leading."""
        return replace(self, size=self.size * factor)

    def fitted(self, text: str, width: float) -> TextStyle:
        """The same, or a smaller size at which `text` fits `width` in one line (numbers are never broken)."""
        wanted = self.width(text)
        if wanted <= width:
            return self
        return self.scaled(width / wanted)


@dataclass(frozen=True, slots=True)
class SetText:
    """Text already broken into lines, in its column; what cells hold and paragraphs draw."""

    lines: Sequence[Line]
    style: TextStyle
    width: float

    @property
    def height(self) -> float:
        return len(self.lines) * self.style.leading

    def cut(self, room: float, *, anywhere: bool = False) -> tuple[SetText | None, SetText | None]:
        """The lines that fit into `room` and those that go on; None where a side gets no line.

        `anywhere` allows single stray lines, for text that must be cut to be placed at all.
        """
        fitting = int((room + 1e-6) // self.style.leading)
        if fitting >= len(self.lines):
            return self, None
        at = max(fitting, 0) if anywhere else cut_without_strays(self.lines, fitting)
        if at == 0:
            return None, self
        return replace(self, lines=self.lines[:at]), replace(self, lines=self.lines[at:])

    def paint(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw with the upper edge at `top` and the column's left edge at `x`."""
        paint_lines(canvas, self.lines, self.style, x, top, self.width)


def set_text(text: str, style: TextStyle, width: float, cutter: Cutter) -> SetText:
    """Break `text` into a column of `width` points."""
    lines = break_lines(
        text,
        width,
        style.width,
        cutter,
        first_indent=style.first_indent,
        breaker=style.breaker,
        longest_unit=style.longest_unit,
    )
    return SetText(lines, style, width)


def set_runs(runs: Sequence[Run], style: TextStyle, width: float, cutter: Cutter) -> SetText:
    """Break text in several faces into a column of `width` points."""
    lines = break_runs(
        runs,
        width,
        style.measures(),
        cutter,
        first_indent=style.first_indent,
        breaker=style.breaker,
        longest_unit=style.longest_unit,
    )
    return SetText(lines, style, width)


def set_line(text: str, style: TextStyle, width: float) -> SetText:
    """`text` on one line, set smaller where it is too wide: numbers are never broken."""
    fitted = style.fitted(text, width)
    extent = fitted.width(text)
    return SetText((Line((Box(text, extent, 0.0),), extent, 0.0, True),), fitted, width)


class ThaiPara(Flowable):
    """A paragraph of running text in a page's frame."""

    def __init__(self, text: str, style: TextStyle, cutter: Cutter) -> None:
        super().__init__()
        self.text = text
        self._style = style
        self._cutter = cutter
        self._set: SetText | None = None

    def set_in(self, width: float) -> SetText:
        """The paragraph broken for this column width."""
        if self._set is None or self._set.width != width:
            self._set = set_text(self.text, self._style, width, self._cutter)
        return self._set

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002, N803  (Flowable's interface)
        self.width, self.height = aW, self.set_in(aW).height
        return self.width, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803  (Flowable's interface)
        """The part that fits `aH` and the rest; nothing when too little would fit to be worth it."""
        fits, rest = self.set_in(aW).cut(aH)
        return [_Part(part) for part in (fits, rest) if part is not None] if fits is not None else []

    def draw(self) -> None:
        self.set_in(self.width).paint(self.canv, 0.0, self.height)


class _Part(Flowable):
    """Lines of a paragraph that began or goes on elsewhere."""

    def __init__(self, text: SetText) -> None:
        super().__init__()
        self._text = text

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002, N803
        self.width, self.height = aW, self._text.height
        return self.width, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: ARG002, N803
        # The rest of a split paragraph is tried on the page it left first: its last lines must not part there.
        if len(self._text.lines) < _LINES_WORTH_KEEPING:
            return []
        fits, rest = self._text.cut(aH)
        return [_Part(part) for part in (fits, rest) if part is not None] if fits is not None else []

    def draw(self) -> None:
        self._text.paint(self.canv, 0.0, self.height)


def cut_without_strays(lines: Sequence[Line], fitting: int) -> int:
    """How many of `lines` to leave on this page when `fitting` have room; 0: take all to the next page.

    From four lines on, at least two stay and two go, and no paragraph among them leaves one line on either side.
    """
    if fitting <= 0 or len(lines) < _LINES_WORTH_KEEPING:
        return max(fitting, 0)
    limit = min(fitting, len(lines) - 2)
    for cut in range(limit, max(limit - 2, 1), -1):
        begins_alone = (cut < 2 or lines[cut - 2].closes_paragraph) and not lines[cut - 1].closes_paragraph
        ends_alone = lines[cut].closes_paragraph and not lines[cut - 1].closes_paragraph
        if not begins_alone and not ends_alone:
            return cut
    return limit if limit >= 2 else 0


def paint_lines(
    canvas: Canvas, lines: Sequence[Line], style: TextStyle, x: float, top: float, width: float
) -> None:
    """Write the lines as one text object.

    Goes past ReportLab's text objects, which encode and measure every call anew: pieces come ready encoded from
    the font and only positions are written here.
    """
    font, size, leading = style.font, style.size, style.leading
    # Fonts are subset per document, and this is the only way to learn which document a canvas writes.
    document: PDFDocument = canvas._doc  # type: ignore[attr-defined]  # noqa: SLF001
    ascent, descent = font.typeface.ascent * size / 1000.0, font.typeface.descent * size / 1000.0
    base = top - (leading - ascent - descent) / 2.0 - ascent
    code = _TextCode(size)
    space = font.pieces(" ", document)
    for number, line in enumerate(lines):
        if not line.boxes:
            continue
        at_letter, at_space, start = _placing(line, style, width)
        code.start_line(x + start, base - number * leading)
        gap = 0.0  # before what is shown next
        for box in line.boxes:
            for run in box.runs or (Run(box.text),):
                font = style.font_of(run.face)
                for piece in letters(run.text) if at_letter else (run.text,):
                    code.move(gap)
                    code.show(font.pieces(piece, document))
                    gap = at_letter
            if box.space:
                gap = at_space
                code.show(space)
    canvas.addLiteral(code.finish())


class _TextCode:
    """The operators of one text object. Font, rise and strings are only written where they change."""

    __slots__ = ("_array", "_code", "_resource", "_rise", "_size")

    def __init__(self, size: float) -> None:
        self._size = size
        self._code = ["BT"]
        self._array: list[str] = []
        self._resource, self._rise = "", 0.0

    def start_line(self, x: float, y: float) -> None:
        self._flush()
        self._code.append(f"1 0 0 1 {x:.3f} {y:.3f} Tm")

    def show(self, pieces: Sequence[Piece]) -> None:
        for resource, rise, array in pieces:
            if resource != self._resource:
                self._flush()
                self._resource = resource
                self._code.append(f"{resource} {self._size:.5g} Tf")
            if rise != self._rise:
                self._flush()
                self._rise = rise
                self._code.append(f"{rise * self._size:.5g} Ts")
            self._array.append(array)

    def move(self, points: float) -> None:
        if points:
            self._array.append(f"{-points * 1000.0 / self._size:.5g} ")

    def finish(self) -> str:
        self._flush()
        if self._rise:
            self._code.append("0 Ts")
        return " ".join([*self._code, "ET"])

    def _flush(self) -> None:
        if self._array:
            self._code.append(f"[{''.join(self._array)}] TJ")
            self._array = []


def _placing(line: Line, style: TextStyle, width: float) -> tuple[float, float, float]:
    """Extra length between letters and at spaces, and where the line starts, all in points."""
    slack = width - line.indent - line.width
    if style.align is Align.RIGHT:
        return 0.0, 0.0, line.indent + slack
    if style.align is Align.CENTER:
        return 0.0, 0.0, line.indent + slack / 2.0
    if style.align is not Align.JUSTIFY or line.closes_paragraph or slack <= 0:
        return 0.0, 0.0, line.indent
    letter, at_space = line_gaps(line.boxes).spread(slack / style.size)
    return letter * style.size, min(at_space, _WIDEST_SPACE) * style.size, line.indent
