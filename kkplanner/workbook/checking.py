"""Is it a workbook, ours, whole? A file counts as hostile until all of this has said yes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kkplanner.workbook.errors import (
    DamagedFileError,
    EmptyFileError,
    NewerVersionError,
    NotAWorkbookError,
    UnknownPartsError,
    named,
)
from kkplanner.workbook.schema import MAJOR, Part, Schema, parts_of, trust, version_text

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

_MAGIC: Final = b"SQLite format 3\x00"
_HEADER: Final = 100  # bytes; offsets below are those of the SQLite file format
_SQLITE_OWN: Final = "sqlite_"


def read_header(path: Path, schema: Schema) -> int:
    """The version in the first bytes, tested without SQLite, which would take an empty file for an empty database.

    Raises:
        FileMissingError, NoPermissionError, EmptyFileError, NotAWorkbookError, NewerVersionError: as named.
    """
    with named(path):
        if not path.is_file() and path.exists():
            raise NotAWorkbookError(path)
        with path.open("rb") as file:
            head = file.read(_HEADER)
    if not head:
        raise EmptyFileError(path)
    if len(head) < _HEADER or not head.startswith(_MAGIC):
        raise NotAWorkbookError(path)
    if int.from_bytes(head[68:72], "big") != schema.application_id:
        raise NotAWorkbookError(path)
    version = int.from_bytes(head[60:64], "big")
    if version // MAJOR > schema.version // MAJOR:
        raise NewerVersionError(path, version_text(version))
    return version


def check_parts(connection: sqlite3.Connection, schema: Schema, version: int, path: Path) -> None:
    """Compare tables, indexes and triggers with ours before anything else is asked of the file.

    A file of this version must consist of exactly our schema, letter by letter. One of another version
    may have other tables, but no views and no virtual tables; its triggers never run: an older file is
    migrated without them, a newer one is only read.

    Raises:
        UnknownPartsError: there is something else.
    """
    with named(path):
        found = parts_of(connection)
    if version == schema.version:
        strange = set(found ^ schema.parts)
        if not strange:
            trust(connection)
    else:
        strange = {part for part in found if not _is_harmless(part)}
        if version > schema.version:
            tables = {name for kind, name, _ in found if kind == "table"}
            strange |= {part for part in schema.parts if part[0] == "table" and part[1] not in tables}
    if strange:
        raise UnknownPartsError(path, tuple(sorted(name for _, name, _ in strange)))


def _is_harmless(part: Part) -> bool:
    kind, name, sql = part
    if sql is None:
        return kind == "index" and name.startswith(_SQLITE_OWN)
    return kind in ("table", "index", "trigger") and not sql.upper().startswith("CREATE VIRTUAL")


def check_content(connection: sqlite3.Connection, path: Path) -> None:
    """Read every page once and follow every reference.

    Raises:
        DamagedFileError: something does not hold together.
    """
    with named(path):
        if connection.execute("PRAGMA trusted_schema").fetchone() == (0,):
            # Conditions of a schema that is not ours are not computed.
            connection.execute("PRAGMA ignore_check_constraints = ON")
        report = [str(line) for (line,) in connection.execute("PRAGMA quick_check(10)")]
        if report != ["ok"]:
            raise DamagedFileError(path, "; ".join(report))
        orphan = connection.execute("PRAGMA foreign_key_check").fetchone()
        if orphan is not None:
            raise DamagedFileError(path, f"row {orphan[1]} of {orphan[0]} refers to no row of {orphan[2]}")
        for table in ("organisation", "plan"):
            (count,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
            if count != 1:
                raise DamagedFileError(path, f"{count} rows in {table}")
