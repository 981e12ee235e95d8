"""ประวัติ: every operation with who and when; what it changed; back to a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableView,
    QTextBrowser,
    QVBoxLayout,
)

from kkplanner.desktop.page import Desk, Page
from kkplanner.desktop.project_panel.history_box import field_told
from kkplanner.desktop.thai_text import wrapping
from kkplanner.thai.dates import format_date
from kkplanner.thai.normalise import same_text_key

if TYPE_CHECKING:
    from kkplanner.workbook import Changes, HistoryEntry

Index = QModelIndex | QPersistentModelIndex
_HEADS: Final = ("เมื่อ", "ผู้ทำ", "สิ่งที่ทำ", "แถวที่เปลี่ยน", "สถานะ")
_KINDS: Final = {"create": "", "edit": "", "undo": "เลิกทำ: ", "redo": "ทำซ้ำ: "}
_WHAT: Final = 2


class HistoryModel(QAbstractTableModel):
    """Newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: list[HistoryEntry] = []

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
            "ถูกเลิกทำแล้ว" if entry.undone else "",
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
        for column, width in ((0, 235), (1, 150), (3, 110), (4, 120)):
            self.table.setColumnWidth(column, width)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._tell())
        self.details = QTextBrowser(self)
        self.details.setAccessibleName("รายละเอียดของรายการที่เลือก")
        self.details.setFixedHeight(150)
        bar = QHBoxLayout()
        bar.addWidget(self.search, 1)
        bar.addWidget(self.project, 1)
        layout = QVBoxLayout(self)
        layout.addWidget(title)
        layout.addLayout(bar)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.details)

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
        lines = [line for line in map(field_told, entry.fields) if line]
        if self.project.currentData() is None:
            lines = ["เลือกโครงการในช่องด้านบนเพื่อดูว่าแต่ละครั้งเปลี่ยนช่องใดจากอะไรเป็นอะไร"]
        self.details.setPlainText(wrapping("\n".join([entry.name, *lines])))


def make(desk: Desk, _key: str) -> Page:
    return HistoryPage(desk)
