"""Connections to SQLite, set up so that a file from a stranger can do no harm and a commit is durable."""

from __future__ import annotations

import sqlite3
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

# Far above what a plan needs, far below what a crafted file could ask for.
_LIMITS: Final = {
    sqlite3.SQLITE_LIMIT_LENGTH: 64 * 1024 * 1024,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 100,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 10,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 100_000,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 100,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 100,
    sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER: 100,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 10,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}

_GUARDS: Final = (
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA mmap_size = 0",
    "PRAGMA foreign_keys = ON",
    # Without it INSERT OR REPLACE would remove a row unrecorded.
    "PRAGMA recursive_triggers = ON",
    "PRAGMA temp_store = MEMORY",
)


def _guarded(connection: sqlite3.Connection) -> sqlite3.Connection:
    for limit, value in _LIMITS.items():
        connection.setlimit(limit, value)
    for pragma in _GUARDS:
        connection.execute(pragma)
    if sys.version_info >= (3, 12):  # no pragma does it
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_VIEW, False)
    return connection


def connect_memory() -> sqlite3.Connection:
    """An empty database in memory with the same guards as a file."""
    return _guarded(sqlite3.connect(":memory:", isolation_level=None))


def connect_file(path: Path, *, create: bool = False) -> sqlite3.Connection:
    """A connection for writing that waits for nobody. It holds no lock until `lock`.

    Raises:
        sqlite3.Error: as SQLite says; callers turn it into a named error.
    """
    mode = "rwc" if create else "rw"
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    connection = _guarded(sqlite3.connect(uri, uri=True, timeout=0, isolation_level=None))
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    return connection


def lock(connection: sqlite3.Connection) -> None:
    """Take the exclusive lock, kept until the connection closes; rolls back what a crash left half done.

    The journal is truncated, not kept as a write-ahead log: a closed or copied file is complete by itself.
    """
    connection.execute("BEGIN EXCLUSIVE")
    connection.execute("COMMIT")
    connection.execute("PRAGMA journal_mode = TRUNCATE")
    connection.execute("PRAGMA synchronous = EXTRA")


def release(connection: sqlite3.Connection) -> None:
    """Close; no journal stays beside the file."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")
    try:
        connection.execute("PRAGMA journal_mode = DELETE")
    finally:
        connection.close()
