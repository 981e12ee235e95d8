"""Choose a part of the plan and write it as a workbook to fill in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from kkplanner.desktop.file_choice import choose_new_file, documents_folder
from kkplanner.desktop.scaling import scaled
from kkplanner.desktop.thai_text import wrapping
from kkplanner.exchange.fill_in.part import Part
from kkplanner.plan.choosing import issue_label

if TYPE_CHECKING:
    from pathlib import Path

    from kkplanner.desktop.background import Job
    from kkplanner.desktop.page import Desk

_NOT_IN_NAMES: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


class HandOutDialog(QDialog):
    """Asks for agency and issue, then for the file.

    Signals:
        written: (Path) the workbook lies there.
    """

    written = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("hand_out")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("ทำแฟ้ม Excel ให้กองกรอก")
        self.setMinimumWidth(scaled(self, 560))
        self._desk = desk
        document = desk.session.document
        self.agency = QComboBox(self)
        self.agency.addItem("ทุกหน่วยงาน", "")
        names = dict.fromkeys(
            [
                *(one.name for one in document.agencies),
                *(one.agency for one in document.projects if one.agency),
            ]
        )
        for name in names:
            self.agency.addItem(name, name)
        self.issue = QComboBox(self)
        self.issue.addItem("ทุกประเด็น", "")
        for issue in document.issues:
            self.issue.addItem(issue_label(issue), issue.uuid)
        for box, name in ((self.agency, "หน่วยงาน"), (self.issue, "ประเด็นการพัฒนา")):
            box.setAccessibleName(name)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(30)
            box.currentIndexChanged.connect(lambda _row: self._count())
        self.count = QLabel(self)
        about = QLabel(
            wrapping(
                "กองเปิดแฟ้มนี้ด้วย Excel แก้ในช่องสีขาว เพิ่มโครงการในแถวว่าง แล้วส่งคืน ระหว่างนั้นงานแผนแก้แผนต่อได้ "
                "เมื่อรับกลับ โปรแกรมจะเทียบให้ทีละช่อง"
            ),
            self,
        )
        about.setWordWrap(True)
        form = QFormLayout()
        form.addRow("หน่วยงาน", self.agency)
        form.addRow("ประเด็นการพัฒนา", self.issue)
        form.addRow("จำนวน", self.count)
        buttons = QDialogButtonBox(self)
        self.make = buttons.addButton("ทำแฟ้ม…", QDialogButtonBox.ButtonRole.AcceptRole)
        self.make.setProperty("role", "main")
        buttons.addButton("ยกเลิก", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._make)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(about)
        layout.addLayout(form)
        layout.addWidget(buttons)
        self._count()

    @property
    def part(self) -> Part:
        """What is chosen."""
        return Part(str(self.agency.currentData()), str(self.issue.currentData()))

    def _count(self) -> None:
        count = len(self.part.choose(self._desk.session.document.projects))
        self.count.setText(f"{count:,} รายการ" if count else "ยังไม่มีรายการ แฟ้มจะมีเฉพาะแถวว่าง")

    def _make(self) -> None:
        document, part = self._desk.session.document, self.part
        name = _NOT_IN_NAMES.sub("", f"กรอกแผน {part.title(document)}").strip()
        path = choose_new_file(
            self, "เก็บแฟ้มให้กองกรอก", documents_folder() / f"{name[:80]}.xlsx", "แฟ้ม Excel (*.xlsx)"
        )
        if path is None:
            return

        def work(_job: Job) -> Path:
            from kkplanner.exchange.fill_in import write_fill_in

            write_fill_in(document, part, path)
            return path

        job = self._desk.background.start("ทำแฟ้มให้กองกรอก", work, self)
        self.make.setEnabled(False)
        job.succeeded.connect(self._done)
        job.failed.connect(self._desk.faults.tell)
        job.ended.connect(lambda: self.make.setEnabled(True))

    def _done(self, path: Path) -> None:
        self.accept()
        self.written.emit(path)
