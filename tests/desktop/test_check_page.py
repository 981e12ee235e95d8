"""The check page: what is wrong, the very cell, the fix, the waiver."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from typing_thai import press, type_text

from kkplanner.desktop.findings.waiving import ReasonDialog
from kkplanner.desktop.page import Place
from kkplanner.plan.kinds import Form


@pytest.fixture
def page(window, qtbot):
    """With two misspelt programmes and one empty title among the sample's projects."""
    first, second, third = [one for one in window.session.document.projects if one.form is Form.P02][:3]
    window.session.do(
        "ทำให้ผิด",
        lambda operation: operation.update(
            replace(first, programme="แผนงานการพานิชย์"),
            replace(second, programme="แผนงานการพานิชย์"),
            replace(third, title=""),
        ),
    )
    window.go(Place("check"))
    with qtbot.waitSignal(window.session.checked, timeout=20_000):
        window.session.check_now()
    window.activateWindow()
    window.page.tree.setFocus()
    return window.page


def choose(page, rule, number=0):
    """Make a finding of a rule the current one."""
    model = page.model
    for row in range(model.rowCount()):
        grave = model.index(row, 0)
        for below in range(model.rowCount(grave)):
            title = model.index(below, 0, grave)
            if model.node(title).rule == rule:
                index = model.index(number, 0, title)
                page.tree.choose(index)
                return model.node(index).finding
    raise LookupError(rule)


def test_the_model_keeps_qts_contract(page):
    tester = QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.search.setText("แผนงาน")
    page.search.clear()
    assert tester is not None
    assert page.model.parent(page.model.index(0, 0)) == QModelIndex()


def test_the_navigation_counts_what_presses(page, window):
    texts = [window.navigation.item(row).text() for row in range(window.navigation.count())]
    assert any(text.startswith("ตรวจสอบ  (") for text in texts)


def test_enter_goes_to_the_very_cell(page, window):
    finding = choose(page, "project.programme-spelling")
    press(Qt.Key.Key_Return)
    assert window.page.objectName() == "p02"
    index = window.page.grid.currentIndex()
    assert window.page.model.project_at(index.row()).uuid == finding.project
    assert window.page.model.columns[index.column()].key == "programme"


def test_one_fix_or_all_alike_is_one_operation(page, window, qtbot):
    choose(page, "project.programme-spelling")
    before = window.session.document
    with qtbot.waitSignal(window.session.checked, timeout=20_000):
        qtbot.mouseClick(page.fix_all, Qt.MouseButton.LeftButton)
    programmes = [one.programme for one in window.session.document.projects if one.form is Form.P02][:2]
    assert programmes == ["แผนงานการพาณิชย์"] * 2
    window.commands.run("edit.undo")
    assert window.session.document == before


def test_a_finding_is_set_aside_only_with_a_reason(page, window, qtbot):
    finding = choose(page, "project.programme-spelling")
    qtbot.mouseClick(page.waive, Qt.MouseButton.LeftButton)
    dialog = page.findChild(ReasonDialog)
    assert not dialog.waive.isEnabled()
    type_text(dialog.reason, "ตามหนังสือของกรม")
    with qtbot.waitSignal(window.session.checked, timeout=20_000):
        qtbot.mouseClick(dialog.waive, Qt.MouseButton.LeftButton)
    (waiver,) = [one for one in window.session.document.waivers if one.project == finding.project]
    assert (waiver.rule, waiver.reason) == (finding.rule, "ตามหนังสือของกรม")
    page.waived.setChecked(True)
    choose(page, "project.programme-spelling")
    with qtbot.waitSignal(window.session.checked, timeout=20_000):
        qtbot.mouseClick(page.lift, Qt.MouseButton.LeftButton)
    assert not [one for one in window.session.document.waivers if one.project == finding.project]


def test_search_and_gravity_narrow_the_list(page, qapp):
    every = page.model.rowCount()
    page.search.setText("พาณิชย์")
    assert 0 < page.model.rowCount() <= every
    page.search.clear()
    page.severity.setCurrentIndex(1)
    assert page.model.rowCount() <= 1
    page.severity.setCurrentIndex(0)
    page.copy.click()
    assert "ร้ายแรง\t" in QApplication.clipboard().text()


def test_after_a_fix_the_next_finding_is_current_and_ctrl_enter_is_the_fix(page, window, qtbot):
    choose(page, "project.programme-spelling")
    following = page.model.order[page.model.order.index(current(page)) + 1]
    with qtbot.waitSignal(window.session.checked, timeout=20_000):
        press(Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
        assert current(page) == following
    assert current(page) == following
    with qtbot.waitSignal(window.session.checked, timeout=20_000):
        press(Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    assert not [one for one in page.model.order if one.rule == "project.programme-spelling"]
    assert current(page) is not None


def current(page):
    return page.model.node(page.tree.currentIndex()).finding


def test_several_findings_are_set_aside_with_one_reason_in_one_undo(page, window, qtbot):
    before = window.session.document
    first = choose(page, "project.programme-spelling")
    press(Qt.Key.Key_Down, modifier=Qt.KeyboardModifier.ShiftModifier)
    second = page.tree.chosen[-1]
    with qtbot.waitSignal(window.session.checked, timeout=20_000):
        window.session.check_now()
    assert page.tree.chosen == [first, second]
    press(Qt.Key.Key_Delete)
    dialog = page.findChild(ReasonDialog)
    type_text(dialog.reason, "ชื่อเดิมของแผนงาน")
    with qtbot.waitSignal(window.session.checked, timeout=20_000):
        qtbot.mouseClick(dialog.waive, Qt.MouseButton.LeftButton)
    fresh = [one for one in window.session.document.waivers if one not in before.waivers]
    assert {(one.rule, one.project, one.reason) for one in fresh} == {
        (one.rule, one.project, "ชื่อเดิมของแผนงาน") for one in (first, second)
    }
    assert current(page).rule != "project.programme-spelling"
    page.waived.click()
    assert {one.project for one in page.model.order} >= {first.project, second.project}
    assert page.waived.text().endswith(f"({len(page.model.order):,})")
    window.commands.run("edit.undo")
    assert window.session.document == before


def test_headings_stay_open_when_the_plan_is_checked_again(page, window, qtbot):
    choose(page, "project.programme-spelling")
    rule = page.model.parent(page.tree.currentIndex())
    page.tree.setCurrentIndex(rule)
    page.tree.setExpanded(rule, True)
    with qtbot.waitSignal(window.session.checked, timeout=20_000):
        window.session.check_now()
    again = page.tree.currentIndex()
    assert page.model.node(again).rule == "project.programme-spelling"
    assert page.model.node(again).finding is None
    assert page.tree.isExpanded(again)


def test_an_open_heading_between_selected_findings_does_not_stand_for_all_below_it(page):
    first = page.model.index(0, 0)
    page.tree.expandAll()
    page.tree.choose(page.model.index(0, 0, page.model.index(0, 0, first)))
    for _ in range(8):
        press(Qt.Key.Key_Down, modifier=Qt.KeyboardModifier.ShiftModifier)
    lines = page.tree.selectionModel().selectedRows()
    findings = [one for index in lines if (one := page.model.node(index).finding) is not None]
    assert len(findings) < len(lines)
    assert page.tree.chosen == findings
