"""The carry-over itself: a new plan document, and the report."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kkplanner.drafting.carry_over.choice import Choice, picked
from kkplanner.drafting.carry_over.placing import Place, PlacedBy, Placing
from kkplanner.drafting.carry_over.report import Carried, CarryOverReport, OldYear, old_years
from kkplanner.drafting.errors import NothingToCarryError
from kkplanner.drafting.facts import Facts
from kkplanner.plan.model import Link, Project, SubItem, new_uuid
from kkplanner.plan.record_names import project_field
from kkplanner.thai.normalise import same_text_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kkplanner.drafting.carry_over.placing import Rank
    from kkplanner.plan.budget import Budgets
    from kkplanner.plan.document import PlanDocument


@dataclass(frozen=True, slots=True)
class CarryOver:
    """The new plan with the carried projects at its end, and what there is to say about them."""

    document: PlanDocument
    report: CarryOverReport


def carry_over(
    old: PlanDocument, into: PlanDocument, choice: Choice | None = None, rank: Rank | None = None
) -> CarryOver:
    """Bring the chosen projects of the ending plan into the new one.

    They arrive as new rows of the first book: years moved, amounts in between unchanged, the place in the
    new framework proposed and unconfirmed, texts as they were. Texts with old years are reported and named
    in the project's note. What the new plan holds already (same form, same title) stays away.

    `rank` gives codes of the new framework for a project, best first, and none where it is not sure.

    Raises:
        NothingToCarryError: the choice matches no project.
    """
    choice = choice or Choice()
    chosen = picked(old, choice)
    if not chosen:
        raise NothingToCarryError
    target = _with_facts(old, into) if choice.facts else into
    facts, placing = Facts(target), Placing(old, into.plan.framework, rank)
    years = choice.year_map(old.plan.period, into.plan.period)
    known = {_identity(project) for project in into.projects}
    carried: list[Carried] = []
    marks: list[OldYear] = []
    present: list[Project] = []
    for project in chosen:
        if _identity(project) in known:
            present.append(project)
            continue
        place = placing.place(project)
        moved = _moved(project, years, place, facts, into.plan.framework)
        found = tuple(old_years(moved, into.plan.period))
        moved = replace(moved, note=_note(project, old, found))
        lost = tuple(year for year, amount in sorted(project.budgets.items()) if amount and year not in years)
        carried.append(Carried(moved, project.uuid, place, lost))
        marks += found
    report = CarryOverReport(
        framework=into.plan.framework,
        carried=tuple(carried),
        present=tuple(present),
        old_years=tuple(marks),
    )
    return CarryOver(replace(target, projects=(*into.projects, *(each.project for each in carried))), report)


def _moved(project: Project, years: Mapping[int, int], place: Place, facts: Facts, framework: str) -> Project:
    issue, approach = facts.place(framework, place.code) if place.code else (None, None)
    kept = tuple(
        replace(link, uuid=new_uuid())
        for link in project.links
        if link.framework == framework and place.by is PlacedBy.LINK
    )
    proposed = (Link(framework=framework, code=place.code),) if place.code else ()
    return replace(
        project,
        uuid=new_uuid(),
        issue=issue,
        approach=approach,
        own_budgets=_shifted(project.own_budgets, years),
        sub_items=tuple(
            SubItem(text=item.text, budgets=_shifted(item.budgets, years)) for item in project.sub_items
        ),
        enacted_budgets={},
        links=kept or proposed,
        marks=(),  # they name editions of the old plan
        edition=None,
    )


def _shifted(budgets: Budgets, years: Mapping[int, int]) -> Budgets:
    moved: Budgets = {}
    for year, amount in sorted(budgets.items()):
        if year in years:
            moved[years[year]] = moved.get(years[year], 0) + amount
    return dict(sorted(moved.items()))


def _note(project: Project, old: PlanDocument, found: tuple[OldYear, ...]) -> str:
    lines = [project.note, f"ยกมาจาก{old.plan.title} ({old.plan.period.printed()})"]
    if found:
        fields = ", ".join(dict.fromkeys(project_field(mark.field) for mark in found))
        years = ", ".join(dict.fromkeys(str(mark.year) for mark in found))
        lines.append(f"โปรดตรวจปีเดิม ({years}) ใน{fields}")
    return "\n".join(filter(None, lines))


def _identity(project: Project) -> tuple[str, str, str]:
    """Two rows with these in common are the same project to a clerk."""
    return str(project.form), same_text_key(project.title), same_text_key(project.target)


def _with_facts(old: PlanDocument, into: PlanDocument) -> PlanDocument:
    """The new plan with the old one's villages, divisions and prices where it has none itself."""
    return replace(
        into,
        villages=into.villages or tuple(replace(village, uuid=new_uuid()) for village in old.villages),
        agencies=into.agencies or tuple(replace(agency, uuid=new_uuid()) for agency in old.agencies),
        unit_prices=into.unit_prices or tuple(replace(price, uuid=new_uuid()) for price in old.unit_prices),
    )
