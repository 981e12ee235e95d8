"""Heads of tables as clerks word them: unusual names of columns, years in any dress, tables without years."""

from __future__ import annotations

import datetime as dt

import pytest
from exchange.excel_in.untidy import HEAD, TITLES, YEARS, found, project

from kkplanner.plan.budget import total

COMMUNITY = [
    ["รายละเอียดโครงการพัฒนา"],
    ["ที่นำมาจากแผนพัฒนาหมู่บ้านและแผนชุมชน (พ.ศ.2571 - 2575)"],
    ["เทศบาลนครตัวอย่าง"],
]


def head(*, years=YEARS, **words):
    """HEAD of two tiers with some of its words changed."""
    at = ["index", "title", "objective", "target", "budget", *"1234", "kpi", "expected", "agency"]
    top = [words.get(name, word) for name, word in zip(at, HEAD[0], strict=True)]
    return [top, [None] * 4 + list(years)]


def ids(outcome):
    return [one.id for one in outcome.report.findings]


# ---- columns ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "words"),
    [
        ("index", "ที่."),
        ("index", "เลขที่"),
        ("title", "แผนงาน/โครงการ"),
        ("title", "ชื่อแผนงาน/โครงการ/กิจกรรม"),
        ("title", "รายละเอียดโครงการ"),
        ("objective", "จุดประสงค์"),
        ("target", "ผลผลิตของโครงการ"),
        ("kpi", "KPI"),
        ("expected", "ประโยชน์ที่คาดว่าจะได้รับ"),
        ("agency", "สำนัก/กอง"),
        ("agency", "กอง"),
        ("budget", "วงเงินงบประมาณ"),
        ("budget", "จำนวนเงิน (บาท)"),
        ("budget", "งบประมาณและที่มา"),
    ],
)
def test_a_column_may_have_another_name(bring_in, column, words):
    usual = bring_in(whole=[[*TITLES, *head(), project(1, "ถนน", 100, 200)]])
    other = bring_in(whole=[[*TITLES, *head(**{column: words}), project(1, "ถนน", 100, 200)]])
    assert [rows_of(outcome) for outcome in (other, usual)] == [rows_of(usual)] * 2
    assert ids(other) == []


def rows_of(outcome):
    return [
        (one.title, one.objective, one.target, one.kpi, one.expected_result, one.agency, one.budgets)
        for one in outcome.document.projects
    ]


def test_a_column_of_unknown_name_right_after_the_numbers_names_the_projects_and_is_told(bring_in):
    outcome = bring_in(whole=[[*TITLES, *head(title="งานที่จะทำ"), project(1, "ถนน", 100)]])
    [road] = outcome.document.projects
    assert (road.title, road.target) == ("ถนน", "ยาว 500 เมตร")
    assert ids(outcome) == ["import.column-guessed"]
    assert "B “งานที่จะทำ”" in outcome.report.findings[0].message


def test_years_under_unknown_words_of_money_are_the_plans_and_told(bring_in):
    outcome = bring_in(whole=[[*TITLES, *head(budget="เงินที่ใช้"), project(1, "ถนน", 100, 200)]])
    assert outcome.document.projects[0].budgets == {2571: 10_000, 2572: 20_000}
    assert ids(outcome) == ["import.column-guessed"]


@pytest.mark.parametrize(
    "words", ["หน่วยงานที่ขอรับการสนับสนุน", "หน่วยงานที่\nประสาน", "หน่วยงานที่ขอรับการประสานแผน", "ขอประสานหน่วยงาน"]
)
def test_the_agency_asked_may_stand_under_other_words(bring_in, words):
    outcome = bring_in(whole=[[*TITLES, *head(agency=words), project(1, "เขื่อน", 100, agency="กรมโยธาธิการ")]])
    assert outcome.document.projects[0].asked_agency == "กรมโยธาธิการ"


# ---- years -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "years",
    [
        [f"งบปี {year}" for year in YEARS],
        [f"{year}.-" for year in YEARS],
        [f"ปี {year}*" for year in YEARS],
        [year - 2500 for year in YEARS],
        [f"ปี{year - 2500}/บาท" for year in YEARS],
        [dt.date(year - 543, 1, 1) for year in YEARS],
    ],
)
def test_cells_that_count_up_are_years(bring_in, years):
    outcome = bring_in(whole=[[*TITLES, *head(years=years), project(1, "ถนน", 1, 2, 3, 4, 5)]])
    assert outcome.document.projects[0].budgets == dict(zip(YEARS, (100, 200, 300, 400, 500), strict=True))


def test_a_book_without_the_first_year_of_the_plan_needs_no_shift(bring_in):
    outcome = bring_in(whole=[[*TITLES, *head(years=[*YEARS[1:], None]), project(1, "ถนน", 100)]])
    assert outcome.document.projects[0].budgets == {2572: 10_000}
    assert ids(outcome) == []


def test_a_column_of_five_year_sums_is_neither_lost_nor_taken(bring_in):
    top, years = head()
    table = [[*top[:9], None, *top[9:]], [*years, "รวม 5 ปี\n(บาท)"]]
    row = project(1, "ถนน", 100, 200)
    outcome = bring_in(whole=[[*TITLES, *table, [*row[:9], 300, *row[9:]]]])
    assert total(outcome.document.projects[0].budgets) == 30_000
    assert ids(outcome) == []


# ---- tables without years --------------------------------------------------------------------------------


def test_a_community_plan_with_one_amount_of_no_year_keeps_its_texts_and_tells_the_sum(bring_in):
    table = ["ที่", "โครงการ", "วัตถุประสงค์", "เป้าหมาย", "งบประมาณ\n(บาท)", "ผลที่คาดว่าจะได้รับ", "หน่วยงานที่รับผิดชอบ"]
    rows = [
        [1, "ซ่อมทางเท้า", "เพื่อความสะดวก", "ยาว 50 เมตร", 100_000, "เดินสะดวก", "สำนักช่าง"],
        [2, "อบรมอาชีพ", "เพื่อรายได้", "30 คน", "50,000", "มีรายได้", "กองสวัสดิการสังคม"],
    ]
    outcome = bring_in(whole=[[*COMMUNITY, table, *rows]])
    assert [(one.title, one.agency, one.budgets) for one in outcome.document.projects] == [
        ("ซ่อมทางเท้า", "สำนักช่าง", {}),
        ("อบรมอาชีพ", "กองสวัสดิการสังคม", {}),
    ]
    [lost] = outcome.report.findings
    assert (lost.id, lost.severity, lost.column, lost.value) == (
        "import.amount-column-without-year",
        "error",
        "E",
        "150,000",
    )


def test_a_community_plan_without_amounts_keeps_its_projects(bring_in):
    table = ["ที่", "โครงการ", "วัตถุประสงค์", "เป้าหมาย", "ผลที่คาดว่าจะได้รับ", "ผู้รับผิดชอบ"]
    outcome = bring_in(whole=[[*COMMUNITY, table, [1, "ออกกำลังกาย", "เพื่อสุขภาพ", "ทุกวัน", "แข็งแรง", "ชุมชน"]]])
    assert [one.title for one in outcome.document.projects] == ["ออกกำลังกาย"]
    assert ids(outcome) == ["import.sheet-without-amounts"]


def test_a_community_named_once_holds_for_the_rows_that_leave_it_blank(bring_in):
    top, years = head()
    table = [[top[0], "ชุมชน", *top[1:]], [None, *years]]
    rows = [project(1, "ซ่อมทางเท้า", 100), project(2, "อบรมอาชีพ", 200)]
    named = [[row[0], village, *row[1:]] for row, village in zip(rows, ["ชุมชนเขาดิน", None], strict=True)]
    outcome = bring_in(whole=[[*COMMUNITY, *table, *named]])
    assert [one.village for one in outcome.document.projects] == ["ชุมชนเขาดิน"] * 2
    assert found(outcome, "import.repeated-above") == [(7, None)]


def test_an_index_of_projects_is_no_form(bring_in):
    table = ["ที่", "โครงการ", "แผนงาน", "หน่วยงาน", "หน้า"]
    outcome = bring_in(whole=[[["ดัชนีโครงการ"], table, [1, "ถนน", "การศึกษา", "สำนักช่าง", 45]]])
    assert outcome.document.projects == ()


def test_a_monthly_action_plan_is_no_form_and_does_not_decide_the_years_of_the_book(bring_in):
    months = ["ต.ค.", "พ.ย.", "ธ.ค.", "ม.ค.", "ก.พ.", "มี.ค."]
    schedule = [
        ["แผนการดำเนินงาน ประจำปีงบประมาณ พ.ศ. 2571"],
        [
            "ที่",
            "โครงการ",
            "รายละเอียดของกิจกรรม",
            "งบประมาณ\n(บาท)",
            "หน่วยงาน",
            "พ.ศ. 2570",
            None,
            None,
            "พ.ศ. 2571",
        ],
        [None] * 5 + months,
        [1, "ถนน", "สร้างถนน", 100_000, "สำนักช่าง", "x", "x"],
    ]
    outcome = bring_in(whole=[schedule, [*TITLES, *HEAD, project(1, "ถนน", 100)]])
    assert [(one.title, total(one.budgets)) for one in outcome.document.projects] == [("ถนน", 10_000)]
    assert ids(outcome) == ["import.action-plan"]


def test_a_row_whose_every_amount_is_unreadable_is_still_imported(bring_in):
    outcome = bring_in(whole=[[*TITLES, *head(), project(1, "ถนน", *["xx"] * 5)]])
    assert [(one.title, one.budgets) for one in outcome.document.projects] == [("ถนน", {})]
    assert set(ids(outcome)) == {"import.amount-not-number"}


# ---- around and beside the table -------------------------------------------------------------------------


def test_blank_rows_between_the_tiers_of_a_head(bring_in):
    table = [HEAD[0], [], HEAD[1], [], HEAD[2], [], project(1, "ถนน", 100)]
    outcome = bring_in(whole=[[*TITLES, *table]])
    assert outcome.document.projects[0].budgets == {2571: 10_000}
    assert ids(outcome) == []


def test_a_book_with_years_before_the_plan_tells_what_stands_outside(bring_in):
    top, years = head()
    table = [[*top[:5], None, *top[5:]], [*years[:4], 2570, *YEARS]]
    row = project(1, "ถนน", 100, 200)
    outcome = bring_in(whole=[[*TITLES, *table, [*row[:4], 70, *row[4:]]]])
    assert outcome.document.projects[0].budgets == {2571: 10_000, 2572: 20_000}
    assert ids(outcome) == ["import.year-outside"]


def test_numbers_under_no_head_are_told(bring_in):
    outcome = bring_in(whole=[[*TITLES, *head(), [*project(1, "ถนน", 100), 7_000], project(2, "คลอง", 200)]])
    assert ids(outcome) == ["import.numbers-without-head"]
    assert "M (1 ช่อง)" in outcome.report.findings[0].message


def test_a_second_table_to_the_right_is_told(bring_in):
    table = ["ที่", "โครงการ", "เป้าหมาย", "งบประมาณ", None, "หน่วยงาน"]
    row = [1, "ถนน", "ยาว 5 เมตร", 100, 200, "กองช่าง"]
    years = [None, None, None, 2571, 2572, None]
    outcome = bring_in(whole=[[*TITLES, table * 2, years * 2, row * 2]])
    assert [one.title for one in outcome.document.projects] == ["ถนน"]
    assert set(ids(outcome)) == {"import.table-beside", "import.columns-not-read"}
