"""What goes out comes back: the exported workbook read into a fresh plan is the same plan."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whole_plans import plans

from kkplanner.exchange.excel_in import import_into, read_book
from kkplanner.exchange.excel_out import write_workbook
from kkplanner.exchange.sample import sample_plan
from kkplanner.plan.document import PlanDocument
from kkplanner.plan.model import Organisation, Plan
from kkplanner.thai.digits import DigitStyle
from kkplanner.thai.period import Period

LAYOUTS = ("2571", "2566")


def carried(document: PlanDocument) -> PlanDocument:
    """The part of a plan that its forms carry: all but the narrative, needs, unit prices and decisions."""
    return replace(
        document,
        sections=(),
        needs=(),
        unit_prices=(),
        waivers=(),
        crosswalk_choices=(),
        pictures=(),
    )


def read_back(path: Path, period: Period) -> PlanDocument:
    fresh = PlanDocument(organisation=Organisation(type="อบต.", name="ยังไม่มีชื่อ"), plan=Plan(period=period))
    return import_into(fresh, read_book(path), years="same").document


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("digits", DigitStyle)
def test_the_sample_plan_comes_back(tmp_path: Path, layout: str, digits: DigitStyle) -> None:
    plan = carried(sample_plan())
    write_workbook(plan, tmp_path / "plan.xlsx", layout=layout, digits=digits)
    assert read_back(tmp_path / "plan.xlsx", plan.plan.period) == plan


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_real_plan_comes_back(tmp_path: Path, real_workbook: Path, layout: str) -> None:
    fresh = PlanDocument(
        organisation=Organisation(type="ทน.", name="เทศบาลนครนครสวรรค์"), plan=Plan(period=Period(2566, 2570))
    )
    plan = carried(import_into(fresh, read_book(real_workbook), years="same").document)
    assert len(plan.projects) == 189
    write_workbook(plan, tmp_path / "plan.xlsx", layout=layout)
    assert read_back(tmp_path / "plan.xlsx", plan.plan.period) == plan


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plan=plans(), layout=st.sampled_from(LAYOUTS), digits=st.sampled_from(DigitStyle), kpi=st.booleans())
def test_any_plan_comes_back(plan: PlanDocument, layout: str, digits: DigitStyle, kpi: bool) -> None:
    plan = carried(plan)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "plan.xlsx")
        write_workbook(plan, path, layout=layout, digits=digits, kpi=kpi)
        assert read_back(path, plan.plan.period) == plan


def test_what_the_clerk_typed_in_excel_wins(tmp_path: Path) -> None:
    plan = carried(sample_plan())
    path = tmp_path / "plan.xlsx"
    write_workbook(plan, path, layout="2571")
    first = plan.projects[0]
    book: Any = openpyxl.load_workbook(path)
    cell = next(
        cell
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value == first.title
    )
    cell.value = "ชื่อที่แก้ใน Excel"
    cell.offset(0, 3).value = 777
    book.save(path)
    back = read_back(path, plan.plan.period)
    edited = replace(
        first, title="ชื่อที่แก้ใน Excel", own_budgets={**first.own_budgets, plan.plan.period.first: 777_00}
    )
    assert back.projects[0] == edited
    assert back.projects[1:] == plan.projects[1:]
