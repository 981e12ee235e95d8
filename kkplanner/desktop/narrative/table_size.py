"""How large a new table shall be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QSpinBox, QWidget

from kkplanner.desktop.narrative.table_editing import COMFORTABLE_COLUMNS, MOST_ROWS, NARROW
from kkplanner.desktop.scaling import scaled
from kkplanner.desktop.thai_text import wrapping
from kkplanner.plan.narrative import MOST_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable


class TableSizeDialog(QDialog):
    """Two numbers and whether the first row is a header; Enter takes them.

    Signals:
        chosen: (rows, columns, header).
    """

    chosen = Signal(int, int, bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("table_size")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("แทรกตาราง")
        self.rows = self._number("จำนวนแถว", 3, MOST_ROWS)
        self.columns = self._number("จำนวนคอลัมน์", 3, MOST_COLUMNS)
        self.header = QCheckBox("แถวแรกเป็นหัวตาราง พิมพ์ซ้ำทุกหน้า", self)
        self.header.setChecked(True)
        self.advice = QLabel(wrapping(NARROW), self)
        self.advice.setProperty("role", "warning")
        self.advice.setWordWrap(True)
        width = scaled(self, 330)
        self.advice.setFixedWidth(width)
        self.advice.setMinimumHeight(self.advice.heightForWidth(width))
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )
        buttons.button(QDialogButtonBox.StandardButton.Ok).setText("แทรกตาราง")
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText("ยกเลิก")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form = QFormLayout(self)
        form.addRow("จำนวนแถว", self.rows)
        form.addRow("จำนวนคอลัมน์", self.columns)
        form.addRow(self.header)
        form.addRow(self.advice)
        form.addRow(buttons)
        form.setSizeConstraint(QFormLayout.SizeConstraint.SetFixedSize)
        self.columns.valueChanged.connect(self._advise)
        self._advise(self.columns.value())
        self.rows.selectAll()

    def accept(self) -> None:
        rows, columns, header = self.rows.value(), self.columns.value(), self.header.isChecked()
        super().accept()
        self.chosen.emit(rows, columns, header)

    def _advise(self, columns: int) -> None:
        self.advice.setVisible(columns > COMFORTABLE_COLUMNS)

    def _number(self, name: str, usual: int, most: int) -> QSpinBox:
        box = QSpinBox(self)
        box.setAccessibleName(name)
        box.setRange(1, most)
        box.setValue(usual)
        return box


def ask_table_size(parent: QWidget, take: Callable[[int, int, bool], object]) -> None:
    """Ask, and hand over what was chosen."""
    dialog = TableSizeDialog(parent)
    dialog.chosen.connect(take)
    dialog.open()
