"""ประเภทครุภัณฑ์: the closed list that budgets use (`resources/lists/equipment_types.json`)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache

from kkplanner.assets import resource


@dataclass(frozen=True, slots=True)
class EquipmentType:
    """One ประเภทครุภัณฑ์."""

    code: str
    name: str
    aliases: tuple[str, ...]


@cache
def equipment_types() -> tuple[EquipmentType, ...]:
    """All types in the order of their codes."""
    data = json.loads(resource("lists", "equipment_types.json").read_text(encoding="utf-8"))
    return tuple(
        EquipmentType(row["code"], row["name"], tuple(row["aliases"])) for row in data["equipment_types"]
    )
