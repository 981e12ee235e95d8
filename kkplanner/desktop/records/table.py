"""The view of a small table: paste, delete, typing as in the grid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QStyledItemDelegate,
    QTableView,
    QWidget,
)

from kkplanner.desktop.choices import typed_choice
from kkplanner.desktop.projects.clipboard import read_block, write_block
from kkplanner.desktop.projects.keys import Wish, wish_of
from kkplanner.desktop.projects.moving import STEPS
from kkplanner.desktop.records.model import RecordsModel
from kkplanner.desktop.scaling import scaled
from kkplanner.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtWidgets import QStyleOptionViewItem

    from kkplanner.desktop.faults import Faults

    Index = QModelIndex | QPersistentModelIndex


class RecordsTable(QTableView):
    """The keys of the grid, as far as they mean something here; Ctrl+Delete and Ctrl+- take whole records."""

    def __init__(
        self, model: RecordsModel[Any], name: str, faults: Faults, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._records = model
        self._faults = faults
        self.setModel(model)
        self.setAccessibleName(name)
        self.setAlternatingRowColors(True)
        self.setItemDelegate(_ChoiceDelegate(self))
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        for number, column in enumerate(model.columns):
            self.setColumnWidth(number, scaled(self, column.width))
        self.horizontalHeader().setStretchLastSection(True)
        model.refused.connect(faults.tell)
        model.refused.connect(self._stay)
        self._wishes: dict[Wish | None, Callable[[], None]] = {
            Wish.COPY: self._copy,
            Wish.CUT: self._cut,
            Wish.PASTE: self._paste,
            Wish.CLEAR: self._clear,
            Wish.FILL_DOWN: self._fill_down,
            Wish.DELETE: self.remove_selected,
        }
        self._stays = False  # what was typed was refused: the cell stays current

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() is QAbstractItemView.State.EditingState:
            return  # what the editor had no use for is not meant for the rows
        wish, key = wish_of(event), event.key()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if wish in self._wishes:
            self._wishes[wish]()
        elif control and key == Qt.Key.Key_Delete:
            self.remove_selected()
        elif control or key not in STEPS:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Backspace:
            self.edit(self.currentIndex(), QAbstractItemView.EditTrigger.AnyKeyPressed, event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter goes on below, as in the grid."""
        hints = QAbstractItemDelegate.EndEditHint
        stays, self._stays = self._stays, False
        super().closeEditor(editor, hints.NoHint if stays else hint)
        if hint is hints.SubmitModelCache and not stays:
            self._step(1)

    def _stay(self) -> None:
        self._stays = self.state() is QAbstractItemView.State.EditingState

    def _step(self, rows: int) -> None:
        current = self.currentIndex()
        there = self._records.index(current.row() + rows, current.column())
        if there.isValid():
            self.setCurrentIndex(there)

    def _cut(self) -> None:
        self._copy()
        self._clear()

    def _clear(self) -> None:
        self._records.spread("ล้างช่องที่เลือก", self._cells(), lambda _column: "")

    def _fill_down(self) -> None:
        cells = self._cells()
        rows = sorted({row for row, _ in cells})
        first = rows[0] - 1 if len(rows) == 1 else rows[0]
        source = self._records.record(first)
        if source is not None:
            below = [(row, column) for row, column in cells if row != first]
            self._records.spread("เติมลง", below, lambda column: self._records.columns[column].shown(source))

    def _cells(self) -> list[tuple[int, int]]:
        return [(index.row(), index.column()) for index in self.selectedIndexes() or [self.currentIndex()]]

    def _paste(self) -> None:
        try:
            block = read_block(QGuiApplication.clipboard().text())
        except UserError as error:
            self._faults.tell(error)
            return
        # A block goes in at the upper left of what is selected, wherever the selection was begun.
        cells = self._cells()
        row, column = min(row for row, _ in cells), min(column for _, column in cells)
        self._records.paste(max(row, 0), max(column, 0), block)

    def remove_selected(self) -> None:
        """Take the records of the selected lines out of the plan."""
        self._records.remove(sorted({index.row() for index in self.selectedIndexes()}))

    def _copy(self) -> None:
        chosen = self.selectedIndexes()
        rows = sorted({index.row() for index in chosen})
        columns = sorted({index.column() for index in chosen})
        model = self._records
        block = [[str(model.data(model.index(row, column)) or "") for column in columns] for row in rows]
        QGuiApplication.clipboard().setText(write_block(block))


class _ChoiceDelegate(QStyledItemDelegate):
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        model = index.model()
        column = model.columns[index.column()] if isinstance(model, RecordsModel) else None
        if column is None or column.choices is None:
            return super().createEditor(parent, option, index)
        box = typed_choice(parent)
        box.addItems(list(column.choices()))
        box.setAccessibleName(column.title)
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:  # noqa: ANN401
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())
        else:
            super().setModelData(editor, model, index)
