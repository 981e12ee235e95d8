"""A plan with every field filled, and a data folder that is nobody's."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from kkplanner.plan.crosswalk_choice import CrosswalkChoice
from kkplanner.plan.document import PlanDocument
from kkplanner.plan.kinds import EditionKind, Form, MarkKind
from kkplanner.plan.model import (
    Agency,
    Approach,
    Edition,
    Issue,
    Link,
    Mark,
    Need,
    Organisation,
    Plan,
    Project,
    Section,
    SubItem,
    UnitPrice,
    Village,
)
from kkplanner.plan.picture import Picture
from kkplanner.plan.waiver import Waiver
from kkplanner.thai.period import Period
from kkplanner.workbook import Workbook


@pytest.fixture(scope="session", autouse=True)
def _data_folder(tmp_path_factory):
    """Backups of the tests go to a folder of their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KKPLANNER_DATA_DIR", str(tmp_path_factory.mktemp("data")))
        yield


def fixed(number: int) -> str:
    return str(UUID(int=number))


def full_plan() -> PlanDocument:
    """Every field of version 1.0 with a value of its own; the fixture v1.kkplan holds this plan."""
    link = {"framework": "kkpao-2571", "confirmed": True, "confirmed_by": "สมหญิง"}
    approaches = (
        Approach(uuid=fixed(31), number="1.1", title="ถนน"),
        Approach(uuid=fixed(32), number="1.2", title="น้ำ"),
    )
    issues = (
        Issue(
            uuid=fixed(30),
            number="1",
            title="โครงสร้างพื้นฐาน",
            upward_lines=("ก. ยุทธศาสตร์จังหวัด", "ข. แผนพัฒนาภาค"),
            approaches=approaches,
            links=(
                Link(uuid=fixed(33), code="1", **link),
                Link(uuid=fixed(34), framework="sdg", code="11.2"),
            ),
        ),
        Issue(uuid=fixed(35), number="2", title="สังคม"),
    )
    edition = Edition(
        uuid=fixed(40),
        kind=EditionKind.ADDITION,
        number=5,
        year=2571,
        announced=date(2028, 2, 29),
        reason="เร่งด่วน",
    )
    road = Project(
        uuid=fixed(50),
        form=Form.P02,
        issue=fixed(30),
        approach=fixed(31),
        programme="แผนงานอุตสาหกรรมและการโยธา",
        title="ก่อสร้างถนน คสล. หมู่ที่ ๑",
        objective="เพื่อให้การสัญจรสะดวก\nและปลอดภัย",
        target="ยาว 1,200 เมตร",
        kpi="ร้อยละ 80",
        expected_result="ประชาชนเดินทางสะดวก",
        agency="กองช่าง",
        asked_agency="ทางหลวงชนบท",
        own_budgets={2571: 0, 2573: 163_282_000},
        sub_items=(
            SubItem(uuid=fixed(51), text="ป้าย", budgets={2571: 1, 2572: 2}),
            SubItem(uuid=fixed(52), text="ท่อ"),
        ),
        enacted_budgets={2571: 99},
        links=(Link(uuid=fixed(53), code="1.1.1", **link),),
        marks=(
            Mark(
                uuid=fixed(54),
                kind=MarkKind.AMENDMENT,
                text="เพิ่มเติม ครั้งที่ 5/2571",
                edition=fixed(40),
                source="2.1!N34",
            ),
            Mark(
                uuid=fixed(55),
                kind=MarkKind.DUPLICATE,
                text="ซ้ำลำดับที่ 63",
                refers_to="ลำดับที่ 63",
                certain=False,
            ),
        ),
        edition=fixed(40),
        equipment_type="",
        village="หมู่ที่ 1",
        district_code="4001",
        start_latitude=16.4419355,
        start_longitude=102.8359921,
        end_latitude=16.4419356,
        end_longitude=-0.0000001,
        priority=3,
        note="ภายใน",
    )
    pump = Project(
        uuid=fixed(60),
        form=Form.P03,
        title="เครื่องสูบน้ำ",
        equipment_type="ครุภัณฑ์การเกษตร",
        own_budgets={2575: 5_000_00},
    )
    return PlanDocument(
        organisation=Organisation(
            uuid=fixed(1),
            type="อบต.",
            name="องค์การบริหารส่วนตำบลตัวอย่าง",
            province="ขอนแก่น",
            district_code="4001",
            tambon_code="400101",
            population=5_432,
            households=1_234,
            annual_income=60_000_000_00,
        ),
        plan=Plan(uuid=fixed(2), title="แผนพัฒนาท้องถิ่น", period=Period(2571, 2575), framework="kkpao-2571"),
        villages=(
            Village(uuid=fixed(10), number=1, name="บ้านโนน", households=88),
            Village(uuid=fixed(11), name="ชุมชน"),
        ),
        agencies=(
            Agency(uuid=fixed(20), name="กองช่าง", role="engineering"),
            Agency(uuid=fixed(21), name="สำนักปลัด"),
        ),
        editions=(Edition(uuid=fixed(41), kind=EditionKind.ORIGINAL), edition),
        issues=issues,
        projects=(road, pump, Project(uuid=fixed(61), form=Form.P02_1, title="ศาลากลางบ้าน")),
        sections=(Section(uuid=fixed(70), part=2, key="vision", title="วิสัยทัศน์", body="น่าอยู่"),),
        needs=(
            Need(uuid=fixed(80), text="น้ำท่วม", place="หมู่ 2", raised_by="นายดี", priority=1, project=fixed(61)),
            Need(uuid=fixed(81), text="ไฟดับ", set_aside_reason="เกินอำนาจ"),
        ),
        unit_prices=(
            UnitPrice(uuid=fixed(90), name="คอนกรีต", unit="ลบ.ม.", price=2_400_50, source="พาณิชย์จังหวัด"),
        ),
        waivers=(
            Waiver(
                uuid=fixed(100), project=fixed(60), rule="project.kpi-missing", reason="เป็นครุภัณฑ์ทดแทนของเดิม"
            ),
            Waiver(uuid=fixed(101), rule="plan.amounts-copied", reason="ประมาณการแล้วทุกปี"),
        ),
        crosswalk_choices=(
            CrosswalkChoice(
                uuid=fixed(110),
                source_framework="kkpao-2571",
                source_code="1.1",
                target_framework="sdg",
                target_code="11",
                accepted=True,
                reason="ถนนปลอดภัยเป็นเป้าหมายของเมืองที่ยั่งยืน",
                decided_by="สมหญิง",
            ),
            CrosswalkChoice(
                uuid=fixed(111),
                source_framework="kkpao-2571",
                source_code="1",
                target_framework="nesdp-13",
                target_code="5",
                accepted=False,
            ),
        ),
        pictures=(
            Picture(
                uuid=fixed(120),
                name="แผนที่ตำบล.png",
                media_type="image/png",
                content=b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
            ),
            Picture(
                uuid=fixed(121), name="ประชาคม.jpg", media_type="image/jpeg", content=b"\xff\xd8\xff\x00"
            ),
        ),
    )


@pytest.fixture
def plan() -> PlanDocument:
    return full_plan()


@pytest.fixture
def book(tmp_path, plan):
    """A new workbook with that plan, open for writing."""
    with Workbook.create(tmp_path / "แผน.kkplan", plan, author="สมหญิง") as workbook:
        yield workbook
