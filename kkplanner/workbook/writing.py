"""Making the stored rows equal to the wanted ones with as few changed rows as possible."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from kkplanner.workbook.order import positions
from kkplanner.workbook.recording import identity
from kkplanner.workbook.rows import PARTS

if TYPE_CHECKING:
    import sqlite3

    from kkplanner.workbook.columns import Row

# A part's owner, and columns that are unique within the file: a row that changes one of them is removed
# and added anew, so that two rows can exchange their values.
_RENEWED: Final[Mapping[str, tuple[str, ...]]] = {
    **{table: identity(table).record for table in ("approach", "sub_item", "link", "mark")},
    "section": ("key",),
    "crosswalk_choice": ("source_framework", "source_code", "target_framework", "target_code"),
}
_ORDERED_PARTS: Final = frozenset(("approach", "sub_item", "link", "mark"))
_REMOVAL_ORDER: Final = ("link", "mark", "budget", "sub_item", "approach", "picture_content")

Stored = dict[str, dict[Hashable, "Row"]]  # table → key → all columns


def row_key(table: str, row: Row) -> Hashable:
    """What tells the rows of a table apart: the uuid; for an amount its holder, kind and year."""
    if table == "budget":
        return (row["sub_item"] or row["project"], row["kind"], row["year"])
    if table == "picture_content":
        return row["picture"]
    return row["uuid"]


def stored_rows(connection: sqlite3.Connection, table: str, uuids: Sequence[str] | None = None) -> Stored:
    """The rows of the records of the top level in `table`, with those of their parts; all, or those named."""
    found: Stored = {}
    for name, column in ((table, "uuid"), *PARTS.get(table, ())):
        condition = "IS NOT NULL"
        values: tuple[str, ...] = ()
        if uuids is not None:
            condition, values = "IN (SELECT value FROM json_each(?))", (json.dumps(uuids),)
        cursor = connection.execute(f"SELECT * FROM {name} WHERE {column} {condition}", values)  # noqa: S608
        names = [description[0] for description in cursor.description]
        rows = (dict(zip(names, values, strict=True)) for values in cursor)
        found.setdefault(name, {}).update({row_key(name, row): row for row in rows})
    return found


def _place_parts(stored: Stored, wanted: Iterable[tuple[str, Row]]) -> None:
    """Give every part its position among the parts of the same record."""
    siblings: dict[tuple[str, Hashable], list[Row]] = defaultdict(list)
    for table, row in wanted:
        if table in _ORDERED_PARTS:
            owner = next(row[name] for name in identity(table).record if row[name] is not None)
            siblings[table, owner].append(row)
    for (table, _), rows in siblings.items():
        known = {
            str(row["uuid"]): int(position)
            for row in rows
            if (before := stored.get(table, {}).get(row["uuid"])) and not _is_renewed(table, before, row)
            if (position := before["position"]) is not None
        }
        places = positions([str(row["uuid"]) for row in rows], known)
        for row in rows:
            row["position"] = places[str(row["uuid"])]


def _is_renewed(table: str, before: Row, row: Row) -> bool:
    return any(before[name] != row[name] for name in _RENEWED.get(table, ()))


def make_equal(connection: sqlite3.Connection, stored: Stored, wanted: Sequence[tuple[str, Row]]) -> None:
    """Add, update and remove rows until `stored`, what the tables hold now, has become `wanted`.

    A wanted row of the top level without `position` keeps the one it has.

    Raises:
        ValueError: a row is wanted twice.
    """
    _place_parts(stored, wanted)
    surplus = {table: dict(rows) for table, rows in stored.items()}
    inserts: dict[tuple[str, tuple[str, ...]], list[tuple[object, ...]]] = defaultdict(list)
    updates: list[tuple[str, int, Row]] = []
    seen: set[tuple[str, Hashable]] = set()
    for table, row in wanted:
        key = row_key(table, row)
        if (table, key) in seen:
            raise ValueError(f"{table} {key} stands twice in the plan")
        seen.add((table, key))
        before = stored.get(table, {}).get(key)
        if before is None or _is_renewed(table, before, row):
            if before is not None:
                row = {"position": before["position"]} | row
            inserts[table, tuple(row)].append(tuple(row.values()))
            continue
        del surplus[table][key]
        changed = {name: value for name, value in row.items() if before[name] != value}
        if changed:
            updates.append((table, int(before["id"] or 0), changed))
    remove_rows(connection, surplus)
    for table, row_id, changed in updates:
        assignments = ", ".join(f"{name} = ?" for name in changed)
        connection.execute(f"UPDATE {table} SET {assignments} WHERE id = ?", (*changed.values(), row_id))  # noqa: S608
    for (table, names), values in inserts.items():
        marks = ", ".join("?" * len(names))
        connection.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", values)  # noqa: S608


def remove_rows(connection: sqlite3.Connection, stored: Stored) -> None:
    """Remove these rows, parts before what they are part of."""
    order = [name for name in _REMOVAL_ORDER if name in stored]
    for table in (*order, *(name for name in stored if name not in order)):
        ids = [(row["id"],) for row in stored[table].values()]
        connection.executemany(f"DELETE FROM {table} WHERE id = ?", ids)  # noqa: S608
