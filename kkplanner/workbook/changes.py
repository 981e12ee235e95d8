"""What an operation changed: told in records, so that a view refreshes only those."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kkplanner.workbook.rows import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_OWNERS = {
    part: tuple((column, kind) for kind, parts in PARTS.items() for table, column in parts if table == part)
    for part in ("approach", "sub_item", "budget", "link", "mark", "picture_content")
}


@dataclass(frozen=True, slots=True)
class Changes:
    """Records added, updated and removed, as uuids by kind.

    Kinds are "project", "issue", "organisation", "plan", "village", "agency", "edition", "section",
    "need", "unit_price", "waiver", "crosswalk_choice", "picture", "project_revision" and "setting" (named
    by its key). A change of a part (an amount, a sub-item, an approach, a link, a mark, a picture's bytes, the
    place in the order) is an update of its record.
    """

    added: Mapping[str, frozenset[str]] = field(default_factory=dict)
    updated: Mapping[str, frozenset[str]] = field(default_factory=dict)
    removed: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.added or self.updated or self.removed)

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of which at least one record changed."""
        return frozenset((*self.added, *self.updated, *self.removed))

    def touched(self, kind: str) -> frozenset[str]:
        """The uuids of all changed records of a kind, removed ones included."""
        none: frozenset[str] = frozenset()
        return self.added.get(kind, none) | self.updated.get(kind, none) | self.removed.get(kind, none)


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row of the history: images are JSON texts, None where the row did not exist."""

    table: str
    row: str
    record: str
    before: str | None
    after: str | None

    @property
    def kind(self) -> str:
        """The kind of the record that the row is part of."""
        owners = _OWNERS.get(self.table)
        if owners is None:
            return self.table
        if len(owners) == 1:
            return owners[0][1]
        image = json.loads(self.after or self.before or "{}")
        return next(kind for column, kind in owners if image.get(column) is not None)


def net(rows: Iterable[RowChange]) -> list[RowChange]:
    """One change per row: first image before, last image after; rows that came back to what they were are left out.

    A row that went to another record counts for both.
    """
    first: dict[tuple[str, str], RowChange] = {}
    last: dict[tuple[str, str], RowChange] = {}
    for change in rows:
        key = change.table, change.row
        first.setdefault(key, change)
        last[key] = change
    result = []
    for key, start in first.items():
        end = last[key]
        if start.before == end.after:
            continue
        if start.record == end.record:
            result.append(RowChange(*key, end.record, start.before, end.after))
        else:
            result += [
                RowChange(*key, start.record, start.before, None),
                RowChange(*key, end.record, None, end.after),
            ]
    return result


def changes_of(rows: Iterable[RowChange]) -> Changes:
    """The records that net row changes touched."""
    added, updated, removed = (
        defaultdict[str, set[str]](set),
        defaultdict[str, set[str]](set),
        defaultdict[str, set[str]](set),
    )
    for change in rows:
        kind = change.kind
        if kind != change.table or (change.before is not None and change.after is not None):
            updated[kind].add(change.record)
        elif change.before is None:
            added[kind].add(change.record)
        else:
            removed[kind].add(change.record)
    for kind, uuids in updated.items():
        uuids -= added[kind] | removed[kind]

    def frozen(found: Mapping[str, set[str]]) -> Mapping[str, frozenset[str]]:
        return {kind: frozenset(uuids) for kind, uuids in found.items() if uuids}

    return Changes(frozen(added), frozen(updated), frozen(removed))
