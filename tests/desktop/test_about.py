"""Whose work the program carries, and whether it works here."""

from __future__ import annotations

import json

from PySide6.QtCore import Qt

from kkplanner.desktop.help import about
from kkplanner.desktop.help.about import LicencesDialog, SelfTestDialog


def test_the_licences_are_shown_and_searched(window, qtbot):
    window.commands.run("help.licences")
    dialog = window.findChild(LicencesDialog)
    qtbot.waitUntil(lambda: "PySide6" in dialog.text.toPlainText(), timeout=20_000)
    qtbot.keyClicks(dialog.search, "GNU LESSER")
    assert dialog.text.textCursor().selectedText().upper() == "GNU LESSER"


def test_the_program_tries_itself_in_a_folder(window, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(about, "choose_folder", lambda *_: tmp_path)
    window.commands.run("help.self_test")
    dialog = window.findChild(SelfTestDialog)
    qtbot.mouseClick(dialog.choose, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.result_now is not None, timeout=60_000)
    assert dialog.result_now.passed, dialog.result_now.as_json()
    written = json.loads((tmp_path / "ผลการตรวจความพร้อม" / "result.json").read_text(encoding="utf-8"))
    assert written["passed"]
    assert "ผ่าน" in dialog.page.toPlainText()
