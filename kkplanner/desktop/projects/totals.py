"""Below the grid: the sums of the rows shown, under their columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from kkplanner.thai.money import format_baht

if TYPE_CHECKING:
    from kkplanner.desktop.projects.view import GridView


class TotalsRow(QFrame):
    """Painted along with the grid's columns; it scrolls with them."""

    def __init__(self, grid: GridView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = grid
        self.setObjectName("totals")
        self._fit_letters()
        self.setToolTip("ผลรวมของรายการที่แสดงอยู่")
        grid.horizontalScrollBar().valueChanged.connect(lambda _value: self.update())
        grid.horizontalHeader().sectionResized.connect(lambda *_: self.update())
        grid.horizontalHeader().sectionMoved.connect(lambda *_: self.update())
        grid.grid_model().arranged.connect(self._sum)
        self.texts: dict[int, str] = {}
        self._whole = ""
        self._sum()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_grid"):
            self._fit_letters()

    def _fit_letters(self) -> None:
        self.setFixedHeight(self._grid.fontMetrics().lineSpacing() + 10)

    def _sum(self) -> None:
        model = self._grid.grid_model()
        sums, whole = model.sums()
        self.texts = {
            number: format_baht(sums[column.year] if column.year is not None else whole)
            for number, column in enumerate(model.columns)
            if column.year is not None or column.key == "budgets"
        }
        shown = " · ".join(f"{model.columns[number].title} {text}" for number, text in self.texts.items())
        self._whole = format_baht(whole)
        for number, text in self.texts.items():
            self._grid.make_room(number, text)
        self.setAccessibleName(f"ผลรวม {shown}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        font = self._grid.font()
        font.setBold(True)
        painter.setFont(font)
        head = self._grid.horizontalHeader()
        left = self._grid.verticalHeader().width()
        frozen = left + self._grid.columnWidth(0)
        flags = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        painter.setClipRect(QRect(frozen, 0, self.width() - frozen, self.height()))
        for number, text in self.texts.items():
            if self._grid.isColumnHidden(number):
                continue
            x = left + head.sectionViewportPosition(number)
            painter.drawText(QRect(x, 0, head.sectionSize(number) - 6, self.height()), flags, text)
        painter.setClipping(False)
        count = len(self._grid.grid_model().projects)
        painter.drawText(
            QRect(8, 0, frozen - 12, self.height()),
            int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter),
            f"รวม {count:,} รายการ {self._whole} บาท",
        )
