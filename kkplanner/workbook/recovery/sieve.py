"""Does a row fit the schema? Asked of SQLite itself, in an empty database made by `db/schema.sql`."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kkplanner.workbook.connection import connect_memory

if TYPE_CHECKING:
    from kkplanner.workbook.digest import Image
    from kkplanner.workbook.schema import Schema

_CLASSES: Final[dict[str, type]] = {"INTEGER": int, "TEXT": str, "BLOB": bytes}


@dataclass(frozen=True, slots=True)
class Column:
    """A column as declared: `type` is INTEGER, TEXT or BLOB."""

    name: str
    type: str
    required: bool


@dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key: `columns` of a table name `target_columns` of `target`."""

    columns: tuple[str, ...]
    target: str
    target_columns: tuple[str, ...]


class Sieve:
    """The rules of the schema, row by row. Close it after use."""

    def __init__(self, schema: Schema) -> None:
        self._connection = connect_memory()
        schema.create(self._connection, recorders=False)
        self._connection.execute("PRAGMA foreign_keys = OFF")
        self.columns: dict[str, tuple[Column, ...]] = {
            table: tuple(
                Column(row[1], row[2], bool(row[3]))
                for row in self._connection.execute(f"PRAGMA table_info({table})")
            )
            for table in schema.columns
        }
        self.unique = {table: tuple(self._unique(table)) for table in schema.columns}
        self.references = {table: tuple(self._references(table)) for table in schema.columns}

    def close(self) -> None:
        self._connection.close()

    def _unique(self, table: str) -> list[tuple[str, ...]]:
        """Columns that no two rows may share; an index over an expression is left to the name of the row."""
        found = []
        for row in self._connection.execute(f"PRAGMA index_list({table})").fetchall():
            names = tuple(part[2] for part in self._connection.execute(f"PRAGMA index_info({row[1]})"))
            if row[2] and None not in names:
                found.append(names)
        return found

    def _references(self, table: str) -> list[Reference]:
        found: dict[int, list[tuple[int, str, str, str]]] = {}
        for row in self._connection.execute(f"PRAGMA foreign_key_list({table})"):
            found.setdefault(row[0], []).append((row[1], row[2], row[3], row[4]))
        return [
            Reference(
                tuple(part[2] for part in sorted(parts)),
                parts[0][1],
                tuple(part[3] for part in sorted(parts)),
            )
            for parts in found.values()
        ]

    def has_types(self, table: str, image: Image) -> bool:
        """Whether each value is of the declared type and none is missing. Looser than `complaint`, and quick."""
        for column in self.columns[table]:
            value = value_of(image.get(column.name))
            if value is None:
                if column.required:
                    return False
            elif type(value) is not _CLASSES[column.type]:
                return False
        return True

    def complaint(self, table: str, image: Image) -> str:
        """What SQLite says against this row; empty when it may stand."""
        if not self.has_types(table, image):
            return "a value of another type, or none where there must be one"
        try:
            insert(self._connection, table, image)
        except (sqlite3.Error, OverflowError, UnicodeEncodeError) as error:
            return str(error)
        self._connection.execute(f"DELETE FROM {table}")  # noqa: S608 - a table of our schema
        return ""


def value_of(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """A value of an image as SQLite takes it."""
    if isinstance(value, dict) and value.keys() == {"hex"}:
        try:
            return bytes.fromhex(value["hex"])
        except (TypeError, ValueError):
            return None
    return value


def insert(connection: sqlite3.Connection, table: str, image: Image) -> None:
    """Add one row.

    Raises:
        sqlite3.Error: it may not stand.
    """
    marks = ", ".join("?" * len(image))
    connection.execute(
        f"INSERT INTO {table} ({', '.join(image)}) VALUES ({marks})",  # noqa: S608 - names of our schema
        [value_of(value) for value in image.values()],
    )
