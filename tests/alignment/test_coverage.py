"""Coverage: where a project counts, what is left empty, which goals are worked for and when."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from real_plan import real_plan
from sound_plan import ASKED, BAHT, PRINTER, ROAD, SOUND, TRAINING, link

from kkplanner.alignment.coverage import coverage
from kkplanner.cli import main
from kkplanner.exchange.sample import sample_plan
from kkplanner.framework import FrameworkNotFoundError
from kkplanner.plan.kinds import Form
from kkplanner.workbook import Workbook

if TYPE_CHECKING:
    from pathlib import Path

    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Project


WATER = replace(TRAINING, uuid="water", links=(link("1.2.1"),))


def plan_of(*projects: Project) -> PlanDocument:
    return replace(SOUND, projects=projects)


def test_a_project_counts_at_its_main_link_and_everything_above_it() -> None:
    covered = coverage(plan_of(ROAD, WATER))
    assert covered.figures("1").projects == 2
    assert covered.figures("1.1").satang == 980_000 * BAHT
    assert covered.figures("1.1.1").projects_by_year == {2571: 1}
    assert covered.figures("1.2.1").satang_by_year == {2571: 50_000 * BAHT, 2572: 60_000 * BAHT}
    assert covered.figures("8").projects == 0


def test_further_links_fill_an_approach_without_counting_twice() -> None:
    covered = coverage(
        plan_of(replace(TRAINING, links=(link("4.1"), link("2.1"), link("99"), link("3", "sdg"))))
    )
    assert covered.total.projects == covered.figures("4").projects == 1
    assert covered.figures("2").projects == 0
    empty = {node.code for node in covered.empty_approaches}
    assert not empty & {"4.1", "2.1"}
    assert len(empty) == 42


def test_asked_unfunded_and_unlinked_projects_stand_apart() -> None:
    covered = coverage(
        plan_of(
            ASKED,
            replace(ROAD, uuid="r2", own_budgets={2571: 0, 2570: 500 * BAHT}),
            replace(TRAINING, uuid="t2", links=(link("3", "sdg"),)),
            PRINTER,
        )
    )
    assert covered.asked.satang == 9_000_000 * BAHT
    assert covered.without_budget == 1
    assert covered.total.projects == covered.unlinked.projects == 2
    assert len(covered.empty_approaches) == 44


def test_projects_of_villages_and_linked_equipment_count() -> None:
    covered = coverage(plan_of(replace(ROAD, form=Form.P02_1), replace(PRINTER, links=(link("8.2"),))))
    assert covered.figures("8").satang == 18_000 * BAHT
    assert covered.figures("1").projects == 1


def test_a_goal_is_worked_for_in_the_years_with_money_under_its_issue() -> None:
    covered = coverage(plan_of(WATER, replace(ROAD, uuid="r2", links=(link("4.1"), link("2.3")))))
    years = {goal.node.code: goal.years for goal in covered.goals}
    assert len(years) == 17
    assert years["G1.1"] == (2571, 2572)
    assert years["G2.1"] == years["G2.2"] == years["G4.3"] == (2571,)
    assert years["G8.1"] == ()
    assert {goal.node.code: goal.projects for goal in covered.goals}["G4.1"] == 1


def test_a_link_to_a_goal_counts_for_its_issue_and_to_the_vision_nowhere() -> None:
    covered = coverage(plan_of(replace(ROAD, links=(link("G7.1"),)), replace(TRAINING, links=(link("V"),))))
    assert covered.figures("7").projects == 1
    assert covered.unlinked.projects == 1


def test_sums_of_the_sample_plan_agree_with_each_other() -> None:
    shape = coverage(sample_plan()).as_json()
    issues, total = shape["issues"], shape["total"]
    apart = shape["unlinked"]
    assert len(issues) == 8
    assert sum(issue["projects"] for issue in issues) + apart["projects"] == total["projects"]
    assert sum(issue["baht"] for issue in issues) + apart["baht"] == total["baht"]
    assert sum(issue["share"] for issue in issues) + apart["share"] == pytest.approx(1, abs=1e-3)
    for issue in issues:
        assert sum(one["baht"] for one in issue["approaches"]) <= issue["baht"]
        assert sum(year["baht"] for year in issue["years"].values()) == issue["baht"]
        assert (
            issue["projects"] <= sum(year["projects"] for year in issue["years"].values())
            or not issue["projects"]
        )
    assert shape["goals_contributed"] == sum(1 for goal in shape["goals"] if goal["years"])


def test_json_has_the_documented_shape() -> None:
    shape = coverage(plan_of(replace(ROAD, own_budgets={2571: 100_050}))).as_json()
    assert json.loads(json.dumps(shape)) == shape
    assert shape["framework"]["id"] == "kkpao-2571"
    assert shape["years"] == [2571, 2572, 2573, 2574, 2575]
    assert shape["total"]["baht"] == 1000.5
    (issue, *_) = shape["issues"]
    assert set(issue) == {"code", "text", "projects", "baht", "share", "years", "approaches"}
    measure = issue["approaches"][0]["measures"][0]
    assert measure["code"] == "1.1.1"
    assert measure["years"]["2571"] == {"projects": 1, "baht": 1000.5}
    assert measure["years"]["2575"] == {"projects": 0, "baht": 0}
    assert set(shape["goals"][0]) == {"code", "text", "issue", "years", "projects"}
    assert len(shape["approaches_without_project"]) == 43


def test_nothing_linked_is_a_result_and_not_an_error(real_truth: list[dict[str, Any]]) -> None:
    document = real_plan(real_truth)
    covered = coverage(document)
    assert covered.unlinked.projects == covered.total.projects
    assert all(goal.years == () for goal in covered.goals)


def test_an_empty_plan_has_no_share() -> None:
    shape = coverage(plan_of()).as_json()
    assert shape["total"]["share"] == 0
    assert shape["issues"][0]["share"] == 0


def test_an_unknown_framework_is_said() -> None:
    with pytest.raises(FrameworkNotFoundError):
        coverage(replace(SOUND, plan=replace(SOUND.plan, framework="elsewhere-1")))


def test_the_command_prints_the_same_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "sample.kkplan"
    Workbook.create(file, sample_plan()).close()
    assert main(["coverage", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == coverage(sample_plan()).as_json()
    assert main(["coverage", str(file)]) == 0
    page = capsys.readouterr().out
    assert "ประเด็นที่ 1 โครงสร้างพื้นฐานและการพัฒนาเมือง" in page
    assert "จุดมุ่งหมายของ อบจ. ที่แผนนี้ร่วมขับเคลื่อน" in page
