"""The templates that ship: sound, and any of them with anything in range makes a valid project."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest
from conftest import ROOT
from drafting_plan import new_plan
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from kkplanner.alignment.check import Severity, check
from kkplanner.drafting.errors import TextTooLongError, UnknownTemplateError
from kkplanner.drafting.examples import example_values
from kkplanner.drafting.facts import Facts
from kkplanner.drafting.filling import LONGEST_CELL, LONGEST_TITLE, fill
from kkplanner.drafting.integrity import template_problems
from kkplanner.drafting.money import Money
from kkplanner.drafting.shelf import find_template, slot_definitions, templates
from kkplanner.drafting.template import Slot, SlotType, Spread, Template
from kkplanner.framework import load
from kkplanner.plan.model import Project
from kkplanner.thai.digits import to_arabic, to_thai
from kkplanner.thai.normalise import normalise

PLAN = new_plan()
FACTS = Facts(PLAN)
FOLDER = ROOT / "resources" / "templates"
TEXTS = ("title", "objective", "target", "kpi", "expected_result", "agency", "village")


def test_every_file_follows_the_schema() -> None:
    validator = Draft202012Validator(
        json.loads((FOLDER / "template.schema.json").read_text(encoding="utf-8"))
    )
    for path in FOLDER.glob("*.json"):
        if not path.name.endswith(".schema.json"):
            faults = [
                fault.message for fault in validator.iter_errors(json.loads(path.read_text(encoding="utf-8")))
            ]
            assert not faults, f"{path.name}: {faults[:3]}"


def test_texts_slots_and_names_hold_together() -> None:
    assert template_problems(templates()) == ()


def test_every_measure_of_the_pao_has_a_template() -> None:
    served = {template.measure for template in templates()}
    missing = [node.code for node in load("kkpao-2571").nodes_at("measure") if node.code not in served]
    assert not missing


def test_a_slot_is_defined_in_one_place() -> None:
    names: Counter[str] = Counter()
    for path in FOLDER.glob("slots*.json"):
        names.update(slot["name"] for slot in json.loads(path.read_text(encoding="utf-8"))["slots"])
    assert [name for name, times in names.items() if times > 1] == []


@pytest.mark.parametrize("optional", [True, False])
def test_each_template_fills_from_its_examples(optional: bool) -> None:
    for template in templates():
        values = example_values(template, FACTS, optional=optional)
        money = Money(unit_price=100_00) if template.price else Money(amount=50_000_00)
        project = fill(template, values, FACTS, money)
        assert len(project.title) <= 200, f"{template.id}: {project.title}"
        assert project.issue, template.id
        assert project.approach, template.id
        assert project.agency, template.id
        assert project.own_budgets, template.id
        is_sound(project)


def test_each_passes_the_check() -> None:
    """As one plan of them all, so that near-duplicates show as well."""
    projects = tuple(
        fill(template, example_values(template, FACTS), FACTS, Money(amount=50_000_00, spread=Spread.ONCE))
        for template in templates()
    )
    findings = check(replace(PLAN, projects=projects)).findings
    by_uuid = {project.uuid: template.id for project, template in zip(projects, templates(), strict=True)}
    grave = [
        (by_uuid[finding.project], finding.rule, finding.message)
        for finding in findings
        if finding.project in by_uuid and finding.severity is not Severity.NOTE
    ]
    assert grave == []


def test_an_unknown_id_names_its_neighbours() -> None:
    with pytest.raises(UnknownTemplateError, match="road-concrete-new"):
        find_template("road-concret-new")


def is_sound(project: Project) -> None:
    for field in TEXTS:
        text = getattr(project, field)
        assert not re.search(r"[{}\[\]]", text), text
        assert "  " not in text, text
        assert text == normalise(text), text
        assert to_arabic(to_thai(text)) == to_arabic(text)
        assert len(text) <= (LONGEST_TITLE if field == "title" else LONGEST_CELL)
    assert re.search(r"[0-9]", project.target), project.target


WORDS = st.text(alphabet="กขคงนมรลวสหอาิีุ่้ ๑๒3ABz.-()", min_size=1)


@st.composite
def fillings(draw: st.DrawFn) -> tuple[Template, dict[str, object]]:
    template = draw(st.sampled_from(templates()))
    values: dict[str, object] = {}
    for slot in template.slots:
        if slot.type in (SlotType.COMPUTED, SlotType.VILLAGE_NAME):
            continue
        if slot.optional and draw(st.booleans()):
            continue
        values[slot.name] = draw(values_of(slot))
    return template, values


def values_of(slot: Slot) -> st.SearchStrategy[object]:
    if slot.type is SlotType.VILLAGE:
        return st.sampled_from([village.number for village in FACTS.villages])
    if slot.type is SlotType.CHOICE:
        return st.sampled_from(slot.choices)
    if slot.type is SlotType.TEXT:
        return WORDS.map(lambda text: text[: slot.max_length]).filter(lambda text: bool(normalise(text)))
    assert slot.minimum is not None
    assert slot.maximum is not None
    places = slot.decimals if slot.type is SlotType.NUMBER else 0
    numbers = st.decimals(slot.minimum, slot.maximum, places=places, allow_nan=False, allow_infinity=False)
    return st.one_of(numbers, numbers.map(float), numbers.map(lambda n: to_thai(f"{n:,f}")))


@given(fillings())
def test_any_template_with_anything_in_range_makes_a_valid_project(
    filling: tuple[Template, dict[str, object]],
) -> None:
    template, values = filling
    try:
        project = fill(template, values, FACTS, Money(amount=1_000_00))
    except TextTooLongError as fault:
        # Several long names in one title: the clerk is told, nothing is cut.
        assert "ชื่อโครงการ" in fault.sentence  # noqa: PT017
        return
    is_sound(project)
    assert project.links[0].confirmed


def test_every_slot_definition_can_be_asked_for() -> None:
    for slot in slot_definitions().values():
        assert slot.label
        if slot.type.is_number and slot.type is not SlotType.COMPUTED:
            assert slot.minimum is not None
            assert slot.minimum <= Decimal(slot.example)
