"""What changes rows of the grid: new ones, copies, places, blocks of cells; each is one named operation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kkplanner.desktop.projects.block import BlockChange, cleared, filled, pasted
from kkplanner.desktop.projects.clipboard import read_block
from kkplanner.errors import UserError
from kkplanner.plan.model import Project, new_uuid

if TYPE_CHECKING:
    from kkplanner.desktop.faults import Faults
    from kkplanner.desktop.projects.filter_bar import FilterBar
    from kkplanner.desktop.projects.model import ProjectsModel
    from kkplanner.desktop.projects.view import GridView
    from kkplanner.desktop.session import PlanSession
    from kkplanner.plan.kinds import Form
    from kkplanner.workbook import Operation


class RowEditing(QObject):
    """Works on what is selected in one grid.

    Signals:
        removing: the current row is about to go.
    """

    removing = Signal()

    def __init__(
        self,
        session: PlanSession,
        faults: Faults,
        form: Form,
        model: ProjectsModel,
        grid: GridView,
        bar: FilterBar,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._faults = faults
        self._form = form
        self._model = model
        self._grid = grid
        self._bar = bar

    # ------------------------------------------------------------------ rows

    def insert(self) -> None:
        """A new row below the current one, in its group, ready to be typed."""
        current = self._model.project_at(self._grid.currentIndex().row())
        fresh = Project(
            form=self._form,
            title="",
            issue=current.issue if current else (self._bar.issue.currentData() or None),
            approach=current.approach if current else None,
            programme=current.programme if current else "",
            agency=current.agency if current else "",
        )
        before = self._after(current)
        if self._session.do("เพิ่มรายการ", lambda operation: operation.add(fresh, before=before)):
            self._edit_new(fresh.uuid)

    def duplicate(self) -> None:
        """A copy of each selected row, below it."""
        chosen = self._chosen()
        if not chosen:
            return
        copies = {one.uuid: self._copy(one) for one in chosen}

        def change(operation: Operation) -> None:
            for one in chosen:
                operation.add(copies[one.uuid], before=self._after(one))

        if self._session.do("ทำซ้ำรายการ", change):
            self._go_to(copies[chosen[-1].uuid].uuid)

    def delete(self) -> None:
        """The selected rows; undo brings them back."""
        chosen = self._chosen()
        if chosen:
            row = self._grid.currentIndex().row()
            self.removing.emit()
            self._session.do(f"ลบ {len(chosen):,} รายการ", lambda operation: operation.remove(*chosen))
            self._grid.show_cell(min(row, self._model.rowCount() - 1), 0)

    def move_row(self, rows: int) -> None:
        """The selected rows one place up or down within their group, together."""
        chosen = self._grid.selected_rows()
        moved = self._chosen()
        if not moved or not self._may_move():
            return
        beside = self._model.project_at(chosen[0] - 1 if rows < 0 else chosen[-1] + 1)
        if beside is None:
            return
        before = beside.uuid if rows < 0 else self._after(beside)
        current = self._model.project_at(self._grid.currentIndex().row()) or moved[0]

        def change(operation: Operation) -> None:
            for one in moved:
                operation.move(one.uuid, before=before)

        if self._session.do("เลื่อนลำดับ", change):
            self._go_to(current.uuid)
            self._grid.select_rows(
                [row for one in moved if (row := self._model.row_of(one.uuid)) is not None]
            )

    def drop(self, row: int, at: int) -> None:
        """A row dragged by its number to the place of another, into that one's group."""
        moved, beside = self._model.project_at(row), self._model.project_at(at)
        if moved is None or beside is None or moved is beside or not self._may_move():
            return
        before = beside.uuid if at < row else self._after(beside)
        target = replace(
            moved, issue=beside.issue, approach=moved.approach if beside.issue == moved.issue else None
        )

        def change(operation: Operation) -> None:
            operation.update(target)
            operation.move(moved.uuid, before=before)

        if self._session.do("เลื่อนลำดับ", change):
            self._go_to(moved.uuid)

    def _may_move(self) -> bool:
        if not self._model.in_plan_order:
            self._faults.tell(
                UserError("ตารางกำลังเรียงตามคอลัมน์ ลำดับในแผนยังเหมือนเดิม กรุณากด “กลับเป็นลำดับตามแผน” แล้วเลื่อนอีกครั้ง")
            )
        return self._model.in_plan_order

    # ------------------------------------------------------------------ blocks

    def paste(self, text: str) -> None:
        """A block from Excel, from the current cell on; rows beyond the end become new records."""
        if self._session.read_only or not text:
            return
        try:
            block = read_block(text)
        except UserError as error:
            self._faults.tell(error)
            return
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
        single = len(block) == 1 and len(block[0]) == 1
        if single and len(self._grid.selected_rows()) > 1:
            targets = self._chosen()
            block = block * len(targets)
        change = pasted(block, targets, columns, self._session.document, self._form)
        self._carry_out(f"วาง {len(block):,} แถว", change, after=targets[-1] if targets else None)

    def fill_down(self) -> None:
        """The cells of the first selected row copied into the others."""
        chosen = self._chosen()
        columns = [self._model.columns[one] for one in self._grid.selected_columns()]
        if len(chosen) > 1:
            self._carry_out("เติมลง", filled(chosen[0], chosen[1:], columns, self._session.document))

    def clear_cells(self) -> None:
        """Empty the selected cells."""
        cells: dict[int, list[int]] = {}
        for index in self._grid.selectedIndexes():
            cells.setdefault(index.row(), []).append(index.column())
        targets = [
            (project, [self._model.columns[one] for one in columns])
            for row, columns in sorted(cells.items())
            if (project := self._model.project_at(row)) is not None
        ]
        self._carry_out("ล้างช่องที่เลือก", cleared(targets, self._session.document))

    def _carry_out(self, name: str, change: BlockChange, after: Project | None = None) -> None:
        if change:
            before = self._after(after) if after is not None else None

            def apply(operation: Operation) -> None:
                if change.updated:
                    operation.update(*change.updated)
                if change.added:
                    operation.add(*change.added, before=before)

            self._session.do(name, apply)
        if change.refused:
            count = len(change.refused)
            more = f" และอีก {count - 1:,} ช่อง" if count > 1 else ""
            self._faults.tell(UserError(f"{change.refused[0]}{more}"))

    # ------------------------------------------------------------------

    def _chosen(self) -> list[Project]:
        return [one for row in self._grid.selected_rows() if (one := self._model.project_at(row)) is not None]

    def _after(self, project: Project | None) -> str | None:
        """The record that stands behind this one in the plan, of whatever form."""
        projects = self._session.document.projects
        if project is None:
            return None
        places = {one.uuid: place for place, one in enumerate(projects)}
        place = places[project.uuid] + 1
        return projects[place].uuid if place < len(projects) else None

    def _copy(self, project: Project) -> Project:
        return replace(
            project,
            uuid=new_uuid(),
            sub_items=tuple(replace(item, uuid=new_uuid()) for item in project.sub_items),
            links=tuple(replace(link, uuid=new_uuid()) for link in project.links),
        )

    def _go_to(self, uuid: str) -> None:
        row = self._model.row_of(uuid)
        if row is not None:
            self._grid.show_cell(row, max(self._grid.currentIndex().column(), 0))

    def _edit_new(self, uuid: str) -> None:
        if self._model.row_of(uuid) is None:
            self._bar.clear()
        self._go_to(uuid)
        row = self._model.row_of(uuid)
        if row is not None:
            self._grid.show_cell(row, 0)
            self._grid.setFocus()
