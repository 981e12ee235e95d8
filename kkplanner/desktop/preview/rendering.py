"""Pages of a PDF as pictures, through pdfium; one page at a time, in whatever thread asks."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from pathlib import Path

_POINTS_PER_INCH: Final = 72
# pdfium serves one caller at a time, whatever documents they hold.
_one_at_a_time = threading.Lock()


class Pages:
    """An open PDF.

    Attributes:
        sizes: width and height of each page in points.
    """

    def __init__(self, path: Path) -> None:
        import pypdfium2

        self._closed = False
        with _one_at_a_time:
            # Read as a whole: the file may be replaced or removed while its pages are shown.
            self._document = pypdfium2.PdfDocument(path.read_bytes())
            self.sizes = [self._document.get_page_size(number) for number in range(len(self._document))]

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

    def close(self) -> None:
        with _one_at_a_time:
            if not self._closed:
                self._closed = True
                self._document.close()


def _format(channels: int) -> QImage.Format:
    return QImage.Format.Format_RGBX8888 if channels == 4 else QImage.Format.Format_RGB888
