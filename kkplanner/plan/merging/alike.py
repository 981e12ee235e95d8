"""Records that both sides added: the same thing under two uuids, or two things of one name."""

from __future__ import annotations

from collections import defaultdict, deque
from typing import TYPE_CHECKING, Any, Final

from kkplanner.plan.document import top_records
from kkplanner.plan.merging.entities import (
    BUDGETS,
    OWNER,
    PARTS,
    TYPES,
    all_uuids,
    entity_of,
    parts_of,
    shape,
)
from kkplanner.thai.normalise import same_text_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Project

# What names a record of its kind. Two new ones of the same name are one record; where they differ, that is a
# conflict in the field. Records of other kinds are the same only when all of their content is.
_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "village": ("number", "name"),
    "agency": ("name",),
    "edition": ("kind",),  # with number and year
    "issue": ("number", "title"),
    "approach": ("owner", "number", "title"),
    "link": ("owner", "framework", "code"),
    "section": ("key",),
    "need": ("text", "place"),
    "unit_price": ("name", "unit"),
    "waiver": ("project", "rule"),
    "crosswalk_choice": ("source_framework", "source_code", "target_framework", "target_code"),
}
# There is one of a name: a new one stands for one that was there before, too.
_ONCE: Final = frozenset(("link", "section", "waiver", "crosswalk_choice"))


def same_records(base: PlanDocument | None, ours: PlanDocument, theirs: PlanDocument) -> dict[str, str]:
    """The uuid of theirs → that of ours, for the same thing that both added."""
    before = {} if base is None else all_uuids(base)
    at_ours, at_theirs = all_uuids(ours), all_uuids(theirs)
    found: dict[str, str] = {}
    for kind in TYPES:
        known = set(before.get(kind, ()))
        own = set(at_ours.get(kind, ())) - set(at_theirs.get(kind, ()))
        other = set(at_theirs.get(kind, ())) - set(at_ours.get(kind, ()))
        if kind not in _ONCE:
            own, other = own - known, other - known
        if not own or not other:
            continue
        waiting: dict[object, deque[str]] = defaultdict(deque)
        for uuid, name in _named(kind, ours, own, {}):
            waiting[name].append(uuid)
        for uuid, name in _named(kind, theirs, other, found):
            candidates = waiting.get(name)
            if candidates and not (candidates[0] in known and uuid in known):
                found[uuid] = candidates.popleft()
    return found


def _named(
    kind: str, document: PlanDocument, wanted: set[str], same: Mapping[str, str]
) -> Iterator[tuple[str, object]]:
    """(uuid, what names it) of records in the order of the document."""
    for record, owner in _records(kind, document):
        if record.uuid in wanted:
            yield record.uuid, _name(kind, record, owner, same)


def _records(kind: str, document: PlanDocument) -> Iterator[tuple[Any, str | None]]:
    for top_kind, records in top_records(document):
        if top_kind == kind:
            yield from ((record, None) for record in records)
        elif any(PARTS[name] == kind for name in shape(top_kind)[2]):
            for record in records:
                for part_kind, parts in parts_of(top_kind, record):
                    if part_kind == kind:
                        yield from ((part, record.uuid) for part in parts)


def _name(kind: str, record: Any, owner: str | None, same: Mapping[str, str]) -> object:  # noqa: ANN401
    entity = entity_of(kind, record, None if owner is None else same.get(owner, owner))
    names = _NAMES.get(kind)
    if names is None:
        return _content(kind, record, entity.values.get(OWNER), same)
    return tuple(_plain(entity.values[(name,)], same) for name in names)


def _content(kind: str, record: Any, owner: object, same: Mapping[str, str]) -> object:  # noqa: ANN401
    groups, budgets, _ = shape(kind)
    values = [tuple(_plain(getattr(record, name), same) for name in group) for group in groups]
    amounts = [tuple(sorted(getattr(record, name).items())) for name in budgets if name in BUDGETS]
    parts = [tuple(_content(k, part, None, same) for part in some) for k, some in parts_of(kind, record)]
    return kind, owner, tuple(values), tuple(amounts), tuple(parts)


def _plain(value: Any, same: Mapping[str, str]) -> object:  # noqa: ANN401 - any value of the model
    if isinstance(value, tuple):
        return tuple(_plain(each, same) for each in value)
    if not isinstance(value, str):
        return value
    return same.get(value, value)


def alike_projects(
    base: PlanDocument | None, ours: PlanDocument, theirs: PlanDocument
) -> Iterator[tuple[Project, Project]]:
    """Pairs of rows of one name and form that both sides added, each with content of its own."""
    before = set() if base is None else {project.uuid for project in base.projects}
    at_ours = {project.uuid for project in ours.projects}
    at_theirs = {project.uuid for project in theirs.projects}
    waiting: dict[object, deque[Project]] = defaultdict(deque)
    for project in ours.projects:
        if project.uuid not in before and project.uuid not in at_theirs and project.title.strip():
            waiting[project.form, same_text_key(project.title)].append(project)
    for project in theirs.projects:
        if project.uuid not in before and project.uuid not in at_ours:
            pairs = waiting.get((project.form, same_text_key(project.title)))
            if pairs:
                yield pairs.popleft(), project
