"""How far a plan has come."""

from __future__ import annotations

import json
from dataclasses import replace

from conftest import ROOT
from drafting_plan import ROAD_VALUES, new_plan
from jsonschema import Draft202012Validator

from kkplanner.drafting.completeness import parts
from kkplanner.drafting.facts import Facts
from kkplanner.drafting.filling import fill
from kkplanner.drafting.money import Money
from kkplanner.drafting.needs import set_aside
from kkplanner.drafting.progress import progress
from kkplanner.drafting.shelf import find_template
from kkplanner.exchange.sample import sample_plan
from kkplanner.plan.document import PlanDocument
from kkplanner.plan.model import Need, Section

FOLDER = ROOT / "resources" / "completeness"


def missing(document: PlanDocument, part: int) -> dict[str, tuple[int, int]]:
    found = next(each for each in progress(document).parts if each.part.part == part)
    return {met.requirement.id: (met.done, met.total) for met in found.missing}


def test_the_data_follows_its_schema_and_names_each_requirement_once() -> None:
    schema = json.loads((FOLDER / "completeness.schema.json").read_text(encoding="utf-8"))
    data = json.loads((FOLDER / "plan.json").read_text(encoding="utf-8"))
    assert not list(Draft202012Validator(schema).iter_errors(data))
    ids = [requirement.id for part in parts() for requirement in part.requirements]
    assert len(ids) == len(set(ids))
    assert sum(id_.startswith("general.") for id_ in ids) == 37


def test_the_sample_is_nearly_complete() -> None:
    found = progress(sample_plan())
    assert found.percent > 99
    assert all(part.percent > 95 for part in found.parts)


def test_an_empty_plan_is_told_what_it_lacks() -> None:
    plan = new_plan()
    assert "organisation.population" in missing(plan, 0)
    assert len(missing(plan, 1)) == 37
    assert {"vision", "issues.sdg"} <= missing(plan, 2).keys()
    assert missing(plan, 3) == {"projects": (0, 1), "issues.project": (0, 8)}
    assert progress(plan).percent < 50


def test_an_older_wider_head_covers_its_topics() -> None:
    plan = new_plan(sections=(Section(part=1, key="general.services", title="ระบบบริการพื้นฐาน", body="มีครบ"),))
    assert {"general.roads", "general.electricity"}.isdisjoint(missing(plan, 1))
    empty = new_plan(sections=(Section(part=1, key="general.services", title="ระบบบริการพื้นฐาน", body=" "),))
    assert "general.roads" in missing(empty, 1)


def test_a_drafted_project_lacks_nothing() -> None:
    plan = new_plan()
    road = fill(find_template("road-concrete-new"), ROAD_VALUES, Facts(plan), Money(amount=1_00))
    whole = replace(plan, projects=(road,))
    assert missing(whole, 3) == {"issues.project": (1, 8)}
    bare = replace(road, kpi=" ", own_budgets={2599: 5}, links=(), approach=None)
    assert (
        missing(replace(plan, projects=(road, bare)), 3).items()
        >= {
            "projects.kpi": (1, 2),
            "projects.amount": (1, 2),
            "projects.link": (1, 2),
            "projects.approach": (1, 2),
        }.items()
    )


def test_by_issue_only_its_own_projects_count() -> None:
    plan = new_plan()
    road = fill(find_template("road-concrete-new"), ROAD_VALUES, Facts(plan), Money(amount=1_00))
    bare = replace(road, uuid="bare", issue=plan.issues[1].uuid, kpi="")
    first, second, third = progress(replace(plan, projects=(road, bare))).issues[:3]
    assert (first.projects, second.projects, third.projects) == (1, 1, 0)
    assert "projects.kpi" not in {met.requirement.id for met in first.missing}
    assert next(met.lacking for met in second.missing if met.requirement.id == "projects.kpi") == ("bare",)
    assert "issues.project" in {met.requirement.id for met in third.missing}


def test_needs_are_part_of_it() -> None:
    need = Need(text="ไฟดับ")
    assert missing(new_plan(needs=(need, set_aside(need, "ซ้ำ"))), 3)["needs.decided"] == (1, 2)


def test_what_lacks_something_never_shows_as_whole() -> None:
    plan = sample_plan()
    many = tuple(replace(plan.projects[0], uuid=str(n)) for n in range(5_000))
    shown = progress(replace(plan, projects=(*many, replace(many[0], uuid="last", kpi="")))).as_json()
    part = shown["parts"][3]
    assert part["missing"]
    assert part["percent"] < 100
