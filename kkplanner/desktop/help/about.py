"""What the program is, whose work it carries, and whether it works on this computer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from kkplanner import __version__
from kkplanner.desktop.file_choice import choose_folder, documents_folder
from kkplanner.desktop.look import icon
from kkplanner.desktop.thai_text import wrapping

if TYPE_CHECKING:
    from pathlib import Path

    from kkplanner.desktop.background import Background, Job
    from kkplanner.desktop.faults import Faults
    from kkplanner.self_test import SelfTestResult


class LicencesDialog(QDialog):
    """Version, and the notices of everything that others made, with a search."""

    def __init__(self, background: Background, faults: Faults, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("licences")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("เกี่ยวกับโปรแกรมและสัญญาอนุญาต")
        self.resize(860, 600)
        about = QLabel(
            wrapping(
                f"โปรแกรมจัดทำแผนพัฒนาท้องถิ่น รุ่น {__version__} สัญญาอนุญาต Apache-2.0 ใช้และแจกจ่ายต่อได้โดยไม่เสียค่าใช้จ่าย "
                "ด้านล่างคือผลงานของผู้อื่นที่มากับโปรแกรม พร้อมสัญญาอนุญาตฉบับเต็ม (Qt และ PySide ใช้ตาม LGPL-3.0)"
            ),
            self,
        )
        about.setWordWrap(True)
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setAccessibleName("สัญญาอนุญาต")
        self.text.setPlainText("กำลังอ่าน…")
        self.search = QLineEdit(self)
        self.search.setPlaceholderText("ค้นหา เช่น Qt")
        self.search.setAccessibleName("ค้นหาในสัญญาอนุญาต")
        self.search.textChanged.connect(self._find)
        self.search.returnPressed.connect(lambda: self.text.find(self.search.text()))
        buttons = QDialogButtonBox(self)
        buttons.addButton("ปิด", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (about, self.search, self.text, buttons):
            layout.addWidget(widget)

        def work(_job: Job) -> str:
            from kkplanner.third_party import third_party_notices

            return third_party_notices()

        job = background.start("อ่านสัญญาอนุญาต", work, self)
        job.succeeded.connect(self.text.setPlainText)
        job.failed.connect(faults.tell)

    def _find(self, words: str) -> None:
        self.text.moveCursor(self.text.textCursor().MoveOperation.Start)
        self.text.find(words)


class SelfTestDialog(QDialog):
    """Tries everything a clerk needs, in a folder of choice: a stick is tried by choosing the stick."""

    def __init__(self, background: Background, faults: Faults, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("self_test")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("ตรวจความพร้อมของโปรแกรมในเครื่องนี้")
        self.resize(760, 560)
        self._background = background
        self._faults = faults
        self.result_now: SelfTestResult | None = None
        self.state = QLabel(
            wrapping(
                "ลองสร้างแผน เปิดฟอนต์ ตัดคำ เขียนและอ่าน Excel กับ PDF ในโฟลเดอร์ที่เลือก แผนของท่านไม่ถูกอ่านหรือแก้ไข "
                "เลือกแฟลชไดรฟ์เพื่อลองเขียนลงแฟลชไดรฟ์"
            ),
            self,
        )
        self.state.setWordWrap(True)
        self.choose = QPushButton(icon("folder"), "เลือกโฟลเดอร์และเริ่มตรวจ…", self)
        self.choose.clicked.connect(lambda _checked=False: self._choose())
        self.page = QTextBrowser(self)
        self.page.setAccessibleName("ผลการตรวจความพร้อม")
        buttons = QDialogButtonBox(self)
        buttons.addButton("ปิด", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        top = QHBoxLayout()
        top.addWidget(self.choose)
        top.addStretch()
        layout = QVBoxLayout(self)
        layout.addWidget(self.state)
        layout.addLayout(top)
        layout.addWidget(self.page, 1)
        layout.addWidget(buttons)

    def _choose(self) -> None:
        folder = choose_folder(self, "โฟลเดอร์ที่จะลอง", documents_folder())
        if folder is not None:
            self.run(folder / "ผลการตรวจความพร้อม")

    def run(self, folder: Path) -> None:
        """Try everything in a folder, in the background."""

        def work(_job: Job) -> SelfTestResult:
            from kkplanner.self_test import self_test

            return self_test(folder)

        self.choose.setEnabled(False)
        self.state.setText("กำลังตรวจ…")
        job = self._background.start("ตรวจความพร้อม", work, self)
        job.succeeded.connect(self._show)
        job.failed.connect(self._faults.tell)
        job.ended.connect(lambda: self.choose.setEnabled(True))

    def _show(self, result: SelfTestResult) -> None:
        self.result_now = result
        self.state.setText(wrapping(result.sentence))
        self.page.setHtml(result.as_page())
