"""More habits of Excel in the grid: filling, jumping, cutting, and what is typed survives what happens meanwhile."""

from __future__ import annotations

import pytest
from in_the_grid import go, selected_projects, typed
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from typing_thai import press, type_text

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


def test_shift_arrows_extend_from_where_enter_went(page):
    go(page, 0, "objective")
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Down, modifier=SHIFT)
    assert [one.uuid for one in selected_projects(page)] == [one.uuid for one in page.model.projects[2:4]]


@pytest.mark.parametrize("key", ["title", "objective", "agency"])
def test_keys_of_the_grid_do_nothing_while_a_cell_is_typed_in(page, window, key):
    before = window.session.document
    go(page, 1, key)
    typed(page, "กข")
    for pressed in (Qt.Key.Key_D, Qt.Key.Key_R, Qt.Key.Key_Minus, Qt.Key.Key_Plus, Qt.Key.Key_Space):
        press(pressed, modifier=CONTROL)
    press(Qt.Key.Key_Menu)
    press(Qt.Key.Key_Up, modifier=ALT)
    assert window.session.document == before
    assert page.grid.is_typed_in
    assert not page.findChildren(QMenu, "grid_menu")
    press(Qt.Key.Key_Escape)
    assert window.session.document == before
