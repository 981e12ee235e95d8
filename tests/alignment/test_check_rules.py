"""Every rule fires where it should and is silent on a near miss. The table reads as the specification."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import pytest
from sound_plan import (
    ASKED,
    BAHT,
    EDITION,
    ISSUE,
    PRINTER,
    ROAD,
    SOUND,
    TRAINING,
    and_editions,
    and_projects,
    link,
    linked_everywhere,
    with_issue,
    with_need,
    with_organisation,
    with_project,
)

from kkplanner.alignment.check import Severity, check
from kkplanner.alignment.check.engine import FIELD_NAMES
from kkplanner.alignment.check.rule import PLAN_RULES, PROJECT_RULES, rule_texts
from kkplanner.plan.kinds import EditionKind, Form
from kkplanner.plan.merging import Conflict, ConflictKind
from kkplanner.plan.model import Section, SubItem

if TYPE_CHECKING:
    from kkplanner.plan.document import PlanDocument


class Case(NamedTuple):
    rule: str
    fires: PlanDocument
    silent: PlanDocument


def every_year(baht: int) -> dict[int, int]:
    return dict.fromkeys(SOUND.plan.period.years, baht * BAHT)


def upward_without(framework: str) -> PlanDocument:
    return with_issue(links=tuple(one for one in ISSUE.links if one.framework != framework))


def copied(count: int) -> PlanDocument:
    return and_projects(
        *(
            replace(
                TRAINING, uuid=f"copy-{n}", title=f"กิจกรรมหมายเลข {n}", own_budgets=every_year(10_000 + n)
            )
            for n in range(count)
        )
    )


def section(part: int, key: str, body: str) -> Section:
    return Section(uuid=key, part=part, key=key, title="หัวข้อ", body=body)


def without_section(key: str) -> PlanDocument:
    return replace(SOUND, sections=tuple(one for one in SOUND.sections if one.key != key))


def asked_too(**changes: object) -> PlanDocument:
    bridge = replace(ASKED, uuid="asked-2", title="ขุดลอกห้วยซัน หมู่ที่ 2", target="ยาว 900 เมตร", **changes)  # type: ignore[arg-type]
    return and_projects(bridge)


def merged_with(
    kind: ConflictKind = ConflictKind.FIELD, title: str = "", theirs: object = None
) -> PlanDocument:
    """A merge left a conflict about the road; the other copy wanted that title, or had a project of that uuid."""
    field = ("title",) if kind is ConflictKind.FIELD else ()
    conflict = Conflict(
        kind=kind,
        record_kind="project",
        record=ROAD.uuid,
        title=ROAD.title,
        field=field,
        ours=ROAD.title if field else None,
        theirs=title if field else theirs,
    )
    return replace(SOUND, conflicts=(conflict,))


OTHER_ISSUE = replace(ISSUE, uuid="issue-2", number="2", title="สุขภาวะ")
ANOTHER_ROAD = replace(ROAD, uuid="road-2")
ROAD_IN_VILLAGE_2 = replace(ROAD, uuid="road-2", title="ก่อสร้างถนนคอนกรีตเสริมเหล็ก บ้านห้วยซัน หมู่ที่ 2 สายหน้าวัด")

CASES = (
    # the plan
    Case("plan.no-projects", replace(SOUND, projects=()), SOUND),
    Case("plan.no-issues", replace(SOUND, issues=()), SOUND),
    Case("plan.framework-unknown", replace(SOUND, plan=replace(SOUND.plan, framework="elsewhere-1")), SOUND),
    Case(
        "plan.framework-issue-uncovered",
        with_project(ROAD, links=(link("1.1.1"),)),
        with_project(ROAD, links=linked_everywhere()),
    ),
    Case(
        "plan.budget-beyond-income",
        with_organisation(annual_income=200_000 * BAHT),
        with_organisation(annual_income=400_000 * BAHT),
    ),
    Case("plan.amounts-copied", copied(20), copied(19)),
    Case(
        "plan.agency-spelling",
        with_project(PRINTER, agency="กองสาธารสุข"),
        with_project(TRAINING, agency="กองสาธารณสุข งานที่ 1\nกองสาธารณสุข งานที่ 2"),
    ),
    Case("plan.vision-missing", without_section("vision"), SOUND),
    Case("plan.general-conditions-missing", without_section("general.physical"), SOUND),
    Case("plan.evaluation-missing", without_section("evaluation.method"), SOUND),
    Case(
        "plan.section-empty",
        replace(SOUND, sections=(*SOUND.sections, section(1, "general.other", " "))),
        replace(SOUND, sections=(section(1, "general.other", " "),)),  # the whole part is missing instead
    ),
    Case(
        "organisation.population-missing", with_organisation(population=None), with_organisation(population=1)
    ),
    Case("organisation.income-missing", with_organisation(annual_income=None), SOUND),
    # needs of the people
    Case("plan.merge-undecided", merged_with(title="อีกชื่อหนึ่ง"), merged_with(title=ROAD.title)),
    Case(
        "plan.merge-alike",
        merged_with(kind=ConflictKind.ALIKE, theirs=PRINTER.uuid),
        merged_with(kind=ConflictKind.ALIKE, theirs="removed since"),
    ),
    Case("plan.no-needs", replace(SOUND, needs=()), with_need(project=None)),
    Case("need.undecided", with_need(project=None, set_aside_reason=" "), with_need(project="gone")),
    Case(
        "need.project-removed",
        with_need(project="gone"),
        with_need(project="gone", set_aside_reason="อยู่ในเขตทางหลวง"),
    ),
    Case(
        "need.project-unfunded",
        with_project(ROAD, own_budgets={2571: 0, 2580: 5 * BAHT}),
        with_project(
            ROAD, own_budgets={}, sub_items=(SubItem(uuid="s", text="ช่วงที่ 1", budgets={2571: BAHT}),)
        ),
    ),
    # editions
    Case(
        "edition.number-repeated",
        and_editions(replace(EDITION, uuid="e2")),
        and_editions(replace(EDITION, uuid="e2", year=2573)),
    ),
    Case(
        "edition.number-gap",
        and_editions(replace(EDITION, uuid="e2", number=3)),
        and_editions(replace(EDITION, uuid="e2", number=2)),
    ),
    Case(
        "edition.date-missing",
        and_editions(replace(EDITION, uuid="e2", number=2, announced=None)),
        and_editions(replace(EDITION, uuid="e2", number=None, kind=EditionKind.ORIGINAL, announced=None)),
    ),
    Case(
        "edition.reason-missing",
        and_editions(replace(EDITION, uuid="e2", number=2, reason=" ")),
        and_editions(replace(EDITION, uuid="e2", number=2, announced=date(2029, 1, 1))),
    ),
    # issues
    Case(
        "issue.number-repeated",
        replace(SOUND, issues=(ISSUE, replace(OTHER_ISSUE, number="1"))),
        replace(SOUND, issues=(ISSUE, OTHER_ISSUE)),
    ),
    Case("issue.without-project", replace(SOUND, issues=(ISSUE, OTHER_ISSUE)), SOUND),
    Case("issue.link-missing", upward_without("kkpao-2571"), SOUND),
    Case(
        "issue.link-broken",
        with_issue(links=(*ISSUE.links, link("99", "sdg"))),
        with_issue(links=(*ISSUE.links, link("99", "another-province"))),  # not ours to judge
    ),
    Case("issue.province-link-missing", upward_without("kk-province-2566"), SOUND),
    Case("issue.national-link-missing", upward_without("national-strategy"), SOUND),
    Case("issue.milestone-link-missing", upward_without("nesdp-13"), SOUND),
    Case("issue.sdg-link-missing", upward_without("sdg"), SOUND),
    # texts of a row
    Case("project.title-missing", with_project(ROAD, title=" "), SOUND),
    Case(
        "project.title-too-long",
        with_project(TRAINING, title="ก" * 251),
        with_project(TRAINING, title="ก" * 250),
    ),
    Case("project.objective-missing", with_project(ROAD, objective=""), with_project(PRINTER, objective="")),
    Case(
        "project.objective-not-purpose",
        with_project(ROAD, objective="1. ประชาชนมีถนนที่ได้มาตรฐาน"),
        with_project(ROAD, objective="1.เพื่อให้ประชาชนมีถนน\n2. ลดอุบัติเหตุ"),
    ),
    Case("project.target-missing", with_project(PRINTER, target=""), SOUND),
    Case(
        "project.target-without-quantity",
        with_project(TRAINING, target="1. อาสาสมัครในหมู่ที่ 3 ปีงบประมาณ 2571"),
        with_project(TRAINING, target="อาสาสมัครทุกหมู่บ้าน"),
    ),
    Case(
        "project.construction-without-place",
        with_project(ROAD, title="ก่อสร้างถนนคอนกรีตเสริมเหล็ก", village=""),
        with_project(ROAD, title="ก่อสร้างถนนคอนกรีตเสริมเหล็ก"),  # the village is named
    ),
    Case("project.kpi-missing", with_project(ROAD, kpi=""), with_project(PRINTER, kpi="")),
    Case(
        "project.kpi-not-measurable",
        with_project(TRAINING, kpi="แบบสอบถามและการสังเกต"),
        with_project(TRAINING, kpi="จำนวนผู้เข้ารับการอบรม"),
    ),
    Case("project.expected-result-missing", with_project(ROAD, expected_result=""), SOUND),
    Case(
        "project.result-copies-objective",
        with_project(ROAD, expected_result="ประชาชนมีถนนที่ได้มาตรฐาน และปลอดภัย"),
        with_project(ROAD, expected_result="ประชาชนมีถนนที่ได้มาตรฐาน ลดฝุ่นและเดินทางถึงตลาดเร็วขึ้นครึ่งชั่วโมง"),
    ),
    Case(
        "project.result-is-purpose",
        with_project(ROAD, expected_result="เพื่อให้การเดินทางสะดวก"),
        with_project(ROAD, expected_result="การเดินทางสะดวก เพื่อคุณภาพชีวิตที่ดี"),
    ),
    Case(
        "project.text-error-value",
        with_project(ROAD, target="ยาว #REF! เมตร จำนวน 1 สาย"),
        with_project(ROAD, target="ยาว 350 เมตร #1"),
    ),
    Case(
        "project.text-placeholder",
        with_project(ROAD, objective="เพื่อ.............................."),
        with_project(ROAD, objective="เพื่อให้ประชาชนมีถนน ลาดยาง... และปลอดภัย"),
    ),
    Case(
        "project.text-unseen",
        with_project(ROAD, title=ROAD.title.replace("ถนน", "ถนน\u200b")),
        with_project(ROAD, title=ROAD.title + "\nช่วงที่ 2"),
    ),
    Case(
        "project.text-unprintable",
        with_project(ROAD, target=f"{ROAD.target} ☑ 施工 😀"),
        with_project(ROAD, target=f"{ROAD.target} ≥ 5 ม² “ก” – 50 % ½ ฿"),
    ),
    Case(
        "project.text-unprintable",
        with_project(ROAD, sub_items=(SubItem(text="ป้าย → ทางเข้า", budgets={2571: 5_000 * BAHT}),)),
        with_project(ROAD, sub_items=(SubItem(text="ป้าย - ทางเข้า", budgets={2571: 5_000 * BAHT}),)),
    ),
    Case(
        "plan.text-unprintable",
        with_issue(title="เมืองน่าอยู่ 🌳"),
        with_issue(title="เมืองน่าอยู่ 2571"),
    ),
    Case(
        "project.year-old",
        with_project(TRAINING, title="อบรมอาสาสมัคร ประจำปีงบประมาณ พ.ศ. 2566"),
        with_project(TRAINING, title="อบรมอาสาสมัครตามพระราชบัญญัติการสาธารณสุข พ.ศ. 2535 และระเบียบ พ.ศ. 2562"),
    ),
    Case("project.agency-missing", with_project(ROAD, agency=""), with_project(ASKED, agency="")),
    Case(
        "project.agency-unknown",
        with_project(ROAD, agency="กองประปา"),
        with_project(ROAD, agency="กองช่าง\nงานสถาปัตยกรรม"),
    ),
    Case(
        "project.asked-agency-missing",
        with_project(ASKED, asked_agency=""),
        with_project(ROAD, asked_agency=""),
    ),
    Case("project.programme-missing", with_project(ROAD, programme=""), SOUND),
    Case(
        "project.programme-unknown",
        with_project(ROAD, programme="แผนงานอวกาศ"),
        with_project(ROAD, programme="(1) แผนงานการศึกษา"),
    ),
    Case(
        "project.programme-spelling",
        with_project(ROAD, programme="แผนงานการพานิชย์"),
        with_project(ROAD, programme="แผนงานการพาณิชย์"),
    ),
    Case(
        "project.village-unknown",
        with_project(ROAD, village="หมู่ที่ 9 บ้านไกล"),
        with_project(ROAD, village="ทุกหมู่บ้าน"),
    ),
    # equipment
    Case("equipment.type-missing", with_project(PRINTER, equipment_type=""), SOUND),
    Case(
        "equipment.type-unknown",
        with_project(PRINTER, equipment_type="ครุภัณฑ์คอมพิวเตอร์"),
        with_project(PRINTER, equipment_type="ครุภัณฑ์สำนักงาน"),
    ),
    Case(
        "project.equipment-in-project",
        with_project(TRAINING, title="โครงการจัดซื้อเครื่องปรับอากาศสำนักงาน"),
        with_project(TRAINING, title="จัดซื้อและติดตั้งระบบกล้องวงจรปิดในเขตชุมชน"),
    ),
    # the same twice
    Case("project.duplicate", and_projects(ANOTHER_ROAD), and_projects(ROAD_IN_VILLAGE_2)),
    Case(
        "project.duplicate-across-programmes",
        and_projects(replace(ANOTHER_ROAD, programme="แผนงานเคหะและชุมชน")),
        and_projects(ANOTHER_ROAD),
    ),
    # money
    Case("project.no-budget", with_project(ROAD, own_budgets={2571: 0}), SOUND),
    Case(
        "project.year-outside-plan",
        with_project(ROAD, own_budgets={2570: 100_000 * BAHT, 2571: 100_000 * BAHT}),
        with_project(ROAD, own_budgets={2570: 0, 2571: 100_000 * BAHT}),
    ),
    Case(
        "project.amount-negative",
        with_project(ROAD, own_budgets={2571: 500_000 * BAHT, 2572: -100}),
        with_project(ROAD, own_budgets={2571: 500_000 * BAHT, 2572: 0}),
    ),
    Case("project.amount-with-satang", with_project(ROAD, own_budgets={2571: 980_000_25}), SOUND),
    Case(
        "project.amount-tiny",
        with_project(ROAD, own_budgets={2571: 999 * BAHT}),
        with_project(ROAD, own_budgets={2571: 1_000 * BAHT}),
    ),
    Case(
        "project.amount-outlier",
        with_project(TRAINING, own_budgets={2571: 50_000 * BAHT, 2572: 5_000_001 * BAHT}),
        with_project(TRAINING, own_budgets={2571: 50_000 * BAHT, 2572: 5_000_000 * BAHT}),
    ),
    Case(
        "project.amount-beyond-income",
        with_project(ROAD, own_budgets={2571: 52_000_001 * BAHT}),
        with_project(ASKED, own_budgets={2571: 90_000_000 * BAHT}),  # that is what ผ.02/2 is for
    ),
    Case(
        "project.construction-every-year",
        with_project(ROAD, own_budgets=every_year(500_000)),
        with_project(ROAD, own_budgets=every_year(500_000), title="ซ่อมแซมถนนลาดยาง บ้านโนนตาล"),
    ),
    Case(
        "project.sub-item-text-missing",
        with_project(ROAD, sub_items=(SubItem(uuid="s", text=" ", budgets={2571: 100}),)),
        with_project(ROAD, sub_items=(SubItem(uuid="s", text="ช่วงที่ 2", budgets={}),)),
    ),
    # its place in the plan and in the framework
    Case("project.issue-missing", with_project(ROAD, issue="gone"), SOUND),
    Case("project.approach-missing", with_project(ROAD, approach=None), with_project(PRINTER, approach=None)),
    Case("project.approach-elsewhere", with_project(ROAD, approach="approach-9"), SOUND),
    Case("project.link-missing", with_project(TRAINING, links=(link("3", "sdg"),)), SOUND),
    Case("project.link-broken", with_project(TRAINING, links=(link("9.9"),)), SOUND),
    Case("project.link-unconfirmed", with_project(TRAINING, links=(link("4.1", confirmed=False),)), SOUND),
    Case(
        "project.link-other-issue",
        with_project(TRAINING, links=(link("8.1"),)),
        with_project(TRAINING, links=(link("8.1"), link("4.1"))),
    ),
    Case(
        "project.link-implausible",
        with_project(ROAD, links=(link("4.1"),)),
        with_project(ROAD, links=(link("1.3"),)),  # a neighbour under the same issue
    ),
    # coordination
    Case(
        "project.district-missing",
        with_project(ASKED, district_code=""),
        with_project(ROAD, district_code=""),
    ),
    Case("project.district-unknown", with_project(ASKED, district_code="4099"), SOUND),
    Case(
        "project.coordinates-missing",
        with_project(ASKED, start_latitude=None),
        with_project(ASKED, start_latitude=None, title="ศึกษาออกแบบก่อสร้างสะพานข้ามห้วยซัน"),
    ),
    Case(
        "project.coordinates-outside",
        with_project(ASKED, start_latitude=102.4, start_longitude=16.45),
        with_project(ASKED, end_latitude=16.5),  # half a pair says nothing yet
    ),
    Case("project.priority-missing", with_project(ASKED, priority=None), with_project(ROAD, priority=None)),
    Case("project.priority-repeated", asked_too(), asked_too(priority=2)),
)


def rules_found(document: PlanDocument) -> set[str]:
    return {finding.rule for finding in check(document).findings}


def test_a_sound_plan_has_no_findings() -> None:
    assert check(SOUND).findings == ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_rule_fires(case: Case) -> None:
    assert case.rule in rules_found(case.fires)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_rule_is_silent_on_a_near_miss(case: Case) -> None:
    assert case.rule not in rules_found(case.silent)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_findings_read_as_whole_sentences(case: Case) -> None:
    for finding in check(case.fires).findings:
        for text in (finding.message, finding.place, finding.fix.label if finding.fix else ""):
            assert "{" not in text
            assert "}" not in text
            assert "None" not in text
        assert finding.severity is rule_texts()[finding.rule].severity
        assert finding.field is None or finding.field in FIELD_NAMES


def test_every_rule_has_a_case_a_function_and_a_text() -> None:
    functions = set(PROJECT_RULES) | set(PLAN_RULES)
    assert functions == set(rule_texts())
    assert {case.rule for case in CASES} == functions
    assert not set(PROJECT_RULES) & set(PLAN_RULES)


def test_texts_are_complete_and_thai() -> None:
    for text in rule_texts().values():
        for part in (text.title, text.message, text.reason, text.fix or "ก"):
            assert part.strip() == part
            assert any("ก" <= letter <= "๎" for letter in part)
            assert not any("๐" <= letter <= "๙" for letter in part), f"{text.id}: Thai digits are a switch"
        assert isinstance(text.severity, Severity)


def test_the_form_of_a_finding_is_that_of_its_project() -> None:
    findings = check(with_project(PRINTER, equipment_type="")).findings
    assert [(one.form, one.project) for one in findings] == [(str(Form.P03), "printer")]
