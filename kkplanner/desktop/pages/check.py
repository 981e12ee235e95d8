"""ตรวจสอบ: findings by gravity and rule; go to the very cell, carry out a fix, set one aside with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from kkplanner.alignment.check import Severity
from kkplanner.alignment.check.fixing import fixed_project
from kkplanner.alignment.check.rule import rule_texts
from kkplanner.desktop.findings.model import FindingsModel, Node
from kkplanner.desktop.findings.waiving import ask_reason, lift
from kkplanner.desktop.look import icon
from kkplanner.desktop.page import Desk, Page
from kkplanner.desktop.pages import page_of
from kkplanner.desktop.scaling import scaled
from kkplanner.desktop.thai_text import wrapping
from kkplanner.plan.kinds import Form

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex

    from kkplanner.alignment.check import CheckResult, Finding
    from kkplanner.plan.model import Project
    from kkplanner.workbook import Changes

_PAGES_OF_FIELDS = {
    "organisation": "organisation",
    "needs": "needs",
    "sections": "part1",
    "editions": "history",
}


class CheckPage(Page):
    """The list on the left, what to do about it on the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.model = FindingsModel(self)
        self._build()
        self.session.checked.connect(self._take)
        self.setFocusProxy(self.tree)

    def refresh(self, changes: Changes | None) -> None:  # noqa: ARG002 - the next check tells
        self._list()

    # ------------------------------------------------------------------

    def _build(self) -> None:
        title = QLabel("ตรวจสอบแผน", self)
        title.setProperty("role", "title")
        self.summary = QLabel("กำลังตรวจ…", self)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText("ค้นหาในผลการตรวจ")
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName("ค้นหาในผลการตรวจ")
        self.severity = QComboBox(self)
        self.severity.setAccessibleName("ระดับของข้อตรวจ")
        self.severity.addItem("ทุกระดับ", None)
        for each in Severity:
            self.severity.addItem(each.thai, str(each))
        self.waived = QCheckBox("แสดงที่ยกเว้นแล้ว", self)
        bar = QHBoxLayout()
        bar.addWidget(self.search, 2)
        bar.addWidget(self.severity)
        bar.addWidget(self.waived)
        self.tree = QTreeView(self)
        self.tree.setModel(self.model)
        self.tree.setAccessibleName("ผลการตรวจ")
        self.tree.setUniformRowHeights(True)
        self.tree.setAlternatingRowColors(True)
        self.tree.setIconSize(QSize(18, 18))
        self.tree.setColumnWidth(0, scaled(self, 470))
        self.tree.activated.connect(self._go)
        self.tree.selectionModel().currentChanged.connect(lambda *_: self._show())
        self.search.textChanged.connect(lambda _text: self._list())
        self.severity.currentIndexChanged.connect(lambda _row: self._list())
        self.waived.toggled.connect(lambda _on: self._list())
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.addWidget(self.tree)
        splitter.addWidget(self._side())
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([780, 320])
        layout = QVBoxLayout(self)
        layout.addWidget(title)
        layout.addWidget(self.summary)
        layout.addLayout(bar)
        layout.addWidget(splitter, 1)

    def _side(self) -> QWidget:
        side = QWidget(self)
        self._rule = _wrapped(side, "heading")
        self._message = _wrapped(side)
        self._place = _wrapped(side, "faint")
        self._why = _wrapped(side)
        self._waiver = _wrapped(side, "note")
        self.go_there = _button("search", "ไปที่ช่องนี้ (Enter)", self._go_current, side)
        self.fix = _button("check", "แก้ตามคำแนะนำ", self._fix_one, side)
        self.fix_all = _button("check", "แก้ทุกข้อแบบเดียวกัน", self._fix_all, side)
        self.waive = _button("warning", "ยกเว้นพร้อมเหตุผล…", self._waive, side)
        self.lift = _button("undo", "เลิกยกเว้น", self._lift, side)
        self.copy = _button("duplicate", "คัดลอกรายการทั้งหมด", self._copy, side)
        for button in (self.fix, self.fix_all):  # their words change with what is chosen
            button.setProperty("command", button.text())
        layout = QVBoxLayout(side)
        layout.setContentsMargins(12, 0, 0, 0)
        for label in (self._rule, self._message, self._place, self._why, self._waiver):
            layout.addWidget(label)
        for button in (self.go_there, self.fix, self.fix_all, self.waive, self.lift):
            layout.addWidget(button)
        layout.addStretch()
        layout.addWidget(self.copy)
        return side

    def _take(self, _result: CheckResult) -> None:
        if self.isVisible() or not self.model.rowCount():
            self._list()

    def _list(self) -> None:
        result = self.session.findings
        if result is None:
            return
        before = self._current().finding
        chosen = self.severity.currentData()
        shown = self.model.show(
            result.findings,
            text=self.search.text(),
            severity=None if chosen is None else Severity(chosen),
            waived=self.waived.isChecked(),
        )
        self.tree.expandToDepth(0)
        counts = " · ".join(f"{each.thai} {result.count(each):,}" for each in Severity)
        self.summary.setText(f"{counts}   (แสดง {shown:,} ข้อ)")
        again = self.model.index_of(before) if before is not None else None
        self.tree.setCurrentIndex(again if again is not None and again.isValid() else self.model.index(0, 0))
        self._show()

    def _current(self) -> Node:
        return self.model.node(self.tree.currentIndex())

    def _show(self) -> None:
        node = self._current()
        finding = node.finding
        text = rule_texts().get(node.rule)
        self._rule.setText(wrapping(text.title if text else "เลือกข้อตรวจเพื่อดูรายละเอียด"))
        self._message.setText(wrapping(finding.message if finding else ""))
        self._place.setText(wrapping(finding.place if finding else ""))
        self._why.setText(wrapping(text.reason if text else ""))
        waived = finding.waived if finding else None
        self._waiver.setText(wrapping(f"ยกเว้นแล้ว เพราะ {waived}") if waived else "")
        writes = not self.session.read_only
        self.go_there.setEnabled(finding is not None)
        fixable = [one for one in node.findings() if one.fix is not None and one.waived is None]
        self.fix.setVisible(bool(finding and finding.fix and waived is None))
        self.fix.setEnabled(writes)
        if finding is not None and finding.fix is not None:
            self.fix.setText(finding.fix.label)
        above = node.parent if finding is not None else node
        alike = [] if above is None or not above.rule else [one for one in above.findings() if one.fix]
        self.fix_all.setVisible(bool(fixable) and len(alike) > 1)
        self.fix_all.setText(f"แก้ทั้ง {len(alike):,} ข้อแบบเดียวกัน")
        self.fix_all.setEnabled(writes)
        self.waive.setVisible(finding is not None and waived is None)
        self.waive.setEnabled(writes)
        self.lift.setVisible(waived is not None)
        self.lift.setEnabled(writes)

    # ------------------------------------------------------------------

    def _go(self, index: QModelIndex) -> None:
        finding = self.model.node(index).finding
        if finding is None:
            self.tree.setExpanded(index, not self.tree.isExpanded(index))
            return
        if finding.project is not None and finding.form is not None:
            self.desk.go(page_of(Form(finding.form)), finding.project, finding.field)
        else:
            self.desk.go(_PAGES_OF_FIELDS.get(finding.field or "", "issues"), None, finding.field)

    def _go_current(self) -> None:
        self._go(self.tree.currentIndex())

    def _fix_one(self) -> None:
        finding = self._current().finding
        if finding is not None and finding.fix is not None:
            self._fix([finding], finding.fix.label)

    def _fix_all(self) -> None:
        node = self._current()
        above = node.parent if node.finding is not None else node
        if above is not None:
            found = [one for one in above.findings() if one.fix is not None and one.waived is None]
            self._fix(found, f"แก้ตามคำแนะนำ: {rule_texts()[above.rule].title}")

    def _fix(self, findings: list[Finding], name: str) -> None:
        document = self.session.document
        fixed: dict[str, Project] = {}
        for one in findings:
            # Several findings of one project mend it one after the other.
            after = fixed_project(document, one, fixed.get(one.project or ""))
            if after is not None:
                fixed[after.uuid] = after
        if fixed and self.session.do(name, lambda operation: operation.update(*fixed.values())):
            self.session.check_now()

    def _waive(self) -> None:
        finding = self._current().finding
        if finding is not None:
            ask_reason(self.desk, finding, self).accepted.connect(self.session.check_now)

    def _lift(self) -> None:
        finding = self._current().finding
        if finding is not None:
            lift(self.session, finding)
            self.session.check_now()

    def _copy(self) -> None:
        found = [
            one
            for row in range(self.model.rowCount())
            for one in self.model.node(self.model.index(row, 0)).findings()
        ]
        lines = [f"{one.severity.thai}\t{one.place}\t{one.message}" for one in found]
        QGuiApplication.clipboard().setText("\n".join(lines))


def _wrapped(parent: QWidget, role: str = "") -> QLabel:
    label = QLabel(parent)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if role:
        label.setProperty("role", role)
    return label


def _button(picture: str, text: str, run: object, parent: QWidget) -> QPushButton:
    button = QPushButton(icon(picture), text, parent)
    button.clicked.connect(run)
    return button


def make(desk: Desk, _key: str) -> Page:
    return CheckPage(desk)
