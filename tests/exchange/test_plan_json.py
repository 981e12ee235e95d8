"""The plan as JSON: whole, stable, described by its published schema."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from whole_plans import plans

from kkplanner.assets import resource
from kkplanner.exchange.plan_json import PlanJsonError, dumps, plan_from_json, plan_to_json, write_plan_json
from kkplanner.exchange.sample import sample_plan
from kkplanner.plan.document import PlanDocument


@given(plans())
@settings(max_examples=60, deadline=None)
def test_a_plan_comes_back_from_its_json_as_it_was(document: PlanDocument) -> None:
    assert plan_from_json(json.loads(dumps(document))) == document


@given(plans())
@settings(max_examples=30, deadline=None)
def test_a_projects_budgets_are_its_totals(document: PlanDocument) -> None:
    data = plan_to_json(document)
    for row in data["projects"] + data["equipment"]:
        parts = [row["own_budgets"], *(item["budgets"] for item in row["sub_items"])]
        assert sum(row["budgets"].values()) == sum(amount for part in parts for amount in part.values())


def test_the_sample_follows_the_published_schema() -> None:
    schema = json.loads(resource("schemas", "plan.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(plan_to_json(sample_plan()), schema)


def test_the_same_plan_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.json", "b.json"):
        write_plan_json(sample_plan(), tmp_path / name)
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.json", "b.json"]


def picture(media_type: str, content: str) -> dict[str, str]:
    uuid = "00000000-0000-4000-8000-000000000001"
    return {"uuid": uuid, "name": "ภาพ", "media_type": media_type, "content": content}


@pytest.mark.parametrize(
    ("spoil", "place"),
    [
        (lambda data: data.pop("plan"), "ต้นแฟ้ม"),
        (lambda data: data["projects"][0].update(title=7), "projects/0/title"),
        (
            lambda data: data["projects"][0]["own_budgets"].update({"2571": 1.5}),
            "projects/0/own_budgets/2571",
        ),
        (lambda data: data["projects"][0].update(uuid="../../etc"), "projects/0/uuid"),
        (lambda data: data.update(surprise=1), "ต้นแฟ้ม"),
        (lambda data: data["pictures"].append(picture("image/svg+xml", "AAAA")), "pictures/0/media_type"),
        (lambda data: data["pictures"].append(picture("image/png", "AAAAA")), "pictures/0/content"),
        (lambda data: data["pictures"].append(picture("image/png", "ภาพภาพ")), "pictures/0/content"),
    ],
)
def test_a_spoilt_plan_is_refused_and_the_place_named(spoil, place: str) -> None:
    data = copy.deepcopy(plan_to_json(sample_plan()))
    spoil(data)
    with pytest.raises(PlanJsonError, match=place):
        plan_from_json(data)
