"""The schema of the file: read from `db/schema.sql`, completed by its recorders, compared letter by letter."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from kkplanner import assets
from kkplanner.workbook.recording import HISTORY_TABLES, history_guards, triggers

if TYPE_CHECKING:
    from pathlib import Path

MAJOR: Final = 1000  # user_version = major * 1000 + minor

Part = tuple[str, str, str | None]  # type, name and text of an entry of sqlite_schema


def version_text(user_version: int) -> str:
    """The version as people read it: 1000 is "1.0"."""
    major, minor = divmod(user_version, MAJOR)
    return f"{major}.{minor}"


@dataclass(frozen=True, slots=True)
class Schema:
    """What a file of one version consists of.

    Attributes:
        version: `PRAGMA user_version`, major * 1000 + minor.
        application_id: `PRAGMA application_id`.
        tables: CREATE TABLE and CREATE INDEX statements, without comments.
        recorders: CREATE TRIGGER statements.
        parts: entries of sqlite_schema in a file that holds exactly this schema.
        columns: column names of each data table, in order, id included. History tables are not in it.
        migrations: folder of the steps that lead here.
    """

    version: int
    application_id: int
    tables: tuple[str, ...]
    recorders: tuple[str, ...]
    parts: frozenset[Part]
    columns: dict[str, tuple[str, ...]]
    migrations: Path

    def create(self, connection: sqlite3.Connection, *, recorders: bool = True) -> None:
        """Make all tables, and the recorders unless rows are to be copied in first, in an empty database."""
        trust(connection)
        connection.execute(f"PRAGMA application_id = {self.application_id}")
        connection.execute(f"PRAGMA user_version = {self.version}")
        for statement in self.tables + (self.recorders if recorders else ()):
            connection.execute(statement)


def trust(connection: sqlite3.Connection) -> None:
    """Let the recorders use SQLite's JSON functions, which some versions of SQLite allow to no unknown schema.

    Only for a database whose schema is ours letter by letter.
    """
    connection.execute("PRAGMA trusted_schema = ON")


def parts_of(connection: sqlite3.Connection) -> frozenset[Part]:
    """Everything that a database consists of. Reads sqlite_schema only."""
    return frozenset(connection.execute("SELECT type, name, sql FROM sqlite_schema"))


def read_schema(path: Path, migrations: Path) -> Schema:
    """The schema that the SQL text at `path` describes."""
    # Comments stay in our file: the stored text is what a foreign file is compared with, and a reworded
    # comment must not make older files foreign.
    text = re.sub(r"[ \t]*--[^\n]*", "", path.read_text(encoding="utf-8"))
    statements = [re.sub(r"\n\s*\n", "\n", statement).strip() for statement in text.split(";")]
    tables = tuple(s for s in statements if s.startswith("CREATE"))
    pragmas = dict(re.findall(r"PRAGMA (\w+) = (\d+)", text))
    reference = sqlite3.connect(":memory:", isolation_level=None)
    try:
        for statement in tables:
            reference.execute(statement)
        declared = {
            table: {row[1]: row[2] for row in reference.execute(f"PRAGMA table_info({table})")}
            for (table,) in reference.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'table'"
            ).fetchall()
            if table not in HISTORY_TABLES
        }
        columns = {table: tuple(types) for table, types in declared.items()}
        blobs = {
            table: {name for name in types if types[name] == "BLOB"} for table, types in declared.items()
        }
        recorders = (
            *history_guards(),
            *(
                statement
                for table, names in columns.items()
                for statement in triggers(table, names, blobs[table])
            ),
        )
        for statement in recorders:
            reference.execute(statement)
        parts = parts_of(reference)
    finally:
        reference.close()
    return Schema(
        version=int(pragmas["user_version"]),
        application_id=int(pragmas["application_id"]),
        tables=tables,
        recorders=recorders,
        parts=parts,
        columns=columns,
        migrations=migrations,
    )


@cache
def current() -> Schema:
    """The schema of this program: `db/schema.sql`."""
    return read_schema(assets.database_file("schema.sql"), assets.database_file("migrations"))
