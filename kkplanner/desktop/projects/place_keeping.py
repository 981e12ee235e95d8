"""The current cell through changes of the plan: it stays with its record, and an undo is shown where it happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from kkplanner.desktop.projects.model import ProjectsModel
    from kkplanner.desktop.projects.view import GridView
    from kkplanner.desktop.session import PlanSession
    from kkplanner.plan.model import Project
    from kkplanner.workbook import Changes

_COMPARED: Final = 500  # records of an undo that are looked through for the cell that changed


class PlaceKeeping(QObject):
    """Of one grid."""

    def __init__(self, session: PlanSession, model: ProjectsModel, grid: GridView, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._model = model
        self._grid = grid
        self._before: dict[str, Project] = {}  # records as they were before the last change

    def take(self, changes: Changes | None, kept: str | None) -> None:
        """Let the model take changes, the current cell staying with the record `kept`."""
        self._remember(changes)
        place = self._grid.currentIndex()
        row, column = place.row(), place.column()
        if changes is None or changes.kinds - {"project"} or changes.added or changes.removed:
            self._model.arrange()
        else:
            self._model.take_updates(changes.touched("project"))
        if row >= 0:
            self._stay(row, column, kept)

    def _stay(self, row: int, column: int, kept: str | None) -> None:
        """Where the record went away, the one now standing there is current."""
        followed = self._model.row_of(kept) if kept is not None else None
        current = self._grid.currentIndex()
        if followed is not None:
            if current.row() != followed:
                self._grid.show_cell(followed, column)
        elif kept is not None or not current.isValid():
            self._grid.show_near(row, column)

    def _remember(self, changes: Changes | None) -> None:
        touched = changes.touched("project") if changes is not None else frozenset()
        rows = [self._model.row_of(uuid) for uuid in touched] if len(touched) <= _COMPARED else []
        before = [self._model.project_at(row) for row in rows if row is not None]
        self._before = {one.uuid: one for one in before if one is not None}

    def show_replayed(self, changes: Changes) -> None:
        """What an undo or redo changed is current, selected and in view, whatever the filter says."""
        touched = changes.touched("project")
        fresh = [one for one in self._session.document.projects_of(self._model.form) if one.uuid in touched]
        if not fresh:
            return
        if all(self._model.row_of(one.uuid) is None for one in fresh):
            self._model.keep_shown([fresh[0].uuid])
            self._model.arrange()
        rows = {one.uuid: row for one in fresh if (row := self._model.row_of(one.uuid)) is not None}
        shown = [one for one in fresh if one.uuid in rows]
        current = self._model.project_at(self._grid.currentIndex().row())
        first = next((one for one in shown if current is not None and one.uuid == current.uuid), shown[0])
        self._grid.show_cell(rows[first.uuid], self._changed_column(first))
        self._grid.select_rows(sorted(rows.values()))

    def _changed_column(self, now: Project) -> int:
        """The first shown column in which a record is not what it was; the current one where all are alike."""
        before, document = self._before.get(now.uuid), self._session.document
        for number in self._grid.shown_columns() if before is not None else ():
            shown = self._model.columns[number].shown
            if before is not None and shown(before, document) != shown(now, document):
                return number
        return max(self._grid.currentIndex().column(), 0)
