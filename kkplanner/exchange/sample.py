"""The sample plan that ships with the program: a believable plan of a made-up อบต.

`resources/samples/sample_plan.json` is written for people: amounts in baht, references by number. The
identities of its records are derived from their places, so the sample is the same on every machine.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from kkplanner.assets import resource
from kkplanner.plan.document import PlanDocument
from kkplanner.plan.kinds import Form
from kkplanner.plan.model import (
    Agency,
    Approach,
    Issue,
    Link,
    Organisation,
    Plan,
    Project,
    Section,
    SubItem,
    Village,
)
from kkplanner.thai.normalise import normalise
from kkplanner.thai.period import Period

if TYPE_CHECKING:
    from kkplanner.plan.budget import Budgets

_NAMESPACE = UUID("6f0a4c1e-2f0b-5d0a-9a51-0f1c2d571575")
_SATANG = 100

Json = dict[str, Any]


def sample_plan() -> PlanDocument:
    """The sample as a plan document; the same value each time."""
    data = json.loads(resource("samples", "sample_plan.json").read_text(encoding="utf-8"))
    issues = tuple(_issue(issue) for issue in data["issues"])
    issue_uuids = {issue.number: issue.uuid for issue in issues}
    approach_uuids = {approach.number: approach.uuid for issue in issues for approach in issue.approaches}
    villages = {village["number"]: village["name"] for village in data["villages"]}
    rows = [
        *(("project", row) for row in data["projects"]),
        *(("equipment", {**row, "form": str(Form.P03)}) for row in data["equipment"]),
    ]
    return PlanDocument(
        organisation=_organisation(data["organisation"]),
        plan=Plan(
            uuid=_uuid("plan"),
            title=data["plan"]["title"],
            period=Period(*data["plan"]["period"]),
            framework=data["plan"]["framework"],
        ),
        villages=tuple(
            Village(uuid=_uuid("village", village["number"]), **village) for village in data["villages"]
        ),
        agencies=tuple(Agency(uuid=_uuid("agency", agency["name"]), **agency) for agency in data["agencies"]),
        issues=issues,
        projects=tuple(
            _project(_uuid(kind, index), row, issue_uuids, approach_uuids, villages)
            for index, (kind, row) in enumerate(rows)
        ),
        sections=tuple(
            Section(uuid=_uuid("section", section["key"]), **_clean(section)) for section in data["sections"]
        ),
    )


def _uuid(*place: object) -> str:
    return str(uuid5(_NAMESPACE, "/".join(str(step) for step in place)))


def _clean(record: Json) -> Json:
    return {key: normalise(value) if isinstance(value, str) else value for key, value in record.items()}


def _satang(budgets_baht: dict[str, int]) -> Budgets:
    return {int(year): baht * _SATANG for year, baht in budgets_baht.items()}


def _organisation(data: Json) -> Organisation:
    income = data["annual_income_baht"]
    return Organisation(
        uuid=_uuid("organisation"),
        type=data["type"],
        name=data["name"],
        province=data["province"],
        district_code=data["district_code"],
        tambon_code=data["tambon_code"] or "",
        population=data["population"],
        households=data["households"],
        annual_income=None if income is None else income * _SATANG,
    )


def _links(place: str, links: list[Json]) -> tuple[Link, ...]:
    return tuple(
        Link(uuid=_uuid(place, link["framework"], link["code"]), confirmed=True, **link) for link in links
    )


def _issue(data: Json) -> Issue:
    place = f"issue/{data['number']}"
    return Issue(
        uuid=_uuid(place),
        number=data["number"],
        title=normalise(data["title"]),
        approaches=tuple(
            Approach(uuid=_uuid("approach", approach["number"]), **_clean(approach))
            for approach in data["approaches"]
        ),
        links=_links(place, data["links"]),
    )


def _project(
    uuid: str, data: Json, issues: dict[str, str], approaches: dict[str, str], villages: dict[int, str]
) -> Project:
    texts: Json = {
        name: normalise(data.get(name, ""))
        for name in (
            "programme",
            "title",
            "objective",
            "target",
            "kpi",
            "expected_result",
            "agency",
            "asked_agency",
            "equipment_type",
            "district_code",
        )
    }
    village = data.get("village")
    return Project(
        uuid=uuid,
        form=Form(data["form"]),
        issue=issues.get(data.get("issue", "")),
        approach=approaches.get(data.get("approach", "")),
        own_budgets=_satang(data["budgets_baht"]),
        sub_items=tuple(
            SubItem(
                uuid=_uuid(uuid, "sub_item", index),
                text=normalise(item["text"]),
                budgets=_satang(item["budgets_baht"]),
            )
            for index, item in enumerate(data.get("sub_items", ()))
        ),
        links=_links(uuid, data.get("links", [])),
        village=f"หมู่ที่ {village} {villages[village]}" if village else "",
        priority=data.get("priority"),
        **texts,
    )
