"""Records named by number or by the beginning of their UUID."""

from __future__ import annotations

import pytest

from kkplanner.drafting.chosen_record import find_need, find_project
from kkplanner.drafting.errors import ChosenRecordError
from kkplanner.plan.model import Need, Project

NEEDS = (Need(uuid="abcdef-1", text="น้ำ"), Need(uuid="abcdef-2", text="ไฟ"), Need(uuid="road", text="ถนน"))


def test_by_number_whole_or_beginning() -> None:
    assert find_need(NEEDS, "๓").text == "ถนน"
    assert find_need(NEEDS, "ABCDEF-2").text == "ไฟ"
    assert find_need(NEEDS, "road").text == "ถนน"
    assert find_project((Project(uuid="123456789", title="ซ่อมถนน"),), "1234567").title == "ซ่อมถนน"


@pytest.mark.parametrize("wrong", ["0", "4", "abcdef", "abc", "", "no-such"])
def test_what_names_none_or_several_is_refused(wrong: str) -> None:
    with pytest.raises(ChosenRecordError, match="ข้อมูลยังเหมือนเดิม"):
        find_need(NEEDS, wrong)
    with pytest.raises(ChosenRecordError, match="โครงการ"):
        find_project((), wrong)
