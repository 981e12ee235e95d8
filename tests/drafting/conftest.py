"""A small อบต. to draft for, and a template that ships."""

from __future__ import annotations

import pytest
from drafting_plan import new_plan

from kkplanner.drafting.facts import Facts
from kkplanner.drafting.shelf import find_template
from kkplanner.drafting.template import Template
from kkplanner.plan.document import PlanDocument


@pytest.fixture
def plan() -> PlanDocument:
    return new_plan()


@pytest.fixture
def facts(plan: PlanDocument) -> Facts:
    return Facts(plan)


@pytest.fixture
def road() -> Template:
    return find_template("road-concrete-new")
