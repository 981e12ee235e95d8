"""Is it a workbook, ours, whole? A file counts as hostile until all of this has said yes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kkplanner.workbook import digest
from kkplanner.workbook.errors import (
    DamagedFileError,
    EmptyFileError,
    FileTooLargeError,
    NewerVersionError,
    NotAWorkbookError,
    UnknownPartsError,
    named,
    readable,
)
from kkplanner.workbook.history import History
from kkplanner.workbook.schema import MAJOR, Part, Schema, parts_of, trust, version_text

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

_MAGIC: Final = b"SQLite format 3\x00"
_HEADER: Final = 100  # bytes; offsets below are those of the SQLite file format
_LARGEST: Final = 1 << 30  # bytes
_OF_A_VALUE: Final = re.compile(r"(NULL|NUMERIC|TEXT|non-\w+) value in ")
_SQLITE_OWN: Final = "sqlite_"


def read_header(path: Path, schema: Schema) -> int:
    """The version in the first bytes, tested without SQLite, which would take an empty file for an empty database.

    Raises:
        FileMissingError, NoPermissionError, EmptyFileError, NotAWorkbookError, FileTooLargeError,
        NewerVersionError: as named.
        DamagedFileError: ours, but of no version that ever was.
    """
    with named(path):
        if not path.is_file() and path.exists():
            raise NotAWorkbookError(path)
        with path.open("rb") as file:
            head = file.read(_HEADER)
        if path.stat().st_size > _LARGEST and head.startswith(_MAGIC):
            raise FileTooLargeError(path)
    if not head:
        raise EmptyFileError(path)
    if len(head) < _HEADER or not head.startswith(_MAGIC):
        raise NotAWorkbookError(path)
    if int.from_bytes(head[68:72], "big") != schema.application_id:
        raise NotAWorkbookError(path)
    version = int.from_bytes(head[60:64], "big")
    if version < MAJOR:  # no program ever wrote it, whatever stands in the file
        raise DamagedFileError(path, f"user_version {version}")
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
    """Read every page once, follow every reference, and hold the content against the digest of its last operation.

    Raises:
        DamagedFileError: something does not hold together, or a value is not the one that was saved.
    """
    check_structure(connection, path)
    check_rows(connection, path)
    if not is_as_saved(connection, path):
        raise DamagedFileError(path, "the content is not what the last operation left")


def check_rows(connection: sqlite3.Connection, path: Path) -> None:
    """Follow every reference.

    Raises:
        DamagedFileError: one leads nowhere, or there is not one organisation and one plan.
    """
    with named(path):
        orphan = connection.execute("PRAGMA foreign_key_check").fetchone()
        if orphan is not None:
            raise DamagedFileError(path, f"row {orphan[1]} of {orphan[0]} refers to no row of {orphan[2]}")
        for table in ("organisation", "plan"):
            (count,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
            if count != 1:
                raise DamagedFileError(path, f"{count} rows in {table}")


def is_as_saved(connection: sqlite3.Connection, path: Path) -> bool:
    """Whether every value, and every line of the history, is the one that was saved.

    Raises:
        DamagedFileError: the history cannot be read.
    """
    with readable(path):
        history = History(connection, {})
        last, _ = history.last_operation()
        return history.expected(last) == digest.present(connection)


def check_structure(connection: sqlite3.Connection, path: Path, *, values: bool = True) -> None:
    """Let SQLite read every page, and hold every index of the plan's own tables against its table.

    Args:
        connection: to a file whose parts have been checked.
        path: of the file, for messages.
        values: whether a value that its column does not allow counts as damage.

    Raises:
        DamagedFileError: a page makes no sense, or a row is missing from an index.
    """
    with named(path):
        if not values or connection.execute("PRAGMA trusted_schema").fetchone() == (0,):
            # Conditions of a schema that is not ours are not computed.
            connection.execute("PRAGMA ignore_check_constraints = ON")
        whole = ["PRAGMA quick_check(10000)"]
        tables = [f"PRAGMA integrity_check({digest.quoted(t)})" for t in digest.data_tables(connection)]
        try:
            for pragma in whole + tables:
                report = [str(line) for (line,) in connection.execute(pragma)]
                if not values:
                    report = [line for line in report if not _OF_A_VALUE.match(line)] or ["ok"]
                if report != ["ok"]:
                    raise DamagedFileError(path, "; ".join(report[:10]))
        finally:
            if not values:
                connection.execute("PRAGMA ignore_check_constraints = OFF")
