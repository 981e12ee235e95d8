"""A small made-up อบต. without projects, for everything that drafts."""

from __future__ import annotations

from kkplanner.framework import load
from kkplanner.plan.document import PlanDocument
from kkplanner.plan.from_framework import issues_from_framework
from kkplanner.plan.model import Agency, Organisation, Plan, UnitPrice, Village
from kkplanner.thai.period import Period

ROAD_VALUES = {"หมู่ที่": 3, "กว้าง": 4, "ยาว": 350, "หนา": "0.15"}


def new_plan(**parts: object) -> PlanDocument:
    """A plan with the PAO's issues, three divisions, twelve villages and no projects."""
    base: dict[str, object] = {
        "organisation": Organisation(type="อบต.", name="องค์การบริหารส่วนตำบลโนนทดสอบ", district_code="4004"),
        "plan": Plan(period=Period(2571, 2575)),
        "villages": tuple(Village(number=n, name=f"บ้านโนน{'กขคงจฉชซฌญฎฏ'[n - 1]}") for n in range(1, 13)),
        "agencies": tuple(Agency(name=name) for name in ("สำนักปลัด", "กองคลัง", "กองช่าง")),
        "issues": issues_from_framework(load("kkpao-2571")),
        "unit_prices": (UnitPrice(name="ถนน คสล.", unit="ตารางเมตร", price=850_00),),
    }
    return PlanDocument(**{**base, **parts})  # type: ignore[arg-type]
