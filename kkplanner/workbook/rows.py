"""Records of the plan as rows of tables, and rows as records again.

A record of the top level carries its parts: a project its amounts, sub-items, links and marks, an issue its
approaches and links, a picture its bytes. They are stored as rows of their own and read back as one
immutable object.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from kkplanner.plan.crosswalk_choice import CrosswalkChoice
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
from kkplanner.thai.period import Period
from kkplanner.workbook.columns import Row, columns, row_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping, Sequence

Ordered = (
    Village
    | Agency
    | Edition
    | Issue
    | Project
    | Section
    | Need
    | UnitPrice
    | Waiver
    | CrosswalkChoice
    | Picture
)
Record = Organisation | Plan | Ordered

# Table of each record of the top level. The order is that of references: what is named comes first.
TABLES: Final[Mapping[type, str]] = {
    Organisation: "organisation",
    Plan: "plan",
    Village: "village",
    Agency: "agency",
    Edition: "edition",
    Issue: "issue",
    Project: "project",
    Section: "section",
    Need: "need",
    UnitPrice: "unit_price",
    Waiver: "waiver",
    CrosswalkChoice: "crosswalk_choice",
    Picture: "picture",
}
TYPES: Final[Mapping[str, type]] = {table: record_type for record_type, table in TABLES.items()}
SINGLE: Final = ("organisation", "plan")  # exactly one record, which cannot be added or removed

# Tables of the parts, and the column that names the record they are part of.
PARTS: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "issue": (("approach", "issue"), ("link", "issue")),
    "project": (("sub_item", "project"), ("budget", "project"), ("link", "project"), ("mark", "project")),
    "picture": (("picture_content", "picture"),),
}


def _budgets(
    project: str, sub_item: str | None, kind: str, budgets: Mapping[int, int]
) -> Iterator[tuple[str, Row]]:
    for year in sorted(budgets):
        yield (
            "budget",
            {"project": project, "sub_item": sub_item, "kind": kind, "year": year, "amount": budgets[year]},
        )


def rows_of(record: Record) -> Iterator[tuple[str, Row]]:
    """Every row that stores a record: its own, then those of its parts in their order."""
    yield TABLES[type(record)], row_of(record)
    if isinstance(record, Issue):
        for approach in record.approaches:
            yield "approach", row_of(approach) | {"issue": record.uuid}
        for link in record.links:
            yield "link", row_of(link) | {"issue": record.uuid, "project": None}
    elif isinstance(record, Project):
        yield from _budgets(record.uuid, None, "own", record.own_budgets)
        yield from _budgets(record.uuid, None, "enacted", record.enacted_budgets)
        for item in record.sub_items:
            yield "sub_item", row_of(item) | {"project": record.uuid}
            yield from _budgets(record.uuid, item.uuid, "own", item.budgets)
        for link in record.links:
            yield "link", row_of(link) | {"issue": None, "project": record.uuid}
        for mark in record.marks:
            yield "mark", row_of(mark) | {"project": record.uuid}
    elif isinstance(record, Picture):
        yield "picture_content", {"picture": record.uuid, "content": record.content}


def _select(
    connection: sqlite3.Connection, what: str, table: str, owner: str, uuids: Sequence[str] | None, order: str
) -> Iterable[Any]:
    if uuids is None:
        return connection.execute(f"SELECT {what} FROM {table} WHERE {owner} IS NOT NULL ORDER BY {order}")  # noqa: S608
    return connection.execute(
        f"SELECT {what} FROM {table} WHERE {owner} IN (SELECT value FROM json_each(?)) ORDER BY {order}",  # noqa: S608
        (json.dumps(uuids),),
    )


def _read(
    connection: sqlite3.Connection, record_type: type, table: str, owner: str, uuids: Sequence[str] | None
) -> Iterator[tuple[str, dict[str, Any]]]:
    """(value of the owner column, fields of the record) of every row, in order."""
    stored = columns(record_type)
    names = [column.name for column in stored]
    readers = [(column.name, column.read) for column in stored if column.read is not None]
    order = "id" if table in SINGLE else "position, id"
    for key, *values in _select(connection, ", ".join((owner, *names)), table, owner, uuids, order):
        found = dict(zip(names, values, strict=True))
        for name, read in readers:
            found[name] = read(found[name])
        yield key, found


def _read_parts(
    connection: sqlite3.Connection, record_type: type, table: str, owner: str, uuids: Sequence[str] | None
) -> dict[str, list[Any]]:
    parts: dict[str, list[Any]] = defaultdict(list)
    for key, found in _read(connection, record_type, table, owner, uuids):
        parts[key].append(record_type(**found))
    return parts


def _read_projects(connection: sqlite3.Connection, uuids: Sequence[str] | None) -> Iterator[Project]:
    own: dict[str, dict[int, int]] = defaultdict(dict)
    enacted: dict[str, dict[int, int]] = defaultdict(dict)
    amounts = "coalesce(sub_item, project), kind, year, amount"
    for holder, kind, year, amount in _select(connection, amounts, "budget", "project", uuids, "year"):
        (own if kind == "own" else enacted)[holder][year] = amount
    items: dict[str, list[SubItem]] = defaultdict(list)
    for project, found in _read(connection, SubItem, "sub_item", "project", uuids):
        items[project].append(SubItem(**found, budgets=own.get(found["uuid"], {})))
    links = _read_parts(connection, Link, "link", "project", uuids)
    marks = _read_parts(connection, Mark, "mark", "project", uuids)
    for uuid, found in _read(connection, Project, "project", "uuid", uuids):
        yield Project(
            **found,
            own_budgets=own.get(uuid, {}),
            sub_items=tuple(items.get(uuid, ())),
            enacted_budgets=enacted.get(uuid, {}),
            links=tuple(links.get(uuid, ())),
            marks=tuple(marks.get(uuid, ())),
        )


def _read_issues(connection: sqlite3.Connection, uuids: Sequence[str] | None) -> Iterator[Issue]:
    approaches = _read_parts(connection, Approach, "approach", "issue", uuids)
    links = _read_parts(connection, Link, "link", "issue", uuids)
    for uuid, found in _read(connection, Issue, "issue", "uuid", uuids):
        yield Issue(**found, approaches=tuple(approaches.get(uuid, ())), links=tuple(links.get(uuid, ())))


def _read_plans(connection: sqlite3.Connection, uuids: Sequence[str] | None) -> Iterator[Plan]:
    periods = {
        uuid: Period(first, last)
        for uuid, first, last in connection.execute("SELECT uuid, first_year, last_year FROM plan")
    }
    for uuid, found in _read(connection, Plan, "plan", "uuid", uuids):
        yield Plan(**found, period=periods[uuid])


def _read_pictures(connection: sqlite3.Connection, uuids: Sequence[str] | None) -> Iterator[Picture]:
    contents = dict(_select(connection, "picture, content", "picture_content", "picture", uuids, "id"))
    for uuid, found in _read(connection, Picture, "picture", "uuid", uuids):
        yield Picture(**found, content=contents[uuid])


def read_records(
    connection: sqlite3.Connection, table: str, uuids: Sequence[str] | None = None
) -> Iterator[Record]:
    """Records of the top level stored in `table`, in printed order; all of them, or those named."""
    if table == "project":
        yield from _read_projects(connection, uuids)
    elif table == "issue":
        yield from _read_issues(connection, uuids)
    elif table == "plan":
        yield from _read_plans(connection, uuids)
    elif table == "picture":
        yield from _read_pictures(connection, uuids)
    else:
        record_type = TYPES[table]
        for _, found in _read(connection, record_type, table, "uuid", uuids):
            yield record_type(**found)
