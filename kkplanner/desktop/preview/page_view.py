"""The pages one below the other; only those that are seen are drawn, in the background."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from kkplanner.desktop.look import colours

if TYPE_CHECKING:
    from kkplanner.desktop.background import Background, Job
    from kkplanner.desktop.preview.rendering import Pages

_GAP: Final = 14
_KEPT_IMAGES: Final = 24
_LEAST_ZOOM, _MOST_ZOOM = 0.25, 4.0
_SCREEN_DPI: Final = 96
_POINTS: Final = 72


class PageView(QAbstractScrollArea):
    """Scroll, zoom (Ctrl+wheel, Ctrl++/-), fit to the width (Ctrl+0).

    Signals:
        page_changed: (int) the page now on top, from 1.
    """

    page_changed = Signal(int)

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("หน้าที่จะพิมพ์")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._background = background
        self._pages: Pages | None = None
        self._zoom = 1.0
        self._fits = True
        self._images: OrderedDict[tuple[int, int], QImage] = OrderedDict()
        self._asked: Job | None = None
        self._tops: list[int] = []
        self._gone_to: tuple[int, int] | None = (
            None  # a page that was asked for, and where the bar stood then
        )
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._scrolled())

    @property
    def zoom(self) -> float:
        """1.0: as large as the paper."""
        return self._zoom

    @property
    def is_drawn(self) -> bool:
        """Whether every page that is seen has its picture."""
        return all((number, self._dots()) in self._images for number in self._seen())

    def show_pages(self, pages: Pages | None) -> None:
        """Another PDF; the page on top stays where there is one."""
        page = self.page
        self._pages = pages
        self._images.clear()
        self._lay_out()
        self.go_to(page)

    @property
    def page(self) -> int:
        """The page on top, from 1; the one last asked for as long as nobody scrolled away from it.

        The last pages of a book cannot stand at the top of a tall window.
        """
        if self._gone_to is not None and self._gone_to[1] == self.verticalScrollBar().value():
            return min(self._gone_to[0], max(1, len(self._tops)))
        y = self.verticalScrollBar().value() + self.viewport().height() // 3
        return max(1, sum(1 for top in self._tops if top <= y))

    def go_to(self, page: int) -> None:
        """Bring a page (from 1) to the top."""
        if self._tops:
            wanted = min(max(page, 1), len(self._tops))
            bar = self.verticalScrollBar()
            bar.setValue(self._tops[wanted - 1] - _GAP)
            self._gone_to = (wanted, bar.value())
            self.page_changed.emit(wanted)

    def set_zoom(self, zoom: float, *, fits: bool = False) -> None:
        page = self.page
        self._fits = fits
        self._zoom = min(_MOST_ZOOM, max(_LEAST_ZOOM, zoom))
        self._lay_out()
        self.go_to(page)

    def fit_width(self) -> None:
        """As wide as the window."""
        if self._pages is not None and len(self._pages):
            widest = max(width for width, _ in self._pages.sizes) * _SCREEN_DPI / _POINTS
            self.set_zoom((self.viewport().width() - 2 * _GAP) / widest, fits=True)

    # ------------------------------------------------------------------

    def _dots(self) -> int:
        return round(_SCREEN_DPI * self._zoom * self.devicePixelRatioF())

    def _rect(self, number: int) -> QRect:
        assert self._pages is not None  # noqa: S101 - asked only when there are pages
        scale = _SCREEN_DPI / _POINTS * self._zoom
        width, height = (round(side * scale) for side in self._pages.sizes[number])
        left = max(_GAP, (self.viewport().width() - width) // 2) - self.horizontalScrollBar().value()
        return QRect(left, self._tops[number] - self.verticalScrollBar().value(), width, height)

    def _lay_out(self) -> None:
        scale = _SCREEN_DPI / _POINTS * self._zoom
        self._tops = []
        y, widest = _GAP, 0
        for width, height in self._pages.sizes if self._pages is not None else ():
            self._tops.append(y)
            y += round(height * scale) + _GAP
            widest = max(widest, round(width * scale))
        view = self.viewport().size()
        self.verticalScrollBar().setRange(0, max(0, y - view.height()))
        self.verticalScrollBar().setPageStep(view.height())
        self.verticalScrollBar().setSingleStep(40)
        self.horizontalScrollBar().setRange(0, max(0, widest + 2 * _GAP - view.width()))
        self.horizontalScrollBar().setPageStep(view.width())
        self.viewport().update()

    def _seen(self) -> list[int]:
        area = self.viewport().rect()
        return [number for number in range(len(self._tops)) if self._rect(number).intersects(area)]

    def _scrolled(self) -> None:
        self.viewport().update()
        self.page_changed.emit(self.page)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(colours().border))
        wanted = []
        for number in self._seen():
            rect = self._rect(number)
            painter.fillRect(rect, Qt.GlobalColor.white)
            image = self._images.get((number, self._dots()))
            if image is None:
                wanted.append(number)
                painter.setPen(QColor("#707070"))
                painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, f"หน้า {number + 1}")
            else:
                painter.drawImage(rect, image)
        painter.end()
        if wanted:
            self._ask_for(wanted[0])

    def _ask_for(self, number: int) -> None:
        """Draw one page in the background; the painting that follows asks for the next."""
        if self._asked is not None and self._asked.running:
            return
        pages, dots = self._pages, self._dots()
        if pages is None:
            return
        job = self._background.start(f"วาดหน้า {number + 1}", lambda _job: pages.image(number, dots), self)
        job.succeeded.connect(lambda image: self._take(pages, number, dots, image))
        self._asked = job

    def _take(self, pages: Pages, number: int, dots: int, image: QImage) -> None:
        if pages is self._pages:
            self._images[(number, dots)] = image
            while len(self._images) > _KEPT_IMAGES:
                self._images.popitem(last=False)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fits:
            self.fit_width()
        else:
            self._lay_out()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self._zoom * (1.1 if event.angleDelta().y() > 0 else 1 / 1.1))
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        bar = self.verticalScrollBar()
        if control and event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.set_zoom(self._zoom * 1.25)
        elif control and event.key() == Qt.Key.Key_Minus:
            self.set_zoom(self._zoom / 1.25)
        elif control and event.key() == Qt.Key.Key_0:
            self.fit_width()
        elif event.key() == Qt.Key.Key_PageDown:
            self.go_to(self.page + 1)
        elif event.key() == Qt.Key.Key_PageUp:
            self.go_to(self.page - 1)
        elif event.key() == Qt.Key.Key_Home:
            bar.setValue(0)
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            bar.setValue(bar.value() + (60 if event.key() == Qt.Key.Key_Down else -60))
        else:
            super().keyPressEvent(event)
