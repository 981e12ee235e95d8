"""What a clerk decided about conflicts, carried out on the plan."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, Literal

from kkplanner.errors import WrongUsageError
from kkplanner.plan.document import LISTS, SINGLES, top_records, with_records
from kkplanner.plan.merging.conflict import Conflict, ConflictKind
from kkplanner.plan.merging.entities import GROUPS, OWNER, PARTS, Key, renamed, shape
from kkplanner.plan.merging.open_conflicts import index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.merging.open_conflicts import Records

Choice = Literal["ours", "theirs", "both"]
CHOICES: Final[tuple[Choice, ...]] = ("ours", "theirs", "both")


class ChoiceRefusedError(WrongUsageError):
    """A conflict that is not open, or a choice that it does not have."""


@dataclass(frozen=True, slots=True)
class Decided:
    """The plan as decided.

    Attributes:
        document: without the decided conflicts.
        settings: values to keep, None for one that goes.
    """

    document: PlanDocument
    settings: Mapping[str, Any] = field(default_factory=dict)


def choices_of(conflict: Conflict) -> tuple[Choice, ...]:
    """What can be chosen: of two records of one name both may stay."""
    return CHOICES if conflict.kind is ConflictKind.ALIKE else ("ours", "theirs")


def require_choices(conflicts: Iterable[Conflict], choices: Mapping[str, Choice]) -> None:
    """Let only choices pass that these conflicts have.

    Raises:
        ChoiceRefusedError: no conflict of that id is open, or it has no such choice.
    """
    known = {one.id: one for one in conflicts}
    for id_, choice in choices.items():
        conflict = known.get(id_)
        if conflict is None:
            raise ChoiceRefusedError(f"ไม่มีข้อขัดแย้ง {id_} ที่รอการตัดสินใจ แผนไม่เปลี่ยนแปลง กรุณาดูรหัสจากรายการข้อขัดแย้ง")
        if choice not in choices_of(conflict):
            raise ChoiceRefusedError(
                f"ข้อขัดแย้ง {id_} เลือกได้เพียง {' หรือ '.join(choices_of(conflict))} แผนไม่เปลี่ยนแปลง กรุณาเลือกใหม่"
            )


def decide(document: PlanDocument, settings: Mapping[str, Any], choices: Mapping[str, Choice]) -> Decided:
    """Carry out choices, and close the conflicts that they decide.

    "ours" and "theirs" are the sides of the conflict: of a field the value that stands in the plan, or the
    other one; of a record that one side removed, what that side wanted. A conflict that editing has settled
    closes whatever is chosen.

    Args:
        document: the plan with its open conflicts.
        settings: of the plan, as they are now.
        choices: id of a conflict → side.

    Raises:
        ChoiceRefusedError: no conflict of that id is open, or it has no such choice.
    """
    require_choices(document.conflicts, choices)
    known = {one.id: one for one in document.conflicts}
    left = tuple(one for one in document.conflicts if one.id not in choices)
    changed: dict[str, Any] = {}
    fields: list[Conflict] = []
    others: list[tuple[Conflict, Choice]] = []
    for id_, choice in choices.items():
        conflict = known[id_]
        if conflict.record_kind == "setting":
            changed |= _of_setting(conflict, choice, {**settings, **changed})
        elif conflict.kind is not ConflictKind.FIELD or conflict.field == OWNER:
            others.append((conflict, choice))
        elif choice == "theirs":
            fields.append(conflict)
    document = _with_values(document, fields)
    for conflict, choice in others:
        document = _carried_out(document, conflict, choice)
    return Decided(replace(document, conflicts=left), changed)


def _of_setting(conflict: Conflict, choice: Choice, settings: Mapping[str, Any]) -> dict[str, Any]:
    if choice == "ours":
        return {}
    if not conflict.field:
        return {conflict.record: conflict.theirs}
    value = dict(settings.get(conflict.record) or {})
    value[str(conflict.field[0])] = conflict.theirs
    return {conflict.record: {name: each for name, each in value.items() if each is not None} or None}


def _carried_out(document: PlanDocument, conflict: Conflict, choice: Choice) -> PlanDocument:
    if conflict.kind is ConflictKind.ORDER:
        return _ordered(document, conflict) if choice == "theirs" else document
    records = index(document)
    kind, uuid = conflict.record_kind, conflict.record
    if (kind, uuid) not in records:
        return document
    if conflict.kind is ConflictKind.REMOVED:
        is_kept = conflict.ours if choice == "ours" else conflict.theirs
        return document if is_kept else _without(document, kind, uuid, records)
    if conflict.kind is ConflictKind.ALIKE:
        return _with_one(document, conflict, choice, records)
    return document if choice == "ours" else _with_owner(document, conflict, records)


def _with_one(document: PlanDocument, conflict: Conflict, choice: Choice, records: Records) -> PlanDocument:
    kind, other = conflict.record_kind, str(conflict.theirs)
    if choice == "both" or (kind, other) not in records:
        return document
    stays, goes = (conflict.record, other) if choice == "ours" else (other, conflict.record)
    # What named the one that goes names the other.
    pointed = replace(renamed(document, {goes: stays}), projects=document.projects)
    return _without(pointed, kind, goes, records)


def _with_owner(document: PlanDocument, conflict: Conflict, records: Records) -> PlanDocument:
    kind = conflict.record_kind
    part, owner = records[kind, conflict.record]
    wanted = str(conflict.theirs)
    if not any((owner_kind, wanted) in records for owner_kind in ("issue", "project")):
        return document
    return _put(_put(document, kind, part.uuid, None, owner), kind, part.uuid, part, wanted)


def _with_values(document: PlanDocument, conflicts: list[Conflict]) -> PlanDocument:
    """The document with the other values in these fields, all in one go."""
    records = index(document) if conflicts else {}
    changed: dict[Key, Any] = {}
    for conflict in conflicts:
        key = conflict.record_kind, conflict.record
        if key in records:
            changed[key] = _with_value(changed.get(key, records[key][0]), conflict)
    if not changed:
        return document
    lists = {}
    for kind, some in top_records(document):
        wanted = [changed.get((kind, one.uuid), one) for one in some]
        for name in shape(kind)[2]:
            part_kind = PARTS[name]
            if any(part_kind == changed_kind for changed_kind, _ in changed):
                wanted = [
                    replace(
                        one, **{name: tuple(changed.get((part_kind, p.uuid), p) for p in getattr(one, name))}
                    )
                    for one in wanted
                ]
        lists[kind] = wanted
    return with_records(document, lists)


def _with_value(record: Any, conflict: Conflict) -> Any:  # noqa: ANN401 - any record
    path, value = conflict.field, conflict.theirs
    name = str(path[0])
    if len(path) == 2:
        amounts = {**getattr(record, name), path[1]: value}
        return replace(
            record, **{name: {year: amounts[year] for year in sorted(amounts) if amounts[year] is not None}}
        )
    group = next((group for group in GROUPS.get(conflict.record_kind, ()) if group[0] == name), None)
    if group is not None and isinstance(value, tuple):
        return replace(record, **dict(zip(group, value, strict=True)))
    return replace(record, **{name: value})


def _put(document: PlanDocument, kind: str, uuid: str, record: Any, owner: str | None) -> PlanDocument:  # noqa: ANN401
    """The document with `record` in the place of the one of that uuid; None removes it."""
    if kind in SINGLES:
        return with_records(document, {kind: [record]})
    if kind in LISTS:
        return with_records(document, {kind: _replaced(getattr(document, LISTS[kind]), uuid, record)})
    return _with_parts(document, kind, owner, lambda parts: _replaced(parts, uuid, record, add=True))


def _with_parts(
    document: PlanDocument, kind: str, owner: str | None, change: Callable[[tuple[Any, ...]], tuple[Any, ...]]
) -> PlanDocument:
    """The document with other parts of a kind in one issue or project."""
    part_field = next(name for name, part in PARTS.items() if part == kind)
    lists: dict[str, list[Any]] = {}
    for owner_kind in ("issue", "project"):
        if part_field in shape(owner_kind)[2]:
            lists[owner_kind] = [
                replace(one, **{part_field: change(getattr(one, part_field))}) if one.uuid == owner else one
                for one in getattr(document, LISTS[owner_kind])
            ]
    return with_records(document, lists)


def _replaced(records: tuple[Any, ...], uuid: str, record: Any, *, add: bool = False) -> tuple[Any, ...]:  # noqa: ANN401
    if record is None:
        return tuple(one for one in records if one.uuid != uuid)
    if add and all(one.uuid != uuid for one in records):
        return (*records, record)
    return tuple(record if one.uuid == uuid else one for one in records)


def _without(document: PlanDocument, kind: str, uuid: str, records: Records) -> PlanDocument:
    """Without a record, and without what speaks of it alone: as `Operation.remove` does it."""
    if kind == "project":
        document = replace(
            document,
            needs=tuple(
                replace(need, project=None) if need.project == uuid else need for need in document.needs
            ),
            waivers=tuple(one for one in document.waivers if one.project != uuid),
        )
    return _put(document, kind, uuid, None, records[kind, uuid][1])


def _ordered(document: PlanDocument, conflict: Conflict) -> PlanDocument:
    """The records that both sides had take each other's places; those of one side alone stay where they are."""
    wanted = [str(each) for each in conflict.theirs] if isinstance(conflict.theirs, tuple) else []
    kind = conflict.record_kind
    if kind in LISTS:
        return with_records(document, {kind: _in_order(getattr(document, LISTS[kind]), wanted)})
    return _with_parts(document, kind, conflict.record, lambda parts: _in_order(parts, wanted))


def _in_order(records: tuple[Any, ...], wanted: list[str]) -> tuple[Any, ...]:
    by_uuid = {one.uuid: one for one in records}
    coming = iter([by_uuid[uuid] for uuid in wanted if uuid in by_uuid])
    among = {uuid for uuid in wanted if uuid in by_uuid}
    return tuple(next(coming) if one.uuid in among else one for one in records)
