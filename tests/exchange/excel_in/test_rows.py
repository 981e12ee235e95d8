"""Rows told apart: projects, continuations, sub-items, lines, marks, feet; merges; several tables on a sheet."""

from __future__ import annotations

import pytest
from exchange.excel_in.untidy import FIRST_ROW, HEAD, TITLES, found, project

from kkplanner.plan.budget import total
from kkplanner.plan.kinds import Form

FOOT = [None, None, None, "รวมงบประมาณ"]
COUNT = [None, None, None, "รวมจำนวนโครงการ"]


def titles(outcome):
    return [one.title for one in outcome.document.projects]


def test_a_continuation_row_is_joined_to_the_project_above(bring_in):
    outcome = bring_in(
        project(1, "ถนน", 100, objective="1. เพื่อก", expected="1. ดี"),
        [None, None, "2. เพื่อข", None, None, None, None, None, None, None, "2. ดีขึ้น"],
        project(2, "คลอง", 200),
    )
    first = outcome.document.projects[0]
    assert (first.objective, first.expected_result) == ("1. เพื่อก\n2. เพื่อข", "1. ดี\n2. ดีขึ้น")
    assert titles(outcome) == ["ถนน", "คลอง"]
    sheet = outcome.report.sheets[0]
    assert (sheet.rows_read, sheet.imported, sheet.continuations) == (2, 2, 1)


@pytest.mark.parametrize("repeat", ["กองช่าง", "กอง..."])
def test_a_continuation_that_only_repeats_adds_nothing(bring_in, repeat):
    outcome = bring_in(project(1, "ถนน", 100), [*[None] * 11, repeat])
    assert outcome.document.projects[0].agency == "กองช่าง"


def test_a_sub_item_adds_its_own_amounts(bring_in):
    outcome = bring_in(
        project(1, "อาหารกลางวัน", 100, 200, target="1. ศพด."),
        [None, None, None, "2. โรงเรียน", 50, None, 70],
    )
    [lunch] = outcome.document.projects
    assert lunch.target == "1. ศพด."
    assert [(item.text, item.budgets) for item in lunch.sub_items] == [
        ("2. โรงเรียน", {2571: 5_000, 2573: 7_000})
    ]
    assert lunch.own_budgets == {2571: 10_000, 2572: 20_000}
    assert lunch.budgets == {2571: 15_000, 2572: 20_000, 2573: 7_000}
    assert outcome.report.total_baht == 420
    assert outcome.report.sheets[0].sub_items == 1


def test_cells_merged_over_sub_items_are_neither_doubled_nor_lost(bring_in):
    rows = f"{FIRST_ROW}:{{0}}{FIRST_ROW + 1}"
    outcome = bring_in(
        project(1, "นม", 100, target="1. ก"),
        [None, None, None, "2. ข", 50],
        merges=[f"{column}{rows.format(column)}" for column in "ABCJKL"],
    )
    [milk] = outcome.document.projects
    assert (milk.objective, milk.kpi, milk.agency) == ("เพื่อให้เดินทางสะดวก", "ร้อยละ 80", "กองช่าง")
    assert len(milk.sub_items) == 1


def test_a_cell_merged_over_several_projects_holds_for_each(bring_in):
    outcome = bring_in(
        project(1, "ถนน", 100),
        project(2, "คลอง", 200, agency=None),
        merges=[f"L{FIRST_ROW}:L{FIRST_ROW + 1}"],
    )
    assert [one.agency for one in outcome.document.projects] == ["กองช่าง", "กองช่าง"]


def test_an_amount_merged_over_years_is_taken_once_and_told(bring_in):
    outcome = bring_in(project(1, "ถนน", 500), merges=[f"E{FIRST_ROW}:I{FIRST_ROW}"])
    assert total(outcome.document.projects[0].budgets) == 50_000
    assert found(outcome, "import.amount-merged") == [(FIRST_ROW, column) for column in "FGHI"]


def test_an_amendment_mark_holds_for_the_rows_under_it(bring_in):
    outcome = bring_in(
        project(1, "เดิม", 1),
        [None, "เพิ่มเติมครั้งที่ ๕ / ๒๕๗๒"],
        project(1, "ใหม่", 1),
        [None, "เปลี่ยนแปลง ครั้งที่ 1 / 2573"],
        project(1, "เปลี่ยน", 1),
    )
    plan = outcome.document
    labels = [one.edition and plan.edition(one.edition).label for one in plan.projects]
    assert labels == [None, "เพิ่มเติม ครั้งที่ 5/2572", "เปลี่ยนแปลง ครั้งที่ 1/2573"]


def test_an_amendment_mark_above_the_head_holds_for_the_sheet(bring_in):
    above = [*TITLES[:2], ["แก้ไข ครั้งที่ 2/2571"], *TITLES[2:]]
    outcome = bring_in(whole=[[*above, *HEAD, project(1, "ถนน", 1)]])
    [edition] = outcome.document.editions
    assert edition.label == "แก้ไข ครั้งที่ 2/2571"
    assert outcome.document.projects[0].edition == edition.uuid


def test_a_title_that_names_an_amendment_is_still_a_project(bring_in):
    outcome = bring_in(project(1, "จัดทำแผน เพิ่มเติม ครั้งที่ 1/2571", 1), project(2, "แก้ไขปัญหาน้ำท่วม", 1))
    assert len(outcome.document.projects) == 2
    assert outcome.document.editions == ()


def test_feet_are_compared_and_never_imported(bring_in):
    outcome = bring_in(
        project(1, "ถนน", 100, 200),
        project(2, "คลอง", 300),
        [*FOOT, "400", "๒๐๐", 0, " - ", None],
        [*COUNT, 2, 1, 0, 0, 0],
    )
    assert titles(outcome) == ["ถนน", "คลอง"]
    assert outcome.report.findings == []
    assert [reason for _, reason in outcome.report.sheets[0].skipped_rows] == ["แถวรวม", "แถวรวม"]


def test_a_foot_that_disagrees_is_a_finding_with_both_numbers(bring_in):
    outcome = bring_in(project(1, "ถนน", 100), [*FOOT, 150, 0, 0, 0, 0], [*COUNT, 3, 0, 0, 0, 0])
    assert found(outcome, "import.footer-sum-differs") == [(FIRST_ROW + 1, "E")]
    assert found(outcome, "import.footer-count-differs") == [(FIRST_ROW + 2, "E")]
    message = outcome.report.findings[0].message
    assert "150" in message
    assert "100" in message
    assert "50" in message


def test_a_project_whose_name_begins_with_sum_is_no_foot(bring_in):
    outcome = bring_in(project(1, "รวมพลังสร้างฝาย", 100), project(2, "รวมงบประมาณ", 100))
    assert len(outcome.document.projects) == 2


def test_several_tables_on_one_sheet_each_with_lines_head_and_foot(bring_in):
    second = [
        ["รายละเอียดโครงการพัฒนา"],
        ["แผนพัฒนาท้องถิ่น (พ.ศ. 2571 - 2575)"],
        ["องค์การบริหารส่วนตำบลตัวอย่าง"],
        ["2. ยุทธศาสตร์ด้านการศึกษา"],
        ["2.1 กลยุทธ์พัฒนาโรงเรียน"],
        ["(1) แผนงานการศึกษา"],
    ]
    sheet = [
        *TITLES,
        *HEAD,
        project(1, "ถนน", 100),
        [*FOOT, 100, 0, 0, 0, 0],
        [],
        *second,
        *HEAD,
        project(1, "โรงเรียน", 50),
        [*FOOT, 50, 0, 0, 0, 0],
    ]
    outcome = bring_in(whole=[sheet])
    plan = outcome.document
    assert [
        (plan.issue(p.issue).number, plan.approach(p.approach).number, p.programme) for p in plan.projects
    ] == [
        ("1", "1.1", "แผนงานอุตสาหกรรมและการโยธา"),
        ("2", "2.1", "แผนงานการศึกษา"),
    ]
    assert outcome.report.findings == []
    assert {reason for _, reason in outcome.report.sheets[0].skipped_rows} == {"แถวรวม"}


def test_group_lines_amid_a_table_and_a_head_repeated_on_each_page(bring_in):
    outcome = bring_in(
        project(1, "ถนน", 100),
        *HEAD,
        project(2, "คลอง", 100),
        ["(2) แผนงานการเกษตร"],
        project(1, "ฝาย", 100),
        [*FOOT, 300, 0, 0, 0, 0],
    )
    assert [one.programme for one in outcome.document.projects] == [
        "แผนงานอุตสาหกรรมและการโยธา",
        "แผนงานอุตสาหกรรมและการโยธา",
        "แผนงานการเกษตร",
    ]
    assert outcome.report.findings == []


def test_the_same_issue_on_two_sheets_once_cut_is_one_with_the_long_title(bring_in):
    cut = [list(row) for row in TITLES]
    cut[3] = ["1. ยุทธศาสตร์ด้านโครงสร้าง..."]
    cut[4] = ["1.1 กลยุทธ์พัฒนาเส้น..."]
    outcome = bring_in(whole=[[*cut, *HEAD, project(1, "คลอง", 1)], [*TITLES, *HEAD, project(1, "ถนน", 1)]])
    [issue] = outcome.document.issues
    assert issue.title == "ยุทธศาสตร์ด้านโครงสร้างพื้นฐาน"
    assert [approach.title for approach in issue.approaches] == ["พัฒนาเส้นทางคมนาคม"]
    assert {one.issue for one in outcome.document.projects} == {issue.uuid}


def test_a_misspelt_programme_is_corrected_and_told(bring_in):
    above = [*TITLES[:5], ["(1) แผนงานการพานิชย์"]]
    outcome = bring_in(whole=[[*above, *HEAD, project(1, "ตลาด", 1)]])
    assert outcome.document.projects[0].programme == "แผนงานการพาณิชย์"
    assert found(outcome, "import.programme-corrected") == [(6, None)]


def test_an_unknown_programme_is_kept_as_typed_and_told(bring_in):
    above = [*TITLES[:5], ["(1) แผนงานอวกาศและดวงดาว"]]
    outcome = bring_in(whole=[[*above, *HEAD, project(1, "จรวด", 1)]])
    assert outcome.document.projects[0].programme == "แผนงานอวกาศและดวงดาว"
    assert found(outcome, "import.programme-unknown") == [(6, None)]


def test_upward_lines_belong_to_the_issue(bring_in):
    upward = [["ก. ยุทธศาสตร์ชาติ 20 ปี"], ["ข. แผนพัฒนาเศรษฐกิจฯ"], ["ค. SDGs"], ["ง. จังหวัด"], ["จ. อปท."]]
    outcome = bring_in(whole=[[*TITLES[:3], *upward, *TITLES[3:], *HEAD, project(1, "ถนน", 1)]])
    assert [line[0] for line in outcome.document.issues[0].upward_lines] == list("กขคงจ")


def test_notes_and_lone_numbers_are_skipped_with_a_reason(bring_in):
    outcome = bring_in(project(1, "ถนน", 1), [2], [None, "โครงการด้านถนน"], ["หมายเหตุ ดูภาคผนวก"])
    assert titles(outcome) == ["ถนน"]
    sheet = outcome.report.as_json()["sheets"][0]
    assert [row["row"] for row in sheet["skipped_rows"]] == [FIRST_ROW + 1, FIRST_ROW + 2, FIRST_ROW + 3]
    assert sheet["rows_read"] == sheet["imported"] + sheet["skipped"] == 4
    assert len(found(outcome, "import.title-only")) == 1


# ---- forms by purpose ------------------------------------------------------------------------------------


def test_village_plans_are_told_by_their_title(bring_in):
    above = [TITLES[0], ["ที่นำมาจากแผนพัฒนาหมู่บ้านและแผนชุมชน (พ.ศ. 2571 - 2575)"], *TITLES[2:]]
    outcome = bring_in(whole=[[*above, *HEAD, project(1, "ถนน", 1)]])
    assert outcome.document.projects[0].form is Form.P02_1
    assert outcome.report.sheets[0].form == "ผ.02/1"


def test_projects_beyond_capacity_are_told_by_title_or_column_and_a_wrong_stamp_is_noted(bring_in):
    head = [list(row) for row in HEAD]
    head[0][11] = "หน่วยงานที่จะขอประสาน"
    stamped = [[None] * 11 + ["แบบ ผ.02"], *TITLES]
    outcome = bring_in(whole=[[*stamped, *head, project(1, "เขื่อน", 1, agency="กรมโยธาธิการและผังเมือง")]])
    [dam] = outcome.document.projects
    assert (dam.form, dam.asked_agency, dam.agency) == (Form.P02_2, "กรมโยธาธิการและผังเมือง", "")
    assert len(found(outcome, "import.form-number-differs")) == 1


def test_equipment_of_the_2566_form_takes_its_name_from_the_target(bring_in):
    head = [
        [
            "ที่",
            "แผนงาน",
            "หมวด",
            "ประเภท",
            "เป้าหมาย\n(ผลผลิตของครุภัณฑ์)",
            "งบประมาณ",
            *[None] * 4,
            "หน่วยงานรับผิดชอบหลัก",
        ],
        [*[None] * 5, 2571, 2572, 2573, 2574, 2575],
    ]
    rows = [
        [1, "บริหารงานทั่วไป", "ค่าครุภัณฑ์", "ครุภัณฑ์สำนักงาน", "เก้าอี้\nจำนวน 5 ตัว", 7_500, *[None] * 4, "สำนักปลัด"],
        [2, "การศึกษา", "ค่าครุภัณฑ์", "ครุภัณฑ์คอมพิวเตอร์", "เครื่องพิมพ์", None, 9_000, *[None] * 3, "กองการศึกษา"],
    ]
    outcome = bring_in(whole=[[["บัญชีครุภัณฑ์"], TITLES[1], TITLES[2], *head, *rows]])
    chairs, printer = outcome.document.projects
    assert (outcome.report.projects, outcome.report.equipment) == (0, 2)
    assert (chairs.form, chairs.title, chairs.target) == (Form.P03, "เก้าอี้", "จำนวน 5 ตัว")
    assert (chairs.programme, chairs.equipment_type) == ("แผนงานบริหารงานทั่วไป", "ครุภัณฑ์สำนักงาน")
    assert (printer.title, printer.budgets) == ("เครื่องพิมพ์", {2572: 900_000})


def test_equipment_of_the_2571_form_is_grouped_by_type(bring_in):
    head = [
        [
            "ที่",
            "ครุภัณฑ์",
            "เป้าหมาย\n(ผลผลิตของครุภัณฑ์)",
            "งบประมาณ",
            *[None] * 4,
            "ผลที่คาดว่าจะได้รับ",
            "หน่วยงานรับผิดชอบ",
        ],
        [None, None, None, "2571\n(บาท)", "2572\n(บาท)", "2573\n(บาท)", "2574\n(บาท)", "2575\n(บาท)"],
    ]
    above = [["บัญชีครุภัณฑ์"], ["สำหรับที่ไม่ได้จัดทำเป็นโครงการพัฒนาท้องถิ่น"], ["ประเด็นการพัฒนา: 1. ด้านคน"]]
    rows = [
        ["ประเภทครุภัณฑ์: 1. ครุภัณฑ์สำนักงาน"],
        [1, "โต๊ะ", "2 ตัว", 5_000, None, None, None, None, "ทำงานสะดวก", "สำนักปลัด"],
    ]
    outcome = bring_in(whole=[[*above, *head, *rows]])
    [table] = outcome.document.projects
    assert (table.form, table.title, table.target) == (Form.P03, "โต๊ะ", "2 ตัว")
    assert table.equipment_type == "ครุภัณฑ์สำนักงาน"
    assert outcome.document.issue(table.issue).title == "ด้านคน"


# ---- heads -----------------------------------------------------------------------------------------------


def test_seventeen_columns_keep_the_enacted_budgets_apart(bring_in):
    head = [
        [*row, *[None] * (12 - len(row)), *extra]
        for row, extra in zip(HEAD, (["เทศบัญญัติ"], [2571, 2572, 2573, 2574, 2575], ["(บาท)"] * 5), strict=True)
    ]
    outcome = bring_in(whole=[[*TITLES, *head, [*project(1, "ถนน", 100), 80, "๙๐"]]])
    [road] = outcome.document.projects
    assert road.budgets == {2571: 10_000}
    assert road.enacted_budgets == {2571: 8_000, 2572: 9_000}


def test_eleven_columns_with_two_tiers_and_thai_years(bring_in):
    head = [
        [
            "ที่",
            "โครงการ",
            "วัตถุประสงค์",
            "เป้าหมาย\n(ผลผลิตของโครงการ)",
            "งบประมาณ",
            *[None] * 4,
            "ผลที่คาดว่าจะได้รับ",
            "หน่วยงานรับผิดชอบ",
        ],
        [*[None] * 4, "ปี ๒๕๗๑\n(บาท)", "ปี ๒๕๗๒\n(บาท)", "ปี ๒๕๗๓\n(บาท)", "ปี ๒๕๗๔\n(บาท)", "ปี ๒๕๗๕\n(บาท)"],
    ]
    row = ["๑", "ถนน", "วัตถุ", "เป้า", "๑๐๐", None, None, None, None, "ผล", "กองช่าง"]
    outcome = bring_in(whole=[[["ประเด็นการพัฒนา: 2. ด้านน้ำ"], *head, row]])
    [road] = outcome.document.projects
    assert (road.kpi, road.expected_result, road.agency, road.budgets) == ("", "ผล", "กองช่าง", {2571: 10_000})
    assert outcome.document.issues[0].number == "2"


def test_columns_of_no_known_meaning_are_told(bring_in):
    head = [
        [*row, *[None] * (12 - len(row)), *extra] for row, extra in zip(HEAD, (["สีแฟ้ม"], [], []), strict=True)
    ]
    outcome = bring_in(whole=[[*TITLES, *head, [*project(1, "ถนน", 1), "แดง"]]])
    [finding] = [one for one in outcome.report.findings if one.id == "import.columns-not-read"]
    assert "สีแฟ้ม" in finding.message
    assert finding.severity == "note"


def test_amounts_in_millions_and_years_of_the_christian_era_are_converted_and_told(bring_in):
    head = [list(row) for row in HEAD]
    head[1] = [None, None, None, "(ผลผลิตของโครงการ)", 2028, 2029, 2030, 2031, 2032]
    head[2] = [None, None, None, None, *["(ล้านบาท)"] * 5]
    outcome = bring_in(whole=[[*TITLES, *head, project(1, "ถนน", 1.25, "0.5")]])
    assert outcome.document.projects[0].budgets == {2571: 125_000_000, 2572: 50_000_000}
    assert len(found(outcome, "import.unit")) == len(found(outcome, "import.christian-years")) == 1
