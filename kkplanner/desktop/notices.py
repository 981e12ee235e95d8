"""Lines above the page: what somebody should know and may act on, without being stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from kkplanner.desktop.thai_text import wrapping

if TYPE_CHECKING:
    from collections.abc import Callable


class Notices(QWidget):
    """As many lines as there is to say; each can be put away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.texts: list[str] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)

    def add(self, text: str, action: str = "", run: Callable[[], object] | None = None) -> None:
        """One more line, with a button where there is something to do; the same text stands once.

        Args:
            text: Thai.
            action: of the button.
            run: what the button does.
        """
        if text in self.texts:
            return
        self.texts.append(text)
        line = QFrame(self)
        line.setProperty("role", "tip")
        row = QHBoxLayout(line)
        row.setContentsMargins(10, 4, 6, 4)
        label = QLabel(wrapping(text), line)
        label.setWordWrap(True)
        row.addWidget(label, 1)
        if run is not None:
            button = QPushButton(action, line)
            button.clicked.connect(lambda _checked=False: run())
            row.addWidget(button)
        away = QPushButton("ปิด", line)
        away.setAccessibleName(f"ปิดข้อความ {text}")
        away.clicked.connect(lambda _checked=False: self._remove(line, text))
        row.addWidget(away)
        self._layout.addWidget(line)

    def _remove(self, line: QFrame, text: str) -> None:
        self.texts.remove(text)
        line.hide()
        line.deleteLater()
