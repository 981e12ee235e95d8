"""The menu of the grid; where an undo leads; rows that a filter would hide."""

from __future__ import annotations

import pytest
from in_the_grid import go, selected_projects, typed
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QTableView
from typing_thai import press

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


def menu_of(page):
    return next(one for one in page.findChildren(QMenu, "grid_menu") if one.isVisible())


def offered(menu):
    return {action.objectName() for action in menu.actions() if action.objectName() and action.isEnabled()}


def choose(menu, name):
    """As with the arrow keys and Enter."""
    menu.setActiveAction(next(action for action in menu.actions() if action.objectName() == name))
    QTest.keyClick(menu, Qt.Key.Key_Return)


@pytest.mark.parametrize("key", [(Qt.Key.Key_Menu,), (Qt.Key.Key_F10, SHIFT)])
def test_the_menu_opens_by_keyboard_and_says_what_can_be_done(page, qtbot, key):
    go(page, 0, "agency")
    press(key[0], modifier=key[1] if len(key) > 1 else Qt.KeyboardModifier.NoModifier)
    menu = menu_of(page)
    assert {
        "cut",
        "copy",
        "paste",
        "insert_above",
        "duplicate",
        "delete",
        "fill_down",
        "clear",
        "alike",
    } <= offered(menu)
    count = len(page.model.projects)
    choose(menu, "duplicate")
    qtbot.waitUntil(lambda: not page.findChildren(QMenu, "grid_menu"))
    assert len(page.model.projects) == count + 1


@pytest.mark.parametrize("key", ["title", "agency"])
def test_the_right_mouse_button_opens_the_menu_of_the_cell(page, key):
    go(page, 0, key)
    place = page.grid.visualRect(page.grid.currentIndex()).center()
    frozen = page.grid.findChild(QTableView, "frozen")
    view = frozen if key == "title" else page.grid
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse,
        place,
        view.viewport().mapToGlobal(place),
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(view.viewport(), event)
    choose(menu_of(page), "clear")
    assert getattr(page.model.projects[0], key) == ""


def test_only_rows_with_the_same_value_are_asked_for_from_the_menu(page):
    go(page, 0, "agency")
    agency = page.model.projects[0].agency
    press(Qt.Key.Key_Menu)
    choose(menu_of(page), "alike")
    assert {one.agency for one in page.model.projects} == {agency}
    assert page.bar.agency.currentText() == agency


def test_history_and_findings_of_a_row_are_one_choice_away(page, window, qtbot):
    go(page, 0, "objective")
    press(Qt.Key.Key_Menu)
    choose(menu_of(page), "history")
    assert page.panel.history.isVisible()
    window.activateWindow()
    page.grid.setFocus()
    qtbot.waitUntil(page.grid.hasFocus)
    with qtbot.waitSignal(window.session.checked, timeout=20_000):
        press(Qt.Key.Key_Delete)
    press(Qt.Key.Key_Menu)
    choose(menu_of(page), "findings")
    assert page.panel.findings.isVisible()


def test_undo_of_an_inserted_row_leaves_a_current_cell_near(page, window):
    go(page, 1, "target")
    window.commands.run("p02.insert")
    window.undo.trigger()
    current = page.grid.currentIndex()
    assert page.model.project_at(current.row()).uuid == page.model.projects[2].uuid
    window.redo.trigger()
    shown = page.model.project_at(page.grid.currentIndex().row())
    assert shown.title == ""
    assert [one.title for one in selected_projects(page)] == [""]


def test_undo_shows_the_very_cell_that_came_back(page, window):
    go(page, 0, "objective")
    changed = page.model.projects[0].uuid
    press(Qt.Key.Key_Delete)
    go(page, 30, "agency")
    window.undo.trigger()
    current = page.grid.currentIndex()
    assert page.model.project_at(current.row()).uuid == changed
    assert page.model.columns[current.column()].key == "objective"
    assert page.grid.viewport().rect().intersects(page.grid.visualRect(current))


def test_undo_shows_what_a_filter_hides(page, window):
    go(page, 0, "agency")
    before = page.model.projects[0]
    typed(page, "กองสวัสดิการ")
    press(Qt.Key.Key_Return)
    page.bar.search.setText("กองสวัสดิการ")
    page.bar._tell()
    window.undo.trigger()
    assert page.model.project_at(page.grid.currentIndex().row()) == before
    page.bar.search.setText("กองสวัสดิ")
    page.bar._tell()
    assert before not in page.model.projects


def test_a_new_row_stays_in_sight_until_the_filter_changes(page, window):
    page.bar.search.setText("ถนน")
    page.bar._tell()
    count = len(page.model.projects)
    go(page, 0, "title")
    window.commands.run("p02.insert")
    assert len(page.model.projects) == count + 1
    assert page.bar.search.text() == "ถนน"
    typed(page, "อบรม")
    press(Qt.Key.Key_Return)
    assert "อบรม" in [one.title for one in page.model.projects]
    page.bar.search.setText("ถน")
    page.bar._tell()
    assert "อบรม" not in [one.title for one in page.model.projects]


def test_rows_pasted_behind_a_filter_are_told_and_can_be_shown(page, window, qapp, qtbot):
    page.bar.search.setText("ถนน")
    page.bar._tell()
    go(page, len(page.model.projects) - 1, "title")
    qapp.clipboard().setText("ถนนสายใหม่\r\nอบรม ก\r\nอบรม ข\r\n")
    press(Qt.Key.Key_V, modifier=CONTROL)
    assert page.strip.isVisible()
    assert page.strip.accessibleName().startswith("วางแล้ว 3 แถว แต่ 2 แถวไม่แสดง")
    qtbot.mouseClick(page.strip.buttons[0], Qt.MouseButton.LeftButton)
    assert [one.title for one in selected_projects(page)] == ["ถนนสายใหม่", "อบรม ก", "อบรม ข"]
    assert not page.strip.isVisible()
    assert page.bar.search.text() == ""
