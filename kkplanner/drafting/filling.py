"""One template filled: a project that is linked, complete and ready to be argued over."""

from __future__ import annotations

from decimal import Decimal
from math import prod
from typing import TYPE_CHECKING, Final

from kkplanner.drafting.errors import TextTooLongError
from kkplanner.drafting.facts import VILLAGE_ROLE, village_text
from kkplanner.drafting.money import Money, Quantity, budgets_of
from kkplanner.drafting.pattern import render
from kkplanner.drafting.values import read_values
from kkplanner.plan.kinds import Form
from kkplanner.plan.model import Link, Project
from kkplanner.thai.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kkplanner.drafting.facts import Facts
    from kkplanner.drafting.template import Template
    from kkplanner.drafting.values import Values

LONGEST_TITLE: Final = 250
LONGEST_CELL: Final = 32_767  # what one cell of Excel holds


def fill(
    template: Template, given: Mapping[str, object], facts: Facts, money: Money | None = None
) -> Project:
    """A new project from a template and the values typed for its slots.

    The clerk chose the template, so its link needs no further confirmation. How amounts were worked out
    stands in the project's note.

    Raises:
        what `read_values` and `budgets_of` raise, and `TextTooLongError`.
    """
    values = read_values(template, given, facts)
    budgets, note = budgets_of(money or Money(), template.spread, quantity_of(template, values), facts.period)
    issue, approach = facts.place(template.framework, template.measure)
    where = village_text(values.village) if values.village else ""
    project = Project(
        form=template.form,
        issue=issue,
        approach=approach,
        programme=template.programme,
        title=text_of(template, (template.title,), values),
        objective=text_of(template, template.objectives, values),
        target=text_of(template, (template.target,), values),
        kpi=text_of(template, (template.kpi,), values),
        expected_result=text_of(template, template.expected_results, values),
        agency=where if template.role == VILLAGE_ROLE else facts.agency(template.role),
        asked_agency=template.asked_agency,
        own_budgets=budgets,
        links=(Link(framework=template.framework, code=template.measure, confirmed=True),),
        equipment_type=template.equipment_type,
        village=where,
        district_code=facts.district_code if template.form is Form.P02_2 else "",
        note=note,
    )
    return within_limits(template, project)


def quantity_of(template: Template, values: Values) -> Quantity | None:
    """What a price per unit multiplies in this filling, or None."""
    if template.price is None:
        return None
    factors = [values.number(name) for name in template.price.quantity]
    known = [factor for factor in factors if factor is not None]
    if len(known) != len(factors):
        return None
    return Quantity(prod(known, start=Decimal(1)), template.price.unit)


def text_of(template: Template, patterns: Iterable[str], values: Values) -> str:
    """The patterns filled; several become numbered lines."""
    texts = values.texts
    return normalise(numbered(render(for_place(template, pattern, values), texts) for pattern in patterns))


def numbered(lines: Iterable[str]) -> str:
    """One line as it is, several with numbers in front."""
    many = list(lines)
    if len(many) < 2:
        return "".join(many)
    return "\n".join(f"{n}. {line}" for n, line in enumerate(many, start=1))


def for_place(template: Template, pattern: str, values: Values) -> str:
    """A community has no หมู่ที่: where the text would give one, its name stands alone."""
    village, number, name = values.village, template.village_slot, template.village_name_slot
    if village is None or village.number is not None or number is None or name is None:
        return pattern
    by_number, by_name = f"หมู่ที่ {{{number.name}}}", f"{{{name.name}}}"
    return pattern.replace(f"{by_name} {by_number}", by_name).replace(by_number, by_name)


def within_limits(template: Template, project: Project) -> Project:
    """The project, when each of its texts fits its place.

    Raises:
        TextTooLongError: one does not.
    """
    limits = {
        "title": ("ชื่อโครงการ", LONGEST_TITLE),
        "objective": ("วัตถุประสงค์", LONGEST_CELL),
        "target": ("เป้าหมาย", LONGEST_CELL),
        "kpi": ("ตัวชี้วัด", LONGEST_CELL),
        "expected_result": ("ผลที่คาดว่าจะได้รับ", LONGEST_CELL),
    }
    for field, (label, longest) in limits.items():
        length = len(getattr(project, field))
        if length > longest:
            raise TextTooLongError(template.name, label, length, longest)
    return project
