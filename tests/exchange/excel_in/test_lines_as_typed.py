"""Lines and numbers as clerks type them: purposes in other words, communities over their projects, odd numbers."""

from __future__ import annotations

import pytest
from exchange.excel_in.untidy import HEAD, TITLES, project

from kkplanner.plan.budget import total
from kkplanner.plan.kinds import Form

CITY = ["เทศบาลนครตัวอย่าง"]
COMMUNITY = [["รายละเอียดโครงการพัฒนา"], ["ที่นำมาจากแผนพัฒนาหมู่บ้านและแผนชุมชน (พ.ศ.2571 - 2575)"], CITY]


def rows_of(outcome):
    return [(one.title, total(one.budgets) // 100) for one in outcome.document.projects]


def villages(outcome):
    return [one.village for one in outcome.document.projects]


def editions(outcome):
    plan = outcome.document
    return [one.edition and plan.edition(one.edition).label for one in plan.projects]


def ids(outcome):
    return [one.id for one in outcome.report.findings]


@pytest.mark.parametrize(
    ("line", "form"),
    [
        ("โครงการที่นำมาจากแผนชุมชน", Form.P02_1),
        ("โครงการที่ชุมชนดำเนินการเอง", Form.P02_1),
        ("แผนชุมชน เทศบาลนครตัวอย่าง", Form.P02_1),
        ("โครงการตามแผนชุมชน ประจำปี 2571-2575", Form.P02_1),
        ("บัญชีประสานโครงการพัฒนา", Form.P02_2),
        ("โครงการที่ขอประสานองค์การบริหารส่วนจังหวัด", Form.P02_2),
        ("(สำหรับประสานโครงการพัฒนาจังหวัด)", Form.P02_2),
        ("บัญชีรายการครุภัณฑ์", Form.P03),
        ("หมายเหตุ โครงการบางส่วนมาจากแผนชุมชน", Form.P02),
        ("4. ยุทธศาสตร์การส่งเสริมแผนชุมชน", Form.P02),
    ],
)
def test_the_purpose_of_a_form_in_other_words(bring_in, line, form):
    outcome = bring_in(whole=[[["รายละเอียดโครงการพัฒนา"], [line], CITY, *HEAD, project(1, "ซ่อมทางเท้า", 100)]])
    assert [one.form for one in outcome.document.projects] == [form]


def test_such_words_amid_a_table_do_not_change_the_form(bring_in):
    outcome = bring_in(
        project(1, "อบรม", 100), [None, None, None, "คณะทำงานแผนชุมชน"], *HEAD, project(2, "ถนน", 200)
    )
    assert {one.form for one in outcome.document.projects} == {Form.P02}


def test_a_community_over_each_table_holds_for_its_rows(bring_in):
    tables = [
        [*COMMUNITY, [village], *HEAD, project(1, title, 100), [None, None, None, "รวม", 100]]
        for village, title in (("ชุมชนวัดไทรใต้", "ซ่อมทางเท้า"), ("ชุมชนเขาดิน", "ปลูกต้นไม้"))
    ]
    outcome = bring_in(whole=[[row for table in tables for row in table]])
    assert villages(outcome) == ["ชุมชนวัดไทรใต้", "ชุมชนเขาดิน"]


def test_a_community_in_the_title_column_is_known_by_the_agency_under_it_though_numbers_go_on(bring_in):
    rows = [
        [None, "ชุมชนวัดไทรใต้"],
        project(1, "ซ่อมทางเท้า", 100, agency="ชุมชนวัดไทรใต้"),
        [None, "ชุมชนเขาดิน"],
        project(2, "ปลูกต้นไม้", 200, agency="ชุมชนเขาดิน"),
        [None, "ชุมชนตลาด"],  # the rest of the name: the next project is not of that community
        project(3, "ติดไฟ", 300, agency="สำนักช่าง"),
    ]
    outcome = bring_in(whole=[[*COMMUNITY, *HEAD, *rows]])
    assert [title for title, _ in rows_of(outcome)] == ["ซ่อมทางเท้า", "ปลูกต้นไม้\nชุมชนตลาด", "ติดไฟ"]
    assert villages(outcome)[:2] == ["ชุมชนวัดไทรใต้", "ชุมชนเขาดิน"]


@pytest.mark.parametrize("number", ["1)", "ที่ 1", "ลำดับที่ ๑", "-1-", "1,", "*1", 1.0])
def test_a_number_however_it_is_typed(bring_in, number):
    outcome = bring_in(project(number, "ถนน", 100), project(2, "คลอง", 200))
    assert rows_of(outcome) == [("ถนน", 100), ("คลอง", 200)]
    assert ids(outcome) == []


@pytest.mark.parametrize("written", [str, int, "({})".format, "{}.".format])
def test_columns_numbered_under_the_head_are_no_project(bring_in, written):
    outcome = bring_in([written(at) for at in range(1, 13)], project(1, "ถนน", 100))
    assert rows_of(outcome) == [("ถนน", 100)]
    assert ids(outcome) == []


@pytest.mark.parametrize(
    "mark",
    ["เพิ่มเติม ครั้งที่ 3/2572 (ประกาศใช้ วันที่ 5 มกราคม 2572)", "เพิ่มเติม (ฉบับที่ 3) พ.ศ. 2572", "ฉบับเพิ่มเติม ครั้งที่ ๓/๒๕๗๒"],
)
def test_an_amendment_mark_with_its_date_or_in_brackets(bring_in, mark):
    outcome = bring_in(whole=[[*TITLES, *HEAD, project(1, "ถนน", 100), [mark], project(1, "คลอง", 200)]])
    assert editions(outcome) == [None, "เพิ่มเติม ครั้งที่ 3/2572"]
