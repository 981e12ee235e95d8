"""Set a finding aside, with a reason that stays in the history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from kkplanner.alignment.check.rule import rule_texts
from kkplanner.desktop.thai_text import wrapping
from kkplanner.plan.waiver import Waiver
from kkplanner.thai.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kkplanner.alignment.check import Finding
    from kkplanner.desktop.page import Desk
    from kkplanner.desktop.session import PlanSession
    from kkplanner.workbook import Operation

_MOST_SHOWN: Final = 5
_MOST_NAMED: Final = 2


class ReasonDialog(QDialog):
    """Asks why findings may stand; without a written reason there is no waiver."""

    def __init__(self, findings: Sequence[Finding], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("waiving")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("ยกเว้นข้อตรวจ")
        self.setMinimumWidth(440)
        lines = [one.message for one in findings[:_MOST_SHOWN]]
        if len(findings) > 1:
            lines = [f"• {one.place}: {one.message}" for one in findings[:_MOST_SHOWN]]
        if len(findings) > _MOST_SHOWN:
            lines.append(f"และอีก {len(findings) - _MOST_SHOWN:,} ข้อ ด้วยเหตุผลเดียวกัน")
        what = QLabel(wrapping("\n".join(lines)), self)
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


def ask_reason(desk: Desk, findings: Sequence[Finding], parent: QWidget) -> ReasonDialog:
    """Open the dialog; waives when the clerk confirms."""
    dialog = ReasonDialog(findings, parent)
    dialog.accepted.connect(lambda: waive(desk.session, findings, dialog.text))
    dialog.open()
    return dialog


def waive(session: PlanSession, findings: Sequence[Finding], reason: str) -> None:
    """Set findings aside, each for its project or for the plan as a whole; an earlier reason is replaced."""

    def change(operation: Operation) -> None:
        lift_in(operation, session, findings)
        operation.add(
            *(Waiver(project=project, rule=rule, reason=reason) for rule, project in _what(findings))
        )

    session.do(f"ยกเว้นข้อตรวจ {_name(findings)}", change)


def lift(session: PlanSession, findings: Sequence[Finding]) -> None:
    """Let findings stand again."""
    session.do(f"เลิกยกเว้นข้อตรวจ {_name(findings)}", lambda operation: lift_in(operation, session, findings))


def lift_in(operation: Operation, session: PlanSession, findings: Sequence[Finding]) -> None:
    """The part of an operation that removes the waivers of findings, where there are any."""
    gone = [one for one in session.document.waivers if (one.rule, one.project) in _what(findings)]
    if gone:
        operation.remove(*gone)


def _what(findings: Sequence[Finding]) -> dict[tuple[str, str | None], None]:
    """A waiver is of a rule and a project, each once, in the order of the findings."""
    return dict.fromkeys((one.rule, one.project) for one in findings)


def _name(findings: Sequence[Finding]) -> str:
    rules = dict.fromkeys(rule_texts()[one.rule].title for one in findings)
    return " · ".join(rules) if len(rules) <= _MOST_NAMED else f"{len(findings):,} ข้อ"
