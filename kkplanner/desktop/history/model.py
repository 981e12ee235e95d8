"""The operations of a plan as rows, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kkplanner.thai.dates import format_date

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kkplanner.workbook import HistoryEntry

Index = QModelIndex | QPersistentModelIndex
HEADS: Final = ("เมื่อ", "ผู้ทำ", "สิ่งที่ทำ", "แถวที่เปลี่ยน", "สถานะหรือชื่อรุ่น")
WHAT: Final = 2
_STATUS: Final = 4
_KINDS: Final = {"create": "", "edit": "", "undo": "เลิกทำ: ", "redo": "ทำซ้ำ: "}
_NOWHERE: Final = QModelIndex()


def moment_text(entry: HistoryEntry) -> str:
    """Day and time of an operation as this computer's clock says: "1 ก.ค. 69 14:05"."""
    moment = entry.when.astimezone()
    return f"{format_date(moment.date(), 'short')} {moment:%H:%M}"


def exact_moment_text(entry: HistoryEntry) -> str:
    """The same with the month in full and to the second."""
    moment = entry.when.astimezone()
    return f"{format_date(moment.date())} {moment:%H:%M:%S}"


def done_text(entry: HistoryEntry) -> str:
    """What was done: "เลิกทำ: แก้ไขเป้าหมาย"."""
    return f"{_KINDS[entry.kind]}{entry.name}"


class HistoryModel(QAbstractTableModel):
    """Newest first. A row from which a comparison starts is marked."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: list[HistoryEntry] = []
        self.names: dict[str, str] = {}
        self._start = ""

    def show(self, entries: Sequence[HistoryEntry], names: Mapping[str, str]) -> None:
        """Other rows, and the names of those that the clerk named."""
        self.beginResetModel()
        self.entries = list(entries)
        self.names = dict(names)
        self.endResetModel()

    def mark_start(self, uuid: str) -> None:
        """The operation from which a comparison starts; empty: none."""
        self._start = uuid
        if self.entries:
            self.dataChanged.emit(self.index(0, _STATUS), self.index(len(self.entries) - 1, _STATUS))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            HEADS[section] if orientation is Qt.Orientation.Horizontal else str(len(self.entries) - section)
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        entry = self.entries[index.row()]
        return (
            exact_moment_text(entry),
            entry.author or "ไม่ระบุชื่อ",
            done_text(entry),
            f"{entry.changes:,}",
            self._status(entry),
        )[index.column()]

    def _status(self, entry: HistoryEntry) -> str:
        start = "◆ เริ่มเทียบจากที่นี่" if entry.uuid == self._start else ""
        name = "ถูกเลิกทำแล้ว" if entry.undone else self.names.get(entry.uuid, "")
        return " · ".join(filter(None, (start, name)))
