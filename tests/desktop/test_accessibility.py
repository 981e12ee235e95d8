"""Every control says what it is, on every page and in every dialog."""

from __future__ import annotations

from pathlib import Path

import pytest
from names_of_controls import nameless
from PySide6.QtWidgets import QApplication, QDialog

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
