"""What a template needs to know of the organisation and of its plan, looked up once for many projects."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Final

from kkplanner.assets import resource
from kkplanner.drafting.likeness import likeness
from kkplanner.framework import load
from kkplanner.thai.digits import to_arabic
from kkplanner.thai.normalise import same_text_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Approach, Issue, UnitPrice, Village
    from kkplanner.thai.period import Period

VILLAGE_ROLE: Final = "village"
_SAME_NUMBER: Final = 0.2  # likeness of titles at which an equal number is believed
_ALIKE: Final = 0.45  # likeness at which the title alone is believed


@cache
def agency_roles() -> Mapping[str, dict[str, Any]]:
    """Roles of templates: the usual name of the division, how its name begins, who stands in where it is missing."""
    document = json.loads(resource("lists", "agency_roles.json").read_text(encoding="utf-8"))
    return {entry["role"]: entry for entry in document["agency_roles"]}


class Facts:
    """Villages, divisions, prices and own ประเด็น/แนวทาง of one plan, as they stand in `document`."""

    def __init__(self, document: PlanDocument) -> None:
        self._document = document
        self._places: dict[tuple[str, str], tuple[Issue | None, Approach | None]] = {}

    @property
    def period(self) -> Period:
        return self._document.plan.period

    @property
    def district_code(self) -> str:
        return self._document.organisation.district_code

    @property
    def villages(self) -> tuple[Village, ...]:
        return self._document.villages

    def village(self, asked: object) -> Village | None:
        """The village of a number (หมู่ที่), a name with or without the word บ้าน, or both; None where there is none."""
        key = village_key(str(asked))
        return next(
            (
                village
                for village in self._document.villages
                if key in (str(village.number), village_key(village.name), village_key(village_text(village)))
            ),
            None,
        )

    def unit_price(self, name: str) -> UnitPrice | None:
        """The price the clerk keeps under this name."""
        key = same_text_key(name)
        return next((price for price in self._document.unit_prices if same_text_key(price.name) == key), None)

    def agency(self, role: str) -> str:
        """The name of the division that stands for a role.

        A division marked with the role comes first, then one whose name says so, then whoever usually does
        the work in a small organisation; the usual name where no division is recorded at all. Empty where
        divisions are recorded and none fits.
        """
        entry = agency_roles().get(role)
        if entry is None:
            return ""
        agencies = self._document.agencies
        if not agencies:
            return str(entry["name"])
        for each in (role, *entry["stand_ins"]):
            for agency in agencies:
                if agency.role == each:
                    return agency.name
            patterns = [same_text_key(pattern) for pattern in agency_roles()[each]["patterns"]]
            for agency in agencies:
                if any(pattern in same_text_key(agency.name) for pattern in patterns):
                    return agency.name
        return ""

    def place(self, framework_id: str, code: str) -> tuple[str | None, str | None]:
        """Uuids of the own ประเด็น and แนวทาง under which a node of the framework belongs.

        The issue is the one linked to the node's issue; the approach is found through its text, through
        projects placed there before, or through its number; None where nothing is found.
        """
        issue, approach = self._place(framework_id, code)
        return (issue.uuid if issue else None, approach.uuid if approach else None)

    def _place(self, framework_id: str, code: str) -> tuple[Issue | None, Approach | None]:
        known = self._places.get((framework_id, code))
        if known is None:
            known = self._places[framework_id, code] = self._find(framework_id, code)
        return known

    def _find(self, framework_id: str, code: str) -> tuple[Issue | None, Approach | None]:
        framework = load(framework_id)
        node = framework.find(code)
        if node is None:
            return None, None
        line = (node, *framework.ancestors(code))
        top = next((each.code for each in line if each.level == "issue"), "")
        issue = next(
            (
                issue
                for issue in self._document.issues
                if any(link.framework == framework_id and link.code == top for link in issue.links)
            ),
            None,
        )
        approach_node = next((each for each in line if each.level == "approach"), None)
        if issue is None or approach_node is None or not issue.approaches:
            return issue, None
        return issue, self._approach(issue, framework_id, approach_node.code, approach_node.text)

    def _approach(self, issue: Issue, framework_id: str, code: str, text: str) -> Approach | None:
        same = next((a for a in issue.approaches if same_text_key(a.title) == same_text_key(text)), None)
        if same is not None:
            return same
        used = self._practice.get((framework_id, code), Counter())
        for uuid, _times in used.most_common():
            found = next((a for a in issue.approaches if a.uuid == uuid), None)
            if found is not None:
                return found
        scores = {approach.uuid: likeness(approach.title, text) for approach in issue.approaches}
        numbered = next((a for a in issue.approaches if to_arabic(a.number).strip() == code), None)
        if numbered is not None and scores[numbered.uuid] >= _SAME_NUMBER:
            return numbered
        best = max(issue.approaches, key=lambda approach: scores[approach.uuid])
        return best if scores[best.uuid] >= _ALIKE else None

    @cached_property
    def _practice(self) -> dict[tuple[str, str], Counter[str]]:
        """Own แนวทาง under which confirmed projects of each framework approach stand."""
        found: dict[tuple[str, str], Counter[str]] = {}
        for project in self._document.projects:
            for link in project.links:
                if link.confirmed and project.approach:
                    code = ".".join(link.code.split(".")[:2])
                    found.setdefault((link.framework, code), Counter())[project.approach] += 1
        return found


def village_text(village: Village) -> str:
    """As `Project.village` keeps it: "หมู่ที่ 3 บ้านหนองน้ำใส"; a community without number by its name."""
    return village.name if village.number is None else f"หมู่ที่ {village.number} {village_name(village.name)}"


def village_name(name: str) -> str:
    """The name with the word บ้าน in front, unless it says ชุมชน or หมู่บ้าน itself."""
    return name if name.startswith(("บ้าน", "ชุมชน", "หมู่บ้าน")) else f"บ้าน{name}"


def village_key(text: str) -> str:
    key = to_arabic(same_text_key(text)).removeprefix("หมู่ที่").removeprefix("ม.").removeprefix("หมู่บ้าน")
    return key if key in ("บ้าน", "ชุมชน") else key.removeprefix("บ้าน").removeprefix("ชุมชน")
