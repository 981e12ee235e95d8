"""Other people's work: another copy merged, a division's workbook handed out and taken back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from kkplanner.desktop.disputes import THEIRS
from kkplanner.desktop.fill_in import hand_out
from kkplanner.desktop.fill_in.hand_out import HandOutDialog
from kkplanner.desktop.fill_in.take_back import TakeBackDialog
from kkplanner.desktop.merging.dialog import MergeDialog
from kkplanner.workbook import Workbook


def edit(workbook, number: int, **values: object) -> str:
    project = workbook.document().projects[number]
    with workbook.operation("แก้โครงการ") as operation:
        operation.update(replace(project, **values))
    return project.uuid


def project(window, uuid: str):
    return next(one for one in window.session.document.projects if one.uuid == uuid)


@pytest.fixture
def other(window, plan_file, tmp_path) -> Path:
    """A copy on a stick in which a colleague worked, while this plan went on."""
    path = tmp_path / "สำเนาของสมชาย.kkplan"
    window.session.workbook.save_copy(path)
    with Workbook.open(path) as theirs:
        edit(theirs, 0, title="ชื่อของสมชาย")
        edit(theirs, 1, target="เป้าหมายของสมชาย")
    window.session.do(
        "แก้ชื่อ",
        lambda operation: operation.update(replace(window.session.document.projects[0], title="ชื่อของสมศรี")),
    )
    return path


@pytest.fixture
def merge(window, qtbot, other) -> MergeDialog:
    window.commands.run("file.merge")
    dialog = window.findChild(MergeDialog)
    qtbot.waitExposed(dialog)
    dialog.compare(other)
    qtbot.waitUntil(lambda: dialog.prepared is not None, timeout=20_000)
    return dialog


def test_what_only_the_other_changed_comes_in_and_the_dispute_stays_open(merge, window, qtbot):
    QAbstractItemModelTester(merge.taken, QAbstractItemModelTester.FailureReportingMode.Fatal)
    before = window.session.document
    (dispute,) = merge.disputes.model.rows
    assert (dispute.ours, dispute.theirs) == ("ชื่อของสมศรี", "ชื่อของสมชาย")
    with qtbot.waitSignal(merge.merged) as told:
        qtbot.mouseClick(merge.take, Qt.MouseButton.LeftButton)
    assert told.args == [1]
    after = window.session.document
    assert after.projects[0].title == "ชื่อของสมศรี"
    assert after.projects[1].target == "เป้าหมายของสมชาย"
    window.commands.run("edit.undo")
    assert window.session.document == before


def test_a_dispute_is_decided_by_a_key(merge, window, qtbot):
    merge.disputes.list.setFocus()
    qtbot.keyClick(merge.disputes.list, Qt.Key.Key_2)
    assert set(merge.disputes.choices.values()) == {THEIRS}
    with qtbot.waitSignal(merge.merged) as told:
        qtbot.mouseClick(merge.take, Qt.MouseButton.LeftButton)
    assert told.args == [0]
    assert window.session.document.projects[0].title == "ชื่อของสมชาย"


def test_what_was_left_open_is_decided_later(merge, window, qtbot):
    with qtbot.waitSignal(merge.merged):
        qtbot.mouseClick(merge.take, Qt.MouseButton.LeftButton)
    window.commands.run("file.merge")
    later = next(one for one in window.findChildren(MergeDialog) if one is not merge and one.isVisible())
    assert len(later.disputes.model.rows) == 1
    assert not later.take.isEnabled()
    later.disputes.choose(THEIRS)
    with qtbot.waitSignal(later.merged) as told:
        qtbot.mouseClick(later.take, Qt.MouseButton.LeftButton)
    assert told.args == [0]
    assert window.session.document.projects[0].title == "ชื่อของสมชาย"


def test_another_plan_is_refused_in_the_dialog(window, qtbot, tmp_path):
    from kkplanner.exchange.sample import sample_plan
    from kkplanner.plan.model import new_uuid

    path = tmp_path / "แผนอื่น.kkplan"
    plan = sample_plan()
    Workbook.create(path, replace(plan, plan=replace(plan.plan, uuid=new_uuid()))).close()
    window.commands.run("file.merge")
    dialog = window.findChild(MergeDialog)
    dialog.compare(path)
    qtbot.waitUntil(lambda: "คนละเล่ม" in dialog.state.text().replace("\u200b", ""), timeout=20_000)
    assert not dialog.take.isEnabled()


def test_an_identical_copy_brings_nothing(window, qtbot, tmp_path):
    path = tmp_path / "สำเนา.kkplan"
    window.session.workbook.save_copy(path)
    window.commands.run("file.merge")
    dialog = window.findChild(MergeDialog)
    dialog.compare(path)
    qtbot.waitUntil(lambda: dialog.prepared is not None, timeout=20_000)
    assert not dialog.take.isEnabled()


# ---------------------------------------------------------------------- divisions


@pytest.fixture
def handed_out(window, qtbot, tmp_path, monkeypatch) -> Path:
    path = tmp_path / "กองช่าง.xlsx"
    monkeypatch.setattr(hand_out, "choose_new_file", lambda *_: path)
    window.commands.run("file.hand_out")
    dialog = window.findChild(HandOutDialog)
    dialog.agency.setCurrentIndex(dialog.agency.findData("กองช่าง"))
    with qtbot.waitSignal(dialog.written, timeout=20_000):
        qtbot.mouseClick(dialog.make, Qt.MouseButton.LeftButton)
    return path


def fill(path: Path, target: str) -> str:
    book = openpyxl.load_workbook(path)
    sheet = book["ผ.02"]
    sheet.cell(5, 5).value = target
    uuid = str(sheet.cell(5, 1).value)
    sheet.delete_rows(6)
    book.save(path)
    return uuid


def returned(window, qtbot, path: Path) -> TakeBackDialog:
    window.commands.run("file.take_back")
    dialog = window.findChild(TakeBackDialog)
    dialog.read(path)
    qtbot.waitUntil(lambda: dialog.result_now is not None, timeout=20_000)
    return dialog


def test_what_a_division_filled_in_comes_back(window, qtbot, handed_out):
    uuid = fill(handed_out, "ยาว 12 เมตร")
    before = window.session.document
    dialog = returned(window, qtbot, handed_out)
    QAbstractItemModelTester(dialog.rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert len(dialog.rows.rows) == 2
    with qtbot.waitSignal(dialog.taken):
        qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    assert project(window, uuid).target == "ยาว 12 เมตร"
    assert len(window.session.document.projects) == len(before.projects)
    window.commands.run("edit.undo")
    assert window.session.document == before


def test_a_row_that_lost_its_identity_is_shown_with_what_it_was_paired_with(window, qtbot, handed_out):
    before = window.session.document
    title = next(one.title for one in before.projects if one.agency == "กองช่าง")
    book = openpyxl.load_workbook(handed_out)
    sheet = book["ผ.02"]
    uuid = str(sheet.cell(5, 1).value)
    sheet.cell(5, 5).value = f"{sheet.cell(5, 5).value} พร้อมป้ายโครงการ"
    for row in range(1, sheet.max_row + 1):
        sheet.cell(row, 1).value = None
    book.save(handed_out)
    dialog = returned(window, qtbot, handed_out)
    (row,) = dialog.rows.rows
    assert (row.uuid, row.title) == (uuid, title)
    column = dialog.rows.columnCount() - 1
    assert "จับคู่จากข้อความ (คล้ายกัน" in dialog.rows.index(0, column).data()
    assert any(title in one.message for one in dialog.findings.rows)
    with qtbot.waitSignal(dialog.taken):
        qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    assert len(window.session.document.projects) == len(before.projects)


def test_a_row_that_both_moved_is_in_dispute_with_both_places(window, qtbot, tmp_path):
    path = tmp_path / "สำเนา.kkplan"
    window.session.workbook.save_copy(path)
    plan = window.session.document
    moved, *rest = plan.projects

    def placed(place: int):
        return replace(plan, projects=(*rest[:place], moved, *rest[place:]))

    with Workbook.open(path) as theirs, theirs.operation("ย้าย") as operation:
        operation.replace_document(placed(7))
    window.session.do("ย้าย", lambda operation: operation.replace_document(placed(2)))
    window.commands.run("file.merge")
    dialog = window.findChild(MergeDialog)
    dialog.compare(path)
    qtbot.waitUntil(lambda: dialog.prepared is not None, timeout=20_000)
    (dispute,) = dialog.disputes.model.rows
    assert (dispute.title, dispute.field) == ("โครงการ", "ลำดับ")
    for side, neighbour in ((dispute.ours, rest[1]), (dispute.theirs, rest[6])):
        assert side.startswith(f"“{moved.title[:55]}…” ต่อจาก “{neighbour.title[:50]}")
    dialog.disputes.choose(THEIRS)
    with qtbot.waitSignal(dialog.merged):
        qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    assert window.session.document.projects[7] == moved


def test_a_row_goes_when_its_tick_is_set(window, qtbot, handed_out):
    fill(handed_out, "ยาว 12 เมตร")
    count = len(window.session.document.projects)
    dialog = returned(window, qtbot, handed_out)
    dialog.row_list.choose(1)
    dialog.row_list.setFocus()
    qtbot.keyClick(dialog.row_list, Qt.Key.Key_Space)
    with qtbot.waitSignal(dialog.taken):
        qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    assert len(window.session.document.projects) == count - 1


def test_a_value_changed_on_both_sides_is_chosen(window, qtbot, handed_out):
    uuid = fill(handed_out, "ของกอง")
    window.session.do(
        "แก้", lambda operation: operation.update(replace(project(window, uuid), target="ของแผน"))
    )
    dialog = returned(window, qtbot, handed_out)
    (dispute,) = dialog.disputes.model.rows
    assert (dispute.ours, dispute.theirs) == ("ของแผน", "ของกอง")
    assert not dialog.take.isEnabled()
    dialog.tabs.setCurrentIndex(1)
    dialog.disputes.list.setFocus()
    qtbot.keyClick(dialog.disputes.list, Qt.Key.Key_2)
    with qtbot.waitSignal(dialog.taken):
        qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    assert project(window, uuid).target == "ของกอง"


def test_a_file_that_was_not_handed_out_is_told(window, qtbot, tmp_path):
    path = tmp_path / "อื่น.xlsx"
    openpyxl.Workbook().save(path)
    window.commands.run("file.take_back")
    dialog = window.findChild(TakeBackDialog)
    dialog.read(path)
    qtbot.waitUntil(lambda: "อื่น.xlsx" in dialog.state.text().replace("\u200b", ""), timeout=20_000)
    assert not dialog.take.isEnabled()
