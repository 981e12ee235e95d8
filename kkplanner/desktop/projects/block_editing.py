"""What changes cells of the grid in blocks: paste, cut, fill, empty; each is one named operation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from kkplanner.desktop.projects.block import BlockChange, filled, filled_right, moved, pasted, spread
from kkplanner.desktop.projects.clipboard import read_block, write_block
from kkplanner.desktop.projects.moving import row_beside
from kkplanner.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kkplanner.desktop.faults import Faults
    from kkplanner.desktop.projects.columns import GridColumn
    from kkplanner.desktop.projects.model import ProjectsModel
    from kkplanner.desktop.projects.view import GridView
    from kkplanner.desktop.session import PlanSession
    from kkplanner.plan.model import Project
    from kkplanner.workbook import Operation


@dataclass(frozen=True)
class CutBlock:
    """Cells that stay until they are laid elsewhere, as in Excel."""

    text: str  # as it lies on the clipboard
    cells: dict[str, list[str]]  # keys of columns by Project.uuid


class BlockEditing(QObject):
    """Works on what is selected in one grid.

    Signals:
        pasted: (list[str]) the records that a paste changed or added.
    """

    pasted = Signal(object)

    def __init__(
        self, session: PlanSession, faults: Faults, model: ProjectsModel, grid: GridView, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._faults = faults
        self._model = model
        self._grid = grid
        self._cut: CutBlock | None = None

    # ------------------------------------------------------------------ copy, cut and paste

    def copy(self) -> None:
        """The selected block onto the clipboard, as Excel takes it."""
        self.release()
        model, document = self._model, self._session.document
        columns = [model.columns[number] for number in self._grid.selected_columns()]
        projects = [one for row in self._grid.selected_rows() if (one := model.project_at(row)) is not None]
        rows = [[column.shown(project, document) for column in columns] for project in projects]
        QGuiApplication.clipboard().setText(write_block(rows))

    def cut(self) -> None:
        """The selected cells are marked; a paste moves them, Escape leaves them where they are."""
        if self._session.read_only:
            return
        self.copy()
        cells = {one.uuid: [column.key for column in columns] for one, columns in self._selected()}
        self._cut = CutBlock(QGuiApplication.clipboard().text(), cells)
        self._model.mark_cut(cells)

    def release(self) -> None:
        """What was cut stays where it is."""
        if self._cut is not None:
            self._cut = None
            self._model.mark_cut({})

    def paste(self) -> None:
        """A block from Excel or from here, from the current cell on; rows beyond the end become new records."""
        text = QGuiApplication.clipboard().text()
        if self._session.read_only or not text:
            return
        try:
            block = read_block(text)
        except UserError as error:
            self._faults.tell(error)
            return
        cut = self._cut if self._cut is not None and self._cut.text == text else None
        self.release()
        current = self._grid.currentIndex()
        chosen = self._grid.selected_columns()
        rows = self._grid.selected_rows()
        # A block goes in at the upper left of what is selected, wherever the selection was begun.
        first_row = rows[0] if rows else max(current.row(), 0)
        first_column = chosen[0] if chosen and chosen[0] >= 0 else max(current.column(), 0)
        columns = [self._model.columns[one] for one in self._grid.columns_from(first_column)]
        below = [
            one for row in range(first_row, self._model.rowCount()) if (one := self._model.project_at(row))
        ]
        targets = below[: len(block)] if current.isValid() else []
        if len(block) == 1 and len(block[0]) == 1 and len(self._grid.selectedIndexes()) > 1 and cut is None:
            self.spread(block[0][0], "วางในทุกช่องที่เลือก")
            return
        document, form = self._session.document, self._model.form
        name = f"วาง {len(block):,} แถว"
        if cut is None:
            change = pasted(block, targets, columns, document, form)
        else:
            name = f"ย้าย {len(block):,} แถว"
            change = moved(block, self._emptied(cut), targets, columns, document, form)
        if self._carry_out(name, change, after=targets[-1] if targets else None):
            laid = {one.uuid for one in targets} | {one.uuid for one in change.added}
            self.pasted.emit([one.uuid for one in (*change.updated, *change.added) if one.uuid in laid])

    def _emptied(self, cut: CutBlock) -> BlockChange:
        by_key = {column.key: column for column in self._model.columns}
        cells = [
            (one, [by_key[key] for key in cut.cells[one.uuid]])
            for one in self._session.document.projects
            if one.uuid in cut.cells
        ]
        return spread("", cells, self._session.document)

    # ------------------------------------------------------------------ fill and empty

    def fill_down(self) -> None:
        """The cells of the first selected row copied into the others; of a single row, those of the row above."""
        chosen = self._grid.selected_rows()
        projects = [one for row in chosen if (one := self._model.project_at(row)) is not None]
        if len(projects) == 1:
            above = self._model.project_at(row_beside(self._model, chosen[0], -1))
            projects = [above, *projects] if above is not None else []
        columns = [self._model.columns[one] for one in self._grid.selected_columns()]
        if len(projects) > 1:
            self._carry_out("เติมลง", filled(projects[0], projects[1:], columns, self._session.document))

    def fill_right(self) -> None:
        """The cells of the first selected column copied into the others; of a single column, those left of it."""
        shown, chosen = self._grid.shown_columns(), self._grid.selected_columns()
        if len(chosen) == 1 and chosen[0] in shown[1:]:
            chosen = [shown[shown.index(chosen[0]) - 1], *chosen]
        projects = [
            one for row in self._grid.selected_rows() if (one := self._model.project_at(row)) is not None
        ]
        columns = [self._model.columns[one] for one in chosen]
        if len(columns) > 1:
            self._carry_out("เติมไปทางขวา", filled_right(projects, columns, self._session.document))

    def clear(self) -> None:
        """Empty the selected cells."""
        self.spread("", "ล้างช่องที่เลือก")

    def spread(self, text: str, name: str = "ใส่ข้อความเดียวกันในช่องที่เลือก") -> None:
        """One text into every selected cell."""
        self._carry_out(name, spread(text, self._selected(), self._session.document))

    # ------------------------------------------------------------------

    def _selected(self) -> Sequence[tuple[Project, list[GridColumn]]]:
        cells: dict[int, list[int]] = {}
        for index in self._grid.selectedIndexes() or [self._grid.currentIndex()]:
            cells.setdefault(index.row(), []).append(index.column())
        return [
            (project, [self._model.columns[one] for one in columns])
            for row, columns in sorted(cells.items())
            if (project := self._model.project_at(row)) is not None
        ]

    def _carry_out(self, name: str, change: BlockChange, after: Project | None = None) -> bool:
        """Do it as one operation and tell what could not be taken; whether anything was done."""
        done = False
        if change:
            before = self._model.behind(after) if after is not None else None

            def apply(operation: Operation) -> None:
                if change.updated:
                    operation.update(*change.updated)
                if change.added:
                    operation.add(*change.added, before=before)

            done = self._session.do(name, apply) is not None
        if change.refused:
            count = len(change.refused)
            more = f" และอีก {count - 1:,} ช่อง" if count > 1 else ""
            self._faults.tell(UserError(f"{change.refused[0]}{more}"))
        return done
