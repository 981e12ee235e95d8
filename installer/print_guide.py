"""Print README.th.md as one A4 page: `python installer/print_guide.py`, with the packages of the program's development.

What it writes, README.th.pdf, is kept with the source and goes onto the stick beside the installer.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtCore import QMarginsF, QSizeF, QUrl
from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QGuiApplication,
    QPageLayout,
    QPageSize,
    QPdfWriter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from kkplanner.assets import resource
from kkplanner.thai.words import with_break_marks

_FOLDER: Final = Path(__file__).resolve().parent
_WIDTHS: Final = {"welcome.png": 120, "finished.png": 120, "blue-box.png": 190}
_STEPS_LARGER: Final = {1: 3, 2: 1}
_FONT: Final = QFont("Sarabun", 7)
_MARGIN_MM: Final = 12
_POINTS_PER_INCH: Final = 72
_MILLIMETRES_PER_INCH: Final = 25.4


class TooLongError(Exception):
    """The guide no longer fits on one page."""


def html(markdown: str) -> str:
    """The guide with Thai that may break between words, and pictures as wide as the page allows."""
    document = QTextDocument()
    document.setDefaultFont(_FONT)
    lines = [
        line if line.startswith(("```", "certutil", "|", "!")) else _breaking(line)
        for line in markdown.split("\n")
    ]
    document.setMarkdown("\n".join(lines))
    text = document.toHtml()
    for name, width in _WIDTHS.items():
        text = re.sub(
            rf'<img src="pictures/{name}"[^>]*>', f'<img src="pictures/{name}" width="{width}">', text
        )
    # Qt is generous with the room between paragraphs: too much for one page.
    text = re.sub(r"margin-(top|bottom):1[0-9]px", r"margin-\1:2px", text)
    return re.sub(r'cell(padding|spacing)="\d+"', r'cell\1="1"', text)


def _settle_headings(document: QTextDocument) -> None:
    block = document.begin()
    while block.isValid():
        level = block.blockFormat().headingLevel()
        if level:
            size = QTextCharFormat()
            size.setProperty(QTextFormat.Property.FontSizeAdjustment, _STEPS_LARGER[level])
            cursor = QTextCursor(block)
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            cursor.mergeCharFormat(size)
        block = block.next()


def _breaking(line: str) -> str:
    mark = re.match(r"\s*(?:[-*] |\d+\. |#+ )?", line)
    start = mark.end() if mark else 0
    return line[:start] + with_break_marks(line[start:])


def main() -> int:
    application = QGuiApplication(sys.argv[:1])
    for face in ("Regular", "Bold"):
        QFontDatabase.addApplicationFont(str(resource("fonts", f"Sarabun-{face}.ttf")))
    target = _FOLDER / "README.th.pdf"
    writer = QPdfWriter(str(target))
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM),
            QPageLayout.Unit.Millimeter,
        )
    )
    writer.setResolution(_POINTS_PER_INCH)
    writer.setTitle("ติดตั้งโปรแกรมแผนพัฒนาท้องถิ่น")
    document = QTextDocument()
    document.setDefaultFont(_FONT)
    document.setBaseUrl(QUrl.fromLocalFile(f"{_FOLDER}/"))
    document.setDocumentMargin(0)
    document.setHtml(html((_FOLDER / "README.th.md").read_text(encoding="utf-8")))
    _settle_headings(document)
    inside = (210 - 2 * _MARGIN_MM, 297 - 2 * _MARGIN_MM)
    document.setPageSize(QSizeF(*(side / _MILLIMETRES_PER_INCH * _POINTS_PER_INCH for side in inside)))
    document.print_(writer)
    application.quit()
    if document.pageCount() > 1:
        raise TooLongError(f"the guide takes {document.pageCount()} pages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
