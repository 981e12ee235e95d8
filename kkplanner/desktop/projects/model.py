"""The rows of one form as Qt's views see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont

from kkplanner.desktop.look import colours
from kkplanner.desktop.projects.columns import GridColumn, Kind, columns_of
from kkplanner.errors import UserError
from kkplanner.plan.choosing import Chooser, ProjectFilter, grouped, sums_by_year
from kkplanner.plan.model import Project
from kkplanner.thai.money import format_baht

if TYPE_CHECKING:
    from kkplanner.alignment.check import Finding
    from kkplanner.desktop.session import PlanSession
    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.kinds import Form

Index = QModelIndex | QPersistentModelIndex
PROJECT_ROLE: Final = Qt.ItemDataRole.UserRole
COLUMN_ROLE: Final = Qt.ItemDataRole.UserRole + 1
_LONGEST_SHOWN: Final = 300


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A heading among the rows, with the sums of its group."""

    title: str
    count: int
    sums: dict[int, int]
    whole: int


Line = Project | GroupLine


class ProjectsModel(QAbstractTableModel):
    """Reads the session's plan; writes through its operations.

    Signals:
        refused: (UserError) what was typed cannot be taken.
        arranged: the rows shown are others now (filter, sort, grouping, records added or removed).
    """

    refused = Signal(object)
    arranged = Signal()

    def __init__(self, session: PlanSession, form: Form, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.form = form
        self.columns = columns_of(form, session.document.plan.period.years)
        self.filter = ProjectFilter()
        self.grouping = True
        self._session = session
        self._chooser = Chooser()
        self._sorted: tuple[int, bool] | None = None
        self._lines: list[Line] = []
        self._rows: dict[str, int] = {}
        self._order: list[str] = []
        self._prepared = 0
        self._findings: dict[str, list[Finding]] = {}
        self._document: PlanDocument = session.document
        self.arrange()

    # ------------------------------------------------------------------ what stands where

    @property
    def document(self) -> PlanDocument:
        """The plan as shown."""
        return self._document

    @property
    def projects(self) -> list[Project]:
        """The rows shown, group lines left out."""
        return [line for line in self._lines if isinstance(line, Project)]

    def project_at(self, row: int) -> Project | None:
        """None for a group line and beyond the last row."""
        line = self._lines[row] if 0 <= row < len(self._lines) else None
        return line if isinstance(line, Project) else None

    def row_of(self, uuid: str) -> int | None:
        """Where a record is shown now."""
        return self._rows.get(uuid)

    def column_of(self, field: str) -> int | None:
        """The column of a field as findings and places name it ("target", "own_budgets.2571")."""
        for number, column in enumerate(self.columns):
            if field == column.key or column.key.startswith(f"{field}."):
                return number
        return None

    def sums(self) -> tuple[dict[int, int], int]:
        """Of the rows shown, in satang by year and in all."""
        return sums_by_year(self.projects, self._document.plan.period.years)

    # ------------------------------------------------------------------ arranging

    def arrange(self) -> None:
        """Choose, sort and group anew.

        The rows go and come instead of a reset, which would make the views forget hidden and moved columns.
        """
        self._document = self._session.document
        projects = self._chooser.choose(self._document, self.form, self.filter)
        if self._sorted is not None:
            column, descending = self.columns[self._sorted[0]], self._sorted[1]
            projects = self._chooser.sort(
                projects, lambda one: column.sorted_by(one, self._document), descending=descending
            )
        lines: list[Line] = self._grouped(projects) if self.grouping else list(projects)
        if lines and [_same_line(one) for one in lines] == [_same_line(one) for one in self._lines]:
            # The cell that is current stays: nothing came, went or moved.
            self._lines = lines
            self._order = self._plan_order()
            self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, len(self.columns) - 1))
            self.arranged.emit()
            return
        if self._lines:
            self.beginRemoveRows(QModelIndex(), 0, len(self._lines) - 1)
            self._lines, self._rows = [], {}
            self.endRemoveRows()
        if lines:
            self.beginInsertRows(QModelIndex(), 0, len(lines) - 1)
            self._lines = lines
            self._rows = {line.uuid: row for row, line in enumerate(lines) if isinstance(line, Project)}
            self.endInsertRows()
        self._order = self._plan_order()
        self.arranged.emit()

    def show_filter(self, wanted: ProjectFilter) -> None:
        self.filter = wanted
        self.arrange()

    def show_groups(self, grouping: bool) -> None:
        self.grouping = grouping
        self.arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By a column; -1 brings the plan's own order back."""
        self._sorted = None if column < 0 else (column, order == Qt.SortOrder.DescendingOrder)
        self.arrange()

    def prepare_sorting(self, rows: int) -> bool:
        """Work out the order of so many more titles; whether there are any left."""
        end = self._prepared + rows
        self._chooser.learn_order(line.title for line in self._lines[self._prepared : end])
        self._prepared = end
        return end < len(self._lines)

    @property
    def in_plan_order(self) -> bool:
        """Rows can be moved only where they stand as the plan has them."""
        return self._sorted is None

    def take_updates(self, uuids: frozenset[str]) -> None:
        """Records changed in place: only their rows are drawn anew, unless they no longer belong where they stand."""
        fresh = {one.uuid: one for one in self._session.document.projects if one.uuid in uuids}
        rows = {uuid: row for uuid in uuids if (row := self._rows.get(uuid)) is not None}
        stays = all(
            uuid in rows and one.form is self.form and self._keeps_place(one, self._lines[rows[uuid]])
            for uuid, one in fresh.items()
        )
        if (
            not stays
            or not self.filter.is_empty
            or self._sorted is not None
            or self._order != self._plan_order()
        ):
            self.arrange()
            return
        self._document = self._session.document
        for uuid, row in rows.items():
            self._lines[row] = fresh[uuid]
        if self.grouping:
            self._sum_groups()
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._lines) - 1, len(self.columns) - 1))
        else:
            for row in rows.values():
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))
        self.arranged.emit()

    def take_findings(self, findings: dict[str, list[Finding]]) -> None:
        """Findings of the check by record; shown as marks in their cells."""
        self._findings = findings
        if self._lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._lines) - 1, len(self.columns) - 1))

    def findings_at(self, row: int, column: int) -> list[Finding]:
        """What the check says of one cell."""
        project = self.project_at(row)
        if project is None:
            return []
        key = self.columns[column].key
        return [
            one
            for one in self._findings.get(project.uuid, ())
            if one.field == key or (one.field and key.startswith(f"{one.field}."))
        ]

    def _plan_order(self) -> list[str]:
        return [one.uuid for one in self._session.document.projects if one.form is self.form]

    def _keeps_place(self, fresh: Project, line: Line) -> bool:
        return isinstance(line, Project) and (not self.grouping or fresh.issue == line.issue)

    def _grouped(self, projects: list[Project]) -> list[Line]:
        lines: list[Line] = []
        for group in grouped(self._document, projects):
            lines += [self._group_line(group.title, group.projects), *group.projects]
        return lines

    def _group_line(self, title: str, projects: tuple[Project, ...]) -> GroupLine:
        sums, whole = sums_by_year(projects, self._document.plan.period.years)
        return GroupLine(title, len(projects), sums, whole)

    def _sum_groups(self) -> None:
        heads = [row for row, line in enumerate(self._lines) if isinstance(line, GroupLine)]
        for head, end in zip(heads, [*heads[1:], len(self._lines)], strict=True):
            line = self._lines[head]
            below = tuple(one for one in self._lines[head + 1 : end] if isinstance(one, Project))
            if isinstance(line, GroupLine):
                self._lines[head] = self._group_line(line.title, below)

    # ------------------------------------------------------------------ Qt's questions

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.project_at(index.row()) is None:
            return flags
        if self.columns[index.column()].typed is not None and not self._session.read_only:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - as Qt has it
        if orientation is Qt.Orientation.Horizontal:
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                return self.columns[section].title if section < len(self.columns) else None
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._number(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - as Qt has it
        if not index.isValid():
            return None
        line, column = self._lines[index.row()], self.columns[index.column()]
        if isinstance(line, GroupLine):
            return _group_data(line, column, role)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            text = column.shown(line, self._document)
            return text if role == Qt.ItemDataRole.EditRole else text[:_LONGEST_SHOWN]
        if role == Qt.ItemDataRole.TextAlignmentRole and column.kind in (Kind.MONEY, Kind.NUMBER):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = Qt.AlignmentFlag.AlignRight if column.key == "budgets" else Qt.AlignmentFlag.AlignLeft
            return int(right | Qt.AlignmentFlag.AlignTop)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(index.row(), index.column())
        if role == PROJECT_ROLE:
            return line.uuid
        if role == COLUMN_ROLE:
            return column.key
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: ANN401
        project = self.project_at(index.row())
        column = self.columns[index.column()]
        if role != Qt.ItemDataRole.EditRole or project is None or column.typed is None:
            return False
        try:
            changed = column.typed(project, str(value), self._document)
        except UserError as error:
            self.refused.emit(error)
            return False
        if changed == project:
            return True
        return (
            self._session.do(f"แก้ไข{column.title}", lambda operation: operation.update(changed)) is not None
        )

    # ------------------------------------------------------------------

    def _number(self, row: int) -> str:
        """ที่: counted within its group, as the form prints it."""
        if self.project_at(row) is None:
            return ""
        number = 1
        while row > 0 and isinstance(self._lines[row - 1], Project):
            row -= 1
            number += 1
        return str(number)

    def _tip(self, row: int, column: int) -> str | None:
        found = self.findings_at(row, column)
        if not found:
            return None
        return "\n".join(f"{one.severity.thai}: {one.message}" for one in found)


def _same_line(line: Line) -> tuple[str, str]:
    """What makes a line the same line, whatever it says now."""
    return ("", line.uuid) if isinstance(line, Project) else ("group", line.title)


def _group_data(line: GroupLine, column: GridColumn, role: int) -> Any:  # noqa: ANN401
    if role == Qt.ItemDataRole.DisplayRole:
        if column.key == "title":
            return f"{line.title}  ({line.count:,})"
        if column.year is not None:
            return format_baht(line.sums[column.year])
        return format_baht(line.whole) if column.key == "budgets" else None
    if role == Qt.ItemDataRole.FontRole:
        font = QFont()
        font.setBold(True)
        return font
    if role == Qt.ItemDataRole.BackgroundRole:
        return QBrush(QColor(colours().window))
    if role == Qt.ItemDataRole.ToolTipRole:
        return line.title
    if role == Qt.ItemDataRole.TextAlignmentRole and (column.is_money or column.key == "budgets"):
        return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return None
