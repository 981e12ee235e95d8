"""The clerk's day from the first window to the printed plan, by the keyboard alone, through real events."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget, QWizard
from typing_thai import press, type_text

from kkplanner.desktop.new_plan.wizard import NewPlanWizard
from kkplanner.desktop.page import Place
from kkplanner.desktop.pages import preview
from kkplanner.desktop.projects.clipboard import write_block
from kkplanner.plan.kinds import Form
from kkplanner.workbook import Workbook

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def tab_to(widget: QWidget) -> None:
    """Reach a control with Tab, as somebody without a mouse must."""
    for _ in range(80):
        if focused() is widget or widget.isAncestorOf(focused()):
            return
        press(Qt.Key.Key_Tab)
    raise AssertionError(f"{widget.accessibleName()} cannot be reached with Tab")


def choose_rule(page, rule: str):
    """Make the line of a rule the current one of the check's list."""
    model = page.model
    for row in range(model.rowCount()):
        grave = model.index(row, 0)
        for below in range(model.rowCount(grave)):
            index = model.index(below, 0, grave)
            if model.node(index).rule == rule:
                page.tree.setCurrentIndex(index)
                return model.node(index)
    raise LookupError(rule)


def test_from_a_new_plan_to_excel_and_pdf_without_a_mouse(desktop, qtbot, qapp, tmp_path, monkeypatch):
    # --- a new plan by the wizard
    start = desktop.start_window()
    qtbot.waitExposed(start)
    new = start.findChild(QPushButton, "new")
    new.setFocus()
    qtbot.waitUntil(new.hasFocus)
    press(Qt.Key.Key_Space)
    wizard = start.findChild(NewPlanWizard)
    qtbot.waitUntil(wizard.isActiveWindow)
    tab_to(wizard.who.district)
    while wizard.who.district.currentText() != "หนองเรือ":
        press(Qt.Key.Key_Down)
    tab_to(wizard.who.tambon)
    press(Qt.Key.Key_Down)
    assert wizard.who.name.text() == f"องค์การบริหารส่วนตำบล{wizard.who.tambon.currentText()}"
    wizard.button(QWizard.WizardButton.NextButton).setFocus()
    press(Qt.Key.Key_Space)
    wizard.button(QWizard.WizardButton.NextButton).setFocus()
    press(Qt.Key.Key_Space)
    path = tmp_path / "แผนใหม่.kkplan"
    wizard.place.line.setFocus()
    press(Qt.Key.Key_A, modifier=CONTROL)
    type_text(focused(), str(path))
    wizard.button(QWizard.WizardButton.FinishButton).setFocus()
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(desktop.windows) == 1)
    (window,) = desktop.windows
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    empty = window.session.document
    assert len(empty.issues) == 8
    assert sum(len(issue.approaches) for issue in empty.issues) == 44

    # --- three projects typed
    press(Qt.Key.Key_8, modifier=CONTROL)
    assert window.page.objectName() == "p02"
    page = window.page
    titles = ["ก่อสร้างถนนคอนกรีตเสริมเหล็ก หมู่ที่ 1", "อบรมอาชีพผู้สูงอายุ", "ขยายเขตประปาหมู่บ้าน หมู่ที่ 3"]
    for title in titles:
        press(Qt.Key.Key_Insert, modifier=CONTROL)
        assert page.grid.hasFocus()
        type_text(page.grid, title[0])
        type_text(focused(), title[1:])
        press(Qt.Key.Key_Return)
    assert [one.title for one in window.session.document.projects] == titles

    # --- twenty rows pasted from Excel
    rows = [[f"โครงการที่ {n}", f"พัฒนาแหล่งน้ำสายที่ {n}", "1 แห่ง", "100,000", "", "๒๐๐,๐๐๐.-"] for n in range(20)]
    qapp.clipboard().setText(write_block(rows))
    press(Qt.Key.Key_Insert, modifier=CONTROL)
    press(Qt.Key.Key_V, modifier=CONTROL)
    pasted = [one for one in window.session.document.projects if one.title.startswith("โครงการที่ ")]
    assert [one.title for one in pasted] == [row[0] for row in rows]
    years = window.session.document.plan.period.years
    assert pasted[0].budgets == {years[0]: 10_000_000, years[2]: 20_000_000}

    # --- a suggestion accepted with Enter
    row = page.model.row_of(window.session.document.projects[0].uuid)
    page.grid.show_cell(row, 0)
    qtbot.waitUntil(lambda: page.panel.alignment.list.count() > 0, timeout=20_000)
    press(Qt.Key.Key_F4)
    press(Qt.Key.Key_F4)
    page.panel.alignment.list.setFocus()
    press(Qt.Key.Key_Return)
    (link,) = window.session.document.projects[0].links
    assert link.code.startswith("1.1")
    assert (link.confirmed, link.confirmed_by) == (True, "สมศรี ใจดี")

    # --- a finding fixed
    with qtbot.waitSignal(window.session.checked, timeout=20_000):
        window.session.check_now()
    press(Qt.Key.Key_F9)
    assert window.page.objectName() == "check"
    check = window.page
    rule = choose_rule(check, "project.objective-not-purpose")
    assert len(rule.findings()) == 20
    check.tree.setFocus()
    tab_to(check.fix_all)
    press(Qt.Key.Key_Space)
    objectives = [
        one.objective for one in window.session.document.projects if one.title.startswith("โครงการที่ ")
    ]
    assert objectives == [f"เพื่อพัฒนาแหล่งน้ำสายที่ {n}" for n in range(20)]
    done = window.session.document

    # --- undo all, redo all
    count = 0
    while window.undo.isEnabled():
        press(Qt.Key.Key_Z, modifier=CONTROL)
        count += 1
    assert window.session.document == empty
    for _ in range(count):
        press(Qt.Key.Key_Y, modifier=CONTROL)
    assert window.session.document == done
    assert not window.redo.isEnabled()

    # --- Excel and PDF
    book, pdf = tmp_path / "แผน.xlsx", tmp_path / "แผน.pdf"
    targets = iter((book, pdf))
    monkeypatch.setattr(preview, "choose_new_file", lambda *_: next(targets))
    window.go(Place("preview"))
    window.page.export_excel()
    qtbot.waitUntil(lambda: str(book) in window.page.state.text(), timeout=60_000)
    window.page.export_pdf()
    qtbot.waitUntil(lambda: str(pdf) in window.page.state.text(), timeout=60_000)
    assert book.stat().st_size > 5_000
    assert pdf.read_bytes().startswith(b"%PDF")

    # --- close and reopen: equal
    window.page.setFocus()
    press(Qt.Key.Key_W, modifier=CONTROL)
    qtbot.waitUntil(lambda: not desktop.windows)
    with Workbook.open(path, read_only=True) as workbook:
        assert workbook.document() == done
        assert sum(1 for one in workbook.document().projects if one.form is Form.P02) == 23
