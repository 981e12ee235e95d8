"""Records taken apart into values that can be merged one by one, and put together again.

A record of the top level and each of its parts becomes one entity. What only makes sense together (a project's
ประเด็น and แนวทาง, the two halves of a coordinate) is one value; each year's amount is a value of its own.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from kkplanner.plan.crosswalk_choice import CrosswalkChoice
from kkplanner.plan.document import LISTS, top_records, with_records
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

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.merging.conflict import Path

TYPES: Final[Mapping[str, type]] = {
    "organisation": Organisation,
    "plan": Plan,
    "village": Village,
    "agency": Agency,
    "edition": Edition,
    "issue": Issue,
    "approach": Approach,
    "project": Project,
    "sub_item": SubItem,
    "link": Link,
    "mark": Mark,
    "section": Section,
    "need": Need,
    "unit_price": UnitPrice,
    "waiver": Waiver,
    "crosswalk_choice": CrosswalkChoice,
    "picture": Picture,
}
"""Every kind of record, in the order of references: what is named comes first."""

PARTS: Final[Mapping[str, str]] = {
    "approaches": "approach",
    "sub_items": "sub_item",
    "links": "link",
    "marks": "mark",
}
"""Fields that hold records, and the kind of those."""

BUDGETS: Final = frozenset(("own_budgets", "enacted_budgets", "budgets"))
OWNER: Final = ("owner",)
GROUPS: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "project": (
        ("issue", "approach"),
        ("start_latitude", "start_longitude"),
        ("end_latitude", "end_longitude"),
    ),
    "link": (("confirmed", "confirmed_by"),),
    "edition": (("kind", "number", "year"),),
    "need": (("project", "set_aside_reason"),),
}
"""Fields that are one value together; it is named by the first of them."""

REFERENCES: Final[Mapping[str, tuple[tuple[str, int | None, str], ...]]] = {
    "project": (("issue", 0, "issue"), ("issue", 1, "approach"), ("edition", None, "edition")),
    "mark": (("edition", None, "edition"),),
    "need": (("project", 0, "project"),),
    "waiver": (("project", None, "project"),),
}
"""Kind → (field, place within its value, kind of the record that it names)."""

_REFERRING: Final = frozenset(("uuid", "issue", "approach", "edition", "project"))

Key = tuple[str, str]
"""Kind and uuid."""


@dataclass(slots=True)
class Entity:
    """One record without its parts. A part has the uuid of its owner as the value `OWNER`."""

    kind: str
    uuid: str
    values: dict[Path, Any]

    @property
    def key(self) -> Key:
        return self.kind, self.uuid

    def references(self) -> Iterator[Key]:
        """The records that it names, its owner among them where that is known to be of this kind."""
        for name, place, kind in REFERENCES.get(self.kind, ()):
            value = self.values[(name,)]
            uuid = value if place is None else value[place]
            if uuid is not None:
                yield kind, uuid


@cache
def shape(kind: str) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...], tuple[str, ...]]:
    """Of a kind: its values (each the names of its fields), its fields of amounts by year, of parts."""
    names = [field.name for field in fields(TYPES[kind]) if field.name != "uuid"]
    groups = {group[0]: group for group in GROUPS.get(kind, ())}
    within = {name for group in groups.values() for name in group[1:]}
    values = tuple(
        groups.get(name, (name,))
        for name in names
        if name not in within and name not in BUDGETS and name not in PARTS
    )
    return (
        values,
        tuple(name for name in names if name in BUDGETS),
        tuple(name for name in names if name in PARTS),
    )


def entity_of(kind: str, record: Any, owner: str | None = None) -> Entity:  # noqa: ANN401 - any record
    """A record without its parts."""
    groups, budgets, _ = shape(kind)
    values: dict[Path, Any] = {} if owner is None else {OWNER: owner}
    for group in groups:
        if len(group) == 1:
            values[group] = getattr(record, group[0])
        else:
            values[(group[0],)] = tuple(getattr(record, name) for name in group)
    for name in budgets:
        values |= {(name, year): amount for year, amount in getattr(record, name).items()}
    return Entity(kind, record.uuid, values)


def parts_of(kind: str, record: Any) -> Iterator[tuple[str, tuple[Any, ...]]]:  # noqa: ANN401 - any record
    """(kind, records) of each sort of parts of a record."""
    for name in shape(kind)[2]:
        yield PARTS[name], getattr(record, name)


def record_of(entity: Entity, parts: Mapping[str, tuple[Any, ...]]) -> Any:  # noqa: ANN401 - any record
    """The record of an entity with these parts, by kind."""
    groups, budgets, part_fields = shape(entity.kind)
    found: dict[str, Any] = {name: parts.get(PARTS[name], ()) for name in part_fields}
    found |= {name: {} for name in budgets}
    for path in sorted((path for path in entity.values if len(path) == 2), key=str):
        amount = entity.values[path]
        if amount is not None:
            found[str(path[0])][path[1]] = amount
    for group in groups:
        value = entity.values[(group[0],)]
        found |= {group[0]: value} if len(group) == 1 else dict(zip(group, value, strict=True))
    return TYPES[entity.kind](uuid=entity.uuid, **found)


def renamed(document: PlanDocument, names: Mapping[str, str]) -> PlanDocument:
    """The document with other uuids, in the records and wherever they are named."""
    if not names:
        return document
    conflicts = tuple(replace(one, record=names.get(one.record, one.record)) for one in document.conflicts)
    return with_records(
        replace(document, conflicts=conflicts),
        {kind: [_renamed(one, names) for one in getattr(document, LISTS[kind])] for kind in LISTS},
    )


def _renamed(record: Any, names: Mapping[str, str]) -> Any:  # noqa: ANN401 - any record
    changed: dict[str, Any] = {}
    for field in fields(record):
        value = getattr(record, field.name)
        if field.name in _REFERRING and value in names:
            changed[field.name] = names[value]
        elif field.name in PARTS and value:
            parts = tuple(_renamed(part, names) for part in value)
            if any(new is not old for new, old in zip(parts, value, strict=True)):
                changed[field.name] = parts
    return replace(record, **changed) if changed else record


def all_uuids(document: PlanDocument) -> dict[str, list[str]]:
    """The uuids of every kind, parts included."""
    found: dict[str, list[str]] = defaultdict(list)
    for kind, records in top_records(document):
        for record in records:
            found[kind].append(record.uuid)
            for part_kind, parts in parts_of(kind, record):
                found[part_kind] += [part.uuid for part in parts]
    return found
