"""Templates from and to JSON, in the shape of `resources/templates/template.schema.json`."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from kkplanner.drafting.template import Price, Slot, SlotType, Spread, Template
from kkplanner.plan.kinds import Form

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FORMAT: Final = 1
Json = dict[str, Any]


class UndefinedSlotError(LookupError):
    """A template uses a slot that nobody defines. `template` is its id, `slot` the name."""

    def __init__(self, template: str, slot: str) -> None:
        super().__init__(f"{template}: {slot}")
        self.template = template
        self.slot = slot


def slots_from_json(document: Json) -> dict[str, Slot]:
    """The slot definitions of slots.json by name."""
    return {entry["name"]: _slot(entry) for entry in document["slots"]}


def templates_from_json(document: Json, slots: Mapping[str, Slot]) -> tuple[Template, ...]:
    """The templates of one file.

    Raises:
        UndefinedSlotError: a template uses a slot that `slots` lacks.
    """
    framework = document.get("framework", "kkpao-2571")
    return tuple(_template(entry, slots, framework) for entry in document["templates"])


def templates_to_json(templates: Iterable[Template], slots: Mapping[str, Slot]) -> Json:
    """One file of templates of one framework; only what differs from `slots` is written with each slot."""
    many = tuple(templates)
    return {
        "format": FORMAT,
        "framework": many[0].framework if many else "kkpao-2571",
        "templates": [_template_json(template, slots) for template in many],
    }


def _slot(entry: Json) -> Slot:
    kind = SlotType(entry["type"])
    return Slot(
        name=entry["name"],
        label=entry["label"],
        type=kind,
        unit=entry.get("unit", ""),
        minimum=_decimal(entry.get("min")),
        maximum=_decimal(entry.get("max")),
        decimals=entry.get("decimals", 2 if kind is SlotType.COMPUTED else 0),
        max_length=entry.get("max_length", 0),
        choices=tuple(entry.get("choices", ())),
        example=str(entry.get("example", "")),
        village_slot=entry.get("from", ""),
        formula=tuple(entry.get("formula", ())),
        sums=entry.get("sums", False),
    )


def _used(entry: Json, base: Slot) -> Slot:
    """A slot as one template uses it."""
    changes: Json = {name: entry[name] for name in ("label", "unit", "max_length") if name in entry}
    for name, field in (("min", "minimum"), ("max", "maximum")):
        if name in entry:
            changes[field] = _decimal(entry[name])
    if "choices" in entry:
        changes["choices"] = tuple(entry["choices"])
    if "example" in entry:
        changes["example"] = str(entry["example"])
    return replace(base, **changes, optional=entry.get("optional", False))


def _template(entry: Json, slots: Mapping[str, Slot], framework: str) -> Template:
    for use in entry["slots"]:
        if use["slot"] not in slots:
            raise UndefinedSlotError(entry["id"], use["slot"])
    price = entry.get("price")
    return Template(
        id=entry["id"],
        name=entry["name"],
        keywords=tuple(entry["keywords"]),
        form=Form(entry["form"]),
        programme=entry["programme"],
        role=entry["role"],
        framework=framework,
        measure=entry["measure"],
        spread=Spread(entry["spread"]),
        title=entry["title"],
        objectives=tuple(entry["objective"]),
        target=entry["target"],
        kpi=entry["kpi"],
        expected_results=tuple(entry["expected_result"]),
        slots=tuple(_used(use, slots[use["slot"]]) for use in entry["slots"]),
        price=None if price is None else Price(unit=price["unit"], quantity=tuple(price["quantity"])),
        asked_agency=entry.get("asked_agency", ""),
        equipment_type=entry.get("equipment_type", ""),
    )


def _template_json(template: Template, slots: Mapping[str, Slot]) -> Json:
    entry: Json = {
        "id": template.id,
        "name": template.name,
        "keywords": list(template.keywords),
        "form": str(template.form),
        "programme": template.programme,
        "role": template.role,
        "measure": template.measure,
        "spread": str(template.spread),
        "title": template.title,
        "objective": list(template.objectives),
        "target": template.target,
        "kpi": template.kpi,
        "expected_result": list(template.expected_results),
        "slots": [_use_json(slot, slots[slot.name]) for slot in template.slots],
    }
    if template.price:
        entry["price"] = {"unit": template.price.unit, "quantity": list(template.price.quantity)}
    if template.asked_agency:
        entry["asked_agency"] = template.asked_agency
    if template.equipment_type:
        entry["equipment_type"] = template.equipment_type
    return entry


def _use_json(slot: Slot, base: Slot) -> Json:
    entry: Json = {"slot": slot.name}
    if slot.optional:
        entry["optional"] = True
    entry |= {
        name: getattr(slot, name) for name in ("label", "unit", "max_length") if _differs(slot, base, name)
    }
    for name, field in (("min", "minimum"), ("max", "maximum")):
        if _differs(slot, base, field):
            entry[name] = number_json(getattr(slot, field))
    if slot.choices != base.choices:
        entry["choices"] = list(slot.choices)
    if slot.example != base.example:
        is_text = slot.type in (SlotType.TEXT, SlotType.CHOICE, SlotType.VILLAGE_NAME)
        entry["example"] = slot.example if is_text else number_json(Decimal(slot.example))
    return entry


def number_json(number: Decimal) -> int | float:
    """A whole number as such, others as a float; slots have few decimals, so nothing is lost."""
    return int(number) if number == number.to_integral_value() else float(number)


def _differs(slot: Slot, base: Slot, field: str) -> bool:
    return bool(getattr(slot, field) != getattr(base, field))


def _decimal(number: float | None) -> Decimal | None:
    return None if number is None else Decimal(str(number))
