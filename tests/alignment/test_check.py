"""The check as a whole: order, JSON, fixes, waivers, and that a second look finds what a first would."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from real_plan import real_plan
from sound_plan import ASKED, BAHT, PRINTER, ROAD, SOUND, TRAINING, link, with_organisation, with_project

from kkplanner.alignment.check import Checker, CheckResult, Severity, check
from kkplanner.alignment.check.documentation import rules_document
from kkplanner.alignment.check.rule import rule_texts
from kkplanner.plan.waiver import Waiver

if TYPE_CHECKING:
    from pathlib import Path

    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Project

UNCOUNTED = with_project(TRAINING, target="อาสาสมัคร", kpi="")


def only(result: CheckResult, rule: str) -> Any:
    (finding,) = [one for one in result.findings if one.rule == rule]
    return finding


def as_set(result: CheckResult) -> list[str]:
    return sorted(json.dumps(one.as_json(), ensure_ascii=False) for one in result.findings)


def test_gravest_first_then_in_the_order_of_the_plan() -> None:
    document = replace(
        SOUND,
        projects=(
            replace(ROAD, kpi="", links=SOUND.projects[0].links),
            replace(TRAINING, title="", target=""),
        ),
    )
    found = [(one.severity, one.project) for one in check(document).findings]
    assert found[0] == (Severity.CRITICAL, "training")
    ranks = [list(Severity).index(severity) for severity, _ in found]
    assert ranks == sorted(ranks)


def test_json_has_the_documented_shape() -> None:
    shape = check(with_project(ROAD, programme="แผนงานการพานิชย์")).as_json()
    assert shape["summary"] == {"critical": 0, "error": 0, "warning": 0, "note": 1}
    assert shape["findings"] == [
        {
            "rule": "project.programme-spelling",
            "severity": "note",
            "project": "road",
            "form": "ผ.02",
            "field": "programme",
            "place": "ผ.02 ก่อสร้างถนนคอนกรีตเสริมเหล็ก บ้านโนนตาล หมู่ที่ 1 สายหน้าวัด ช่องแผนงาน",
            "message": "“แผนงานการพานิชย์” เขียนไม่ตรงกับชื่อในบัญชี “แผนงานการพาณิชย์”",
            "fix": {
                "label": "ใช้ชื่อ “แผนงานการพาณิชย์”",
                "field": "programme",
                "value": "แผนงานการพาณิชย์",
            },
        }
    ]
    assert json.loads(json.dumps(shape)) == shape


@pytest.mark.parametrize(
    ("base", "field", "wrong", "mended"),
    [
        (ROAD, "programme", "แผนงานการพานิชย์", "แผนงานการพาณิชย์"),
        (ROAD, "objective", "พัฒนาถนนให้ได้มาตรฐาน", "เพื่อพัฒนาถนนให้ได้มาตรฐาน"),
        (ROAD, "objective", "1. ประชาชนมีถนนใช้", "1. เพื่อให้ประชาชนมีถนนใช้"),
        (ROAD, "title", "ก่อสร้างถนน\u200b บ้านโนนตาล หมู่ที่ 1", "ก่อสร้างถนน บ้านโนนตาล หมู่ที่ 1"),
        (PRINTER, "equipment_type", "ครุภัณฑ์คอมพิวเตอร์", "ครุภัณฑ์คอมพิวเตอร์หรืออิเล็กทรอนิกส์"),
        (ASKED, "district_code", "", "4004"),
    ],
)
def test_a_fix_mends_its_finding(base: Project, field: str, wrong: str, mended: str) -> None:
    (finding,) = check(with_project(base, **{field: wrong})).findings
    assert (finding.fix.field, finding.fix.value) == (field, mended)
    assert check(with_project(base, **{field: mended})).findings == ()


def test_a_link_that_the_words_speak_against_is_offered_the_better_one() -> None:
    finding = only(check(with_project(ROAD, links=(link("4.1"),))), "project.link-implausible")
    assert (finding.fix.field, finding.fix.value["framework"]) == ("links", "kkpao-2571")
    assert finding.fix.value["code"].startswith("1.1")


def test_what_no_place_is_sure_of_is_left_alone() -> None:
    document = with_project(ROAD, title="จัดซื้อเก้าอี้สำนักงาน", links=(link("4.1"),))
    assert "project.link-implausible" not in {one.rule for one in check(document).findings}


def test_equipment_in_a_project_is_offered_the_other_form() -> None:
    finding = only(check(with_project(TRAINING, title="จัดซื้อรถกระเช้าไฟฟ้า")), "project.equipment-in-project")
    assert (finding.fix.field, finding.fix.value) == ("form", "ผ.03")


def test_a_fix_is_offered_only_where_one_is_known() -> None:
    unknown = only(check(with_project(PRINTER, equipment_type="ของใช้")), "equipment.type-unknown")
    assert unknown.fix is None
    outside = replace(with_organisation(district_code=""), projects=(replace(ASKED, district_code=""),))
    assert only(check(outside), "project.district-missing").fix is None


# waivers


def test_a_waived_finding_stays_visible_and_is_not_counted() -> None:
    waiver = Waiver(project="training", rule="project.target-without-quantity", reason="จำนวนขึ้นกับผู้สมัคร")
    result = check(UNCOUNTED, waivers=[waiver])
    assert only(result, waiver.rule).waived == "จำนวนขึ้นกับผู้สมัคร"
    assert only(result, waiver.rule).as_json()["waived"] == "จำนวนขึ้นกับผู้สมัคร"
    assert result.count(Severity.WARNING) == 0
    assert result.count(Severity.NOTE) == 1  # the missing KPI stands
    assert not result.worst_at_least(Severity.WARNING)


def test_a_waiver_holds_for_its_project_and_rule_only() -> None:
    others = [
        Waiver(project="road", rule="project.target-without-quantity", reason="ก"),
        Waiver(project="training", rule="project.target-missing", reason="ข"),
        Waiver(rule="project.target-without-quantity", reason="ค"),
    ]
    assert all(one.waived is None for one in check(UNCOUNTED, waivers=others).findings)


def test_a_waiver_without_project_is_for_the_plan_as_a_whole() -> None:
    waiver = Waiver(rule="organisation.income-missing", reason="ยังไม่ปิดบัญชี")
    assert only(check(with_organisation(annual_income=None), waivers=[waiver]), waiver.rule).waived


def test_the_waivers_of_the_plan_itself_hold_unless_others_are_given() -> None:
    waiver = Waiver(project="training", rule="project.kpi-missing", reason="ก")
    document = replace(UNCOUNTED, waivers=(waiver,))
    assert only(check(document), waiver.rule).waived == "ก"
    assert only(check(document, waivers=()), waiver.rule).waived is None


def test_waivers_come_and_go_between_two_looks() -> None:
    checker = Checker()
    waiver = Waiver(project="training", rule="project.kpi-missing", reason="ก")
    assert only(checker.check(UNCOUNTED), waiver.rule).waived is None
    assert only(checker.check(UNCOUNTED, waivers=[waiver]), waiver.rule).waived == "ก"
    assert only(checker.check(UNCOUNTED), waiver.rule).waived is None


# looking again

TITLES = (
    "ก่อสร้างถนนคอนกรีตเสริมเหล็ก บ้านโนนตาล หมู่ที่ 1",
    "ก่อสร้างถนนคอนกรีตเสริมเหล็ก บ้านโนนตาล หมู่ที่ 2",
    "โครงการก่อสร้างถนนคอนกรีตเสริมเหล็กบ้านโนนตาล หมู่ที่ 1",
    "อบรมอาสาสมัครสาธารณสุขประจำหมู่บ้าน",
    "อบรมอาสาสมัครสาธารณสุขประจําหมู่บ้าน",
    "อบรมอาสาสมัครสาธารณสุขประจำหมู่บ้านและศึกษาดูงาน",
    "จัดซื้อเครื่องปรับอากาศ",
    "",
)
EDITS = st.one_of(
    st.tuples(st.just("title"), st.sampled_from(TITLES)),
    st.tuples(st.just("target"), st.sampled_from(("จำนวน 80 คน", "อาสาสมัคร", "หมู่ที่ 2 ยาว 30 เมตร", ""))),
    st.tuples(st.just("agency"), st.sampled_from(("กองช่าง", "กองช่างง", "กองสาธารณสุข", ""))),
    st.tuples(st.just("programme"), st.sampled_from(("แผนงานการศึกษา", "แผนงานการพานิชย์", ""))),
    st.tuples(st.just("own_budgets"), st.sampled_from(({}, {2571: 50_000 * BAHT}, {2570: 1}))),
    st.tuples(st.just("links"), st.sampled_from(((), (link("1.1.1"),), (link("4.1"),)))),
    st.tuples(st.just("form"), st.sampled_from((ROAD.form, ASKED.form, PRINTER.form))),
)
STEPS = st.one_of(
    st.tuples(st.just("edit"), st.integers(0, 9), EDITS),
    st.tuples(st.just("remove"), st.integers(0, 9), st.none()),
    st.tuples(st.just("copy"), st.integers(0, 9), st.none()),
    st.tuples(st.just("move"), st.integers(0, 9), st.none()),
    st.tuples(st.just("income"), st.integers(0, 2), st.none()),
)


def step(document: PlanDocument, kind: str, index: int, edit: Any, fresh: int) -> PlanDocument:
    projects = list(document.projects)
    if kind == "income":
        income = (None, 10_000 * BAHT, 52_000_000 * BAHT)[index]
        return replace(document, organisation=replace(document.organisation, annual_income=income))
    if not projects:
        return document
    index %= len(projects)
    if kind == "edit":
        projects[index] = replace(projects[index], **{edit[0]: edit[1]})
    elif kind == "remove":
        del projects[index]
    elif kind == "copy":
        projects.append(replace(projects[index], uuid=f"copy-{fresh}"))
    else:
        projects.insert(0, projects.pop(index))
    return replace(document, projects=tuple(projects))


@settings(max_examples=60, deadline=None)
@given(st.lists(STEPS, max_size=12))
def test_looking_again_finds_what_a_fresh_look_finds(steps: list[tuple[str, int, Any]]) -> None:
    checker = Checker()
    document = SOUND
    checker.check(document)
    for number, (kind, index, edit) in enumerate(steps):
        document = step(document, kind, index, edit, number)
        assert as_set(checker.check(document)) == as_set(check(document))


def test_equal_records_read_again_from_the_file_are_not_looked_at_again() -> None:
    checker = Checker()
    first = checker.check(UNCOUNTED)
    again = checker.check(replace(UNCOUNTED, projects=tuple(replace(one) for one in UNCOUNTED.projects)))
    assert [id(one) for one in again.findings if one.project] == [
        id(one) for one in first.findings if one.project
    ]


# the real plan and the page


def test_the_real_plan_checks_clean_of_nonsense(real_truth: list[dict[str, Any]]) -> None:
    """Counts read and judged by hand; a rule that grows noisy shows here."""
    document = real_plan(real_truth)
    counts: dict[str, int] = {}
    for finding in check(document).findings:
        counts[finding.rule] = counts.get(finding.rule, 0) + 1
    assert counts.pop("project.link-missing") == len(document.projects)
    assert 40 <= counts.pop("project.target-without-quantity") <= 60
    assert counts.pop("project.programme-spelling") == 38
    assert 20 <= counts.pop("project.result-copies-objective") <= 40
    assert max(counts.values()) <= 10
    twins = {one.project for one in check(document).findings if one.rule.startswith("project.duplicate")}
    assert len(twins) == 4


def test_the_page_of_rules_is_up_to_date(request: pytest.FixtureRequest) -> None:
    page: Path = request.config.rootpath / "docs" / "rules.md"
    assert page.read_text(encoding="utf-8") == rules_document(), (
        "run: python -m kkplanner.alignment.check.documentation docs/rules.md"
    )


def test_the_page_names_every_rule_once_in_a_table() -> None:
    page = rules_document()
    for rule_id in rule_texts():
        assert page.count(f"| `{rule_id}` |") == 1
