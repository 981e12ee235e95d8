from __future__ import annotations

from kkplanner.plan.document import PlanDocument
from kkplanner.plan.model import Agency, Organisation, Plan, Project, Village
from kkplanner.plan.own_words import own_words
from kkplanner.thai.period import Period
from kkplanner.thai.words import segmenter_for


def document(**changes: object) -> PlanDocument:
    return PlanDocument(
        organisation=Organisation(
            type="อบต.",
            name="องค์การบริหารส่วนตำบลเปือยกลดสว่าง",
            district_code="4001",
            tambon_code="400102",
        ),
        plan=Plan(period=Period(2571, 2575)),
        villages=(Village(number=1, name="บ้านหนองแสนสุข"), Village(number=2, name="ทรัพย์สมบูรณ์")),
        agencies=(Agency(name="กองส่งเสริมกีฬา"), Agency(name="กองสาธารณสุขและสิ่งแวดล้อม")),
        **changes,
    )


def drawn(text: str, plan: PlanDocument) -> str:
    return "|".join(unit.text for unit in segmenter_for(own_words(plan)).units(text))


def test_names_of_the_plan_are_words():
    words = own_words(document())
    assert {"เปือยกลดสว่าง", "บ้านหนองแสนสุข", "หนองแสนสุข", "บ้านทรัพย์สมบูรณ์", "ทรัพย์สมบูรณ์"} <= set(words)
    assert {"กองส่งเสริมกีฬา", "อำเภอเมืองขอนแก่น", "ตำบลสำราญ", "สำราญ", "ตำบลในเมือง"} <= set(words)
    assert "ในเมือง" not in words  # another tambon's bare name is too common a word
    assert list(words) == sorted(words)


def test_long_rows_of_ordinary_words_are_left_to_the_dictionary():
    words = own_words(document())
    assert "กองสาธารณสุขและสิ่งแวดล้อม" not in words
    assert "องค์การบริหารส่วนตำบลเปือยกลดสว่าง" not in words


def test_tambons_of_the_districts_that_rows_name():
    assert "ตำบลบ้านฝาง" not in own_words(document())
    assert "ตำบลบ้านฝาง" in own_words(document(projects=(Project(title="ถนน", district_code="4002"),)))


def test_lines_break_before_and_after_a_name_only():
    assert drawn("องค์การบริหารส่วนตำบลเปือยกลดสว่าง", document()) == "องค์การ|บริหาร|ส่วนตำบล|เปือยกลดสว่าง"
    assert drawn("ก่อสร้างถนนบ้านหนองแสนสุขถึงทรัพย์สมบูรณ์", document()) == ("ก่อสร้าง|ถนน|บ้านหนองแสนสุข|ถึง|ทรัพย์สมบูรณ์")
