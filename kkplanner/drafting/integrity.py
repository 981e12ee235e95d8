"""What is wrong with templates: texts against slots, slots against each other, names against the lists."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from kkplanner.assets import resource
from kkplanner.drafting.facts import VILLAGE_ROLE, agency_roles
from kkplanner.drafting.numbers import NotANumberError, decimals_of, read_number
from kkplanner.drafting.pattern import PatternError, slots_in, slots_outside_segments
from kkplanner.drafting.template import Slot, SlotType, Template
from kkplanner.framework import FrameworkNotFoundError, load
from kkplanner.plan.programmes import programmes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of one template. `sentence` is Thai and names the place."""

    kind: str
    template: str
    sentence: str


def template_problems(templates: Iterable[Template]) -> tuple[Problem, ...]:
    """Everything wrong with the templates, alone and together; empty when they are sound."""
    many = tuple(templates)
    twice = (template_id for template_id, times in Counter(t.id for t in many).items() if times > 1)
    repeated = (Problem("id_twice", each, f"มีแม่แบบรหัส {each} มากกว่าหนึ่งแม่แบบ") for each in twice)
    return (*repeated, *chain.from_iterable(map(_alone, many)))


def _alone(template: Template) -> Iterator[Problem]:
    for kind, what in chain(_patterns(template), _slots(template), _names(template)):
        yield Problem(kind, template.id, f"แม่แบบ {template.id}: {what}")


def _patterns(template: Template) -> Iterator[tuple[str, str]]:
    declared = {slot.name: slot for slot in template.slots}
    used: set[str] = set()
    for pattern in template.patterns:
        try:
            names = tuple(slots_in(pattern))
        except PatternError:
            yield "pattern_broken", f"วงเล็บไม่ครบคู่ใน “{pattern}”"
            continue
        used.update(names)
        for name in names:
            if name not in declared:
                yield "slot_undeclared", f"ใช้ช่อง {name} แต่ไม่ได้ประกาศ"
        for name in slots_outside_segments(pattern):
            if name in declared and declared[name].optional:
                yield "optional_outside_segment", f"ช่อง {name} เว้นว่างได้ จึงต้องอยู่ใน [ ]"
    used.update(template.price.quantity if template.price else ())
    used.update(name for slot in template.slots if slot.name in used for name in slot.formula)
    used.update(slot.village_slot for slot in template.slots if slot.name in used)
    for name in declared:
        if name not in used:
            yield "slot_unused", f"ประกาศช่อง {name} แต่ไม่ได้ใช้"


def _slots(template: Template) -> Iterator[tuple[str, str]]:
    for name, times in Counter(slot.name for slot in template.slots).items():
        if times > 1:
            yield "slot_twice", f"ประกาศช่อง {name} ซ้ำ"
    for slot in template.slots:
        for name in (*slot.formula, *filter(None, (slot.village_slot,))):
            other = template.slot(name)
            if other is None:
                yield "slot_source_missing", f"ช่อง {slot.name} ต้องใช้ช่อง {name} ซึ่งไม่ได้ประกาศ"
            elif slot.formula and (not other.type.is_number or other.optional):
                yield "factor_not_number", f"ช่อง {slot.name} คูณช่อง {name} ซึ่งไม่ใช่ตัวเลขที่ต้องกรอก"
        yield from _bounds(slot)
    for name in template.price.quantity if template.price else ():
        factor = template.slot(name)
        if factor is None or not factor.type.is_number or factor.optional:
            yield "factor_not_number", f"ราคาคูณช่อง {name} ซึ่งไม่ใช่ตัวเลขที่ต้องกรอก"
    if sum(slot.type is SlotType.VILLAGE for slot in template.slots) > 1:
        yield "village_twice", "มีช่องหมู่ที่มากกว่าหนึ่งช่อง"


def _bounds(slot: Slot) -> Iterator[tuple[str, str]]:
    low, high = slot.minimum, slot.maximum
    if low is not None and high is not None and low > high:
        yield "range_empty", f"ช่อง {slot.name} มีค่าต่ำสุดมากกว่าค่าสูงสุด"
    places = slot.decimals if slot.type is SlotType.NUMBER else 0
    if any(bound is not None and decimals_of(bound) > places for bound in (low, high)):
        yield "range_too_fine", f"ช่วงค่าของช่อง {slot.name} มีทศนิยมเกิน {places} ตำแหน่ง"
    if slot.type in (SlotType.NUMBER, SlotType.INTEGER, SlotType.VILLAGE):
        yield from _example(slot, places)
    if slot.type is SlotType.TEXT and len(slot.example) > slot.max_length:
        yield "example_too_long", f"ตัวอย่างของช่อง {slot.name} ยาวเกินกำหนด"
    if slot.type is SlotType.CHOICE and slot.example not in slot.choices:
        yield "example_no_choice", f"ตัวอย่างของช่อง {slot.name} ไม่อยู่ในตัวเลือก"


def _example(slot: Slot, places: int) -> Iterator[tuple[str, str]]:
    try:
        number = read_number(slot.example)
    except NotANumberError:
        yield "example_no_number", f"ตัวอย่างของช่อง {slot.name} ไม่ใช่ตัวเลข"
        return
    low, high = slot.minimum, slot.maximum
    if (low is not None and number < low) or (high is not None and number > high):
        yield "example_out_of_range", f"ตัวอย่างของช่อง {slot.name} อยู่นอกช่วงค่า"
    if decimals_of(number) > places:
        yield "example_too_fine", f"ตัวอย่างของช่อง {slot.name} มีทศนิยมเกิน {places} ตำแหน่ง"


def _names(template: Template) -> Iterator[tuple[str, str]]:
    try:
        node = load(template.framework).find(template.measure)
    except FrameworkNotFoundError:
        yield "framework_unknown", f"ไม่รู้จักกรอบ {template.framework}"
    else:
        if node is None or node.level != "measure":
            yield "measure_unknown", f"ไม่มีรายการ {template.measure} ใน {template.framework}"
    if template.programme not in {programme.name for programme in programmes()}:
        yield "programme_unknown", f"ไม่มี{template.programme}ในบัญชีแผนงาน"
    if template.role != VILLAGE_ROLE and template.role not in agency_roles():
        yield "role_unknown", f"ไม่รู้จักหน้าที่ {template.role}"
    if template.form.is_equipment and template.equipment_type not in _equipment_types():
        yield "equipment_type_unknown", f"ไม่มีประเภท{template.equipment_type}ในบัญชีครุภัณฑ์"


@cache
def _equipment_types() -> frozenset[str]:
    document = json.loads(resource("lists", "equipment_types.json").read_text(encoding="utf-8"))
    return frozenset(entry["name"] for entry in document["equipment_types"])
