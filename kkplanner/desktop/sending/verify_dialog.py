"""A package that somebody sent: whole, unchanged, from whom, and what is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from kkplanner.desktop.file_choice import PLAN_FILES, choose_new_file, documents_folder
from kkplanner.desktop.look import icon
from kkplanner.desktop.thai_text import wrapping
from kkplanner.errors import UserError

if TYPE_CHECKING:
    from pathlib import Path

    from kkplanner.desktop.background import Background, Job
    from kkplanner.desktop.faults import Faults
    from kkplanner.exchange.package.verifying import VerifiedPackage


class VerifyDialog(QDialog):
    """Verifies in the background; the package is only read.

    Signals:
        rebuilt: (Path, bool) a plan file was made from the package; whether to open it to read only.
    """

    rebuilt = Signal(object, bool)

    def __init__(
        self, path: Path, author: str, background: Background, faults: Faults, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("verify")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"ตรวจชุดแฟ้มส่งแผน {path.name}")
        self.resize(760, 480)
        self._path = path
        self._author = author
        self._background = background
        self._faults = faults
        self.package: VerifiedPackage | None = None
        self.state = QLabel(wrapping(f"กำลังตรวจ {path.name} …"), self)
        self.state.setWordWrap(True)
        self.state.setProperty("role", "heading")
        self.details = QTextBrowser(self)
        self.details.setAccessibleName("ผลการตรวจชุดแฟ้ม")
        self.read = self._button("เปิดดูแผน (อ่านอย่างเดียว)…", "open", lambda: self._rebuild(read_only=True))
        self.make = self._button("สร้างแฟ้มแผนจากชุดแฟ้ม…", "new", lambda: self._rebuild(read_only=False))
        self.trust = self._button("รับผู้ส่งรายนี้แทนรายเดิม", "check", self._trust)
        row = QHBoxLayout()
        for button in (self.read, self.make, self.trust):
            button.setEnabled(False)
            row.addWidget(button)
        self.trust.hide()
        row.addStretch()
        buttons = QDialogButtonBox(self)
        buttons.addButton("ปิด", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.state)
        layout.addWidget(self.details, 1)
        layout.addLayout(row)
        layout.addWidget(buttons)
        self._verify()

    def _button(self, text: str, picture: str, run: object) -> QPushButton:
        button = QPushButton(icon(picture), text, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: run())  # type: ignore[operator]
        return button

    def _verify(self) -> None:
        path = self._path

        def work(_job: Job) -> VerifiedPackage:
            from kkplanner.exchange.package import SenderStatus, known_senders, open_package

            senders = known_senders()
            package = open_package(path, senders)
            if package.sender is SenderStatus.NEW and package.is_sound:
                senders.remember(package.organisation, package.public_key)
            return package

        job = self._background.start(f"ตรวจ {path.name}", work, self)
        job.succeeded.connect(self._show)
        job.failed.connect(self._fail)

    def _fail(self, error: UserError) -> None:
        self.state.setText("✖ ใช้ชุดแฟ้มนี้ไม่ได้")
        self.details.setPlainText(wrapping(error.sentence))

    def _show(self, package: VerifiedPackage) -> None:
        from kkplanner.exchange.package import SenderStatus
        from kkplanner.exchange.package.report import lines

        self.package = package
        self.state.setText(
            "✓ ชุดแฟ้มครบถ้วน ไม่ถูกแก้ไข" if package.is_sound else wrapping("▲ อ่านได้ แต่มีเรื่องที่ต้องสอบถามผู้ส่งก่อนใช้")
        )
        self.details.setPlainText(wrapping("\n".join(lines(package))))
        self.read.setEnabled(True)
        self.make.setEnabled(True)
        different = package.sender is SenderStatus.DIFFERENT
        self.trust.setVisible(different)
        self.trust.setEnabled(different)

    def _trust(self) -> None:
        """After a telephone call: this key stands for the organisation from now on."""
        from kkplanner.exchange.package import known_senders

        if self.package is not None:
            try:
                known_senders().remember(self.package.organisation, self.package.public_key)
            except UserError as error:
                self._faults.tell(error)
                return
            self._verify()

    def _rebuild(self, *, read_only: bool) -> None:
        from kkplanner.exchange.package import rebuild

        if self.package is None:
            return
        name = self._path.name.removesuffix(".kkp.zip")
        path = choose_new_file(self, "เก็บแฟ้มแผนไว้ที่", documents_folder() / f"{name}.kkplan", PLAN_FILES)
        if path is None:
            return
        try:
            rebuild(self.package, path, self._author)
        except UserError as error:
            self._faults.tell(error)
            return
        self.accept()
        self.rebuilt.emit(path, read_only)
