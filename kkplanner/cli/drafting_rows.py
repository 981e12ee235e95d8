"""Templates and drafted projects as JSON and as lines, for the commands that speak of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kkplanner.drafting.template import Slot, Template
    from kkplanner.plan.model import Project

SURE_ENOUGH = 0.2  # a suggestion below this confidence says nothing about which template is meant


def known_templates(file: Path | None) -> tuple[Template, ...]:
    """All templates; those of a file outweigh those that the clerk keeps, and these the shipped ones."""
    from kkplanner.drafting.own_shelf import own_templates
    from kkplanner.drafting.shelf import templates
    from kkplanner.drafting.template_file import read_template_file

    found: dict[str, Template] = {}
    for template in (*(read_template_file(file) if file else ()), *own_templates(), *templates()):
        found.setdefault(template.id, template)
    return tuple(found.values())


def template_json(template: Template) -> dict[str, Any]:
    from kkplanner.framework import load

    node = load(template.framework).find(template.measure)
    shape: dict[str, Any] = {
        "id": template.id,
        "name": template.name,
        "form": str(template.form),
        "programme": template.programme,
        "role": template.role,
        "framework": template.framework,
        "measure": template.measure,
        "measure_text": node.text if node else "",
        "spread": str(template.spread),
        "title": template.title,
        "target": template.target,
        "slots": [slot_json(slot) for slot in template.slots],
    }
    if template.price:
        shape["price"] = {"unit": template.price.unit, "quantity": list(template.price.quantity)}
    if template.equipment_type:
        shape["equipment_type"] = template.equipment_type
    return shape


def slot_json(slot: Slot) -> dict[str, Any]:
    from kkplanner.drafting.reading import number_json

    shape: dict[str, Any] = {"slot": slot.name, "label": slot.label, "type": str(slot.type)}
    if slot.unit:
        shape["unit"] = slot.unit
    if slot.minimum is not None and slot.maximum is not None:
        shape |= {"min": number_json(slot.minimum), "max": number_json(slot.maximum)}
    if slot.max_length:
        shape["max_length"] = slot.max_length
    if slot.choices:
        shape["choices"] = list(slot.choices)
    if slot.example:
        shape["example"] = slot.example
    shape["optional"] = slot.optional
    return shape


def project_json(project: Project, template_id: str) -> dict[str, Any]:
    """A drafted project; amounts in satang."""
    return {
        "uuid": project.uuid,
        "template": template_id,
        "form": str(project.form),
        "issue": project.issue,
        "approach": project.approach,
        "title": project.title,
        "target": project.target,
        "agency": project.agency,
        "village": project.village,
        "budgets": {str(year): amount for year, amount in project.budgets.items()},
        "sub_items": len(project.sub_items),
        "links": [{"framework": link.framework, "code": link.code} for link in project.links],
        "note": project.note,
    }


def project_lines(project: Project) -> Iterable[str]:
    """A drafted project as a clerk would read it."""
    from kkplanner.plan.budget import total
    from kkplanner.thai.money import format_baht

    years = ", ".join(f"{year}: {format_baht(amount)}" for year, amount in project.budgets.items())
    yield f"{project.form} {project.title}"
    yield f"    เป้าหมาย: {project.target}"
    yield f"    งบประมาณ: {format_baht(total(project.budgets))} บาท ({years or 'ยังไม่ได้ระบุ'})"
    yield f"    หน่วยงาน: {project.agency or project.asked_agency or 'ยังไม่ได้ระบุ'}"
    if project.note:
        yield f"    {'; '.join(project.note.splitlines())}"


def suggested_codes(text: str) -> dict[str, float]:
    """Approaches that the suggester sees in what was asked, with its confidence."""
    from kkplanner.alignment import Suggester
    from kkplanner.framework import load

    ranking = Suggester(load("kkpao-2571")).rank(text, top=3)
    return {one.code: one.confidence for one in ranking.suggestions if one.confidence >= SURE_ENOUGH}
