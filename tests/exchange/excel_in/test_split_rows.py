"""Rows that clerks split, and money that must be found again: in a project, against a foot, or in a finding."""

from __future__ import annotations

import pytest
from exchange.excel_in.untidy import FIRST_ROW, HEAD, TITLES, found, project
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kkplanner.plan.budget import total


def rows_of(outcome):
    return [(one.title, total(one.budgets) // 100) for one in outcome.document.projects]


def test_the_rest_of_a_title_is_joined_and_a_sub_item_after_it_belongs_to_the_project(bring_in):
    outcome = bring_in(
        project(1, "ก่อสร้างถนน คสล.", 100),
        [None, "สายบ้านโนน"],
        [None, None, None, "ช่วงที่ 2", 50],
        project(2, "คลอง", 7),
    )
    assert rows_of(outcome) == [("ก่อสร้างถนน คสล.\nสายบ้านโนน", 150), ("คลอง", 7)]
    assert found(outcome, "import.title-joined") == [(FIRST_ROW + 1, None)]


def test_the_rest_of_title_and_objective_is_no_new_project(bring_in):
    outcome = bring_in(project(1, "ก่อสร้าง", 100), [None, "ถนน", "2. เพื่อขนส่ง"], project(2, "คลอง", 7))
    road = outcome.document.projects[0]
    assert (road.title, road.objective) == ("ก่อสร้าง\nถนน", "เพื่อให้เดินทางสะดวก\n2. เพื่อขนส่ง")
    assert rows_of(outcome)[1:] == [("คลอง", 7)]


def test_money_typed_beside_the_rest_of_the_title_is_the_projects_own(bring_in):
    outcome = bring_in(project(1, "ก่อสร้าง"), [None, "ถนน", None, None, 100, 200], project(2, "คลอง", 7))
    road = outcome.document.projects[0]
    assert rows_of(outcome) == [("ก่อสร้าง\nถนน", 300), ("คลอง", 7)]
    assert (road.own_budgets, road.sub_items) == ({2571: 10_000, 2572: 20_000}, ())


def test_a_complete_row_without_number_is_a_project_and_told(bring_in):
    outcome = bring_in(project(1, "ถนน", 100), project(None, "คลอง", 50))
    assert rows_of(outcome) == [("ถนน", 100), ("คลอง", 50)]
    assert found(outcome, "import.row-without-number") == [(FIRST_ROW + 1, None)]


@pytest.mark.parametrize(
    ("again", "baht", "told"), [((100, 50), 150, 1), ((None, None), 150, 0), ((7, None), 157, 0)]
)
def test_a_project_that_goes_on_on_the_next_page_under_its_number(bring_in, again, baht, told):
    outcome = bring_in(
        project(1, "ก่อสร้างถนน", 100, 50), *HEAD, project(1, "ก่อสร้างถนน (ต่อ)", *again, objective="2. เพื่อขนส่ง")
    )
    [road] = outcome.document.projects
    assert (road.title, road.objective) == ("ก่อสร้างถนน", "เพื่อให้เดินทางสะดวก\n2. เพื่อขนส่ง")
    assert total(road.budgets) == baht * 100
    assert len(found(outcome, "import.amounts-repeated")) == told


def test_a_title_on_a_row_of_its_own_above_the_rest(bring_in):
    rest = project(None, None, 100, 50)
    outcome = bring_in([1, "ก่อสร้างถนน"], rest, [2, "ขุดคลอง"], rest, [None, None, None, "ช่วงสอง", 7])
    road, canal = outcome.document.projects
    assert (road.title, road.target, road.agency) == ("ก่อสร้างถนน", "ยาว 500 เมตร", "กองช่าง")
    assert (total(road.own_budgets), road.sub_items) == (15_000, ())
    assert [item.text for item in canal.sub_items] == ["ช่วงสอง"]


def test_a_table_that_numbers_few_of_its_projects_numbers_none(bring_in):
    outcome = bring_in(project(1, "ถนน", 100), *(project(None, f"คลอง {n}") for n in range(3)))
    assert [title for title, _ in rows_of(outcome)] == ["ถนน", "คลอง 0", "คลอง 1", "คลอง 2"]
    assert len(found(outcome, "import.row-without-number")) == 3


def test_a_heading_in_the_title_column_does_not_part_a_project_from_its_items(bring_in):
    outcome = bring_in(project(1, "ถนน", 100), [None, "โครงการด้านถนน"], [None, None, None, "สายสอง", 50])
    assert rows_of(outcome) == [("ถนน", 150)]
    assert found(outcome, "import.title-only") == [(FIRST_ROW + 1, None)]


def test_a_stamp_in_the_title_column_is_history_of_the_project(bring_in):
    outcome = bring_in(project(1, "ถนน", 100), [None, "ซ้ำลำดับที่ 63"], project(2, "คลอง", 50))
    road, canal = outcome.document.projects
    assert (road.title, [mark.text for mark in road.marks], canal.marks) == ("ถนน", ["ซ้ำลำดับที่ 63"], ())


@pytest.mark.parametrize("column", [0, 1, 4])
def test_a_stamp_between_two_projects_is_history_of_the_upper_one_wherever_it_is_typed(bring_in, column):
    outcome = bring_in(
        project(1, "ถนน", 100), [None] * column + ["ย้ายไปแผนงานการศึกษา"], project(2, "คลอง", 50)
    )
    road, canal = outcome.document.projects
    assert (road.title, len(road.marks), canal.marks) == ("ถนน", 1, ())
    assert rows_of(outcome) == [("ถนน", 100), ("คลอง", 50)]


# ---- columns ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", [2571, None, "ปีหน้า"])
def test_a_doubled_or_missing_year_is_an_error_with_the_sum_of_its_column(bring_in, year):
    head = [list(row) for row in HEAD]
    head[1][5] = year
    outcome = bring_in(
        whole=[
            [
                *TITLES,
                *head,
                project(1, "ถนน", 100, 200),
                project(2, "คลอง", 1, "๓๐๐"),
                [None] * 3 + ["รวม", 101, 500],
            ]
        ]
    )
    [finding] = [one for one in outcome.report.findings if one.id == "import.amount-column-without-year"]
    assert (finding.severity, finding.column, finding.value) == ("error", "F", "500")
    assert rows_of(outcome) == [("ถนน", 100), ("คลอง", 1)]


def test_a_column_of_sums_over_the_years_is_not_missed(bring_in):
    head = [list(row) for row in HEAD]
    head[0] = [*head[0][:9], "รวม", *head[0][9:]]
    row = project(1, "ถนน", 100, 200)
    outcome = bring_in(whole=[[*TITLES, *head, [*row[:9], 300, *row[9:]]]])
    assert outcome.report.findings == []
    assert rows_of(outcome) == [("ถนน", 300)]


# ---- feet ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "foot",
    [
        ["รวม 2 โครงการ", 150, 0, 0, 0, 0],
        ["รวม 2 โครงการ", 2, 0, 0, 0, 0],
        ["รวมทั้งสิ้น 2 โครงการ", 150],
        ["รวมทั้งสิ้น ๒ โครงการ", 2],
        ["รวมสะสม", 150],
        ["รวม", 2],
        ["Total", 150],
        ["GRAND TOTAL", "150.00"],
        ["รวมโครงการ", 2],
        ["รวมครุภัณฑ์", 150],
    ],
)
def test_a_foot_is_read_as_baht_or_as_a_count_whichever_fits(bring_in, foot):
    outcome = bring_in(project(1, "ถนน", 100), project(2, "คลอง", 50), [None, None, None, *foot])
    assert rows_of(outcome) == [("ถนน", 100), ("คลอง", 50)]
    assert outcome.report.findings == []
    assert [reason for _, reason in outcome.report.sheets[0].skipped_rows] == ["แถวรวม"]


@pytest.mark.parametrize("label", ["รวมของกองช่างทั้งหมดทุกงาน", "Sum (A+B)", None])
def test_a_foot_with_an_unknown_label_is_known_by_its_sum_and_told(bring_in, label):
    outcome = bring_in(project(1, "ถนน", 100), project(2, "คลอง", 50, 5), [None, None, None, label, 150, 5])
    assert rows_of(outcome) == [("ถนน", 100), ("คลอง", 55)]
    assert found(outcome, "import.footer-by-sum") == [(FIRST_ROW + 2, None)]


def test_a_foot_that_fits_neither_way_is_compared_as_baht_when_it_is_too_large_for_a_count(bring_in):
    outcome = bring_in(project(1, "ถนน", 100), [None, None, None, "รวม 3 โครงการ", 5_000])
    assert found(outcome, "import.footer-sum-differs") == [(FIRST_ROW + 1, "E")]
    assert found(outcome, "import.footer-count-differs") == []


# ---- texts -----------------------------------------------------------------------------------------------


def test_a_text_that_ends_cut_is_noted_once_and_not_when_a_later_row_completes_it(bring_in):
    outcome = bring_in(
        project(1, "ก่อสร้างถนนสาย...", 100, agency="กองช่าง"),
        project(2, "ส่งเสริมอาชีพด้านกา…", 50),
        [None, "ด้านการเกษตร"],
    )
    assert found(outcome, "import.text-cut") == [(FIRST_ROW, None)]
    assert [one.severity for one in outcome.report.findings if one.id == "import.text-cut"] == ["note"]


def test_an_issue_that_every_sheet_shows_cut_is_noted(bring_in):
    cut = [*TITLES[:3], ["1. ยุทธศาสตร์ด้านกา..."], *TITLES[4:]]
    outcome = bring_in(whole=[[*cut, *HEAD, project(1, "ถนน", 1)], [*cut, *HEAD, project(1, "คลอง", 1)]])
    assert found(outcome, "import.line-cut") == [(4, None)]


def test_an_error_value_in_a_text_cell_is_told_without_doubled_brackets(bring_in):
    outcome = bring_in(project(1, "ถนน", 1, objective="#REF!"), project(2, "คลอง", 1, objective="=A1"))
    messages = [one.message for one in outcome.report.findings if one.id == "import.text-error-value"]
    assert len(messages) == 2
    assert not any("((" in message for message in messages)


# ---- every baht ------------------------------------------------------------------------------------------

words = st.sampled_from(
    [None, None, "ถนน", "- สายหนึ่ง", "รวมพลัง", "รวม", "2. โรงเรียน", "ซ้ำลำดับที่ 3", "โครงการใหม่", "กา..."]
)
money = st.sampled_from([None, None, None, "-", 0, 100, 250, "1,000", "๕๐.๕๐", "ห้าร้อย", "#REF!"])
data_row = st.tuples(
    st.sampled_from([None, None, 1, 2, "๓", "หมายเหตุ"]), words, words, words, money, money, money, words
).map(lambda row: [*row[:4], *row[4:7], None, None, None, None, row[7]])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(data_row, min_size=1, max_size=7), lost=st.booleans())
def test_every_baht_of_an_amount_column_is_in_a_project_in_a_foot_or_in_a_finding(bring_in, rows, lost):
    head = [list(row) for row in HEAD]
    if lost:
        head[1][6] = 2572
    outcome = bring_in(whole=[[*TITLES, *head, *rows]])
    [sheet] = outcome.report.sheets
    taken = {one.row for one in outcome.report.rows}
    skipped = dict(sheet.skipped_rows)
    told = {one.row for one in outcome.report.findings if one.row}
    for at, row in enumerate(rows, FIRST_ROW):
        amounts = [value for value in row[4 : 6 if lost else 7] if value not in {None, "-", 0}]
        if amounts and at not in taken and at in skipped:
            assert skipped[at] == "แถวรวม" or at in told
    numbers = {100: 10_000, 250: 25_000, "1,000": 100_000, "๕๐.๕๐": 5_050}
    in_rows = sum(
        numbers.get(value, 0)
        for at, row in enumerate(rows, FIRST_ROW)
        if at not in skipped
        for value in row[4 : 6 if lost else 7]
    )
    assert outcome.report.satang == in_rows
    if lost:
        dropped = sum(
            numbers.get(row[6], 0) for at, row in enumerate(rows, FIRST_ROW) if skipped.get(at) != "แถวรวม"
        )
        stated = [
            one.value for one in outcome.report.findings if one.id == "import.amount-column-without-year"
        ]
        assert bool(dropped) <= bool(stated)
