"""Our own Excel file comes back: the identical plan, edits taken over, and hidden data never trusted."""

from __future__ import annotations

import json
from dataclasses import replace

import openpyxl
import pytest
from exchange.excel_in.untidy import empty_plan, found
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whole_plans import plans

from kkplanner.exchange.excel_in import import_into, read_book
from kkplanner.exchange.excel_out import write_workbook
from kkplanner.plan.crosswalk_choice import CrosswalkChoice
from kkplanner.plan.document import PlanDocument
from kkplanner.plan.kinds import EditionKind, Form
from kkplanner.plan.model import Agency, Approach, Edition, Issue, Link, Project, SubItem, Village
from kkplanner.plan.picture import Picture
from kkplanner.plan.waiver import Waiver
from kkplanner.thai.digits import DigitStyle

LAYOUTS = ["2571", "2566"]
ROAD = "ก่อสร้างถนน คสล. หมู่ที่ 3"  # as printed with Arabic digits; the plan has a Thai one


def a_plan() -> PlanDocument:
    roads = Approach(number="1.1", title="พัฒนาถนน")
    infrastructure = Issue(
        number="1",
        title="ด้านโครงสร้างพื้นฐาน",
        upward_lines=("ก. ยุทธศาสตร์ชาติ 20 ปี", "ข. แผนพัฒนาเศรษฐกิจฯ"),
        approaches=(roads, Approach(number="1.2", title="แหล่งน้ำ")),
        links=(Link(framework="kkpao-2571", code="1", confirmed=True, confirmed_by="ปลัด"),),
    )
    people = Issue(number="2", title="ยุทธศาสตร์ด้านคุณภาพชีวิต")
    edition = Edition(kind=EditionKind.ADDITION, number=1, year=2572, reason="เร่งด่วน")
    return replace(
        empty_plan(),
        villages=(Village(number=3, name="บ้านโนน", households=120),),
        agencies=(Agency(name="กองช่าง", role="engineering"),),
        editions=(edition,),
        issues=(infrastructure, people),
        projects=(
            Project(
                issue=infrastructure.uuid,
                approach=roads.uuid,
                programme="แผนงานอุตสาหกรรมและการโยธา",
                title="ก่อสร้างถนน คสล. หมู่ที่ ๓",
                objective="1. สะดวก\n2. ปลอดภัย",
                target="กว้าง 4 ม. ยาว 500 ม.",
                kpi="ร้อยละ 80",
                expected_result="เดินทางสะดวก",
                agency="กองช่าง",
                own_budgets={2571: 50_000_000, 2572: 0, 2573: 12_345},
                enacted_budgets={2571: 48_000_000},
                links=(Link(framework="kkpao-2571", code="1.1"),),
                village="หมู่ที่ 3",
                start_latitude=16.1,
                start_longitude=102.2,
                priority=1,
                note="=HYPERLINK(1)",
            ),
            Project(
                form=Form.P03,
                programme="แผนงานบริหารงานทั่วไป",
                equipment_type="ครุภัณฑ์สำนักงาน",
                title="โต๊ะทำงาน",
                target="จำนวน 2 ตัว",
                own_budgets={2571: 1_000_000},
            ),
            Project(
                issue=people.uuid,
                edition=edition.uuid,
                title="อาหารกลางวัน",
                target="1. ศพด.",
                own_budgets={2571: 100},
                sub_items=(
                    SubItem(text="2. โรงเรียน", budgets={2571: 200, 2574: 300}),
                    SubItem(text="ไม่มีเงิน"),
                ),
            ),
            Project(title="ยังไม่รู้ว่าอยู่ประเด็นใด", own_budgets={2575: 100}),
            Project(form=Form.P02_1, issue=people.uuid, title="ลานกีฬาชุมชน", own_budgets={2572: 100}),
            Project(form=Form.P02_2, issue=infrastructure.uuid, title="เขื่อน", asked_agency="กรมโยธาธิการฯ"),
        ),
    )


@pytest.fixture
def plan():
    return a_plan()


@pytest.fixture(params=LAYOUTS)
def exported(request, plan, tmp_path):
    path = tmp_path / "แผน.xlsx"
    write_workbook(plan, path, layout=request.param)
    return path


def changed(path, change):
    workbook = openpyxl.load_workbook(path)
    change(workbook)
    workbook.save(path)
    return path


def cell_with(workbook, text):
    return next(cell for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.value == text)


def hidden_cell(workbook, row_of, head):
    sheet = row_of.parent
    column = next(cell.column for row in sheet.iter_rows(max_row=20) for cell in row if cell.value == head)
    return sheet.cell(row_of.row, column)


@pytest.mark.parametrize("digits", list(DigitStyle))
@pytest.mark.parametrize("layout", LAYOUTS)
def test_into_a_new_plan_it_gives_the_identical_plan(plan, tmp_path, layout, digits):
    path = tmp_path / "แผน.xlsx"
    write_workbook(plan, path, layout=layout, digits=digits)
    outcome = import_into(empty_plan(), read_book(path))
    assert outcome.document == plan
    assert {one.id for one in outcome.report.findings} <= {"import.summary-sheet"}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=plans(), layout=st.sampled_from(LAYOUTS))
def test_any_plan_comes_back_identical(plan, layout, tmp_path):
    plan = replace(plan, sections=(), needs=(), unit_prices=(), waivers=(), crosswalk_choices=(), pictures=())
    path = tmp_path / "ใดก็ได้.xlsx"
    write_workbook(plan, path, layout=layout)
    start = replace(empty_plan(), plan=replace(empty_plan().plan, period=plan.plan.period))
    assert import_into(start, read_book(path)).document == plan


def test_into_the_plan_it_came_from_it_changes_nothing(plan, exported):
    outcome = import_into(plan, read_book(exported))
    assert outcome.document == plan
    report = outcome.report
    assert (report.added, report.updated, report.already_there) == (0, 0, len(plan.projects))


def test_what_the_workbook_does_not_carry_stays_as_it_is(plan, exported):
    def edit(workbook):
        cell_with(workbook, ROAD).value = "ก่อสร้างถนนลาดยาง"

    full = replace(
        plan,
        waivers=(Waiver(project=plan.projects[0].uuid, rule="project.kpi-missing", reason="ก"),),
        crosswalk_choices=(
            CrosswalkChoice(
                source_framework="kkpao-2571",
                source_code="1",
                target_framework="sdg",
                target_code="9",
                accepted=True,
            ),
        ),
        pictures=(Picture(name="แผนที่", media_type="image/png", content=b"\x89PNG"),),
    )
    after = import_into(full, read_book(changed(exported, edit))).document
    assert after == replace(full, projects=after.projects)
    assert after.projects[0].title == "ก่อสร้างถนนลาดยาง"


def test_what_the_clerk_edited_wins_and_the_rest_stays(plan, exported):
    def edit(workbook):
        title = cell_with(workbook, ROAD)
        title.value = "ก่อสร้างถนนลาดยาง หมู่ที่ ๓"
        title.parent.cell(title.row, title.column + 3).value = "๗๐๐,๐๐๐.-"

    for start in (plan, empty_plan()):
        outcome = import_into(start, read_book(changed(exported, edit) if start is plan else exported))
        road = outcome.document.projects[0]
        assert road == replace(
            plan.projects[0],
            title="ก่อสร้างถนนลาดยาง หมู่ที่ ๓",
            own_budgets={**plan.projects[0].own_budgets, 2571: 70_000_000},
        )
        assert outcome.document.projects[1:] == plan.projects[1:]
    assert import_into(plan, read_book(exported)).report.updated == 1


def test_a_row_the_clerk_copied_becomes_a_project_of_its_own(plan, exported):
    def copy(workbook):
        title = cell_with(workbook, "ยังไม่รู้ว่าอยู่ประเด็นใด")
        sheet = title.parent
        for column in range(1, sheet.max_column + 1):
            sheet.cell(sheet.max_row + (column == 1), column).value = sheet.cell(title.row, column).value

    outcome = import_into(plan, read_book(changed(exported, copy)))
    assert len(outcome.document.projects) == len(plan.projects) + 1
    assert len({one.uuid for one in outcome.document.projects}) == len(plan.projects) + 1
    assert len(found(outcome, "import.uuid-twice")) == 1


@pytest.mark.parametrize(
    "record",
    [
        "{",
        "[]",
        '{"priority": "หนึ่ง"}',
        '{"evil": 1}',
        '{"start_latitude": NaN}',
        '{"links": [{"framework": "x"}]}',
        '{"issue": "../../etc"}',
        "[" * 5_000,
        json.dumps({"note": "ก" * 50_000}),
    ],
)
def test_a_hostile_record_is_a_finding_and_the_visible_row_is_imported(plan, tmp_path, record):
    path = tmp_path / "แผน.xlsx"
    write_workbook(plan, path, layout="2571")

    def spoil(workbook):
        title = cell_with(workbook, ROAD)
        hidden_cell(workbook, title, "kk:record").value = record[:32_767]

    outcome = import_into(empty_plan(), read_book(changed(path, spoil)))
    assert len(found(outcome, "import.record-unreadable")) == 1
    road = next(one for one in outcome.document.projects if one.title.startswith("ก่อสร้างถนน"))
    assert road.own_budgets == {2571: 50_000_000, 2572: 0, 2573: 12_345}
    assert road.note == ""


def test_references_to_records_that_nobody_has_are_dropped(plan, tmp_path):
    path = tmp_path / "แผน.xlsx"
    write_workbook(plan, path, layout="2571")
    nobody = "00000000-0000-4000-8000-000000000000"

    def spoil(workbook):
        title = cell_with(workbook, "ยังไม่รู้ว่าอยู่ประเด็นใด")
        hidden_cell(workbook, title, "kk:record").value = json.dumps(
            {"issue": nobody, "approach": nobody, "edition": nobody}
        )

    outcome = import_into(empty_plan(), read_book(changed(path, spoil)))
    lost = next(one for one in outcome.document.projects if one.title == "ยังไม่รู้ว่าอยู่ประเด็นใด")
    assert (lost.issue, lost.approach, lost.edition) == (None, None, None)


@pytest.mark.parametrize("text", ["{", '{"uuid": 5}', "[1]", "null"])
def test_a_hostile_plan_sheet_is_a_finding_and_the_rows_are_imported(plan, exported, text):
    def spoil(workbook):
        for row in workbook["_kkplan"].iter_rows():
            if row[0].value == "organisation":
                row[1].value = text

    outcome = import_into(empty_plan(), read_book(changed(exported, spoil)))
    assert len(found(outcome, "import.carried-plan-unreadable")) == 1
    assert outcome.report.projects + outcome.report.equipment == len(plan.projects)


def test_an_identity_of_another_kind_of_record_is_not_taken_over(plan, exported):
    def spoil(workbook):
        title = cell_with(workbook, "ยังไม่รู้ว่าอยู่ประเด็นใด")
        hidden_cell(workbook, title, "kk:uuid").value = plan.issues[0].uuid

    outcome = import_into(plan, read_book(changed(exported, spoil)))
    assert plan.issues[0].uuid not in {one.uuid for one in outcome.document.projects}
