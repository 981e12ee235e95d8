"""ประวัติ: every operation with who and when; what it changed; back to a moment."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QInputDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QTextBrowser,
    QVBoxLayout,
)

from kkplanner.desktop.look import icon
from kkplanner.desktop.page import Desk, Page
from kkplanner.desktop.project_panel.history_box import field_told
from kkplanner.desktop.scaling import scaled
from kkplanner.desktop.thai_text import wrapping
from kkplanner.errors import UserError
from kkplanner.thai.dates import format_date
from kkplanner.thai.normalise import normalise, same_text_key
from kkplanner.workbook import FieldChange
from kkplanner.workbook.moments import compare, copied, document_at, name_version, restore, versions

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from kkplanner.desktop.background import Job
    from kkplanner.plan.document import PlanDocument
    from kkplanner.workbook import Changes, HistoryEntry
    from kkplanner.workbook.moments import RecordDifference

Index = QModelIndex | QPersistentModelIndex
_HEADS: Final = ("เมื่อ", "ผู้ทำ", "สิ่งที่ทำ", "แถวที่เปลี่ยน", "สถานะหรือชื่อรุ่น")
_KINDS: Final = {"create": "", "edit": "", "undo": "เลิกทำ: ", "redo": "ทำซ้ำ: "}
_WHAT: Final = 2
_MOST_LINES: Final = 300
_KINDS_OF_RECORD: Final = {
    "project": "โครงการ",
    "issue": "ประเด็น",
    "village": "หมู่บ้าน",
    "agency": "หน่วยงาน",
    "section": "เนื้อหา",
    "need": "ความต้องการ",
    "waiver": "การยกเว้นข้อตรวจ",
    "unit_price": "ราคาต่อหน่วย",
    "organisation": "ข้อมูลหน่วยงาน",
    "plan": "ข้อมูลแผน",
    "picture": "ภาพ",
    "edition": "ฉบับ",
    "crosswalk_choice": "ความเชื่อมโยง",
}


class HistoryModel(QAbstractTableModel):
    """Newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: list[HistoryEntry] = []
        self.names: dict[str, str] = {}

    def show(self, entries: list[HistoryEntry]) -> None:
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(_HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            _HEADS[section] if orientation is Qt.Orientation.Horizontal else str(len(self.entries) - section)
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        if not index.isValid() or role != Qt.ItemDataRole.DisplayRole:
            return None
        entry = self.entries[index.row()]
        moment = entry.when.astimezone()
        return (
            f"{format_date(moment.date())} {moment:%H:%M:%S}",
            entry.author or "ไม่ระบุชื่อ",
            f"{_KINDS[entry.kind]}{entry.name}",
            f"{entry.changes:,}",
            "ถูกเลิกทำแล้ว" if entry.undone else self.names.get(entry.uuid, ""),
        )[index.column()]


class HistoryPage(Page):
    """The list above, the fields that an operation changed in one project below."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.model = HistoryModel(self)
        title = QLabel("ประวัติการแก้ไข", self)
        title.setProperty("role", "title")
        self.search = QLineEdit(self)
        self.search.setPlaceholderText("ค้นหาสิ่งที่ทำหรือผู้ทำ")
        self.search.setAccessibleName("ค้นหาในประวัติ")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self._list())
        self.project = QComboBox(self)
        self.project.setAccessibleName("เฉพาะโครงการ")
        self.project.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.project.currentIndexChanged.connect(lambda _row: self._list())
        self.table = QTableView(self)
        self.table.setModel(self.model)
        self.table.setAccessibleName("รายการประวัติ")
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setAlternatingRowColors(True)
        self.table.horizontalHeader().setSectionResizeMode(_WHAT, QHeaderView.ResizeMode.Stretch)
        for column, width in ((0, 235), (1, 150), (3, 110), (4, 160)):
            self.table.setColumnWidth(column, scaled(self, width))
        self.table.selectionModel().currentChanged.connect(lambda *_: self._tell())
        self.details = QTextBrowser(self)
        self.details.setAccessibleName("รายละเอียดของรายการที่เลือก")
        self.details.setFixedHeight(150)
        bar = QHBoxLayout()
        bar.addWidget(self.search, 1)
        bar.addWidget(self.project, 1)
        self.name_button = self._button("save", "ตั้งชื่อรุ่น… (Ctrl+S)", self.ask_name)
        self.compare_button = self._button("columns", "เทียบกับตอนนี้", self.compare_with_now)
        self.restore_button = self._button("history", "กลับไปเป็นตอนนั้น", self.restore)
        for button in (self.name_button, self.compare_button, self.restore_button):
            bar.addWidget(button)
        layout = QVBoxLayout(self)
        layout.addWidget(title)
        layout.addLayout(bar)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.details)
        self.setFocusProxy(self.table)

    def _button(self, picture: str, text: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(icon(picture), text, self)
        button.clicked.connect(lambda _checked=False: run())
        return button

    def refresh(self, changes: Changes | None) -> None:  # noqa: ARG002 - every change is a line of it
        chosen = self.project.currentData()
        self.project.blockSignals(True)
        self.project.clear()
        self.project.addItem("ทั้งแผน", None)
        for one in self.session.document.projects:
            self.project.addItem(f"{one.form} {one.title}", one.uuid)
        self.project.setCurrentIndex(max(0, self.project.findData(chosen)))
        self.project.blockSignals(False)
        self._list()

    def _list(self) -> None:
        words = [same_text_key(word) for word in self.search.text().split()]
        entries = self.session.workbook.history(self.project.currentData())
        self.model.names = {one.operation: one.name for one in versions(self.session.workbook)}
        self.model.show(
            [
                one
                for one in entries
                if all(word in same_text_key(f"{one.name} {one.author}") for word in words)
            ]
        )
        self.table.setCurrentIndex(self.model.index(0, 0))
        self._tell()

    def _tell(self) -> None:
        row = self.table.currentIndex().row()
        if not 0 <= row < len(self.model.entries):
            self.details.clear()
            return
        entry = self.model.entries[row]
        stands = entry.kind in ("create", "edit") and not entry.undone
        self.compare_button.setEnabled(stands)
        self.restore_button.setEnabled(stands and row > 0 and not self.session.read_only)
        lines = [line for line in map(field_told, entry.fields) if line]
        if self.project.currentData() is None:
            lines = ["เลือกโครงการในช่องด้านบนเพื่อดูว่าแต่ละครั้งเปลี่ยนช่องใดจากอะไรเป็นอะไร"]
        self.details.setPlainText(wrapping("\n".join([entry.name, *lines])))

    # ------------------------------------------------------------------ moments

    def ask_name(self) -> None:
        """A name for the plan as it is now, to find and to go back to."""
        ask_version_name(self.desk, self)

    def compare_with_now(self) -> None:
        """What differs between the chosen moment and now, below the list."""
        self._with_moment("เทียบสองช่วงเวลา", self._show_differences)

    def restore(self) -> None:
        """Make the plan what it was at the chosen moment; undo brings the present back."""
        self._with_moment("เตรียมกลับไปเป็นตอนนั้น", self._restore)

    def _with_moment(self, title: str, then: Callable[[HistoryEntry, PlanDocument], None]) -> None:
        row = self.table.currentIndex().row()
        if not 0 <= row < len(self.model.entries):
            return
        entry = self.model.entries[row]
        try:
            copy = copied(self.session.workbook)
        except UserError as error:
            self.desk.faults.tell(error)
            return

        def work(job: Job) -> PlanDocument:
            try:
                return document_at(copy, entry.uuid, job.progress)
            finally:
                shutil.rmtree(copy.parent, ignore_errors=True)

        job = self.desk.background.start(title, work, self)
        job.succeeded.connect(lambda document: then(entry, document))
        job.failed.connect(self.desk.faults.tell)

    def _show_differences(self, entry: HistoryEntry, document: PlanDocument) -> None:
        found = compare(document, self.session.document)
        lines = [line for one in found for line in _told_difference(one)]
        head = f"ตั้งแต่ “{entry.name}” ถึงตอนนี้ ต่างกัน {len(found):,} รายการ"
        self.details.setPlainText(wrapping("\n".join([head, *lines[:_MOST_LINES]])))

    def _restore(self, entry: HistoryEntry, document: PlanDocument) -> None:
        moment = entry.when.astimezone()
        name = self.model.names.get(entry.uuid) or f"{format_date(moment.date())} {moment:%H:%M}"
        self.session.replay(lambda: restore(self.session.workbook, document, name))


def ask_version_name(desk: Desk, parent: QWidget) -> None:
    """Ask for a name and give it to the present moment."""
    dialog = QInputDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle("ตั้งชื่อรุ่น")
    dialog.setLabelText("ชื่อรุ่นของแผนตอนนี้ เช่น ร่างก่อนประชุมคณะกรรมการ")
    dialog.textValueSelected.connect(lambda text: _name(desk, normalise(text)))
    dialog.open()


def _name(desk: Desk, name: str) -> None:
    if name:
        desk.session.replay(lambda: name_version(desk.session.workbook, name))


def _told_difference(one: RecordDifference) -> list[str]:
    word = {"added": "เพิ่ม", "removed": "ลบ", "changed": "แก้ไข"}[one.change]
    lines = [f"{word}{_KINDS_OF_RECORD.get(one.kind, '')} {one.name}"]
    for field, before, after in one.fields:
        told = field_told(FieldChange((field,), _plain(before), _plain(after)))
        lines += [f"    {told}"] if told else []
    return lines


def _plain(value: object) -> object:
    """A field of several values as words; amounts by year are summed."""
    if isinstance(value, dict):
        return sum(value.values())
    if isinstance(value, tuple):
        return f"{len(value):,} รายการ" if value else ""
    return value


def make(desk: Desk, _key: str) -> Page:
    return HistoryPage(desk)
