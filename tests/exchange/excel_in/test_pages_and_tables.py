"""Sheets with more than one table or printed page: heads and titles repeated, other forms below the first."""

from __future__ import annotations

from exchange.excel_in.untidy import HEAD, TITLES, YEARS, project

from kkplanner.plan.budget import total
from kkplanner.plan.kinds import Form

SUM = [None, None, None]
EQUIPMENT = [
    ["บัญชีครุภัณฑ์"],
    ["ที่", "แผนงาน", "หมวด", "ประเภท", "เป้าหมาย", "งบประมาณ", *[None] * 4, "หน่วยงานรับผิดชอบหลัก"],
    [None] * 5 + list(YEARS),
]


def rows_of(outcome):
    return [(one.title, total(one.budgets) // 100) for one in outcome.document.projects]


def ids(outcome):
    return [one.id for one in outcome.report.findings]


def test_a_project_goes_on_behind_the_titles_and_head_of_the_next_page(bring_in):
    outcome = bring_in(
        project(1, "ปรับปรุงถนน", 100, objective="1. เพื่อความสะดวก"),
        ["- 2 -"],
        *TITLES,
        *HEAD,
        [None, None, "2. เพื่อความปลอดภัย"],
        [None, None, None, "สายที่ 2", 60],
        project(2, "ขุดสระ", 300),
    )
    assert rows_of(outcome) == [("ปรับปรุงถนน", 160), ("ขุดสระ", 300)]
    assert outcome.document.projects[0].objective == "1. เพื่อความสะดวก\n2. เพื่อความปลอดภัย"
    assert ids(outcome) == []


def test_a_project_goes_on_behind_the_sums_of_a_page(bring_in):
    outcome = bring_in(
        project(1, "ปรับปรุงถนน", 100, objective="1. เพื่อความสะดวก"),
        [*SUM, "ยอดยกไป", 100],
        *HEAD,
        [*SUM, "ยอดยกมา", 100],
        [None, None, "2. เพื่อความปลอดภัย"],
        project(2, "ขุดสระ", 300),
        [*SUM, "รวมทั้งสิ้น", 400],
    )
    assert rows_of(outcome) == [("ปรับปรุงถนน", 100), ("ขุดสระ", 300)]
    assert outcome.document.projects[0].objective == "1. เพื่อความสะดวก\n2. เพื่อความปลอดภัย"
    assert ids(outcome) == []


def test_no_project_goes_on_in_the_table_of_another_programme(bring_in):
    outcome = bring_in(
        project(1, "ปรับปรุงถนน", 100), *TITLES[:-1], ["(2) แผนงานการศึกษา"], *HEAD, [*SUM, "สายที่ 2", 60]
    )
    assert rows_of(outcome) == [("ปรับปรุงถนน", 100)]
    assert ids(outcome) == ["import.title-missing"]


def test_equipment_below_projects_has_neither_their_issue_nor_their_foot(bring_in):
    chair = [1, "การศึกษา", "ค่าครุภัณฑ์", "ครุภัณฑ์สำนักงาน", "เก้าอี้", 50, *[None] * 4, "กองการศึกษา"]
    outcome = bring_in(project(1, "ถนน", 100), [*SUM, "รวมงบประมาณ", 100], [], *EQUIPMENT, chair)
    road, chair = outcome.document.projects
    assert (road.form, chair.form) == (Form.P02, Form.P03)
    assert road.issue is not None
    assert (chair.issue, chair.programme) == (None, "แผนงานการศึกษา")
    assert ids(outcome) == []


def test_a_summary_below_the_table_is_no_row_of_it(bring_in):
    outcome = bring_in(
        project(1, "ถนน", 100),
        [*SUM, "รวมงบประมาณ", 100],
        ["บัญชีสรุปโครงการพัฒนา"],
        ["ยุทธศาสตร์", "ปี 2571", None, "ปี 2572", None, "ปี 2573", None],
        [None, *["จำนวน\nโครงการ", "งบประมาณ\n(บาท)"] * 3],
        ["แผนงานอุตสาหกรรมและการโยธา", 1, 100, 0, 0, 0, 0],
    )
    assert rows_of(outcome) == [("ถนน", 100)]
    assert ids(outcome) == []


def test_the_rest_of_a_project_right_under_the_head_of_the_next_page_is_no_tier_of_it(bring_in):
    outcome = bring_in(
        project(1, "อบรมครู", 100, target="ครูทุกคน"),
        *HEAD,
        [None, None, None, "(9 โรงเรียน)"],
        project(2, "ขุดสระ", 300),
    )
    assert [one.target for one in outcome.document.projects] == ["ครูทุกคน\n(9 โรงเรียน)", "ยาว 500 เมตร"]
