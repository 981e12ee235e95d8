"""A small plan that has everything a form must cope with."""

from __future__ import annotations

import pytest

from kkplanner.plan.document import PlanDocument
from kkplanner.plan.kinds import Form
from kkplanner.plan.model import Approach, Issue, Organisation, Plan, Project, SubItem
from kkplanner.thai.period import Period


def baht(**years: int) -> dict[int, int]:
    """Amounts by year from keywords such as y2571=500, in baht."""
    return {int(year[1:]): amount * 100 for year, amount in years.items()}


@pytest.fixture
def small_plan() -> PlanDocument:
    schooling = Approach(uuid="a-schooling", number="1.1", title="กลยุทธ์พัฒนาการศึกษา")
    sport = Approach(uuid="a-sport", number="1.2", title="ส่งเสริมกีฬา")
    education = Issue(
        uuid="i-education",
        number="1",
        title="ยุทธศาสตร์ด้านการศึกษา",
        upward_lines=("ก. ยุทธศาสตร์ชาติ 20 ปี ยุทธศาสตร์ที่ 3", "ข. แผนพัฒนาเศรษฐกิจฯ หมุดหมายที่ 12"),
        approaches=(schooling, sport),
    )
    roads = Issue(uuid="i-roads", number="2", title="โครงสร้างพื้นฐาน")
    in_schooling = {"issue": "i-education", "approach": "a-schooling", "programme": "แผนงานการศึกษา"}
    return PlanDocument(
        organisation=Organisation(type="อบต.", name="องค์การบริหารส่วนตำบลตัวอย่าง"),
        plan=Plan(period=Period(2571, 2575)),
        issues=(education, roads),
        projects=(
            Project(
                uuid="p-centre",
                **in_schooling,
                title="ก่อสร้างศูนย์เด็กเล็ก",
                objective="เพื่อให้เด็กเรียนใกล้บ้าน",
                target="อาคาร 1 หลัง",
                kpi="ร้อยละ 80",
                expected_result="เด็กปลอดภัย",
                agency="กองการศึกษา",
                own_budgets=baht(y2571=1000, y2572=0),
            ),
            Project(
                uuid="p-lunch",
                **in_schooling,
                title="อาหารกลางวัน",
                target="เด็กทุกคน",
                sub_items=(
                    SubItem(uuid="s-nursery", text="1) อนุบาล", budgets=baht(y2571=50, y2573=70)),
                    SubItem(uuid="s-primary", text="2) ประถม", budgets=baht(y2571=60)),
                ),
            ),
            Project(
                uuid="p-lost",
                title="โครงการที่ยังไม่จัดกลุ่ม",
                own_budgets=baht(y2575=9, y2580=500),
            ),
            Project(
                uuid="p-sport",
                issue="i-education",
                approach="a-sport",
                programme="แผนงานการศาสนา วัฒนธรรม และนันทนาการ",
                title="แข่งกีฬา",
                own_budgets=baht(y2571=300, y2572=300),
            ),
            Project(
                uuid="p-village",
                form=Form.P02_1,
                issue="i-roads",
                title="ลานตากข้าว",
                own_budgets=baht(y2571=7),
            ),
            Project(
                uuid="p-asked",
                form=Form.P02_2,
                issue="i-roads",
                programme="แผนงานอุตสาหกรรมและการโยธา",
                title="สะพานข้ามห้วย",
                agency="กองช่าง",
                asked_agency="กรมทางหลวงชนบท",
                own_budgets=baht(y2572=5000),
            ),
            Project(
                uuid="e-desk",
                form=Form.P03,
                issue="i-roads",
                programme="แผนงานบริหารงานทั่วไป",
                equipment_type="ครุภัณฑ์สำนักงาน",
                title="โต๊ะทำงาน",
                target="จำนวน 2 ตัว",
                agency="สำนักปลัด",
                own_budgets=baht(y2571=40),
            ),
            Project(
                uuid="e-pump",
                form=Form.P03,
                issue="i-roads",
                programme="แผนงานการเกษตร",
                equipment_type="ครุภัณฑ์การเกษตร",
                title="เครื่องสูบน้ำ",
                target="เครื่องสูบน้ำ ขนาด 6 นิ้ว",
                own_budgets=baht(y2572=90),
            ),
        ),
    )
