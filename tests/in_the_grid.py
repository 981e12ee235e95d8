"""Work in the grid of projects as a person does: a cell by its place, text typed into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication
from typing_thai import type_text

if TYPE_CHECKING:
    from kkplanner.desktop.pages.projects import ProjectsPage
    from kkplanner.plan.model import Project


def go(page: ProjectsPage, number: int, key: str) -> None:
    """A cell by the number of the project among those shown and the key of the column."""
    row, column = page.model.row_of(page.model.projects[number].uuid), page.model.column_of(key)
    assert row is not None
    assert column is not None
    page.grid.show_cell(row, column)
    page.grid.setFocus()


def typed(page: ProjectsPage, text: str) -> None:
    """The first letter opens the editor, the others follow in it."""
    type_text(page.grid, text[0])
    editor = QApplication.focusWidget()
    assert editor is not None
    type_text(editor, text[1:])


def selected_projects(page: ProjectsPage) -> list[Project]:
    """The projects of the selected rows, headings of groups left out."""
    return [one for row in page.grid.selected_rows() if (one := page.model.project_at(row)) is not None]
