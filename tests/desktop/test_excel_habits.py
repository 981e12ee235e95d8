"""More habits of Excel in the grid: filling, jumping, cutting, and what is typed survives what happens meanwhile."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QTableView
from typing_thai import press, type_text

from kkplanner.desktop.faults import FaultDialog
from kkplanner.desktop.projects.moving import edge

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


# ---------------------------------------------------------------------- filling, emptying, typing in many cells


def test_ctrl_d_in_one_row_takes_the_cell_above(page):
    go(page, 1, "objective")
    press(Qt.Key.Key_D, modifier=CONTROL)
    first, second = page.model.projects[:2]
    assert second.objective == first.objective
    assert second.title != first.title


def test_ctrl_r_takes_an_amount_into_the_years_behind(page, window):
    years = page.session.document.plan.period.years
    go(page, 0, f"own_budgets.{years[1]}")
    before = page.model.projects[0]
    type_text(page.grid, "7")
    press(Qt.Key.Key_Return)
    go(page, 0, f"own_budgets.{years[1]}")
    press(*[Qt.Key.Key_Right] * 2, modifier=SHIFT)
    press(Qt.Key.Key_R, modifier=CONTROL)
    after = page.model.projects[0].own_budgets
    assert [after[year] for year in years[1:4]] == [700] * 3
    assert after.get(years[4]) == before.own_budgets.get(years[4])


@pytest.mark.parametrize("key", ["title", "target", "agency"])
def test_backspace_empties_the_cell_and_opens_it(page, key):
    go(page, 0, key)
    press(Qt.Key.Key_Backspace)
    assert page.grid.is_typed_in
    type_text(QApplication.focusWidget(), "ใหม่")
    press(Qt.Key.Key_Return)
    assert getattr(page.model.projects[0], key) == "ใหม่"


def test_delete_empties_every_selected_cell_in_one_undo(page, window):
    before = window.session.document
    go(page, 0, "objective")
    press(Qt.Key.Key_Right, modifier=SHIFT)
    press(Qt.Key.Key_Down, modifier=SHIFT)
    press(Qt.Key.Key_Delete)
    assert [(one.objective, one.target) for one in page.model.projects[:2]] == [("", "")] * 2
    window.undo.trigger()
    assert window.session.document == before


def test_ctrl_enter_puts_what_was_typed_in_every_selected_cell(page, window):
    before = window.session.document
    go(page, 0, "agency")
    press(Qt.Key.Key_Down, Qt.Key.Key_Down, modifier=SHIFT)
    typed(page, "กองสวัสดิการ")
    press(Qt.Key.Key_Return, modifier=CONTROL)
    assert [one.agency for one in page.model.projects[:3]] == ["กองสวัสดิการ"] * 3
    assert page.model.projects[3].agency == before.projects[3].agency
    window.undo.trigger()
    assert window.session.document == before


@pytest.mark.parametrize("key", ["title", "target"])
def test_alt_enter_breaks_the_line_in_a_cell(page, key):
    go(page, 0, key)
    typed(page, "บน")
    press(Qt.Key.Key_Return, modifier=ALT)
    type_text(QApplication.focusWidget(), "ล่าง")
    press(Qt.Key.Key_Return)
    assert getattr(page.model.projects[0], key) == "บน\nล่าง"


@pytest.mark.parametrize(("key", "after"), [("title", "objective"), ("objective", "target")])
def test_tab_confirms_goes_right_and_enter_comes_back_below_where_the_row_was_begun(page, qtbot, key, after):
    go(page, 0, key)
    typed(page, "หนึ่ง")
    press(Qt.Key.Key_Tab)
    qtbot.waitUntil(page.grid.hasFocus)
    assert page.model.columns[page.grid.currentIndex().column()].key == after
    assert not page.grid.is_typed_in
    typed(page, "สอง")
    press(Qt.Key.Key_Return)
    assert (getattr(page.model.projects[0], key), getattr(page.model.projects[0], after)) == ("หนึ่ง", "สอง")
    current = page.grid.currentIndex()
    assert page.model.project_at(current.row()).uuid == page.model.projects[1].uuid
    assert page.model.columns[current.column()].key == key


# ---------------------------------------------------------------------- moving about


@pytest.mark.parametrize(
    ("place", "step", "there"),
    [(0, 1, 2), (1, -1, 0), (2, 1, 5), (5, 1, 6), (6, -1, 5), (5, -1, 2), (3, 1, 5), (6, 1, 6), (0, -1, 0)],
)
def test_ctrl_arrow_leads_to_the_end_of_a_stretch_or_to_the_next_filled_cell(place, step, there):
    assert edge([True, True, True, False, False, True, False], place, step) == there


def test_ctrl_arrows_home_and_end_jump_and_shift_extends(page):
    count = len(page.model.projects)
    go(page, 1, "title")
    press(Qt.Key.Key_Down, modifier=CONTROL)
    assert page.model.project_at(page.grid.currentIndex().row()).uuid == page.model.projects[-1].uuid
    press(Qt.Key.Key_Home, modifier=CONTROL)
    assert page.model.project_at(page.grid.currentIndex().row()).uuid == page.model.projects[0].uuid
    assert page.grid.currentIndex().column() == column_of(page, "title")
    press(Qt.Key.Key_Down, modifier=CONTROL | SHIFT)
    assert [page.model.project_at(row) for row in page.grid.selected_rows()].count(None) < count
    assert len(selected_projects(page)) == count
    assert page.grid.selected_columns() == [column_of(page, "title")]
    press(Qt.Key.Key_End, modifier=CONTROL)
    assert page.grid.currentIndex().column() == page.grid.shown_columns()[-1]
    assert page.model.project_at(page.grid.currentIndex().row()).uuid == page.model.projects[-1].uuid


def column_of(page, key):
    return page.model.column_of(key)


def selected_projects(page):
    rows = page.grid.selected_rows()
    return [one for row in rows if (one := page.model.project_at(row)) is not None]


def test_ctrl_space_selects_the_column_and_shift_space_the_row(page):
    go(page, 1, "agency")
    press(Qt.Key.Key_Space, modifier=CONTROL)
    assert len(selected_projects(page)) == len(page.model.projects)
    assert page.grid.selected_columns() == [column_of(page, "agency")]
    go(page, 1, "agency")
    press(Qt.Key.Key_Space, modifier=SHIFT)
    assert [one.uuid for one in selected_projects(page)] == [page.model.projects[1].uuid]
    assert page.grid.selected_columns() == page.grid.shown_columns()


# ---------------------------------------------------------------------- cutting, rows


def test_what_is_cut_stays_until_it_is_laid_elsewhere_in_one_undo(page, window):
    before = window.session.document
    first, second, third = page.model.projects[:3]
    go(page, 0, "objective")
    press(Qt.Key.Key_Down, modifier=SHIFT)
    press(Qt.Key.Key_X, modifier=CONTROL)
    assert window.session.document == before
    assert page.model.is_cut(page.model.row_of(first.uuid), column_of(page, "objective"))
    go(page, 1, "objective")
    press(Qt.Key.Key_V, modifier=CONTROL)
    assert [one.objective for one in page.model.projects[:3]] == ["", first.objective, second.objective]
    assert not page.model.is_cut(page.model.row_of(first.uuid), column_of(page, "objective"))
    window.undo.trigger()
    assert window.session.document == before
    assert third.objective == page.model.projects[2].objective


def test_escape_leaves_what_was_cut_where_it_is(page, window):
    go(page, 0, "objective")
    press(Qt.Key.Key_X, modifier=CONTROL)
    press(Qt.Key.Key_Escape)
    first = page.model.projects[0]
    go(page, 1, "objective")
    press(Qt.Key.Key_V, modifier=CONTROL)
    assert page.model.projects[1].objective == first.objective
    assert page.model.projects[0] == first


def test_ctrl_plus_inserts_as_many_rows_as_are_selected_and_ctrl_minus_takes_rows_out(page, window):
    first, second, third = (one.uuid for one in page.model.projects[:3])
    go(page, 1, "target")
    press(Qt.Key.Key_Down, modifier=SHIFT)
    press(Qt.Key.Key_Plus, modifier=CONTROL)
    shown = [one.uuid for one in page.model.projects]
    assert (shown[0], shown[3], shown[4]) == (first, second, third)
    assert {one.title for one in page.model.projects[1:3]} == {""}
    assert page.model.project_at(page.grid.currentIndex().row()).uuid == shown[1]
    press(Qt.Key.Key_Down, modifier=SHIFT)
    press(Qt.Key.Key_Minus, modifier=CONTROL)
    assert [one.uuid for one in page.model.projects[:3]] == [first, second, third]
    assert page.model.project_at(page.grid.currentIndex().row()).uuid == second


# ---------------------------------------------------------------------- the menu


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


# ---------------------------------------------------------------------- undo, and rows behind a filter


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


# ---------------------------------------------------------------------- the file is gone


def faults(window):
    return [one for one in window.findChildren(FaultDialog) if one.isVisible()]


def lose(plan_file):
    """The stick is pulled; gives back what puts it in again."""
    away = plan_file.with_name("away")
    plan_file.rename(away)
    return lambda: away.rename(plan_file)


def test_what_is_typed_in_the_panel_stays_when_it_cannot_be_written(window, page, plan_file, qtbot, qapp):
    told = []
    window.faults.told.connect(told.append)
    go(page, 0, "title")
    project = page.model.projects[0]
    field = page.panel.texts["objective"]
    field.setFocus()
    press(Qt.Key.Key_A, modifier=CONTROL)
    type_text(field, "พิมพ์ไว้แล้ว")
    come_back = lose(plan_file)
    go(page, 1, "title")
    assert len(told) == 1
    faults(window)[0].accept()
    assert page.panel.strip.isVisible()
    assert "วัตถุประสงค์" in page.panel.strip.accessibleName()
    go(page, 0, "title")
    assert field.text == "พิมพ์ไว้แล้ว"
    go(page, 1, "title")
    assert len(told) == 1
    copy, again, _ = page.panel.strip.buttons
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert qapp.clipboard().text() == f"โครงการ: {project.title}\nวัตถุประสงค์: พิมพ์ไว้แล้ว"
    come_back()
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    assert page.model.projects[0].objective == "พิมพ์ไว้แล้ว"
    assert not page.panel.strip.isVisible()


@pytest.mark.parametrize("key", ["title", "objective"])
def test_what_is_typed_in_a_cell_waits_in_the_panel_and_goes_with_the_plan_elsewhere(
    window, page, plan_file, desktop, tmp_path, monkeypatch, qtbot, key
):
    go(page, 0, key)
    uuid = page.model.projects[0].uuid
    typed(page, "ข้อความที่พิมพ์")
    plan_file.unlink()
    press(Qt.Key.Key_Return)
    faults(window)[0].accept()
    assert page.panel.texts[key].text == "ข้อความที่พิมพ์"
    elsewhere = tmp_path / "ที่อื่น.kkplan"
    monkeypatch.setattr("kkplanner.desktop.file_choice.choose_new_file", lambda *_: elsewhere)
    window._save_elsewhere()
    qtbot.waitUntil(lambda: [one.session.path for one in desktop.windows] == [elsewhere])
    kept = next(one for one in desktop.windows[0].session.document.projects if one.uuid == uuid)
    assert getattr(kept, key) == "ข้อความที่พิมพ์"


def test_what_could_not_be_written_can_be_dropped(window, page, plan_file, qtbot):
    go(page, 0, "title")
    before = page.model.projects[0]
    page.panel.tabs.setCurrentIndex(1)
    year = window.session.document.plan.period.first
    line = page.panel.budget.years[year]
    line.setFocus()
    line.selectAll()
    type_text(line, "5")
    come_back = lose(plan_file)
    go(page, 1, "title")
    faults(window)[0].accept()
    go(page, 0, "title")
    assert line.text() == "5"
    come_back()
    qtbot.mouseClick(page.panel.strip.buttons[2], Qt.MouseButton.LeftButton)
    assert line.text() != "5"
    assert page.model.projects[0] == before


def test_shift_arrows_extend_from_where_enter_went(page):
    go(page, 0, "objective")
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Down, modifier=SHIFT)
    assert [one.uuid for one in selected_projects(page)] == [one.uuid for one in page.model.projects[2:4]]
