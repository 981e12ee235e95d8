"""One template over many villages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from drafting_plan import ROAD_VALUES, new_plan

from kkplanner.drafting.facts import Facts
from kkplanner.drafting.many_villages import Each, NoVillageSlotError, fill_villages, number_runs
from kkplanner.drafting.money import Money
from kkplanner.drafting.shelf import find_template
from kkplanner.drafting.template import Template
from kkplanner.plan.document import PlanDocument
from kkplanner.plan.model import Village

VALUES = {name: value for name, value in ROAD_VALUES.items() if name != "หมู่ที่"}


def test_a_project_for_each_village(road: Template, plan: PlanDocument, facts: Facts) -> None:
    villages = plan.villages[:3]
    own = {villages[1].uuid: {"ยาว": 500, "สาย": "สายวัด"}}
    projects = fill_villages(road, VALUES, villages, facts, Money(unit_price=100_00), own=own)
    assert [project.village for project in projects] == ["หมู่ที่ 1 บ้านโนนก", "หมู่ที่ 2 บ้านโนนข", "หมู่ที่ 3 บ้านโนนค"]
    assert "สายวัด" in projects[1].title
    assert [project.own_budgets[2571] for project in projects] == [140_000_00, 200_000_00, 140_000_00]
    assert len({project.uuid for project in projects}) == 3


def test_one_project_with_a_line_for_each(road: Template, plan: PlanDocument, facts: Facts) -> None:
    villages = (*plan.villages[:4], plan.villages[8])
    (project,) = fill_villages(road, VALUES, villages, facts, Money(unit_price=100_00), each=Each.SUB_ITEM)
    assert project.title == "ก่อสร้างถนนคอนกรีตเสริมเหล็ก จำนวน 5 หมู่บ้าน หมู่ที่ 1-4 และ 9"
    assert project.target == "ดำเนินการใน 5 หมู่บ้าน ได้แก่ หมู่ที่ 1-4 และ 9 ตามรายการย่อย"
    assert project.kpi == "ถนนคอนกรีตเสริมเหล็กที่ก่อสร้างแล้วเสร็จตามแบบแปลน ความยาวไม่น้อยกว่า 1,750.00 เมตร"
    assert project.own_budgets == {}
    assert project.budgets == {2571: 5 * 140_000_00}
    assert len(project.sub_items) == 5
    assert project.sub_items[4].text.startswith("5) หมู่ที่ 9 บ้านโนนฌ ก่อสร้างถนน คสล. กว้าง 4.00 เมตร")
    assert "หมู่ที่ 9 บ้านโนนฌ: ราคาต่อหน่วย" in project.note


def test_few_villages_are_named(road: Template, plan: PlanDocument, facts: Facts) -> None:
    (project,) = fill_villages(road, VALUES, plan.villages[:2], facts, each=Each.SUB_ITEM)
    assert project.title.endswith("บ้านโนนก และบ้านโนนข หมู่ที่ 1 และ 2")


def test_what_differs_is_said_by_village(road: Template, plan: PlanDocument, facts: Facts) -> None:
    villages = plan.villages[:2]
    own = {villages[0].uuid: {"ยาว": 100, "สาย": "สายวัด"}}
    by_width = replace(road, kpi="ผิวจราจรกว้าง {กว้าง} เมตร ยาว {ยาว} เมตร")  # widths do not add up
    (project,) = fill_villages(by_width, VALUES, villages, facts, each=Each.SUB_ITEM, own=own)
    first, second = project.kpi.splitlines()
    assert first.startswith("หมู่ที่ 1 บ้านโนนก ")
    assert "100.00 เมตร" in first
    assert "350.00 เมตร" in second
    assert "สายวัด" not in project.title
    assert "สายวัด" in project.sub_items[0].text


def test_quantities_that_add_up_are_said_once(plan: PlanDocument, facts: Facts) -> None:
    light = find_template("street-light-install")
    own = {plan.villages[1].uuid: {"จำนวนดวง": 1_500}}
    (project,) = fill_villages(light, {"จำนวนดวง": 25}, plan.villages[:4], facts, each=Each.SUB_ITEM, own=own)
    assert project.title.endswith("ภายในหมู่บ้าน จำนวน 4 หมู่บ้าน หมู่ที่ 1-4")
    assert project.kpi == "โคมไฟที่ติดตั้งใช้งานได้ครบ จำนวน 1,575 ดวง"
    rate = replace(light, kpi="ผู้ใช้ทางเฉลี่ยวันละ {จำนวนดวง} คน")
    (project,) = fill_villages(rate, {"จำนวนดวง": 25}, plan.villages[:4], facts, each=Each.SUB_ITEM)
    assert project.kpi == "แต่ละแห่ง ผู้ใช้ทางเฉลี่ยวันละ 25 คน"


def test_a_count_does_not_follow_a_word_that_leads_to_a_name(plan: PlanDocument, facts: Facts) -> None:
    pipe = find_template("water-supply-regional-request")
    values = {"ระยะทาง": 3, "จำนวนครัวเรือน": 80}
    (project,) = fill_villages(pipe, values, plan.villages[:4], facts, each=Each.SUB_ITEM)
    assert project.title == "ขยายเขตจำหน่ายน้ำประปาส่วนภูมิภาคเข้าสู่ 4 หมู่บ้าน หมู่ที่ 1-4"


def test_communities_are_named(road: Template) -> None:
    villages = (Village(name="ชุมชนหน้าวัด"), Village(name="ชุมชนตลาด"))
    facts = Facts(new_plan(villages=villages))
    (project,) = fill_villages(road, VALUES, villages, facts, each=Each.SUB_ITEM)
    assert project.title.endswith("ชุมชนหน้าวัด และชุมชนตลาด")
    assert "หมู่ที่" not in project.title + project.target + project.kpi


def test_a_count_that_stands_in_the_text_is_of_each_village(plan: PlanDocument, facts: Facts) -> None:
    template = find_template("road-concrete-new")
    counted = replace(template, kpi="ถนนแล้วเสร็จ จำนวน 1 สาย")
    (project,) = fill_villages(counted, VALUES, plan.villages[:2], facts, each=Each.SUB_ITEM)
    assert project.kpi == "แต่ละแห่ง ถนนแล้วเสร็จ จำนวน 1 สาย"
    rated = replace(template, kpi="ประชาชนพึงพอใจร้อยละ 80")
    (project,) = fill_villages(rated, VALUES, plan.villages[:2], facts, each=Each.SUB_ITEM)
    assert project.kpi == "ประชาชนพึงพอใจร้อยละ 80"


def test_what_is_not_done_in_villages_is_refused(plan: PlanDocument, facts: Facts) -> None:
    template = find_template("early-development")
    with pytest.raises(NoVillageSlotError, match="ไม่ได้แยกตามหมู่บ้าน"):
        fill_villages(template, {}, plan.villages, facts)


@pytest.mark.parametrize(
    ("numbers", "text"),
    [([], ""), ([4], "4"), ([2, 1], "1 และ 2"), ([1, 2, 3], "1-3"), ([9, 1, 2, 3, 4, 7, 7], "1-4, 7 และ 9")],
)
def test_runs_of_numbers(numbers: list[int], text: str) -> None:
    assert number_runs(numbers) == text
