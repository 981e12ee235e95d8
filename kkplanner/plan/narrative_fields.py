"""What the fixed texts of the book are filled with: facts of the plan, and settings kept beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from kkplanner.assets import resource
from kkplanner.framework import FrameworkNotFoundError, load
from kkplanner.plan.kinds import EditionKind, Form
from kkplanner.plan.narrative_texts import Filling, fixed_texts
from kkplanner.plan.places import districts
from kkplanner.thai.dates import format_date
from kkplanner.thai.digits import to_arabic
from kkplanner.thai.money import format_baht
from kkplanner.thai.normalise import normalise

if TYPE_CHECKING:
    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Edition

Settings = Mapping[str, object]
"""Settings of a plan as its workbook keeps them; those of the book are texts named "book.<field>"."""

SETTING_PREFIX: Final = "book."
SEAL: Final = "book.seal"
"""Setting: uuid of the picture on the cover."""


@dataclass(frozen=True, slots=True)
class OrganisationType:
    """A kind of local government and what its parts are called; the proper name follows each directly."""

    code: str  # "อบต."
    name: str
    council: str
    executive: str
    ordinance: str  # what its budget law is called


@cache
def organisation_types() -> Mapping[str, OrganisationType]:
    """The kinds by their short forms."""
    data = json.loads(resource("lists", "organisation_types.json").read_text(encoding="utf-8"))
    return {
        row["code"]: OrganisationType(
            row["code"], row["name"], row["council"], row["executive"], row["ordinance"]
        )
        for row in data["organisation_types"]
    }


def filling(document: PlanDocument, settings: Settings, edition: Edition | None = None) -> Filling:
    """The values for the texts of one edition of a plan; None is the first book."""
    values = {**_settings(settings), **_facts(document, edition)}
    kind = EditionKind.ORIGINAL if edition is None else edition.kind
    values["clause"] = values.get("clause") or fixed_texts().announcements[str(kind)].clause
    return Filling(values, document.organisation.type)


def _settings(settings: Settings) -> dict[str, str]:
    values: dict[str, str] = {}
    for name, field in fixed_texts().fields.items():
        if field.is_setting:
            kept = settings.get(SETTING_PREFIX + name)
            values[name] = (normalise(kept) if isinstance(kept, str) else "") or field.default
    return values


def _facts(document: PlanDocument, edition: Edition | None) -> dict[str, str]:
    organisation, plan = document.organisation, document.plan
    kind = organisation_types().get(organisation.type)
    proper = organisation.name.removeprefix(kind.name) if kind else ""
    projects = [project for project in document.projects if project.form is Form.P02]
    years = plan.period.years
    money = sum(project.budgets.get(year, 0) for project in projects for year in years)
    announced = _announced(document, edition)
    return {
        "plan": plan.title,
        "period": plan.period.printed(),
        "organisation": organisation.name,
        "executive": f"{kind.executive}{proper}" if kind else "",
        "council": f"{kind.council}{proper}" if kind else "",
        "ordinance": kind.ordinance if kind else "",
        "province": organisation.province,
        "district": next((d.name for d in districts() if d.code == organisation.district_code), ""),
        "framework": _framework_title(plan.framework),
        "issue_count": str(len(document.issues)),
        "project_count": f"{len(projects):,}",
        "equipment_count": f"{sum(1 for _ in document.projects_of(Form.P03)):,}",
        "total_baht": format_baht(money),
        "edition": edition.label if edition is not None and edition.kind is not EditionKind.ORIGINAL else "",
        "reason": normalise(edition.reason).removeprefix("เนื่องจาก") if edition is not None else "",
        "announcement_day": announced,
    }


def _announced(document: PlanDocument, edition: Edition | None) -> str:
    first = next((each for each in document.editions if each.kind is EditionKind.ORIGINAL), None)
    of = edition if edition is not None else first
    return format_date(of.announced, "official") if of is not None and of.announced is not None else ""


def _framework_title(framework_id: str) -> str:
    try:
        return to_arabic(load(framework_id).title)
    except FrameworkNotFoundError:
        return ""  # reported as missing: the plan names a framework that is not on this machine
