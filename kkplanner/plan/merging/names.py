"""What a clerk calls a record and a value of a conflict."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from kkplanner.plan.document import top_records
from kkplanner.plan.merging.conflict import ConflictKind
from kkplanner.plan.merging.entities import BUDGETS, parts_of
from kkplanner.plan.merging.moved import moved_apart
from kkplanner.plan.record_names import field_name
from kkplanner.plan.rising import longest_rise
from kkplanner.thai.dates import format_date
from kkplanner.thai.money import format_baht

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.merging.conflict import Conflict

_LONGEST_TITLE: Final = 120
_LONGEST_LIST: Final = 12
_LONGEST_NEIGHBOUR: Final = 55  # two of them fit on a line
_SATANG: Final = frozenset(("annual_income", "price"))
_EMPTY: Final = "ว่าง"


def record_name(kind: str, record: Any) -> str:  # noqa: ANN401 - any record
    """What a clerk calls the record, on one line; its kind where it has no words of its own."""
    name = _NAMED[kind](record) if kind in _NAMED else record.title
    line = " ".join(str(name).split())
    if not line:
        return "(ไม่มีชื่อ)"
    return line if len(line) <= _LONGEST_TITLE else f"{line[:_LONGEST_TITLE]}…"


def _numbered(record: Any) -> str:  # noqa: ANN401
    return f"{record.number} {record.title}" if record.number else str(record.title)


_NAMED: Final[dict[str, Callable[[Any], str]]] = {
    "organisation": lambda one: one.name,
    "village": lambda one: one.name if one.number is None else f"หมู่ที่ {one.number} {one.name}",
    "agency": lambda one: one.name,
    "edition": lambda one: one.label,
    "issue": _numbered,
    "approach": _numbered,
    "sub_item": lambda one: one.text,
    "link": lambda one: f"{one.framework} {one.code}",
    "mark": lambda one: one.text,
    "need": lambda one: one.text,
    "unit_price": lambda one: one.name,
    "waiver": lambda one: one.rule,
    "crosswalk_choice": lambda one: (
        f"{one.source_framework} {one.source_code} → {one.target_framework} {one.target_code}"
    ),
    "picture": lambda one: one.name,
}


def names_by_uuid(*documents: PlanDocument) -> dict[str, str]:
    """What every record of these documents is called, the first document first."""
    found: dict[str, str] = {}
    for document in documents:
        for kind, records in top_records(document):
            for record in records:
                found.setdefault(record.uuid, record_name(kind, record))
                for part_kind, parts in parts_of(kind, record):
                    for part in parts:
                        found.setdefault(part.uuid, record_name(part_kind, part))
    return found


def field_label(conflict: Conflict) -> str:
    """What a clerk calls the field that a conflict is about; empty where it is about a whole record."""
    if conflict.kind is ConflictKind.ORDER:
        return field_name("", ("order",))
    return field_name(conflict.record_kind, conflict.field)


def value_text(conflict: Conflict, value: object, names: Mapping[str, str]) -> str:
    """A value of a conflict as a clerk reads it.

    Args:
        conflict: which it is of.
        value: its `base`, `ours` or `theirs`.
        names: of records that the value may name, from `names_by_uuid`.
    """
    if conflict.kind is ConflictKind.REMOVED:
        return "คงไว้" if value else "ลบ"
    if conflict.kind is ConflictKind.ALIKE:
        return names.get(str(value), str(value))
    if conflict.kind is ConflictKind.ORDER and isinstance(value, tuple):
        return _places_told(conflict, value, names)
    name = str(conflict.field[0]) if conflict.field else ""
    return _told(value, names, is_amount=name in BUDGETS or name in _SATANG)


def _places_told(conflict: Conflict, value: tuple[object, ...], names: Mapping[str, str]) -> str:
    """Where a side has the records that the two have in different places: each with the one before it."""
    moved = _in_other_places(conflict)
    told = []
    before = ""
    for uuid in map(str, value):
        if uuid in moved:
            place = f"ต่อจาก “{_short(names, before)}”" if before else "เป็นลำดับแรก"
            told.append(f"“{_short(names, uuid)}” {place}")
        before = uuid
    more = f" … รวม {len(told)} รายการ" if len(told) > _LONGEST_LIST else ""
    return " · ".join(told[:_LONGEST_LIST]) + more


def _short(names: Mapping[str, str], uuid: str) -> str:
    name = names.get(uuid, "…")
    return name if len(name) <= _LONGEST_NEIGHBOUR else f"{name[:_LONGEST_NEIGHBOUR]}…"


def _in_other_places(conflict: Conflict) -> set[str]:
    base, ours, theirs = (
        [str(each) for each in side] if isinstance(side, tuple) else []
        for side in (conflict.base, conflict.ours, conflict.theirs)
    )
    known = set(base) & set(ours) & set(theirs)
    rank = {uuid: place for place, uuid in enumerate(uuid for uuid in base if uuid in known)}
    sides = [[uuid for uuid in side if uuid in known] for side in (ours, theirs)]
    # Of an order that goes in a circle no single record is to blame; then those that stand otherwise are named.
    return moved_apart(rank, *sides) or _otherwise(ours, theirs)


def _otherwise(ours: Sequence[str], theirs: Sequence[str]) -> set[str]:
    rank = {uuid: place for place, uuid in enumerate(ours)}
    shared = [uuid for uuid in theirs if uuid in rank]
    kept = longest_rise([rank[uuid] for uuid in shared])
    return {uuid for place, uuid in enumerate(shared) if place not in kept}


def _told(value: object, names: Mapping[str, str], *, is_amount: bool = False) -> str:
    if value is None or value in ("", ()):
        return _EMPTY
    if isinstance(value, tuple):
        told = [_told(each, names) for each in value if each is not None and each != ""]
        return " · ".join(told) or _EMPTY
    if is_amount and isinstance(value, int):
        return f"{format_baht(value)} บาท"
    told_as = next((tell for kind, tell in _TELLING if isinstance(value, kind)), None)
    return told_as(value) if told_as else names.get(str(value), str(value))


_TELLING: Final[tuple[tuple[type, Callable[[Any], str]], ...]] = (
    (bool, lambda value: "ใช่" if value else "ไม่ใช่"),
    (bytes, lambda value: f"ภาพขนาด {len(value):,} ไบต์"),
    (date, format_date),
    (dict, lambda value: json.dumps(value, ensure_ascii=False)),
    (list, lambda value: json.dumps(value, ensure_ascii=False)),
)
