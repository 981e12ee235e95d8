"""The pages as small pictures with their numbers and headings; choosing one shows it, scrolling marks it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QWidget

from kkplanner.desktop.look import colours
from kkplanner.desktop.scaling import scaled
from kkplanner.desktop.thai_text import wrapping

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem

    from kkplanner.desktop.background import Background, Job
    from kkplanner.desktop.preview.rendering import Pages

Index = QModelIndex | QPersistentModelIndex
_LONGER_SIDE: Final = 116  # px at 100 %, of a small picture
_LONGEST_SIDE: Final = 150  # px; letters grow more than the room beside the pages
_PAD: Final = 6
_LINES_OF_HEADING: Final = 2
_POINTS: Final = 72
_NOWHERE: Final = QModelIndex()


class PageListModel(QAbstractListModel):
    """A row for each page: its number, what begins on it, its picture once that is drawn."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.pages: Pages | None = None
        self.images: dict[int, QImage] = {}
        self._headings: dict[int, list[str]] = {}

    def show(self, pages: Pages | None) -> None:
        """Another PDF."""
        self.beginResetModel()
        self.pages = pages
        self.images.clear()
        self._headings = {one.page: pages.headings_on(one.page) for one in pages.headings} if pages else {}
        self.endResetModel()

    def take(self, images: dict[int, QImage]) -> None:
        """Pictures that were drawn."""
        self.images.update(images)
        for number in images:
            self.dataChanged.emit(self.index(number), self.index(number), [Qt.ItemDataRole.DecorationRole])

    def heading(self, number: int) -> str:
        """The innermost of what begins on a page; empty where nothing does."""
        return self._headings.get(number, [""])[-1]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() or self.pages is None else len(self.pages)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        if not index.isValid():
            return None
        number = index.row()
        if role == Qt.ItemDataRole.DisplayRole:  # beginning with the number: typing it goes there
            return f"{number + 1}  {self.heading(number)}".rstrip()
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return "\n".join([f"หน้า {number + 1}", *self._headings.get(number, [])])
        return None


class PageList(QListView):
    """Up, down, Home, End and typing a number choose a page; only the rows that are seen are drawn.

    Signals:
        chosen: (int) the page somebody chose, from 1.
    """

    chosen = Signal(int)

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("รายการหน้า")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMinimumWidth(self.longer_side() + 40)
        self.pictures = PageListModel(self)
        self._background = background
        self._asked: Job | None = None
        self._following = False
        self.setModel(self.pictures)
        self.setItemDelegate(_PageDelegate(self))
        self.selectionModel().currentChanged.connect(self._choose)

    @property
    def page(self) -> int:
        """The page that is marked, from 1."""
        return self.currentIndex().row() + 1

    def show_pages(self, pages: Pages) -> None:
        """Another PDF; the page that was marked stays marked where there is one."""
        row = min(max(self.currentIndex().row(), 0), len(pages) - 1)
        self._following = True
        self.pictures.show(pages)
        self.setCurrentIndex(self.pictures.index(row))
        self._following = False

    def show_page(self, page: int) -> None:
        """Mark a page (from 1) without announcing it."""
        self._following = True
        self.setCurrentIndex(self.pictures.index(page - 1))
        self._following = False

    def longer_side(self) -> int:
        """Of a small picture, in the letters there are now."""
        return min(scaled(self, _LONGER_SIDE), _LONGEST_SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self._ask()

    # ------------------------------------------------------------------

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid() and not self._following:
            self.chosen.emit(index.row() + 1)

    def _seen(self) -> range:
        area = self.viewport().rect()
        first = self.indexAt(area.topLeft())
        last = self.indexAt(area.bottomLeft())
        rows = self.pictures.rowCount()
        return range(first.row() if first.isValid() else 0, (last.row() if last.isValid() else rows - 1) + 1)

    def _ask(self) -> None:
        """The missing pictures of the rows that are seen, drawn together in the background."""
        pages = self.pictures.pages
        missing = [number for number in self._seen() if number not in self.pictures.images]
        if pages is None or not missing or (self._asked is not None and self._asked.running):
            return
        longer = self.longer_side() * self.devicePixelRatioF()

        def work(_job: Job) -> dict[int, QImage]:
            return {
                number: pages.image(number, longer * _POINTS / max(pages.sizes[number])) for number in missing
            }

        job = self._background.start("วาดรายการหน้า", work, self)
        job.succeeded.connect(lambda images: self._take(pages, images))
        self._asked = job

    def _take(self, pages: Pages, images: dict[int, QImage]) -> None:
        if pages is self.pictures.pages:
            self.pictures.take(images)
        self.viewport().update()


class _PageDelegate(QStyledItemDelegate):
    """The picture, below it the number and the first words of what begins there."""

    def __init__(self, view: PageList) -> None:
        super().__init__(view)
        self._view = view

    def _picture(self, number: int) -> QSize:
        pages = self._view.pictures.pages
        if pages is None:
            return QSize()
        width, height = pages.sizes[number]
        scale = self._view.longer_side() / max(width, height)
        return QSize(round(width * scale), round(height * scale))

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        picture = self._picture(index.row())
        lines = 1 + _LINES_OF_HEADING if self._view.pictures.heading(index.row()) else 1
        height = picture.height() + lines * self._view.fontMetrics().lineSpacing() + 3 * _PAD
        return QSize(self._view.longer_side() + 2 * _PAD, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view, number = self._view, index.row()
        rect: QRect = option.rect  # type: ignore[attr-defined] # Qt's stubs leave it out
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(colours().selection))
        size = self._picture(number)
        place = QRect(rect.center().x() - size.width() // 2, rect.top() + _PAD, size.width(), size.height())
        painter.fillRect(place, Qt.GlobalColor.white)
        image = view.pictures.images.get(number)
        if image is not None and not image.isNull():
            painter.drawImage(place, image)
        painter.setPen(QColor(colours().border))
        painter.drawRect(place.adjusted(0, 0, -1, -1))
        metrics = view.fontMetrics()
        line = QRect(rect.left() + _PAD, place.bottom() + 3, rect.width() - 2 * _PAD, metrics.lineSpacing())
        painter.setPen(view.palette().color(QPalette.ColorRole.Text))
        painter.setFont(view.font())
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, f"หน้า {number + 1}")
        heading = view.pictures.heading(number)
        if heading:
            line.translate(0, metrics.lineSpacing())
            line.setHeight(_LINES_OF_HEADING * metrics.lineSpacing())
            painter.setPen(QColor(colours().faint))
            how = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(line, how, wrapping(heading))
        painter.restore()
