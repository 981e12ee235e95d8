"""The documents that a merge compares: under the same uuids, and taken apart where they differ."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kkplanner.plan.document import SINGLES, top_records, with_records
from kkplanner.plan.merging.entities import Entity, Key, all_uuids, entity_of, parts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kkplanner.plan.document import PlanDocument


def usable(same: Mapping[str, str], documents: Iterable[PlanDocument | None]) -> dict[str, str]:
    """Those pairs of which no document has both, each leading to the uuid that stands for it in the end."""
    result: dict[str, str] = {}
    uuids = [{uuid for some in all_uuids(one).values() for uuid in some} for one in documents if one and same]
    for start in same:
        way = [start]
        while way[-1] in same and same[way[-1]] not in way:
            way.append(same[way[-1]])
        circle = same.get(way[-1])
        end = min(way[way.index(circle) :]) if circle in way else way[-1]
        if end != start and not any(start in some and end in some for some in uuids):
            result[start] = end
    return result


def with_identity(document: PlanDocument, ours: PlanDocument) -> PlanDocument:
    """There is one organisation and one plan: they are the same records, whatever their uuids."""
    return with_records(
        document,
        {kind: [replace(getattr(document, kind), uuid=getattr(ours, kind).uuid)] for kind in SINGLES},
    )


class Side:
    """One document: its records, and those in question taken apart."""

    def __init__(self, document: PlanDocument | None) -> None:
        self.conflicts = () if document is None else document.conflicts
        self.records: dict[str, dict[str, Any]] = {}
        if document is not None:
            self.records = {kind: {one.uuid: one for one in some} for kind, some in top_records(document)}
        self.parts: dict[Key, Any] = {}
        self.entities: dict[Key, Entity] = {}
        self.parts_by_owner: dict[str, list[Entity]] = {}
        self.orders: dict[tuple[str, str], list[str]] = {
            (kind, ""): list(some) for kind, some in self.records.items()
        }

    def top(self, kind: str, uuid: str) -> Any:  # noqa: ANN401 - any record, or None
        return self.records.get(kind, {}).get(uuid)

    def take_apart(self, kind: str, uuid: str) -> None:
        record = self.top(kind, uuid)
        if record is None:
            return
        self.entities[kind, uuid] = entity_of(kind, record)
        belonging = self.parts_by_owner[uuid] = []
        for part_kind, parts in parts_of(kind, record):
            self.orders[part_kind, uuid] = [part.uuid for part in parts]
            for part in parts:
                self.parts[part_kind, part.uuid] = part
                entity = self.entities[part_kind, part.uuid] = entity_of(part_kind, part, uuid)
                belonging.append(entity)
