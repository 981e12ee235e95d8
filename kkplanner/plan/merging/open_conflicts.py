"""The conflicts of a plan that nobody has decided: carried along by merges, and closed when they fall away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kkplanner.plan.document import top_records
from kkplanner.plan.merging.conflict import Conflict, ConflictKind
from kkplanner.plan.merging.entities import Key, entity_of, parts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.merging.conflict import Path

Records = dict[Key, tuple[Any, str | None]]

_MISSING: Final = object()


def still_open(
    document: PlanDocument,
    sides: tuple[Sequence[Conflict], Sequence[Conflict], Sequence[Conflict]],
    new: Sequence[Conflict],
    agreed: Mapping[tuple[str, str, Path], object],
) -> list[Conflict]:
    """What is open after a merge.

    Args:
        document: the result.
        sides: what was open in the common ancestor, in ours and in theirs. One that a side has decided is gone.
        new: what this merge found; it takes the place of an older one whose other value is not wanted any more.
        agreed: what both sides changed to the same value, and what it was before.
    """
    records = index(document)
    base, ours, theirs = ({one.id: one for one in side} for side in sides)
    found = {id_: one for id_, one in ours.items() if id_ in theirs or id_ not in base}
    for id_, one in theirs.items():
        if id_ not in ours and id_ not in base:
            found[id_] = _seen_from_here(one, records)
    given_up = {(one.target, _key(one.base)) for one in new}
    # Two who each left a value open have not given it up: both only kept one of their own.
    left_open = _values(ours.values()) & _values(theirs.values())
    result = [
        one
        for id_, one in found.items()
        if (one.target, _key(one.theirs)) in left_open
        or (
            (one.target, _key(one.theirs)) not in given_up
            and not (
                one.kind is ConflictKind.FIELD
                and agreed.get((one.record_kind, one.record, one.field), _MISSING) == one.theirs
            )
        )
    ]
    known = {one.id for one in result}
    return result + [one for one in new if one.id not in known]


def _values(conflicts: Iterable[Conflict]) -> set[tuple[object, str]]:
    return {(one.target, _key(value)) for one in conflicts for value in (one.ours, one.theirs)}


def _key(value: object) -> str:
    return repr(value)


def _seen_from_here(conflict: Conflict, records: Records) -> Conflict:
    if conflict.kind in (ConflictKind.REMOVED, ConflictKind.ALIKE):
        return conflict.swapped()
    if conflict.kind is ConflictKind.FIELD and conflict.record_kind != "setting":
        value = value_of(records, conflict)
        if value == conflict.theirs and value != conflict.ours:
            return conflict.swapped()
    return conflict


def undecided(document: PlanDocument) -> list[Conflict]:
    """The conflicts of a plan that still mean something.

    One whose record is gone, or whose field has come to hold the other value, has been decided by editing.
    """
    if not document.conflicts:
        return []
    records = index(document)
    return [one for one in document.conflicts if _is_undecided(records, one)]


def _is_undecided(records: Records, conflict: Conflict) -> bool:
    if conflict.record_kind == "setting":
        return True
    if conflict.kind is ConflictKind.ORDER:
        owner = conflict.record
        return not owner or ("issue", owner) in records or ("project", owner) in records
    if (conflict.record_kind, conflict.record) not in records:
        return False
    if conflict.kind is ConflictKind.ALIKE:
        return (conflict.record_kind, str(conflict.theirs)) in records
    if conflict.kind is ConflictKind.REMOVED:
        return True
    return bool(value_of(records, conflict) != conflict.theirs)


def index(document: PlanDocument) -> Records:
    """Every record with the uuid of the record that it is part of, by kind and uuid."""
    found: Records = {}
    for kind, records in top_records(document):
        for record in records:
            found[kind, record.uuid] = record, None
            for part_kind, parts in parts_of(kind, record):
                for part in parts:
                    found[part_kind, part.uuid] = part, record.uuid
    return found


def value_of(records: Records, conflict: Conflict) -> object:
    """What stands in the plan now in the field that a conflict is about; None where the record is gone."""
    record, owner = records.get((conflict.record_kind, conflict.record), (None, None))
    if record is None:
        return None
    return entity_of(conflict.record_kind, record, owner).values.get(conflict.field)
