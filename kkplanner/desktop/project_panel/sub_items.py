"""Lines of a project with text and money of their own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QGroupBox, QHBoxLayout, QPushButton, QTableView, QVBoxLayout, QWidget

from kkplanner.desktop.look import icon
from kkplanner.desktop.scaling import scaled
from kkplanner.errors import UserError
from kkplanner.plan.model import SubItem
from kkplanner.thai.money import format_baht, parse_baht
from kkplanner.thai.normalise import normalise

if TYPE_CHECKING:
    from kkplanner.plan.model import Project

Index = QModelIndex | QPersistentModelIndex


class SubItemsModel(QAbstractTableModel):
    """Text and a column for each year.

    Signals:
        edited: (str, tuple of SubItem) name of the operation and the lines after it.
        refused: (UserError).
    """

    edited = Signal(str, object)
    refused = Signal(object)

    def __init__(self, years: tuple[int, ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._years = years
        self.items: tuple[SubItem, ...] = ()

    def show_items(self, items: tuple[SubItem, ...]) -> None:
        if items != self.items:
            self.beginResetModel()
            self.items = items
            self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.items)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 1 + len(self._years)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable if index.isValid() else super().flags(index)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            return str(section + 1)
        return "รายการย่อย" if section == 0 else str(self._years[section - 1])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        if not index.isValid():
            return None
        item = self.items[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            if index.column() == 0:
                return item.text
            amount = item.budgets.get(self._years[index.column() - 1])
            return "" if amount is None else format_baht(amount)
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column():
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: ANN401
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        item = self.items[index.row()]
        if index.column() == 0:
            after = replace(item, text=normalise(str(value)))
        else:
            year = self._years[index.column() - 1]
            try:
                amount = parse_baht(str(value))
            except UserError as error:
                self.refused.emit(error)
                return False
            budgets = {y: a for y, a in item.budgets.items() if y != year}
            if amount is not None:
                budgets[year] = amount
            after = replace(item, budgets=dict(sorted(budgets.items())))
        if after != item:
            items = tuple(after if one.uuid == item.uuid else one for one in self.items)
            self.edited.emit("แก้ไขรายการย่อย", items)
        return True


class SubItemsBox(QGroupBox):
    """The table and its buttons.

    Signals:
        edited: as of the model.
        refused: (UserError).
    """

    edited = Signal(str, object)
    refused = Signal(object)

    def __init__(self, years: tuple[int, ...], parent: QWidget | None = None) -> None:
        super().__init__("รายการย่อยที่มีงบประมาณของตนเอง", parent)
        self.model = SubItemsModel(years, self)
        self.model.edited.connect(self.edited)
        self.model.refused.connect(self.refused)
        self.table = QTableView(self)
        self.table.setModel(self.model)
        self.table.setAccessibleName("รายการย่อย")
        self.table.setColumnWidth(0, scaled(self, 190))
        self.table.verticalHeader().setVisible(False)
        for column in range(1, 1 + len(years)):
            self.table.setColumnWidth(column, scaled(self, 90))
        buttons = QHBoxLayout()
        for text, picture, run in (
            ("เพิ่ม", "add", self._add),
            ("ลบ", "delete", self._remove),
            ("ขึ้น", "up", lambda: self._move(-1)),
            ("ลง", "down", lambda: self._move(1)),
        ):
            button = QPushButton(icon(picture), text, self)
            button.setAccessibleName(f"{text}รายการย่อย")
            button.clicked.connect(lambda _checked=False, run=run: run())
            buttons.addWidget(button)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.addWidget(self.table)
        layout.addLayout(buttons)

    def show_project(self, project: Project) -> None:
        self.model.show_items(project.sub_items)
        rows = min(max(len(project.sub_items), 1), 6)
        self.table.setFixedHeight(self.table.horizontalHeader().sizeHint().height() + rows * 30 + 8)
        self.table.setVisible(bool(project.sub_items))

    def _add(self) -> None:
        self.edited.emit("เพิ่มรายการย่อย", (*self.model.items, SubItem(text="รายการใหม่")))

    def _remove(self) -> None:
        row = self.table.currentIndex().row()
        if row >= 0:
            items = tuple(one for place, one in enumerate(self.model.items) if place != row)
            self.edited.emit("ลบรายการย่อย", items)

    def _move(self, by: int) -> None:
        row = self.table.currentIndex().row()
        items = list(self.model.items)
        if 0 <= row < len(items) and 0 <= row + by < len(items):
            items.insert(row + by, items.pop(row))
            self.edited.emit("เลื่อนรายการย่อย", tuple(items))
            self.table.selectRow(row + by)
