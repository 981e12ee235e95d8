"""The window around a plan: pages, commands, undo, faults, closing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QMessageBox
from typing_thai import type_text

from kkplanner.desktop.command_search import CommandSearch
from kkplanner.desktop.faults import FaultDialog
from kkplanner.errors import UserError
from kkplanner.workbook import Workbook


def test_the_title_names_plan_organisation_and_file(window):
    title = window.windowTitle()
    assert "แผนพัฒนาท้องถิ่น" in title
    assert window.session.document.organisation.name in title
    assert "แผนตัวอย่าง.kkplan" in title


def test_an_operation_shows_when_it_was_saved_and_can_be_taken_back_by_its_name(window):
    village = window.session.document.villages[0]
    window.session.do("ลบหมู่บ้าน", lambda operation: operation.remove(village))
    assert window.status.saved.text().startswith("บันทึกแล้ว")
    assert window.undo.text() == "เลิกทำ: ลบหมู่บ้าน"
    window.commands.run("edit.undo")
    assert window.session.document.villages[0] == village
    assert window.redo.text() == "ทำซ้ำ: ลบหมู่บ้าน"
    window.commands.run("edit.redo")
    assert village not in window.session.document.villages


def test_ctrl_k_finds_a_command_by_its_words_and_enter_runs_it(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    search = window.findChild(CommandSearch)
    line = search.findChild(QLineEdit)
    type_text(line, "ค้นหาคำสั่ง")
    assert search.list.count() == 1
    line.clear()
    type_text(line, "ภาพรวม")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.findChild(CommandSearch) is None)
    assert window.page.objectName() == "overview"


def test_a_fault_of_ours_is_one_dialog_with_details_to_copy_and_the_window_lives_on(window, qtbot, qapp):
    error = ZeroDivisionError("ผิดเอง")
    window.faults.catch(type(error), error, None)
    window.faults.catch(type(error), error, None)
    boxes = window.findChildren(FaultDialog)
    assert len(boxes) == 1
    qtbot.mouseClick(boxes[0].copy_button, Qt.MouseButton.LeftButton)
    assert "ZeroDivisionError" in qapp.clipboard().text()
    boxes[0].close()
    qtbot.waitUntil(lambda: not window.findChildren(FaultDialog))
    assert window.isVisible()


def test_sentences_of_one_trouble_gather_in_one_dialog(window, qtbot):
    for number in range(5):
        window.faults.tell(UserError(f"ประโยคที่ {number}"))
    (box,) = window.findChildren(FaultDialog)
    assert box.sentences == ["ประโยคที่ 0", "ประโยคที่ 1", "ประโยคที่ 2"]
    box.close()
    qtbot.waitUntil(lambda: not window.findChildren(QDialog))


def test_qts_own_buttons_speak_thai(window):
    box = QMessageBox(window)
    box.setStandardButtons(QMessageBox.StandardButton.Ok | QMessageBox.StandardButton.Cancel)
    assert {button.text().replace("&", "") for button in box.buttons()} == {"ตกลง", "ยกเลิก"}


def test_closing_gives_the_file_back(window, desktop, plan_file, qtbot):
    window.close()
    qtbot.waitUntil(lambda: not desktop.windows)
    with Workbook.open(plan_file) as workbook:
        assert not workbook.read_only


def test_the_second_window_of_the_same_file_is_the_first(window, desktop, plan_file):
    assert desktop.open_plan(plan_file) is window


def test_the_job_line_is_silent_until_work_reports(window):
    assert window.status.findChild(QLabel, "saved").text() == "ยังไม่มีการแก้ไข"
