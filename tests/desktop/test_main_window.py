"""The window around a plan: pages, commands, undo, faults, closing."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QMessageBox, QPushButton
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


def test_a_file_that_is_gone_is_told_once_with_the_way_out(
    window, desktop, plan_file, tmp_path, monkeypatch, qtbot
):
    project = window.session.document.projects[0]
    before = window.session.document
    plan_file.unlink()
    for number in range(3):
        title = f"ชื่อ {number}"
        done = window.session.do(
            "แก้ไขโครงการ", lambda operation, title=title: operation.update(replace(project, title=title))
        )
        assert done is None
    (dialog,) = window.findChildren(FaultDialog)
    assert len(dialog.sentences) == 1
    dialog.close()
    (notice,) = window.notices.texts
    assert "บันทึกไว้ที่อื่น" in notice
    elsewhere = tmp_path / "ที่อื่น.kkplan"
    monkeypatch.setattr("kkplanner.desktop.file_choice.choose_new_file", lambda *_: elsewhere)
    button = next(one for one in window.notices.findChildren(QPushButton) if one.text() == "บันทึกไว้ที่อื่น…")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [one.session.path for one in desktop.windows] == [elsewhere])
    assert desktop.windows[0].session.document == before


def test_a_second_program_reads_who_has_the_file_and_may_look(window, plan_file, monkeypatch, qtbot, desktop):
    window.close()
    qtbot.waitUntil(lambda: not desktop.windows)
    with Workbook.open(plan_file, author="คนแรก"):
        told = []
        monkeypatch.setattr(
            type(desktop), "_offer_reading", lambda _self, error: told.append(error.sentence) or True
        )
        reader = desktop.open_plan(plan_file)
        assert told
        assert reader.session.read_only
        assert not reader.undo.isEnabled()
        assert reader.notices.texts


def test_a_plan_on_a_stick_can_be_copied_to_this_computer(window, desktop, monkeypatch, tmp_path, qtbot):
    from kkplanner.desktop import main_window as module
    from kkplanner.workbook.place import Place as Medium

    documents = tmp_path / "เอกสาร"
    documents.mkdir()
    monkeypatch.setattr(module, "place_of", lambda _path: Medium.REMOVABLE)
    monkeypatch.setattr(module, "documents_folder", lambda: documents)
    window.tell_what_opening_found()
    button = next(one for one in window.notices.findChildren(QPushButton) if one.text().startswith("ทำสำเนา"))
    monkeypatch.setattr(module, "place_of", lambda _path: Medium.FIXED)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [one.session.path.parent for one in desktop.windows] == [documents])
