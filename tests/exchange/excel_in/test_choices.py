"""What the clerk may decide between looking at an import and doing it."""

from __future__ import annotations

import json

import pytest
from exchange.excel_in.untidy import FIRST_ROW, HEAD, TITLES, empty_plan, project, write

from kkplanner.exchange.excel_in import (
    Action,
    ColumnChoiceError,
    ColumnChoices,
    ImportChoices,
    import_into,
    propose_issues,
    read_book,
)
from kkplanner.exchange.excel_in.columns import checked, remembered, remembering
from kkplanner.plan.model import Issue, Link

ROADS = [project(1, "ก่อสร้างถนนสายหนึ่ง", 100_000, 200_000), project(2, "ก่อสร้างถนนสายสอง", 50_000)]
TRAINING = [project(1, "อบรมอาชีพสตรี", 20_000)]


@pytest.fixture
def path(tmp_path):
    return write(tmp_path / "book.xlsx", [*TITLES, *HEAD, *ROADS], [*TITLES, *HEAD, *TRAINING])


def bring(path, columns=None, into=None, **choices):
    book = read_book(path, columns=columns or ColumnChoices())
    return import_into(into or empty_plan(), book, choices=ImportChoices(**choices))


def titles(outcome):
    return [one.title for one in outcome.document.projects]


def test_a_sheet_left_out_is_told_row_by_row(path):
    outcome = bring(path, sheets_left_out=frozenset({"แผ่น1"}))
    assert titles(outcome) == ["อบรมอาชีพสตรี"]
    skipped = [row for row in outcome.report.rows if row.action is Action.SKIPPED]
    assert [(row.row, row.title, row.reason) for row in skipped] == [
        (FIRST_ROW, "ก่อสร้างถนนสายหนึ่ง", "ผู้ใช้เลือกไม่นำเข้า"),
        (FIRST_ROW + 1, "ก่อสร้างถนนสายสอง", "ผู้ใช้เลือกไม่นำเข้า"),
    ]


def test_a_single_row_left_out(path):
    outcome = bring(path, rows_left_out=frozenset({("แผ่น1", FIRST_ROW)}))
    assert titles(outcome) == ["ก่อสร้างถนนสายสอง", "อบรมอาชีพสตรี"]
    for sheet in outcome.report.as_json()["sheets"]:
        assert sheet["rows_read"] == sheet["imported"] + sheet["skipped"]


def test_years_are_mapped_one_by_one_and_what_falls_out_is_told(path):
    outcome = bring(path, years={2571: 2573})
    assert outcome.document.projects[0].own_budgets == {2573: 10_000_000}
    [finding] = [one for one in outcome.report.findings if one.id == "import.year-outside"]
    assert "2572" in finding.message
    assert "200,000" in finding.message


def test_the_columns_of_a_sheet_are_told(path):
    [sheet, _] = bring(path).report.as_json()["sheets"]
    assert [column["field"] for column in sheet["columns"]] == [
        "index",
        "title",
        "objective",
        "target",
        *[f"budget:{year}" for year in range(2571, 2576)],
        "kpi",
        "expected_result",
        "agency",
    ]
    assert sheet["columns"][4]["label"] == "งบประมาณ ปี 2571"
    assert sheet["baht_by_year"] == {"2571": 150_000, "2572": 200_000}


def test_a_column_mapped_anew(path):
    mapped = {"J": "agency", "L": "", "F": "enacted:2571"}
    outcome = bring(path, ColumnChoices(by_sheet={"แผ่น1": mapped}))
    first = outcome.document.projects[0]
    assert (first.agency, first.kpi) == ("ร้อยละ 80", "")
    assert (first.own_budgets, first.enacted_budgets) == ({2571: 10_000_000}, {2571: 20_000_000})
    assert outcome.document.projects[2].agency == "กองช่าง", "the other sheet is read as before"


def test_a_mapping_is_remembered_for_tables_with_the_same_head(path):
    said = ColumnChoices(by_sheet={"แผ่น1": {"J": "agency", "L": ""}})
    setting = json.loads(json.dumps(remembering(None, read_book(path, columns=said), said)))
    outcome = bring(path, ColumnChoices(by_head=remembered(setting)))
    assert {one.agency for one in outcome.document.projects} == {"ร้อยละ 80"}


@pytest.mark.parametrize(
    "setting", [None, 7, "x", {"h": 1}, {"h": {"A": 1}}, {"h": {"A": "ลำดับ"}}, {"h": {"1": "title"}}]
)
def test_a_setting_that_holds_no_mapping_is_passed_by(setting):
    assert remembered(setting) == {}


@pytest.mark.parametrize("mapped", [{"AAAA": "title"}, {"A": "name"}, {"A": "budget:99"}])
def test_a_field_that_is_none_is_told(mapped):
    with pytest.raises(ColumnChoiceError):
        checked(mapped)


def test_an_old_strategy_goes_under_the_issue_that_was_chosen(path):
    own = Issue(number="3", title="บ้านเมืองน่าอยู่")
    plan = empty_plan()
    plan = type(plan)(organisation=plan.organisation, plan=plan.plan, issues=(own,))
    [proposal] = propose_issues(plan, read_book(path))
    assert (proposal.rows, proposal.uuid) == (3, None)
    outcome = bring(path, into=plan, issues={proposal.title: own.uuid})
    assert outcome.document.issues == (own,)
    assert {(one.issue, one.approach) for one in outcome.document.projects} == {(own.uuid, None)}


def test_the_crosswalk_proposes_the_issue_of_the_new_framework(tmp_path):
    """The strategies of the province's LGOs for 2566-2570 lead to the issues of the PAO for 2571-2575."""
    old = "6. ยุทธศาสตร์การเสริมสร้างสุขภาวะ"
    rows = [*TITLES[:3], [old], *TITLES[4:], *HEAD, *TRAINING]
    path = write(tmp_path / "old.xlsx", rows)
    plan = empty_plan()
    issues = tuple(
        Issue(
            number=str(n),
            title=f"ประเด็นของเราที่ {n}",
            links=(Link(framework=plan.plan.framework, code=str(n)),),
        )
        for n in range(1, 9)
    )
    plan = type(plan)(organisation=plan.organisation, plan=plan.plan, issues=issues)
    [proposal] = propose_issues(plan, read_book(path))
    assert (proposal.by, proposal.uuid in {issue.uuid for issue in issues}) == ("crosswalk", True)
    outcome = bring(path, into=plan, issues="crosswalk")
    assert outcome.document.issues == issues
    assert outcome.document.projects[0].issue == proposal.uuid
