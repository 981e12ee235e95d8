"""Sheets as a city's forty-seven sheet workbook has them: beyond capacity, equipment, community plans, blocks."""

from __future__ import annotations

import pytest
from exchange.excel_in.untidy import HEAD, TITLES, YEARS, found, project

from kkplanner.plan.budget import total
from kkplanner.plan.kinds import Form

PLAN = ["แผนพัฒนาท้องถิ่น (พ.ศ.2571 - 2575) ทบทวนครั้งที่ 1"]
CITY = ["เทศบาลนครตัวอย่าง"]
EQUIPMENT_HEAD = [
    ["ที่", "แผนงาน", "หมวด", "ประเภท", "เป้าหมาย", "งบประมาณ", *[None] * 4, "หน่วยงาน\nรับผิดชอบหลัก"],
    [None, None, None, None, "(ผลผลิตของครุภัณฑ์)", *YEARS],
    [None] * 5 + ["(บาท)"] * 5,
]


def rows_of(outcome):
    return [(one.title, total(one.budgets) // 100) for one in outcome.document.projects]


def editions(outcome):
    plan = outcome.document
    return [one.edition and plan.edition(one.edition).label for one in plan.projects]


# ---- ผ.02/2 ----------------------------------------------------------------------------------------------


def test_projects_beyond_capacity(bring_in):
    above = [
        ["รายละเอียดโครงการพัฒนา", *[None] * 10, "แบบ ผ.02/2"],
        PLAN,
        ["สำหรับ โครงการที่เกินศักยภาพขององค์กรปกครองส่วนท้องถิ่นที่จะขอประสานแผน"],
        CITY,
        ["ก. ยุทธศาสตร์ชาติ 20 ปี ยุทธศาสตร์ที่ 4"],
        ["4. ยุทธศาสตร์ด้านพัฒนากายภาพเมือง"],
        ["    4.1 กลยุทธ์พัฒนาระบบคมนาคม"],
        ["    (1) แผนงานอุตสาหกรรมและการโยธา"],
    ]
    head = [[*HEAD[0][:-1], "หน่วยงานที่จะขอประสาน"], *HEAD[1:]]
    outcome = bring_in(
        whole=[
            [
                *above,
                *head,
                project(
                    1, "ก่อสร้างเขื่อนป้องกันตลิ่ง", None, "120,000,000.00", agency="กรมโยธาธิการและผังเมือง\nกรมเจ้าท่า"
                ),
                [None, None, "2. เพื่อป้องกันน้ำท่วม"],
                [None] * 3 + ["รวมงบประมาณ", " -   ", 120_000_000],
                [None] * 3 + ["รวมจำนวนโครงการ", " -   ", 1],
            ]
        ]
    )
    [dam] = outcome.document.projects
    assert (dam.form, dam.asked_agency) == (Form.P02_2, "กรมโยธาธิการและผังเมือง\nกรมเจ้าท่า")
    assert dam.objective.endswith("2. เพื่อป้องกันน้ำท่วม")
    assert dam.programme == "แผนงานอุตสาหกรรมและการโยธา"
    assert outcome.report.findings == []


# ---- ผ.03 ------------------------------------------------------------------------------------------------


def test_equipment_of_2566_with_blanks_ditto_marks_and_a_row_split_in_two(bring_in):
    rows = [
        [
            1,
            "บริหารงานทั่วไป",
            "ค่าครุภัณฑ์",
            "ครุภัณฑ์สำนักงาน",
            "1. เก้าอี้ทำงาน\nจำนวน 5 ตัว",
            7_500,
            *[None] * 4,
            "สำนักปลัด",
        ],
        [2, None, None, None, "ตู้เหล็ก 2 บาน", None, 11_000, *[None] * 3, '"'],
        [3, "การศึกษา", "ค่าครุภัณฑ์", "ครุภัณฑ์คอมพิวเตอร์", "เครื่องพิมพ์", 9_000, *[None] * 4, "กองการศึกษา"],
        [None] * 4 + ["จำนวน 3 เครื่อง"],
        [None] * 4 + ["รวมงบประมาณ", 16_500, 11_000],
        [None] * 4 + ["รวมจำนวนครุภัณฑ์", 2, 1],
    ]
    outcome = bring_in(whole=[[["บัญชีครุภัณฑ์"], PLAN, CITY, *EQUIPMENT_HEAD, *rows]])
    chair, cabinet, printer = outcome.document.projects
    assert {one.form for one in outcome.document.projects} == {Form.P03}
    assert (chair.title, chair.target) == ("1. เก้าอี้ทำงาน", "จำนวน 5 ตัว")
    assert (cabinet.programme, cabinet.equipment_type) == ("แผนงานบริหารงานทั่วไป", "ครุภัณฑ์สำนักงาน")
    assert cabinet.agency == "สำนักปลัด"
    assert (printer.title, printer.target) == ("เครื่องพิมพ์", "จำนวน 3 เครื่อง")
    assert (outcome.report.equipment, outcome.report.total_baht) == (3, 27_500)
    assert [one.id for one in outcome.report.findings] == ["import.repeated-above"]


@pytest.mark.parametrize("column", [0, 1, 3])
def test_a_programme_over_a_block_of_equipment(bring_in, column):
    rows = [
        [1, "บริหารงานทั่วไป", "ค่าครุภัณฑ์", "ครุภัณฑ์สำนักงาน", "โต๊ะ", 5_000, *[None] * 4, "สำนักปลัด"],
        [None] * column + ["แผนงานการศึกษา"],
        [1, None, None, "ครุภัณฑ์สำนักงาน", "ตู้", 4_000, *[None] * 4, "กองการศึกษา"],
        [2, "การเกษตร", None, "ครุภัณฑ์การเกษตร", "ปั๊มน้ำ", 3_000, *[None] * 4, "กองช่าง"],
    ]
    outcome = bring_in(whole=[[["บัญชีครุภัณฑ์"], PLAN, CITY, *EQUIPMENT_HEAD, *rows]])
    assert [one.programme for one in outcome.document.projects] == [
        "แผนงานบริหารงานทั่วไป",
        "แผนงานการศึกษา",
        "แผนงานการเกษตร",
    ]
    assert outcome.report.findings == []


# ---- community plans -------------------------------------------------------------------------------------

COMMUNITY = [
    ["รายละเอียดโครงการพัฒนา"],
    ["ที่นำมาจากแผนพัฒนาหมู่บ้านและแผนชุมชน (พ.ศ.2571 - 2575)"],
    CITY,
]
LINKS = [
    ["ยุทธศาสตร์จังหวัดที่ 6. ยกระดับคุณภาพชีวิต"],
    ["ยุทธศาสตร์การพัฒนาของ อปท. ในเขตจังหวัดที่ 4. พัฒนาคุณภาพชีวิตที่ดี"],
]


@pytest.mark.parametrize("letters", [("", ""), ("ก. ", "ข. "), ("ง. ", "จ. "), ("1. ", "2. ")])
def test_two_link_lines_however_they_are_lettered_are_no_issues(bring_in, letters):
    links = [[letter + line] for letter, [line] in zip(letters, LINKS, strict=True)]
    above = [*COMMUNITY, *links, ["ยุทธศาสตร์ด้านพัฒนากายภาพเมือง"], ["แผนงานอุตสาหกรรมและการโยธา"]]
    outcome = bring_in(whole=[[*above, *HEAD, project(1, "ซ่อมท่อระบายน้ำ", 100, agency="ชุมชนวัดไทรใต้")]])
    [issue] = outcome.document.issues
    assert issue.title == "ยุทธศาสตร์ด้านพัฒนากายภาพเมือง"
    assert len(issue.upward_lines) == 2
    [pipe] = outcome.document.projects
    assert (pipe.form, pipe.programme, pipe.agency) == (
        Form.P02_1,
        "แผนงานอุตสาหกรรมและการโยธา",
        "ชุมชนวัดไทรใต้",
    )


def test_communities_stand_over_their_projects(bring_in):
    rows = [
        ["ชุมชนวัดไทรใต้"],
        project(1, "ซ่อมท่อ", 100),
        project(2, "ติดไฟ", 50),
        [None, "ชุมชนเขาดิน"],
        project(1, "ซ่อมถนน", 70),
        [None, "ชุมชนเขาดินฝั่งเหนือ"],
        project(2, "ลอกท่อ", 30),
    ]
    outcome = bring_in(whole=[[*COMMUNITY, *TITLES[3:], *HEAD, *rows]])
    assert [one.village for one in outcome.document.projects] == [
        "ชุมชนวัดไทรใต้",
        "ชุมชนวัดไทรใต้",
        "ชุมชนเขาดิน",
        "ชุมชนเขาดิน",
    ]
    assert rows_of(outcome)[2] == ("ซ่อมถนน\nชุมชนเขาดินฝั่งเหนือ", 70)
    assert {one.id for one in outcome.report.findings} == {"import.title-joined"}


def test_numbered_communities_stand_over_their_projects(bring_in):
    rows = [[1, "ชุมชนวัดไทรใต้"], project(1, "ซ่อมท่อ", 100), [2, "ชุมชนเขาดิน"], project(1, "ซ่อมถนน", 70)]
    outcome = bring_in(whole=[[*COMMUNITY, *TITLES[3:], *HEAD, *rows]])
    assert [(one.title, one.village) for one in outcome.document.projects] == [
        ("ซ่อมท่อ", "ชุมชนวัดไทรใต้"),
        ("ซ่อมถนน", "ชุมชนเขาดิน"),
    ]
    assert outcome.report.findings == []


def test_a_summary_by_community_agrees_with_its_projects_and_tells_what_does_not(bring_in):
    def summary(second):
        pairs = [cell for year in YEARS for cell in (f"ปี {year}", None)]
        names = ["จำนวนโครงการ", "งบประมาณ (บาท)"] * 6
        return [
            ["บัญชีสรุปโครงการพัฒนา", *[None] * 9, "แบบ ผ.01/1"],
            PLAN,
            CITY,
            ["ที่", "ชุมชน", *pairs, "รวม 5 ปี"],
            [None, None, *names],
            [1, "ชุมชนวัดไทรใต้", 2, 150, *[0] * 8, 2, 150],
            [2, "ชุมชนเขาดิน", 1, second, *[0] * 8, 1, second],
            [None, "รวมทั้งสิ้น", 3, 150 + second, *[0] * 8, 3, 150 + second],
        ]

    rows = [
        project(1, "ซ่อมท่อ", 100, agency="ชุมชนวัดไทรใต้"),
        project(2, "ติดไฟ", 50, agency="ชุมชนวัดไทรใต้"),
        project(3, "ซ่อมถนน", 70, agency="ชุมชนเขาดิน"),
    ]
    table = [*COMMUNITY, *TITLES[3:], *HEAD, *rows]
    agreeing = bring_in(whole=[summary(70), table])
    assert [one.id for one in agreeing.report.findings if one.severity != "note"] == []
    differing = bring_in(whole=[summary(80), table])
    assert found(differing, "import.summary-differs") != []


# ---- blocks ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("เพิ่มเติมครั้งที่ 5 / 2572", "เพิ่มเติม ครั้งที่ 5/2572"),
        ("(เพิ่มเติม ครั้งที่ ๕/๒๕๗๒)", "เพิ่มเติม ครั้งที่ 5/2572"),
        ("เพิ่มเติม 5/2572", "เพิ่มเติม ครั้งที่ 5/2572"),
        ("เปลี่ยนแปลงครั้งที่ 1 พ.ศ. 2573", "เปลี่ยนแปลง ครั้งที่ 1/2573"),
        ("แก้ไข ครั้งที่ 11/72", "แก้ไข ครั้งที่ 11/2572"),
    ],
)
@pytest.mark.parametrize("column", [0, 1, 3])
def test_numbering_begins_again_under_a_mark(bring_in, typed, label, column):
    outcome = bring_in(
        project(1, "เดิมหนึ่ง", 1),
        project(2, "เดิมสอง", 1),
        [None] * column + [typed],
        project(1, "ใหม่หนึ่ง", 1),
        [None, None, "2. เพื่อ"],
        [],
        [None] * 3 + ["รวมงบประมาณ", 3],
    )
    assert editions(outcome) == [None, None, label]
    assert outcome.report.findings == []


def test_a_mark_with_a_note_beside_it_is_still_a_mark(bring_in):
    outcome = bring_in(
        project(1, "เดิม", 1), [None, "เพิ่มเติม ครั้งที่ 5/2572", None, "ประชาคม"], project(1, "ใหม่", 1)
    )
    assert editions(outcome) == [None, "เพิ่มเติม ครั้งที่ 5/2572"]


def test_four_hundred_blank_numbered_rows_and_a_block_below_the_foot(bring_in):
    outcome = bring_in(
        project(1, "ถนน", 100),
        *([n] for n in range(2, 402)),
        [None] * 3 + ["รวมงบประมาณ", 100],
        *[[]] * 30,
        [None, "เพิ่มเติมครั้งที่ 1 / 2572"],
        project(1, "คลอง", 50),
    )
    assert rows_of(outcome) == [("ถนน", 100), ("คลอง", 50)]
    assert editions(outcome) == [None, "เพิ่มเติม ครั้งที่ 1/2572"]
    assert outcome.report.findings == []


def test_two_units_in_one_cell_and_over_two_rows(bring_in):
    outcome = bring_in(
        project(1, "ถนน", 100, agency="สำนักช่าง/\nกองสวัสดิการสังคม"), [*[None] * 11, "สำนักปลัดเทศบาล"]
    )
    assert outcome.document.projects[0].agency == "สำนักช่าง/\nกองสวัสดิการสังคม\nสำนักปลัดเทศบาล"


def test_heads_with_slips_of_spelling(bring_in):
    head = [
        [
            "ลำดับ\nที่",
            "โครงการ",
            "วัตถุประสงค",
            "เป้าหมาย",
            *HEAD[0][4:9],
            "ตัวชีวัด (KPI)",
            "ผลทีคาดว่าจะได้รับ",
            "หน่วยงาน",
        ]
    ]
    outcome = bring_in(whole=[[*TITLES, *head, *HEAD[1:], project(1, "ถนน", 1)]])
    [road] = outcome.document.projects
    assert (road.objective, road.kpi, road.expected_result) == ("เพื่อให้เดินทางสะดวก", "ร้อยละ 80", "เดินทางสะดวก")
    assert found(outcome, "import.columns-not-read") == []


def test_a_second_group_of_years_for_what_was_spent_is_no_lost_column(bring_in):
    head = [
        [*HEAD[0], "งบประมาณที่ได้รับจริง", *[None] * 4],
        [*HEAD[1], *[None] * 3, *YEARS],
        HEAD[2],
    ]
    outcome = bring_in(whole=[[*TITLES, *head, [*project(1, "ถนน", 100), 80]]], merges=["M7:Q7"])
    assert rows_of(outcome) == [("ถนน", 100)]
    assert [one.id for one in outcome.report.findings] == ["import.columns-not-read"]


def test_the_rest_of_a_text_that_begins_with_a_sum_is_no_foot(bring_in):
    outcome = bring_in(
        project(1, "อบรม", 100, target="1. ครู 20 คน"),
        [None, None, None, "รวม 500 คน"],
        [None, None, None, "2. นักเรียน", 50],
    )
    [training] = outcome.document.projects
    assert (training.target, total(training.budgets)) == ("1. ครู 20 คน\nรวม 500 คน", 15_000)


def test_a_copied_sheet_is_told(bring_in):
    sheet = [*TITLES, *HEAD, project(1, "ถนน", 100), project(2, "คลอง", 50)]
    outcome = bring_in(whole=[sheet, sheet, [*sheet[:-1], project(2, "คลอง", 51)]])
    assert [one.sheet for one in outcome.report.findings if one.id == "import.sheet-twice"] == ["แผ่น2"]
    assert outcome.report.projects == 6


@pytest.mark.parametrize(
    ("row", "is_foot"),
    [
        ([None, None, None, "รวมจำนวน 500 คน"], False),
        ([None, None, None, "รวมเป็นเงิน 5,000 บาท"], False),
        ([None, "รวม 1 โครงการ"], True),
        ([None, None, None, "รวมจำนวน 1 รายการ"], True),
    ],
)
def test_a_sum_without_amounts_beside_it_is_a_foot_only_when_it_counts_projects(bring_in, row, is_foot):
    outcome = bring_in(project(1, "อบรม", 100, target="ครู"), row)
    assert [reason for _, reason in outcome.report.sheets[0].skipped_rows] == ["แถวรวม"] * is_foot
    assert outcome.document.projects[0].target == ("ครู" if is_foot else f"ครู\n{row[3]}")


@pytest.mark.parametrize(
    "row", [[None] * 11 + ["หน้า 145"], [None] * 11 + [145], ["", None, "- 12 -"], [None, "หน้าที่ ๓"]]
)
def test_a_page_number_belongs_to_no_project(bring_in, row):
    outcome = bring_in(project(1, "ถนน", 100), row, [None, None, "2. เพื่อ"])
    [road] = outcome.document.projects
    assert (road.title, road.agency) == ("ถนน", "กองช่าง")
    assert road.objective.endswith("2. เพื่อ")


def test_dashes_say_nothing(bring_in):
    dashes = ["-"] * 12
    outcome = bring_in(project(1, "ถนน", 100), [None, *dashes[1:]], [2, *dashes[1:]], dashes)
    [road] = outcome.document.projects
    assert (road.target, road.title) == ("ยาว 500 เมตร", "ถนน")
    assert outcome.report.findings == []
