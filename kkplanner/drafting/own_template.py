"""A project of the plan kept as a template: what is a number or a village becomes a slot where that is plain."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import partial
from itertools import pairwise
from math import prod
from typing import TYPE_CHECKING, Final

from kkplanner.drafting.facts import village_name
from kkplanner.drafting.numbers import NotANumberError, decimals_of, read_number, rounded
from kkplanner.drafting.pattern import slots_in
from kkplanner.drafting.reading import number_json
from kkplanner.drafting.shelf import slot_definitions
from kkplanner.drafting.template import Slot, SlotType, Spread, Template
from kkplanner.plan.budget import funded_years
from kkplanner.thai.digits import to_arabic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kkplanner.plan.model import Project, Village

_NUMBER: Final = r"(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?)"
# A dimension is told by the word before it; other quantities by จำนวน and their unit.
_BETWEEN: Final = "(?: ?(?:ไม่น้อยกว่า|เฉลี่ย|รวม))?"
_DIMENSIONS: Final = ("กว้าง", "ยาว", "หนา", "ลึก", "สูง")
_NUMBERING: Final = re.compile(r"^\s*(?:\(?[0-9]{1,2}[.)]+|[-•])\s*")
_MARKS: Final = str.maketrans({"{": "(", "}": ")", "[": "(", "]": ")"})
_LONGEST_LINE: Final = 600
_LONGEST_KEYWORD: Final = 100


def template_from_project(
    project: Project,
    *,
    template_id: str,
    name: str,
    role: str,
    framework: str,
    villages: Iterable[Village] = (),
) -> Template | None:
    """A template that gives this project again when filled with its own values.

    `role` says which division does such work, `framework` whose measure the project's link means. Dimensions,
    counted quantities and the village become slots; everything else stays as it is. None where the project
    is linked to no measure of that framework, or lacks what a template must say.
    """
    measure = next((link.code for link in project.links if link.framework == framework), "")
    expected = _lines(project.expected_result)
    objectives = _lines(project.objective)
    if measure.count(".") != 2 or not project.title.strip() or not project.target.strip() or not expected:
        return None
    if not objectives and not project.form.is_equipment:
        return None
    found = _Found(villages)
    title = found.pattern(_line(project.title))
    target = found.pattern(_line(project.target))
    patterns = {
        "title": title,
        "target": target,
        "kpi": found.known_only(_line(project.kpi) or _line(project.target)),
        "objectives": tuple(found.known_only(line) for line in objectives[:3]),
        "expected_results": tuple(found.known_only(line) for line in expected[:3]),
    }
    used = {slot for text in (title, target) for slot in slots_in(text)}
    return Template(
        id=template_id,
        name=name,
        keywords=(name[:_LONGEST_KEYWORD],),
        form=project.form,
        programme=project.programme,
        role=role,
        framework=framework,
        measure=measure,
        spread=_spread(project),
        slots=tuple(found.slots(used)),
        asked_agency=project.asked_agency,
        equipment_type=project.equipment_type,
        **patterns,  # type: ignore[arg-type]
    )


class _Found:
    """The slots met so far and the value each was met with: another value of the same kind stays text."""

    def __init__(self, villages: Iterable[Village]) -> None:
        self._slots = slot_definitions()
        self._villages = tuple(villages)
        self._values: dict[str, Decimal | str] = {}
        self._counted = {
            slot.unit: slot.name
            for slot in reversed(tuple(self._slots.values()))
            if slot.type is SlotType.INTEGER and slot.unit
        }

    def pattern(self, text: str) -> str:
        """The text with its numbers and its village as slots; remembers them."""
        text = self._village(text)
        for name in _DIMENSIONS:
            text = self._numbers(
                text, rf"(?P<head>{name}{_BETWEEN} ){_NUMBER}(?= เมตร)", partial(_named, name)
            )
        text = self._area(text)
        units = "|".join(map(re.escape, sorted(self._counted, key=len, reverse=True)))
        unit = rf"(?P<head>จำนวน{_BETWEEN} ){_NUMBER}(?= (?P<unit>{units})(?![\u0e01-\u0e4e]))"
        # "จำนวน 1 ป้าย" goes with the work; only what is counted in plenty varies from place to place.
        return self._numbers(
            text, unit, lambda match: "" if match["number"] == "1" else self._counted[match["unit"]]
        )

    def known_only(self, text: str) -> str:
        """The text with slots for values that title or target had; nothing new becomes a slot."""
        before = dict(self._values)
        result = self.pattern(text)
        added = self._values.keys() - before.keys()
        self._values = before
        return text if added else result

    def slots(self, used: set[str]) -> Iterator[Slot]:
        """The slots of the template, with the project's own values as examples."""
        needed = used | {part for name in used for part in self._slots[name].formula}
        needed |= {self._slots[name].village_slot for name in used} - {""}
        for name, value in self._values.items():
            if name in needed:
                yield self._fitting(self._slots[name], value)
        for name, slot in self._slots.items():
            if name in needed and name not in self._values:
                yield slot

    def _fitting(self, slot: Slot, value: Decimal | str) -> Slot:
        if slot.type is SlotType.COMPUTED:
            return slot
        if isinstance(value, str):
            return replace(slot, example=value)
        low = value if slot.minimum is None else min(slot.minimum, value)
        high = value if slot.maximum is None else max(slot.maximum, value)
        return replace(slot, example=str(number_json(value)), minimum=low, maximum=high)

    def _numbers(self, text: str, pattern: str, name_of: Callable[[re.Match[str]], str]) -> str:
        def as_slot(match: re.Match[str]) -> str:
            name = name_of(match)
            try:
                number = read_number(match["number"])
            except NotANumberError:
                return match[0]
            slot = self._slots.get(name)
            places = slot.decimals if slot else 0
            if (
                slot is None
                or decimals_of(number) > places
                or self._values.setdefault(name, number) != number
            ):
                return match[0]
            return f"{match['head']}{{{name}}}"

        return re.sub(pattern, as_slot, text)

    def _area(self, text: str) -> str:
        """A product of the dimensions met, where the text states it."""
        for slot in self._slots.values():
            factors = [self._values.get(name) for name in slot.formula]
            known = [factor for factor in factors if isinstance(factor, Decimal)]
            if not slot.formula or len(known) != len(factors):
                continue
            product = rounded(prod(known, start=Decimal(1)), slot.decimals)

            def as_slot(match: re.Match[str], slot: Slot = slot, product: Decimal = product) -> str:
                if read_number(match["number"]) != product:
                    return match[0]
                self._values[slot.name] = product
                return f"{{{slot.name}}}"

            text = re.sub(rf"{_NUMBER}(?= {re.escape(slot.unit)})", as_slot, text)
        return text

    def _village(self, text: str) -> str:
        number_slot = next(slot for slot in self._slots.values() if slot.type is SlotType.VILLAGE)
        name_slot = next(slot for slot in self._slots.values() if slot.type is SlotType.VILLAGE_NAME)
        for village in self._villages:
            name = village_name(village.name)
            place = re.compile(rf"{re.escape(name)} หมู่ที่ {village.number}(?![0-9])")
            if village.number is not None and place.search(text):
                if self._values.setdefault(number_slot.name, str(village.number)) != str(village.number):
                    continue
                self._values[name_slot.name] = name
                text = place.sub(f"{{{name_slot.name}}} หมู่ที่ {{{number_slot.name}}}", text)
        return text


def _named(name: str, _match: re.Match[str]) -> str:
    return name


def _lines(text: str) -> list[str]:
    """The points of a text without their numbering."""
    return [line for each in text.splitlines() if (line := _line(_NUMBERING.sub("", each)))]


def _line(text: str) -> str:
    """One line without marks that a pattern would take for its own; numbers in Arabic digits."""
    return " ".join(to_arabic(text).translate(_MARKS).split())[:_LONGEST_LINE].rstrip()


def _spread(project: Project) -> Spread:
    years = funded_years(project.budgets)
    if len(years) < 2:
        return Spread.ONCE
    steps = {later - earlier for earlier, later in pairwise(years)}
    return Spread.ALTERNATE if steps == {2} else Spread.EVERY_YEAR
