"""Records of one kind as a table; the last, empty line adds one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from kkplanner.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kkplanner.desktop.session import PlanSession

Index = QModelIndex | QPersistentModelIndex
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class RecordColumn(Generic[R]):
    """One column of a small table.

    Attributes:
        title: Thai.
        width: px at the usual size of letters.
        shown: the text of a cell.
        typed: the record with what was typed; may raise a UserError. None: it cannot be typed.
        choices: proposals; empty: none.
        right: numbers stand right.
    """

    title: str
    width: int
    shown: Callable[[R], str]
    typed: Callable[[R, str], R] | None = None
    choices: Callable[[], Sequence[str]] | None = None
    right: bool = False


class RecordsModel(QAbstractTableModel, Generic[R]):
    """Reads and writes through the session.

    Signals:
        refused: (UserError).
    """

    refused = Signal(object)

    def __init__(
        self,
        session: PlanSession,
        name: str,
        read: Callable[[], Sequence[R]],
        fresh: Callable[[], R] | None,
        columns: Sequence[RecordColumn[R]],
        parent: QObject | None = None,
    ) -> None:
        """A table of records.

        Args:
            session: the plan.
            name: Thai, of the record: "หมู่บ้าน".
            read: the records now.
            fresh: an empty one; None: none can be added here.
            columns: what is shown.
            parent: owner.
        """
        super().__init__(parent)
        self._session = session
        self._name = name
        self._read = read
        self._fresh = fresh
        self.columns = tuple(columns)
        self.records: list[R] = []
        self._has_line = True  # the last, empty line is there
        self.refresh()

    @property
    def adds(self) -> bool:
        return self._fresh is not None and not self._session.read_only

    def refresh(self) -> None:
        """The records as the plan has them now."""
        records = list(self._read())
        if records == self.records and self.rowCount():
            return
        before = [_identity(one) for one in self.records]
        after = [_identity(one) for one in records]
        if after[: len(before)] == before and self.rowCount():
            # The cell that is current, and one being typed in, stay: lines are added behind the known ones only.
            if len(after) > len(before):
                self._grow(records, len(before), len(after))
            else:
                self.records = records
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(self.columns) - 1))
            return
        self.beginResetModel()
        self.records = records
        self.endResetModel()

    def _grow(self, records: list[R], before: int, after: int) -> None:
        """The line that adds becomes the first new record, where its editor may be open; another one follows."""
        if not self.adds:
            self.beginInsertRows(QModelIndex(), before, after - 1)
            self.records = records
            self.endInsertRows()
            return
        self._has_line = False
        self.records = records[: before + 1]
        self.dataChanged.emit(self.index(before, 0), self.index(before, len(self.columns) - 1))
        self.beginInsertRows(QModelIndex(), before + 1, after)
        self.records = records
        self._has_line = True
        self.endInsertRows()

    def record(self, row: int) -> R | None:
        """None for the line that adds."""
        return self.records[row] if 0 <= row < len(self.records) else None

    def paste(self, row: int, column: int, block: Sequence[Sequence[str]]) -> None:
        """A block from Excel, from a cell on; lines beyond the end add records. One operation."""
        updated: list[R] = []
        added: list[R] = []
        for place, cells in enumerate(block, start=row):
            before = self.record(place)
            if before is None:
                if self._fresh is None or not any(cell.strip() for cell in cells):
                    continue
                before = self._fresh()
            after = before
            for text, one in zip(cells, self.columns[column:], strict=False):
                if one.typed is not None:
                    try:
                        after = one.typed(after, text)
                    except UserError as error:
                        self.refused.emit(error)
            if self.record(place) is None:
                added.append(after)
            elif after != before:
                updated.append(after)
        self._write(f"วาง{self._name} {len(updated) + len(added):,} แถว", updated, added)

    def spread(self, name: str, cells: Iterable[tuple[int, int]], texts: Callable[[int], str]) -> None:
        """Texts into cells of known records, as one operation.

        Args:
            name: of the operation, Thai.
            cells: row and column of each.
            texts: what goes into a column.
        """
        after: dict[int, R] = {}
        for row, number in cells:
            record, typed = after.get(row, self.record(row)), self.columns[number].typed
            if record is None or typed is None:
                continue
            try:
                after[row] = typed(record, texts(number))
            except UserError as error:
                self.refused.emit(error)
        self._write(name, [one for row, one in after.items() if one != self.record(row)], [])

    def remove(self, rows: Sequence[int]) -> None:
        """Take records out of the plan; undo brings them back."""
        gone: list[Any] = [one for row in rows if (one := self.record(row)) is not None]
        if gone:
            self._session.do(f"ลบ{self._name}", lambda operation: operation.remove(*gone))

    def _write(self, name: str, updated: list[R], added: list[R]) -> None:
        changed: list[Any] = list(updated)
        fresh: list[Any] = list(added)
        if not changed and not fresh:
            return

        def change(operation: Any) -> None:  # noqa: ANN401 - records of any kind
            if changed:
                operation.update(*changed)
            if fresh:
                operation.add(*fresh)

        self._session.do(name, change)

    # ------------------------------------------------------------------ Qt's questions

    def rowCount(self, parent: Index | None = None) -> int:
        return (
            0
            if parent is not None and parent.isValid()
            else len(self.records) + (self.adds and self._has_line)
        )

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return self.columns[section].title
        return str(section + 1) if section < len(self.records) else "+"

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        typed = index.isValid() and self.columns[index.column()].typed is not None
        return flags | Qt.ItemFlag.ItemIsEditable if typed and not self._session.read_only else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        if not index.isValid():
            return None
        column, record = self.columns[index.column()], self.record(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            if record is None:
                widest = max(range(len(self.columns)), key=lambda one: self.columns[one].width)
                hint = f"เพิ่ม{self._name}…" if index.column() == widest else ""
                return hint if role == Qt.ItemDataRole.DisplayRole else ""
            return column.shown(record)
        if role == Qt.ItemDataRole.ToolTipRole and record is not None:
            return column.shown(record)
        if role == Qt.ItemDataRole.TextAlignmentRole and column.right:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: ANN401
        column = self.columns[index.column()]
        if role != Qt.ItemDataRole.EditRole or column.typed is None:
            return False
        before = self.record(index.row())
        text = str(value)
        if before is None and (self._fresh is None or not text.strip()):
            return False
        start = before if before is not None else self._fresh() if self._fresh is not None else None
        assert start is not None  # noqa: S101 - one of the two stands
        try:
            after = column.typed(start, text)
        except UserError as error:
            self.refused.emit(error)
            return False
        if before is None:
            self._write(f"เพิ่ม{self._name}", [], [after])
        elif after != before:
            self._write(f"แก้ไข{self._name}", [after], [])
        return True


def _identity(record: object) -> object:
    """What makes a record the same record, whatever it says now."""
    return getattr(record, "uuid", None)
