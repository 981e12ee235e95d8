"""The grid: the habits of Excel, each change one operation, each paste one undo."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QWidget
from typing_thai import press, type_text

from kkplanner.desktop.page import Place
from kkplanner.desktop.projects.clipboard import read_block, write_block
from kkplanner.plan.kinds import Form

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(window, qtbot):
    window.go(Place("p02"))
    window.activateWindow()
    window.page.grid.setFocus()
    qtbot.waitUntil(window.page.grid.hasFocus)
    return window.page


def column(page, key):
    return page.model.column_of(key)


def go(page, row, key):
    """A cell by the number of the project among those shown."""
    page.grid.show_cell(page.model.row_of(page.model.projects[row].uuid), column(page, key))
    page.grid.setFocus()


def editor() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def test_the_model_keeps_qts_contract(page, qtbot):
    tester = QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.bar.search.setText("ถนน")
    qtbot.waitUntil(lambda: len(page.model.projects) < 40)
    page.bar.clear()
    page.model.sort(2, Qt.SortOrder.DescendingOrder)
    page.model.sort(-1)
    page.model.show_groups(False)
    assert tester is not None


def test_typing_replaces_the_cell_and_enter_goes_below(page):
    go(page, 0, "target")
    first = page.model.projects[0].uuid
    press(Qt.Key.Key_F2)
    press(Qt.Key.Key_A, modifier=CONTROL)
    type_text(editor(), "ถนนกว้าง 4 เมตร")
    press(Qt.Key.Key_Return)
    assert page.model.projects[0].uuid == first
    assert page.model.projects[0].target == "ถนนกว้าง 4 เมตร"
    assert page.grid.currentIndex().row() == page.model.row_of(page.model.projects[1].uuid)


def test_a_typed_letter_starts_typing(page):
    go(page, 0, "agency")
    type_text(page.grid, "ก")
    type_text(editor(), "องช่าง")
    press(Qt.Key.Key_Return)
    assert page.model.projects[0].agency == "กองช่าง"


def test_the_frozen_title_is_typed_like_any_other_cell(page):
    go(page, 0, "title")
    press(Qt.Key.Key_F2)
    press(Qt.Key.Key_End)
    type_text(editor(), " ระยะที่ 2")
    press(Qt.Key.Key_Return)
    assert page.model.projects[0].title.endswith(" ระยะที่ 2")


@pytest.mark.parametrize(
    ("typed", "satang"),
    [
        ("1,500,000", 150_000_000),
        ("๕๐๐,๐๐๐.-", 50_000_000),
        ("1.5 ล้านบาท", 150_000_000),
        ("-", None),
        ("", None),
    ],
)
def test_amounts_take_the_spellings_of_clerks(page, typed, satang):
    year = page.session.document.plan.period.years[1]
    go(page, 0, f"own_budgets.{year}")
    press(Qt.Key.Key_F2)
    press(Qt.Key.Key_A, modifier=CONTROL)
    press(Qt.Key.Key_Delete)
    type_text(editor(), typed)
    press(Qt.Key.Key_Return)
    assert page.model.projects[0].own_budgets.get(year) == satang


def test_nonsense_in_an_amount_is_told_and_the_cell_stays(page, window):
    year = page.session.document.plan.period.years[0]
    before = page.model.projects[0]
    go(page, 0, f"own_budgets.{year}")
    press(Qt.Key.Key_F2)
    press(Qt.Key.Key_A, modifier=CONTROL)
    type_text(editor(), "ห้าแสน")
    told = []
    window.faults.told.connect(told.append)
    press(Qt.Key.Key_Return)
    assert "อ่าน “ห้าแสน” เป็นจำนวนเงินไม่ได้" in told[0]
    assert page.model.projects[0] == before


def test_a_pasted_block_is_one_undo_and_makes_new_rows_at_the_end(page, window, qapp):
    document = window.session.document
    rows = [[f"โครงการวาง {n}", f"เพื่อวาง {n}", "1 แห่ง", "100,000", "", "๒๐๐,๐๐๐"] for n in range(20)]
    qapp.clipboard().setText(write_block(rows))
    page.rows.insert()
    press(Qt.Key.Key_V, modifier=CONTROL)
    titles = [one.title for one in window.session.document.projects if one.form is Form.P02]
    assert [title for title in titles if title.startswith("โครงการวาง")] == [row[0] for row in rows] or len(
        titles
    ) == len([one for one in document.projects if one.form is Form.P02]) + 1
    window.commands.run("edit.undo")
    window.commands.run("edit.undo")
    assert window.session.document == document


def test_a_block_below_the_last_row_becomes_new_records(page, window, qapp):
    count = len(page.model.projects)
    go(page, count - 1, "title")
    rows = [["แก้ชื่อแถวสุดท้าย", "เพื่อทดสอบ"], ["แถวใหม่ ก", "เพื่อ ก"], ["แถวใหม่ ข", "เพื่อ ข"]]
    qapp.clipboard().setText(write_block(rows))
    press(Qt.Key.Key_V, modifier=CONTROL)
    shown = [one.title for one in page.model.projects]
    assert shown[-3:] == [row[0] for row in rows]
    assert [one.objective for one in page.model.projects][-3:] == [row[1] for row in rows]
    window.commands.run("edit.undo")
    assert len(page.model.projects) == count


def test_copying_gives_what_excel_takes_and_pasting_it_back_changes_nothing(page, window, qapp):
    go(page, 0, "title")
    page.grid.selectRow(page.grid.currentIndex().row())
    press(Qt.Key.Key_C, modifier=CONTROL)
    (cells,) = read_block(qapp.clipboard().text())
    assert cells[0] == page.model.projects[0].title
    document = window.session.document
    go(page, 0, "title")
    press(Qt.Key.Key_V, modifier=CONTROL)
    assert window.session.document == document


def test_ctrl_d_fills_the_first_selected_cell_down(page):
    go(page, 0, "agency")
    press(Qt.Key.Key_Down, Qt.Key.Key_Down, modifier=Qt.KeyboardModifier.ShiftModifier)
    press(Qt.Key.Key_D, modifier=CONTROL)
    agencies = [one.agency for one in page.model.projects[:3]]
    assert agencies == [agencies[0]] * 3


def test_delete_empties_the_selected_cells(page):
    go(page, 0, "objective")
    press(Qt.Key.Key_Delete)
    assert page.model.projects[0].objective == ""


def test_alt_down_moves_the_row_and_undo_brings_it_back(page, window):
    first, second = (one.uuid for one in page.model.projects[:2])
    go(page, 0, "target")
    press(Qt.Key.Key_Down, modifier=ALT)
    assert [one.uuid for one in page.model.projects[:2]] == [second, first]
    assert page.model.project_at(page.grid.currentIndex().row()).uuid == first
    window.commands.run("edit.undo")
    assert [one.uuid for one in page.model.projects[:2]] == [first, second]


def test_insert_duplicate_and_delete(page, window):
    count = len(page.model.projects)
    go(page, 0, "target")
    window.commands.run("p02.duplicate")
    assert len(page.model.projects) == count + 1
    assert page.model.projects[0].title == page.model.projects[1].title
    window.commands.run("p02.delete")
    assert len(page.model.projects) == count


def test_search_chips_and_totals_agree(page, qtbot):
    type_text(page.bar.search, "ถนน")
    qtbot.waitUntil(lambda: all("ถนน" in _all_text(one) for one in page.model.projects))
    assert page.model.projects
    sums, whole = page.model.sums()
    assert sum(sums.values()) == whole == sum(sum(one.budgets.values()) for one in page.model.projects)
    page.bar.clear()
    page.bar.issue.setCurrentIndex(1)
    assert {one.issue for one in page.model.projects} == {page.bar.issue.currentData()}


def _all_text(one):
    items = [item.text for item in one.sub_items]
    return " ".join(
        [
            one.title,
            one.objective,
            one.target,
            one.kpi,
            one.expected_result,
            one.agency,
            one.programme,
            one.note,
            one.village,
            *items,
        ]
    )


def test_sorting_by_a_year_and_back_to_the_plans_order(page):
    order = [one.uuid for one in page.model.projects]
    year = page.session.document.plan.period.years[0]
    page.model.show_groups(False)
    number = column(page, f"own_budgets.{year}")
    page._sort(number)
    amounts = [one.budgets.get(year) for one in page.model.projects]
    filled = [amount for amount in amounts if amount is not None]
    assert filled == sorted(filled)
    assert amounts[len(filled) :] == [None] * (len(amounts) - len(filled))
    page._sort(number)
    page._sort(number)
    page.model.show_groups(True)
    assert [one.uuid for one in page.model.projects] == order


def test_the_place_of_a_finding_is_shown_in_its_very_cell(window, page):
    target = page.model.projects[5]
    window.desk.go("p02", target.uuid, "kpi")
    index = page.grid.currentIndex()
    assert page.model.project_at(index.row()).uuid == target.uuid
    assert page.model.columns[index.column()].key == "kpi"
    assert not page.grid.isColumnHidden(index.column())


def test_columns_chosen_are_remembered(window, page, desktop, plan_file, qtbot):
    page.grid.setColumnHidden(column(page, "objective"), True)
    window.close()
    qtbot.waitUntil(lambda: not desktop.windows)
    again = desktop.open_plan(plan_file)
    again.go(Place("p02"))
    assert again.page.grid.isColumnHidden(column(again.page, "objective"))
