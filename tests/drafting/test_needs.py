"""What became of the needs heard at meetings."""

from __future__ import annotations

import pytest
from drafting_plan import new_plan

from kkplanner.drafting.errors import NeedError
from kkplanner.drafting.needs import (
    answered_by,
    joined,
    needs_summary,
    reopened,
    set_aside,
)
from kkplanner.plan.model import Need, Project

WATER = Need(uuid="water", text="น้ำประปาไม่ไหล", place="หมู่ที่ 1", priority=2)
LIGHT = Need(uuid="light", text="ไฟทางดับ", place="หมู่ที่ 2", priority=1)
ROAD = Need(uuid="road", text="ถนนเป็นหลุม")
PROJECT = Project(uuid="p", title="ซ่อมถนน")


def test_a_need_is_answered_or_joined() -> None:
    assert answered_by(ROAD, PROJECT).project == "p"
    assert [need.project for need in joined((ROAD, LIGHT), PROJECT)] == ["p", "p"]


def test_setting_aside_needs_a_reason() -> None:
    aside = set_aside(answered_by(ROAD, PROJECT), " อยู่ในเขตทางหลวง ")
    assert (aside.project, aside.set_aside_reason) == (None, "อยู่ในเขตทางหลวง")
    assert answered_by(aside, PROJECT).set_aside_reason == ""
    assert reopened(aside) == ROAD
    for bad in ("  ", "ก" * 1001):
        with pytest.raises(NeedError):
            set_aside(ROAD, bad)


def test_the_summary_counts_and_puts_urgent_ones_first() -> None:
    needs = (WATER, LIGHT, ROAD, answered_by(ROAD, PROJECT), set_aside(WATER, "ซ้ำ"))
    summary = needs_summary(new_plan(needs=needs, projects=(PROJECT,)))
    assert [need.uuid for need in summary.open] == ["light", "water", "road"]
    assert (len(summary.answered), len(summary.set_aside), summary.total) == (1, 1, 5)
    assert summary.as_json()["decided_percent"] == 40.0


def test_a_project_that_left_answers_nothing() -> None:
    summary = needs_summary(new_plan(needs=(answered_by(ROAD, PROJECT),)))
    assert len(summary.open) == 1


def test_no_needs_is_nothing_undecided() -> None:
    assert needs_summary(new_plan()).decided_percent == 100
