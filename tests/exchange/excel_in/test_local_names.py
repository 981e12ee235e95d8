"""Divisions and villages as the plan calls them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from exchange.excel_in.untidy import HEAD, TITLES, empty_plan, found, project

from kkplanner.plan.model import Agency, Village

PLAN = replace(
    empty_plan(),
    agencies=(Agency(name="สำนักช่าง", role="engineering"), Agency(name="งานสวน และต้นไม้")),
    villages=(Village(number=1, name="บ้านโนน"), Village(name="ชุมชนวัดไทร")),
)


@pytest.mark.parametrize(
    ("typed", "name", "told"),
    [
        ("กช.", "สำนักช่าง", True),
        ("กค.", "กองคลัง", True),
        ("กช./กองคลัง", "สำนักช่าง/กองคลัง", True),
        ("งานสวนและต้นไม้", "งานสวน และต้นไม้", False),
        ("กองช่างสุขาภิบาล", "กองช่างสุขาภิบาล", False),
        ("กองสวัสดิการสังคม\nสำนักช่าง", "กองสวัสดิการสังคม\nสำนักช่าง", False),
    ],
)
def test_a_division(bring_in, typed, name, told):
    outcome = bring_in(project(1, "ถนน", 1, agency=typed), project(2, "คลอง", 1, agency=typed), into=PLAN)
    assert [one.agency for one in outcome.document.projects] == [name] * 2
    assert len(found(outcome, "import.name-written-out")) == told


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("ม.3", "หมู่ที่ 3"),
        ("หมู่ ๓", "หมู่ที่ 3"),
        ("โนน", "บ้านโนน"),
        ("วัดไทร", "ชุมชนวัดไทร"),
        ("บ้านโนนใหม่", "บ้านโนนใหม่"),
        ("ทุกหมู่บ้าน", "ทุกหมู่บ้าน"),
    ],
)
def test_a_village(bring_in, typed, name):
    head = [["หมู่ที่", *HEAD[0]], *([None, *row] for row in HEAD[1:])]
    outcome = bring_in(whole=[[*TITLES, *head, [typed, *project(1, "ถนน", 1)]]], into=PLAN)
    assert outcome.document.projects[0].village == name
