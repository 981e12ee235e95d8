"""More habits of Excel in the grid: filling, jumping, cutting, and what is typed survives what happens meanwhile."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from typing_thai import press, type_text

CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def page(window, open_page):
    window.activateWindow()
    shown = open_page("p02")
    shown.grid.setFocus()
    return shown


def go(page, number, key):
    """A cell by the number of the project among those shown."""
    page.grid.show_cell(page.model.row_of(page.model.projects[number].uuid), page.model.column_of(key))
    page.grid.setFocus()


def typed(page, text):
    """The first letter opens the editor, the others follow in it."""
    type_text(page.grid, text[0])
    type_text(QApplication.focusWidget(), text[1:])


@pytest.mark.parametrize("key", ["title", "target", "agency"])
def test_what_is_being_typed_survives_the_end_of_a_check(window, page, key):
    go(page, 0, key)
    typed(page, "กขค")
    window.session.checked.emit(window.session.findings)
    press(Qt.Key.Key_Return)
    assert getattr(page.model.projects[0], key) == "กขค"
