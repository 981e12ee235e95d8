"""One template filled: linked, complete, ready to be argued over."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from drafting_plan import ROAD_VALUES, new_plan

from kkplanner.drafting.errors import (
    SlotsMissingError,
    SlotValueError,
    TextTooLongError,
    UnknownSlotError,
    UnknownVillageError,
)
from kkplanner.drafting.facts import Facts
from kkplanner.drafting.filling import fill
from kkplanner.drafting.money import Money
from kkplanner.drafting.shelf import find_template
from kkplanner.drafting.template import Template
from kkplanner.plan.kinds import Form
from kkplanner.plan.model import Agency, Approach, Issue, Link, Village


def test_a_road_reads_as_in_a_real_plan(road: Template, facts: Facts) -> None:
    project = fill(road, {**ROAD_VALUES, "สาย": "สายหน้าวัด"}, facts, Money(unit_price=850_00))
    assert project.title == "ก่อสร้างถนนคอนกรีตเสริมเหล็ก สายหน้าวัด บ้านโนนค หมู่ที่ 3"
    assert "กว้าง 4.00 เมตร ยาว 350.00 เมตร หนา 0.15 เมตร หรือมีพื้นที่ไม่น้อยกว่า 1,400 ตารางเมตร" in project.target
    assert project.objective.startswith("1. เพื่อ")
    assert project.village == "หมู่ที่ 3 บ้านโนนค"
    assert project.agency == "กองช่าง"
    assert project.own_budgets == {2571: 1_190_000_00}
    assert project.note == "ราคาต่อหน่วย 850 บาท × 1,400 ตารางเมตร = 1,190,000 บาท"


def test_it_is_linked_and_stands_under_the_plans_own_issue(road: Template, facts: Facts) -> None:
    plan = new_plan()
    project = fill(road, ROAD_VALUES, Facts(plan))
    (link,) = project.links
    assert (link.framework, link.code, link.confirmed) == ("kkpao-2571", "1.1.1", True)
    assert plan.issue(project.issue) == plan.issues[0]
    assert plan.approach(project.approach) == plan.issues[0].approaches[0]


def test_an_own_issue_is_found_through_its_link(road: Template) -> None:
    own = Issue(
        number="4",
        title="บ้านเมืองน่าอยู่",
        approaches=(
            Approach(number="4.1", title="โครงสร้างพื้นฐานได้มาตรฐาน"),
            Approach(number="4.2", title="ตลาด"),
        ),
        links=(Link(framework="kkpao-2571", code="1", confirmed=True),),
    )
    project = fill(road, ROAD_VALUES, Facts(new_plan(issues=(own,))))
    assert (project.issue, project.approach) == (own.uuid, own.approaches[0].uuid)
    unlinked = replace(own, links=())
    project = fill(road, ROAD_VALUES, Facts(new_plan(issues=(unlinked,))))
    assert (project.issue, project.approach) == (None, None)


def test_thai_digits_and_separators_are_read(road: Template, facts: Facts) -> None:
    typed = {"หมู่ที่": "๓", "กว้าง": "๔.๕", "ยาว": "1,200", "หนา": 0.15}
    assert "กว้าง 4.50 เมตร ยาว 1,200.00 เมตร" in fill(road, typed, facts).target


def test_empty_slots_are_asked_for_by_their_labels(road: Template, facts: Facts) -> None:
    with pytest.raises(SlotsMissingError) as caught:
        fill(road, {"หมู่ที่": 3, "กว้าง": " "}, facts)
    assert caught.value.labels == ("ความกว้าง (เมตร)", "ความยาว (เมตร)", "ความหนา (เมตร)")
    assert "ความกว้าง" in caught.value.sentence


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("ยาว", 99_999, "ระหว่าง 1 ถึง 20,000 เมตร"),
        ("ยาว", "ยาวมาก", "ไม่ใช่ตัวเลข"),
        ("ยาว", float("nan"), "ไม่ใช่ตัวเลข"),
        ("ยาว", True, "ไม่ใช่ตัวเลข"),
        ("ยาว", "1.234", "ทศนิยมได้ไม่เกิน 2"),
        ("สาย", "ก" * 121, "ยาว 121 อักขระ"),
        ("สาย", "{สาย}", "วงเล็บ"),
        ("สาย", ["ก"], "ไม่ใช่ข้อความ"),
    ],
)
def test_a_value_out_of_range_is_named(
    road: Template, facts: Facts, name: str, value: object, reason: str
) -> None:
    with pytest.raises(SlotValueError, match=reason):
        fill(road, {**ROAD_VALUES, name: value}, facts)


def test_a_slot_that_is_not_there_is_no_silence(road: Template, facts: Facts) -> None:
    with pytest.raises(UnknownSlotError, match="พื้นที่"):
        fill(road, {**ROAD_VALUES, "พื้นที่": 99}, facts)


def test_a_village_is_found_by_number_or_name(road: Template, facts: Facts) -> None:
    for asked in (3, "3", "๓", "หมู่ที่ 3", "บ้านโนนค", "โนนค", "หมู่ที่ 3 บ้านโนนค"):
        assert fill(road, {**ROAD_VALUES, "หมู่ที่": asked}, facts).village == "หมู่ที่ 3 บ้านโนนค"
    with pytest.raises(UnknownVillageError, match="หมู่ที่ 1 บ้านโนนก"):
        fill(road, {**ROAD_VALUES, "หมู่ที่": 44}, facts)


def test_without_a_list_of_villages_the_name_is_typed(road: Template) -> None:
    facts = Facts(new_plan(villages=()))
    assert fill(road, {**ROAD_VALUES, "หมู่บ้าน": "หนองใหญ่"}, facts).title.endswith("บ้านหนองใหญ่ หมู่ที่ 3")
    with pytest.raises(UnknownVillageError):
        fill(road, ROAD_VALUES, facts)


def test_a_community_without_number_stands_by_its_name(road: Template) -> None:
    facts = Facts(new_plan(villages=(Village(name="ชุมชนหน้าวัด"),)))
    project = fill(road, {**ROAD_VALUES, "หมู่ที่": "ชุมชนหน้าวัด"}, facts)
    assert project.title == "ก่อสร้างถนนคอนกรีตเสริมเหล็ก ชุมชนหน้าวัด"
    assert project.village == "ชุมชนหน้าวัด"


@pytest.mark.parametrize(
    ("agencies", "role", "name"),
    [
        ((), "education", "กองการศึกษา"),
        (("สำนักปลัด", "กองช่าง"), "education", "สำนักปลัด"),
        (("กองช่าง", "กองการศึกษา ศาสนาและวัฒนธรรม"), "education", "กองการศึกษา ศาสนาและวัฒนธรรม"),
        (("กองช่าง",), "health", ""),
        (("สำนักงานปลัดเทศบาล", "สำนักช่าง"), "engineering", "สำนักช่าง"),
    ],
)
def test_the_division_stands_for_its_role(agencies: tuple[str, ...], role: str, name: str) -> None:
    facts = Facts(new_plan(agencies=tuple(Agency(name=each) for each in agencies)))
    assert facts.agency(role) == name


def test_a_division_marked_with_the_role_comes_first() -> None:
    marked = (Agency(name="กองช่าง"), Agency(name="ฝ่ายโยธาและผังเมือง", role="engineering"))
    assert Facts(new_plan(agencies=marked)).agency("engineering") == "ฝ่ายโยธาและผังเมือง"


def test_a_request_to_others_carries_whom_and_where(facts: Facts) -> None:
    template = find_template("power-line-farm-request")
    project = fill(template, {"หมู่ที่": 1, "ระยะทาง": 3, "จำนวนครัวเรือน": 40}, facts)
    assert project.form is Form.P02_2
    assert project.asked_agency == template.asked_agency
    assert project.district_code == "4004"


def test_a_village_project_is_the_villages_own(facts: Facts) -> None:
    template = find_template("road-concrete-village")
    assert fill(template, ROAD_VALUES, facts).agency == "หมู่ที่ 3 บ้านโนนค"


def test_a_title_too_long_for_the_form_is_refused(road: Template, facts: Facts) -> None:
    wide = replace(road, title=road.title + " " + "ก" * 240)
    with pytest.raises(TextTooLongError, match="ชื่อโครงการ"):
        fill(wide, ROAD_VALUES, facts)


def test_growth_is_told(road: Template, facts: Facts) -> None:
    money = Money(amount=100_000_00, years=(2571, 2572, 2573), growth=Decimal(3))
    project = fill(road, ROAD_VALUES, facts, money)
    assert project.own_budgets == {2571: 100_000_00, 2572: 103_000_00, 2573: 106_100_00}
    assert project.note == "ปรับเพิ่มร้อยละ 3 ต่อปี"
