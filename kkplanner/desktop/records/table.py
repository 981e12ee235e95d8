"""The view of a small table: paste, delete, typing as in the grid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QStyledItemDelegate, QTableView, QWidget

from kkplanner.desktop.choices import typed_choice
from kkplanner.desktop.projects.clipboard import read_block, write_block
from kkplanner.desktop.records.model import RecordsModel
from kkplanner.desktop.scaling import scaled
from kkplanner.errors import UserError

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtWidgets import QStyleOptionViewItem

    from kkplanner.desktop.faults import Faults

    Index = QModelIndex | QPersistentModelIndex


class RecordsTable(QTableView):
    """Ctrl+C, Ctrl+V and Delete (Ctrl+Delete takes whole records)."""

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            try:
                block = read_block(QGuiApplication.clipboard().text())
            except UserError as error:
                self._faults.tell(error)
            else:
                self._records.paste(max(current.row(), 0), max(current.column(), 0), block)
        elif event.key() == Qt.Key.Key_Delete and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.remove_selected()
        elif event.key() == Qt.Key.Key_Delete:
            for index in self.selectedIndexes():
                if self._records.record(index.row()) is not None:
                    self._records.setData(index, "")
        else:
            super().keyPressEvent(event)

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
