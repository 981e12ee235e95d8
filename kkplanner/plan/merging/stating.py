"""A disagreement put down as a conflict, with the words by which a clerk knows the record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kkplanner.plan.merging.conflict import Conflict, ConflictKind
from kkplanner.plan.merging.entities import OWNER, Entity
from kkplanner.plan.merging.names import record_name
from kkplanner.plan.record_names import kind_name

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from kkplanner.plan.merging.conflict import Path
    from kkplanner.plan.merging.sides import Side
    from kkplanner.plan.model import Project

_HOLDERS = ("issue", "project")


def about_record(
    kind: ConflictKind, side: Side, entity: Entity, path: Path, values: tuple[Any, Any, Any]
) -> Conflict:
    """Of a record or one of its fields; `values` before, ours and theirs. `side` has the record."""
    title = record_name(entity.kind, side.parts.get(entity.key) or side.top(*entity.key))
    holder = _holder(side, str(entity.values.get(OWNER, "")))
    base, ours, theirs = values
    return Conflict(
        kind=kind,
        record_kind=entity.kind,
        record=entity.uuid,
        title=f"{holder} › {title}" if holder else title,
        field=path,
        base=base,
        ours=ours,
        theirs=theirs,
    )


def about_order(
    kind: str,
    owner: str,
    side: Side,
    known: Collection[str],
    orders: tuple[Sequence[str], Sequence[str], Sequence[str]],
) -> Conflict:
    """Of the order of a list, or of the parts of `owner`: before, ours and theirs, of the records of `known`."""
    base, ours, theirs = (tuple(uuid for uuid in order if uuid in known) for order in orders)
    holder = _holder(side, owner)
    return Conflict(
        kind=ConflictKind.ORDER,
        record_kind=kind,
        record=owner,
        title=f"{kind_name(kind)} ใน {holder}" if holder else kind_name(kind),
        base=base,
        ours=ours,
        theirs=theirs,
    )


def about_alike(ours: Project, theirs: Project) -> Conflict:
    """Of two projects of one name."""
    return Conflict(
        kind=ConflictKind.ALIKE,
        record_kind="project",
        record=ours.uuid,
        title=record_name("project", ours),
        theirs=theirs.uuid,
    )


def _holder(side: Side, uuid: str) -> str:
    for kind in _HOLDERS:
        record = side.top(kind, uuid)
        if record is not None:
            return record_name(kind, record)
    return ""
