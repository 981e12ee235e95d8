"""The user guide (`resources/user-guide/`): contents, search, the page for where the clerk is."""

from __future__ import annotations

import re
from typing import Any, Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from kkplanner.assets import resource
from kkplanner.desktop.help.topics import topic_for, topics
from kkplanner.desktop.scaling import size_on_screen
from kkplanner.desktop.thai_text import wrapping
from kkplanner.thai.normalise import same_text_key

_TOPIC: Final = Qt.ItemDataRole.UserRole
_WIDEST: Final = 640  # px, of a picture
_MARK: Final = re.compile(r"\s*(?:[-*] |\d+\. |#+ )?")


class GuideWindow(QWidget):
    """Beside the work, not in front of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("guide")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("คู่มือการใช้งาน")
        self.resize(size_on_screen(self, 940, 680))
        self.search = QLineEdit(self)
        self.search.setPlaceholderText("ค้นหาในคู่มือ")
        self.search.setAccessibleName("ค้นหาในคู่มือ")
        self.search.setClearButtonEnabled(True)
        self.contents = QListWidget(self)
        self.contents.setAccessibleName("สารบัญคู่มือ")
        self.text = GuideText(self)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.search)
        column.addWidget(self.contents)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.addWidget(left)
        splitter.addWidget(self.text)
        splitter.setSizes([240, 700])
        QVBoxLayout(self).addWidget(splitter)
        self.contents.currentItemChanged.connect(lambda *_: self._show())
        self.search.textChanged.connect(self._list)
        self._list("")

    def show_topic(self, page: str) -> None:
        """The topic for a page of the main window or a dialog, or a topic by its own name."""
        wanted = topic_for(page)
        self.search.clear()
        for row in range(self.contents.count()):
            if self.contents.item(row).data(_TOPIC) == wanted:
                self.contents.setCurrentRow(row)

    def _list(self, text: str) -> None:
        words = [same_text_key(word) for word in text.split()]
        self.contents.clear()
        for name, title in topics().items():
            if words:
                whole = same_text_key(resource("user-guide", f"{name}.md").read_text(encoding="utf-8"))
                if not all(word in whole for word in words):
                    continue
            item = QListWidgetItem(title, self.contents)
            item.setData(_TOPIC, name)
        self.contents.setCurrentRow(0)

    def _show(self) -> None:
        item = self.contents.currentItem()
        if item is None:
            self.text.setPlainText("ไม่พบคำนี้ในคู่มือ")
            return
        markdown = resource("user-guide", f"{item.data(_TOPIC)}.md").read_text(encoding="utf-8")
        self.text.setMarkdown("\n".join(map(_wrapping_line, markdown.split("\n"))))


def _wrapping_line(line: str) -> str:
    """Marks of Markdown at the beginning of a line, tables and pictures stay as they are."""
    mark = _MARK.match(line)
    if mark is None or line.startswith(("|", "!")):
        return line
    return mark[0] + wrapping(line[mark.end() :]).replace("\u00a0", " ")


class GuideText(QTextBrowser):
    """Pictures come from the guide's own folder, no wider than the window likes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("เนื้อหาคู่มือ")
        self.setOpenLinks(False)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: ANN401 - whatever Qt takes
        if kind == QTextDocument.ResourceType.ImageResource.value:
            from PySide6.QtGui import QImage

            path = resource("user-guide", "images", QUrl(name).fileName())
            image = QImage(str(path))
            return (
                image.scaledToWidth(_WIDEST, Qt.TransformationMode.SmoothTransformation)
                if image.width() > _WIDEST
                else image
            )
        return super().loadResource(kind, name)
