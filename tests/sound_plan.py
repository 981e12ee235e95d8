"""A sound plan in which every rule is silent, and small ways to spoil one thing of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from kkplanner.framework import load
from kkplanner.plan.document import PlanDocument
from kkplanner.plan.kinds import EditionKind, Form
from kkplanner.plan.model import (
    Agency,
    Approach,
    Edition,
    Issue,
    Link,
    Need,
    Organisation,
    Plan,
    Project,
    Section,
    Village,
)
from kkplanner.thai.period import Period

PERIOD = Period(2571, 2575)
FRAMEWORK = "kkpao-2571"
BAHT = 100


def link(code: str, framework: str = FRAMEWORK, *, confirmed: bool = True) -> Link:
    return Link(uuid=f"{framework}/{code}", framework=framework, code=code, confirmed=confirmed)


UPWARD = (
    link("3", "kk-province-2566"),
    link("2", "national-strategy"),
    link("8", "nesdp-13"),
    link("9", "sdg"),
)

ROAD = Project(
    uuid="road",
    issue="issue-1",
    approach="approach-1",
    programme="แผนงานอุตสาหกรรมและการโยธา",
    title="ก่อสร้างถนนคอนกรีตเสริมเหล็ก บ้านโนนตาล หมู่ที่ 1 สายหน้าวัด",
    objective="เพื่อให้ประชาชนมีถนนที่ได้มาตรฐานและปลอดภัย",
    target="กว้าง 4.00 เมตร ยาว 350 เมตร หนา 0.15 เมตร",
    kpi="ถนนแล้วเสร็จ ความยาว 350 เมตร",
    expected_result="อุบัติเหตุและฝุ่นละอองจากถนนดินลดลง การเดินทางใช้เวลาน้อยลง",
    agency="กองช่าง",
    village="หมู่ที่ 1 บ้านโนนตาล",
    own_budgets={2571: 980_000 * BAHT},
    links=(link("1.1.1"),),
)
TRAINING = Project(
    uuid="training",
    issue="issue-1",
    approach="approach-1",
    programme="แผนงานสาธารณสุข",
    title="อบรมอาสาสมัครสาธารณสุขประจำหมู่บ้าน",
    objective="เพื่อเพิ่มความรู้ในการดูแลสุขภาพแก่อาสาสมัคร",
    target="อาสาสมัคร จำนวน 80 คน ปีละ 1 ครั้ง",
    kpi="ผู้ผ่านการอบรมร้อยละ 90",
    expected_result="ประชาชนเข้าถึงบริการสาธารณสุขได้ทั่วถึง",
    agency="กองสาธารณสุข",
    own_budgets={2571: 50_000 * BAHT, 2572: 60_000 * BAHT},
    links=(link("4.1.1"),),
)
ASKED = replace(
    ROAD,
    uuid="asked",
    form=Form.P02_2,
    title="ก่อสร้างสะพานข้ามห้วยซัน บ้านห้วยซัน หมู่ที่ 2",
    target="สะพานกว้าง 8 เมตร ยาว 60 เมตร",
    village="หมู่ที่ 2 บ้านห้วยซัน",
    own_budgets={2573: 9_000_000 * BAHT},
    asked_agency="องค์การบริหารส่วนจังหวัดขอนแก่น",
    district_code="4004",
    start_latitude=16.45,
    start_longitude=102.4,
    priority=1,
)
PRINTER = Project(
    uuid="printer",
    form=Form.P03,
    issue="issue-1",
    programme="แผนงานบริหารงานทั่วไป",
    title="เครื่องพิมพ์เลเซอร์",
    target="จำนวน 2 เครื่อง",
    expected_result="งานสารบรรณรวดเร็วขึ้น",
    agency="สำนักปลัด",
    own_budgets={2572: 18_000 * BAHT},
    equipment_type="ครุภัณฑ์คอมพิวเตอร์หรืออิเล็กทรอนิกส์",
)
ISSUE = Issue(
    uuid="issue-1",
    number="1",
    title="เมืองน่าอยู่",
    approaches=(Approach(uuid="approach-1", number="1.1", title="โครงสร้างพื้นฐาน"),),
    links=(link("1"), link("4"), *UPWARD),
)
SECTIONS = tuple(
    Section(uuid=key, part=part, key=key, title=title, body="เนื้อหา")
    for part, key, title in (
        (1, "general.physical", "ด้านกายภาพ"),
        (2, "vision", "วิสัยทัศน์"),
        (4, "evaluation.method", "การติดตามและประเมินผล"),
    )
)
EDITION = Edition(
    uuid="edition-1",
    kind=EditionKind.ADDITION,
    number=1,
    year=2572,
    announced=date(2028, 11, 1),
    reason="ความจำเป็นเร่งด่วน",
)


NEED = Need(
    uuid="need", text="ถนนหน้าวัดเป็นหลุมเป็นบ่อ", place="หมู่ที่ 1", raised_by="ผู้ใหญ่บ้าน", priority=1, project="road"
)


def linked_everywhere() -> tuple[Link, ...]:
    """A link to every issue of the PAO, so that none is left uncovered."""
    return tuple(link(node.code) for node in load(FRAMEWORK).nodes_at("issue"))


SOUND = PlanDocument(
    organisation=Organisation(
        uuid="organisation",
        type="อบต.",
        name="องค์การบริหารส่วนตำบลโนนตาล",
        district_code="4004",
        population=6_842,
        households=1_874,
        annual_income=52_000_000 * BAHT,
    ),
    plan=Plan(uuid="plan", period=PERIOD),
    villages=(
        Village(uuid="village-1", number=1, name="บ้านโนนตาล"),
        Village(uuid="village-2", number=2, name="บ้านห้วยซัน"),
    ),
    agencies=(
        Agency(uuid="agency-1", name="กองช่าง"),
        Agency(uuid="agency-2", name="กองสาธารณสุข"),
        Agency(uuid="agency-3", name="สำนักปลัด"),
    ),
    editions=(EDITION,),
    issues=(ISSUE,),
    projects=(replace(ROAD, links=(*ROAD.links, *linked_everywhere())), TRAINING, ASKED, PRINTER),
    sections=SECTIONS,
    needs=(NEED,),
)


def with_project(base: Project, **changes: Any) -> PlanDocument:
    """The sound plan with one of its projects changed."""
    return replace(
        SOUND,
        projects=tuple(
            replace(project, **changes) if project.uuid == base.uuid else project
            for project in SOUND.projects
        ),
    )


def with_issue(**changes: Any) -> PlanDocument:
    return replace(SOUND, issues=(replace(ISSUE, **changes),))


def with_need(**changes: Any) -> PlanDocument:
    return replace(SOUND, needs=(replace(NEED, **changes),))


def with_organisation(**changes: Any) -> PlanDocument:
    return replace(SOUND, organisation=replace(SOUND.organisation, **changes))


def and_projects(*more: Project) -> PlanDocument:
    return replace(SOUND, projects=(*SOUND.projects, *more))


def and_editions(*editions: Edition) -> PlanDocument:
    return replace(SOUND, editions=(EDITION, *editions))
