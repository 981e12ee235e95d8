"""Where the projects of an issue or approach go that is taken out of the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QLabel, QVBoxLayout

from kkplanner.desktop.thai_text import wrapping
from kkplanner.plan.choosing import issue_label

if TYPE_CHECKING:
    from kkplanner.desktop.pages.issues import IssuesPage
    from kkplanner.plan.model import Approach, Issue


class MoveProjectsDialog(QDialog):
    """Where the projects of a line go that is about to be removed."""

    def __init__(self, page: IssuesPage, issue: Issue, approach: Approach | None, count: int) -> None:
        super().__init__(page)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("ลบแนวทาง" if approach else "ลบประเด็น")
        self.setMinimumWidth(460)
        name = approach.title if approach else issue_label(issue)
        text = QLabel(wrapping(f"“{name}” มี {count:,} โครงการ ต้องการย้ายโครงการไปไว้ที่ใด"), self)
        text.setWordWrap(True)
        self.target = QComboBox(self)
        self.target.setAccessibleName("ย้ายโครงการไปที่")
        self.target.addItem("ยังไม่ระบุ", None)
        if approach is not None:
            for one in issue.approaches:
                if one.uuid != approach.uuid:
                    self.target.addItem(f"{one.number} {one.title}", one.uuid)
        else:
            for other in page.session.document.issues:
                if other.uuid != issue.uuid:
                    self.target.addItem(issue_label(other), other.uuid)
        buttons = QDialogButtonBox(self)
        self.go_on = buttons.addButton("ลบและย้ายโครงการ", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("ไม่ลบ", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (text, self.target, buttons):
            layout.addWidget(widget)
