"""Cells that repeat another row, and amounts with words beside them."""

from __future__ import annotations

import pytest
from exchange.excel_in.untidy import FIRST_ROW, found, project

from kkplanner.plan.budget import total
from kkplanner.plan.kinds import MarkKind


def ids(outcome):
    return [one.id for one in outcome.report.findings]


@pytest.mark.parametrize(
    "mark",
    [
        '"',
        ",,",
        '" "',
        "ʺ",
        "″",
        "- ” -",
        "//",
        "-//-",
        "''",
        ",, ,,",
        "เดิม",
        "- เหมือนข้างต้น -",
        "ditto",
        "- do -",
    ],
)
def test_a_ditto_mark_in_any_shape_repeats_the_cell_above(bring_in, mark):
    outcome = bring_in(project(1, "ถนน ก", 100), project(2, "ถนน ข", 100, objective=mark, agency=mark))
    assert len({(one.objective, one.agency) for one in outcome.document.projects}) == 1
    assert ids(outcome) == ["import.repeated-above"]


@pytest.mark.parametrize("words", ["เหมือนข้อ 1", "เช่นเดียวกับลำดับที่ ๑", "ใช้เหมือนโครงการที่ 1"])
def test_words_that_point_to_a_row_repeat_the_row_of_that_number(bring_in, words):
    outcome = bring_in(
        project(1, "ถนน ก", 100, objective="เพื่อ ก"),
        project(2, "ถนน ข", 100, objective="เพื่อ ข"),
        project(3, "ถนน ค", 100, objective=words),
    )
    assert outcome.document.projects[2].objective == "เพื่อ ก"


@pytest.mark.parametrize("text", ["เหมือนข้อ 9", "-", "เดิมชำรุด", "ปรับปรุงของเดิม", 'กว้าง 5" ยาว 10"'])
def test_other_texts_stay_as_typed(bring_in, text):
    outcome = bring_in(project(1, "ถนน ก", 100), project(2, "ถนน ข", 100, target=text))
    assert outcome.document.projects[1].target == text


@pytest.mark.parametrize(
    ("typed", "baht"),
    [
        ("500,000 (เงินอุดหนุน)", 500_000),
        ("๕๐๐,๐๐๐ บาท\n(งบ อบจ.)", 500_000),
        ("งบ อบจ. 120000", 120_000),
        ("เงินสะสม 1,500,000.- บาท", 1_500_000),
    ],
)
def test_one_amount_beside_the_name_of_its_source_is_read_and_told(bring_in, typed, baht):
    outcome = bring_in(project(1, "ถนน ก", typed, 700), project(2, "ถนน ข", 100))
    road = outcome.document.projects[0]
    assert total(road.budgets) // 100 == baht + 700
    assert found(outcome, "import.amount-beside-text") == [(FIRST_ROW, "E")]
    assert [mark.kind for mark in road.marks] == [MarkKind.BUDGET_SOURCE]


@pytest.mark.parametrize(
    "typed",
    [
        "งบประมาณปี 2571",
        "100,000 คน",
        "ปีละ 100,000",
        "5 (แห่ง)",
        "เดิม 100,000",
        "1,000 + 2,000",
        "100,000 (ล้านบาท)",
    ],
)
def test_a_number_that_may_mean_something_else_is_never_taken_for_the_amount(bring_in, typed):
    outcome = bring_in(project(1, "ถนน ก", typed, 700), project(2, "ถนน ข", 100))
    assert total(outcome.document.projects[0].budgets) == 70_000
    assert [(one.row, one.column) for one in outcome.report.findings] == [(FIRST_ROW, "E")]


@pytest.mark.parametrize("typed", ["ไม่มี", "ไม่ใช้งบประมาณ", "-0-", "(ไม่ใช้งบประมาณ)"])
def test_words_for_no_money_are_a_blank_amount(bring_in, typed):
    outcome = bring_in(project(1, "ถนน ก", typed, 700), project(2, "ถนน ข", 100))
    assert total(outcome.document.projects[0].budgets) == 70_000
    assert ids(outcome) == []
