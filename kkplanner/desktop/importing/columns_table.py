"""Which column of a sheet holds what, changeable by choosing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QTableWidget, QTableWidgetItem

from kkplanner.desktop.scaling import scaled
from kkplanner.exchange.excel_in.columns import LABELS, NOTHING, label_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtWidgets import QWidget

    from kkplanner.exchange.excel_in.columns import ColumnUse

_HEADS = ("คอลัมน์", "หัวตารางในแฟ้ม", "ใช้เป็น")


class ColumnsTable(QTableWidget):
    """One line for each column of the chosen sheet.

    Signals:
        mapped: (letter, field) the clerk chose what a column holds; "" is nothing.
    """

    mapped = Signal(str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(0, len(_HEADS), parent)
        self.setHorizontalHeaderLabels(list(_HEADS))
        self.setAccessibleName("คอลัมน์ของแผ่นงานที่เลือก")
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()
        self.setTabKeyNavigation(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.setColumnWidth(0, scaled(self, 70))
        self.setColumnWidth(1, scaled(self, 260))

    def show_columns(self, columns: Sequence[ColumnUse], years: Iterable[int]) -> None:
        """Show these columns; amounts may be of the plan's `years` (พ.ศ.) or of those the file has."""
        known = {
            **LABELS,
            **{f"{kind}:{year}": "" for kind in ("budget", "enacted") for year in years},
            **{column.field: "" for column in columns},
        }
        self.setRowCount(0)
        self.setRowCount(len(columns))
        for row, column in enumerate(columns):
            self.setItem(row, 0, _fixed(column.letter))
            self.setItem(row, 1, _fixed(column.words))
            box = QComboBox(self)
            box.setAccessibleName(f"คอลัมน์ {column.letter} {column.words} ใช้เป็น")
            for field in sorted(known, key=lambda each: (each != NOTHING, ":" in each)):
                box.addItem(label_of(field), field)
            box.setCurrentIndex(box.findData(column.field))
            box.activated.connect(
                lambda index, letter=column.letter, box=box: self.mapped.emit(letter, box.itemData(index))
            )
            self.setCellWidget(row, 2, box)


def _fixed(text: str) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
    item.setToolTip(text)
    return item
