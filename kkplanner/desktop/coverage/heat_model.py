"""The heat map as a tree table: ประเด็น and below it แนวทาง, a column for each year."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor

from kkplanner.desktop.look import colours
from kkplanner.thai.money import SATANG_PER_BAHT, format_baht

if TYPE_CHECKING:
    from kkplanner.alignment.coverage import Coverage, Figures

Index = QModelIndex | QPersistentModelIndex
_WARMEST: Final = 0.75  # share of the accent in the fullest cell
_FAINTEST: Final = 0.12


class Measure(Enum):
    PROJECTS = "projects"
    BAHT = "baht"


@dataclass(eq=False)
class Line:
    """A ประเด็น or one of its แนวทาง with its figures."""

    code: str
    text: str
    figures: Figures
    parent: Line | None = None
    children: list[Line] = field(default_factory=list)

    @property
    def row(self) -> int:
        return 0 if self.parent is None else self.parent.children.index(self)


class HeatModel(QAbstractItemModel):
    """Columns: text, years, all years."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._root: Line | None = None
        self._most: dict[int, int] = {}
        self.years: tuple[int, ...] = ()
        self.measure = Measure.PROJECTS

    def show(self, covered: Coverage, measure: Measure) -> None:
        """The figures of a coverage, counted in projects or in baht."""
        self.beginResetModel()
        self.years, self.measure = covered.years, measure
        root = Line("", "", covered.total)
        for node in covered.framework.nodes_at("issue"):
            issue = Line(node.code, node.text, covered.figures(node.code), root)
            root.children.append(issue)
            for child in covered.framework.children(node.code):
                if child.level == "approach":
                    issue.children.append(Line(child.code, child.text, covered.figures(child.code), issue))
        self._root = root
        # Warmth is compared within a level: an issue always has more than one of its approaches.
        self._most = {
            0: max((self._value(one, year) for one in root.children for year in self.years), default=0),
            1: max(
                (
                    self._value(one, year)
                    for top in root.children
                    for one in top.children
                    for year in self.years
                ),
                default=0,
            ),
        }
        self.endResetModel()

    def line(self, index: Index) -> Line | None:
        """What stands at an index; the whole plan for an invalid one."""
        line = index.internalPointer() if index.isValid() else None
        return line if isinstance(line, Line) else self._root

    def year(self, column: int) -> int | None:
        """The year (พ.ศ.) of a column; None for the text and the sum."""
        return self.years[column - 1] if 1 <= column <= len(self.years) else None

    # ------------------------------------------------------------------ Qt's questions

    def index(self, row: int, column: int, parent: Index | None = None) -> QModelIndex:
        above = self._root if parent is None else self.line(parent)
        if above is not None and 0 <= row < len(above.children) and 0 <= column < self.columnCount():
            return self.createIndex(row, column, above.children[row])
        return QModelIndex()

    def parent(self, index: Index | None = None) -> Any:  # noqa: ANN401 - Qt has two of them
        if index is None:
            return super().parent()
        line = self.line(index)
        above = None if line is None else line.parent
        if above is None or above is self._root:
            return QModelIndex()
        return self.createIndex(above.row, 0, above)

    def rowCount(self, parent: Index | None = None) -> int:
        if parent is not None and parent.column() > 0:
            return 0
        line = self._root if parent is None else self.line(parent)
        return 0 if line is None else len(line.children)

    def columnCount(self, _parent: Index | None = None) -> int:
        return 2 + len(self.years)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        year = self.year(section)
        if year is not None:
            return str(year)
        return "รวม" if section else "ประเด็นและแนวทางของ อบจ."

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        line = self.line(index)
        if not index.isValid() or line is None:
            return None
        year = self.year(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(line, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{line.code} {line.text}\n{self._told(line, year)}"
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column():
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.BackgroundRole and year is not None:
            return self._warmth(line, year)
        return None

    def _shown(self, line: Line, column: int) -> str:
        if column == 0:
            return f"{line.code}  {line.text}"
        value = self._value(line, self.year(column))
        if not value:
            return "–"
        return f"{value:,}" if self.measure is Measure.PROJECTS else format_baht(value)

    def _told(self, line: Line, year: int | None) -> str:
        figures = line.figures
        count = figures.projects if year is None else figures.projects_by_year[year]
        satang = figures.satang if year is None else figures.satang_by_year[year]
        when = "ทุกปี" if year is None else f"ปี {year}"
        return f"{when}: {count:,} โครงการ {format_baht(satang // SATANG_PER_BAHT * SATANG_PER_BAHT)} บาท"

    def _value(self, line: Line, year: int | None) -> int:
        figures = line.figures
        if self.measure is Measure.PROJECTS:
            return figures.projects if year is None else figures.projects_by_year[year]
        return figures.satang if year is None else figures.satang_by_year[year]

    def _warmth(self, line: Line, year: int) -> QBrush | None:
        most = self._most[0 if line.parent is self._root else 1]
        value = self._value(line, year)
        if not most or not value:
            return None
        colour = QColor(colours().accent)
        colour.setAlphaF(_FAINTEST + (_WARMEST - _FAINTEST) * (value / most) ** 0.5)
        return QBrush(colour)
