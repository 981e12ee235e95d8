"""Rules: every need heard at a meeting of the people (ประชาคม) ends in a funded project or in a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkplanner.alignment.check.reading import shown_title
from kkplanner.alignment.check.rule import Hit, Setting, plan_rule
from kkplanner.plan.budget import funded_years

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Need

_LONGEST = 80


@plan_rule("plan.no-needs")
def no_needs(document: PlanDocument, _setting: Setting) -> Iterator[Hit]:
    if not document.needs:
        yield Hit("needs")


@plan_rule("need.undecided")
def undecided(document: PlanDocument, _setting: Setting) -> Iterator[Hit]:
    for number, need in enumerate(document.needs, start=1):
        if need.project is None and not need.set_aside_reason.strip():
            yield Hit("needs", _named(need, number))


@plan_rule("need.project-removed")
def project_removed(document: PlanDocument, _setting: Setting) -> Iterator[Hit]:
    present = {project.uuid for project in document.projects}
    for number, need in enumerate(document.needs, start=1):
        if need.project is not None and need.project not in present and not need.set_aside_reason.strip():
            yield Hit("needs", _named(need, number))


@plan_rule("need.project-unfunded")
def project_unfunded(document: PlanDocument, setting: Setting) -> Iterator[Hit]:
    projects = {project.uuid: project for project in document.projects}
    for number, need in enumerate(document.needs, start=1):
        project = projects.get(need.project or "")
        if project is not None and not set(funded_years(project.budgets)) & set(setting.years):
            yield Hit("needs", {**_named(need, number), "project": shown_title(project)}, project=project)


def _named(need: Need, number: int) -> dict[str, object]:
    """The need as a sentence can speak of it: its number in the list, the place and its beginning."""
    text = " ".join(need.text.split()) or "(ไม่มีข้อความ)"
    shown = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
    return {"number": number, "need": f"{need.place}: {shown}" if need.place.strip() else shown}
