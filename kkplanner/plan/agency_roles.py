"""Divisions that an organisation of a kind usually has (`resources/lists/agency_roles.json`)."""

from __future__ import annotations

import json

from kkplanner.assets import resource
from kkplanner.plan.model import Agency

# A small อบต. has about three divisions; a municipality has the others as well.
_SMALL = frozenset(("clerk_office", "finance", "engineering"))


def usual_agencies(organisation_type: str) -> tuple[Agency, ...]:
    """Divisions to begin with; the clerk adds and removes.

    Args:
        organisation_type: short form, "อบต.", "ทต.", "ทม." or "ทน.".
    """
    data = json.loads(resource("lists", "agency_roles.json").read_text(encoding="utf-8"))
    small = organisation_type == "อบต."
    return tuple(
        Agency(name=row["name"], role=row["role"])
        for row in data["agency_roles"]
        if not small or row["role"] in _SMALL
    )
