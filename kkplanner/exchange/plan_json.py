"""The whole plan as one JSON document: stable, complete, described by a published JSON Schema.

The schema is `resources/schemas/plan.schema.json`; `docs/cli.md` explains the fields. Amounts are
integer satang; years are Buddhist; the bytes of pictures are base64. A project's `budgets` are its
totals, sub-items included; `own_budgets` is the part that stands on its own row, so that a plan can be
rebuilt exactly.
"""

from __future__ import annotations

import base64
import json
from dataclasses import asdict
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from kkplanner import __version__
from kkplanner.assets import resource
from kkplanner.errors import UserError
from kkplanner.plan.crosswalk_choice import CrosswalkChoice
from kkplanner.plan.document import PlanDocument
from kkplanner.plan.kinds import EditionKind, Form, MarkKind
from kkplanner.plan.model import (
    Agency,
    Approach,
    Edition,
    Issue,
    Link,
    Mark,
    Need,
    Organisation,
    Plan,
    Project,
    Section,
    SubItem,
    UnitPrice,
    Village,
)
from kkplanner.plan.picture import Picture
from kkplanner.plan.waiver import Waiver
from kkplanner.thai.period import Period
from kkplanner.whole_file import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from jsonschema.protocols import Validator

    from kkplanner.plan.budget import Budgets

_REFERRING = ("$ref", "$defs")
FORMAT = "kkplanner-plan"
VERSION = 1

_PROJECT_PLAIN = (
    "uuid",
    "issue",
    "approach",
    "programme",
    "title",
    "objective",
    "target",
    "kpi",
    "expected_result",
    "agency",
    "asked_agency",
    "edition",
    "equipment_type",
    "village",
    "district_code",
    "start_latitude",
    "start_longitude",
    "end_latitude",
    "end_longitude",
    "priority",
    "note",
)

Json = dict[str, Any]


class PlanJsonError(UserError):
    """The JSON is not a plan of this program, or not a whole one."""


def plan_to_json(document: PlanDocument) -> Json:
    """The plan as plain JSON values, in printed order."""
    plan = document.plan
    return {
        "format": FORMAT,
        "version": VERSION,
        "program": f"kkplanner {__version__}",
        "organisation": asdict(document.organisation),
        "plan": {
            "uuid": plan.uuid,
            "title": plan.title,
            "period": [plan.period.first, plan.period.last],
            "framework": plan.framework,
        },
        "villages": [asdict(village) for village in document.villages],
        "agencies": [asdict(agency) for agency in document.agencies],
        "editions": [_edition_to_json(edition) for edition in document.editions],
        "issues": [_issue_to_json(issue) for issue in document.issues],
        "projects": [_project_to_json(p) for p in document.projects if not p.form.is_equipment],
        "equipment": [_project_to_json(p) for p in document.projects if p.form.is_equipment],
        "sections": [asdict(section) for section in document.sections],
        "needs": [asdict(need) for need in document.needs],
        "unit_prices": [asdict(price) for price in document.unit_prices],
        "waivers": [asdict(waiver) for waiver in document.waivers],
        "crosswalk_choices": [asdict(choice) for choice in document.crosswalk_choices],
        "pictures": [_picture_to_json(picture) for picture in document.pictures],
    }


def plan_from_json(data: Json) -> PlanDocument:
    """Rebuild the plan.

    Raises:
        PlanJsonError: the data does not follow the published schema.
    """
    _validate(data)
    plan = data["plan"]
    rows = [*data["projects"], *data["equipment"]]
    return PlanDocument(
        organisation=Organisation(**data["organisation"]),
        plan=Plan(
            uuid=plan["uuid"],
            title=plan["title"],
            period=Period(*plan["period"]),
            framework=plan["framework"],
        ),
        villages=tuple(Village(**village) for village in data["villages"]),
        agencies=tuple(Agency(**agency) for agency in data["agencies"]),
        editions=tuple(_edition_from_json(edition) for edition in data["editions"]),
        issues=tuple(_issue_from_json(issue) for issue in data["issues"]),
        projects=tuple(_project_from_json(row) for row in rows),
        sections=tuple(Section(**section) for section in data["sections"]),
        needs=tuple(Need(**need) for need in data["needs"]),
        unit_prices=tuple(UnitPrice(**price) for price in data["unit_prices"]),
        waivers=tuple(Waiver(**waiver) for waiver in data["waivers"]),
        crosswalk_choices=tuple(CrosswalkChoice(**choice) for choice in data["crosswalk_choices"]),
        pictures=tuple(
            _picture_from_json(picture, f"pictures/{at}") for at, picture in enumerate(data["pictures"])
        ),
    )


def dumps(document: PlanDocument) -> str:
    """The JSON text: UTF-8 letters kept, two spaces of indent, one final line end."""
    return json.dumps(plan_to_json(document), ensure_ascii=False, indent=2) + "\n"


def write_plan_json(document: PlanDocument, path: Path) -> None:
    """Write the plan to `path`, whole or not at all."""
    with write_whole(path) as unfinished:
        unfinished.write_text(dumps(document), encoding="utf-8", newline="\n")


@cache
def _validator() -> Validator:
    import jsonschema

    schema = json.loads(resource("schemas", "plan.schema.json").read_text(encoding="utf-8"))
    return jsonschema.Draft202012Validator(_written_out(schema, schema["$defs"]))


def _written_out(schema: Any, definitions: Json) -> Any:  # noqa: ANN401 - whatever a schema holds
    """The schema with each reference replaced by what it refers to: half the time of looking it up at each value."""
    if isinstance(schema, list):
        return [_written_out(one, definitions) for one in schema]
    if not isinstance(schema, dict):
        return schema
    whole = {key: _written_out(value, definitions) for key, value in schema.items() if key not in _REFERRING}
    if "$ref" in schema:
        name = schema["$ref"].removeprefix("#/$defs/")
        whole = {**_written_out(definitions[name], definitions), **whole}
    return whole


def _validate(data: Json) -> None:
    problem = next(iter(_validator().iter_errors(data)), None)
    if problem is not None:
        raise _misshapen("/".join(str(step) for step in problem.absolute_path) or "ต้นแฟ้ม")


def _misshapen(place: str) -> PlanJsonError:
    return PlanJsonError(
        f"แฟ้มแผนแบบ JSON นี้ไม่ครบหรือผิดรูปแบบที่ {place} จึงยังไม่ได้นำสิ่งใดเข้า กรุณาส่งออกแฟ้มใหม่จากโปรแกรมต้นทาง"
    )


def _years_to_json(budgets: Mapping[int, int]) -> dict[str, int]:
    return {str(year): budgets[year] for year in sorted(budgets)}


def _years_from_json(budgets: Mapping[str, int]) -> Budgets:
    return {int(year): amount for year, amount in budgets.items()}


def _edition_to_json(edition: Edition) -> Json:
    announced = edition.announced.isoformat() if edition.announced else None
    return {**asdict(edition), "kind": str(edition.kind), "announced": announced}


def _edition_from_json(data: Json) -> Edition:
    announced = date.fromisoformat(data["announced"]) if data["announced"] else None
    return Edition(**{**data, "kind": EditionKind(data["kind"]), "announced": announced})


def _issue_to_json(issue: Issue) -> Json:
    return {
        "uuid": issue.uuid,
        "number": issue.number,
        "title": issue.title,
        "upward_lines": list(issue.upward_lines),
        "approaches": [asdict(approach) for approach in issue.approaches],
        "links": [asdict(link) for link in issue.links],
    }


def _issue_from_json(data: Json) -> Issue:
    return Issue(
        uuid=data["uuid"],
        number=data["number"],
        title=data["title"],
        upward_lines=tuple(data["upward_lines"]),
        approaches=tuple(Approach(**approach) for approach in data["approaches"]),
        links=tuple(Link(**link) for link in data["links"]),
    )


def _project_to_json(project: Project) -> Json:
    return {
        "form": str(project.form),
        **{name: getattr(project, name) for name in _PROJECT_PLAIN},
        "budgets": _years_to_json(project.budgets),
        "own_budgets": _years_to_json(project.own_budgets),
        "enacted_budgets": _years_to_json(project.enacted_budgets),
        "sub_items": [
            {"uuid": item.uuid, "text": item.text, "budgets": _years_to_json(item.budgets)}
            for item in project.sub_items
        ],
        "links": [asdict(link) for link in project.links],
        "marks": [{**asdict(mark), "kind": str(mark.kind)} for mark in project.marks],
    }


def _project_from_json(data: Json) -> Project:
    return Project(
        form=Form(data["form"]),
        **{name: data[name] for name in _PROJECT_PLAIN},
        own_budgets=_years_from_json(data["own_budgets"]),
        enacted_budgets=_years_from_json(data["enacted_budgets"]),
        sub_items=tuple(
            SubItem(uuid=item["uuid"], text=item["text"], budgets=_years_from_json(item["budgets"]))
            for item in data["sub_items"]
        ),
        links=tuple(Link(**link) for link in data["links"]),
        marks=tuple(Mark(**{**mark, "kind": MarkKind(mark["kind"])}) for mark in data["marks"]),
    )


def _picture_to_json(picture: Picture) -> Json:
    return {
        "uuid": picture.uuid,
        "name": picture.name,
        "media_type": picture.media_type,
        "content": base64.b64encode(picture.content).decode("ascii"),
    }


def _picture_from_json(data: Json, place: str) -> Picture:
    try:
        content = base64.b64decode(data["content"], validate=True)
    except ValueError as error:
        raise _misshapen(f"{place}/content") from error
    return Picture(**{**data, "content": content})
