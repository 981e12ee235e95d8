"""A list to look through: rows that the program found, some of which can be ticked off. Nothing is edited in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from kkplanner.desktop.projects.clipboard import write_block
from kkplanner.desktop.scaling import scaled

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Index = QModelIndex | QPersistentModelIndex
T = TypeVar("T")
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class ListColumn(Generic[T]):
    """A column: its head, what it says of a row, its width in pixels at 100 %."""

    title: str
    text: Callable[[T], str]
    width: int = 120
    is_number: bool = False


class ListModel(QAbstractTableModel, Generic[T]):
    """Rows of one kind.

    Signals:
        ticked: (row object, bool) somebody set or took away the tick of a row.
    """

    ticked = Signal(object, bool)

    def __init__(
        self,
        columns: Sequence[ListColumn[T]],
        parent: QObject | None = None,
        *,
        is_ticked: Callable[[T], bool | None] | None = None,
    ) -> None:
        """`is_ticked`: the tick before a row; None of a row: it has none."""
        super().__init__(parent)
        self.columns = tuple(columns)
        self._is_ticked = is_ticked
        self._rows: list[T] = []

    @property
    def rows(self) -> Sequence[T]:
        return self._rows

    def show(self, rows: Sequence[T]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def ticks_changed(self) -> None:
        """The ticks may stand otherwise now."""
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0))

    def row_at(self, index: Index) -> T | None:
        return self._rows[index.row()] if index.isValid() else None

    # ------------------------------------------------------------------ Qt's questions

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and index.column() == 0 and self._tick(index) is not None:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return column.text(self._rows[index.row()])
        if role == Qt.ItemDataRole.TextAlignmentRole and column.is_number:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0:
            tick = self._tick(index)
            return None if tick is None else Qt.CheckState.Checked if tick else Qt.CheckState.Unchecked
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: ANN401
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        self.ticked.emit(self._rows[index.row()], Qt.CheckState(value) is Qt.CheckState.Checked)
        self.dataChanged.emit(index, index, [role])
        return True

    def _tick(self, index: Index) -> bool | None:
        return self._is_ticked(self._rows[index.row()]) if self._is_ticked is not None else None


class ListView(QTableView):
    """Whole rows are chosen; Ctrl+C copies them; the space bar sets the ticks of all that are chosen."""

    def __init__(self, model: ListModel[Any], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._list = model
        self.setModel(model)
        self.setAccessibleName(name)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(int(self.fontMetrics().height() * 1.45))
        for number, column in enumerate(model.columns):
            self.setColumnWidth(number, scaled(self, column.width))
        self.horizontalHeader().setStretchLastSection(True)

    @property
    def chosen(self) -> list[Any]:
        """The rows that are selected, in their order."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._list.rows[row] for row in rows]

    def choose(self, row: int) -> None:
        """Select one row and bring it into view."""
        index = self._list.index(row, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            texts = [[column.text(row) for column in self._list.columns] for row in self.chosen]
            QGuiApplication.clipboard().setText(write_block(texts))
        elif event.key() == Qt.Key.Key_Space:
            self._turn_ticks()
        else:
            super().keyPressEvent(event)

    def _turn_ticks(self) -> None:
        rows = self.selectionModel().selectedRows()
        state = next((index.data(Qt.ItemDataRole.CheckStateRole) for index in rows), None)
        if state is None:
            return
        wanted = (
            Qt.CheckState.Unchecked
            if Qt.CheckState(state) is Qt.CheckState.Checked
            else Qt.CheckState.Checked
        )
        for index in rows:
            if index.data(Qt.ItemDataRole.CheckStateRole) is not None:
                self._list.setData(index, wanted, Qt.ItemDataRole.CheckStateRole)
