"""A picture for the plan, from a file or the clipboard: proved to be one, small enough for the book."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageReader

from kkplanner.errors import UserError
from kkplanner.plan.picture import LARGEST_PICTURE, Picture

if TYPE_CHECKING:
    from pathlib import Path

    from kkplanner.plan.picture import MediaType

SUFFIXES: Final = ("png", "jpg", "jpeg", "bmp", "gif", "webp")
_LARGEST_FILE: Final = 100 * 1024 * 1024
_MOST_PIXELS: Final = 24_000_000  # the book opens no picture much larger
_SHRUNK: Final = 3_000  # pixels of the longer side: sharp across a page
_JPEG_QUALITY: Final = 88
_SIGNATURES: Final[dict[bytes, MediaType]] = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
}


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
        size = path.stat().st_size
        if size > _LARGEST_FILE:
            raise NotAPictureError(path.name, f"แฟ้มใหญ่เกิน {_LARGEST_FILE // 2**20} เมกะไบต์")
        content = path.read_bytes()
    except OSError as error:
        raise NotAPictureError(path.name, "อ่านแฟ้มไม่ได้") from error
    return picture_of(content, path.name)


def picture_of(content: bytes, name: str) -> Picture:
    """The bytes of a picture file as a record of the plan.

    Raises:
        NotAPictureError: as of `read_picture`.
    """
    kept = QByteArray(content)
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    pixels = size.width() * size.height() if size.isValid() else 0
    if pixels > _MOST_PIXELS:
        # Shrunk while it is read: the whole would not fit into what Qt allows a picture.
        reader.setScaledSize(size.scaled(_SHRUNK, _SHRUNK, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise NotAPictureError(name, "ไม่ใช่ภาพหรือแฟ้มชำรุด")
    media_type = next((kind for start, kind in _SIGNATURES.items() if content.startswith(start)), None)
    if media_type is None or pixels > _MOST_PIXELS or len(content) > LARGEST_PICTURE:
        return picture_of_image(image, name)
    return Picture(name=name, media_type=media_type, content=content)


def picture_of_image(image: QImage, name: str) -> Picture:
    """A picture from the clipboard as a record of the plan: PNG, or where that is too large a smaller JPEG.

    Raises:
        NotAPictureError: there is nothing in it.
    """
    if image.isNull():
        raise NotAPictureError(name, "ไม่มีภาพอยู่ข้างใน")
    content = _written(image, b"PNG")
    if len(content) <= LARGEST_PICTURE and image.width() * image.height() <= _MOST_PIXELS:
        return Picture(name=_renamed(name, "png"), media_type="image/png", content=content)
    smaller = image.scaled(
        _SHRUNK, _SHRUNK, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    content = _written(smaller.convertToFormat(QImage.Format.Format_RGB32), b"JPEG")
    return Picture(name=_renamed(name, "jpg"), media_type="image/jpeg", content=content)


def _written(image: QImage, kind: bytes) -> bytes:
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, kind, _JPEG_QUALITY if kind == b"JPEG" else -1)
    return bytes(kept.data())


def _renamed(name: str, suffix: str) -> str:
    stem, dot, old = name.rpartition(".")
    return f"{stem if dot and old.lower() in SUFFIXES else name}.{suffix}"
