"""Every control says what it is, on every page and in every dialog."""

from __future__ import annotations

from pathlib import Path

import pytest
from names_of_controls import nameless
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QDialog, QScrollArea

from kkplanner.desktop.new_plan.wizard import NewPlanWizard
from kkplanner.desktop.page import Place
from kkplanner.desktop.pages import PAGES
from kkplanner.desktop.settings.dialog import SettingsDialog


@pytest.mark.parametrize("key", [entry.key for entry in PAGES])
def test_every_control_of_a_page_has_a_name(window, key):
    window.go(Place(key))
    assert not nameless(window)


def test_every_control_of_the_first_window_and_its_dialogs_has_a_name(desktop, qtbot, tmp_path):
    start = desktop.start_window()
    assert not nameless(start)
    dialogs: list[QDialog] = [
        NewPlanWizard("", Path(tmp_path), start.faults, start),
        SettingsDialog(desktop.preferences, start),
    ]
    for dialog in dialogs:
        dialog.open()
        assert not nameless(dialog)
        dialog.close()
    desktop.show_guide("p02")
    guide = next(one for one in QApplication.topLevelWidgets() if one.objectName() == "guide")
    assert not nameless(guide)


@pytest.mark.parametrize(
    "command",
    ["draft.template", "file.import", "file.merge", "file.hand_out", "file.take_back", "file.send",
     "help.licences", "help.self_test"],
)  # fmt: skip
def test_every_control_of_a_dialog_has_a_name(window, command, qtbot):
    window.commands.run(command)
    dialog = next(one for one in window.findChildren(QDialog) if one.isVisible())
    qtbot.wait(1)
    assert not nameless(dialog)
    dialog.reject()


def test_tab_goes_round_every_page_and_comes_back(window):
    for entry in PAGES:
        window.go(Place(entry.key))
        first = window.page.nextInFocusChain()
        widget, steps = first, 0
        while steps < 5_000:
            widget = widget.nextInFocusChain()
            steps += 1
            if widget is first:
                break
        assert widget is first, entry.key


@pytest.mark.parametrize("size", [11, 16, 22])
def test_every_page_fits_the_screen_of_an_old_laptop(desktop, plan_file, size, qtbot):
    """1366×768 less the task bar, with letters at 100, 150 and 200 %; what does not fit scrolls."""
    desktop.preferences.set("font_size", size)
    desktop.preferences.set("author", "ผู้มีชื่อและนามสกุลยาวมากกว่าที่แถบล่างของจอเล็กจะแสดงได้หมดในคราวเดียว")
    desktop.dress()
    try:
        window = desktop.open_plan(plan_file)
        window.resize(1366, 728)
        qtbot.waitExposed(window)
        for entry in PAGES:
            window.go(Place(entry.key))
            qtbot.wait(1)
            assert (window.width(), window.height()) == (1366, 728), entry.key
            area = window.page.parentWidget().parentWidget()
            assert isinstance(area, QScrollArea)
            for page, room, bar in (
                (window.page.width(), area.viewport().width(), area.horizontalScrollBar()),
                (window.page.height(), area.viewport().height(), area.verticalScrollBar()),
            ):
                assert page <= room or bar.isVisible(), entry.key
            assert size > 16 or window.page.width() <= area.viewport().width(), entry.key
    finally:
        desktop.preferences.set("font_size", 11)
        desktop.dress()


@pytest.mark.parametrize("size", [16, 22])
def test_the_first_window_its_wizard_and_the_settings_fit_the_screen(desktop, size, qtbot):
    desktop.preferences.set("font_size", size)
    desktop.dress()
    try:
        start = desktop.start_window()
        start.resize(1366, 728)
        qtbot.wait(1)
        assert (start.width(), start.height()) == (1366, 728)
        for show in (start.new_plan, start.open_settings):
            show()
            dialog = next(one for one in start.findChildren(QDialog) if one.isVisible())
            dialog.resize(1366, 728)
            qtbot.wait(1)
            assert (dialog.width(), dialog.height()) == (1366, 728)
            dialog.reject()
    finally:
        desktop.preferences.set("font_size", 11)
        desktop.dress()


def test_an_amount_is_never_shown_in_part(window):
    """The sum below a column decides how wide it is at least."""
    window.go(Place("p02"))
    grid, totals = window.page.grid, window.page.totals
    font = grid.font()
    font.setBold(True)
    for column, text in totals.texts.items():
        if not grid.isColumnHidden(column):
            assert grid.columnWidth(column) >= QFontMetrics(font).horizontalAdvance(text)
