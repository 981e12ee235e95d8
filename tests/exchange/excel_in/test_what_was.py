"""What was and is no more: old wording of changes, cancelled and moved projects, projects amended in a later block."""

from __future__ import annotations

import pytest
from exchange.excel_in.untidy import FIRST_ROW, HEAD, TITLES, YEARS, found, project

from kkplanner.plan.budget import total


def rows_of(outcome):
    return [(one.title, total(one.budgets) // 100) for one in outcome.document.projects]


def ids(outcome):
    return [one.id for one in outcome.report.findings]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ข้อความเดิม", "ข้อความที่ขอเปลี่ยนแปลง"),
        ("โครงการเดิม", "โครงการที่ขอแก้ไข"),
        ("เดิม", "เปลี่ยนแปลงเป็น"),
        ("จากเดิม :", "แก้ไขเป็น :"),
        ("ข้อความเดิมตามแผนพัฒนาท้องถิ่น หน้า 12", "ข้อความใหม่"),
    ],
)
@pytest.mark.parametrize("heads", [False, True])
def test_of_old_and_new_wording_above_each_other_the_new_is_taken(bring_in, old, new, heads):
    head = HEAD if heads else []
    outcome = bring_in(
        [old],
        *head,
        project(5, "ถนน ก", 100),
        [None, None, None, "สายที่ 2", 20],
        [new],
        *head,
        project(5, "ถนน ก", 300),
        [old],
        project(9, "ถนน ข", 100),
        [new],
        project(9, "ถนน ข กว้างกว่า", 400),
    )
    assert rows_of(outcome) == [("ถนน ก", 300), ("ถนน ข กว้างกว่า", 400)]
    assert ids(outcome) == ["import.old-wording"]
    assert "รวม 220 บาท" in outcome.report.findings[0].message


def test_the_words_may_stand_in_place_of_the_number(bring_in):
    outcome = bring_in(project("เดิม", "ถนน ก", 100), project("ใหม่", "ถนน ก", 300))
    assert rows_of(outcome) == [("ถนน ก", 300)]
    assert ids(outcome) == ["import.old-wording"]


def test_old_wording_with_nothing_new_under_it_is_read_as_it_stands(bring_in):
    outcome = bring_in(["ข้อความเดิม"], project(5, "ถนน ก", 100))
    assert rows_of(outcome) == [("ถนน ก", 100)]


def test_of_old_and_new_side_by_side_the_new_is_taken(bring_in):
    blank = [None] * 4
    table = [
        ["ที่", "โครงการเดิม", *[None] * 6, "โครงการที่ขอเปลี่ยนแปลง", *[None] * 6, "เหตุผล"],
        [None, *["โครงการ", "เป้าหมาย", "งบประมาณ", *blank] * 2],
        [None, *[None, None, *YEARS] * 2],
        [1, "ถนน ก", "ยาว 100 เมตร", 100, *blank, "ถนน ก", "ยาว 200 เมตร", 300, *blank, "ราคาเพิ่ม"],
    ]
    outcome = bring_in(whole=[[*TITLES, *table]])
    assert rows_of(outcome) == [("ถนน ก", 300)]
    assert outcome.document.projects[0].target == "ยาว 200 เมตร"
    assert set(ids(outcome)) == {"import.old-columns", "import.columns-not-read"}


@pytest.mark.parametrize(
    "title",
    [
        "(ยกเลิก) ถนน ก",
        "ถนน ก (ยกเลิก)",
        "ยกเลิกโครงการ ถนน ก",
        "ถนน ก\n**ตัดออก**",
        "ถนน ก (โอนไปแผนงานการศึกษา)",
        "ถนน ก (ซ้ำกับลำดับที่ 5)",
    ],
)
def test_a_title_that_says_the_project_is_no_more_is_told_with_its_money(bring_in, title):
    outcome = bring_in(project(1, title, 100, 50), project(2, "คลอง", 200))
    assert [baht for _, baht in rows_of(outcome)] == [150, 200]
    assert found(outcome, "import.row-void") == [(FIRST_ROW, None)]
    assert "150 บาท" in outcome.report.findings[0].message


@pytest.mark.parametrize(
    "note", ["ยกเลิก", "ซ้ำลำดับที่ 63", "รวมกับลำดับที่ 2", "ย้ายไปแผนงานการศึกษา", "ไปประสาน 02/2"]
)
def test_a_note_beside_the_row_that_says_so_is_told(bring_in, note):
    outcome = bring_in([*project(1, "ถนน", 100), note], project(2, "คลอง", 200))
    assert found(outcome, "import.row-void") == [(FIRST_ROW, None)]


@pytest.mark.parametrize("title", ["รณรงค์ยกเลิกการใช้โฟม", "รวมพลังรักษ์น้ำ", "อบรม (รวมกลุ่มอาชีพ)"])
def test_a_title_that_only_uses_such_a_word_is_not_told(bring_in, title):
    assert ids(bring_in(project(1, title, 100), project(2, "คลอง", 200))) == []


def test_a_void_row_without_money_is_not_told(bring_in):
    assert found(bring_in(project(1, "ถนน (ยกเลิก)"), project(2, "คลอง", 200)), "import.row-void") == []


@pytest.mark.parametrize(("mark", "told"), [("เปลี่ยนแปลง ครั้งที่ 1/2572", True), ("เพิ่มเติม ครั้งที่ 1/2572", False)])
def test_a_changed_project_that_stands_in_the_book_as_it_was_is_told(bring_in, mark, told):
    outcome = bring_in(project(1, "ถนน", 100), project(2, "คลอง", 200), [mark], project(1, "ถนน", 500))
    assert [baht for _, baht in rows_of(outcome)] == [100, 200, 500]
    assert bool(found(outcome, "import.amended-row-twice")) is told
