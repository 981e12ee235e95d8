"""The frameworks that travel with the program: every count and every text held against its source."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from kkplanner.assets import resource
from kkplanner.framework import available, content_hash, from_document, load, problems, to_document
from kkplanner.framework.untrusted import read_untrusted

# Each count was made in the source text itself (level key: number of nodes).
COUNTS = {
    "kkpao-2571": {"issue": 8, "approach": 44, "measure": 175, "goal": 17, "vision": 1, "position": 4},
    "kkpao-own": {"vision": 1, "mission": 5, "issue": 6, "approach": 32},
    "kkpao-policy": {"area": 10, "policy": 36},
    "national-strategy": {"strategy": 6, "issue": 31},
    "nesdp-13": {"goal": 5, "dimension": 4, "milestone": 13},
    "sdg": {"goal": 17, "group": 5},
    "kk-province-2566": {"goal": 1, "mission": 3, "issue": 6, "approach": 23, "indicator": 3},
    "kk-cluster-2566": {"issue": 4, "approach": 14},
    "northeast": {"direction": 3},
    "kk-lgo-2566": {"strategy": 8},
    "kk-province-2561": {"issue": 5, "mission": 3, "position": 7},
    "smart-city": {"dimension": 6},
}
# How many nodes of the lower level hang below each node of the upper one, in order.
FAMILIES = [
    ("kkpao-2571", "issue", "approach", (4, 5, 6, 6, 6, 5, 6, 6)),
    ("kkpao-2571", "issue", "goal", (1, 2, 1, 3, 3, 3, 1, 3)),
    ("kkpao-own", "issue", "approach", (6, 6, 5, 5, 6, 4)),
    ("kkpao-policy", "area", "policy", (4, 3, 3, 3, 4, 4, 4, 4, 4, 3)),
    ("national-strategy", "strategy", "issue", (5, 4, 6, 3, 5, 8)),
    ("kk-province-2566", "issue", "approach", (4, 4, 3, 3, 4, 5)),
    ("kk-cluster-2566", "issue", "approach", (3, 4, 3, 4)),
]
PERIODS = {
    "kkpao-2571": (2571, 2575),
    "kk-lgo-2566": (2566, 2570),
    "kk-province-2566": (2566, 2570),
    "kk-province-2561": (2561, 2565),
    "nesdp-13": (2566, 2570),
    "national-strategy": (2561, 2580),
}
SEEDS = {
    "kk-province-2566": ("003_b7249f2bed868124.txt", "004_278a8f0bcb544986.txt"),
    "kk-province-2561": ("001_6f2484047321a5fd.txt", "002_8055eed2a35c61c9.txt"),
    "smart-city": ("002_8055eed2a35c61c9.txt",),
}
DEFAULT_SEEDS = ("004_278a8f0bcb544986.txt",)

every_framework = pytest.mark.parametrize("framework_id", sorted(COUNTS))


def bare(text):
    """A text without white space, for the sources break lines and cells where they like."""
    return re.sub(r"\s+", "", text)


def test_exactly_the_twelve_frameworks_are_shipped():
    assert set(available()) == set(COUNTS)


@every_framework
def test_a_framework_has_the_counts_of_its_source(framework_id):
    framework = load(framework_id)
    found = {level.key: framework.count_at(level.key) for level in framework.levels}
    expected = COUNTS[framework_id]
    assert {key: found.get(key) for key in expected} == expected
    if framework_id == "national-strategy":  # each strategy also has its goals and indicators
        assert set(found) - set(expected) == {"goal", "indicator"}
    else:
        assert found == expected


@pytest.mark.parametrize(("framework_id", "upper", "lower", "counts"), FAMILIES)
def test_the_nodes_below_each_node_are_as_many_as_in_the_source(framework_id, upper, lower, counts):
    framework = load(framework_id)
    found = tuple(
        sum(child.level == lower for child in framework.children(node.code))
        for node in framework.nodes_at(upper)
    )
    assert found == counts


def test_every_strategy_of_the_nation_has_goals_and_indicators():
    framework = load("national-strategy")
    for strategy in framework.nodes_at("strategy"):
        below = {child.level for child in framework.children(strategy.code)}
        assert below == {"goal", "indicator", "issue"}


def test_every_approach_has_four_measures_but_one_has_three():
    framework = load("kkpao-2571")
    sizes = {node.code: len(framework.children(node.code)) for node in framework.nodes_at("approach")}
    assert sizes.pop("5.4") == 3
    assert set(sizes.values()) == {4}


@pytest.mark.parametrize(("framework_id", "period"), PERIODS.items())
def test_the_period_is_the_one_announced(framework_id, period):
    assert load(framework_id).period == period


def test_the_framework_of_the_province_was_announced_on_the_first_of_july_2569():
    assert load("kkpao-2571").announced == date(2569 - 543, 7, 1)


@every_framework
def test_a_shipped_file_follows_the_schema_and_contradicts_itself_nowhere(framework_id):
    assert read_untrusted(resource("frameworks", f"{framework_id}.json")).id == framework_id
    assert problems(load(framework_id)) == ()


@every_framework
def test_nothing_of_the_file_is_lost_in_memory(framework_id):
    document = json.loads(resource("frameworks", f"{framework_id}.json").read_text(encoding="utf-8"))
    framework = from_document(document)
    assert to_document(framework) == document
    assert from_document(to_document(framework)) == framework


@every_framework
def test_every_text_stands_in_its_source(framework_id, shared_dir):
    """What is printed, or what was printed before it was corrected; a variant likewise."""
    seeds = [
        bare((shared_dir / "seeds" / name).read_text(encoding="utf-8"))
        for name in SEEDS.get(framework_id, DEFAULT_SEEDS)
    ]
    for node in load(framework_id).nodes:
        for text in (node.as_printed or node.text, *(variant.text for variant in node.variants)):
            assert any(bare(text) in seed for seed in seeds), f"{node.code}: {text}"


def test_approaches_and_measures_follow_each_other_as_in_section_seven(shared_dir):
    """Each text stands behind the one before it: none sits under another approach than in the source."""
    seed = bare((shared_dir / "seeds" / DEFAULT_SEEDS[0]).read_text(encoding="utf-8"))
    start = seed.index("กลยุทธ์/แนวทางที่๑.๑")
    end = seed.index("๘.การวิเคราะห์ปัจจัยและสถานการณ์", start)
    place = start
    for node in load("kkpao-2571").nodes:
        if node.level in {"approach", "measure"}:
            text = bare(node.as_printed or node.text)
            found = seed.find(text, place, end)
            assert found >= 0, f"{node.code}: {node.text}"
            place = found + len(text)
    assert seed[place:end] == ""


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("2.2", "ป้องกัน บำบัด และแก้ไขปัญหายาเสพติดอย่างบูรณาการ"),
        ("3.1", "พัฒนาคุณภาพการศึกษาปฐมวัยและขั้นพื้นฐาน"),
        ("3.1.3", "พัฒนาครูและบุคลากรทางการศึกษาให้มีสมรรถนะสูง"),
        ("5.6.4", "พัฒนามัคคุเทศก์ชุมชนและบริการต้อนรับนักท่องเที่ยวโดยชุมชน"),
        ("6.5.4", "ส่งเสริมการสร้างสรรค์และการจดทะเบียนทรัพย์สินทางปัญญาท้องถิ่น"),
        ("7.1.2", "ขุดลอกและบำรุงรักษาแหล่งน้ำสำคัญที่ตื้นเขินอย่างเร่งด่วน"),
        ("8.6.1", "พัฒนากลไกความร่วมมือระหว่าง อปท. ในการจัดการปัญหาร่วม"),
        ("2", "ความปลอดภัยและคุณภาพสิ่งแวดล้อมชุมชน"),
        ("8", "ธรรมาภิบาลและการบริหารท้องถิ่นสมัยใหม่"),
    ],
)
def test_a_known_fault_of_the_print_is_corrected_and_kept(code, text):
    node = load("kkpao-2571").node(code)
    assert node.text == text
    assert node.as_printed is not None
    assert node.as_printed != text


@pytest.mark.parametrize(
    ("code", "elsewhere"),
    [
        ("2.2", "ป้องกัน บำบัด และแก้ไขปัญหามลพิษสิ่งแวดล้อมอย่างบูรณาการ"),
        ("3.3", "พัฒนาทักษะอาชีพที่ตอบโจทย์ตลาดแรงงานอนาคต"),
        ("4.5", "ส่งเสริมและพัฒนาการแพทย์แผนไทยและภูมิปัญญาสุขภาพท้องถิ่น"),
    ],
)
def test_where_part_three_words_an_approach_otherwise_it_is_noted(code, elsewhere):
    (variant,) = load("kkpao-2571").node(code).variants
    assert variant.text == elsewhere
    assert variant.section.startswith("ส่วนที่ ๓")


def test_the_goals_carry_their_yearly_expectation_as_numbers():
    framework = load("kkpao-2571")
    for goal in framework.nodes_at("goal"):
        expectation = goal.expectation
        assert expectation is not None
        assert (expectation.percent, expectation.of, expectation.count) == (60, 225, 135)
        assert (expectation.five_years.percent, expectation.five_years.count) == (60, 135)
        assert [(share.year, share.percent, share.count) for share in expectation.by_year] == [
            (year, 60, 135) for year in range(2571, 2576)
        ]
        assert expectation.in_year(2570) is None


def test_the_misprinted_years_of_the_goal_tables_are_kept_beside_the_right_ones():
    goals = load("kkpao-2571").nodes_at("goal")
    misprinted = {goal.parent for goal in goals if goal.expectation.period_as_printed}
    assert misprinted == {"1", "2", "3", "4", "7", "8"}
    assert {goal.expectation.period_as_printed for goal in goals} == {None, "พ.ศ. ๒๕๖๑-๒๕๖๕"}


def test_the_codes_of_measures_are_said_to_be_ours():
    levels = {level.key: level for level in load("kkpao-2571").levels}
    assert levels["measure"].codes_are_ours
    assert not levels["issue"].codes_are_ours
    assert not levels["approach"].codes_are_ours


def test_equal_content_has_an_equal_hash_and_another_word_another():
    document = json.loads(resource("frameworks", "sdg.json").read_text(encoding="utf-8"))
    reordered = dict(reversed(document.items()))
    assert content_hash(from_document(reordered)) == content_hash(load("sdg"))
    document["nodes"][0]["text"] += "ๆ"
    assert content_hash(from_document(document)) != content_hash(load("sdg"))
    assert len({content_hash(load(framework_id)) for framework_id in COUNTS}) == len(COUNTS)
