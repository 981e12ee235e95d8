"""Pages of a PDF as pictures, through pdfium; one page at a time, in whatever thread asks."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from pathlib import Path

    from pypdfium2 import PdfDocument

_POINTS_PER_INCH: Final = 72
# pdfium serves one caller at a time, whatever documents they hold.
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of the PDF's own outline.

    Attributes:
        page: on which it begins, 0-based.
        level: 0 for a part, 1 for what stands in it.
    """

    page: int
    level: int
    title: str


class Pages:
    """An open PDF.

    Attributes:
        sizes: width and height of each page in points.
        headings: the outline, in the order of the pages.
    """

    def __init__(self, path: Path) -> None:
        import pypdfium2

        self._closed = False
        self._held = 0
        self._wants_closing = False
        with _one_at_a_time:
            # Read as a whole: the file may be replaced or removed while its pages are shown.
            self._document = pypdfium2.PdfDocument(path.read_bytes())
            self.sizes = [self._document.get_page_size(number) for number in range(len(self._document))]
            self.headings = _outline(self._document)

    def __len__(self) -> int:
        return len(self.sizes)

    def image(self, number: int, dots_per_inch: float) -> QImage:
        """A page (0-based) as a picture; none any more when the document was closed meanwhile."""
        with _one_at_a_time:
            if self._closed:
                return QImage()
            page = self._document[number]
            try:
                bitmap = page.render(scale=dots_per_inch / _POINTS_PER_INCH, rev_byteorder=True)
                image = QImage(
                    bytes(bitmap.buffer),
                    bitmap.width,
                    bitmap.height,
                    bitmap.stride,
                    _format(bitmap.n_channels),
                )
                return image.copy()
            finally:
                page.close()

    def headings_on(self, number: int) -> list[str]:
        """Titles that begin on a page (0-based), outermost first; a title that only repeats the one above is left out."""
        found: list[str] = []
        for one in self.headings:
            if one.page == number and not any(title.endswith(one.title) for title in found):
                found.append(one.title)
        return found

    def hold(self) -> None:
        """Somebody still needs the pages, whatever is shown meanwhile; `let_go` ends it."""
        self._held += 1

    def let_go(self) -> None:
        """The opposite of `hold`."""
        self._held -= 1
        if self._wants_closing:
            self.close()

    def close(self) -> None:
        """Give the document back, as soon as nobody holds it."""
        self._wants_closing = True
        if self._held:
            return
        with _one_at_a_time:
            if not self._closed:
                self._closed = True
                self._document.close()


def _outline(document: PdfDocument) -> list[Heading]:
    """Entries that lead nowhere are left out."""
    found = []
    for entry in document.get_toc():
        place = entry.get_dest()
        page = None if place is None else place.get_index()
        if page is not None:
            found.append(Heading(page, entry.level, entry.get_title()))
    return found


def _format(channels: int) -> QImage.Format:
    return QImage.Format.Format_RGBX8888 if channels == 4 else QImage.Format.Format_RGB888
