"""The first window: recent files and their health, the sample, settings, recovery, the guide."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from typing_thai import type_text

from kkplanner.assets import resource
from kkplanner.desktop import start_window as module
from kkplanner.desktop.help.guide_window import GuideWindow
from kkplanner.desktop.help.topics import topic_for, topics
from kkplanner.desktop.look import DARK, colours
from kkplanner.desktop.pages import PAGES
from kkplanner.desktop.recovery import dialog as recovery_module
from kkplanner.desktop.recovery.dialog import RecoveryDialog
from kkplanner.desktop.settings.dialog import SettingsDialog
from kkplanner.exchange.sample import sample_plan
from kkplanner.workbook import Workbook


@pytest.fixture
def start(desktop, plan_file, qtbot):
    desktop.preferences.remember(plan_file)
    shown = desktop.start_window()
    qtbot.waitUntil(lambda: shown.is_settled, timeout=20_000)
    return shown


def texts(start):
    return [start.recent.item(row).text() for row in range(start.recent.count())]


def test_recent_files_say_whose_plan_and_how_large(start):
    (text,) = texts(start)
    assert "แผนตัวอย่าง" in text
    assert sample_plan().organisation.name in text
    assert "76 รายการ" in text


def test_a_file_that_is_gone_says_so_and_can_be_forgotten(start, plan_file, qtbot):
    plan_file.unlink()
    start.refresh()
    qtbot.waitUntil(lambda: "ไม่พบแฟ้ม" in texts(start)[0], timeout=20_000)
    start.recent.setCurrentRow(0)
    qtbot.mouseClick(start.forget, Qt.MouseButton.LeftButton)
    assert texts(start) == []


def test_a_damaged_file_is_recovered_into_a_new_one(start, plan_file, tmp_path, qtbot, monkeypatch, desktop):
    with Workbook.open(plan_file):
        pass  # leaves a backup
    plan_file.write_bytes(plan_file.read_bytes()[:40_000])
    start.refresh()
    qtbot.waitUntil(lambda: "เสียหาย" in texts(start)[0], timeout=20_000)
    start._open_recent(start.recent.item(0))
    dialog = start.findChild(RecoveryDialog)
    qtbot.waitUntil(dialog.take.isEnabled, timeout=60_000)
    target = tmp_path / "กู้แล้ว.kkplan"
    monkeypatch.setattr(recovery_module, "choose_new_file", lambda *_: target)
    qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(desktop.windows) == 1, timeout=20_000)
    assert desktop.windows[0].session.document == sample_plan()


def test_the_sample_is_a_copy_of_ones_own(start, desktop, tmp_path, monkeypatch, qtbot):
    monkeypatch.setattr(module, "choose_new_file", lambda *_: tmp_path / "ลอง.kkplan")
    qtbot.mouseClick(start.findChild(QPushButton, "sample"), Qt.MouseButton.LeftButton)
    assert desktop.windows[0].session.document == sample_plan()
    assert not start.isVisible()


def test_settings_are_in_effect_at_once(window, desktop, qtbot):
    window.commands.run("file.settings")
    dialog = window.findChild(SettingsDialog)
    dialog.author.clear()
    type_text(dialog.author, "มานี มีนา")
    dialog.font_size.setValue(14)
    dialog.theme.setCurrentIndex(dialog.theme.findData("dark"))
    qtbot.mouseClick(dialog.keep, Qt.MouseButton.LeftButton)
    assert colours() is DARK
    assert QApplication.font().pointSize() == 14
    window.session.do("ลบหมู่บ้าน", lambda operation: operation.remove(window.session.document.villages[0]))
    assert window.session.workbook.history()[0].author == "มานี มีนา"


def test_f1_opens_the_guide_at_the_page_one_is_on(window, desktop, qtbot):
    from kkplanner.desktop.page import Place

    window.go(Place("check"))
    window.commands.run("help.guide")
    guide = next(one for one in QApplication.topLevelWidgets() if isinstance(one, GuideWindow))
    assert guide.contents.currentItem().text() == "ตรวจสอบ"
    type_text(guide.search, "แฟลชไดรฟ์")
    assert guide.contents.count() >= 1
    assert "แฟลชไดรฟ์" in guide.text.toPlainText().replace("\u200b", "")


def test_every_page_has_a_topic_and_every_topic_a_text():
    assert {topic_for(entry.key) for entry in PAGES} <= set(topics())
    for name in topics():
        assert resource("user-guide", f"{name}.md").read_text(encoding="utf-8").startswith("# ")
