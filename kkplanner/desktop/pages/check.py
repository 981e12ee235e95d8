"""ตรวจสอบ: findings by gravity and rule; go to the very cell, carry out a fix, set one aside with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from kkplanner.alignment.check import Severity
from kkplanner.alignment.check.fixing import fixed_project
from kkplanner.alignment.check.rule import rule_texts
from kkplanner.desktop.findings.model import FindingsModel, Node
from kkplanner.desktop.findings.tree import FindingsTree
from kkplanner.desktop.findings.waiving import ask_reason, lift
from kkplanner.desktop.look import icon
from kkplanner.desktop.page import Desk, Page
from kkplanner.desktop.pages import page_of
from kkplanner.desktop.thai_text import wrapping
from kkplanner.plan.kinds import Form

if TYPE_CHECKING:
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
        self.waived = QCheckBox("ดูข้อที่ยกเว้นแล้ว", self)
        bar = QHBoxLayout()
        bar.addWidget(self.search, 2)
        bar.addWidget(self.severity)
        bar.addWidget(self.waived)
        self.tree = FindingsTree(self.model, self)
        self.tree.activated.connect(self._go)
        self.tree.fix_wanted.connect(self._fix_chosen)
        self.tree.waive_wanted.connect(self._waive_or_lift)
        self.tree.copy_wanted.connect(lambda: self._copy(self.tree.chosen))
        self.tree.selectionModel().selectionChanged.connect(lambda *_: self._show())
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
        self.fix = _button("check", "แก้ตามคำแนะนำ", self._fix_chosen, side)
        self.fix.setToolTip("Ctrl+Enter")
        self.fix_all = _button("check", "แก้ทุกข้อแบบเดียวกัน", self._fix_all, side)
        self.waive = _button("warning", "ยกเว้นพร้อมเหตุผล…", self._waive, side)
        self.waive.setToolTip("Delete")
        self.lift = _button("undo", "เลิกยกเว้น", self._lift, side)
        self.copy = _button("duplicate", "คัดลอกรายการทั้งหมด", lambda: self._copy(self.model.order), side)
        for button in (
            self.fix,
            self.fix_all,
            self.waive,
            self.lift,
        ):  # their words change with what is chosen
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
        current, order, opened = self._current(), self.model.order, self.tree.opened()
        kept = self.tree.chosen if len(self.tree.nodes) > 1 else []
        chosen = self.severity.currentData()
        shown = self.model.show(
            result.findings,
            text=self.search.text(),
            severity=None if chosen is None else Severity(chosen),
            waived=self.waived.isChecked(),
        )
        self.tree.open_again(opened)
        counts = " · ".join(f"{each.thai} {result.count(each):,}" for each in Severity)
        self.summary.setText(f"{counts}   (แสดง {shown:,} ข้อ)")
        aside = sum(1 for one in result.findings if one.waived is not None)
        self.waived.setText(f"ดูข้อที่ยกเว้นแล้ว ({aside:,})" if aside else "ดูข้อที่ยกเว้นแล้ว")
        self.tree.choose(self._again(current, order))
        self.tree.choose_also(kept)
        self._show()

    def _again(self, before: Node, order: list[Finding]) -> QModelIndex:
        """The line that was current, or where to go on from it."""
        if before.finding is not None:
            index = self.model.index_on_from(before.finding, order)
        else:
            headings = self.model.headings()
            index = next((one for one in headings if self.model.node(one).key == before.key), QModelIndex())
        return index if index.isValid() else self.model.index(0, 0)

    def _current(self) -> Node:
        return self.model.node(self.tree.currentIndex())

    def _show(self) -> None:
        node, chosen = self._current(), self.tree.chosen
        several = len(self.tree.nodes) > 1
        finding = None if several else node.finding
        text = None if several else rule_texts().get(node.rule)
        heading = text.title if text else "เลือกข้อตรวจเพื่อดูรายละเอียด"
        if several:
            heading = f"เลือกไว้ {len(chosen):,} ข้อ"
        elif not self.model.order:
            heading = "ไม่มีข้อที่ต้องแสดง"
        self._rule.setText(wrapping(heading))
        self._message.setText(wrapping(finding.message if finding else ""))
        self._place.setText(wrapping(finding.place if finding else ""))
        self._why.setText(wrapping(text.reason if text else ""))
        waived = finding.waived if finding else None
        self._waiver.setText(wrapping(f"ยกเว้นแล้ว เพราะ {waived}") if waived else "")
        self.go_there.setEnabled(finding is not None)
        self._offer(node, chosen, several=several)

    def _offer(self, node: Node, chosen: list[Finding], *, several: bool) -> None:
        """The buttons: for one finding, for those of a rule, for several that were selected."""
        one = node.finding if not several else None
        fixable = [each for each in chosen if each.fix is not None and each.waived is None]
        standing = [each for each in chosen if each.waived is None]
        aside = [each for each in chosen if each.waived is not None]
        about = one is not None or several or bool(node.rule)
        self.fix.setVisible(bool(fixable) and (one is not None or several))
        if one is not None and one.fix is not None:
            self.fix.setText(one.fix.label)
        elif several:
            self.fix.setText(f"แก้ {len(fixable):,} ข้อที่เลือกตามคำแนะนำ")
        alike = [] if several else self._alike(node)
        self.fix_all.setVisible(bool(fixable) and len(alike) > 1)
        self.fix_all.setText(f"แก้ทั้ง {len(alike):,} ข้อแบบเดียวกัน")
        self.waive.setVisible(bool(standing) and about)
        count = len(standing)
        self.waive.setText("ยกเว้นพร้อมเหตุผล…" if count == 1 else f"ยกเว้น {count:,} ข้อด้วยเหตุผลเดียวกัน…")
        self.lift.setVisible(bool(aside) and about)
        self.lift.setText("เลิกยกเว้น" if len(aside) == 1 else f"เลิกยกเว้น {len(aside):,} ข้อ")
        for button in (self.fix, self.fix_all, self.waive, self.lift):
            button.setEnabled(not self.session.read_only)

    @staticmethod
    def _alike(node: Node) -> list[Finding]:
        """The findings of the same rule that can be mended."""
        above = node.parent if node.finding is not None else node
        if above is None or not above.rule:
            return []
        return [one for one in above.findings() if one.fix is not None and one.waived is None]

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

    def _fix_chosen(self) -> None:
        if len(self.tree.nodes) == 1 and self._current().finding is None:
            self._fix_all()
            return
        found = [one for one in self.tree.chosen if one.fix is not None and one.waived is None]
        if len(found) == 1 and found[0].fix is not None:
            self._fix(found, found[0].fix.label)
        elif found:
            self._fix(found, f"แก้ตามคำแนะนำ {len(found):,} ข้อ")

    def _fix_all(self) -> None:
        node = self._current()
        found = self._alike(node)
        if found:
            self._fix(found, f"แก้ตามคำแนะนำ: {rule_texts()[node.rule].title}")

    def _fix(self, findings: list[Finding], name: str) -> None:
        document = self.session.document
        fixed: dict[str, Project] = {}
        for one in findings:
            # Several findings of one project mend it one after the other.
            after = fixed_project(document, one, fixed.get(one.project or ""))
            if after is not None:
                fixed[after.uuid] = after
        if fixed and self.session.do(name, lambda operation: operation.update(*fixed.values())):
            self._go_on(findings)

    def _waive(self) -> None:
        found = [one for one in self.tree.chosen if one.waived is None]
        if found and not self.session.read_only:
            ask_reason(self.desk, found, self).accepted.connect(lambda: self._go_on(found))

    def _lift(self) -> None:
        found = [one for one in self.tree.chosen if one.waived is not None]
        if found and not self.session.read_only:
            lift(self.session, found)
            self._go_on(found)

    def _waive_or_lift(self) -> None:
        if self.waived.isChecked():
            self._lift()
        elif not self.waive.isHidden():
            self._waive()

    def _go_on(self, done: list[Finding]) -> None:
        """The next finding, at once; the check that follows takes those that are done out of the list."""
        finding = self._current().finding or done[0]
        index = self.model.index_on_from(finding, self.model.order, done)
        if index.isValid():
            self.tree.choose(index)
        self.session.check_now()

    @staticmethod
    def _copy(findings: list[Finding]) -> None:
        lines = [f"{one.severity.thai}\t{one.place}\t{one.message}" for one in findings]
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
