"""What to print, chosen on the left of the preview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QGroupBox, QWidget

from kkplanner.desktop.preview.printing import Printing
from kkplanner.forms import DEFAULT_LAYOUT, bundled_layouts
from kkplanner.plan.narrative_outline import outline
from kkplanner.thai.digits import to_thai

if TYPE_CHECKING:
    from kkplanner.plan.document import PlanDocument

_WHOLE, _FORMS = "book", "forms"


class PrintingChoices(QGroupBox):
    """Part, agency, layout, digits.

    Signals:
        changed: something else is wanted.
    """

    changed = Signal()

    def __init__(self, digits: str, parent: QWidget) -> None:
        super().__init__("สิ่งที่พิมพ์", parent)
        form = QFormLayout(self)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.what = self._choice([("แบบฟอร์มทั้งหมด", _FORMS), ("เล่มแผนทั้งเล่ม", _WHOLE)], "สิ่งที่พิมพ์")
        for part in outline():
            self.what.addItem(to_thai(f"เฉพาะส่วนที่ {part.number}"), str(part.number))
        self.agency = self._choice([("ทุกหน่วยงาน", "")], "เฉพาะโครงการของหน่วยงาน")
        layouts = [(layout.title, layout.id) for layout in bundled_layouts().values()]
        self.layout_choice = self._choice(layouts, "รูปแบบของแบบฟอร์ม")
        self.layout_choice.setCurrentIndex(max(0, self.layout_choice.findData(DEFAULT_LAYOUT)))
        self.digits = self._choice([("เลขอารบิก", "arabic"), ("เลขไทย", "thai")], "เลขในตาราง")
        self.digits.setCurrentIndex(max(0, self.digits.findData(digits)))
        self.kpi = QCheckBox("พิมพ์ช่องตัวชี้วัดด้วย", self)
        self.draft = QCheckBox("พิมพ์คำว่าฉบับร่าง", self)
        self.draft.setChecked(True)
        form.addRow("พิมพ์", self.what)
        form.addRow("หน่วยงาน", self.agency)
        form.addRow("รูปแบบ", self.layout_choice)
        form.addRow("ตัวเลข", self.digits)
        form.addRow(self.kpi)
        form.addRow(self.draft)
        for box in (self.kpi, self.draft):
            box.toggled.connect(lambda _on: self.changed.emit())

    def offer(self, document: PlanDocument) -> None:
        """The agencies that have projects, keeping what is chosen."""
        names = sorted({one.agency for one in document.projects} - {""})
        shown = [self.agency.itemText(row) for row in range(1, self.agency.count())]
        if names == shown:
            return
        self.agency.blockSignals(True)
        chosen = self.agency.currentText()
        self.agency.clear()
        self.agency.addItem("ทุกหน่วยงาน")
        self.agency.addItems(names)
        self.agency.setCurrentIndex(max(0, self.agency.findText(chosen)))
        self.agency.blockSignals(False)

    def printing(self) -> Printing:
        """What is chosen now."""
        what = self.what.currentData()
        return Printing(
            whole_book=what != _FORMS,
            parts=frozenset({int(what)}) if what.isdecimal() else frozenset(),
            agency=self.agency.currentText() if self.agency.currentIndex() > 0 else "",
            layout=self.layout_choice.currentData(),
            kpi=self.kpi.isChecked(),
            thai_digits=self.digits.currentData() == "thai",
            draft=self.draft.isChecked(),
        )

    def _choice(self, choices: list[tuple[str, str]], name: str) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(8)
        for text, data in choices:
            box.addItem(text, data)
        box.currentIndexChanged.connect(lambda _row: self.changed.emit())
        return box
