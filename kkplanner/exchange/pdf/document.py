"""The PDF file around forms and books: pages of both orientations, หน้า x/y in one pass, outline, ฉบับร่าง, metadata."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, NamedTuple

from reportlab import rl_config
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from kkplanner.exchange.pdf.paragraph import Align, TextStyle, set_line
from kkplanner.thai.digits import DigitStyle, in_style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.pdfgen.canvas import Canvas

    from kkplanner.exchange.pdf.font import DocumentFonts

# Base-85 makes a PDF a quarter larger for the sake of mail programs of the nineties.
rl_config.useA85 = 0

DRAFT_MARK = "ฉบับร่าง"
PAGE_WORD = "หน้า"


class Margins(NamedTuple):
    """White edges of a page in points; the running head stands in the top one, the footer in the bottom one."""

    left: float
    right: float
    top: float
    bottom: float


FORM_MARGINS = Margins(12 * mm, 8 * mm, 12 * mm, 14 * mm)
"""Of forms that are bound at their left edge."""

_FOOTER_BASE = 6 * mm
_HEAD_DROP = 4 * mm  # of the running head's rule above the text
_HEAD_GREY = 0.55
_FOOTER_SIZE = 12.0
_GAP = 3.0  # between the stamp and a table that begins the page
_NUMBER_FORM = "number-of-page"
_LONGEST_NUMBER = f"{PAGE_WORD} 0000/0000"
_WATERMARK = "draft-mark"
_WATERMARK_SIZE = 150.0
_WATERMARK_DATE_SIZE = 44.0
_WATERMARK_GREY = 0.90
_BLANK_FONT = "kkplanner-never-drawn"


@dataclass(frozen=True, slots=True)
class PageKind:
    """One page layout: orientation, margins and what stands on each of its pages besides the text."""

    orientation: str  # "landscape" | "portrait"
    stamp: str = ""  # the form's number, top right
    margins: Margins = FORM_MARGINS
    head: tuple[str, str] = ("", "")  # running head, left and right
    foot: bool = True  # title and page number
    front: bool = False  # before the first part: a book may number these pages by letters

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        return landscape(A4) if self.orientation == "landscape" else A4

    @property
    def frame(self) -> tuple[float, float]:
        """Width and height of the printable part in points."""
        (width, height), edge = self.size, self.margins
        return width - edge.left - edge.right, height - edge.top - edge.bottom


class FormDocument(BaseDocTemplate):
    """Builds the pages in one pass. `kinds[n]` becomes the page template named "n"; the first page uses the first.

    The same story gives the same bytes.
    """

    def __init__(
        self,
        target: IO[bytes],
        kinds: Sequence[PageKind],
        fonts: DocumentFonts,
        *,
        title: str,
        author: str,
        digits: DigitStyle = DigitStyle.ARABIC,
        draft: bool = False,
        draft_note: str = "",
        stamp_digits: DigitStyle | None = None,
    ) -> None:
        """`draft_note` stands under ฉบับร่าง: the day of the draft. Stamps may have digits of their own."""
        _register_blank(fonts)
        super().__init__(
            target,
            pagesize=kinds[0].size,
            title=in_style(title, digits),
            author=author,
            subject=DRAFT_MARK if draft else "",
            creator="kkplanner",
            producer="kkplanner (ReportLab)",
            lang="th-TH",
            displayDocTitle=True,
            initialFontName=_BLANK_FONT,
            invariant=1,
            pageCompression=1,
        )
        self.fonts = fonts
        self.digits = digits
        self._stamp_digits = stamp_digits or digits
        self._draft = draft
        self._draft_note = in_style(draft_note, digits)
        self._foot_title = in_style(title, digits)
        size = _FOOTER_SIZE * fonts.family.size_ratio
        self._small = TextStyle(fonts.regular, size, _FOOTER_SIZE * 1.15)
        self._number_room = self._small.width(in_style(_LONGEST_NUMBER, digits))
        self._unfinished: dict[int, tuple[str, float]] = {}
        self.addPageTemplates([self._template(str(n), kind) for n, kind in enumerate(kinds)])

    def _template(self, name: str, kind: PageKind) -> PageTemplate:
        width, height = kind.frame
        frame = Frame(kind.margins.left, kind.margins.bottom, width, height, 0, 0, 0, 0, id=name)

        def before(canvas: Canvas, document: FormDocument) -> None:
            document._begin_page(canvas, kind)

        return PageTemplate(name, [frame], onPage=before, pagesize=kind.size)

    def _begin_page(self, canvas: Canvas, kind: PageKind) -> None:
        width, height = kind.size
        if self._draft:
            self._paint_watermark(canvas, width, height)
        left, column = kind.margins.left, kind.frame[0]
        if kind.stamp:
            style = TextStyle(self.fonts.bold, self._small.size, self._small.leading, Align.RIGHT)
            set_line(in_style(kind.stamp, self._stamp_digits), style, column).paint(
                canvas, left, height - kind.margins.top + self._small.leading + _GAP
            )
        if any(kind.head):
            self._paint_head(canvas, kind)
        if kind.foot:
            self._paint_foot(canvas, kind)

    def _paint_head(self, canvas: Canvas, kind: PageKind) -> None:
        left, column = kind.margins.left, kind.frame[0]
        line = kind.size[1] - kind.margins.top + _HEAD_DROP
        first, second = (in_style(text, self.digits) for text in kind.head)
        right = TextStyle(self._small.font, self._small.size, self._small.leading, Align.RIGHT)
        top = line + self._small.leading + 1.0
        room = min(self._small.width(second), column * 0.45)
        set_line(first, self._small, column - room - 5 * mm).paint(canvas, left, top)
        set_line(second, right, room).paint(canvas, left + column - room, top)
        canvas.addLiteral(
            f"q {_HEAD_GREY:g} G 0.5 w {left:.2f} {line:.2f} m {left + column:.2f} {line:.2f} l S Q"
        )

    def _paint_foot(self, canvas: Canvas, kind: PageKind) -> None:
        left, column = kind.margins.left, kind.frame[0]
        top = _FOOTER_BASE + self._small.leading
        number, of_total = self.page_number(canvas, kind)
        right = TextStyle(self._small.font, self._small.size, self._small.leading, Align.RIGHT)
        set_line(self._foot_title, self._small, column - self._number_room - 5 * mm).paint(canvas, left, top)
        if not of_total:
            set_line(number, right, column).paint(canvas, left, top)
            return
        # How far left it begins depends on the number of all pages: filled in at the end.
        page = canvas.getPageNumber()
        self._unfinished[page] = number, left + column
        canvas.doForm(f"{_NUMBER_FORM}-{page}")

    def page_number(self, canvas: Canvas, kind: PageKind) -> tuple[str, bool]:  # noqa: ARG002  (for books)
        """The number of this page as printed, and whether the number of all pages follows it."""
        return in_style(f"{PAGE_WORD} {canvas.getPageNumber()}/", self.digits), True

    def _paint_watermark(self, canvas: Canvas, width: float, height: float) -> None:
        if not canvas.hasForm(_WATERMARK):
            size = _WATERMARK_SIZE * self.fonts.family.size_ratio
            style = TextStyle(self.fonts.bold, size, _WATERMARK_SIZE, Align.CENTER)
            canvas.beginForm(_WATERMARK, -500, -200, 500, 200)
            canvas.setFillGray(_WATERMARK_GREY)
            set_line(DRAFT_MARK, style, 1000.0).paint(canvas, -500.0, _WATERMARK_SIZE / 2.0)
            small = style.scaled(_WATERMARK_DATE_SIZE / _WATERMARK_SIZE)
            set_line(self._draft_note, small, 1000.0).paint(canvas, -500.0, 0.0)
            canvas.endForm()
        canvas.saveState()
        canvas.translate(width / 2.0, height / 2.0)
        canvas.rotate(30)
        canvas.doForm(_WATERMARK)
        canvas.restoreState()

    def define_total_pages(self, canvas: Canvas) -> None:
        """Fill in the page numbers that the pages already point to."""
        total = in_style(str(canvas.getPageNumber()), self.digits)
        style = TextStyle(self._small.font, self._small.size, self._small.leading, Align.RIGHT)
        top = _FOOTER_BASE + style.leading
        for page, (number, right) in self._unfinished.items():
            canvas.beginForm(f"{_NUMBER_FORM}-{page}", 0, 0, int(right) + 1, int(top) + 1)
            set_line(number + total, style, self._number_room).paint(canvas, right - self._number_room, top)
            canvas.endForm()
        self._unfinished.clear()


class LastPage(Flowable):
    """Ends the story: only now the number of pages is known."""

    def __init__(self, document: FormDocument) -> None:
        super().__init__()
        self._document = document

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002, N803  (Flowable's interface)
        return 0.0, 0.0

    def draw(self) -> None:
        self._document.define_total_pages(self.canv)


class OutlineMark(Flowable):
    """An entry of the outline (bookmarks) that leads to this place."""

    def __init__(self, key: str, text: str, level: int) -> None:
        super().__init__()
        self._key, self._text, self._level = key, text, level

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002, N803
        return 0.0, 0.0

    def draw(self) -> None:
        self.canv.bookmarkPage(self._key)
        self.canv.addOutlineEntry(self._text, self._key, self._level)


def _register_blank(fonts: DocumentFonts) -> None:
    """A first font for ReportLab's canvas, which else puts an unembedded Helvetica on every page.

    It is never drawn with, so it is never embedded.
    """
    if _BLANK_FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(_BLANK_FONT, str(fonts.family.path()), shapable=False))
