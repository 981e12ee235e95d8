"""The lines of the grid: projects, and above each group of them a heading with its sums."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QFont

from kkplanner.desktop.look import colours
from kkplanner.plan.model import Project
from kkplanner.thai.money import format_baht

if TYPE_CHECKING:
    from kkplanner.desktop.projects.columns import GridColumn


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A heading among the rows, with the sums of its group."""

    title: str
    count: int
    sums: dict[int, int]
    whole: int


Line = Project | GroupLine


def same_line(line: Line) -> tuple[str, str]:
    """What makes a line the same line, whatever it says now."""
    return ("", line.uuid) if isinstance(line, Project) else ("group", line.title)


def group_data(line: GroupLine, column: GridColumn, role: int) -> Any:  # noqa: ANN401 - as Qt has it
    """What Qt asks of a heading."""
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
