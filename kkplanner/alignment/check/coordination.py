"""Rules: what the district and the PAO need of a project beyond the organisation's capacity (ผ.02/2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkplanner.alignment.check.reading import is_construction, shown_title
from kkplanner.alignment.check.rule import Hit, Mend, Setting, plan_rule, project_rule
from kkplanner.alignment.check.terms import terms
from kkplanner.plan.kinds import Form
from kkplanner.plan.places import districts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Project


@project_rule("project.district-missing")
def district_missing(project: Project, setting: Setting) -> Iterator[Hit]:
    if project.form is Form.P02_2 and not project.district_code.strip():
        own = setting.document.organisation.district_code
        name = _district_name(own)
        yield Hit("district_code", {"district": name}, Mend(own) if name else None)


@project_rule("project.district-unknown")
def district_unknown(project: Project, setting: Setting) -> Iterator[Hit]:
    code = project.district_code.strip()
    if code and setting.document.organisation.province in terms().boxes and not _district_name(code):
        yield Hit("district_code", {"code": code})


@project_rule("project.coordinates-missing")
def coordinates_missing(project: Project, _setting: Setting) -> Iterator[Hit]:
    if project.form is Form.P02_2 and is_construction(project) and None in _start(project):
        yield Hit("coordinates")


@project_rule("project.coordinates-outside")
def coordinates_outside(project: Project, setting: Setting) -> Iterator[Hit]:
    province = setting.document.organisation.province
    box = terms().boxes.get(province)
    if box is None:
        return
    ends = ((project.start_latitude, project.start_longitude), (project.end_latitude, project.end_longitude))
    for latitude, longitude in ends:
        if latitude is not None and longitude is not None and not box.holds(latitude, longitude):
            yield Hit("coordinates", {"latitude": latitude, "longitude": longitude, "province": province})
            return


@project_rule("project.priority-missing")
def priority_missing(project: Project, _setting: Setting) -> Iterator[Hit]:
    if project.form is Form.P02_2 and project.priority is None:
        yield Hit("priority")


@plan_rule("project.priority-repeated")
def priority_repeated(document: PlanDocument, _setting: Setting) -> Iterator[Hit]:
    first: dict[tuple[str, int], Project] = {}
    for project in document.projects:
        if project.form is not Form.P02_2 or project.priority is None:
            continue
        other = first.setdefault((project.district_code, project.priority), project)
        if other is not project:
            values: dict[str, object] = {"priority": project.priority, "other": shown_title(other)}
            yield Hit("priority", values, project=project)


def _start(project: Project) -> tuple[float | None, float | None]:
    return project.start_latitude, project.start_longitude


def _district_name(code: str) -> str:
    return next((district.name for district in districts() if district.code == code), "")
