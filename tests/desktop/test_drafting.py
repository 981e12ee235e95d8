"""Projects from templates, by the keyboard: search, fill the blanks, read, add."""

from __future__ import annotations

import pytest
from names_of_controls import nameless
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from typing_thai import press, type_text

from kkplanner.desktop.drafting.template_dialog import TemplateDialog
from kkplanner.thai.money import SATANG_PER_BAHT

CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def dialog(window, qtbot):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.page.setFocus()
    press(Qt.Key.Key_N, modifier=CONTROL_SHIFT)
    found = window.findChild(TemplateDialog)
    qtbot.waitExposed(found)
    return found


def fill_in(dialog):
    """What a clerk types: the example of each blank."""
    template = dialog.template()
    for slot in template.slots:
        field = dialog.slots.get(slot.name)
        if isinstance(field, QLineEdit):
            field.clear()
            type_text(field, slot.example)


def test_a_road_is_drafted_linked_and_costed_as_one_operation(dialog, window, qtbot):
    before = window.session.document
    type_text(dialog.search, "ถนนคอนกรีต")
    assert "ถนน" in dialog.template().title
    fill_in(dialog)
    dialog.villages.item(0).setCheckState(Qt.CheckState.Checked)
    type_text(dialog.amount, "๕๐๐,๐๐๐")
    qtbot.waitUntil(lambda: dialog.add.isEnabled() and bool(dialog.projects), timeout=5_000)
    shown = dialog.preview.toPlainText().replace("\u200b", "")
    assert dialog.projects[0].title[:20] in shown
    qtbot.mouseClick(dialog.add, Qt.MouseButton.LeftButton)
    known = {one.uuid for one in before.projects}
    (fresh,) = [one for one in window.session.document.projects if one.uuid not in known]
    assert fresh.budgets == {2571: 500_000 * SATANG_PER_BAHT}
    assert fresh.links[0].confirmed
    assert window.page.objectName() == "p02"
    window.commands.run("edit.undo")
    assert window.session.document == before


def test_three_villages_make_three_projects_or_one_with_lines(dialog, window, qtbot):
    type_text(dialog.search, "ถนนคอนกรีต")
    while dialog.template().village_slot is None:
        dialog.list.setCurrentRow(dialog.list.currentRow() + 1)
    fill_in(dialog)
    for row in range(3):
        dialog.villages.item(row).setCheckState(Qt.CheckState.Checked)
    qtbot.waitUntil(lambda: len(dialog.projects) == 3, timeout=5_000)
    assert dialog.add.text() == "เพิ่ม 3 โครงการ"
    dialog.each.setCurrentIndex(1)
    qtbot.waitUntil(lambda: len(dialog.projects) == 1, timeout=5_000)
    assert len(dialog.projects[0].sub_items) == 3


def test_a_blank_left_open_is_told_and_nothing_can_be_added(dialog, qtbot):
    type_text(dialog.search, "ถนนคอนกรีต")
    qtbot.waitUntil(lambda: dialog.problem.text() != "", timeout=5_000)
    assert not dialog.add.isEnabled()


def test_every_control_has_a_name(dialog):
    assert not nameless(dialog)
