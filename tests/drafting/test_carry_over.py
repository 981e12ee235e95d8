"""Projects of an ending plan in the new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from drafting_plan import new_plan
from real_plan import real_plan

from kkplanner.drafting.carry_over import Choice, carry_over
from kkplanner.drafting.errors import NothingToCarryError
from kkplanner.plan.budget import total
from kkplanner.plan.document import PlanDocument
from kkplanner.plan.kinds import EditionKind
from kkplanner.plan.model import Edition, Issue, Link, Organisation, Plan, Project, SubItem, Village
from kkplanner.thai.period import Period

OLD_FRAMEWORK = "kk-lgo-2566"
HEALTH = Issue(uuid="health", number="6", title="การเสริมสร้างสุขภาวะ")
ROADS = Issue(uuid="roads", number="2", title="ถนนดี", links=(Link(framework=OLD_FRAMEWORK, code="2"),))
OTHER = Issue(uuid="other", number="9", title="เรื่องอื่นของเราเอง")
FEVER = Project(
    uuid="fever",
    issue="health",
    title="ป้องกันโรคไข้เลือดออก",
    target="พ่นหมอกควัน 12 หมู่บ้าน ปี ๒๕๖๖",
    objective="เพื่อปฏิบัติตามพระราชบัญญัติโรคติดต่อ พ.ศ. 2558",
    own_budgets={2566: 100, 2570: 200},
    enacted_budgets={2566: 90},
    edition="e1",
)
ROAD = Project(
    uuid="road",
    issue="roads",
    title="ก่อสร้างถนน",
    sub_items=(SubItem(uuid="s1", text="ช่วงปี 2567", budgets={2567: 500}),),
)
ODD = Project(uuid="odd", issue="other", title="จัดซื้อเก้าอี้", own_budgets={2568: 7})


def old_plan(*projects: Project) -> PlanDocument:
    return PlanDocument(
        organisation=Organisation(type="อบต.", name="องค์การบริหารส่วนตำบลโนนทดสอบ"),
        plan=Plan(period=Period(2566, 2570)),
        villages=(Village(uuid="v1", number=1, name="บ้านเดิม"),),
        editions=(Edition(uuid="e1", kind=EditionKind.ADDITION, number=1, year=2567),),
        issues=(HEALTH, ROADS, OTHER),
        projects=projects or (FEVER, ROAD, ODD),
    )


def carried(*projects: Project, **how: object) -> dict[str, Project]:
    result = carry_over(old_plan(*projects), new_plan(), **how)  # type: ignore[arg-type]
    return {each.old: each.project for each in result.report.carried}


def test_years_move_and_amounts_stay() -> None:
    fever, road = carried()["fever"], carried()["road"]
    assert fever.own_budgets == {2571: 100, 2575: 200}
    assert road.sub_items[0].budgets == {2572: 500}
    assert (fever.enacted_budgets, fever.edition) == ({}, None)
    assert fever.uuid != "fever"
    assert road.sub_items[0].uuid != "s1"


def test_an_issue_known_by_its_words_goes_through_the_crosswalk() -> None:
    result = carry_over(old_plan(FEVER), new_plan())
    (each,) = result.report.carried
    assert (each.place.code, str(each.place.by)) == ("4", "crosswalk")
    assert [(link.code, link.confirmed) for link in each.project.links] == [("4", False)]
    assert each.project.issue == result.document.issues[3].uuid


def test_a_link_to_the_old_framework_counts_before_words() -> None:
    assert carried(ROAD)["road"].links[0].code == "1"


def test_the_text_chooses_among_the_places_a_crosswalk_allows() -> None:
    def rank(_project: Project) -> Sequence[str]:
        return ("9.9.9", "3.1.1", "4.2.1")

    result = carry_over(old_plan(FEVER), new_plan(), rank=rank)
    (each,) = result.report.carried
    assert (each.place.code, str(each.place.by)) == ("4.2.1", "crosswalk_and_text")
    approach = result.document.approach(each.project.approach)
    assert approach is not None
    assert approach.number == "4.2"


def test_without_a_crosswalk_the_text_decides_or_nothing_does() -> None:
    report = carry_over(old_plan(ODD), new_plan(), rank=lambda _p: ("8.4.1",)).report
    assert [(each.place.code, str(each.place.by)) for each in report.carried] == [("8.4.1", "text")]
    report = carry_over(old_plan(ODD), new_plan()).report
    assert [each.project.title for each in report.unplaced] == ["จัดซื้อเก้าอี้"]
    assert report.carried[0].project.links == ()


def test_a_link_to_the_new_framework_stays_as_it_was() -> None:
    linked = replace(ODD, links=(Link(framework="kkpao-2571", code="8.1.1", confirmed=True),))
    assert [(link.code, link.confirmed) for link in carried(linked)["odd"].links] == [("8.1.1", True)]


def test_old_years_are_marked_and_laws_keep_theirs() -> None:
    report = carry_over(old_plan(), new_plan()).report
    assert [(mark.field, mark.year) for mark in report.old_years] == [("target", 2566), ("sub_items", 2567)]
    fever = next(each.project for each in report.carried if each.old == "fever")
    assert report.old_years[0].project == fever.uuid
    assert "โปรดตรวจปีเดิม (2566) ในเป้าหมาย" in fever.note
    assert "ยกมาจากแผนพัฒนาท้องถิ่น (พ.ศ. 2566 - 2570)" in fever.note


def test_only_what_was_picked_comes() -> None:
    assert set(carried(choice=Choice(funded_in=frozenset({2570})))) == {"fever"}
    assert set(carried(choice=Choice(funded_in=frozenset({2567, 2568})))) == {"road", "odd"}
    assert set(carried(choice=Choice(projects=frozenset({"odd"})))) == {"odd"}
    with pytest.raises(NothingToCarryError):
        carried(choice=Choice(funded_in=frozenset({2569})))


def test_years_can_be_mapped_and_what_falls_away_is_told() -> None:
    result = carry_over(old_plan(FEVER), new_plan(), Choice(years={2570: 2571}))
    (each,) = result.report.carried
    assert each.project.own_budgets == {2571: 200}
    assert each.years_lost == (2566,)
    assert result.report.as_json()["years_lost"][0]["years"] == [2566]


def test_nothing_comes_twice() -> None:
    first = carry_over(old_plan(), new_plan())
    second = carry_over(old_plan(), first.document)
    assert second.report.carried == ()
    assert len(second.report.present) == 3
    assert second.document == first.document


def test_facts_come_where_there_are_none() -> None:
    bare = new_plan(villages=(), agencies=())
    assert [village.name for village in carry_over(old_plan(), bare).document.villages] == ["บ้านเดิม"]
    assert carry_over(old_plan(), bare, Choice(facts=False)).document.villages == ()
    assert len(carry_over(old_plan(), new_plan()).document.villages) == 12


def test_the_report_adds_up() -> None:
    report = carry_over(old_plan(), new_plan(), rank=lambda _p: ("8.4.1",)).report.as_json()
    assert report["projects"] == sum(issue["projects"] for issue in report["issues"]) == 3
    assert report["satang"] == sum(issue["satang"] for issue in report["issues"]) == 807
    assert report["placed_by"] == {"crosswalk": 2, "text": 1}


def test_all_real_projects_arrive(real_truth: list[dict[str, object]]) -> None:
    from kkplanner.alignment import Suggester
    from kkplanner.framework import load

    suggester = Suggester(load("kkpao-2571"))

    def rank(project: Project) -> Sequence[str]:
        ranking = suggester.rank(project.title)
        return () if ranking.uncertain else [one.measure or one.code for one in ranking.suggestions]

    old = real_plan(real_truth)
    result = carry_over(old, new_plan(), rank=rank)
    assert len(result.report.carried) == len(old.projects) == 189
    assert sum(total(p.budgets) for p in result.document.projects) == sum(
        total(p.budgets) for p in old.projects
    )
    assert all(set(p.budgets) <= set(range(2571, 2576)) for p in result.document.projects)
    assert all(not link.confirmed for p in result.document.projects for link in p.links)
    assert len(result.report.unplaced) <= 40
    placed = [each for each in result.report.carried if each.place.code]
    assert all(each.project.issue and each.project.approach for each in placed)
