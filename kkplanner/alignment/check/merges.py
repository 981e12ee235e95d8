"""What copies of the plan disagreed about when they were merged, and nobody has decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kkplanner.alignment.check.reading import shown, shown_title
from kkplanner.alignment.check.rule import Hit, plan_rule
from kkplanner.plan.merging import (
    Conflict,
    ConflictKind,
    field_label,
    names_by_uuid,
    undecided,
    value_text,
)
from kkplanner.plan.merging.entities import parts_of
from kkplanner.plan.record_names import kind_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kkplanner.alignment.check.rule import Setting
    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Project

_COLUMNS: Final = {"own_budgets": "budgets", "start_latitude": "coordinates", "end_latitude": "coordinates"}
_OF_PROJECTS: Final = frozenset(
    ("title", "objective", "target", "kpi", "expected_result", "agency", "asked_agency", "programme", "issue",
     "equipment_type", "village", "district_code", "priority", "form")
)  # fmt: skip
_PARTS: Final = {"sub_item": "sub_items", "link": "links"}


@plan_rule("plan.merge-undecided")
def merge_undecided(document: PlanDocument, _setting: Setting) -> Iterator[Hit]:
    conflicts = [one for one in undecided(document) if one.kind is not ConflictKind.ALIKE]
    if not conflicts:
        return
    names = names_by_uuid(document)
    holders = _holders(document)
    for one in conflicts:
        label = field_label(one)
        values: dict[str, object] = {
            "record": shown(one.title)
            if one.kind is ConflictKind.ORDER  # its title names the kind itself
            else f"{kind_name(one.record_kind)} “{shown(one.title)}”",
            "field": f" ช่อง{label}" if label else "",
            "ours": shown(value_text(one, one.ours, names)),
            "theirs": shown(value_text(one, one.theirs, names)),
        }
        yield Hit(_column(one), values, project=holders.get(one.record))


@plan_rule("plan.merge-alike")
def merge_alike(document: PlanDocument, _setting: Setting) -> Iterator[Hit]:
    conflicts = [one for one in undecided(document) if one.kind is ConflictKind.ALIKE]
    projects = {project.uuid: project for project in document.projects} if conflicts else {}
    for one in conflicts:
        project = projects.get(one.record)
        if project is not None:
            yield Hit("title", {"title": shown_title(project)}, project=project)


def _holders(document: PlanDocument) -> dict[str, Project]:
    """The project that a uuid belongs to, its own or that of one of its parts."""
    found = {project.uuid: project for project in document.projects}
    for project in document.projects:
        for _, parts in parts_of("project", project):
            found |= {part.uuid: project for part in parts}
    return found


def _column(conflict: Conflict) -> str | None:
    if conflict.record_kind in _PARTS:
        return _PARTS[conflict.record_kind]
    name = str(conflict.field[0]) if conflict.field else ""
    if conflict.record_kind != "project":
        return None
    return _COLUMNS.get(name) or (name if name in _OF_PROJECTS else None)
