"""Pages of the book: layouts made as they are asked for, page numbers, and where everything stands.

The contents come before what they list, and yet the book is built in one pass: a page number in the contents is a
small drawing of its own, filled in at the end (as the x of หน้า y/x).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from kkplanner.exchange.pdf.book.options import BookOptions, PageNumbers
from kkplanner.exchange.pdf.document import PAGE_WORD, FormDocument, PageKind
from kkplanner.exchange.pdf.paragraph import Align, TextStyle, set_line
from kkplanner.thai.digits import in_style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.pdfgen.canvas import Canvas

    from kkplanner.exchange.pdf.font import DocumentFonts

NUMBER_ROOM = 12 * mm
"""Width kept for a page number in the contents."""

# Pages before the first part, in the order books use (no ฃ ฅ).
_FRONT_LETTERS = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"


class PageKinds:
    """The layouts of a book, numbered as they are first asked for."""

    def __init__(self) -> None:
        self._kinds: list[PageKind] = []

    def template(self, kind: PageKind) -> str:
        """The name of the page template of this layout."""
        if kind not in self._kinds:
            self._kinds.append(kind)
        return str(self._kinds.index(kind))

    @property
    def in_order(self) -> Sequence[PageKind]:
        return tuple(self._kinds)


@dataclass
class Whereabouts:
    """Pages (counted from the cover) of the places that the contents and the outline lead to."""

    pages: dict[str, int] = field(default_factory=dict)

    def mark(self, key: str, text: str, level: int) -> Flowable:
        """A flowable that notes its page and makes an entry of the outline; level -1: no entry."""
        return _Place(self, key, text, level)


class _Place(Flowable):
    """Takes no room; stands where a link should lead."""

    def __init__(self, whereabouts: Whereabouts, key: str, text: str, level: int) -> None:
        super().__init__()
        self._whereabouts = whereabouts
        self._key, self._text, self._level = key, text, level

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002, N803  (Flowable's interface)
        return 0.0, 0.0

    def draw(self) -> None:
        self._whereabouts.pages[self._key] = self.canv.getPageNumber()
        self.canv.bookmarkHorizontal(self._key, 0, 0)
        if self._level >= 0:
            self.canv.addOutlineEntry(self._text, self._key, self._level)


class BookDocument(FormDocument):
    """A book: its own numbers for the pages before the first part, and the numbers that the contents show."""

    def __init__(
        self,
        target: IO[bytes],
        kinds: PageKinds,
        fonts: DocumentFonts,
        *,
        title: str,
        author: str,
        options: BookOptions,
        draft_note: str,
    ) -> None:
        super().__init__(
            target,
            kinds.in_order,
            fonts,
            title=title,
            author=author,
            digits=options.text_digits,
            draft=options.draft is not None,
            draft_note=draft_note,
            stamp_digits=options.table_digits,
        )
        self._numbers = options.page_numbers
        self._front_pages = 0

    def _begin_page(self, canvas: Canvas, kind: PageKind) -> None:
        if kind.front and self._front_pages == canvas.getPageNumber() - 1:
            self._front_pages += 1
        super()._begin_page(canvas, kind)

    def page_number(self, canvas: Canvas, kind: PageKind) -> tuple[str, bool]:
        if self._numbers is PageNumbers.OF_TOTAL:
            return super().page_number(canvas, kind)
        return f"{PAGE_WORD} {self._printed(canvas.getPageNumber())}", False

    def _printed(self, page: int) -> str:
        """The number as readers know it."""
        if self._numbers is PageNumbers.PLAIN:
            if page <= self._front_pages:
                # The cover has no number of its own.
                return _FRONT_LETTERS[(page - 2) % len(_FRONT_LETTERS)]
            page -= self._front_pages
        return in_style(str(page), self.digits)

    def define_numbers(self, canvas: Canvas, style: TextStyle, pages: dict[str, int]) -> None:
        """Fill in the numbers that the contents already show."""
        right = TextStyle(style.font, style.size, style.leading, Align.RIGHT)
        for key, page in pages.items():
            height = int(style.leading) + 1
            canvas.beginForm(number_form(key), 0, -height, int(NUMBER_ROOM) + 1, height)
            set_line(self._printed(page), right, NUMBER_ROOM).paint(canvas, 0.0, 0.0)
            canvas.endForm()


def number_form(key: str) -> str:
    """Name of the drawing that shows the page of a place."""
    return f"page-of-{key}"


class EndOfBook(Flowable):
    """Ends the story: only now all pages are known."""

    def __init__(self, whereabouts: Whereabouts, style: TextStyle, listed: Sequence[str]) -> None:
        super().__init__()
        self._whereabouts = whereabouts
        self._style = style
        self._listed = listed
        self.document: BookDocument | None = None

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002, N803
        return 0.0, 0.0

    def draw(self) -> None:
        if self.document is None:
            raise ValueError("the book's end is told which document it ends before it is drawn")
        pages = {key: self._whereabouts.pages[key] for key in self._listed}
        self.document.define_numbers(self.canv, self._style, pages)
        self.document.define_total_pages(self.canv)
