"""F1 in a dialog opens the guide where it is explained, beside the dialog, and both can be used."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from typing_thai import type_text

from kkplanner.desktop.help.guide_window import GuideWindow
from kkplanner.desktop.help.topics import topics
from kkplanner.desktop.new_plan.wizard import NewPlanWizard
from kkplanner.desktop.page import Place
from kkplanner.desktop.pages.linkage import ReasonLine


def guide():
    return next(
        (one for one in QApplication.topLevelWidgets() if isinstance(one, GuideWindow) and one.isVisible()),
        None,
    )


def press_f1_in(dialog, qtbot):
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.focusWidget() is not None and QApplication.activeWindow() is dialog)
    dialog.focusWidget().setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F1)
    qtbot.waitUntil(lambda: guide() is not None)
    return guide()


def front(window):
    return next(one for one in window.findChildren(QDialog) if one.isVisible())


@pytest.mark.parametrize(
    ("command", "topic"),
    [
        ("file.import", "import"),
        ("file.merge", "together"),
        ("file.hand_out", "together"),
        ("file.take_back", "together"),
        ("file.send", "sending"),
        ("file.settings", "settings"),
        ("file.new", "start"),
        ("draft.template", "projects"),
        ("help.self_test", "settings"),
        ("tools.search", "settings"),
        ("file.version", "overview"),  # a small question is explained where it was asked
    ],
)
def test_f1_in_a_dialog_opens_the_guide_at_its_topic(window, qtbot, command, topic):
    window.commands.run(command)
    dialog = front(window)
    shown = press_f1_in(dialog, qtbot)
    assert shown.contents.currentItem().text() == topics()[topic]
    dialog.reject()


def test_the_guide_can_be_used_while_a_dialog_is_open(window, qtbot):
    window.commands.run("file.import")
    dialog = front(window)
    assert dialog.isModal()
    shown = press_f1_in(dialog, qtbot)
    item = shown.contents.item(0)
    qtbot.mouseClick(
        shown.contents.viewport(), Qt.MouseButton.LeftButton, pos=shown.contents.visualItemRect(item).center()
    )
    assert shown.contents.currentItem() is item
    type_text(shown.search, "แฟลชไดรฟ์")
    assert 1 <= shown.contents.count() < len(topics())
    shown.close()
    assert dialog.isVisible()
    dialog.reject()


def test_a_question_of_a_page_is_explained_with_the_page(window, qtbot):
    window.go(Place("linkage"))
    window.commands.run("linkage.reject")
    dialog = window.findChild(ReasonLine)
    assert press_f1_in(dialog, qtbot).contents.currentItem().text() == topics()["linkage"]
    dialog.reject()


def test_a_dialog_of_the_first_window_is_explained(desktop, qtbot):
    start = desktop.start_window()
    start.open_settings()
    dialog = front(start)
    assert press_f1_in(dialog, qtbot).contents.currentItem().text() == topics()["settings"]
    dialog.reject()


def test_calling_off_the_wizard_leaves_the_plan_in_front(window, desktop, qtbot):
    window.commands.run("file.new")
    wizard = window.findChild(NewPlanWizard)
    assert not desktop.start_window_is_shown
    qtbot.keyClick(wizard, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(NewPlanWizard) is None)
    assert window.isVisible()
    assert not desktop.start_window_is_shown
