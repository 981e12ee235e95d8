"""From a project to the plans above: through the crosswalk, chosen by the project's own words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kkplanner.alignment import ProjectText, Suggester
from kkplanner.alignment.suggest_upward import suggest_upward
from kkplanner.framework import load
from kkplanner.framework.crosswalk import load_crosswalks

FRAMEWORK = "kkpao-2571"
UPPER = {"kk-province-2566", "kk-cluster-2566", "northeast", "national-strategy", "nesdp-13", "sdg"}


@pytest.fixture(scope="module")
def suggester() -> Suggester:
    return Suggester(load(FRAMEWORK))


def test_every_higher_framework_is_reached_with_a_reason_for_each_hop(suggester: Suggester) -> None:
    title = "อบรมอาสาสมัครสาธารณสุขประจำหมู่บ้าน"
    found = suggest_upward(title, suggester.rank(title), FRAMEWORK)
    assert set(found) == UPPER
    for framework, suggestions in found.items():
        assert 1 <= len(suggestions) <= 3
        assert [one.score for one in suggestions] == sorted((one.score for one in suggestions), reverse=True)
        for one in suggestions:
            assert load(framework).find(one.code) is not None
            assert len(one.reasons) == len(one.path) - 1
            assert one.path[0].startswith(suggester.rank(title).suggestions[0].code[0])


@pytest.mark.parametrize(
    ("title", "goal"),
    [
        ("ส่งเสริมการจัดการเรียนการสอนศูนย์พัฒนาเด็กเล็ก", "4"),
        ("ก่อสร้างระบบประปาหมู่บ้าน", "6"),
        ("ติดตั้งระบบผลิตไฟฟ้าพลังงานแสงอาทิตย์อาคารสาธารณะ", "7"),
    ],
)
def test_the_first_sdg_is_the_one_a_clerk_expects(suggester: Suggester, title: str, goal: str) -> None:
    assert suggest_upward(title, suggester.rank(title), FRAMEWORK)["sdg"][0].code == goal


def test_the_projects_own_words_choose_among_what_its_approach_serves(suggester: Suggester) -> None:
    ranking = suggester.rank("ก่อสร้างถนนคอนกรีตเสริมเหล็ก")
    plain = suggest_upward(ProjectText("ก่อสร้าง"), ranking, FRAMEWORK, top=9)["nesdp-13"]
    flood = suggest_upward(ProjectText("ก่อสร้าง ลดความเสี่ยงจากภัยธรรมชาติ"), ranking, FRAMEWORK, top=9)[
        "nesdp-13"
    ]
    score = {one.code: one.score for one in plain}
    assert {one.code: one.score for one in flood}["11"] > score["11"]


def test_what_is_uncertain_below_is_not_placed_above(suggester: Suggester) -> None:
    ranking = suggester.rank("จัดซื้อเก้าอี้สำนักงาน")
    assert ranking.uncertain
    assert suggest_upward("จัดซื้อเก้าอี้สำนักงาน", ranking, FRAMEWORK) == {}


def test_a_pair_that_the_clerk_rejected_leads_nowhere(suggester: Suggester) -> None:
    title = "ก่อสร้างระบบประปาหมู่บ้าน"
    ranking = suggester.rank(title)
    without = [
        replace(each, pairs=tuple(pair for pair in each.pairs if pair.target != "6"))
        if each.target == "sdg"
        else each
        for each in load_crosswalks()
    ]
    found = suggest_upward(title, ranking, FRAMEWORK, crosswalks=without)
    assert "6" not in {one.code for one in found.get("sdg", ())}
