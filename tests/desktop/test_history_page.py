"""The history: who, when, what; names for moments, comparing them, going back to one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QInputDialog, QLineEdit
from typing_thai import press, type_text

from kkplanner.desktop.page import Place
from kkplanner.workbook.moments import versions


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


def test_a_moment_is_compared_with_now_and_brought_back_as_one_operation(page, window, qtbot):
    now = window.session.document
    page.table.setCurrentIndex(page.model.index(2, 0))
    qtbot.mouseClick(page.compare_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: "ต่างกัน 1 รายการ" in page.details.toPlainText().replace("\u200b", ""), timeout=20_000
    )
    page.table.setCurrentIndex(page.model.index(2, 0))
    qtbot.mouseClick(page.restore_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.session.document != now, timeout=20_000)
    assert window.undo.text().startswith("เลิกทำ: กลับไปเป็น ")
    window.commands.run("edit.undo")
    assert window.session.document == now
