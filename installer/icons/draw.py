"""Make the .ico files and the picture of the welcome page from the .svg files: `python installer/icons/draw.py`.

Needs PySide6 and Pillow, that is the environment of the program's development. What it writes is kept with the source.
"""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QRectF
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

_FOLDER: Final = Path(__file__).resolve().parent
_SIZES: Final = (16, 20, 24, 32, 40, 48, 64, 256)
_WELCOME: Final = (164, 314)  # pixels, as NSIS asks
_GROUND: Final = "#e8f0f9"


def drawn(name: str, width: int, height: int, where: QRectF, ground: str | None = None) -> Image.Image:
    """A picture with the drawing at a place of it."""
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(ground) if ground else QColor(0, 0, 0, 0))
    painter = QPainter(image)
    QSvgRenderer(str(_FOLDER / name)).render(painter, where)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub asks for bytes, Qt for text
    return Image.open(io.BytesIO(bytes(buffer.data().data())))


def main() -> None:
    application = QGuiApplication([])
    for name in ("kkplanner", "plan"):
        pictures = [drawn(f"{name}.svg", size, size, QRectF(0, 0, size, size)) for size in _SIZES]
        small, large = pictures[:-1], pictures[-1]
        large.save(
            _FOLDER / f"{name}.ico",
            append_images=small,
            sizes=[(size, size) for size in _SIZES],
            bitmap_format="bmp",
        )
    width, height = _WELCOME
    welcome = drawn("kkplanner.svg", width, height, QRectF(42, 60, 80, 80), _GROUND)
    welcome.convert("RGB").save(_FOLDER / "welcome.bmp")
    application.quit()


if __name__ == "__main__":
    main()
