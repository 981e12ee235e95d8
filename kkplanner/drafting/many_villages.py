"""One template over many villages: a project for each, or one project with a line for each."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from kkplanner.drafting.errors import WrongRequestError
from kkplanner.drafting.facts import VILLAGE_ROLE, village_name, village_text
from kkplanner.drafting.filling import fill, text_of, within_limits
from kkplanner.drafting.numbers import print_quantity
from kkplanner.drafting.pattern import slots_in
from kkplanner.drafting.template import SlotType
from kkplanner.drafting.values import Filled, Values, read_values
from kkplanner.plan.model import Project, SubItem, Village

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kkplanner.drafting.facts import Facts
    from kkplanner.drafting.money import Money
    from kkplanner.drafting.template import Template

_COUNT: Final = re.compile("จำนวน [0-9]")
_RATE: Final = re.compile("เฉลี่ย|ต่อครั้ง|ต่อวัน|ละ \\{")  # says how much at a time: does not add up
_NAMED: Final = 3  # so many villages are named in a title; more are counted


class Each(StrEnum):
    """What each village becomes."""

    PROJECT = "project"
    SUB_ITEM = "sub_item"


class NoVillageSlotError(WrongRequestError):
    """A template that is not done in a village was asked for many."""

    def __init__(self, template_name: str) -> None:
        super().__init__(
            f"แม่แบบ “{template_name}” ไม่ได้แยกตามหมู่บ้าน ยังไม่ได้เพิ่มสิ่งใดลงในแผน โปรดเพิ่มเป็นโครงการเดียวโดยไม่ระบุหมู่บ้าน"
        )


def fill_villages(
    template: Template,
    given: Mapping[str, object],
    villages: Sequence[Village],
    facts: Facts,
    money: Money | None = None,
    *,
    each: Each = Each.PROJECT,
    own: Mapping[str, Mapping[str, object]] | None = None,
) -> tuple[Project, ...]:
    """The template filled for every village, in their order.

    `given` holds for all villages, `own` (by uuid of the village) outweighs it; `money` is that of each
    village and stands, with `Each.SUB_ITEM`, on the village's line.

    Raises:
        NoVillageSlotError: the template has no slot for a village.
        whatever `fill` raises.
    """
    slot = template.village_slot
    if slot is None:
        raise NoVillageSlotError(template.name)
    typed = [{**given, **(own or {}).get(village.uuid, {}), slot.name: village} for village in villages]
    projects = tuple(fill(template, values, facts, money) for values in typed)
    if each is Each.PROJECT or len(projects) < 2:
        return projects
    values = [read_values(template, one, facts) for one in typed]
    return (_joined(template, villages, projects, values),)


def _joined(
    template: Template, villages: Sequence[Village], projects: Sequence[Project], values: Sequence[Values]
) -> Project:
    """One project for all the villages: their lines carry what is done there and what it costs."""
    common = _common(template, villages, values)
    where = villages_text(villages)
    first = projects[0]
    notes = [f"{p.village}: {p.note}" for p in projects if p.note]
    joined = replace(
        first,
        title=text_of(template, (template.title,), common),
        objective=text_of(template, template.objectives, common),
        target=f"ดำเนินการใน {_counted(villages)} ได้แก่ {where} ตามรายการย่อย",
        kpi=_kpi(template, projects, values, common),
        expected_result=text_of(template, template.expected_results, common),
        agency=where if template.role == VILLAGE_ROLE else first.agency,
        own_budgets={},
        sub_items=tuple(
            SubItem(text=f"{n}) {_line(project, one, template)}", budgets=project.own_budgets)
            for n, (project, one) in enumerate(zip(projects, values, strict=True), start=1)
        ),
        village=where,
        note="\n".join(notes),
    )
    return within_limits(template, joined)


def _line(project: Project, values: Values, template: Template) -> str:
    """A village's line: its place, what the title says of it alone (a road's name), its target."""
    segments = [
        value.text
        for slot in template.slots
        if slot.type is SlotType.TEXT
        and slot.name in slots_in(template.title)
        and slot.name not in slots_in(template.target)
        and (value := values.filled.get(slot.name))
    ]
    return " ".join((project.village, *segments, project.target))


def _common(template: Template, villages: Sequence[Village], values: Sequence[Values]) -> Values:
    """Values for the texts that speak of all villages: what differs and may be left out is left out."""
    number, name = template.village_slot, template.village_name_slot
    filled: dict[str, Filled] = {}
    for slot in template.slots:
        texts = list(dict.fromkeys(one.filled[slot.name].text for one in values if slot.name in one.filled))
        if len(texts) == 1 and all(slot.name in one.filled for one in values):
            filled[slot.name] = Filled(texts[0])
        elif texts and not slot.optional:
            filled[slot.name] = Filled(_and(texts))
    numbers = [village.number for village in villages if village.number is not None]
    if name is not None:
        names = [village_name(village.name) for village in villages]
        # After a word that leads to the name ("เชื่อมบ้าน…") a count would not read.
        counted = (
            f"จำนวน {_counted(villages)}" if f" {{{name.name}}}" in template.title else _counted(villages)
        )
        filled[name.name] = Filled(_and(names) if len(names) <= _NAMED else counted)
    if number is not None:
        filled[number.name] = Filled(number_runs(numbers))
    # One village without a number stands for "print names only" in `for_place`.
    place = villages[0] if len(numbers) == len(villages) else Village(name=villages[0].name)
    return Values(filled, place)


def _kpi(template: Template, projects: Sequence[Project], values: Sequence[Values], common: Values) -> str:
    """One measure of the whole where its quantities add up, otherwise what holds in each village."""
    slots = [slot for slot in template.slots if slot.name in slots_in(template.kpi)]
    numbers = {slot: [one.number(slot.name) for one in values] for slot in slots}
    adds_up = all(slot.sums and None not in numbers[slot] for slot in slots)
    if not slots or not adds_up or _COUNT.search(template.kpi) or _RATE.search(template.kpi):
        return _by_village(template.kpi, projects, [one.kpi for one in projects])
    totals = {
        slot.name: Filled(print_quantity(sum(filter(None, numbers[slot]), start=Decimal(0)), slot))
        for slot in slots
    }
    return text_of(template, (template.kpi,), replace(common, filled={**common.filled, **totals}))


def _by_village(pattern: str, projects: Sequence[Project], texts: Sequence[str]) -> str:
    if not any(slots_in(pattern)) and not _COUNT.search(pattern):
        return texts[0]
    if len(set(texts)) == 1:
        return f"แต่ละแห่ง {texts[0]}"
    return "\n".join(
        text if project.village in text else f"{project.village} {text}"
        for project, text in zip(projects, texts, strict=True)
    )


def _counted(villages: Sequence[Village]) -> str:
    unit = "ชุมชน" if all(village.name.startswith("ชุมชน") for village in villages) else "หมู่บ้าน"
    return f"{len(villages)} {unit}"


def villages_text(villages: Sequence[Village]) -> str:
    """Where a project of many villages is done: "หมู่ที่ 1-4, 7 และ 9", or the names of communities."""
    numbers = [village.number for village in villages if village.number is not None]
    if len(numbers) < len(villages):
        return _and([village_text(village) for village in villages])
    return f"หมู่ที่ {number_runs(numbers)}"


def number_runs(numbers: Sequence[int]) -> str:
    """Ascending; three or more in a row as a run: "1-4, 7 และ 9"."""
    ordered = sorted(set(numbers))
    if not ordered:
        return ""
    runs = [[ordered[0]]]
    for before, number in pairwise(ordered):
        if number == before + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown: list[str] = []
    for run in runs:
        shown += [f"{run[0]}-{run[-1]}"] if len(run) > 2 else [str(number) for number in run]
    return _and(shown)


def _and(texts: Sequence[str]) -> str:
    if len(texts) < 2:
        return "".join(texts)
    if texts[-1][:1].isdigit():
        return f"{', '.join(texts[:-1])} และ {texts[-1]}"
    return f"{' '.join(texts[:-1])} และ{texts[-1]}"
