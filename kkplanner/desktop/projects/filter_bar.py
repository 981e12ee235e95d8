"""Above the grid: search as you type, and chips that narrow the rows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from kkplanner.plan.choosing import SEARCHED, ProjectFilter, issue_label

if TYPE_CHECKING:
    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.kinds import Form
    from kkplanner.plan.model import Project

_REST_MS = 120
_CHIPS = ("issue", "programme", "agency")  # fields of a project, and names of the chips


class FilterBar(QWidget):
    """Says what it wants; the model does it.

    Signals:
        wanted: (ProjectFilter, bool) the filter, its `among` left out; whether only rows with findings.
        grouping: (bool) rows under their ประเด็น.
    """

    wanted = Signal(object, bool)
    grouping = Signal(bool)

    def __init__(self, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = form
        self._node = ""
        self._year: int | None = None
        self.search = QLineEdit(self)
        self.search.setPlaceholderText("ค้นหาในทุกช่อง (Ctrl+F)")
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName("ค้นหาโครงการ")
        self.issue = _chip("ทุกประเด็น", "กรองตามประเด็น", self)
        self.programme = _chip("ทุกแผนงาน", "กรองตามแผนงาน", self)
        self.agency = _chip("ทุกหน่วยงาน", "กรองตามหน่วยงาน", self)
        self.findings = QCheckBox("มีข้อที่ต้องแก้", self)
        self.unlinked = QCheckBox("ยังไม่เชื่อมโยง", self)
        self.groups = QCheckBox("จัดกลุ่มตามแบบ", self)
        self.groups.setChecked(True)
        self.special = QPushButton(self)
        self.special.setAccessibleName("เลิกกรองตามความครอบคลุม")
        self.special.hide()
        self.shown = QLabel(self)
        self.shown.setProperty("role", "faint")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.search, 2)
        for chip in (self.issue, self.programme, self.agency):
            row.addWidget(chip, 1)
        for widget in (self.findings, self.unlinked, self.special):
            row.addWidget(widget)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._tell)
        self.search.textChanged.connect(lambda _text: self._rest.start())
        for chip in (self.issue, self.programme, self.agency):
            chip.currentIndexChanged.connect(lambda _index: self._tell())
        for box in (self.findings, self.unlinked):
            box.toggled.connect(lambda _on: self._tell())
        self.groups.toggled.connect(self.grouping)
        self.special.clicked.connect(lambda: self.narrow("", None))

    def offer(self, document: PlanDocument) -> None:
        """Fill the chips with what the plan has, keeping what is chosen."""
        projects = [one for one in document.projects if one.form is self._form]
        _fill(self.issue, [(issue_label(one), one.uuid) for one in document.issues])
        _fill(self.programme, [(name, name) for name in sorted({one.programme for one in projects} - {""})])
        _fill(self.agency, [(name, name) for name in sorted({one.agency for one in projects} - {""})])

    def narrow(self, node: str, year: int | None) -> None:
        """Only rows that serve a node of the framework, and have money in a year: asked by the coverage page."""
        self._node, self._year = node, year
        words = [f"แนวทาง {node}" if node else "", f"ปี {year}" if year else ""]
        self.special.setText(" ".join(word for word in words if word) + "  ✕")
        self.special.setVisible(bool(node or year))
        self._tell()

    def can_narrow_to(self, key: str, project: Project) -> bool:
        """Whether rows with the same value in a column can be asked for."""
        return key in (*_CHIPS, *SEARCHED) and bool(getattr(project, key))

    def narrow_to(self, key: str, project: Project) -> None:
        """Only rows that have the same value as this one in a column."""
        value = getattr(project, key)
        if key in _CHIPS:
            chip: QComboBox = getattr(self, key)
            chip.setCurrentIndex(max(0, chip.findData(value)))
        else:
            self.search.setText(str(value))
            self._tell()

    def clear(self) -> None:
        """Show every row again."""
        self.search.clear()
        for chip in (self.issue, self.programme, self.agency):
            chip.setCurrentIndex(0)
        self.findings.setChecked(False)
        self.unlinked.setChecked(False)
        self.narrow("", None)

    def show_count(self, shown: int, of: int) -> None:
        """How many rows pass."""
        self.shown.setText(f"{shown:,} รายการ" if shown == of else f"{shown:,} จาก {of:,} รายการ")

    def _tell(self) -> None:
        self._rest.stop()
        wanted = ProjectFilter(
            text=self.search.text().strip(),
            issue=self.issue.currentData() or "",
            programme=self.programme.currentData() or "",
            agency=self.agency.currentData() or "",
            without_link=self.unlinked.isChecked(),
        )
        self.wanted.emit(replace(wanted, node=self._node, year=self._year), self.findings.isChecked())


def _chip(everything: str, name: str, parent: QWidget) -> QComboBox:
    chip = QComboBox(parent)
    chip.addItem(everything, "")
    chip.setAccessibleName(name)
    chip.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    chip.setMinimumContentsLength(4)
    return chip


def _fill(chip: QComboBox, choices: list[tuple[str, str]]) -> None:
    known = [(chip.itemText(row), chip.itemData(row)) for row in range(1, chip.count())]
    if known == choices:
        return
    chosen = chip.currentData()
    chip.blockSignals(True)
    while chip.count() > 1:
        chip.removeItem(1)
    for text, data in choices:
        chip.addItem(text, data)
    chip.setCurrentIndex(max(0, chip.findData(chosen)))
    chip.blockSignals(False)
