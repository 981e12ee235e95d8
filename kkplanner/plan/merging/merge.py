"""Three states of a plan made one: what either side changed since the common ancestor, and what they disagree about.

A record is the same on both sides by its uuid. Nothing that a side has is dropped in silence: where both changed
a field, ours stays in the plan and theirs goes into the list of conflicts; what one side removed while the other
changed it, or still names it, stands again and is a conflict too.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from kkplanner.plan.comparing import RecordDifference, compare
from kkplanner.plan.document import LISTS, SINGLES, with_records
from kkplanner.plan.merging.alike import alike_projects, same_records
from kkplanner.plan.merging.conflict import ConflictKind
from kkplanner.plan.merging.entities import (
    OWNER,
    TYPES,
    Entity,
    Key,
    entity_of,
    parts_of,
    record_of,
    renamed,
)
from kkplanner.plan.merging.open_conflicts import still_open
from kkplanner.plan.merging.order import merged_order
from kkplanner.plan.merging.sides import Side, usable, with_identity
from kkplanner.plan.merging.stating import about_alike, about_order, about_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.merging.conflict import Conflict, Path

_NOTHING: Final = object()  # there was no record: equal to no value
_JOINED: Final = "confirmed"


@dataclass(frozen=True, slots=True)
class MergeResult:
    """What came of a merge.

    Attributes:
        document: the plan, with all conflicts that are open now.
        conflicts: those that this merge found; in `document.conflicts` as well.
        taken: what differs from our side as it was, record by record.
        reordered: kinds of records of the top level that ours had in another order.
        same: uuid of theirs → uuid of ours, of records that both sides had added as the same thing.
    """

    document: PlanDocument
    conflicts: tuple[Conflict, ...]
    taken: tuple[RecordDifference, ...]
    reordered: tuple[str, ...] = ()
    same: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether the other side brought nothing."""
        return not (self.conflicts or self.taken or self.reordered)


def merge_documents(
    base: PlanDocument | None,
    ours: PlanDocument,
    theirs: PlanDocument,
    same: Mapping[str, str] | None = None,
) -> MergeResult:
    """Bring what `theirs` changed since `base` into `ours`.

    Args:
        base: the last state that both sides share. None: there is none; every record of either side stands, and
            every field in which they differ is a conflict.
        ours: the plan that stays where the two disagree.
        theirs: the other plan, the same plan under its uuids.
        same: what earlier merges found to be one record: uuid → uuid that stands for it.
    """
    known = usable(same or {}, (base, ours, theirs))
    base, ours_named, theirs = (
        None if base is None else with_identity(renamed(base, known), ours),
        renamed(ours, known),
        with_identity(renamed(theirs, known), ours),
    )
    found = usable(same_records(base, ours_named, theirs), (base, ours_named, theirs))
    base, theirs = None if base is None else renamed(base, found), renamed(theirs, found)
    merger = _Merger(base, ours_named, theirs)
    document, conflicts = merger.merged()
    standing = {one.id for one in ours.conflicts}
    return MergeResult(
        document=document,
        conflicts=tuple(one for one in conflicts if one.id not in standing),
        taken=tuple(compare(ours, document)),
        reordered=tuple(_reordered(ours, document)),
        same=found,
    )


def _reordered(before: PlanDocument, after: PlanDocument) -> Iterable[str]:
    for kind, name in LISTS.items():
        old = [one.uuid for one in getattr(before, name)]
        new = [one.uuid for one in getattr(after, name)]
        both = set(old) & set(new)
        if [uuid for uuid in old if uuid in both] != [uuid for uuid in new if uuid in both]:
            yield kind


class _Merger:
    def __init__(self, base: PlanDocument | None, ours: PlanDocument, theirs: PlanDocument) -> None:
        self.has_base = base is not None
        self.original, self.ours, self.theirs = ours, Side(ours), Side(theirs)
        self.base = Side(base)
        self.alike = list(alike_projects(base, ours, theirs))
        self.untouched: dict[str, dict[str, Any]] = defaultdict(dict)  # equal on both sides
        self.there: set[Key] = set()  # parts of those
        self.kept: dict[Key, Entity] = {}
        self.stands_again: dict[str, Side] = {}  # removed by one side: uuid → the side that still had it
        self.conflicts: list[Conflict] = []
        self.agreed: dict[tuple[str, str, Path], object] = {}  # changed alike: what it was before

    def merged(self) -> tuple[PlanDocument, list[Conflict]]:
        self._take_apart()
        for kind in TYPES:
            for key in self._keys(kind):
                self._merge(key)
        self._bring_back_what_is_named()
        document = self._put_together()
        for ours, theirs in self.alike:
            self.conflicts.append(about_alike(ours, theirs))
        open_now = still_open(
            document,
            (self.base.conflicts, self.ours.conflicts, self.theirs.conflicts),
            self.conflicts,
            self.agreed,
        )
        return replace(document, conflicts=tuple(open_now)), self.conflicts

    # ------------------------------------------------------------------ which records are in question

    def _take_apart(self) -> None:
        for kind in (*SINGLES, *LISTS):
            uuids = dict.fromkeys((*self.ours.records[kind], *self.theirs.records[kind]))
            uuids |= dict.fromkeys(self.base.records.get(kind, ()))
            for uuid in uuids:
                before, ours, theirs = (s.top(kind, uuid) for s in (self.base, self.ours, self.theirs))
                if ours is not None and ours == theirs:
                    self.untouched[kind][uuid] = ours
                    self.there |= {(k, part.uuid) for k, some in parts_of(kind, ours) for part in some}
                    if before is None or before == ours:
                        continue
                    self._agree(entity_of(kind, before), entity_of(kind, ours))
                else:
                    self.ours.take_apart(kind, uuid)
                    self.theirs.take_apart(kind, uuid)
                self.base.take_apart(kind, uuid)

    def _keys(self, kind: str) -> list[Key]:
        return list(
            dict.fromkeys(key for side in (self.ours, self.theirs) for key in side.entities if key[0] == kind)
        )

    # ------------------------------------------------------------------ one record

    def _merge(self, key: Key) -> None:
        before = self.base.entities.get(key)
        ours, theirs = self.ours.entities.get(key), self.theirs.entities.get(key)
        if ours is not None and theirs is not None:
            self.kept[key] = Entity(*key, self._merge_values(key, before, ours, theirs))
            return
        side, entity = (self.ours, ours) if ours is not None else (self.theirs, theirs)
        if entity is None:
            return
        if before is None or self._stays_quietly(side, entity):
            self.kept[key] = entity
        elif self._is_changed(side, entity, before):
            self._stand_again(side, entity)

    def _is_changed(self, side: Side, entity: Entity, before: Entity) -> bool:
        if OWNER in entity.values:
            return entity.values != before.values
        return bool(side.top(*entity.key) != self.base.top(*entity.key))

    def _stays_quietly(self, side: Side, entity: Entity) -> bool:
        """What went only because the record went that it belongs to: both stand again together."""
        owner = entity.values.get(OWNER)
        if owner is None and entity.kind == "waiver":
            owner = entity.values[("project",)]
        return owner is not None and self.stands_again.get(owner) is side

    def _stand_again(self, side: Side, entity: Entity) -> None:
        self.kept[entity.key] = entity
        self.stands_again[entity.uuid] = side
        is_ours = side is self.ours
        values = True, is_ours, not is_ours
        self.conflicts.append(about_record(ConflictKind.REMOVED, side, entity, (), values))

    def _merge_values(self, key: Key, before: Entity | None, ours: Entity, theirs: Entity) -> dict[Path, Any]:
        result: dict[Path, Any] = {}
        for path in dict.fromkeys((*ours.values, *theirs.values)):
            old = _NOTHING if before is None else before.values.get(path)
            mine, other = ours.values.get(path), theirs.values.get(path)
            result[path] = mine
            if mine == other:
                if old is not _NOTHING and old != mine:
                    self.agreed[(*key, path)] = old
            elif self._is_freed(self.ours, path, mine, other):
                pass
            elif mine == old or self._is_freed(self.theirs, path, other, mine):
                result[path] = other
            elif other == old:
                pass
            elif path == (_JOINED,) and (joined := _joined(old, mine, other)) is not None:
                result[path] = joined
            else:
                shown = None if old is _NOTHING else old
                values = shown, mine, other
                self.conflicts.append(about_record(ConflictKind.FIELD, self.ours, ours, path, values))
        return result

    def _is_freed(self, side: Side, path: Path, value: object, other: object) -> bool:
        """Whether the other side only let go of a project that it removed and that stands again."""
        if path != ("project",) or not isinstance(value, tuple) or not isinstance(other, tuple):
            return False
        return other[0] is None and not other[1] and self.stands_again.get(str(value[0])) is side

    def _agree(self, before: Entity, now: Entity) -> None:
        for path in {*before.values, *now.values}:
            old = before.values.get(path)
            if old != now.values.get(path):
                self.agreed[(*now.key, path)] = old

    # ------------------------------------------------------------------ references

    def _bring_back_what_is_named(self) -> None:
        """A record that one side removed and the result still names stands again, with all its parts."""
        waiting = list(self.kept.values())
        while waiting:
            entity = waiting.pop()
            for key in self._named_by(entity):
                if key in self.kept or self._is_untouched(key):
                    continue
                side = self.ours if key in self.ours.entities else self.theirs
                found = side.entities.get(key)
                if found is None:  # it named nothing before either
                    continue
                self._stand_again(side, found)
                waiting.append(found)
                for part in side.parts_by_owner.get(key[1], ()):
                    if part.key not in self.kept:
                        self.kept[part.key] = part
                        waiting.append(part)

    def _named_by(self, entity: Entity) -> list[Key]:
        found = list(entity.references())
        owner = entity.values.get(OWNER)
        if owner is not None:
            kinds = [kind for kind in ("issue", "project") if self._knows((kind, owner))]
            found += [(kind, owner) for kind in kinds[:1]]
        return found

    def _knows(self, key: Key) -> bool:
        return self._is_untouched(key) or key in self.ours.entities or key in self.theirs.entities

    def _is_untouched(self, key: Key) -> bool:
        return key[1] in self.untouched[key[0]] or key in self.there

    # ------------------------------------------------------------------ the result

    def _put_together(self) -> PlanDocument:
        parts: dict[Key, dict[str, Entity]] = defaultdict(dict)  # (kind, owner) → the parts
        for entity in self.kept.values():
            if OWNER in entity.values:
                parts[entity.kind, str(entity.values[OWNER])][entity.uuid] = entity
        made: dict[str, dict[str, tuple[Any, ...]]] = defaultdict(dict)  # owner → its parts by kind
        for (kind, owner), some in parts.items():
            order = self._order(kind, owner, some.keys())
            made[owner][kind] = tuple(record_of(some[uuid], {}) for uuid in order)
        found: dict[str, list[Any]] = {}
        for kind in (*SINGLES, *LISTS):
            records = dict(self.untouched[kind])
            for uuid in [uuid for k, uuid in self.kept if k == kind]:
                records[uuid] = record_of(self.kept[kind, uuid], made[uuid])
            order = self._order(kind, "", records.keys())
            found[kind] = [records[uuid] for uuid in order]
        return with_records(self.original, found)

    def _order(self, kind: str, owner: str, members: Iterable[str]) -> list[str]:
        wanted = list(members)
        if len(wanted) < 2:
            return wanted
        key = kind, owner
        base = self.base.orders.get(key, []) if self.has_base else None
        ours, theirs = self.ours.orders.get(key, []), self.theirs.orders.get(key, [])
        found = merged_order(base, ours, theirs, wanted)
        if found.theirs is not None:
            # What one side alone added is no part of the dispute, which stays the same when it has come over.
            known = set(ours) & set(theirs) & set(wanted if base is None else base)
            conflict = about_order(kind, owner, self.ours, known, (base or (), found.order, found.theirs))
            if conflict.ours != conflict.theirs:
                self.conflicts.append(conflict)
        return found.order


def _joined(before: object, ours: Any, theirs: Any) -> object:  # noqa: ANN401 - (confirmed, by whom)
    """Who confirmed a link on either side; a link that somebody confirmed is, whoever proposed it again."""
    if ours[0] and theirs[0]:
        names = {name for side in (ours, theirs) for name in side[1].split(", ")} - {""}
        return True, ", ".join(sorted(names))
    if before is _NOTHING:
        return ours if ours[0] else theirs
    return None
