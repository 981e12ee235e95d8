"""The columns that stay on the left while the others scroll."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QTableView,
    QWidget,
)

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QContextMenuEvent

    from kkplanner.desktop.projects.delegate import CellDelegate
    from kkplanner.desktop.projects.view import GridView

    Index = QModelIndex | QPersistentModelIndex

FROZEN: Final = 1  # columns that stay when the others scroll: the title


class FrozenColumns(QTableView):
    """A second look at the same model and selection, over the left edge of the first."""

    def __init__(self, grid: GridView, delegate: CellDelegate) -> None:
        super().__init__(grid)
        self._grid = grid
        self.setObjectName("frozen")
        self.setModel(grid.model())
        self.setSelectionModel(grid.selectionModel())
        # A delegate of its own: two views of one delegate both take its editors for theirs.
        self.delegate = delegate
        self.delegate.entered.connect(lambda: grid.step(1))
        self.delegate.spread.connect(grid.spread)
        for confirmed in (self.delegate.entered, self.delegate.spread):
            confirmed.connect(lambda *_: QTimer.singleShot(0, grid, grid.setFocus))
        self.setItemDelegate(self.delegate)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(grid)
        self.setAccessibleName("คอลัมน์ที่ตรึงไว้")
        self.setAlternatingRowColors(True)
        self.setWordWrap(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(grid.verticalHeader().defaultSectionSize())
        self.horizontalHeader().setDefaultAlignment(grid.horizontalHeader().defaultAlignment())
        self.setFrameShape(QTableView.Shape.NoFrame)
        self._hide_others()
        grid.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(grid.verticalScrollBar().setValue)
        grid.horizontalHeader().sectionResized.connect(self._follow)
        self.horizontalHeader().sectionResized.connect(self._lead)
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().sectionClicked.connect(grid.horizontalHeader().sectionClicked)
        self.clicked.connect(lambda _index: grid.setFocus())
        self.doubleClicked.connect(grid.edit)
        self.show()

    def edit_with(self, index: Index, event: QEvent | None) -> bool:
        """Open the editor here; a key that began it is its first."""
        if self.state() is QAbstractItemView.State.EditingState:
            return False
        self.edit(index)
        editor = self.viewport().focusWidget() or QApplication.focusWidget()
        if isinstance(event, QKeyEvent) and editor is not None and self.isAncestorOf(editor):
            letter = bool(event.text()) and event.text().isprintable()
            if letter or event.key() == Qt.Key.Key_Backspace:
                QApplication.sendEvent(editor, event)
        return True

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Tab goes on in the grid, whose next column is not one of these."""
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        if self._grid.tab_on(hint):
            QTimer.singleShot(0, self._grid, self._grid.setFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._grid.keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._grid.contextMenuEvent(event)

    def _hide_others(self) -> None:
        for column in range(self.model().columnCount()):
            self.setColumnHidden(column, column >= FROZEN)
            if column < FROZEN:
                self.setColumnWidth(column, self._grid.columnWidth(column))

    def _follow(self, section: int, _old: int, new: int) -> None:
        if section < FROZEN and self.columnWidth(section) != new:
            self.setColumnWidth(section, new)
        self.fit()

    def _lead(self, section: int, _old: int, new: int) -> None:
        if section < FROZEN and new and self._grid.columnWidth(section) != new:
            self._grid.setColumnWidth(section, new)

    def fit(self) -> None:
        """Stand exactly over the columns of the grid."""
        grid = self._grid
        width = sum(grid.columnWidth(column) for column in range(FROZEN))
        self.horizontalHeader().setFixedHeight(grid.horizontalHeader().height())
        self.setGeometry(
            grid.verticalHeader().width() + grid.frameWidth(),
            grid.frameWidth(),
            width,
            grid.viewport().height() + grid.horizontalHeader().height(),
        )
