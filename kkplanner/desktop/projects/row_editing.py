"""What changes whole rows of the grid: new ones, copies, places; each is one named operation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

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
        self._insert([self._fresh(current)], self._model.behind(current))

    def insert_above(self) -> None:
        """As many new rows as are selected, above the first of them, as Ctrl++ does in Excel."""
        chosen = self._chosen()
        if not chosen:
            self.insert()
            return
        self._insert([self._fresh(chosen[0]) for _ in chosen], chosen[0].uuid)

    def _insert(self, fresh: list[Project], before: str | None) -> None:
        self._model.keep_shown([one.uuid for one in fresh])
        name = "เพิ่มรายการ" if len(fresh) == 1 else f"เพิ่ม {len(fresh):,} รายการ"
        if self._session.do(name, lambda operation: operation.add(*fresh, before=before)):
            row = self._model.row_of(fresh[0].uuid)
            if row is not None:
                self._grid.show_cell(row, 0)
                self._grid.setFocus()

    def _fresh(self, beside: Project | None) -> Project:
        return Project(
            form=self._form,
            title="",
            issue=beside.issue if beside else (self._bar.issue.currentData() or None),
            approach=beside.approach if beside else None,
            programme=beside.programme if beside else "",
            agency=beside.agency if beside else "",
        )

    def duplicate(self) -> None:
        """A copy of each selected row, below it."""
        chosen = self._chosen()
        if not chosen:
            return
        copies = {one.uuid: self._copy(one) for one in chosen}
        self._model.keep_shown([one.uuid for one in copies.values()])

        def change(operation: Operation) -> None:
            for one in chosen:
                operation.add(copies[one.uuid], before=self._model.behind(one))

        if self._session.do("ทำซ้ำรายการ", change):
            self._go_to(copies[chosen[-1].uuid].uuid)

    def delete(self) -> None:
        """The selected rows; undo brings them back."""
        chosen = self._chosen()
        if chosen:
            current = self._grid.currentIndex()
            row, column = self._grid.selected_rows()[0], max(current.column(), 0)
            self.removing.emit()
            self._session.do(f"ลบ {len(chosen):,} รายการ", lambda operation: operation.remove(*chosen))
            self._grid.show_near(row, column)

    def move_row(self, rows: int) -> None:
        """The selected rows one place up or down within their group, together."""
        chosen = self._grid.selected_rows()
        moved = self._chosen()
        if not moved or not self._may_move():
            return
        beside = self._model.project_at(chosen[0] - 1 if rows < 0 else chosen[-1] + 1)
        if beside is None:
            return
        before = beside.uuid if rows < 0 else self._model.behind(beside)
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
        before = beside.uuid if at < row else self._model.behind(beside)
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

    # ------------------------------------------------------------------

    def _chosen(self) -> list[Project]:
        return [one for row in self._grid.selected_rows() if (one := self._model.project_at(row)) is not None]

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
