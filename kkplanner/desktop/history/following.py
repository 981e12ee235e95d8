"""Where a record of the plan is worked on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kkplanner.desktop.page import Place
from kkplanner.desktop.pages import page_of
from kkplanner.plan.document import top_records

if TYPE_CHECKING:
    from kkplanner.plan.document import PlanDocument

_PAGES: Final = {
    "organisation": "organisation",
    "plan": "organisation",
    "village": "organisation",
    "agency": "organisation",
    "unit_price": "organisation",
    "edition": "organisation",
    "issue": "issues",
    "need": "needs",
    "waiver": "check",
    "crosswalk_choice": "linkage",
}
_PARTS: Final = {1: "part1", 2: "part2", 4: "part4"}


def place_of_record(document: PlanDocument, kind: str, uuid: str, field: str = "") -> Place | None:
    """The page of a record, and the field where the page knows it; None where the record is gone or has no page."""
    records = dict(top_records(document))[kind]
    record = next((one for one in records if one.uuid == uuid), None)
    if record is None:
        return None
    if kind == "project":
        return Place(page_of(record.form), uuid, field or None)
    if kind == "section":
        page = _PARTS.get(record.part)
        return Place(page, record.key) if page else None
    page = _PAGES.get(kind)
    return Place(page, uuid) if page else None
