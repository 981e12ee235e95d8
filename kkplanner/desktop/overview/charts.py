"""Small pictures of numbers: bars by year, a bar of completeness."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kkplanner.desktop.look import colours

_MILLION: Final = 1_000_000


class YearBars(QWidget):
    """A bar for each year with its amount in millions of baht above it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._baht: dict[int, float] = {}
        self.setMinimumHeight(150)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_amounts(self, baht: dict[int, float]) -> None:
        self._baht = baht
        told = " ".join(f"ปี {year} {amount / _MILLION:,.2f} ล้านบาท" for year, amount in baht.items())
        self.setAccessibleName(f"งบประมาณรายปี {told}")
        self.setToolTip(told)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, 170)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._baht:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self.fontMetrics().lineSpacing()
        most = max(self._baht.values()) or 1.0
        room = self.height() - 2 * line - 8
        width = self.width() / len(self._baht)
        for place, (year, amount) in enumerate(self._baht.items()):
            height = room * amount / most
            left = place * width
            bar = QRectF(left + width * 0.2, line + 4 + room - height, width * 0.6, height)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours().accent))
            painter.drawRoundedRect(bar, 3, 3)
            painter.setPen(QColor(colours().text))
            centre = Qt.AlignmentFlag.AlignCenter
            painter.drawText(
                QRectF(left, bar.top() - line - 2, width, line), centre, f"{amount / _MILLION:,.1f}"
            )
            painter.drawText(QRectF(left, self.height() - line, width, line), centre, str(year))


class ShareBar(QWidget):
    """How much of something is done; the number stands beside the bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._percent = 0.0
        self.setMinimumWidth(100)

    def show_percent(self, percent: float) -> None:
        self._percent = percent
        self.setAccessibleName(f"ร้อยละ {percent:.0f}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        words = f"{self._percent:.0f} %"
        number = self.fontMetrics().horizontalAdvance("100 %") + 8
        room = self.width() - number
        middle = self.height() / 2 - 5
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours().border))
        painter.drawRoundedRect(QRectF(0, middle, room, 10), 4, 4)
        painter.setBrush(QColor(colours().good))
        painter.drawRoundedRect(QRectF(0, middle, room * self._percent / 100, 10), 4, 4)
        painter.setPen(QColor(colours().text))
        painter.drawText(
            QRectF(room, 0, number, self.height()),
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
            words,
        )
