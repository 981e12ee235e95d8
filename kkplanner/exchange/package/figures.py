"""What a manifest says of a plan in numbers: how many records, and how much money by form and year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kkplanner.plan.kinds import Form

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Project


@dataclass(frozen=True, slots=True)
class FormFigures:
    """One form: its projects or pieces of equipment, and satang by year (พ.ศ.) of the plan's period."""

    projects: int
    satang: Mapping[int, int]

    @property
    def total(self) -> int:
        """Satang of all years."""
        return sum(self.satang.values())


def figures_by_form(document: PlanDocument) -> dict[str, FormFigures]:
    """By number of the form, in the order of the forms; a form without projects has none."""
    years = document.plan.period.years
    found: dict[str, FormFigures] = {}
    for form in Form:
        projects = [project for project in document.projects if project.form is form]
        if projects:
            found[str(form)] = _figures(projects, years)
    return found


def _figures(projects: Iterable[Project], years: Iterable[int]) -> FormFigures:
    satang = dict.fromkeys(years, 0)
    count = 0
    for project in projects:
        count += 1
        for year, amount in project.budgets.items():
            if year in satang:
                satang[year] += amount
    return FormFigures(count, satang)


def totals_as_json(document: PlanDocument) -> dict[str, Any]:
    """The key `totals` of a manifest."""
    return {
        form: {
            "projects": figures.projects,
            "satang": {str(year): amount for year, amount in figures.satang.items()},
        }
        for form, figures in figures_by_form(document).items()
    }


def counts_as_json(document: PlanDocument) -> dict[str, int]:
    """The key `counts` of a manifest."""
    equipment = sum(project.form.is_equipment for project in document.projects)
    return {
        "projects": len(document.projects) - equipment,
        "equipment": equipment,
        "issues": len(document.issues),
        "sections": len(document.sections),
        "needs": len(document.needs),
        "pictures": len(document.pictures),
    }
