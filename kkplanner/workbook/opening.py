"""From a path to a checked connection: for writing under the exclusive lock, or as a copy to read."""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kkplanner.thai.dates import format_date
from kkplanner.workbook import backup, checking
from kkplanner.workbook.connection import connect_file, connect_memory, lock, release
from kkplanner.workbook.errors import (
    ClockBehindError,
    FileLockedError,
    NoPermissionError,
    ReadOnlyFileError,
    named,
    readable,
)
from kkplanner.workbook.history import History
from kkplanner.workbook.lock_note import read_note
from kkplanner.workbook.migrating import migrate

if TYPE_CHECKING:
    from kkplanner.workbook.schema import Schema

_PATIENCE: Final = 3.0  # seconds to wait for a moment in which nobody writes
_PAUSE: Final = 0.05
_CLOCKS_DIFFER: Final = timedelta(minutes=10)  # between two office computers, without harm
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Opened:
    """A connection to a file that passed every check.

    Attributes:
        connection: to the file under lock, or to a copy in memory.
        read_only_reason: Thai; why it cannot be changed; empty when it can.
        backup_problem: Thai; why no backup was made at opening, or not where it should be; empty when all is well.
        clock_problem: Thai; the clock is behind the last change; empty when it is not.
    """

    connection: sqlite3.Connection
    read_only_reason: str = ""
    backup_problem: str = ""
    clock_problem: str = ""


def identity_of(path: Path) -> tuple[object, ...]:
    """What stays the same as long as this name means this file."""
    found = path.stat()
    return (found.st_dev, found.st_ino) if found.st_ino else (str(path.resolve()),)


def open_for_writing(path: Path, schema: Schema) -> Opened:
    """Lock, check, back up and, if need be, migrate.

    A file of a newer minor version is opened to read: its additions would not be recorded.

    Raises:
        WorkbookError: one of its subclasses, by name; the file is untouched and unlocked then.
    """
    version = checking.read_header(path, schema)
    if version > schema.version:
        return open_for_reading(path, schema, reason="แฟ้มนี้สร้างด้วยโปรแกรมรุ่นใหม่กว่า")
    connection = lock_file(path)
    try:
        checking.check_parts(connection, schema, version, path)
        if version == schema.version:
            checking.check_content(connection, path)
        clock = _clock_problem(connection, path)
        has_backup, problem = back_up_before(connection, path, version, schema)
        if version < schema.version:
            _migrate(connection, schema, version, path, "" if has_backup else problem)
        with named(path):
            # Only a transaction that went past this program can have left an operation open.
            connection.execute("UPDATE operation SET open = 0 WHERE open")
    except BaseException:
        connection.close()
        raise
    return Opened(connection, backup_problem=problem, clock_problem=clock)


def _migrate(connection: sqlite3.Connection, schema: Schema, version: int, path: Path, problem: str) -> None:
    if problem:
        raise ReadOnlyFileError(path, f"ต้องสำรองแฟ้มก่อนปรับเป็นรุ่นใหม่ แต่{problem}")
    with named(path):
        migrate(connection, schema, version, path)
    checking.check_parts(connection, schema, schema.version, path)


def lock_file(path: Path) -> sqlite3.Connection:
    """A connection that holds the exclusive lock; what a crash left half done is rolled back.

    Raises:
        FileLockedError: somebody has it open; says who and since when.
        WorkbookError: as named.
    """
    with named(path):
        # Before SQLite would fall back to reading: who may not write should hear it now.
        with path.open("rb+"):
            pass
        if not os.access(path.parent, os.W_OK):  # the journal of a change lies beside the file
            raise NoPermissionError(path)
        connection = connect_file(path)
    try:
        with named(path):
            lock(connection)
    except FileLockedError as error:
        connection.close()
        note = read_note(path)
        if note is None:
            raise
        raise FileLockedError(path, note.who, note.since_when) from error
    except BaseException:
        connection.close()
        raise
    return connection


def back_up_before(
    connection: sqlite3.Connection, path: Path, version: int, schema: Schema
) -> tuple[bool, str]:
    """Whether a backup stands, and in Thai what is wrong with it."""
    operation, uuid = History(connection, schema.columns).last_operation()
    mark = f"v{version}-op{operation}-{uuid[:8]}"
    chosen = backup.chosen_root()
    if chosen is not None:
        try:
            backup.back_up(connection, path, mark, chosen)
        except (OSError, sqlite3.Error):
            _log.exception("no backup of %s in %s", path, chosen)
        else:
            return True, ""
    try:
        backup.back_up(connection, path, mark, backup.own_root())
    except (OSError, sqlite3.Error):
        # The plan itself is fine; work must not stop because the copy could not be made.
        _log.exception("no backup of %s", path)
        return False, "สำรองแฟ้มไว้ในโฟลเดอร์ข้อมูลของผู้ใช้ไม่สำเร็จ"
    if chosen is None:
        return True, ""
    return True, f"ใช้โฟลเดอร์สำรองที่เลือกไว้ ({chosen}) ไม่ได้ จึงสำรองแฟ้มไว้ในโฟลเดอร์ข้อมูลของผู้ใช้แทน"


def _clock_problem(connection: sqlite3.Connection, path: Path) -> str:
    with readable(path):
        row = connection.execute("SELECT made_at FROM operation ORDER BY id DESC LIMIT 1").fetchone()
        last = None if row is None or not row[0] else datetime.fromisoformat(row[0])
    if last is None or last.tzinfo is None or last <= datetime.now(UTC) + _CLOCKS_DIFFER:
        return ""
    local = last.astimezone()
    return ClockBehindError(path, f"{format_date(local.date())} เวลา {local:%H:%M} น.").sentence


def open_for_reading(path: Path, schema: Schema, *, reason: str = "เปิดแบบอ่านอย่างเดียว") -> Opened:
    """Check a copy in memory: it needs no lock, so somebody else may be working in the file.

    An older file is migrated in the copy only.

    Raises:
        WorkbookError: one of its subclasses, by name.
    """
    version = checking.read_header(path, schema)
    connection = connect_memory()
    try:
        load_copy(connection, path)
        check_copy(connection, schema, version, path)
    except BaseException:
        connection.close()
        raise
    return Opened(connection, read_only_reason=reason)


def check_copy(connection: sqlite3.Connection, schema: Schema, version: int, path: Path) -> None:
    """Check a copy in memory, bring it to the present version and let nobody change it."""
    checking.check_parts(connection, schema, version, path)
    if version < schema.version:
        with named(path):
            migrate(connection, schema, version, path)
    checking.check_content(connection, path)
    connection.execute("PRAGMA query_only = ON")


def _state(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except FileNotFoundError:
        return (0, 0)
    return found.st_size, found.st_mtime_ns


def load_copy(connection: sqlite3.Connection, path: Path) -> None:
    """Read the file together with the journal that a crash, or a writer at this moment, has beside it.

    The pair is copied between two looks at their times, so it is one moment; SQLite rolls the copy back.
    """
    journal = path.with_name(path.name + "-journal")
    deadline = time.monotonic() + _PATIENCE
    with named(path), tempfile.TemporaryDirectory(prefix="kkplanner-") as folder:
        copy = Path(folder) / "copy.kkplan"
        while True:
            before = _state(path), _state(journal)
            shutil.copyfile(path, copy)
            if before[1][0]:
                shutil.copyfile(journal, copy.with_name(copy.name + "-journal"))
            if before == (_state(path), _state(journal)):
                break
            if time.monotonic() > deadline:
                raise FileLockedError(path)
            copy.with_name(copy.name + "-journal").unlink(missing_ok=True)
            time.sleep(_PAUSE)
        with closing(connect_file(copy)) as file:
            lock(file)
            file.backup(connection)
            release(file)
