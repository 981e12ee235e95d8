"""A picture for the plan, from a file or the clipboard: proved to be one, small enough for the book.

It is read as the book reads it (Pillow), so that what is taken here can be set there.
"""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageWriter

from kkplanner.errors import UserError
from kkplanner.plan.picture import LARGEST_PICTURE, Picture

if TYPE_CHECKING:
    from pathlib import Path

SUFFIXES: Final = ("png", "jpg", "jpeg", "bmp", "gif", "webp")
_FORMATS: Final = ("PNG", "JPEG", "BMP", "GIF", "WEBP")
_LARGEST_FILE: Final = 100 * 1024 * 1024
_MOST_PIXELS: Final = 24_000_000  # the book opens no picture much larger
_SHRUNK: Final = 3_000  # pixels of the longer side: sharp across a page
_JPEG_QUALITY: Final = 88
_SEEN: Final = (360, 200)  # pixels of a picture in the editor, at most
_MISSING: Final = (120, 60)


class NotAPictureError(UserError):
    """A file that is no picture, damaged or far too large."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(
            f"ใช้ {name} เป็นภาพไม่ได้ เพราะ{reason} เนื้อหาเดิมยังอยู่ครบ กรุณาเลือกแฟ้มภาพอื่น เช่น PNG หรือ JPEG"
        )


def read_picture(path: Path) -> Picture:
    """A picture file as a record of the plan; one that is too large for the book is made smaller.

    Raises:
        NotAPictureError: it is something else, damaged, far too large, or cannot be read.
    """
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise NotAPictureError(path.name, f"แฟ้มใหญ่เกิน {_LARGEST_FILE // 2**20} เมกะไบต์")
        content = path.read_bytes()
    except OSError as error:
        raise NotAPictureError(path.name, "อ่านแฟ้มไม่ได้") from error
    return picture_of(content, path.name)


def picture_of_image(image: QImage, name: str) -> Picture:
    """A picture from the clipboard as a record of the plan.

    Raises:
        NotAPictureError: there is nothing in it.
    """
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return picture_of(bytes(kept.data()), name)


def picture_of(content: bytes, name: str) -> Picture:
    """The bytes of a picture file as a record of the plan.

    Raises:
        NotAPictureError: as of `read_picture`.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            # What is large is made smaller below.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=_FORMATS) as image:
                return _picture(image, content, name)
    except Image.DecompressionBombError as error:
        raise NotAPictureError(name, "ภาพละเอียดเกินกว่าจะเปิดได้") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise NotAPictureError(name, "ไม่ใช่ภาพหรือแฟ้มชำรุด") from error


def small_picture(content: bytes | None) -> QImage:
    """As the editor shows a picture among the text; a grey box for one that is missing or damaged."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(BytesIO(content or b""), formats=_FORMATS) as image:
            image.draft("RGB", _SEEN)
            shown = ImageOps.exif_transpose(image).convert("RGBA")
            shown.thumbnail(_SEEN)
            return QImage(
                shown.tobytes(), shown.width, shown.height, 4 * shown.width, QImage.Format.Format_RGBA8888
            ).copy()
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError):
        box = QImage(*_MISSING, QImage.Format.Format_RGB32)
        box.fill(Qt.GlobalColor.gray)
        return box


def _picture(image: Any, content: bytes, name: str) -> Picture:  # noqa: ANN401 (Pillow's picture)
    too_fine = image.width * image.height > _MOST_PIXELS
    kind = image.format
    if too_fine:
        image.draft("RGB", (_SHRUNK, _SHRUNK))  # a JPEG is shrunk while it is read
    image.load()
    if not too_fine and len(content) <= LARGEST_PICTURE:
        if kind == "JPEG":
            return Picture(name=name, media_type="image/jpeg", content=content)
        if kind == "PNG":
            return Picture(name=name, media_type="image/png", content=content)
        kept = BytesIO()
        image.convert("RGBA").save(kept, "PNG")
        if kept.tell() <= LARGEST_PICTURE:
            return Picture(name=_renamed(name, "png"), media_type="image/png", content=kept.getvalue())
    return Picture(name=_renamed(name, "jpg"), media_type="image/jpeg", content=_smaller(image))


def _smaller(image: Any) -> bytes:  # noqa: ANN401 (Pillow's picture)
    """Upright, on white, no finer than a page shows."""
    from PIL import Image, ImageOps

    upright = ImageOps.exif_transpose(image).convert("RGBA")
    upright.thumbnail((_SHRUNK, _SHRUNK))
    white = Image.new("RGBA", upright.size, "white")
    kept = BytesIO()
    Image.alpha_composite(white, upright).convert("RGB").save(kept, "JPEG", quality=_JPEG_QUALITY)
    return kept.getvalue()


def _renamed(name: str, suffix: str) -> str:
    stem, dot, old = name.rpartition(".")
    return f"{stem if dot and old.lower() in SUFFIXES else name}.{suffix}"
