"""The same money stated twice: a project over its own parts, a column of sums over the years."""

from __future__ import annotations

import pytest
from exchange.excel_in.untidy import FIRST_ROW, HEAD, TITLES, found, project

from kkplanner.plan.budget import total

TOTAL_HEAD = [[*HEAD[0][:9], None, *HEAD[0][9:]], [*HEAD[1], "รวม 5 ปี"]]


def part(text, *amounts):
    return [None, None, None, text, *amounts]


def rows_of(outcome):
    return [
        (one.title, total(one.own_budgets) // 100, [total(item.budgets) // 100 for item in one.sub_items])
        for one in outcome.document.projects
    ]


def ids(outcome):
    return [one.id for one in outcome.report.findings]


def test_amounts_that_are_the_sum_of_the_parts_in_every_year_count_once_and_are_told(bring_in):
    outcome = bring_in(
        project(1, "ปรับปรุงถนน 2 สาย", 1000, 500),
        part("1. สาย ก", 600, 500),
        part("2. สาย ข", 400),
        project(2, "คลอง", 50),
        [None, None, None, "รวมงบประมาณ", 1050, 500],
    )
    assert rows_of(outcome) == [("ปรับปรุงถนน 2 สาย", 0, [1100, 400]), ("คลอง", 50, [])]
    assert ids(outcome) == ["import.own-amounts-are-sums"]


@pytest.mark.parametrize(
    "parts", [[part("1. สาย ก", 600, 500), part("2. สาย ข", 401)], [part("1. สาย ก", 1000, 500)]]
)
def test_other_amounts_are_the_projects_own_beside_its_parts(bring_in, parts):
    outcome = bring_in(project(1, "ปรับปรุงถนน", 1000, 500), *parts, project(2, "คลอง", 50))
    assert rows_of(outcome)[0][1] == 1500
    assert ids(outcome) == []


def test_rows_numbered_under_a_project_are_its_parts(bring_in):
    outcome = bring_in(
        project(1, "ปรับปรุงถนน", 1000),
        ["1.1", "สาย ก", None, "ยาว 5 เมตร", 600],
        ["1.2", "สาย ข", None, None, 400],
        project(2, "คลอง", 50),
    )
    assert rows_of(outcome) == [("ปรับปรุงถนน", 0, [600, 400]), ("คลอง", 50, [])]
    assert [item.text for item in outcome.document.projects[0].sub_items] == [
        "1.1 สาย ก\nยาว 5 เมตร",
        "1.2 สาย ข",
    ]


def test_a_complete_row_numbered_under_a_project_is_a_project(bring_in):
    outcome = bring_in(project(1, "ปรับปรุงถนน", 1000), project("1.1", "สาย ก", 600), project(2, "คลอง", 50))
    assert [title for title, *_ in rows_of(outcome)] == ["ปรับปรุงถนน", "สาย ก", "คลอง"]


def with_total(row, stated):
    return [*row[:9], stated, *row[9:]]


@pytest.mark.parametrize(
    ("amounts", "stated", "severity"),
    [
        ((100, 200), 300, None),
        ((100, 200), 900, "warning"),
        ((), 900, "error"),
        ((), " - ", None),
        ((100,), "ดูปีถัดไป", None),
    ],
)
def test_a_sum_over_the_years_that_they_do_not_make_is_told(bring_in, amounts, stated, severity):
    rows = [with_total(project(1, "ถนน", *amounts), stated), with_total(project(2, "คลอง", 50), 50)]
    outcome = bring_in(whole=[[*TITLES, *TOTAL_HEAD, *rows]])
    assert [own for _, own, _ in rows_of(outcome)] == [sum(amounts), 50]
    assert found(outcome, "import.row-total-differs") == ([(FIRST_ROW - 1, "J")] if severity else [])
    assert [one.severity for one in outcome.report.findings] == ([severity] if severity else [])


def test_a_sum_may_count_the_parts_too(bring_in):
    rows = [
        with_total(project(1, "ถนน", 100), 150),
        with_total(part("สาย ข", *[50, None, None, None, None], None, None, None), None),
        with_total(project(2, "คลอง", 50), 50),
    ]
    assert ids(bring_in(whole=[[*TITLES, *TOTAL_HEAD, *rows]])) == []
