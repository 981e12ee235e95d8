"""What a plan of this kind must have: read from `resources/completeness/plan.json`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from kkplanner.assets import resource
from kkplanner.plan.kinds import Form


class RequirementKind(StrEnum):
    """How a requirement is looked at."""

    ORGANISATION = "organisation"  # a field of the organisation
    RECORDS = "records"  # so many records of a kind
    SECTION = "section"  # a piece of narrative that is written
    EACH = "each"  # a field of every record of a kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One thing the plan must have. `text` is what is missing, in Thai."""

    id: str
    kind: RequirementKind
    text: str
    field: str = ""
    of: str = ""
    least: int = 1
    keys: tuple[str, ...] = ()  # any of these sections will do
    forms: frozenset[Form] = frozenset()  # empty: all
    frameworks: frozenset[str] = frozenset()  # empty: the plan's own framework


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the book: its number (0: facts that stand in front of all) and what it must have."""

    part: int
    title: str
    requirements: tuple[Requirement, ...]


@cache
def parts() -> tuple[Part, ...]:
    """All parts in the order of the book."""
    data = json.loads(resource("completeness", "plan.json").read_text(encoding="utf-8"))
    return tuple(
        Part(entry["part"], entry["title"], tuple(map(_requirement, entry["requirements"])))
        for entry in data["parts"]
    )


def _requirement(entry: dict[str, Any]) -> Requirement:
    return Requirement(
        id=entry["id"],
        kind=RequirementKind(entry["kind"]),
        text=entry["text"],
        field=entry.get("field", ""),
        of=entry.get("of", ""),
        least=entry.get("least", 1),
        keys=tuple(entry.get("keys", ())),
        forms=frozenset(map(Form, entry.get("forms", ()))),
        frameworks=frozenset(entry.get("frameworks", ())),
    )
