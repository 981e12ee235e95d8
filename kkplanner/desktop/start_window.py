"""The first window: what was open lately, a new plan, an existing one, the sample, the way back from damage."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMainWindow,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from kkplanner import __version__
from kkplanner.desktop.faults import Faults
from kkplanner.desktop.file_choice import (
    PACKAGE_FILES,
    PLAN_FILES,
    choose_file,
    choose_new_file,
    documents_folder,
)
from kkplanner.desktop.look import icon
from kkplanner.desktop.scaling import size_on_screen
from kkplanner.desktop.start.health import Health, look_at_all
from kkplanner.desktop.thai_text import wrapping
from kkplanner.errors import UserError
from kkplanner.thai.dates import format_date
from kkplanner.workbook import Workbook
from kkplanner.workbook.open_files import dismiss, left_open

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent

    from kkplanner.desktop.app import Desktop
    from kkplanner.desktop.background import Job

_PATH: Final = Qt.ItemDataRole.UserRole


class StartWindow(QMainWindow):
    """Where every day begins."""

    def __init__(self, desktop: Desktop) -> None:
        super().__init__()
        self.desktop = desktop
        self.faults = Faults(self)
        self._looking: Job | None = None
        self._health: dict[Path, Health] = {}
        self.setObjectName("start")
        self.setAcceptDrops(True)
        self.setWindowTitle("แผนพัฒนาท้องถิ่น")
        self.resize(size_on_screen(self, 980, 660))
        page = QWidget(self)
        row = QHBoxLayout(page)
        row.setContentsMargins(20, 20, 20, 20)
        row.setSpacing(20)
        row.addLayout(self._actions(page), 2)
        row.addLayout(self._files(page), 3)
        area = QScrollArea(self)  # with large letters there is more than the screen holds
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(page)
        self.setCentralWidget(area)

    def _actions(self, page: QWidget) -> QVBoxLayout:
        column = QVBoxLayout()
        heading = QLabel("แผนพัฒนาท้องถิ่นห้าปี", page)
        heading.setProperty("role", "title")
        about = QLabel(
            wrapping("จัดทำ ตรวจ พิมพ์ และส่งแผนพัฒนาท้องถิ่น โดยไม่ต้องต่ออินเทอร์เน็ต ทุกอย่างอยู่ในแฟ้มเดียวในเครื่องนี้"), page
        )
        about.setWordWrap(True)
        about.setProperty("role", "faint")
        column.addWidget(heading)
        column.addWidget(about)
        column.addSpacing(12)
        for name, picture, text, run in (
            ("new", "new", "แผนใหม่…", self.new_plan),
            ("open", "open", "เปิดแฟ้มแผน…", self.open_file),
            ("sample", "sample", "ลองใช้กับแผนตัวอย่าง…", self.open_sample),
            ("verify", "package", "ตรวจชุดแฟ้มส่งแผน…", self.verify_file),
            ("recover", "backup", "กู้แฟ้มหรือใช้สำเนาสำรอง…", self.recover_file),
            ("settings", "settings", "ตั้งค่า…", self.open_settings),
            ("help", "help", "คู่มือการใช้งาน (F1)", self.open_help),
        ):
            column.addWidget(self._button(name, picture, text, run, page))
        column.addStretch()
        version = QLabel(f"รุ่น {__version__}", page)
        version.setProperty("role", "faint")
        column.addWidget(version)
        return column

    def _button(
        self, name: str, picture: str, text: str, run: Callable[[], object], page: QWidget
    ) -> QPushButton:
        button = QPushButton(icon(picture), text, page)
        button.setObjectName(name)
        button.setIconSize(QSize(22, 22))
        button.setStyleSheet("text-align: left; padding: 9px 12px;")
        if name == "help":
            button.setShortcut("F1")
        button.setProperty("picture", picture)
        button.clicked.connect(lambda _checked=False: run())
        return button

    def _files(self, page: QWidget) -> QVBoxLayout:
        column = QVBoxLayout()
        self.crashed = QFrame(page)
        self.crashed.setProperty("role", "tip")
        self._crashed_row = QVBoxLayout(self.crashed)
        column.addWidget(self.crashed)
        title = QLabel("แฟ้มที่เปิดล่าสุด", page)
        title.setProperty("role", "heading")
        column.addWidget(title)
        self.recent = QListWidget(page)
        self.recent.setAccessibleName("แฟ้มที่เปิดล่าสุด")
        self.recent.setAlternatingRowColors(True)
        self.recent.setWordWrap(True)
        self.recent.itemActivated.connect(self._open_recent)
        title.setBuddy(self.recent)
        column.addWidget(self.recent, 1)
        below = QHBoxLayout()
        self.forget = QPushButton(icon("remove"), "เอาออกจากรายการ", page)
        self.forget.setToolTip("แฟ้มแผนยังอยู่ที่เดิม")
        self.forget.clicked.connect(lambda _checked=False: self._forget())
        hint = QLabel("ลากแฟ้มมาวางที่หน้าต่างนี้ได้", page)
        hint.setProperty("role", "faint")
        below.addWidget(hint, 1)
        below.addWidget(self.forget)
        column.addLayout(below)
        return column

    # ------------------------------------------------------------------ recent files

    @property
    def is_settled(self) -> bool:
        """Whether nothing is being looked at in the background."""
        return self._looking is None or not self._looking.running

    def refresh(self) -> None:
        """Show the files last worked in; their health follows from the background."""
        self._list()
        self._show_crashed()
        paths = [one.path for one in self.desktop.preferences.recent()]
        if paths and (self._looking is None or not self._looking.running):
            job = self.desktop.background.start(
                "ดูแฟ้มล่าสุด", lambda job: look_at_all(paths, job.progress), self
            )
            job.succeeded.connect(self._take_health)
            self._looking = job

    def _list(self) -> None:
        row = self.recent.currentRow()
        self.recent.clear()
        for one in self.desktop.preferences.recent():
            health = self._health.get(one.path)
            moment = one.opened.astimezone()
            lines = [
                one.path.stem,
                health.organisation if health else "",
                health.text if health else "กำลังดูแฟ้ม…",
            ]
            lines.append(f"เปิดล่าสุด {format_date(moment.date())} {moment:%H:%M} น.  {one.path.parent}")
            item = QListWidgetItem("\n".join(line for line in lines if line), self.recent)
            item.setIcon(icon("warning" if health and not health.opens else "table"))
            item.setData(_PATH, str(one.path))
            item.setToolTip(str(one.path))
        self.recent.setCurrentRow(max(0, row))
        self.forget.setEnabled(self.recent.count() > 0)

    def _take_health(self, found: dict[Path, Health]) -> None:
        self._health.update(found)
        self._list()

    def _open_recent(self, item: QListWidgetItem) -> None:
        path = Path(str(item.data(_PATH)))
        health = self._health.get(path)
        if health is not None and health.damaged:
            self.recover_file(path)
        else:
            self.desktop.open_plan(path)

    def _forget(self) -> None:
        item = self.recent.currentItem()
        if item is not None:
            self.desktop.preferences.forget(Path(str(item.data(_PATH))))
            self._list()

    def _show_crashed(self) -> None:
        """What was open when the program stopped without closing it. Nothing is lost: every edit was in the file."""
        while (item := self._crashed_row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        left = left_open()
        self.crashed.setVisible(bool(left))
        for one in left[:3]:
            text = f"ครั้งก่อนโปรแกรมหยุดโดยไม่ได้ปิดแฟ้ม งานที่ทำไว้อยู่ครบ: เปิด {one.path.name} ต่อ"
            button = QPushButton(icon("history"), text, self.crashed)
            button.clicked.connect(
                lambda _checked=False, one=one: (dismiss(one.note), self.desktop.open_plan(one.path))
            )
            self._crashed_row.addWidget(button)

    # ------------------------------------------------------------------ what can be done

    def new_plan(self) -> None:
        """The wizard."""
        self.desktop.new_plan(self)

    def open_file(self) -> None:
        self.desktop.open_file(self)

    def open_sample(self) -> None:
        """A copy of the made-up plan, to try everything in."""
        from kkplanner.exchange.sample import sample_plan

        path = choose_new_file(self, "เก็บแผนตัวอย่างไว้ที่", documents_folder() / "แผนตัวอย่าง.kkplan", PLAN_FILES)
        if path is None:
            return
        try:
            workbook = Workbook.create(path, sample_plan(), author=self.desktop.preferences.author)
        except UserError as error:
            self.faults.tell(error)
            return
        self.desktop.show_plan(workbook)

    def recover_file(self, path: Path | None = None) -> None:
        """The guided way back."""
        from kkplanner.desktop.recovery.dialog import RecoveryDialog

        chosen = path or choose_file(self, "แฟ้มที่ต้องการกู้", PLAN_FILES)
        if chosen is None:
            return
        dialog = RecoveryDialog(
            chosen, self.desktop.preferences.author, self.desktop.background, self.faults, self
        )
        dialog.recovered.connect(self.desktop.open_plan)
        dialog.open()

    def verify_file(self, path: Path | None = None) -> None:
        """Is this package what its sender signed?"""
        from kkplanner.desktop.sending.verify_dialog import VerifyDialog

        chosen = path or choose_file(self, "ชุดแฟ้มที่ต้องการตรวจ", PACKAGE_FILES)
        if chosen is None:
            return
        dialog = VerifyDialog(
            chosen, self.desktop.preferences.author, self.desktop.background, self.faults, self
        )
        dialog.rebuilt.connect(lambda made, reading: self.desktop.open_plan(made, read_only=reading))
        dialog.open()

    def open_settings(self) -> None:
        self.desktop.settings(self)

    def open_help(self) -> None:
        self.desktop.show_guide("start")

    # ------------------------------------------------------------------ events

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            QTimer.singleShot(0, self, self._icons_again)
        super().changeEvent(event)

    def _icons_again(self) -> None:
        buttons = cast("list[QPushButton]", self.findChildren(QPushButton))
        for button in buttons:
            if name := button.property("picture"):
                button.setIcon(icon(name))
        self._list()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.desktop.open_anything(Path(url.toLocalFile()))

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._looking is not None and self._looking.running:
            self._looking.cancel()
        event.accept()
