"""Everything that can be done is a command: found by Ctrl+K, refused with its reason where the plan is only read."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu, QPushButton
from typing_thai import press, type_text

from kkplanner.desktop import file_choice
from kkplanner.desktop.command_search import CommandSearch
from kkplanner.desktop.linkage.map_view import MapView
from kkplanner.desktop.page import Place
from kkplanner.desktop.page_commands import PAGE_COMMANDS, tools_of, words_of
from kkplanner.desktop.pages import PAGES, coverage, narrative, preview
from kkplanner.desktop.preview import paper

CONTROL = Qt.KeyboardModifier.ControlModifier
MADE_FROM_THE_PLAN = {
    "overview": r".*",  # its buttons lead to pages, which the commands of the menu ไปที่ do
    "part1": r"\{\w+\}",  # fields of the book, in the menu of ข้อมูลของแผน
    "history": r"ยกเลิกการเทียบ",  # shown only while it compares
    "p02": r"เลิกกรองตามความครอบคลุม|ยกเว้น…|.*✕",  # shown for one filter or finding, beside what they concern
}
"""Buttons that need no command of their own: they stand for one record or one filter, not for a thing to do."""


def excepted(page, words: str) -> bool:
    key = "p02" if page.startswith("p0") else "part1" if page.startswith("part") else page
    return bool(re.fullmatch(MADE_FROM_THE_PLAN.get(key, ""), words))


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.key)
def test_every_button_of_a_page_is_a_command_of_the_same_words(window, entry):
    window.go(Place(entry.key))
    window.page.complete()
    general = {one.text for one in window.commands.all() if not one.where}
    of_page = {one.text for one in PAGE_COMMANDS if entry.key in one.pages}
    words = {words_of(one) for one in tools_of(window.page)}
    missing = {one for one in words - general - of_page if not excepted(entry.key, one)}
    assert not missing


def test_every_command_of_a_page_finds_its_button(window):
    for entry in PAGES:
        window.go(Place(entry.key))
        window.page.complete()
        words = {words_of(one) for one in tools_of(window.page)}
        assert {one.text for one in PAGE_COMMANDS if entry.key in one.pages} <= words, entry.key


def search(window, qtbot, text):
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_K, CONTROL)
    found = window.findChild(CommandSearch)
    type_text(found.findChild(QLineEdit), text)
    return found


def listed(found):
    return [found.list.item(row).text() for row in range(found.list.count())]


@pytest.mark.parametrize(
    "words",
    ["พิมพ์…", "บันทึกเป็น Excel", "JSON", "ย่อ", "แก้ตามคำแนะนำ", "ยกเว้นพร้อมเหตุผล", "ไปที่ช่องนี้", "เทียบ",
     "กลับไปเป็นตอนนั้น", "ตั้งชื่อรุ่น", "พิมพ์หน้าเดียว", "เพิ่มหัวข้อ", "ตัวหนา", "หัวข้อระดับ 2", "ตั้งค่า", "คู่มือ ประวัติ",
     "แทรกรายการใหม่", "ทำเป็นโครงการ", "เชื่อมโยงประเด็นนี้"],
)  # fmt: skip
def test_what_the_pages_do_is_found_before_the_pages_were_ever_shown(window, qtbot, words):
    assert listed(search(window, qtbot, words))


def test_a_command_of_another_page_goes_there_and_does_it(window, qtbot):
    count = len(window.session.document.issues)
    found = search(window, qtbot, "เพิ่มประเด็น")
    assert listed(found) == ["ประเด็นและแนวทาง › เพิ่มประเด็น"]
    qtbot.keyClick(found.line, Qt.Key.Key_Return)
    assert window.page.objectName() == "issues"
    assert len(window.session.document.issues) == count + 1


def test_what_cannot_be_done_yet_is_said(window):
    window.commands.run("projects.unlink")
    assert window.page.objectName() == "p02"
    window.page.grid.clearSelection()
    window.go(Place("check"))
    window.commands.run("check.lift")
    assert "เลิกยกเว้น" in window.status.currentMessage()


def test_on_the_page_of_a_form_its_own_command_stands_once(window, qtbot):
    window.go(Place("p03"))
    assert listed(search(window, qtbot, "แทรกรายการใหม่")) == ["โครงการ › แทรกรายการใหม่ใต้แถวนี้    Ctrl+Ins"]


def test_a_command_that_cannot_be_run_now_stands_last_and_does_nothing(window, qtbot):
    found = search(window, qtbot, "เลิกทำ")
    found.line.clear()
    type_text(found.line, "เลิกทำ ctrl+z")
    assert listed(found) == ["แก้ไข › เลิกทำ    Ctrl+Z    (ขณะนี้ทำไม่ได้)"]
    qtbot.keyClick(found.line, Qt.Key.Key_Return)
    assert found.isVisible()
    found.close()


@pytest.fixture
def paperless(monkeypatch):
    """The system's print dialog as if called off; gives the pages it was asked for."""
    asked = []
    monkeypatch.setattr(paper, "ask_printer", lambda pages, _parent: asked.append(pages))
    return asked


@pytest.mark.parametrize("key", ["overview", "p02", "preview"])
def test_ctrl_p_prints_from_any_page_when_the_pages_are_there(window, qtbot, paperless, key):
    window.go(Place(key))
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_P, CONTROL)
    assert window.page.objectName() == "preview"
    qtbot.waitUntil(lambda: bool(paperless), timeout=60_000)
    assert paperless == [window.page.pages]


def test_ctrl_p_then_another_page_prints_nothing(window, qtbot, paperless):
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_P, CONTROL)
    window.go(Place("overview"))
    page = window._stack.show_page("preview", window.desk)
    qtbot.waitUntil(lambda: page.pages is not None, timeout=60_000)
    assert not paperless


@pytest.fixture
def reader(desktop, plan_file, qtbot):
    """The plan open for reading only."""
    shown = desktop.open_plan(plan_file, read_only=True)
    qtbot.waitExposed(shown)
    qtbot.waitUntil(lambda: shown.session.findings is not None, timeout=20_000)
    return shown


def put_away(window):
    for dialog in window.findChildren(QDialog):
        if dialog.isVisible():
            dialog.reject()
    popup = QApplication.activePopupWidget()
    if isinstance(popup, QMenu):
        popup.close()


def test_no_command_of_a_window_that_only_reads_changes_or_complains(
    reader, qtbot, monkeypatch, paperless, plan_file
):
    for module in (preview, coverage, file_choice):
        monkeypatch.setattr(module, "choose_new_file", lambda *_: None)
    for module in (narrative, file_choice):
        monkeypatch.setattr(module, "choose_file", lambda *_: None)
    told = []
    reader.faults.told.connect(told.append)
    before, document, content = (
        reader.session.workbook.last_operation,
        reader.session.document,
        plan_file.read_bytes(),
    )
    elsewhere = {"file.close", "file.new", "file.open", "file.settings"}
    for entry in PAGES:
        reader.go(Place(entry.key))
        for command in reader.commands.all():
            if command.id in elsewhere or command.id.startswith(("go.", "help.")):
                continue
            reader.commands.run(command.id)
            put_away(reader)
    assert not told
    assert reader.session.workbook.last_operation == before
    assert reader.session.document == document
    assert plan_file.read_bytes() == content


def test_commands_that_write_say_why_they_are_refused(reader):
    writing = [one for one in reader.commands.all() if one.writes]
    assert {"file.import", "file.merge", "file.version", "draft.template", "edit.undo"} <= {
        one.id for one in writing
    }
    for one in writing:
        assert not one.action.isEnabled()
        assert reader.session.workbook.read_only_reason in one.action.toolTip(), one.id


def test_buttons_that_write_are_grey_on_every_page_of_a_reader(reader):
    for entry in PAGES:
        reader.go(Place(entry.key))
        reader.page.complete()
        writing = {one.text for one in PAGE_COMMANDS if one.writes and entry.key in one.pages}
        writing |= {one.text for one in reader.commands.all() if one.writes and not one.where}
        for control in tools_of(reader.page):
            if words_of(control) in writing:
                assert not control.isEnabled(), f"{entry.key}: {words_of(control)}"


def test_the_grid_and_the_panel_of_a_reader_offer_no_editing(reader, qtbot):
    told = []
    reader.faults.told.connect(told.append)
    reader.activateWindow()
    reader.go(Place("p02"))
    page, document = reader.page, reader.session.document
    page.grid.show_cell(page.model.row_of(page.model.projects[0].uuid), page.model.column_of("title"))
    page.grid.setFocus()
    for key, modifier in (
        (Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier),
        (Qt.Key.Key_D, CONTROL),
        (Qt.Key.Key_V, CONTROL),
        (Qt.Key.Key_Insert, CONTROL),
        (Qt.Key.Key_Delete, CONTROL),
    ):
        page.grid.setFocus()
        press(key, modifier=modifier)
        assert page.grid.state() is not page.grid.State.EditingState
        put_away(reader)
    type_text(page.grid, "ก")
    assert all(one.isReadOnly() for one in page.panel.texts.values())
    for box in (page.panel.budget, page.panel.sub_items, page.panel.details):
        assert not box.isEnabled()
    finding = next(one for one in reader.session.findings.findings if one.project and one.waived is None)
    page.panel.show_project(finding.project)
    for button in page.panel.findings.findChildren(QPushButton):
        assert not button.isEnabled()
    assert all("อ่านอย่างเดียว" in sentence for sentence in told)
    assert reader.session.document == document


def test_the_map_keeps_its_letters_and_zooms(window, qtbot):
    window.resize(1366, 728)
    window.go(Place("linkage"))
    view = window.page.findChild(MapView)
    qtbot.waitUntil(lambda: not view._rest.isActive())
    assert view.zoom == 1.0
    smallest = min(one.font().pointSizeF() for one in view.scene().items() if hasattr(one, "toPlainText"))
    assert smallest >= QApplication.font().pointSizeF() - 1
    assert view.horizontalScrollBar().maximum() == 0
    window.activateWindow()
    view.setFocus()
    press(Qt.Key.Key_Plus, modifier=CONTROL)
    assert view.zoom > 1.0
    press(Qt.Key.Key_Minus, modifier=CONTROL)
    press(Qt.Key.Key_Minus, modifier=CONTROL)
    assert view.zoom < 1.0
    press(Qt.Key.Key_0, modifier=CONTROL)
    assert view.zoom == 1.0
