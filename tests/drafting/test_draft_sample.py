"""The draft that ships as an example: a whole plan of 150 projects from one file, without a single doubt."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

from drafting_plan import new_plan

from kkplanner.alignment.check import Severity, check
from kkplanner.assets import resource
from kkplanner.cli import main
from kkplanner.drafting.draft import draft
from kkplanner.drafting.spec import read_spec
from kkplanner.framework import load
from kkplanner.plan.document import PlanDocument
from kkplanner.plan.kinds import Form
from kkplanner.workbook import Workbook

FILE = resource("samples", "draft_sample.toml")
# What a draft of projects cannot bring: the narrative, and what the ประเด็น serve besides the PAO's.
BEYOND_PROJECTS = {
    "plan.vision-missing",
    "plan.general-conditions-missing",
    "issue.province-link-missing",
    "issue.national-link-missing",
}


def drafted() -> PlanDocument:
    plan = new_plan(villages=(), agencies=(), unit_prices=())
    found = draft(plan, read_spec(FILE))
    return replace(
        plan,
        organisation=found.organisation,
        villages=found.new_villages,
        agencies=found.new_agencies,
        unit_prices=found.new_unit_prices,
        projects=found.projects,
    )


def test_it_is_a_whole_plan() -> None:
    plan = drafted()
    assert (len(plan.villages), len(plan.projects)) == (12, 150)
    forms = Counter(project.form for project in plan.projects)
    assert forms[Form.P02] > 120
    assert min(forms[Form.P02_1], forms[Form.P02_2], forms[Form.P03]) >= 5
    assert any(project.sub_items for project in plan.projects)
    served = {link.code.rpartition(".")[0] for project in plan.projects for link in project.links}
    approaches = {node.code for node in load("kkpao-2571").nodes_at("approach")}
    assert served == approaches


def test_the_check_has_nothing_against_its_projects() -> None:
    plan = drafted()
    grave = [finding for finding in check(plan).findings if finding.severity is not Severity.NOTE]
    assert [(one.rule, one.place, one.message) for one in grave if one.project is not None] == []
    assert {one.rule for one in grave} == BEYOND_PROJECTS
    assert all(project.issue and project.approach and project.budgets for project in plan.projects)


def test_it_is_drafted_from_the_command_line(tmp_path: Path) -> None:
    file = str(tmp_path / "plan.kkplan")
    new = ["--org", "องค์การบริหารส่วนตำบลดอนสว่างงาม", "--type", "อบต.", "--district", "4004"]
    assert main(["new", file, *new, "--issues-from", "kkpao-2571"]) == 0
    assert main(["draft", file, "--spec", str(FILE)]) == 0
    with Workbook.open(tmp_path / "plan.kkplan", read_only=True) as workbook:
        assert len(workbook.projects()) == 150
