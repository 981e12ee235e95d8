"""What differs between two states of a plan, record by record."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from kkplanner.plan.document import top_records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kkplanner.plan.document import PlanDocument


@dataclass(frozen=True, slots=True)
class RecordDifference:
    """One record that differs between two moments.

    Attributes:
        kind: "project", "issue", …
        uuid: of the record.
        name: what a clerk calls it.
        change: "added", "removed" or "changed".
        fields: of the model, each with its value before and after; empty for an added or removed record.
    """

    kind: str
    uuid: str
    name: str
    change: str
    fields: tuple[tuple[str, object, object], ...] = ()


def compare(before: PlanDocument, after: PlanDocument) -> list[RecordDifference]:
    """What differs, kind by kind in the order of the plan."""
    found: list[RecordDifference] = []
    olds = dict(top_records(before))
    for kind, records in top_records(after):
        old = {one.uuid: one for one in olds[kind]}
        new = {one.uuid: one for one in records}
        for uuid, record in new.items():
            earlier = old.get(uuid)
            if earlier is None:
                found.append(RecordDifference(kind, uuid, _name(record), "added"))
            elif earlier != record:
                changed = tuple(_fields(earlier, record))
                found.append(RecordDifference(kind, uuid, _name(record), "changed", changed))
        found += [
            RecordDifference(kind, uuid, _name(record), "removed")
            for uuid, record in old.items()
            if uuid not in new
        ]
    return found


def _fields(before: Any, after: Any) -> Iterator[tuple[str, object, object]]:  # noqa: ANN401 - any record
    for field in fields(before):
        old = getattr(before, field.name)
        new = getattr(after, field.name)
        if old != new:
            yield field.name, old, new


def _name(record: Any) -> str:  # noqa: ANN401 - any record
    for field in ("title", "name", "text", "rule", "kind"):
        text = getattr(record, field, "")
        if text:
            return str(text)
    return str(record.uuid)
