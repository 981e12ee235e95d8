"""What the official forms say, as grids of text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kkplanner.forms import build, build_all, bundled_layouts
from kkplanner.forms.grouping import without_word
from kkplanner.forms.table import ColumnKind, FormTable, Row, RowKind
from kkplanner.plan.document import PlanDocument
from kkplanner.plan.kinds import Form
from kkplanner.plan.model import Issue, Organisation, Plan, Project, SubItem
from kkplanner.thai.period import Period


def grid(table: FormTable) -> list[str]:
    """The table as it would be read aloud: lines above, then the rows; money in baht."""
    return [*(f"[{line}]" for line in table.lines_above), *(_row(row, table) for row in table.rows)]


def _row(row: Row, table: FormTable) -> str:
    def shown(value: object, kind: ColumnKind) -> str:
        if value is None:
            return "-" if kind in (ColumnKind.MONEY, ColumnKind.COUNT) else ""
        if isinstance(value, int) and kind is ColumnKind.MONEY and row.kind is not RowKind.COUNT_TOTAL:
            return f"{value / 100:g}"
        return str(value)

    cells = [shown(value, column.kind) for value, column in zip(row.cells, table.columns, strict=True)]
    if row.kind is RowKind.GROUP:
        cells = cells[:1]
    return f"{row.kind}: " + " | ".join(cells)


def head_grid(table: FormTable) -> list[list[str]]:
    """The head spread over leaf cells; a merged cell repeats its text."""
    tiers = [[""] * len(table.columns) for _ in range(table.head_tiers)]
    for cell in table.head:
        for row in range(cell.row, cell.row + cell.rows):
            for column in range(cell.column, cell.column + cell.columns):
                assert tiers[row][column] == "", "head cells overlap"
                tiers[row][column] = cell.text
    return tiers


def test_p02_of_layout_2571_is_one_table_for_each_issue(small_plan: PlanDocument) -> None:
    education, unassigned = build(small_plan, "ผ.02", "2571")
    assert education.stamp == "แบบ ผ.02"
    assert education.title_lines == (
        "รายละเอียดโครงการพัฒนา",
        "แผนพัฒนาท้องถิ่น (พ.ศ. 2571 - 2575)",
        "องค์การบริหารส่วนตำบลตัวอย่าง",
    )
    assert grid(education) == [
        "[ประเด็นการพัฒนา: 1. ยุทธศาสตร์ด้านการศึกษา]",
        "item: 1 | ก่อสร้างศูนย์เด็กเล็ก | เพื่อให้เด็กเรียนใกล้บ้าน | อาคาร 1 หลัง | 1000 | 0 | - | - | - | เด็กปลอดภัย | กองการศึกษา",
        "item: 2 | อาหารกลางวัน |  | เด็กทุกคน | - | - | - | - | - |  | ",
        "sub_item:  |  |  | 1) อนุบาล | 50 | - | 70 | - | - |  | ",
        "sub_item:  |  |  | 2) ประถม | 60 | - | - | - | - |  | ",
        "item: 3 | แข่งกีฬา |  |  | 300 | 300 | - | - | - |  | ",
        "budget_total: รวมงบประมาณ |  |  |  | 1410 | 300 | 70 | - | - |  | ",
        "count_total: รวมจำนวนโครงการ |  |  |  | 3 | 1 | 1 | - | - |  | ",
    ]
    assert grid(unassigned) == [
        "[ยังไม่ระบุประเด็นการพัฒนา]",
        "item: 1 | โครงการที่ยังไม่จัดกลุ่ม |  |  | - | - | - | - | 9 |  | ",
        "budget_total: รวมงบประมาณ |  |  |  | - | - | - | - | 9 |  | ",
        "count_total: รวมจำนวนโครงการ |  |  |  | - | - | - | - | 1 |  | ",
    ]


def test_layout_2571_has_no_kpi_column_unless_switched_on(small_plan: PlanDocument) -> None:
    plain = build(small_plan, "ผ.02", "2571")[0]
    with_kpi = build(small_plan, "ผ.02", "2571", kpi=True)[0]
    assert [column.key for column in plain.columns] == [
        "index",
        "title",
        "objective",
        "target",
        *(f"y{year}" for year in range(2571, 2576)),
        "expected_result",
        "agency",
    ]
    assert [c.key for c in with_kpi.columns if c not in plain.columns and c.key == "kpi"] == ["kpi"]
    assert "ร้อยละ 80" in with_kpi.rows[0].cells
    assert "kpi" not in [c.key for c in build(small_plan, "ผ.02", "2566", kpi=False)[0].columns]


@pytest.mark.parametrize("layout", list(bundled_layouts()))
@pytest.mark.parametrize("kpi", [True, False])
@pytest.mark.parametrize("last", [2571, 2575])
def test_columns_fill_the_page_exactly(small_plan: PlanDocument, layout: str, kpi: bool, last: int) -> None:
    plan = replace(small_plan, plan=Plan(period=Period(2571, last)))
    for tables in build_all(plan, layout, kpi=kpi).values():
        for table in tables:
            assert sum(column.width_mm for column in table.columns) == pytest.approx(277, abs=0.1)
            assert all(all(tier) for tier in head_grid(table)), "every leaf column has a head"


def test_p02_of_layout_2566_goes_down_to_the_programme(small_plan: PlanDocument) -> None:
    schooling, sport, unassigned = build(small_plan, "ผ.02", "2566")
    assert grid(schooling) == [
        "[ก. ยุทธศาสตร์ชาติ 20 ปี ยุทธศาสตร์ที่ 3]",
        "[ข. แผนพัฒนาเศรษฐกิจฯ หมุดหมายที่ 12]",
        "[1. ยุทธศาสตร์ด้านการศึกษา]",
        "[1.1 กลยุทธ์พัฒนาการศึกษา]",
        "[(1) แผนงานการศึกษา]",
        "item: 1 | ก่อสร้างศูนย์เด็กเล็ก | เพื่อให้เด็กเรียนใกล้บ้าน | อาคาร 1 หลัง | 1000 | 0 | - | - | - | ร้อยละ 80 | เด็กปลอดภัย | กองการศึกษา",
        "item: 2 | อาหารกลางวัน |  | เด็กทุกคน | - | - | - | - | - |  |  | ",
        "sub_item:  |  |  | 1) อนุบาล | 50 | - | 70 | - | - |  |  | ",
        "sub_item:  |  |  | 2) ประถม | 60 | - | - | - | - |  |  | ",
        "budget_total: รวมงบประมาณ |  |  |  | 1110 | - | 70 | - | - |  |  | ",
        "count_total: รวมจำนวนโครงการ |  |  |  | 2 | - | 1 | - | - |  |  | ",
    ]
    assert grid(sport)[3:6] == [
        "[1.2 กลยุทธ์ส่งเสริมกีฬา]",
        "[(1) แผนงานการศาสนา วัฒนธรรม และนันทนาการ]",
        "item: 1 | แข่งกีฬา |  |  | 300 | 300 | - | - | - |  |  | ",
    ]
    assert unassigned.lines_above == ("ยังไม่ระบุยุทธศาสตร์", "ยังไม่ระบุกลยุทธ์", "ยังไม่ระบุแผนงาน")


def test_head_of_layout_2566_has_three_tiers(small_plan: PlanDocument) -> None:
    top, middle, bottom = head_grid(build(small_plan, "ผ.02", "2566")[0])
    assert top[4:9] == ["งบประมาณ"] * 5
    assert middle[4:9] == ["2571", "2572", "2573", "2574", "2575"]
    assert bottom[4:9] == ["(บาท)"] * 5
    assert top[0] == middle[0] == bottom[0] == "ที่"


def test_p01_of_layout_2571_is_one_flat_row_for_each_issue(small_plan: PlanDocument) -> None:
    (table,) = build(small_plan, "ผ.01", "2571")
    assert [column.key for column in table.columns][:3] == ["label", "n2571", "y2571"]
    assert grid(table) == [
        "item: 1. ยุทธศาสตร์ด้านการศึกษา | 3 | 1410 | 1 | 300 | 1 | 70 | - | - | - | - | 5 | 1780",
        "item: 2. โครงสร้างพื้นฐาน | - | - | - | - | - | - | - | - | - | - | - | -",
        "item: ยังไม่ระบุประเด็นการพัฒนา | - | - | - | - | - | - | - | - | 1 | 9 | 1 | 9",
        "grand_total: รวมทั้งสิ้น | 3 | 1410 | 1 | 300 | 1 | 70 | - | - | 1 | 9 | 6 | 1789",
    ]


def test_p01_of_layout_2566_has_strategies_and_blocks_outside_the_total(small_plan: PlanDocument) -> None:
    main, asked, equipment = build(small_plan, "ผ.01", "2566")
    assert grid(main) == [
        "group: 1) ยุทธศาสตร์ด้านการศึกษา",
        "group: 1.1 กลยุทธ์พัฒนาการศึกษา",
        "item: แผนงานการศึกษา | 2 | 1110 | - | - | 1 | 70 | - | - | - | - | 3 | 1180",
        "group: 1.2 กลยุทธ์ส่งเสริมกีฬา",
        "item: แผนงานการศาสนา วัฒนธรรม และนันทนาการ | 1 | 300 | 1 | 300 | - | - | - | - | - | - | 2 | 600",
        "subtotal: รวม | 3 | 1410 | 1 | 300 | 1 | 70 | - | - | - | - | 5 | 1780",
        "group: 2) ยุทธศาสตร์โครงสร้างพื้นฐาน",
        "subtotal: รวม | - | - | - | - | - | - | - | - | - | - | - | -",
        "group: ยังไม่ระบุยุทธศาสตร์",
        "group: ยังไม่ระบุกลยุทธ์",
        "item: ยังไม่ระบุแผนงาน | - | - | - | - | - | - | - | - | 1 | 9 | 1 | 9",
        "subtotal: รวม | - | - | - | - | - | - | - | - | 1 | 9 | 1 | 9",
        "grand_total: รวมทั้งสิ้น | 3 | 1410 | 1 | 300 | 1 | 70 | - | - | 1 | 9 | 6 | 1789",
    ]
    assert asked.lines_above[0].startswith("ผ.02/2")
    assert grid(asked)[-1] == "grand_total: รวมทั้งสิ้น | - | - | 1 | 5000 | - | - | - | - | - | - | 1 | 5000"
    assert [line.split(" |")[0] for line in grid(equipment)[1:]] == [
        "item: 1. แผนงานบริหารงานทั่วไป",
        "item: 2. แผนงานการเกษตร",
        "grand_total: รวมทั้งสิ้น",
    ]


def test_p02_2_names_the_agency_that_is_asked(small_plan: PlanDocument) -> None:
    (table,) = build(small_plan, "ผ.02/2", "2571")
    assert table.title_lines[2] == "สำหรับ โครงการที่เกินศักยภาพขององค์กรปกครองส่วนท้องถิ่น"
    assert head_grid(table)[-1][-1] == "หน่วยงาน\nที่จะขอประสาน"
    assert table.rows[0].cells[-1] == "กรมทางหลวงชนบท"


def test_p02_1_says_where_its_projects_come_from(small_plan: PlanDocument) -> None:
    (table,) = build(small_plan, "ผ.02/1", "2571")
    assert table.title_lines[1] == "ที่นำมาจากแผนพัฒนาหมู่บ้านและแผนชุมชน (พ.ศ. 2571 - 2575)"


def test_p03_of_layout_2571_is_grouped_by_type_of_equipment(small_plan: PlanDocument) -> None:
    (table,) = build(small_plan, "ผ.03", "2571")
    assert len(table.columns) == 10
    assert grid(table) == [
        "[ประเด็นการพัฒนา: 2. โครงสร้างพื้นฐาน]",
        "group: ประเภทครุภัณฑ์: 1. ครุภัณฑ์สำนักงาน",
        "item: 1 | โต๊ะทำงาน | จำนวน 2 ตัว | 40 | - | - | - | - |  | สำนักปลัด",
        "group: ประเภทครุภัณฑ์: 2. ครุภัณฑ์การเกษตร",
        "item: 2 | เครื่องสูบน้ำ | เครื่องสูบน้ำ ขนาด 6 นิ้ว | - | 90 | - | - | - |  | ",
        "budget_total: รวมงบประมาณ |  |  | 40 | 90 | - | - | - |  | ",
        "count_total: รวมจำนวนครุภัณฑ์ |  |  | 1 | 1 | - | - | - |  | ",
    ]


def test_p03_of_layout_2566_prints_programme_category_and_type(small_plan: PlanDocument) -> None:
    (table,) = build(small_plan, "ผ.03", "2566")
    assert len(table.columns) == 11
    assert grid(table)[:2] == [
        "item: 1 | แผนงานบริหารงานทั่วไป | ค่าครุภัณฑ์ | ครุภัณฑ์สำนักงาน | โต๊ะทำงาน\nจำนวน 2 ตัว | 40 | - | - | - | - | สำนักปลัด",
        # The target says the name already: it is not printed twice.
        "item: 2 | แผนงานการเกษตร | ค่าครุภัณฑ์ | ครุภัณฑ์การเกษตร | เครื่องสูบน้ำ ขนาด 6 นิ้ว | - | 90 | - | - | - | ",
    ]


def test_forms_without_rows_are_left_out_but_the_summary_stays() -> None:
    empty = PlanDocument(
        organisation=Organisation(type="อบต.", name="อบต.ว่าง"), plan=Plan(period=Period(2571, 2575))
    )
    for layout in ("2571", "2566"):
        built = build_all(empty, layout)
        assert list(built) == ["ผ.01"]
        assert grid(built["ผ.01"][0])[-1].startswith("grand_total: รวมทั้งสิ้น | - | -")


def test_only_some_projects_and_the_edition_in_the_title(small_plan: PlanDocument) -> None:
    tables = build(
        small_plan,
        "ผ.02",
        "2571",
        edition="เพิ่มเติม ครั้งที่ 1/2571",
        only=lambda project: project.uuid == "p-sport",
    )
    assert len(tables) == 1
    assert tables[0].title_lines[1] == "แผนพัฒนาท้องถิ่น (พ.ศ. 2571 - 2575) เพิ่มเติม ครั้งที่ 1/2571"
    assert [row.uuid for row in tables[0].rows if row.uuid] == ["p-sport"]


def test_an_approach_of_another_issue_does_not_print_under_the_wrong_heading(
    small_plan: PlanDocument,
) -> None:
    stray = Project(uuid="stray", issue="i-roads", approach="a-schooling", title="หลงกลุ่ม")
    plan = replace(small_plan, projects=(stray,))
    (table,) = build(plan, "ผ.02", "2566")
    assert table.lines_above == ("2. ยุทธศาสตร์โครงสร้างพื้นฐาน", "ยังไม่ระบุกลยุทธ์", "ยังไม่ระบุแผนงาน")


def test_an_approach_alone_tells_the_issue(small_plan: PlanDocument) -> None:
    plan = replace(small_plan, projects=(Project(title="ก", approach="a-schooling", issue="gone"),))
    assert build(plan, "ผ.02", "2571")[0].lines_above == ("ประเด็นการพัฒนา: 1. ยุทธศาสตร์ด้านการศึกษา",)


@pytest.mark.parametrize(
    ("name", "word", "printed"),
    [
        ("ยุทธศาสตร์ด้านการศึกษา", "ยุทธศาสตร์", "ด้านการศึกษา"),
        ("ด้านการศึกษา", "ยุทธศาสตร์", "ด้านการศึกษา"),
        ("ยุทธศาสตร์ที่ 1 ด้านการศึกษา", "ยุทธศาสตร์", "ด้านการศึกษา"),
        ("ยุทธศาสตร์ที่ 11 ด้านการศึกษา", "ยุทธศาสตร์", "ที่ 11 ด้านการศึกษา"),
        ("ยุทธศาสตร์", "ยุทธศาสตร์", "ยุทธศาสตร์"),
        ("ประเด็นการพัฒนา: คน\nและ เมือง", "ประเด็นการพัฒนา", "คน และ เมือง"),
    ],
)
def test_the_word_of_a_line_is_not_doubled(name: str, word: str, printed: str) -> None:
    assert without_word(name, word, "1") == printed


YEARS = range(2571, 2576)
AMOUNTS = st.dictionaries(st.sampled_from(YEARS), st.integers(0, 10**12))
PROJECTS = st.lists(
    st.builds(
        Project,
        title=st.just("โครงการ"),
        form=st.sampled_from(Form),
        issue=st.sampled_from(["i1", "i2", None]),
        programme=st.sampled_from(["แผนงานการศึกษา", "แผนงานการเกษตร", ""]),
        own_budgets=AMOUNTS,
        sub_items=st.lists(st.builds(SubItem, text=st.just("ย่อย"), budgets=AMOUNTS), max_size=3).map(tuple),
    ),
    max_size=12,
).map(tuple)


@given(projects=PROJECTS, layout=st.sampled_from(["2571", "2566"]))
def test_every_project_is_printed_once_and_the_sums_are_the_plan_s(
    projects: tuple[Project, ...], layout: str
) -> None:
    document = PlanDocument(
        organisation=Organisation(type="อบต.", name="อบต."),
        plan=Plan(period=Period(2571, 2575)),
        issues=(Issue(uuid="i1", number="1", title="หนึ่ง"), Issue(uuid="i2", number="2", title="สอง")),
        projects=projects,
    )
    built = build_all(document, layout)
    details = [table for form, tables in built.items() if not form.startswith("ผ.01") for table in tables]
    printed = [row.uuid for table in details for row in table.rows if row.kind is RowKind.ITEM]
    assert sorted(printed) == sorted(project.uuid for project in projects)
    main = [project for project in projects if project.form is Form.P02]
    total = built["ผ.01"][0].rows[-1]
    assert total.cells[-1] == (sum(sum(p.budgets.values()) for p in main) or None)
    assert total.cells[-2] == (sum(1 for p in main for y in YEARS if p.budgets.get(y, 0) > 0) or None)
    # The summary's total is the sum of the detail forms' feet.
    for at, year in enumerate(YEARS):
        feet = [
            row.cells[next(i for i, c in enumerate(table.columns) if c.year == year)] or 0
            for table in built.get("ผ.02", ())
            for row in table.rows
            if row.kind is RowKind.BUDGET_TOTAL
        ]
        assert sum(int(foot) for foot in feet) == (total.cells[2 + 2 * at] or 0)


def test_p01_1_sums_up_the_projects_of_village_plans_by_village(small_plan: PlanDocument) -> None:
    rice, hall, nameless = (
        Project(
            form=Form.P02_1, title="ลานตากข้าว", village="หมู่ที่ 2 บ้านโนน", own_budgets={2571: 700, 2573: 100}
        ),
        Project(form=Form.P02_1, title="ศาลา", village="หมู่ที่ 1 บ้านนา", own_budgets={2571: 500}),
        Project(form=Form.P02_1, title="ถนน", own_budgets={2572: 300}),
    )
    plan = replace(small_plan, projects=(rice, hall, nameless))
    (table,) = build(plan, "ผ.01/1", "2571")
    assert [column.key for column in table.columns][:3] == ["index", "label", "n2571"]
    assert grid(table) == [
        "item: 1 | หมู่ที่ 2 บ้านโนน | 1 | 7 | - | - | 1 | 1 | - | - | - | - | 2 | 8",
        "item: 2 | หมู่ที่ 1 บ้านนา | 1 | 5 | - | - | - | - | - | - | - | - | 1 | 5",
        "item: 3 | ยังไม่ระบุหมู่บ้านหรือชุมชน | - | - | 1 | 3 | - | - | - | - | - | - | 1 | 3",
        "grand_total: รวมทั้งสิ้น |  | 2 | 12 | 1 | 3 | 1 | 1 | - | - | - | - | 4 | 16",
    ]
    assert table.rows[-1].label_span == 2
    assert "ที่นำมาจากแผนพัฒนาหมู่บ้านและแผนชุมชน" in table.title_lines[1]
    assert "ผ.01/1" not in build_all(replace(small_plan, projects=()), "2571")


def test_the_kpi_layout_prints_the_indicator_without_being_asked(small_plan: PlanDocument) -> None:
    with_kpi = build(small_plan, "ผ.02", "2571-kpi")[0]
    assert "kpi" in [column.key for column in with_kpi.columns]
    assert "ร้อยละ 80" in with_kpi.rows[0].cells
    plain = build(small_plan, "ผ.02", "2571")
    assert [row.cells for row in build(small_plan, "ผ.02", "2571-kpi", kpi=False)[0].rows] == [
        row.cells for row in plain[0].rows
    ]


def test_the_coordination_layout_tells_the_pao_where_and_how_urgent(small_plan: PlanDocument) -> None:
    bridge = Project(
        form=Form.P02_2,
        issue="i-roads",
        title="สะพาน",
        district_code="4004",
        priority=1,
        start_latitude=16.4321,
        start_longitude=102.8236,
        agency="กองช่าง",
        own_budgets={2572: 500_000},
    )
    plan = replace(small_plan, projects=(*small_plan.projects, bridge))
    built = build_all(plan, "2571-coordination")
    assert list(built) == ["ผ.01", "ผ.02/2"]
    (table,) = built["ผ.02/2"]
    assert [cell.text for cell in table.head if cell.row == 0][:4] == [
        "ที่",
        "ลำดับ\nความ\nสำคัญ",
        "โครงการ",
        "อำเภอ",
    ]
    cells = dict(zip([c.key for c in table.columns], table.rows[1].cells, strict=True))
    assert cells["priority"] == "1"
    assert cells["district"] == "หนองเรือ"
    assert cells["start_point"] == "N 16.432100\nE 102.823600"
    assert cells["end_point"] == ""
    assert dict(zip([c.key for c in table.columns], table.rows[0].cells, strict=True))["priority"] == ""
    assert built["ผ.01"][0].rows[-1].cells[-1] == 500_000 + 5000 * 100
