"""ส่งแผนให้ อบจ.: what stands in the way, the letter's words, the stick, and the moment it may be pulled."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kkplanner.desktop.file_choice import PACKAGE_FILES, choose_new_file, documents_folder
from kkplanner.desktop.listing import ListColumn, ListModel, ListView
from kkplanner.desktop.look import icon
from kkplanner.desktop.thai_text import wrapping
from kkplanner.errors import UserError
from kkplanner.exchange.package.file_name import suggested_name
from kkplanner.exchange.package.obstacles import readiness
from kkplanner.thai.normalise import normalise

if TYPE_CHECKING:
    from kkplanner.alignment.check import Finding
    from kkplanner.desktop.background import Job
    from kkplanner.desktop.page import Desk
    from kkplanner.exchange.package.obstacles import Readiness
    from kkplanner.exchange.package.sending import Sent
    from kkplanner.workbook import Operation

_LETTER: Final = {
    "book.letter_number": "เลขที่หนังสือ",
    "book.letter_day": "ลงวันที่",
    "book.recipient": "เรียน",
}
_FINDINGS: Final[tuple[ListColumn[Finding], ...]] = (
    ListColumn("ระดับ", lambda one: one.severity.thai, 90),
    ListColumn("ที่", lambda one: one.place, 240),
    ListColumn("ข้อความ", lambda one: one.message, 420),
)


class SendDialog(QDialog):
    """One dialog from the check to the read-back.

    Signals:
        sent: (Sent) the package lies on its medium, whole and read back.
    """

    sent = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("send")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle("ส่งแผนให้ อบจ.")
        self.resize(820, 620)
        self._desk = desk
        self._job: Job | None = None
        self.ready: Readiness | None = None
        self.result_sent: Sent | None = None
        self._build()
        document = desk.session.document
        job = desk.background.start("ตรวจแผนก่อนส่ง", lambda _job: readiness(document), self)
        job.succeeded.connect(self._show_readiness)
        job.failed.connect(desk.faults.tell)

    # ------------------------------------------------------------------ parts

    def _build(self) -> None:
        self.state = QLabel("กำลังตรวจแผน…", self)
        self.state.setWordWrap(True)
        self.state.setProperty("role", "heading")
        self.findings = ListModel(_FINDINGS, self)
        self.finding_list = ListView(self.findings, "ข้อที่ขวางการส่ง กด Enter เพื่อไปแก้", self)
        self.finding_list.activated.connect(self._go)
        self.reason = QPlainTextEdit(self)
        self.reason.setAccessibleName("เหตุผลที่ส่งทั้งที่ยังมีข้อผิดพลาด")
        self.reason.setPlaceholderText("เขียนเหตุผลสั้น ๆ อบจ. จะเห็นเหตุผลนี้พร้อมรายการข้อผิดพลาด")
        self.reason.setFixedHeight(70)
        self.reason.setTabChangesFocus(True)
        self.reason.textChanged.connect(self._enable)
        self.reason_title = QLabel("เหตุผลที่ส่งทั้งที่ยังมีข้อผิดพลาด", self)
        self.reason_title.setBuddy(self.reason)
        self.letter: dict[str, QLineEdit] = {}
        form = QFormLayout()
        settings = self._desk.session.workbook.settings()
        for key, title in _LETTER.items():
            line = QLineEdit(str(settings.get(key) or ""), self)
            line.setAccessibleName(f"หนังสือนำส่ง: {title}")
            line.setPlaceholderText("เว้นว่างไว้เติมด้วยมือได้")
            form.addRow(f"หนังสือนำส่ง: {title}", line)
            self.letter[key] = line
        self.progress = QProgressBar(self)
        self.progress.setRange(0, 100)
        self.progress.setAccessibleName("ความคืบหน้า")
        self.progress.hide()
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        buttons = QDialogButtonBox(self)
        self.send = buttons.addButton("เขียนลงแฟลชไดรฟ์…", QDialogButtonBox.ButtonRole.ActionRole)
        self.send.setProperty("role", "main")
        self.send.setDefault(True)
        self.send.setEnabled(False)
        self.send.clicked.connect(lambda _checked=False: self._send())
        buttons.addButton("ปิด", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.state)
        layout.addWidget(self.finding_list, 1)
        layout.addWidget(self.reason_title)
        layout.addWidget(self.reason)
        layout.addLayout(form)
        layout.addWidget(self.progress)
        layout.addWidget(self.told)
        layout.addLayout(self._build_afterwards())
        layout.addWidget(buttons)

    def _build_afterwards(self) -> QHBoxLayout:
        """What can be done once the package is written."""
        after = QHBoxLayout()
        self.cover = self._button("เปิดใบปะหน้าเพื่อพิมพ์", "print", self._open_cover)
        self.letter_button = self._button("เปิดหนังสือนำส่ง", "print", self._open_letter)
        self.folder = self._button("เปิดโฟลเดอร์", "folder", self._open_folder)
        for button in (self.cover, self.letter_button, self.folder):
            button.hide()
            after.addWidget(button)
        after.addStretch()
        return after

    def _button(self, text: str, picture: str, run: object) -> QPushButton:
        button = QPushButton(icon(picture), text, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: run())  # type: ignore[operator]
        return button

    # ------------------------------------------------------------------ may it go

    def _show_readiness(self, ready: Readiness) -> None:
        self.ready = ready
        shown = [*ready.critical, *ready.errors]
        self.findings.show(shown)
        if shown:
            self.finding_list.choose(0)
        if ready.critical:
            said = f"ส่งยังไม่ได้: มีข้อร้ายแรง {len(ready.critical):,} ข้อ ต้องแก้ก่อน"
        elif ready.errors:
            said = f"มีข้อผิดพลาด {len(ready.errors):,} ข้อ แก้ก่อนส่ง หรือเขียนเหตุผลไว้ด้านล่าง"
        else:
            said = "ผลการตรวจพร้อมส่ง"
        self.state.setText(wrapping(said))
        for widget in (self.reason, self.reason_title):
            widget.setVisible(bool(ready.errors) and not ready.critical)
        self._enable()

    def _enable(self) -> None:
        ready = self.ready
        reason = normalise(self.reason.toPlainText()).strip()
        running = self._job is not None and self._job.running
        may = ready is not None and not ready.critical and (not ready.errors or bool(reason))
        self.send.setEnabled(may and not running)

    def _go(self, index: object) -> None:
        finding = self.findings.row_at(index)  # type: ignore[arg-type]
        if finding is None:
            return
        from kkplanner.desktop.pages import page_of

        projects = {project.uuid: project for project in self._desk.session.document.projects}
        project = projects.get(finding.project or "")
        self.reject()
        if project is None:
            self._desk.go("check")
        else:
            self._desk.go(page_of(project.form), project.uuid, finding.field)

    # ------------------------------------------------------------------ writing

    def _send(self) -> None:
        document = self._desk.session.document
        today = datetime.now().astimezone().date()
        kept = self._desk.preferences.get("package_folder", "")
        folder = Path(kept) if kept and Path(kept).is_dir() else documents_folder()
        path = choose_new_file(
            self, "เขียนชุดแฟ้มส่งแผนไว้ที่", folder / suggested_name(document, today), PACKAGE_FILES
        )
        if path is None:
            return
        if not path.name.endswith(".kkp.zip"):
            path = path.with_name(f"{path.name.removesuffix('.zip').removesuffix('.kkp')}.kkp.zip")
        self._desk.preferences.set("package_folder", str(path.parent))
        self._keep_letter()
        self.write(path)

    def _keep_letter(self) -> None:
        """What was typed for the letter stays with the plan."""
        session = self._desk.session
        before = session.workbook.settings()
        typed = {key: normalise(line.text()) for key, line in self.letter.items()}
        changed = {key: text for key, text in typed.items() if text != str(before.get(key) or "")}
        if changed and not session.read_only:

            def change(operation: Operation) -> None:
                for key, text in changed.items():
                    operation.set(key, text)

            session.do("แก้หนังสือนำส่ง", change)

    def write(self, path: Path) -> None:
        """Make the package and write it, in the background."""
        from kkplanner.exchange.package import write_package

        document, reason = self._desk.session.document, self.reason.toPlainText()
        settings = self._desk.session.workbook.settings()
        stages: list[str] = []

        def work(job: Job) -> Sent:
            def progress(what: str, done: int, of: int) -> None:
                stages.append(what)
                job.progress(done, of)

            return write_package(document, settings, path, reason=reason, progress=progress)

        job = self._desk.background.start("เขียนชุดแฟ้มส่งแผน", work, self)
        self._job = job
        self._enable()
        self.progress.setValue(0)
        self.progress.show()
        self.told.setText("อย่าเพิ่งถอดแฟลชไดรฟ์")

        def advance(done: int, of: int) -> None:
            self.progress.setValue(100 * done // max(of, 1))
            self.progress.setFormat(f"{stages[-1] if stages else ''} %p%")

        job.progressed.connect(advance)
        job.succeeded.connect(self._done)
        job.failed.connect(self._fail)

    def _fail(self, error: UserError) -> None:
        self.progress.hide()
        self.told.setText(wrapping(error.sentence))
        self._enable()

    def _done(self, sent: Sent) -> None:
        self.result_sent = sent
        self.progress.setValue(100)
        self.progress.hide()
        self.state.setText("เขียนและอ่านกลับมาเทียบแล้ว ตรงกันทุกไบต์")
        self.told.setText(
            wrapping(
                f"{sent.delivered.sentence}\nแฟ้ม {sent.delivered.path}\nรหัสแผน {sent.package.short_code}\n"
                f"ลายนิ้วมือผู้ส่ง {sent.package.fingerprint}\n"
                "พิมพ์ใบปะหน้าและหนังสือนำส่งแนบไปด้วย อบจ. จะเทียบรหัสแผนบนกระดาษกับในแฟ้ม"
            )
        )
        for button in (self.cover, self.letter_button, self.folder):
            button.show()
        self._enable()
        self.sent.emit(sent)

    # ------------------------------------------------------------------ afterwards

    def _open_cover(self) -> None:
        self._open_member("cover.pdf", "ใบปะหน้า.pdf")

    def _open_letter(self) -> None:
        self._open_member("letter.pdf", "หนังสือนำส่ง.pdf")

    def _open_member(self, member: str, name: str) -> None:
        """A part of the package for the printer, beside the package."""
        from kkplanner.whole_file import write_whole

        sent = self.result_sent
        if sent is None:
            return
        path = choose_new_file(self, "เก็บไว้ที่", documents_folder() / name, "แฟ้ม PDF (*.pdf)")
        if path is None:
            return
        try:
            with write_whole(path) as unfinished:
                unfinished.write_bytes(sent.package.members[member])
        except UserError as error:
            self._desk.faults.tell(error)
            return
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _open_folder(self) -> None:
        if self.result_sent is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.result_sent.delivered.path.parent)))

    def done(self, result: int) -> None:
        if self._job is not None and self._job.running:
            self._job.cancel()
        super().done(result)
