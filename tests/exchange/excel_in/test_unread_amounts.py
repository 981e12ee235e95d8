"""Amount cells that hold no amount: each is told by its cell, and what the plan has keeps its amount."""

from __future__ import annotations

from dataclasses import replace

import openpyxl
import pytest

from kkplanner.exchange.excel_in import import_into, read_book, read_text
from kkplanner.exchange.excel_out import write_workbook
from kkplanner.exchange.sample import sample_plan

PLAN = sample_plan()
LINES = next(one for one in PLAN.projects if one.sub_items and one.sub_items[0].budgets)
ITEM = LINES.sub_items[0]
YEAR = next(iter(ITEM.budgets))
EMPTY = replace(PLAN, issues=(), projects=(), needs=(), waivers=())


@pytest.fixture
def spoilt(tmp_path):
    """Our own export, in which somebody typed words into two amounts of a sub-item; gives the path and the cells."""
    path = tmp_path / "แผน.xlsx"
    write_workbook(PLAN, path, layout="2571")
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            if any(cell.value == ITEM.uuid for cell in row):
                years = {
                    str(cell.value).split()[0]: cell.column
                    for line in sheet.iter_rows(min_row=1, max_row=row[0].row)
                    for cell in line
                    if str(cell.value).split()[:1] and str(cell.value).split()[0][:4].isdigit()
                }
                columns = [column for year, column in years.items() if year in (str(YEAR), str(YEAR + 1))]
                cells = [sheet.cell(row[0].row, column) for column in columns]
                for cell in cells:
                    cell.value = "ห้าแสน"
                book.save(path)
                return path, {cell.coordinate for cell in cells}
    raise AssertionError(ITEM.uuid)


def test_each_cell_of_a_sub_item_is_told_and_the_plan_keeps_its_amounts(spoilt):
    path, cells = spoilt
    outcome = import_into(PLAN, read_book(path))
    after = next(one for one in outcome.document.projects if one.uuid == LINES.uuid)
    assert after.sub_items == LINES.sub_items
    told = [one for one in outcome.report.findings if one.id.startswith("import.amount")]
    assert {f"{one.column}{one.row}" for one in told} == cells
    assert len(told) == len(cells) == 2
    for one in told:
        assert (one.value, str(one.severity)) == ("ห้าแสน", "error")
        assert f"ช่อง {one.column}{one.row}" in one.message


HEAD = "ที่\tโครงการ\tวัตถุประสงค์\tเป้าหมาย\t2571\t2572\t2573\t2574\t2575\tหน่วยงาน"
ROAD = "1\tก่อสร้างถนนสายบ้านโนน\tเพื่อให้สัญจรสะดวก\tยาว 500 เมตร\t100000\t\t\t\t\tกองช่าง"
FIRST = "\t\t\t- ช่วงที่ 1 ยาว 200 เมตร\t\t40000\t\t\t\t"
SECOND = "\t\t\t- ช่วงที่ 2 ยาว 300 เมตร\t\t60000\t\t\t\t"


def table(*lines: str):
    return read_text("\n".join((HEAD, *lines)))


def test_a_corrected_table_without_identities_keeps_the_amount_of_an_unread_cell():
    before = import_into(EMPTY, table(ROAD, FIRST, SECOND)).document
    (road,) = before.projects
    assert [item.budgets for item in road.sub_items] == [{2572: 4_000_000}, {2572: 6_000_000}]
    outcome = import_into(before, table(ROAD, FIRST.replace("40000", "สี่หมื่น"), SECOND))
    assert outcome.document.projects == (road,)
    told = [one for one in outcome.report.findings if one.value == "สี่หมื่น"]
    assert [(one.column, one.row) for one in told] == [("F", 3)]


def test_a_new_sub_item_leaves_an_unread_year_open():
    after = import_into(EMPTY, table(ROAD, FIRST.replace("40000", "สี่หมื่น"), SECOND)).document
    assert [item.budgets for item in after.projects[0].sub_items] == [{}, {2572: 6_000_000}]


def test_an_unread_amount_of_a_project_keeps_the_plans():
    before = import_into(EMPTY, table(ROAD)).document
    (road,) = before.projects
    changed = ROAD.replace("100000", "หนึ่งแสน").replace("สะดวก", "สะดวกขึ้น")
    (after,) = import_into(before, table(changed)).document.projects
    assert after == replace(road, objective="เพื่อให้สัญจรสะดวกขึ้น")
