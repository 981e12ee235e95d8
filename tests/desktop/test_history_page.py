"""The history: who, when, what; names for moments, comparing them, going back to one."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QInputDialog, QLineEdit
from typing_thai import press, type_text

from kkplanner.desktop.page import Place
from kkplanner.desktop.thai_text import clean
from kkplanner.thai.money import parse_baht
from kkplanner.workbook.moments import name_version, versions


def rename(window, title):
    project = window.session.document.projects[0]
    window.session.do(
        f"เปลี่ยนชื่อเป็น {title}", lambda operation: operation.update(replace(project, title=title))
    )


@pytest.fixture
def page(window):
    rename(window, "ถนนสายหนึ่ง")
    rename(window, "ถนนสายสอง")
    window.go(Place("history"))
    window.activateWindow()
    return window.page


def test_operations_stand_newest_first_with_their_author(page):
    tester = QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    names = [entry.name for entry in page.model.entries]
    assert names == ["เปลี่ยนชื่อเป็น ถนนสายสอง", "เปลี่ยนชื่อเป็น ถนนสายหนึ่ง", "สร้างแผน"]
    assert page.model.data(page.model.index(0, 1)) == "สมศรี ใจดี"
    page.search.setText("สายหนึ่ง")
    assert page.model.rowCount() == 1
    assert tester is not None


def test_for_one_project_each_step_tells_the_fields(page, window):
    uuid = window.session.document.projects[0].uuid
    page.project.setCurrentIndex(page.project.findData(uuid))
    told = page.details.toPlainText().replace("\u200b", "")
    assert "โครงการ: ถนนสายหนึ่ง → ถนนสายสอง" in told


def test_ctrl_s_names_the_moment(page, window, qtbot):
    page.table.setFocus()
    press(Qt.Key.Key_S, modifier=Qt.KeyboardModifier.ControlModifier)
    dialog = window.findChild(QInputDialog)
    line = dialog.findChild(QLineEdit)
    type_text(line, "ก่อนประชุม")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [one.name for one in versions(window.session.workbook)] == ["ก่อนประชุม"])
    statuses = [page.model.data(page.model.index(row, 4)) for row in range(page.model.rowCount())]
    assert "ก่อนประชุม" in statuses


def choose_rows(page, qtbot, *rows):
    """Click the first, Ctrl-click the others."""
    modifier = Qt.KeyboardModifier.NoModifier
    for row in rows:
        middle = page.table.visualRect(page.model.index(row, 2)).center()
        qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, modifier, middle)
        modifier = Qt.KeyboardModifier.ControlModifier


def compared(page, qtbot):
    """Wait for the comparison that was asked for."""
    qtbot.waitUntil(lambda: page.shown.currentWidget() is page.view, timeout=20_000)
    return page.view


def lines(view):
    return [
        tuple(str(view.model.data(view.model.index(row, column))) for column in range(6))
        for row in range(view.model.rowCount())
    ]


def test_a_moment_is_compared_with_now_and_brought_back_as_one_operation(page, window, qtbot):
    now = window.session.document
    choose_rows(page, qtbot, 2)
    qtbot.mouseClick(page.choice.button, Qt.MouseButton.LeftButton)
    view = compared(page, qtbot)
    (line,) = lines(view)
    assert line[:4] == ("แก้ไข", "โครงการ", "ถนนสายสอง", "ชื่อโครงการ")
    assert line[5] == "ถนนสายสอง"
    press(Qt.Key.Key_Escape)
    choose_rows(page, qtbot, 2)
    qtbot.mouseClick(page.restore_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.session.document != now, timeout=20_000)
    assert window.undo.text().startswith("เลิกทำ: กลับไปเป็น ")
    window.commands.run("edit.undo")
    assert window.session.document == now


def test_two_rows_chosen_with_ctrl_are_compared_the_earlier_first(page, window, qtbot):
    rename(window, "ถนนสายสาม")
    choose_rows(page, qtbot, 1, 2)
    assert [one.title.split(" ", 4)[-1] for one in page.choice.moments] == [
        "เปลี่ยนชื่อเป็น ถนนสายหนึ่ง",
        "เปลี่ยนชื่อเป็น ถนนสายสอง",
    ]
    qtbot.mouseClick(page.choice.button, Qt.MouseButton.LeftButton)
    (line,) = lines(compared(page, qtbot))
    assert line[4:] == ("ถนนสายหนึ่ง", "ถนนสายสอง")


def test_by_keyboard_a_start_is_set_and_another_row_compared(page, window, qtbot):
    page.table.setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_F8)
    assert "เริ่มเทียบจากที่นี่" in page.model.data(page.model.index(1, 4))
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    view = compared(page, qtbot)
    (line,) = lines(view)
    assert line[5] == "ถนนสายหนึ่ง", "the earlier moment stands first, whichever was chosen first"
    assert view.list.hasFocus()
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.page.objectName() == "p02")
    uuid = window.session.document.projects[0].uuid
    assert window.page.grid.currentIndex().row() == window.page.model.row_of(uuid)


def test_at_first_the_whole_history_is_offered(page):
    first, second = page.choice.moments
    assert "สร้างแผน" in first.title
    assert second.title == "ตอนนี้"


def test_named_versions_are_compared_by_name(page, window, qtbot):
    name_version(window.session.workbook, "ก่อนประชุม")
    rename(window, "ถนนสายสาม")
    name_version(window.session.workbook, "หลังประชุม")
    page.refresh(None)
    for box, name in ((page.choice.first, "ก่อนประชุม"), (page.choice.second, "หลังประชุม")):
        box.setFocus()
        while name not in box.currentText():
            press(Qt.Key.Key_Down)
    page.choice.button.setFocus()
    press(Qt.Key.Key_Space)
    view = compared(page, qtbot)
    assert page.head.text() == "ต่างกัน 1 รายการ"
    assert [line[4:] for line in lines(view)] == [("ถนนสายสอง", "ถนนสายสาม")]


@pytest.fixture
def view(page, window, qtbot):
    """The plan before and after a busy hour."""
    projects, village = window.session.document.projects, window.session.document.villages[0]
    year = window.session.document.plan.period.first

    def change(operation):
        operation.update(
            replace(
                projects[1],
                target="ก่อสร้างถนนคอนกรีตเสริมเหล็ก ยาว 500 เมตร ปากซอยถึงวัด",
                own_budgets={**projects[1].own_budgets, year: 123_456_700},
            )
        )
        operation.remove(projects[2])
        operation.update(replace(village, households=999))

    window.session.do(
        "ก่อน", lambda o: o.update(replace(projects[1], target="ก่อสร้างถนนคอนกรีตเสริมเหล็ก ยาว 300 เมตร"))
    )
    window.session.do("หลายอย่าง", change)
    choose_rows(page, qtbot, 0, 1)
    qtbot.mouseClick(page.choice.button, Qt.MouseButton.LeftButton)
    return compared(page, qtbot)


def test_the_list_is_narrowed_by_kind_and_by_words(view, qtbot):
    assert {line[1] for line in lines(view)} == {"โครงการ", "หมู่บ้าน/ชุมชน"}
    view.kinds.setFocus()
    while "หมู่บ้าน" not in view.kinds.currentText():
        press(Qt.Key.Key_Down)
    assert [line[5] for line in lines(view)] == ["999"]
    view.kinds.setCurrentIndex(0)
    type_text(view.search, "ปากซอยถึงวัด")
    assert [line[3] for line in lines(view)] == ["เป้าหมาย"]


def test_changed_words_are_struck_or_underlined_and_not_coloured_alone(view):
    type_text(view.search, "ปากซอยถึงวัด")
    html = view.details.toHtml().replace("\u200b", "")
    struck = [part.split("</span>")[0] for part in html.split("line-through")[1:]]
    assert any("300" in part for part in struck)
    assert not any("คอนกรีต" in part for part in struck)
    assert "underline" in html
    told = clean(view.details.toPlainText())
    assert "เดิม" in told
    assert "ใหม่" in told


def test_amounts_have_commas_their_difference_and_a_sum_by_year(view, window):
    type_text(view.search, "1,234,567")
    assert [line[5] for line in lines(view)] == ["1,234,567"]
    assert "(+" in view.details.toPlainText() or "(-" in view.details.toPlainText()
    heads = [view.sums.horizontalHeaderItem(column).text() for column in range(view.sums.columnCount())]
    years = window.session.document.plan.period.years
    assert heads == [*(f"ปี {year} (บาท)" for year in years), "รวม (บาท)"]
    before, after, difference = (
        parse_baht(view.sums.item(row, view.sums.columnCount() - 1).text().lstrip("+-")) for row in range(3)
    )
    assert abs(after - before) == difference
    assert after == sum(sum(one.budgets.values()) for one in window.session.document.projects)


def test_all_of_it_is_copied_as_text(view, qtbot):
    qtbot.mouseClick(view.copy, Qt.MouseButton.LeftButton)
    text = QGuiApplication.clipboard().text()
    assert "ลบโครงการ: " in text
    assert "    เดิม: ก่อสร้างถนนคอนกรีตเสริมเหล็ก ยาว 300 เมตร" in text
    assert "    ใหม่: ก่อสร้างถนนคอนกรีตเสริมเหล็ก ยาว 500 เมตร" in text
    assert "ต่างกัน\t" in text


def test_a_record_that_is_gone_is_told_in_place(view, window):
    row = next(number for number, line in enumerate(lines(view)) if line[0] == "ลบ")
    view.list.choose(row)
    view.list.setFocus()
    press(Qt.Key.Key_Return)
    assert window.page.objectName() == "history"
    assert "ตอนนี้ไม่มีรายการนี้" in clean(view.details.toPlainText())


def test_comparing_can_be_called_off(page, window, qtbot, monkeypatch):
    reached, go_on = threading.Event(), threading.Event()

    def slow(_copy, _operations, progress):
        reached.set()
        go_on.wait(20)
        progress(1, 2)
        raise AssertionError("nobody called it off")

    monkeypatch.setattr("kkplanner.desktop.pages.history.documents_at", slow)
    choose_rows(page, qtbot, 1)
    qtbot.mouseClick(page.choice.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(reached.is_set, timeout=20_000)
    assert page.choice.cancel.isVisible()
    qtbot.mouseClick(page.choice.cancel, Qt.MouseButton.LeftButton)
    go_on.set()
    qtbot.waitUntil(page.choice.button.isVisible, timeout=20_000)
    assert page.shown.currentWidget() is not page.view
