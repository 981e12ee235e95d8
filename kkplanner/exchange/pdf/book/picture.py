"""Pictures of the book: read with care, no finer than paper shows, with a caption below.

A picture that cannot be read leaves a ruled box that says so: one bad photo does not keep a book from print.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from reportlab.platypus import Flowable

from kkplanner.exchange.pdf.paragraph import set_line

if TYPE_CHECKING:
    from kkplanner.exchange.pdf.paragraph import TextStyle

LARGEST_PICTURE: Final = 40_000_000
"""Pixels; a larger one is not opened."""
LARGEST_FILE: Final = 40_000_000
"""Bytes."""

UNREADABLE: Final = "ภาพนี้อ่านไม่ได้"
NOT_THERE: Final = "ไม่พบภาพนี้ในแฟ้มแผน"

_PRINTED_DPI: Final = 200.0
_NATURAL_DPI: Final = 120.0  # of a picture smaller than its column
_JPEG_QUALITY: Final = 85
_BOX_HEIGHT: Final = 80.0
_GIVES_WAY: Final = 0.62  # of its size, to stand on the page where it is spoken of


class _Prepared(NamedTuple):
    reader: Any  # reportlab's ImageReader
    width: int  # pixels
    height: int


class Picture(Flowable):
    """One picture, scaled to its column, or a box with a reason."""

    def __init__(
        self,
        content: bytes | None,
        limit: float,
        style: TextStyle,
        *,
        below: float = 0.0,
        before: float = 0.0,
    ) -> None:
        """`limit` is the greatest height in points; `style` sets the reason in a box.

        `below` is what a caption takes: the picture gives way a little where that fills the page.
        """
        super().__init__()
        self._content = content
        self._limit = limit
        self._style = style
        self._below = below
        self._scale = 1.0
        self.spaceBefore = before
        self._size = _size_of(content) if content is not None else None

    @property
    def reason(self) -> str:
        """Why there is no picture; empty when there is one."""
        if self._content is None:
            return NOT_THERE
        return "" if self._size else UNREADABLE

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803  (Flowable's interface)
        self.width, self._scale = aW, 1.0
        height, room = self._drawn_size(aW)[1], aH - self._below
        if self._size and _GIVES_WAY * height <= room < height:
            self._scale = room / height
        self.height = height * self._scale
        return self.width, self.height

    def _drawn_size(self, column: float) -> tuple[float, float]:
        if not self._size:
            return column, _BOX_HEIGHT
        width, height = (pixels * 72.0 / _NATURAL_DPI for pixels in self._size)
        scale = min(1.0, column / width, self._limit / height)
        return width * scale * self._scale, height * scale * self._scale

    def draw(self) -> None:
        width, height = self._drawn_size(self.width)
        left = (self.width - width) / 2.0
        prepared = _prepared(self._content, width) if self._content and self._size else None
        if prepared is None:
            self.canv.addLiteral(f"q 0.5 w {left:.2f} 0 {width:.2f} {height:.2f} re S Q")
            text = set_line(self.reason or UNREADABLE, self._style, width - 8.0)
            text.paint(self.canv, left + 4.0, (height + self._style.leading) / 2.0)
        else:
            self.canv.drawImage(prepared.reader, left, 0.0, width, height)


def _size_of(content: bytes) -> tuple[int, int] | None:
    """Width and height in pixels as seen, None for what is no readable PNG or JPEG."""
    from PIL import ExifTags, Image, UnidentifiedImageError

    if len(content) > LARGEST_FILE:
        return None
    try:
        with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as image:
            if not 0 < image.width * image.height <= LARGEST_PICTURE:
                return None
            turned = image.getexif().get(ExifTags.Base.Orientation, 1) in (5, 6, 7, 8)
            return (image.height, image.width) if turned else (image.width, image.height)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError):
        return None


def _prepared(content: bytes, width_pt: float) -> _Prepared | None:
    """The picture as embedded: a small JPEG as it is, everything else upright, on white, at printing size."""
    from PIL import ExifTags, Image, ImageOps
    from reportlab.lib.utils import ImageReader

    pixels = max(round(width_pt / 72.0 * _PRINTED_DPI), 1)
    try:
        with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as image:
            upright = image.getexif().get(ExifTags.Base.Orientation, 1) == 1
            is_jpeg = image.format == "JPEG"
            if is_jpeg and upright and image.mode in ("RGB", "L") and image.width <= pixels * 1.3:
                image.load()
                return _Prepared(ImageReader(BytesIO(content)), image.width, image.height)
            made = ImageOps.exif_transpose(image)
            made = _on_white(made)
            if made.width > pixels:
                height = max(round(made.height * pixels / made.width), 1)
                made = made.resize((pixels, height), Image.Resampling.LANCZOS)
            kept = BytesIO()
            if is_jpeg:
                made.save(kept, "JPEG", quality=_JPEG_QUALITY)
            else:
                made.save(kept, "PNG")
            return _Prepared(ImageReader(BytesIO(kept.getvalue())), made.width, made.height)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def _on_white(image: Any) -> Any:  # noqa: ANN401  (Pillow's picture)
    from PIL import Image

    if image.mode in ("RGB", "L"):
        return image
    if "A" in image.getbands() or "transparency" in image.info:
        clear = image.convert("RGBA")
        white = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(white, clear).convert("RGB")
    return image.convert("RGB")
