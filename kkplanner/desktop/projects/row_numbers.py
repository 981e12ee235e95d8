"""The numbers before the rows of the grid, by which rows are dragged."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QWidget


class RowNumbers(QHeaderView):
    """As wide as four digits need. Qt's own hint asks for the text of a thousand rows, each time anew.

    Signals:
        dropped: (int, int) a row was dragged to the place of another.
    """

    dropped = Signal(int, int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSectionsMovable(True)
        self.sectionMoved.connect(self._moved)

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("0000") + 14, 0)

    def _moved(self, row: int, _old: int, new: int) -> None:
        """Rows stand where the plan has them; the header goes back and the plan is asked."""
        self.blockSignals(True)
        self.moveSection(self.visualIndex(row), row)
        self.blockSignals(False)
        self.dropped.emit(row, new)
