"""What the check says of the project, with its fixes and the way to set one aside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from kkplanner.alignment.check.fixing import fixed_project
from kkplanner.desktop.findings.waiving import ask_reason
from kkplanner.desktop.thai_text import wrapping

if TYPE_CHECKING:
    from kkplanner.alignment.check import Finding
    from kkplanner.desktop.page import Desk

_ROLES: Final = {"critical": "critical", "error": "error", "warning": "warning", "note": "note"}


class FindingsBox(QWidget):
    """One card for each finding."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._layout = QVBoxLayout(self)
        self._layout.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._shown: tuple[Finding, ...] | None = None

    def show_project(self, uuid: str | None) -> None:
        """The findings of a project, as of the last check."""
        result = self._desk.session.findings
        found = () if result is None else tuple(one for one in result.findings if one.project == uuid)
        if found == self._shown:
            return
        self._shown = found
        while (item := self._layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if not found:
            self._layout.addWidget(QLabel("ไม่มีข้อที่ต้องแก้", self))
        for one in found:
            self._layout.addWidget(self._card(one))

    def _card(self, finding: Finding) -> QWidget:
        card = QFrame(self)
        card.setProperty("role", "card")
        layout = QVBoxLayout(card)
        head = QLabel(
            finding.severity.thai if finding.waived is None else f"{finding.severity.thai} (ยกเว้นแล้ว)", card
        )
        head.setProperty("role", _ROLES[str(finding.severity)])
        text = QLabel(wrapping(finding.message), card)
        text.setWordWrap(True)
        layout.addWidget(head)
        layout.addWidget(text)
        if finding.waived is not None:
            reason = QLabel(wrapping(f"เหตุผลที่ยกเว้น: {finding.waived}"), card)
            reason.setWordWrap(True)
            reason.setProperty("role", "faint")
            layout.addWidget(reason)
            return card
        row = QHBoxLayout()
        writes = not self._desk.session.read_only
        if finding.fix is not None:
            fix = QPushButton(finding.fix.label, card)
            fix.setEnabled(writes)
            fix.clicked.connect(lambda: self._fix(finding))
            row.addWidget(fix)
        waive = QPushButton("ยกเว้น…", card)
        waive.setAccessibleName(f"ยกเว้นข้อตรวจ {finding.message}")
        waive.setEnabled(writes)
        waive.clicked.connect(lambda: ask_reason(self._desk, (finding,), self))
        row.addWidget(waive)
        row.addStretch()
        layout.addLayout(row)
        return card

    def _fix(self, finding: Finding) -> None:
        after = fixed_project(self._desk.session.document, finding)
        if after is not None and finding.fix is not None:
            self._desk.session.do(finding.fix.label, lambda operation: operation.update(after))
