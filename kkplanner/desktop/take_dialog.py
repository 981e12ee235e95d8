"""A dialog that looks first and takes over at the end: one main button, which says what it will do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QPushButton, QWidget


class TakeDialog(QDialog):
    """In front of its window, gone when closed; `take` is its main button."""

    take: QPushButton

    def __init__(self, name: str, title: str, size: tuple[int, int], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(title)
        self.resize(*size)

    def buttons(self, text: str, run: Callable[[], object]) -> QDialogButtonBox:
        """The row at the foot: the main button, and "ปิด"."""
        box = QDialogButtonBox(self)
        self.take = box.addButton(text, QDialogButtonBox.ButtonRole.AcceptRole)
        self.take.setProperty("role", "main")
        self.take.setDefault(True)
        box.addButton("ปิด", QDialogButtonBox.ButtonRole.RejectRole)
        box.accepted.connect(run)
        box.rejected.connect(self.reject)
        return box
