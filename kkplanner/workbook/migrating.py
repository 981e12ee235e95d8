"""Bringing a file of an older version to the present one.

Steps lie in `db/migrations/`, named `NNNN_what.sql` or `NNNN_what.py` after the version they lead to; a
Python step has `upgrade(db)` and gets a `sqlite_utils.Database`. All steps run in one transaction on a
copy in memory, whose rows are then poured into a database made by `db/schema.sql`: so a migrated file
has exactly the schema of a new one. It replaces the content of the open file in one transaction; a
machine that dies in between leaves the old file. Opening has made a backup before.
"""

from __future__ import annotations

import importlib.util
import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final

from kkplanner.workbook import digest
from kkplanner.workbook.checking import check_content, is_as_saved
from kkplanner.workbook.connection import connect_memory
from kkplanner.workbook.errors import DamagedFileError
from kkplanner.workbook.recording import HISTORY_TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from kkplanner.workbook.schema import Schema

_STEP: Final = re.compile(r"(?P<version>\d{4,})_\w+\.(sql|py)")


def steps(folder: Path, start: int, end: int) -> list[Path]:
    """The steps that lead from version `start` to version `end`, in order."""
    found = [
        (int(match["version"]), file) for file in folder.iterdir() if (match := _STEP.fullmatch(file.name))
    ]
    return [file for version, file in sorted(found) if start < version <= end]


def migrate(connection: sqlite3.Connection, schema: Schema, start: int, path: Path) -> None:
    """Make the open file of version `start` one of the present version.

    Raises:
        DamagedFileError: the migrated content does not hold together; the file is as it was.
    """
    with closing(connect_memory()) as old, closing(connect_memory()) as new:
        connection.backup(old)
        old.execute("PRAGMA foreign_keys = OFF")
        new.execute("PRAGMA foreign_keys = OFF")
        if not is_as_saved(old, path):
            raise DamagedFileError(path, "the content is not what the last operation left")
        _run_steps(old, steps(schema.migrations, start, schema.version))
        _pour(old, new, schema)
        check_content(new, path)
        new.backup(connection)


def _run_steps(old: sqlite3.Connection, files: list[Path]) -> None:
    import sqlite_utils

    database = sqlite_utils.Database(old, recursive_triggers=False, execute_plugins=False)
    with database.atomic():
        for (trigger,) in old.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            quoted = trigger.replace('"', '""')
            old.execute(f'DROP TRIGGER "{quoted}"')
        for file in files:
            if file.suffix == ".sql":
                for statement in _statements(file.read_text(encoding="utf-8")):
                    old.execute(statement)
            else:
                _module(file).upgrade(database)


def _statements(script: str) -> list[str]:
    found, begun = [], ""
    for piece in script.split(";"):
        begun += piece + ";"
        if sqlite3.complete_statement(begun):
            found.append(begun)
            begun = ""
    return found


def _module(file: Path) -> Any:  # noqa: ANN401 - a module
    spec = importlib.util.spec_from_file_location(f"kkplanner_migration_{file.stem}", file)
    if spec is None or spec.loader is None:
        raise ImportError(f"migration step {file} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _pour(old: sqlite3.Connection, new: sqlite3.Connection, schema: Schema) -> None:
    schema.create(new, recorders=False)
    new.execute("BEGIN")
    for table in (*schema.columns, *HISTORY_TABLES):
        kept = {row[1] for row in old.execute(f"PRAGMA table_info({table})")}
        names = [row[1] for row in new.execute(f"PRAGMA table_info({table})") if row[1] in kept]
        marks = ", ".join("?" * len(names))
        new.executemany(
            f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})",  # noqa: S608
            old.execute(f"SELECT {', '.join(names)} FROM {table}"),  # noqa: S608
        )
    # The rows are new ones, so the digests of the old version prove nothing any more; the last one starts afresh.
    new.execute("UPDATE operation SET digest = NULL")
    new.execute(
        "UPDATE operation SET digest = ? WHERE id = (SELECT max(id) FROM operation)",
        (digest.as_text(digest.present(new)),),
    )
    for statement in schema.recorders:
        new.execute(statement)
    new.execute("COMMIT")
