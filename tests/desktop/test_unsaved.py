"""What was typed while the plan file was away is neither lost nor told twice."""

from __future__ import annotations

import pytest
from in_the_grid import go, typed
from PySide6.QtCore import Qt
from typing_thai import press, type_text

from kkplanner.desktop.faults import FaultDialog

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


def faults(window):
    return [one for one in window.findChildren(FaultDialog) if one.isVisible()]


def lose(plan_file):
    """The stick is pulled; gives back what puts it in again."""
    away = plan_file.with_name("away")
    plan_file.rename(away)
    return lambda: away.rename(plan_file)


def test_what_is_typed_in_the_panel_stays_when_it_cannot_be_written(window, page, plan_file, qtbot, qapp):
    told = []
    window.faults.told.connect(told.append)
    go(page, 0, "title")
    project = page.model.projects[0]
    field = page.panel.texts["objective"]
    field.setFocus()
    press(Qt.Key.Key_A, modifier=CONTROL)
    type_text(field, "พิมพ์ไว้แล้ว")
    come_back = lose(plan_file)
    go(page, 1, "title")
    assert len(told) == 1
    faults(window)[0].accept()
    assert page.panel.strip.isVisible()
    assert "วัตถุประสงค์" in page.panel.strip.accessibleName()
    go(page, 0, "title")
    assert field.text == "พิมพ์ไว้แล้ว"
    go(page, 1, "title")
    assert len(told) == 1
    copy, again, _ = page.panel.strip.buttons
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert qapp.clipboard().text() == f"โครงการ: {project.title}\nวัตถุประสงค์: พิมพ์ไว้แล้ว"
    come_back()
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    assert page.model.projects[0].objective == "พิมพ์ไว้แล้ว"
    assert not page.panel.strip.isVisible()


@pytest.mark.parametrize("key", ["title", "objective"])
def test_what_is_typed_in_a_cell_waits_in_the_panel_and_goes_with_the_plan_elsewhere(
    window, page, plan_file, desktop, tmp_path, monkeypatch, qtbot, key
):
    go(page, 0, key)
    uuid = page.model.projects[0].uuid
    typed(page, "ข้อความที่พิมพ์")
    plan_file.unlink()
    press(Qt.Key.Key_Return)
    faults(window)[0].accept()
    assert page.panel.texts[key].text == "ข้อความที่พิมพ์"
    elsewhere = tmp_path / "ที่อื่น.kkplan"
    monkeypatch.setattr("kkplanner.desktop.file_choice.choose_new_file", lambda *_: elsewhere)
    window._save_elsewhere()
    qtbot.waitUntil(lambda: [one.session.path for one in desktop.windows] == [elsewhere])
    kept = next(one for one in desktop.windows[0].session.document.projects if one.uuid == uuid)
    assert getattr(kept, key) == "ข้อความที่พิมพ์"


def test_what_could_not_be_written_can_be_dropped(window, page, plan_file, qtbot):
    go(page, 0, "title")
    before = page.model.projects[0]
    page.panel.tabs.setCurrentIndex(1)
    year = window.session.document.plan.period.first
    line = page.panel.budget.years[year]
    line.setFocus()
    line.selectAll()
    type_text(line, "5")
    come_back = lose(plan_file)
    go(page, 1, "title")
    faults(window)[0].accept()
    go(page, 0, "title")
    assert line.text() == "5"
    come_back()
    qtbot.mouseClick(page.panel.strip.buttons[2], Qt.MouseButton.LeftButton)
    assert line.text() != "5"
    assert page.model.projects[0] == before
