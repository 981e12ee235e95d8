"""What people do without thinking: undo while typing, notes left half typed, rows moved together, letters made larger."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from typing_thai import type_text

from kkplanner.alignment.check import Checker
from kkplanner.alignment.check.fixing import fixed_project
from kkplanner.desktop.page import Place
from kkplanner.errors import UserError
from kkplanner.workbook import Workbook

CONTROL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def page(window, open_page):
    window.activateWindow()
    shown = open_page("p02")
    shown.grid.setFocus()
    return shown


def go(page, number: int, key: str) -> None:
    row = page.model.row_of(page.model.projects[number].uuid)
    page.grid.show_cell(row, page.model.column_of(key))
    page.grid.setFocus()


def press(key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def typed(page, text: str) -> None:
    type_text(page.grid, text[0])
    type_text(QApplication.focusWidget(), text[1:])


def where(page):
    index = page.grid.currentIndex()
    project = page.model.project_at(index.row())
    return project.uuid if project else None, page.model.columns[
        index.column()
    ].key if index.isValid() else ""


@pytest.mark.parametrize("key", ["title", "objective"])
def test_undo_while_typing_takes_back_the_typing_not_what_was_before(window, page, key):
    go(page, 1, "target")
    press(Qt.Key.Key_Delete)
    before = page.model.projects[0]
    go(page, 0, key)
    typed(page, "กขค")
    window.undo.trigger()
    assert page.model.projects[0] == before
    assert page.model.projects[1].target == ""


@pytest.mark.parametrize("mode", ["plain", "search", "issue", "sorted", "ungrouped"])
@pytest.mark.parametrize("key", ["title", "target", "agency"])
def test_enter_goes_on_below_whatever_is_shown(page, qtbot, mode, key):
    if mode == "search":
        page.bar.search.setText("ถนน")
        qtbot.waitUntil(lambda: 0 < len(page.model.projects) < 40)
    elif mode == "issue":
        page.bar.issue.setCurrentIndex(1)
    elif mode == "sorted":
        page._sort(page.model.column_of("objective"))
    elif mode == "ungrouped":
        page.bar.groups.setChecked(False)
    below = page.model.projects[1].uuid
    go(page, 0, key)
    typed(page, "ถนน ก")
    press(Qt.Key.Key_Return)
    assert where(page) == (below, key)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.grid)


def test_a_row_that_leaves_the_filter_leaves_a_cell_behind(page, qtbot):
    page.bar.search.setText("ถนน")
    qtbot.waitUntil(lambda: 0 < len(page.model.projects) < 40)
    go(page, 0, "title")
    typed(page, "อบรม")
    press(Qt.Key.Key_Return)
    assert page.grid.currentIndex().isValid()


def test_a_refused_amount_keeps_the_cursor_where_it_was_typed(window, page):
    year = page.session.document.plan.period.first
    go(page, 0, f"own_budgets.{year}")
    stays = page.model.projects[0].uuid
    typed(page, "ห้าแสน")
    press(Qt.Key.Key_Return)
    assert where(page)[0] == stays
    next(one for one in window.findChildren(QDialog, "fault") if one.isVisible()).accept()


def test_several_rows_move_together(page):
    go(page, 0, "title")
    press(Qt.Key.Key_Down, SHIFT)
    first, second, third = (one.uuid for one in page.model.projects[:3])
    press(Qt.Key.Key_Down, ALT)
    assert [one.uuid for one in page.model.projects[:3]] == [third, first, second]
    press(Qt.Key.Key_Up, ALT)
    assert [one.uuid for one in page.model.projects[:3]] == [first, second, third]


def test_ctrl_z_in_the_next_field_takes_back_what_was_confirmed(window, page):
    go(page, 0, "title")
    before = page.model.projects[0]
    field = page.panel.texts["objective"]
    field.setFocus()
    type_text(field, "ใหม่ ")
    press(Qt.Key.Key_Tab)
    assert page.model.projects[0] != before
    press(Qt.Key.Key_Z, CONTROL)
    assert page.model.projects[0] == before


def test_a_note_is_kept_whatever_is_done_next(window, page):
    go(page, 0, "title")
    uuid = page.panel.uuid
    page.panel.tabs.setCurrentIndex(2)
    details = page.panel.details
    details.note.setFocus()
    type_text(details.note, "จดไว้")
    go(page, 0, "objective")
    press(Qt.Key.Key_Delete)
    window.go(Place("overview"))
    kept = next(one for one in window.session.document.projects if one.uuid == uuid)
    assert (kept.note, kept.objective) == ("จดไว้", "")


def test_rows_grow_with_the_letters(desktop, page, qtbot):
    desktop.preferences.set("font_size", 20)
    desktop.dress()
    try:
        qtbot.waitUntil(lambda: page.grid.rowHeight(1) >= 3 * page.grid.fontMetrics().lineSpacing())
        assert page.totals.height() >= page.grid.fontMetrics().lineSpacing()
    finally:
        desktop.preferences.set("font_size", 11)
        desktop.dress()


def test_a_fault_of_ours_can_be_copied_also_behind_a_notice(window):
    window.faults.tell(UserError("แจ้งไว้ก่อน"))
    error = ValueError("boom")
    window.faults.catch(type(error), error, error.__traceback__)
    dialog = next(one for one in window.findChildren(QDialog, "fault") if one.isVisible())
    dialog.copy_button.click()
    assert "boom" in QGuiApplication.clipboard().text()
    dialog.accept()


def test_the_check_shows_what_was_found_while_it_was_hidden(window, open_page, qtbot):
    check = open_page("check")
    open_page("p02")
    project = window.session.document.projects[0]
    with qtbot.waitSignal(window.session.checked, timeout=20_000):
        window.session.do(
            "ล้าง", lambda operation: operation.update(replace(project, objective="", target=""))
        )
    open_page("check")
    found = [one for one in window.session.findings.findings if one.project == project.uuid]
    assert all(check.model.index_of(one).isValid() for one in found if one.waived is None)


def test_ctrl_i_is_italic_in_the_text_and_not_an_import(window, open_page):
    narrative = open_page("part1")
    narrative.editor.setFocus()
    press(Qt.Key.Key_I, CONTROL)
    assert not [one for one in window.findChildren(QDialog) if one.isVisible()]


def village_table(window, open_page):
    from kkplanner.desktop.records.table import RecordsTable

    page = open_page("organisation")
    page.tabs.setCurrentIndex(0)
    table = page.tabs.currentWidget().findChild(RecordsTable)
    table.setFocus()
    return page, table


def test_a_list_is_typed_down_and_across_by_keyboard(window, open_page, qtbot):
    page, table = village_table(window, open_page)
    first = window.session.document.villages[0]
    count = len(window.session.document.villages)
    name = next(n for n, one in enumerate(page.villages.columns) if one.title != "หมู่ที่")
    for new in ("บ้านใหม่", "บ้านใหม่กว่า"):
        table.setCurrentIndex(page.villages.index(len(page.villages.records), name))
        type_text(table, new[0])
        type_text(QApplication.focusWidget(), new[1:])
        press(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: QApplication.focusWidget() is table)
        assert table.currentIndex().isValid()
    assert [one.name for one in window.session.document.villages][count:] == ["บ้านใหม่", "บ้านใหม่กว่า"]
    assert window.session.document.villages[0] == first


def test_a_cell_being_typed_in_is_kept_when_the_page_is_left(window, open_page):
    page, table = village_table(window, open_page)
    name = next(n for n, one in enumerate(page.villages.columns) if one.title != "หมู่ที่")
    table.setCurrentIndex(page.villages.index(1, name))
    type_text(table, "บ")
    type_text(QApplication.focusWidget(), "้านอื่น")
    window.go(Place("overview"))
    assert window.session.document.villages[1].name == "บ้านอื่น"


@pytest.mark.parametrize("key", ["title", "target"])
def test_a_cell_being_typed_in_is_kept_when_the_window_closes(desktop, window, page, plan_file, key):
    go(page, 0, key)
    uuid = page.model.projects[0].uuid
    typed(page, "กขค")
    window.close()
    with Workbook.open(plan_file, read_only=True) as workbook:
        kept = next(one for one in workbook.document().projects if one.uuid == uuid)
    assert getattr(kept, key) == "กขค"


def test_lines_typed_for_one_issue_are_kept_when_another_is_chosen(window, open_page):
    page = open_page("issues")
    first, second = window.session.document.issues[:2]
    page._choose(first.uuid)
    page.side.lines.setFocus()
    type_text(page.side.lines, "ก. ยุทธศาสตร์ชาติ")
    page._choose(second.uuid)
    kept = next(one for one in window.session.document.issues if one.uuid == first.uuid)
    assert kept.upward_lines[0].startswith("ก. ยุทธศาสตร์ชาติ")


def test_lines_being_typed_are_kept_when_a_button_is_pressed(window, open_page, qtbot):
    window.activateWindow()
    page = open_page("issues")
    page._choose(window.session.document.issues[0].uuid)
    page.side.lines.setFocus()
    qtbot.waitUntil(page.side.lines.hasFocus)
    press(Qt.Key.Key_End, CONTROL)
    type_text(page.side.lines, " เพิ่มเติม")
    page.add_approach()
    assert window.session.document.issues[0].upward_lines[-1].endswith("เพิ่มเติม")


def test_several_fixes_of_one_project_are_all_carried_out(window, open_page, qtbot):
    project = window.session.document.projects[0]
    spoilt = replace(project, objective="เพื่อ\u200bพัฒนา", target="ถนน\u200bกว้าง", expected_result="ดี\u200bขึ้น")
    findings = [
        one for one in Checker().check(replace(window.session.document, projects=(spoilt,))).findings
        if one.fix is not None and one.project == project.uuid and one.rule == "project.text-unseen"
    ]  # fmt: skip
    mended = None
    for one in findings:
        mended = fixed_project(replace(window.session.document, projects=(spoilt,)), one, mended) or mended
    assert len(findings) >= 2
    assert not [name for name in ("objective", "target") if "\u200b" in getattr(mended, name)]


def test_a_block_goes_in_at_the_upper_left_of_what_is_selected(page):
    go(page, 0, "title")
    press(Qt.Key.Key_Down, SHIFT)
    press(Qt.Key.Key_Down, SHIFT)
    QGuiApplication.clipboard().setText("หนึ่ง\r\nสอง\r\nสาม\r\n")
    press(Qt.Key.Key_V, CONTROL)
    assert [one.title for one in page.model.projects[:3]] == ["หนึ่ง", "สอง", "สาม"]


def name_column(page):
    return next(n for n, one in enumerate(page.villages.columns) if one.title != "หมู่ที่")


def test_enter_goes_on_below_in_a_list_and_a_refused_number_stays(window, open_page, qtbot):
    page, table = village_table(window, open_page)
    number = next(n for n, one in enumerate(page.villages.columns) if one.title == "หมู่ที่")
    table.setCurrentIndex(page.villages.index(0, name_column(page)))
    type_text(table, "บ")
    type_text(QApplication.focusWidget(), "้านใหม่")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(table.hasFocus)
    assert window.session.document.villages[0].name == "บ้านใหม่"
    assert table.currentIndex().row() == 1
    table.setCurrentIndex(page.villages.index(0, number))
    type_text(table, "x")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(QDialog, "fault")))
    qtbot.waitUntil(lambda: table.state() is not table.State.EditingState)
    assert table.currentIndex().row() == 0
    next(one for one in window.findChildren(QDialog, "fault") if one.isVisible()).accept()


def test_cells_of_a_list_are_emptied_and_filled_in_one_undo(window, open_page, qtbot):
    page, table = village_table(window, open_page)
    before = window.session.document
    table.setCurrentIndex(page.villages.index(0, name_column(page)))
    press(Qt.Key.Key_Down, SHIFT)
    press(Qt.Key.Key_Down, SHIFT)
    press(Qt.Key.Key_D, CONTROL)
    assert {one.name for one in window.session.document.villages[:3]} == {before.villages[0].name}
    window.undo.trigger()
    assert window.session.document == before
    table.setCurrentIndex(page.villages.index(1, name_column(page)))
    press(Qt.Key.Key_Down, SHIFT)
    press(Qt.Key.Key_Delete)
    assert [one.name for one in window.session.document.villages[1:3]] == ["", ""]
    window.undo.trigger()
    assert window.session.document == before
