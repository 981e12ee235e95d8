"""Organisation, ประเด็น, needs, linkage, coverage and overview: typed, decided and led on through real events."""

from __future__ import annotations

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit, QPushButton
from typing_thai import press, type_text

from kkplanner.desktop.elided_button import ElidedButton
from kkplanner.desktop.page import Place
from kkplanner.desktop.pages import coverage as coverage_module
from kkplanner.desktop.pages.issues import MoveProjectsDialog
from kkplanner.desktop.pages.linkage import ReasonLine
from kkplanner.desktop.projects.clipboard import write_block

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def show(window, qtbot):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)

    def shown(key):
        window.go(Place(key))
        return window.page

    return shown


def click(qtbot, page, text):
    button = next(one for one in page.findChildren(QPushButton) if one.text() == text)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_organisations_figures_take_thai_digits(show, window):
    page = show("organisation")
    line = page.form.findChild(QLineEdit, "population")
    line.setFocus()
    press(Qt.Key.Key_A, modifier=CONTROL)
    type_text(line, "๖,๙๐๐")
    press(Qt.Key.Key_Return)
    assert window.session.document.organisation.population == 6_900


def test_villages_are_pasted_from_excel_as_one_operation(show, window, qapp):
    page = show("organisation")
    QAbstractItemModelTester(page.villages, QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    before = window.session.document.villages
    page.villages.paste(page.villages.rowCount() - 1, 0, [["12", "บ้านใหม่", "80"], ["๑๓", "บ้านเหนือ", "x"]])
    fresh = [one for one in window.session.document.villages if one not in before]
    assert [(one.number, one.name, one.households) for one in fresh] == [
        (12, "บ้านใหม่", 80),
        (13, "บ้านเหนือ", None),
    ]
    window.commands.run("edit.undo")
    assert window.session.document.villages == before


def test_an_issue_is_added_named_moved_and_removed(show, window, qtbot):
    page = show("issues")
    before = window.session.document
    click(qtbot, page, "เพิ่มประเด็น")
    assert window.session.document.issues[-1].title == "ประเด็นใหม่"
    page.tree.setFocus()
    page.move_line(-1)
    assert window.session.document.issues[-2].title == "ประเด็นใหม่"
    page.remove()
    assert len(window.session.document.issues) == len(before.issues)


def test_removing_an_issue_asks_where_its_projects_go(show, window, qtbot):
    page = show("issues")
    first, second = window.session.document.issues[:2]
    page._choose(first.uuid)
    page.tree.setFocus()
    press(Qt.Key.Key_Delete)
    dialog = page.findChild(MoveProjectsDialog)
    dialog.target.setCurrentIndex(dialog.target.findData(second.uuid))
    moved = [one.uuid for one in window.session.document.projects if one.issue == first.uuid]
    qtbot.mouseClick(dialog.go_on, Qt.MouseButton.LeftButton)
    document = window.session.document
    assert first.uuid not in {one.uuid for one in document.issues}
    assert {one.issue for one in document.projects if one.uuid in moved} == {second.uuid}


def test_the_paos_issues_come_in_one_click_and_only_once(show, window, qtbot):
    page = show("issues")
    click(qtbot, page, "คัดลอกจาก อบจ.")
    count = len(window.session.document.issues)
    click(qtbot, page, "คัดลอกจาก อบจ.")
    assert len(window.session.document.issues) == count


def test_a_need_is_typed_pasted_and_made_a_project(show, window, qtbot, qapp):
    page = show("needs")
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    qapp.clipboard().setText(
        write_block([["ถนนชำรุด", "หมู่ที่ 2", "นายดำ"], ["น้ำประปาไม่ไหล", "หมู่ที่ 4", "นางแดง"]])
    )
    page.table.setCurrentIndex(page.model.index(0, 0))
    page.table.setFocus()
    press(Qt.Key.Key_V, modifier=CONTROL)
    assert [one.text for one in window.session.document.needs] == ["ถนนชำรุด", "น้ำประปาไม่ไหล"]
    page.table.setCurrentIndex(page.model.index(1, 0))
    click(qtbot, page, "ทำเป็นโครงการ")
    need = window.session.document.needs[1]
    project = next(one for one in window.session.document.projects if one.uuid == need.project)
    assert (project.title, project.village) == ("น้ำประปาไม่ไหล", "หมู่ที่ 4")
    assert window.page.objectName() == "p02"


def test_a_link_upward_is_confirmed_or_refused_with_a_reason(show, window, qtbot):
    page = show("linkage")
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    page.table.setCurrentIndex(page.model.index(0, 0))
    qtbot.mouseClick(page.accept, Qt.MouseButton.LeftButton)
    (choice,) = window.session.document.crosswalk_choices
    assert (choice.accepted, choice.decided_by) == (True, "สมศรี ใจดี")
    qtbot.mouseClick(page.reject, Qt.MouseButton.LeftButton)
    dialog = page.findChild(ReasonLine)
    assert not dialog.go_on.isEnabled()
    type_text(dialog.line, "ไม่ตรงกับพื้นที่")
    qtbot.mouseClick(dialog.go_on, Qt.MouseButton.LeftButton)
    (choice,) = window.session.document.crosswalk_choices
    assert (choice.accepted, choice.reason) == (False, "ไม่ตรงกับพื้นที่")
    assert page.map.scene().items()


def test_a_cell_of_the_heat_map_leads_to_its_projects(show, window):
    page = show("coverage")
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    year = page.model.year(1)
    line = page.model.line(page.model.index(0, 1))
    page._open(page.model.index(0, 1))
    grid = window.page
    assert grid.objectName() == "p02"
    assert {one.uuid for one in grid.model.projects} == {
        one.uuid
        for one in window.session.document.projects
        if one.form is grid.form
        and one.budgets.get(year, 0) > 0
        and any(link.code == line.code or link.code.startswith(f"{line.code}.") for link in one.links)
    }


def test_the_coverage_page_is_saved_as_one_page(show, window, qtbot, tmp_path, monkeypatch):
    page = show("coverage")
    path = tmp_path / "ครอบคลุม.pdf"
    monkeypatch.setattr(coverage_module, "choose_new_file", lambda *_: path)
    page.save_page()
    qtbot.waitUntil(lambda: path.exists() and "บันทึกแล้ว" in page.summary.text(), timeout=30_000)
    assert len(PdfReader(path).pages) == 1


def test_the_overview_leads_to_what_comes_next(show, window, qtbot):
    page = show("overview")
    steps = [one for one in page.findChildren(QPushButton) if one.text().startswith("หัวข้อในเล่ม")]
    qtbot.mouseClick(steps[0], Qt.MouseButton.LeftButton)
    assert window.page.objectName().startswith("part")


def test_a_button_without_room_ends_with_dots_and_keeps_its_words(window):
    window.go(Place("overview"))
    for button in window.page.findChildren(ElidedButton):
        button.resize(120, button.height())
        shown = button.shown_text()
        assert shown.endswith("…")
        assert button.text().startswith(shown[:-1])
        assert button.toolTip() == button.text()
        button.resize(900, button.height())
        assert button.shown_text() == button.text()
