"""Set a finding aside, with a reason that stays in the history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from kkplanner.alignment.check.rule import rule_texts
from kkplanner.desktop.thai_text import wrapping
from kkplanner.plan.waiver import Waiver
from kkplanner.thai.normalise import normalise

if TYPE_CHECKING:
    from kkplanner.alignment.check import Finding
    from kkplanner.desktop.page import Desk
    from kkplanner.desktop.session import PlanSession
    from kkplanner.workbook import Operation


class ReasonDialog(QDialog):
    """Asks why a finding may stand; without a written reason there is no waiver."""

    def __init__(self, finding: Finding, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("waiving")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("ยกเว้นข้อตรวจ")
        self.setMinimumWidth(440)
        what = QLabel(wrapping(finding.message), self)
        what.setWordWrap(True)
        ask = QLabel("เหตุผลที่ยกเว้น (เก็บไว้ในประวัติและส่งไปกับแผน)", self)
        self.reason = QPlainTextEdit(self)
        self.reason.setTabChangesFocus(True)
        self.reason.setAccessibleName("เหตุผลที่ยกเว้น")
        self.reason.setFixedHeight(90)
        ask.setBuddy(self.reason)
        self.buttons = QDialogButtonBox(self)
        self.waive = self.buttons.addButton("ยกเว้น", QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton("ไม่ยกเว้น", QDialogButtonBox.ButtonRole.RejectRole)
        self.waive.setEnabled(False)
        self.reason.textChanged.connect(lambda: self.waive.setEnabled(bool(self.text)))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (what, ask, self.reason, self.buttons):
            layout.addWidget(widget)

    @property
    def text(self) -> str:
        """The reason as it is kept."""
        return normalise(self.reason.toPlainText())


def ask_reason(desk: Desk, finding: Finding, parent: QWidget) -> ReasonDialog:
    """Open the dialog; waives when the clerk confirms."""
    dialog = ReasonDialog(finding, parent)
    dialog.accepted.connect(lambda: waive(desk.session, finding, dialog.text))
    dialog.open()
    return dialog


def waive(session: PlanSession, finding: Finding, reason: str) -> None:
    """Set a finding aside for its project, or for the plan as a whole; an earlier reason is replaced."""

    def change(operation: Operation) -> None:
        lift_in(operation, session, finding)
        operation.add(Waiver(project=finding.project, rule=finding.rule, reason=reason))

    session.do(f"ยกเว้นข้อตรวจ {rule_texts()[finding.rule].title}", change)


def lift(session: PlanSession, finding: Finding) -> None:
    """Let a finding stand again."""
    session.do(
        f"เลิกยกเว้นข้อตรวจ {rule_texts()[finding.rule].title}",
        lambda operation: lift_in(operation, session, finding),
    )


def lift_in(operation: Operation, session: PlanSession, finding: Finding) -> None:
    """The part of an operation that removes the waiver of a finding, where there is one."""
    for waiver in session.document.waivers:
        if (waiver.rule, waiver.project) == (finding.rule, finding.project):
            operation.remove(waiver)
