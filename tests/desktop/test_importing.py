"""Bringing in an Excel file: nothing changes before the button, one undo takes all back."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester

from kkplanner.desktop.importing.dialog import ImportDialog
from kkplanner.desktop.page import Place
from kkplanner.exchange.excel_in.report import Action
from kkplanner.exchange.excel_out import write_workbook
from kkplanner.exchange.sample import sample_plan

HEAD = "ที่\tโครงการ\tวัตถุประสงค์\tเป้าหมาย\t2571\t2572\t2573\t2574\t2575\tผลที่คาดว่าจะได้รับ\tหน่วยงานรับผิดชอบหลัก"
PASTED = f"{HEAD}\n1\tก่อสร้างรางระบายน้ำ หมู่ที่ 3\tเพื่อระบายน้ำ\tยาว 100 เมตร\t๕๐๐,๐๐๐\t-\t-\t-\t-\tน้ำไม่ท่วม\tกองช่าง"


@pytest.fixture
def dialog(window, qtbot) -> ImportDialog:
    window.commands.run("file.import")
    found = window.findChild(ImportDialog)
    assert found is not None
    qtbot.waitExposed(found)
    return found


@pytest.fixture(scope="module")
def exported(tmp_path_factory) -> Path:
    """The sample plan as our own Excel, one target rewritten by a division."""
    path = tmp_path_factory.mktemp("books") / "แผนที่แก้แล้ว.xlsx"
    write_workbook(sample_plan(), path, layout="2571")
    book = openpyxl.load_workbook(path)
    wanted = next(project.target for project in sample_plan().projects if project.form == "ผ.02")
    cell = next(cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == wanted)
    cell.value = "ยาว 999 เมตร"
    book.save(path)
    return path


def read(dialog: ImportDialog, qtbot, source: Path | str) -> None:
    with qtbot.waitSignal(dialog.stage.looked, timeout=30_000):
        dialog.stage.open(source)


def test_a_file_that_came_back_changes_only_what_differs(dialog, window, qtbot, exported):
    read(dialog, qtbot, exported)
    QAbstractItemModelTester(dialog.rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    QAbstractItemModelTester(dialog.sheets, QAbstractItemModelTester.FailureReportingMode.Fatal)
    before = window.session.document
    assert [row.action for row in dialog.rows.rows].count(Action.CHANGED) == 1
    first = dialog.rows.rows[0]
    assert first.action is Action.CHANGED
    dialog.row_list.choose(0)
    assert "999" in dialog.details.toPlainText()
    assert window.session.document == before
    with qtbot.waitSignal(dialog.taken):
        qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    after = {project.uuid: project for project in window.session.document.projects}
    assert after[first.project.uuid].target == "ยาว 999 เมตร"
    window.commands.run("edit.undo")
    assert window.session.document == before


def test_the_same_file_again_has_nothing_to_bring_in(dialog, qtbot, tmp_path):
    path = tmp_path / "แผน.xlsx"
    write_workbook(sample_plan(), path, layout="2571")
    read(dialog, qtbot, path)
    assert not dialog.take.isEnabled()
    assert {row.action for row in dialog.rows.rows} == {Action.UNCHANGED}


def test_a_row_whose_tick_is_taken_away_stays_out(dialog, window, qtbot, exported):
    read(dialog, qtbot, exported)
    dialog.row_list.choose(0)
    dialog.row_list.setFocus()
    with qtbot.waitSignal(dialog.stage.looked, timeout=30_000):
        qtbot.keyClick(dialog.row_list, Qt.Key.Key_Space)
    assert not dialog.take.isEnabled()
    assert Action.CHANGED not in {row.action for row in dialog.rows.rows}


def test_a_sheet_can_stay_out(dialog, qtbot, exported):
    read(dialog, qtbot, exported)
    name = dialog.rows.rows[0].sheet
    number = next(n for n, sheet in enumerate(dialog.sheets.rows) if sheet.name == name)
    dialog.sheet_list.choose(number)
    dialog.sheet_list.setFocus()
    with qtbot.waitSignal(dialog.stage.looked, timeout=30_000):
        qtbot.keyClick(dialog.sheet_list, Qt.Key.Key_Space)
    assert Action.CHANGED not in {row.action for row in dialog.rows.rows}


def test_a_pasted_table_comes_in(dialog, window, qtbot):
    QGuiApplication.clipboard().setText(PASTED)
    with qtbot.waitSignal(dialog.stage.looked, timeout=30_000):
        dialog._paste()
    with qtbot.waitSignal(dialog.taken):
        qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    added = window.session.document.projects[-1]
    assert (added.title, added.own_budgets) == ("ก่อสร้างรางระบายน้ำ หมู่ที่ 3", {2571: 50_000_000})
    assert window.notices.texts


def test_a_column_can_be_said_to_be_another(dialog, qtbot):
    read(dialog, qtbot, PASTED)
    column = next(
        row for row in range(dialog.columns.rowCount()) if dialog.columns.item(row, 0).text() == "J"
    )
    box = dialog.columns.cellWidget(column, 2)
    box.setCurrentIndex(box.findData("kpi"))
    with qtbot.waitSignal(dialog.stage.looked, timeout=30_000):
        box.activated.emit(box.currentIndex())
    added = next(row.project for row in dialog.rows.rows if row.action is Action.ADDED)
    assert (added.kpi, added.expected_result) == ("น้ำไม่ท่วม", "")


def test_a_row_can_be_paired_by_hand_and_made_new_again(dialog, window, qtbot):
    read(dialog, qtbot, PASTED)
    dialog.row_list.choose(0)
    target = window.session.document.projects[3]
    with qtbot.waitSignal(dialog.stage.looked, timeout=30_000):
        dialog.stage.pair(dialog.rows.rows[0].sheet, dialog.rows.rows[0].row, target.uuid)
    assert dialog.rows.rows[0].before == target
    with qtbot.waitSignal(dialog.stage.looked, timeout=30_000):
        qtbot.mouseClick(dialog.as_new, Qt.MouseButton.LeftButton)
    assert dialog.rows.rows[0].before is None


def test_what_is_hidden_comes_in_when_asked(dialog, qtbot, tmp_path):
    path = tmp_path / "ซ่อน.xlsx"
    write_workbook(sample_plan(), path, layout="2571")
    book = openpyxl.load_workbook(path)
    hidden = next(sheet for sheet in book if sheet.title.startswith("ผ.03"))
    hidden.sheet_state = "hidden"
    book.save(path)
    read(dialog, qtbot, path)
    without = len(dialog.rows.rows)
    with qtbot.waitSignal(dialog.stage.looked, timeout=30_000):
        dialog.hidden_too.setChecked(True)
    assert len(dialog.rows.rows) == without + 12


def test_what_is_no_excel_file_is_told_and_changes_nothing(dialog, window, qtbot, tmp_path):
    path = tmp_path / "รูป.xlsx"
    path.write_bytes(b"not a workbook")
    before = window.session.document
    with qtbot.waitSignal(dialog.stage.failed, timeout=30_000):
        dialog.stage.open(path)
    assert "รูป.xlsx" in dialog.state.text().replace("\u200b", "")
    assert not dialog.take.isEnabled()
    assert window.session.document == before


def test_the_real_workbook_is_looked_at_and_taken_over(dialog, window, qtbot, real_workbook):
    read(dialog, qtbot, real_workbook)
    assert not dialog.take.isEnabled()  # its years are not the plan's
    with qtbot.waitSignal(dialog.stage.looked, timeout=30_000):
        dialog.shift.setChecked(True)
    assert len(dialog.rows.rows) == 189
    assert len(dialog.boxes.rows) == 68
    warned = next(n for n, one in enumerate(dialog.findings.rows) if one.row and one.sheet)
    dialog.finding_list.choose(warned)
    dialog.finding_list.activated.emit(dialog.findings.index(warned, 0))
    before = len(window.session.document.projects)
    with qtbot.waitSignal(dialog.taken, timeout=30_000):
        qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    assert len(window.session.document.projects) == before + 189
    marked = next(one for one in window.session.document.projects if one.marks)
    window.go(Place("p02", marked.uuid, "title"))
    window.page.panel.tabs.setCurrentIndex(4)
    assert marked.marks[0].text.split()[0] in window.page.panel.history.text.toPlainText().replace(
        "\u200b", ""
    )
