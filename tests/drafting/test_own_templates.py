"""A project kept as a template, and templates exchanged as a file."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from drafting_plan import ROAD_VALUES, new_plan

from kkplanner.drafting.errors import TemplateFileError, TemplateFileNotSavedError
from kkplanner.drafting.examples import example_values
from kkplanner.drafting.facts import Facts
from kkplanner.drafting.filling import fill
from kkplanner.drafting.integrity import template_problems
from kkplanner.drafting.money import Money
from kkplanner.drafting.own_template import template_from_project
from kkplanner.drafting.shelf import find_template, templates
from kkplanner.drafting.template import Spread, Template
from kkplanner.drafting.template_file import read_template_file, write_template_file
from kkplanner.exchange.sample import sample_plan
from kkplanner.plan.model import Project

PLAN = new_plan()
FACTS = Facts(PLAN)
ROAD = fill(find_template("road-concrete-new"), ROAD_VALUES, FACTS, Money(amount=9_00))


def kept(project: Project, **how: object) -> Template:
    template = template_from_project(
        project,
        template_id="own",
        name="ของเรา",
        role="engineering",
        framework="kkpao-2571",
        villages=PLAN.villages,
        **how,  # type: ignore[arg-type]
    )
    assert template is not None
    return template


def test_numbers_and_the_village_become_slots() -> None:
    template = kept(ROAD)
    assert template.title == "ก่อสร้างถนนคอนกรีตเสริมเหล็ก {หมู่บ้าน} หมู่ที่ {หมู่ที่}"
    assert "กว้าง {กว้าง} เมตร ยาว {ยาว} เมตร หนา {หนา} เมตร หรือมีพื้นที่ไม่น้อยกว่า {พื้นที่} ตารางเมตร" in template.target
    assert "{ยาว}" in template.kpi
    assert (template.measure, template.spread) == ("1.1.1", Spread.ONCE)
    assert template_problems([template]) == ()


def test_it_gives_the_project_again_and_others_like_it() -> None:
    template = kept(ROAD)
    again = fill(template, example_values(template, FACTS), FACTS)
    assert (again.title, again.target, again.objective) == (ROAD.title, ROAD.target, ROAD.objective)
    other = fill(template, {"หมู่ที่": 5, "กว้าง": 5, "ยาว": 100, "หนา": 0.2}, FACTS)
    assert "บ้านโนนจ หมู่ที่ 5" in other.title
    assert "500 ตารางเมตร" in other.target


def test_another_number_of_the_same_kind_stays_text() -> None:
    template = kept(
        replace(ROAD, target="กว้าง 4.00 เมตร ยาว 100 เมตร และยาว 7 เมตร กว้าง 5.00 เมตร", kpi="ยาว 8 เมตร")
    )
    assert template.target == "กว้าง {กว้าง} เมตร ยาว {ยาว} เมตร และยาว 7 เมตร กว้าง 5.00 เมตร"
    assert template.kpi == "ยาว 8 เมตร"


def test_marks_of_patterns_are_harmless() -> None:
    template = kept(replace(ROAD, target="ยาว 5 เมตร {x} [y]"))
    assert template.target == "ยาว {ยาว} เมตร (x) (y)"


def test_what_says_too_little_is_no_template() -> None:
    for poor in (replace(ROAD, links=()), replace(ROAD, expected_result=""), replace(ROAD, objective=" ")):
        how = {"template_id": "a", "name": "ก", "role": "engineering", "framework": "kkpao-2571"}
        assert template_from_project(poor, **how) is None


def test_the_samples_projects_all_come_back() -> None:
    sample = sample_plan()
    facts = Facts(sample)
    for project in sample.projects:
        template = template_from_project(
            project,
            template_id="own",
            name="ก",
            role="engineering",
            framework="kkpao-2571",
            villages=sample.villages,
        )
        if template is not None:
            assert template_problems([template]) == ()
            assert fill(template, example_values(template, facts), facts).title == project.title


def test_a_file_brings_them_elsewhere(tmp_path: Path) -> None:
    path = tmp_path / "ของเรา.json"
    write_template_file(path, (kept(ROAD),))
    assert read_template_file(path) == (kept(ROAD),)
    write_template_file(path, templates()[:200])
    assert read_template_file(path) == templates()[:200]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(TemplateFileNotSavedError):
        write_template_file(tmp_path / "none" / "t.json", (kept(ROAD),))


def spoiled(path: Path, **changes: Any) -> Path:
    write_template_file(path, (kept(ROAD),))
    document = json.loads(path.read_text(encoding="utf-8"))
    document["templates"][0] |= changes
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"title": "ก" * 700}, "templates/0/title"),
        ({"title": "ถนน {ช่องลึกลับ} [ {กว้าง}"}, "วงเล็บ"),
        ({"title": "ถนน {ยาวมาก} {หมู่บ้าน} หมู่ที่ {หมู่ที่}"}, "ยาวมาก"),
        ({"measure": "1.1.99"}, "1.1.99"),
        ({"programme": "แผนงานลับ"}, "แผนงานลับ"),
        ({"slots": [{"slot": "ไม่มี"}]}, "ไม่มี"),
        ({"slots": [{"slot": "กว้าง", "min": 9, "max": 2}]}, "แม่แบบ own"),
        ({"slots": [{"slot": "กว้าง", "example": "สี่"}]}, "แม่แบบ own"),
        ({"macro": "run"}, "templates/0"),
        ({"id": "../../etc"}, "templates/0/id"),
    ],
)
def test_a_file_from_outside_is_checked(tmp_path: Path, changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(TemplateFileError, match=reason):
        read_template_file(spoiled(tmp_path / "t.json", **changes))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{",
        b"\xff\xfe",
        b'{"format": 1, "format": 1}',
        b'{"format": 2, "templates": []}',
        b'{"format": 1, "templates": NaN}',
        b'{"format": 1, "templates": 1e999}',
        b"[" * 100_000,
        b'{"templates": "' + b"x" * 1_100_000 + b'"}',
        b'{"format": 1, "templates": "\\ud800"}',
    ],
)
def test_no_file_makes_it_fall(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "t.json"
    path.write_bytes(content)
    with pytest.raises(TemplateFileError) as caught:
        read_template_file(path)
    assert "ยังไม่ได้นำเข้าแม่แบบใด" in caught.value.sentence
