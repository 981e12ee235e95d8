"""Where the keys lead in the grid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex

    from kkplanner.desktop.projects.model import ProjectsModel
    from kkplanner.desktop.projects.view import GridView

JUMPS: Final = frozenset(
    (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End)
)
# Keys after which a row typed with Tab is no longer one.
LEAVING: Final = JUMPS | {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Escape}
# Keys that go on, or begin, in the current cell.
STEPS: Final = frozenset(
    (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Backspace)
)


def far_cell(grid: GridView, key: Qt.Key) -> QModelIndex:
    """Where Ctrl with an arrow, Home or End leads from the current cell."""
    model, current = grid.grid_model(), grid.currentIndex()
    columns = grid.shown_columns()
    rows = [row for row in range(model.rowCount()) if model.project_at(row) is not None]
    if not rows or current.column() not in columns:
        return current
    if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
        end = 0 if key == Qt.Key.Key_Home else -1
        return model.index(rows[end], columns[end])
    step = 1 if key in (Qt.Key.Key_Down, Qt.Key.Key_Right) else -1
    if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
        # From the line of a group the way begins in it, though it holds nothing.
        rows = sorted({*rows, current.row()})
        filled = [_holds(model, row, current.column()) for row in rows]
        return model.index(rows[edge(filled, rows.index(current.row()), step)], current.column())
    filled = [_holds(model, current.row(), column) for column in columns]
    return model.index(current.row(), columns[edge(filled, columns.index(current.column()), step)])


def cell_beside(grid: GridView, step: int) -> QModelIndex:
    """Where Tab (1) or Shift+Tab (-1) leads: along the row, at its end to the row below or above."""
    model, current = grid.grid_model(), grid.currentIndex()
    columns = grid.shown_columns()
    if current.column() not in columns:
        return current
    place = columns.index(current.column()) + step
    if 0 <= place < len(columns):
        return model.index(current.row(), columns[place])
    row = row_beside(model, current.row(), step)
    return current if model.project_at(row) is None else model.index(row, columns[0 if step > 0 else -1])


def row_beside(model: ProjectsModel, row: int, step: int) -> int:
    """The next row that is no group line; one beyond the rows where there is none."""
    row += step
    while 0 <= row < model.rowCount() and model.project_at(row) is None:
        row += step
    return row


def edge(filled: Sequence[bool], place: int, step: int) -> int:
    """Where Ctrl+arrow leads along a line of cells: the end of a filled stretch, else the next filled cell.

    Args:
        filled: which cells of the line hold something.
        place: of the current cell.
        step: 1 or -1.
    """
    last = len(filled) - 1 if step > 0 else 0
    if place == last:
        return place
    following = place + step
    if filled[place] and filled[following]:
        while following != last and filled[following + step]:
            following += step
    else:
        while following != last and not filled[following]:
            following += step
    return following


def _holds(model: ProjectsModel, row: int, column: int) -> bool:
    project = model.project_at(row)
    return project is not None and bool(model.columns[column].shown(project, model.document))
