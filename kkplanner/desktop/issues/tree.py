"""The tree of issues and approaches, with its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from kkplanner.desktop.pages.issues import IssuesPage


class IssueTree(QTreeWidget):
    """F2 types in a line, Delete asks, Alt+arrows move."""

    def __init__(self, page: IssuesPage) -> None:
        super().__init__(page)
        self._page = page
        self.setHeaderLabels(["ที่", "ประเด็นและแนวทาง", "โครงการ"])
        self.setAccessibleName("ประเด็นและแนวทางของหน่วยงาน")
        self.setAlternatingRowColors(True)
        self.setEditTriggers(QTreeWidget.EditTrigger.EditKeyPressed | QTreeWidget.EditTrigger.DoubleClicked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._page.move_line(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() == Qt.Key.Key_Delete:
            self._page.remove()
        else:
            super().keyPressEvent(event)
