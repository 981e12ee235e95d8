"""A number that stands for the whole content of a workbook, so that no value changes by itself unnoticed.

SQLite's own check sees a page that makes no sense; an amount whose bits flipped makes sense. Therefore every
operation is closed with the digest of all rows as they are after it and of all operations so far. It is a sum
of one hash for each row, so an operation adds and subtracts only what it changed, and two neighbouring digests
prove the history between them: their difference is the sum of the recorded changes.

A column that is NULL does not count, so a column added by a later version changes no digest.
"""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final

from kkplanner.workbook.recording import HISTORY_TABLES, identity

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping

    from kkplanner.workbook.changes import RowChange

Image = dict[str, Any]

_SIZE: Final = 16  # bytes
_ALL: Final = 1 << (8 * _SIZE)
_OPERATION: Final = "id, uuid, kind, name, author, program, made_at, base, target"
_encode: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def row_digest(table: str, image: Mapping[str, Any]) -> int:
    """The hash of one row; bytes stand in `image` as {"hex": …}, as in the history."""
    text = _encode((table, {name: value for name, value in image.items() if value is not None}))
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_SIZE).digest(), "big")


def total(digests: Iterable[int]) -> int:
    """The digest of many rows, in whatever order."""
    return sum(digests) % _ALL


def quoted(name: str) -> str:
    """A name of a file's own schema as SQL takes it."""
    inside = name.replace('"', '""')
    return f'"{inside}"'


def data_tables(connection: sqlite3.Connection) -> list[str]:
    """The tables that hold the plan, also those that a newer version added."""
    found = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    return [name for (name,) in found if name not in HISTORY_TABLES and not name.startswith("sqlite_")]


def table_images(connection: sqlite3.Connection, table: str) -> Iterator[Image]:
    """Every row of a table as the history would show it, read from the table itself and not from an index."""
    cursor = connection.execute(f"SELECT * FROM {quoted(table)} NOT INDEXED")  # noqa: S608 - a name from the schema
    names = [description[0] for description in cursor.description]
    for values in cursor:
        image = dict(zip(names, values, strict=True))
        for name, value in image.items():
            if type(value) is bytes:
                image[name] = {"hex": value.hex().upper()}
        yield image


def _operations(connection: sqlite3.Connection, condition: str, *values: int) -> Iterator[tuple[int, int]]:
    """(id, hash) of operations."""
    names = _OPERATION.split(", ")
    for row in connection.execute(
        f"SELECT {_OPERATION} FROM operation NOT INDEXED {condition}",  # noqa: S608
        values,
    ):
        yield row[0], row_digest("operation", dict(zip(names, row, strict=True)))


def present(connection: sqlite3.Connection) -> int:
    """The digest of what the tables hold now; every row is read."""
    rows = (row_digest(t, image) for t in data_tables(connection) for image in table_images(connection, t))
    return (total(rows) + total(one for _, one in _operations(connection, ""))) % _ALL


def difference(changes: Iterable[RowChange]) -> int:
    """What these changes add to the digest.

    Raises:
        ValueError: a change does not belong to the row and record that it names.
    """
    result = 0
    for change in changes:
        for image, sign in ((change.before, -1), (change.after, 1)):
            if image is not None:
                found = json.loads(image)
                result += sign * row_digest(change.table, found)
                if row_name(change.table, found) != (change.row, change.record):
                    raise ValueError(f"a change of {change.table} {change.row} shows another row")
    return result % _ALL


def row_name(table: str, image: Image) -> tuple[str, Any]:
    """What the history calls a row, and the uuid of the record that it is part of."""
    named = identity(table)

    def first(names: tuple[str, ...]) -> Any:  # noqa: ANN401 - any JSON
        return next((image[name] for name in names if image.get(name) is not None), None)

    return "/".join(str(first(names)) for names in named.row), first(named.record)


def operation_digest(connection: sqlite3.Connection, operation: int) -> int:
    """What the row of an operation itself adds."""
    return total(one for _, one in _operations(connection, "WHERE id = ?", operation))


def sealed(connection: sqlite3.Connection, operation: int) -> int | None:
    """The digest with which an operation was closed; None when another program closed it.

    Raises:
        ValueError: what stands there is no digest.
    """
    row = connection.execute("SELECT digest FROM operation WHERE id = ?", (operation,)).fetchone()
    return None if row is None or row[0] is None else int(row[0], 16)


def as_text(digest: int) -> str:
    """A digest as `operation.digest` keeps it."""
    return f"{digest:0{2 * _SIZE}x}"
